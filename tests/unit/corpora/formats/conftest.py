"""Reading one file as a corpus does, without and with its helper process."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from gpt_studio.corpora.corpus import Corpus, iter_documents
from gpt_studio.corpora.reading import Reading
from gpt_studio.corpora.registry import format_of
from gpt_studio.corpora.scan import FileReport, scan


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., list[str]]:
    """The texts that the format of a file finds in it, before cleaning; in this process, because that is quicker."""

    def texts(path: Path, text_field: str = "") -> list[str]:
        known = format_of(path)
        assert known is not None
        return [document.text for document in known.read(Reading(path, text_field, scratch=tmp_path))]

    return texts


@pytest.fixture
def report(tmp_path: Path) -> Callable[[Path], FileReport]:
    """The row of a file in a corpus, read in the helper process where its format asks for it."""

    def row(path: Path) -> FileReport:
        (found,) = scan(Corpus("test", (str(path),)).kept_in(tmp_path / "cache"))
        return found

    return row


@pytest.fixture
def cleaned(tmp_path: Path) -> Callable[[Path], list[str]]:
    """The texts as training reads them."""
    return lambda path: [
        document.text for document in iter_documents(Corpus("test", (str(path),)).kept_in(tmp_path / "cache"))
    ]
