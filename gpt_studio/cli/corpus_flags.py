"""``--corpus``: the texts that a subcommand works on."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from gpt_studio.cli.flags import path
from gpt_studio.corpora.corpus import Corpus
from gpt_studio.corpora.sources import SAMPLE

LONGEST_NAME = 80


def add_corpus_flags(parser: ArgumentParser, *, required: bool) -> None:
    parser.add_argument(
        "--corpus",
        nargs="+",
        type=source,
        metavar="PATH",
        required=required,
        help=f"text files and folders to learn from; {SAMPLE} is the built-in sample",
    )
    add_text_field(parser)


def add_text_field(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--text-field",
        default="",
        metavar="NAME",
        help="which field of .jsonl files holds the text [found automatically]",
    )


def source(value: str) -> str:
    """An argument that names a file, a folder or the sample. Raises ArgumentTypeError for an empty one."""
    return value if value == SAMPLE else str(path(value))


def corpus_of(arguments: Namespace) -> Corpus:
    """The corpus that the flags describe, named after its sources."""
    sources = tuple(place if place == SAMPLE else str(Path(place).absolute()) for place in arguments.corpus)
    return Corpus(name=_name(sources), sources=sources, text_field=arguments.text_field)


def _name(sources: tuple[str, ...]) -> str:
    name = ", ".join("sample" if source == SAMPLE else Path(source).stem for source in sources)
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1] + "…"
