"""The self-test reads one file of each format that is bundled, and names the format that fails."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from gpt_studio.corpora.reading import BUNDLED
from gpt_studio.corpora.registry import FORMATS, format_of
from gpt_studio.jobs.app import check_installation, one_of_each


@pytest.fixture
def read_formats(tmp_path: Path) -> Callable[[], str]:
    (check,) = [check for check in check_installation.checks(tmp_path) if check.name == "Read every format"]
    return check.run


def test_there_is_a_file_of_each_bundled_format_and_of_each_way_of_packing(tmp_path: Path) -> None:
    paths = list(one_of_each.write_one_of_each(tmp_path))
    found = {known.name for path in paths if (known := format_of(path)) is not None}
    assert found == {known.name for known in FORMATS if known.extra == BUNDLED}
    assert {".zip", ".tar", ".gz", ".bz2", ".xz", ".zst"} <= {path.suffix for path in paths}


def test_each_comes_back(read_formats: Callable[[], str]) -> None:
    assert read_formats() == "25 files"


def test_formats_that_fail_are_named(read_formats: Callable[[], str], monkeypatch: pytest.MonkeyPatch) -> None:
    files = [("a.pdf", b"%PDF-1.4 broken"), ("b.txt", b"another text"), ("c.md", one_of_each.SENTENCE.encode())]
    monkeypatch.setattr(one_of_each, "one_of_each", lambda: iter(files))
    with pytest.raises(check_installation.InstallationError) as raised:
        read_formats()
    pdf, text = str(raised.value).split("; ")
    assert pdf.startswith("PDF: a.pdf is damaged")
    assert text == "Plain text: the text of b.txt did not come back"
