"""The flags that say which texts a subcommand reads, and how."""

from __future__ import annotations

import os
import re
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from gpt_studio.cli.flags import path
from gpt_studio.core.errors import StudioError
from gpt_studio.core.naming import clashing_path
from gpt_studio.core.paths import Home, find_home
from gpt_studio.corpora.corpus import Corpus, read_corpus
from gpt_studio.corpora.encodings import codec_named
from gpt_studio.corpora.mixture import HEAVIEST, LIGHTEST, Mixture, TrainingText, WeightedCorpus
from gpt_studio.corpora.sources import SAMPLE

LONGEST_NAME = 80
DRIVES = os.name == "nt"
_WEIGHT = re.compile(r"[-+]?(\d+\.?\d*|\.\d+)")


def add_mixture_flags(parser: ArgumentParser) -> None:
    """As :func:`add_corpus_flags`, for what may read several corpora: see :func:`text_of`."""
    parser.add_argument(
        "--corpus",
        nargs="+",
        action="append",
        type=weighted_source,
        metavar="PATH[:WEIGHT]",
        help=f"text files and folders to learn from, or the name of one saved corpus; {SAMPLE} is the built-in sample. "
        "Given several times, the corpora are mixed in proportion to their weights: --corpus A:2 --corpus B:1. "
        "An epoch is then as many tokens as all of them hold together",
    )
    add_text_field(parser)
    add_assistant(parser)
    add_encoding(parser)


def add_corpus_flags(parser: ArgumentParser, *, required: bool) -> None:
    parser.add_argument(
        "--corpus",
        nargs="+",
        type=source,
        metavar="PATH",
        required=required,
        help=f"text files and folders to learn from, or the name of one saved corpus; {SAMPLE} is the built-in sample",
    )
    add_text_field(parser)
    add_assistant(parser)
    add_encoding(parser)


def add_text_field(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--text-field",
        default="",
        metavar="NAME",
        help="which field of .jsonl and .json files holds the text [found automatically]",
    )


def add_assistant(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--assistant",
        default="",
        type=str.strip,
        metavar="NAME",
        help="who of the speakers in exported chats is the model: the chats become conversations in which it answers "
        "the others; corpus stats lists the speakers [none: they are read as texts]",
    )


def add_encoding(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--encoding",
        action="append",
        type=encoding,
        default=[],
        metavar="[FILE=]NAME",
        help="the encoding of FILE, or of every file that is not in Unicode, such as cp1250 or mac-roman; may be given "
        "several times [found automatically]",
    )


def source(value: str) -> str:
    """An argument that names a file, a folder or the sample. Raises ArgumentTypeError for an empty one."""
    return value if value == SAMPLE else str(path(value))


def weighted_source(value: str) -> tuple[str, float | None]:
    """An argument ``PATH`` or ``PATH:WEIGHT``: the source as of :func:`source`, and the weight, None if none is given.

    What exists is a path, also if its name ends like a weight. Raises ArgumentTypeError for a weight that cannot be.
    """
    place, colon, weight = value.rpartition(":")
    is_drive = DRIVES and len(place) == 1
    if not colon or not place or is_drive or os.path.lexists(value) or not _WEIGHT.fullmatch(weight):
        return source(value), None
    if not LIGHTEST <= float(weight) <= HEAVIEST:
        raise ArgumentTypeError(
            f"the weight {weight} of {place} cannot be: give a number from {LIGHTEST:g} to {HEAVIEST:,.0f}"
        )
    return source(place), float(weight)


def encoding(value: str) -> tuple[str, str]:
    """An argument ``NAME`` or ``FILE=NAME``: the absolute path of the file, or "", and Python's name for the encoding.

    Raises ArgumentTypeError for an encoding or a file that does not exist.
    """
    file, _, name = value.rpartition("=")
    if file and not Path(file).exists():
        raise ArgumentTypeError(f"the file {file} is not there: give FILE=NAME, or NAME alone for all files")
    try:
        return str(Path(file).absolute()) if file else "", codec_named(name)
    except StudioError as error:
        raise ArgumentTypeError(str(error)) from error


def text_of(arguments: Namespace) -> TrainingText:
    """The corpus that ``--corpus`` of :func:`add_mixture_flags` describes, or a mixture where it was given several
    times. A corpus without a weight counts 1.

    Raises StudioError as :func:`corpus_of`, and for a weight that does not stand behind the last of several texts.
    """
    parts = []
    for group in arguments.corpus:
        places = [place for place, _ in group]
        for place, weight in group[:-1]:
            if weight is not None:
                raise StudioError(
                    "corpus.weight_of_a_part",
                    "{place} is a part of one corpus, which has one weight: put the weight behind its last text, or "
                    "give each text a --corpus of its own.",
                    place=place,
                )
        weight = group[-1][1]
        parts.append(WeightedCorpus(_corpus(places, arguments), 1.0 if weight is None else weight))
    return parts[0].corpus if len(parts) == 1 else Mixture(tuple(parts))


def corpus_of(arguments: Namespace) -> Corpus:
    """The corpus that the flags describe, named after its sources, or the saved one that they name.

    A file or folder takes precedence over a saved corpus of that name. Raises StudioError for a saved corpus that
    cannot be read, and for one that is named beside other texts, to which its own cleaning would apply.
    """
    return _corpus(arguments.corpus, arguments)


def _corpus(places: Sequence[str], arguments: Namespace) -> Corpus:
    home = find_home(arguments.home)
    saved = [found for place in places if (found := _saved(place, home)) is not None]
    if not saved:
        sources = sources_of(places)
        return with_reading(Corpus(name=_name(sources), sources=sources), arguments).kept_in(home.cache)
    if len(places) > 1:
        raise StudioError(
            "corpus.saved_alone",
            'The saved corpus "{name}" brings its own way of cleaning, so it goes alone: save one corpus with all the '
            "texts.",
            name=saved[0].stem,
        )
    return with_reading(read_corpus(saved[0]), arguments).kept_in(home.cache)


def with_reading(corpus: Corpus, arguments: Namespace) -> Corpus:
    """``corpus``, read as ``--text-field``, ``--assistant``, ``--encoding`` and ``--follow-links`` say, where given."""
    encodings = dict(corpus.encodings) | dict(arguments.encoding)
    return replace(
        corpus,
        text_field=arguments.text_field or corpus.text_field,
        encoding=encodings.pop("", "") or corpus.encoding,
        encodings=tuple(sorted(encodings.items())),
        follow_links=arguments.follow_links or corpus.follow_links,
        assistant=arguments.assistant or corpus.assistant,
    )


def sources_of(places: Sequence[str]) -> tuple[str, ...]:
    """The absolute paths of files and folders, as a corpus keeps them."""
    return tuple(place if place == SAMPLE else str(Path(place).absolute()) for place in places)


def _saved(place: str, home: Home) -> Path | None:
    """The file of the saved corpus called ``place``; None if there is none, or ``place`` is an existing path."""
    if place == SAMPLE or Path(place).name != place or os.path.lexists(place):
        return None
    found = clashing_path(home.corpora / f"{place}.toml")
    return found if found is not None and found.suffix == ".toml" else None


def _name(sources: tuple[str, ...]) -> str:
    name = ", ".join("sample" if source == SAMPLE else Path(source).stem for source in sources)
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1] + "…"
