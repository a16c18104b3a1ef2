"""A corpus that is opened again, by another process too, is scanned without reading its files."""

from __future__ import annotations

import json
import os
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from gpt_studio.core.job import JobContext
from gpt_studio.corpora import scan as scanning
from gpt_studio.corpora import text_cache
from gpt_studio.corpora.corpus import Corpus, iter_documents, start_reading
from gpt_studio.corpora.scan import FileReport, scan
from gpt_studio.corpora.scan_store import ScanStore
from gpt_studio.jobs.corpora.scan_corpus import FileScanned, ScanCorpus, run


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that were read since it was cleared."""
    names: list[str] = []

    def noted(source, corpus):
        names.append(source.path.name)
        return start_reading(source, corpus)

    monkeypatch.setattr(scanning, "start_reading", noted)
    return names


def write(path: Path, content: str | bytes, age: float = 60) -> str:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    then = path.stat().st_mtime - age
    os.utime(path, (then, then))
    return str(path)


def reports_of(corpus: Corpus) -> list[FileReport]:
    """What a scan says that remembers only what stands on the disk."""
    said: list[FileReport] = []
    run(
        ScanCorpus(corpus),
        JobContext(lambda event: said.append(event.report) if isinstance(event, FileScanned) else None),
    )
    return said


def strange_files(folder: Path) -> tuple[str, ...]:
    """Files of which a row says something of every kind."""
    lines = [{"text": "[INST] one", "id": 1}, {"text": "two"}, {"text": "[INST] one"}, {}]
    talk = {"messages": [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Hello"}]}
    return (
        write(folder / "a.jsonl", "\n".join(map(json.dumps, lines))),
        write(folder / "b.txt", "x<|endoftext|>[INST] y<|endoftext|>x<|endoftext|>two"),
        write(folder / "c.txt", b"Nothing but ASCII here, and one price: 5 \x80 a day, which may be anything."),
        write(folder / "d.jsonl", json.dumps(talk)),
        write(folder / "e.pdf", b"no PDF"),
        write(folder / "f.txt", b""),
        write(folder / "g.txt", "word " * 3_000),
        write(
            folder / "h.txt",
            "".join(f"1/2/24, 10:0{each} - {'Ana' if each % 2 else 'Leo'}: Hi.\n" for each in range(6)),
        ),
    )


def test_what_is_kept_says_the_same_as_a_scan_that_reads(tmp_path: Path, read: list[str]) -> None:
    corpus = Corpus("mine", strange_files(tmp_path))
    kept = corpus.kept_in(tmp_path / "cache")
    fresh = list(scan(corpus))
    assert reports_of(kept) == fresh
    assert fresh[-1].speakers
    read.clear()
    assert reports_of(kept) == fresh
    assert read == []
    assert any(report.doubt for report in fresh)
    assert {report.conversations for report in fresh} == {0, 1}
    assert [bool(report.marks) for report in fresh[:2]] == [True, True]
    assert all(report.fields for report in fresh if report.path.endswith("a.jsonl"))


def test_only_a_changed_and_an_added_file_are_read_again(tmp_path: Path, read: list[str]) -> None:
    first = [write(tmp_path / f"{name}.txt", f"Text {name}.") for name in "ab"]
    kept = Corpus("mine", tuple(first)).kept_in(tmp_path / "cache")
    reports_of(kept)
    read.clear()
    write(tmp_path / "a.txt", "Text z.", age=50)
    reports_of(replace(kept, sources=(*kept.sources, write(tmp_path / "c.txt", "Text c."))))
    assert read == ["a.txt", "c.txt"]


def test_a_corpus_that_compares_documents_is_kept_as_a_whole(tmp_path: Path, read: list[str]) -> None:
    long = "The same paragraph stands in two files, and is long enough to be told."
    files = [write(tmp_path / f"{name}.txt", f"{long}\n\nEnd {name}.") for name in "ab"]
    kept = Corpus("mine", tuple(files)).kept_in(tmp_path / "cache").with_remedy("repeated_paragraphs")
    fresh = reports_of(kept)
    assert [report.characters for report in fresh] == [78, 6]
    read.clear()
    assert reports_of(kept) == fresh
    assert read == []
    turned = replace(kept, sources=kept.sources[::-1])
    assert [report.characters for report in reports_of(turned)] == [78, 6]
    assert read == ["b.txt", "a.txt"]


def test_a_damaged_store_is_made_anew(tmp_path: Path, read: list[str]) -> None:
    kept = Corpus("mine", (write(tmp_path / "a.txt", "Text."),)).kept_in(tmp_path / "cache")
    place = tmp_path / "cache" / "text" / "scans.sqlite"
    place.parent.mkdir(parents=True)
    for damage in (b"no database", b"SQLite format 3\0" + b"x" * 4_000):
        place.write_bytes(damage)
        for _ in range(2):
            assert reports_of(kept)[0].documents == 1
        assert read == ["a.txt"]
        read.clear()


def test_the_longest_unused_are_dropped_when_it_is_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gpt_studio.corpora.scan_store._MOST_BYTES", 40_000)
    path = write(tmp_path / "a.txt", "Text.")
    facts = _facts_of(path)
    for number in range(400):
        with ScanStore(tmp_path) as store:
            store.keep((number,), facts)
    with ScanStore(tmp_path) as store:
        found = [number for number in range(400) if store.find((number,)) is not None]
    assert 0 < len(found) < 400
    assert found[-1] == 399


def _facts_of(path: str):
    class Noted:
        def find(self, key):
            return None

        def keep(self, key, facts):
            self.facts = facts

    noted = Noted()
    list(scan(Corpus("mine", (path,)), memory=noted))
    return noted.facts


def test_a_file_that_asks_for_a_password_is_not_kept(tmp_path: Path, read: list[str]) -> None:
    path = tmp_path / "locked.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("a.txt", "Hidden.")
    content = bytearray(path.read_bytes())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + place] |= 1
    kept = Corpus("mine", (write(path, bytes(content)),)).kept_in(tmp_path / "cache")
    for _ in range(2):
        assert reports_of(kept)[0].needs_password
        assert read == ["locked.zip"]
        read.clear()


def test_an_archive_is_read_again_when_the_library_that_was_missing_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The library is missing for the place that decides; the helper process found it, and says what it lacked."""
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("a.txt", "Text.")
    kept = Corpus("mine", (write(path, path.read_bytes()),)).kept_in(tmp_path / "cache")
    assert [document.text for document in iter_documents(kept)] == ["Text."]
    (place,) = (tmp_path / "cache" / "text").glob("*/*.jsonl")
    *lines, last = place.read_bytes().splitlines()
    found = json.loads(last)
    assert found["end"]["missing"] == []
    found["end"]["missing"] = ["no_such_package"]
    place.write_bytes(b"\n".join([*lines, json.dumps(found).encode()]) + b"\n")
    before = place.stat().st_mtime_ns
    list(iter_documents(kept))
    assert place.stat().st_mtime_ns == before, "it is still missing"
    monkeypatch.setattr(text_cache, "find_spec", lambda name: object())
    list(iter_documents(kept))
    assert place.stat().st_mtime_ns != before
