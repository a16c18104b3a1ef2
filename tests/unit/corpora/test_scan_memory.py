"""A changed corpus is scanned without reading again what has not changed, and says the same as a scan from scratch."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from gpt_studio.corpora import scan as scanning
from gpt_studio.corpora.corpus import Corpus, start_reading
from gpt_studio.corpora.scan import FileFacts, FileReport, scan
from gpt_studio.corpora.scan_memory import ScanMemory


class Scans:
    """Scans with one memory, and the names of the files that the last one read."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.memory: ScanMemory[FileFacts] = ScanMemory()
        self.read: list[str] = []

        def noted(source, corpus):
            self.read.append(source.path.name)
            return start_reading(source, corpus)

        monkeypatch.setattr(scanning, "start_reading", noted)

    def of(self, corpus: Corpus) -> list[FileReport]:
        """The reports, which are those of a scan that remembers nothing."""
        fresh = list(scan(corpus))
        self.read.clear()
        remembered = list(scan(corpus, memory=self.memory))
        assert remembered == fresh
        return remembered


@pytest.fixture
def scans(monkeypatch: pytest.MonkeyPatch) -> Scans:
    return Scans(monkeypatch)


def write(path: Path, text: str, age: float = 60) -> str:
    path.write_text(text, encoding="utf-8")
    then = path.stat().st_mtime - age
    os.utime(path, (then, then))
    return str(path)


def corpus(*sources: str) -> Corpus:
    return Corpus("mine", sources)


def test_only_what_was_added_is_read(tmp_path: Path, scans: Scans):
    first = [write(tmp_path / f"{name}.txt", f"Text {name}.") for name in "abc"]
    scans.of(corpus(*first))
    assert scans.read == ["a.txt", "b.txt", "c.txt"]
    scans.of(corpus(first[2], write(tmp_path / "d.txt", "Text d."), first[0]))
    assert scans.read == ["d.txt"]


def test_of_two_equal_files_the_one_that_stays_is_no_longer_repeated(tmp_path: Path, scans: Scans):
    one, two = (write(tmp_path / name, "The same text.") for name in ("1.txt", "2.txt"))
    reports = scans.of(corpus(one, two))
    assert [report.documents for report in reports] == [1, 0]
    assert reports[1].problem is not None
    assert reports[1].problem.key == "file.repeated"
    assert reports[1].repeated == (0,)
    (left,) = scans.of(corpus(two))
    assert (left.documents, left.problem, scans.read) == (1, None, [])
    assert [report.documents for report in scans.of(corpus(two, one))] == [1, 0]
    assert scans.read == []
    scans.of(replace(corpus(one, two), cleaning=replace(corpus().cleaning, duplicates=False)))
    assert scans.read == []


def test_marks_and_parts_of_one_text_are_counted_as_by_a_whole_scan(tmp_path: Path, scans: Scans):
    lines = [{"text": "[INST] one"}, {"text": "two"}, {"text": "[INST] one"}, {"text": "[INST] three"}]
    entries = write(tmp_path / "a.jsonl", "\n".join(map(json.dumps, lines)))
    parts = write(tmp_path / "b.txt", "x<|endoftext|>[INST] y<|endoftext|>x<|endoftext|>two")
    reports = scans.of(corpus(entries, parts))
    assert [(report.documents, report.repeated) for report in reports] == [(3, (2,)), (3, (3,))]
    assert [[mark.count for mark in report.marks] for report in reports] == [[2], [3, 1]]
    scans.of(corpus(parts, entries))
    assert scans.read == []


def test_a_changed_file_and_a_file_with_another_encoding_are_read_again(tmp_path: Path, scans: Scans):
    one, two = write(tmp_path / "1.txt", "Año uno."), write(tmp_path / "2.txt", "Año dos.")
    scans.of(corpus(one, two))
    scans.of(corpus(one, two).with_encoding_of(two, "cp1252"))
    assert scans.read == ["2.txt"]
    write(tmp_path / "1.txt", "Año una.", age=50)
    scans.of(corpus(one, two))
    assert scans.read == ["1.txt"]


def test_a_choice_of_field_concerns_only_files_that_have_fields(tmp_path: Path, scans: Scans):
    text = write(tmp_path / "a.txt", "Text.")
    table = write(tmp_path / "b.jsonl", json.dumps({"text": "one", "title": "two"}))
    scans.of(corpus(text, table))
    scans.of(replace(corpus(text, table), text_field="title"))
    assert scans.read == ["b.jsonl"]


def test_a_file_written_a_moment_ago_and_one_that_is_gone_are_looked_at_again(tmp_path: Path, scans: Scans):
    new, gone = write(tmp_path / "new.txt", "New.", age=0), write(tmp_path / "gone.txt", "Gone.")
    Path(gone).unlink()
    for _ in range(2):
        scans.of(corpus(new, gone))
        assert scans.read == ["new.txt", "gone.txt"]


def test_the_longest_unused_are_forgotten(tmp_path: Path, scans: Scans, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("gpt_studio.corpora.scan_memory._MOST_FILES", 2)
    files = [write(tmp_path / f"{name}.txt", f"Text {name}.") for name in "abc"]
    scans.of(corpus(*files[:2]))
    scans.of(corpus(files[0]))
    scans.of(corpus(files[2]))
    scans.of(corpus(files[0]))
    assert scans.read == []
    scans.of(corpus(files[1]))
    assert scans.read == ["b.txt"]


def test_remedies_change_what_is_counted_and_those_that_compare_documents_are_not_remembered(
    tmp_path: Path, scans: Scans
):
    long = "The same paragraph stands in two files, and is long enough to be told."
    one = write(tmp_path / "1.txt", f"{long}\n\nThe cafÃ© was closed.")
    two, three = write(tmp_path / "2.txt", f"{long}\n\nAnother end."), write(tmp_path / "3.txt", "Hi.")
    plain = corpus(one, two, three)
    assert [report.characters for report in scans.of(plain)] == [93, 84, 3]
    short = plain.with_remedy("short_documents").with_remedy("mojibake")
    first, _, last = scans.of(short)
    assert (first.characters, last.documents) == (92, 0)
    assert last.problem is not None
    assert last.problem.key == "file.left_out"
    scans.of(short)
    assert scans.read == []
    for _ in range(2):
        assert [report.characters for report in scans.of(plain.with_remedy("repeated_paragraphs"))] == [93, 12, 3]
        assert scans.read == ["1.txt", "2.txt", "3.txt"]
