"""List the corpora in the user's folder."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from gpt_studio.core.errors import Message, StudioError
from gpt_studio.core.job import JobContext
from gpt_studio.core.paths import Home
from gpt_studio.corpora.corpus import Corpus, read_corpus

MOST_COUNTED = 1000
"""Folders may hold any number of files, and the list is read often."""


@dataclass(frozen=True)
class ListCorpora:
    home: Home


@dataclass(frozen=True)
class CorpusEntry:
    """A saved corpus. ``problem`` says why it cannot be used; ``corpus`` is None then. ``changed`` is a Unix time.
    ``files``: how many there are, those in its folders included, at most :data:`MOST_COUNTED`."""

    path: Path
    name: str
    changed: float
    corpus: Corpus | None
    problem: Message | None = None
    files: int = 0


def run(request: ListCorpora, context: JobContext) -> tuple[CorpusEntry, ...]:
    """The corpora, the newest first."""
    if not request.home.corpora.is_dir():
        return ()
    paths = [path for path in request.home.corpora.glob("*.toml") if not path.name.startswith(".")]
    entries = []
    for path in paths:
        context.raise_if_cancelled()
        with contextlib.suppress(FileNotFoundError):  # deleted since it was listed
            entries.append(_entry(path, request.home, context))
    return tuple(sorted(entries, key=lambda entry: -entry.changed))


def _entry(path: Path, home: Home, context: JobContext) -> CorpusEntry:
    changed = path.stat().st_mtime
    try:
        corpus = read_corpus(path).kept_in(home.cache)
        files = sum(1 for _ in islice(corpus.find_sources(context), MOST_COUNTED))
        return CorpusEntry(path, path.stem, changed, corpus, files=files)
    except StudioError as error:
        return CorpusEntry(path, path.stem, changed, None, error.message)
