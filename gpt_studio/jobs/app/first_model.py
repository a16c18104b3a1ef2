"""Get a text ready for a first model: look whether it will do, then train a tokenizer on it and save both."""

from __future__ import annotations

import filecmp
import shutil
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

from gpt_studio.artifacts import names
from gpt_studio.artifacts.chat_layout import layout_for
from gpt_studio.core.errors import Message, StudioError, say
from gpt_studio.core.job import JobContext, Unreported
from gpt_studio.core.naming import unused, unused_name
from gpt_studio.core.paths import Home
from gpt_studio.corpora.corpus import Corpus
from gpt_studio.corpora.scan import scan
from gpt_studio.dataset.batches import SHORTEST_CONTEXT, check_long_enough
from gpt_studio.dataset.encode import prepare
from gpt_studio.jobs.corpora import list_corpora, save_corpus
from gpt_studio.jobs.tokenizers.train_tokenizer import (
    ProposeVocabulary,
    TrainTokenizer,
    fitting_tokenizer,
    propose_vocabulary,
    suggested_name,
    train_and_save,
)
from gpt_studio.tokenization.settings import TokenizerSettings

COUNTED_CHARACTERS = 100_000
"""Texts up to this length are tried with a tokenizer of their own, because they may be too short for a model."""


@dataclass(frozen=True)
class LookAtText:
    """Ask whether a model can learn from ``corpus``."""

    corpus: Corpus


@dataclass(frozen=True)
class TextReport:
    """``files`` and ``characters`` are those that can be read, ``unread`` the files that cannot.

    ``talks``: there are conversations in it, so a model can learn to hold one. ``problem`` says why no model can learn
    from it, ``note`` why a file is left out.
    """

    files: int
    characters: int
    unread: int = 0
    talks: bool = False
    problem: Message | None = None
    note: Message | None = None


def look(request: LookAtText, context: JobContext) -> TextReport:
    """Reads all of the text. Whatever is wrong with it is in the report; raises JobCancelled only."""
    reports = list(scan(request.corpus, context))
    characters = sum(report.characters for report in reports)
    problems = [report.problem for report in reports if report.problem is not None]
    found = TextReport(
        files=len(reports) - len(problems),
        characters=characters,
        unread=len(problems),
        talks=any(report.conversations for report in reports),
        note=problems[0] if problems else None,
    )
    try:
        if characters == 0:
            return replace(found, problem=found.note or _nothing_in(request.corpus), note=None)
        if characters <= COUNTED_CHARACTERS:
            _check_long_enough(request.corpus, context)
    except StudioError as error:
        return replace(found, problem=error.message, note=None)
    return found


@dataclass(frozen=True)
class GetReady:
    """The name of ``corpus`` is a wish: a number is added where it is taken.

    What is there already, a corpus of the same files and choices or the same tokenizer, is used and not saved again.
    """

    home: Home
    corpus: Corpus


@dataclass(frozen=True)
class Ready:
    """``corpus`` and ``tokenizer`` are the names under which they are saved; ``made`` are the paths that are new."""

    corpus: str
    tokenizer: str
    made: tuple[Path, ...]


def get_ready(request: GetReady, context: JobContext) -> Ready:
    """Nothing is left behind where it is cancelled or fails. Raises StudioError for a text that cannot be used or a
    disk that refuses."""
    made: list[Path] = []
    try:
        vocabulary = propose_vocabulary(ProposeVocabulary(request.corpus), context)
        wanted = unused(request.home.tokenizers / suggested_name(request.corpus.name, vocabulary))
        settings = TokenizerSettings(vocab_size=vocabulary)
        training = TrainTokenizer(request.corpus, settings, wanted, named_after=request.corpus.name)
        _, folder = train_and_save(training, context)
        made.append(folder)
        same = _same_tokenizer(folder)
        if same is not None:
            made.remove(folder)
            shutil.rmtree(folder, ignore_errors=True)
        corpus, path = _saved(request.home, request.corpus, context)
        if path is not None:
            made.append(path)
        context.raise_if_cancelled()
        return Ready(corpus, (same or folder).name, tuple(made))
    except BaseException:
        _remove(made)
        raise


@dataclass(frozen=True)
class TakeBack:
    """Remove what ``ready`` has made."""

    ready: Ready


def take_back(request: TakeBack, context: JobContext) -> None:
    """For a result that came after the person had cancelled."""
    _remove(request.ready.made)


def _remove(made: list[Path] | tuple[Path, ...]) -> None:
    for path in made:
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def _saved(home: Home, corpus: Corpus, context: JobContext) -> tuple[str, Path | None]:
    """The name under which ``corpus`` is saved, and its file unless it was there."""
    there = list_corpora.run(list_corpora.ListCorpora(home), context)
    for entry in there:
        if entry.corpus is not None and replace(entry.corpus, name=corpus.name) == corpus:
            return entry.name, None
    named = replace(corpus, name=unused_name(corpus.name, [entry.name for entry in there]))
    return named.name, save_corpus.run(save_corpus.SaveCorpus(home, named), context).path


def _same_tokenizer(folder: Path) -> Path | None:
    """A tokenizer beside the one in ``folder`` that is the same."""
    file = folder / names.TOKENIZER
    others = (each / names.TOKENIZER for each in folder.parent.iterdir() if each != folder)
    return next((each.parent for each in others if each.is_file() and filecmp.cmp(file, each, shallow=False)), None)


def _check_long_enough(corpus: Corpus, context: JobContext) -> None:
    """Raise StudioError if ``corpus`` has too few tokens for any context."""
    silent = Unreported(context)
    tokenizer = fitting_tokenizer(corpus, silent)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        encoded = prepare(corpus, tokenizer, Path(folder), silent, layout_for(tokenizer, None))
        check_long_enough(encoded.train.tokens, SHORTEST_CONTEXT)


def _nothing_in(corpus: Corpus) -> Message:
    return say(
        "corpus.empty",
        'The corpus "{name}" holds no text: add files with text, or the built-in sample.',
        name=corpus.name,
    )
