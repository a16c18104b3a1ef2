"""Save a corpus in the user's folder under a name."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path

from gpt_studio.core.disk_errors import disk_errors
from gpt_studio.core.errors import StudioError
from gpt_studio.core.job import JobContext
from gpt_studio.core.naming import check_name, clashing_path
from gpt_studio.core.paths import Home
from gpt_studio.corpora.corpus import Corpus, check_holds_text, write_corpus


@dataclass(frozen=True)
class SaveCorpus:
    """``replacing``: the name under which the corpus was opened. Only that one is overwritten."""

    home: Home
    corpus: Corpus
    replacing: str = ""


@dataclass(frozen=True)
class SavedCorpus:
    path: Path
    corpus: Corpus


def run(request: SaveCorpus, context: JobContext) -> SavedCorpus:
    """Raises StudioError for a bad or taken name, a corpus without text, or a disk that refuses."""
    corpus = replace(request.corpus, name=check_name(request.corpus.name.strip()))
    if not corpus.sources:
        raise StudioError(
            "corpus.no_files",
            'The corpus "{name}" has no files: add some, or the built-in sample.',
            name=corpus.name,
        )
    check_holds_text(corpus, context)
    path = path_of(request.home, corpus.name)
    taken = clashing_path(path)
    if taken is not None and taken.stem != request.replacing:
        raise StudioError(
            "corpus.name_taken",
            'There is a corpus "{name}" already: choose another name, or open that one and change it.',
            name=taken.stem,
        )
    context.raise_if_cancelled()
    if taken is not None and taken.name != path.name:  # "Tales" to "tales" is one file on some systems, so on all
        with disk_errors(path):
            os.rename(taken, path)
    write_corpus(path, corpus)
    return SavedCorpus(path, corpus)


def path_of(home: Home, name: str) -> Path:
    """Where the corpus called ``name`` is kept."""
    return home.corpora / f"{name}.toml"
