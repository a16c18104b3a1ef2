"""Text is taken out of files once, in helper processes; a file that ends its helper is one bad row."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import signal
import tarfile
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from locked_files import LOCKED_ZIP

from gpt_studio.core.disk_errors import DiskError
from gpt_studio.core.job import JobCancelled, JobContext
from gpt_studio.corpora import extraction, registry
from gpt_studio.corpora.corpus import Corpus, fingerprint, iter_documents, text_bytes
from gpt_studio.corpora.documents import Document
from gpt_studio.corpora.reading import Reading, TextFormat
from gpt_studio.corpora.scan import FileReport, preview, scan
from gpt_studio.corpora.text_cache import TextCache

STORY = "Había una vez un zorro. " * 20
JSON = '{"text": "from JSON"}'


def corpus_of(*paths: Path, cache: Path) -> Corpus:
    return Corpus("test", tuple(map(str, paths))).kept_in(cache)


def texts(corpus: Corpus) -> list[str]:
    return [document.text for document in iter_documents(corpus)]


def only(corpus: Corpus) -> FileReport:
    (report,) = scan(corpus)
    return report


def zipped(path: Path, **members: str | bytes) -> Path:
    with zipfile.ZipFile(path, "w") as packed:
        for name, content in members.items():
            packed.writestr(name.replace("__", "."), content)
    return path


def test_packed_files_are_read_by_what_is_inside(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    for suffix, pack in (("gz", gzip.compress), ("bz2", bz2.compress), ("xz", lzma.compress)):
        path = tmp_path / f"story.txt.{suffix}"
        path.write_bytes(pack(f"{STORY} {suffix}".encode("utf-16")))
        assert texts(corpus_of(path, cache=cache)) == [f"{STORY} {suffix}"]


def test_archives_are_read_member_by_member_and_say_what_they_leave_out(tmp_path: Path) -> None:
    inner = zipped(tmp_path / "inner.zip", deep__txt="deep inside").read_bytes()
    path = zipped(
        tmp_path / "a.zip", a__txt=STORY, b__json='{"text": "from JSON"}', inner__zip=inner, c__png=b"\x89PNG"
    )
    corpus = corpus_of(path, cache=tmp_path / "cache")
    assert texts(corpus) == [STORY.rstrip(), "from JSON", "deep inside"]
    report = only(corpus)
    assert (report.documents, report.format) == (3, "Zip archive")
    assert report.problem is not None
    assert report.problem.key == "archive.left_out"


def test_an_archive_within_an_archive_within_an_archive_is_not_opened(tmp_path: Path) -> None:
    deepest = zipped(tmp_path / "deepest.zip", far__txt="too deep").read_bytes()
    middle = zipped(tmp_path / "middle.zip", deepest__zip=deepest, near__txt="near").read_bytes()
    path = zipped(tmp_path / "outer.zip", middle__zip=middle)
    assert texts(corpus_of(path, cache=tmp_path / "cache")) == ["near"]


def test_tar_archives_are_read_without_links_and_places(tmp_path: Path) -> None:
    path = tmp_path / "old.tar.xz"
    with tarfile.open(path, "w:xz") as packed:
        for name in ("../../outside.txt", "/absolute.txt"):
            member = tarfile.TarInfo(name)
            member.size = len(name)
            packed.addfile(member, io.BytesIO(name.encode()))
        link = tarfile.TarInfo("link.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        packed.addfile(link)
    assert texts(corpus_of(path, cache=tmp_path / "cache")) == ["../../outside.txt", "/absolute.txt"]
    assert not (tmp_path.parent / "outside.txt").exists()


def test_the_second_time_it_comes_from_the_cache_also_when_the_file_moved(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", a__txt=STORY)
    cache = tmp_path / "cache"
    first = texts(corpus_of(path, cache=cache))
    kept = sorted((cache / "text").rglob("*.jsonl"))
    times = [each.stat().st_mtime_ns for each in kept]
    moved = tmp_path / "elsewhere" / "b.zip"
    moved.parent.mkdir()
    path.rename(moved)
    assert texts(corpus_of(moved, cache=cache)) == first
    assert [each.stat().st_mtime_ns for each in sorted((cache / "text").rglob("*.jsonl"))] == times


def test_a_changed_file_is_taken_out_again(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", a__txt=STORY)
    corpus = corpus_of(path, cache=tmp_path / "cache")
    before = fingerprint(corpus)
    assert texts(corpus) == [STORY.rstrip()]
    zipped(path, a__txt="something else")
    assert texts(corpus) == ["something else"]
    assert fingerprint(corpus) != before


def test_without_a_cache_nothing_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    path = zipped(tmp_path / "a.zip", a__txt=STORY)
    assert texts(Corpus("test", (str(path),))) == [STORY.rstrip()]
    assert list((tmp_path / "temporary").iterdir()) == []


def test_the_size_of_the_text_is_that_of_what_was_taken_out(tmp_path: Path) -> None:
    path = tmp_path / "story.txt.gz"
    path.write_bytes(gzip.compress(STORY.encode() * 100))
    corpus = corpus_of(path, cache=tmp_path / "cache")
    assert text_bytes(corpus) == path.stat().st_size
    texts(corpus)
    assert text_bytes(corpus) == pytest.approx(len(STORY.encode()) * 100, rel=0.2)


def test_a_bomb_is_one_row_and_the_rest_goes_on(tmp_path: Path) -> None:
    bomb = tmp_path / "a bomb.txt.gz"
    with gzip.open(bomb, "wb") as file:
        for _ in range(300):
            file.write(b"a\n" * (1 << 19))
    good = zipped(tmp_path / "b good.zip", a__txt=STORY)
    first, second = scan(corpus_of(bomb, good, cache=tmp_path / "cache"))
    assert first.problem is not None
    assert (first.problem.key, first.documents) == ("file.expands", 0)
    assert (second.problem, second.documents) == (None, 1)


@pytest.mark.parametrize("content", [b"PK\x03\x04 garbage", b"", b"\0" * 100, b"not a zip at all"])
def test_what_is_no_archive_is_said(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "bad.zip"
    path.write_bytes(content)
    report = only(corpus_of(path, cache=tmp_path / "cache"))
    assert report.problem is not None
    assert (report.problem.key, report.documents) == ("file.damaged", 0)


def test_an_archive_that_points_before_its_start_is_damaged_and_no_fault_of_the_disk(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", a__txt=STORY)
    data = bytearray(path.read_bytes())
    entry = data.rindex(b"PK\x05\x06")
    data[entry + 16 : entry + 20] = (1 << 24).to_bytes(4, "little")  # where the list of members begins
    path.write_bytes(data)
    problem = only(corpus_of(path, cache=tmp_path / "cache")).problem
    assert problem is not None
    assert problem.key == "file.damaged"


def test_a_truncated_file_gives_what_can_be_read(tmp_path: Path) -> None:
    lines = "".join(f'{{"text": "story number {number}, {os.urandom(8).hex()}"}}\n' for number in range(20_000))
    path = tmp_path / "cut.jsonl.gz"
    path.write_bytes(gzip.compress(lines.encode())[:-1000])
    report = only(corpus_of(path, cache=tmp_path / "cache"))
    assert report.problem is not None
    assert report.problem.key == "file.damaged"


def test_a_locked_archive_asks_for_its_password_and_opens_with_it(tmp_path: Path) -> None:
    path = tmp_path / "locked.zip"
    path.write_bytes(LOCKED_ZIP)
    cache = tmp_path / "cache"
    locked = only(corpus_of(path, cache=cache))
    assert locked.needs_password
    assert locked.problem is not None
    assert locked.problem.key == "file.locked"
    for password, key in (("wrong", "file.wrong_password"), ("secret", None)):
        corpus = replace(corpus_of(path, cache=cache), texts=TextCache(cache / "text", {str(path): password}))
        report = only(corpus)
        assert (report.problem.key if report.problem else None) == key
    assert texts(corpus_of(path, cache=cache)) == ["hidden\n"]


def test_a_wrong_password_that_passes_the_check_of_zip_is_wrong_all_the_same(tmp_path: Path) -> None:
    path = tmp_path / "locked.zip"
    path.write_bytes(LOCKED_ZIP)
    lucky = next(password for password in map(str, range(10_000)) if _passes(path, password))
    corpus = replace(corpus_of(path, cache=tmp_path), texts=TextCache(tmp_path / "text", {str(path): lucky}))
    assert only(corpus).needs_password
    assert texts(replace(corpus, texts=TextCache(tmp_path / "text", {str(path): "secret"}))) == ["hidden\n"]


def _passes(path: Path, password: str) -> bool:
    with zipfile.ZipFile(path) as packed:
        try:
            packed.open("hidden.txt", pwd=password.encode()).close()
        except RuntimeError:
            return False
    return True


def test_cancelling_ends_at_once_and_leaves_nothing_half_made(tmp_path: Path) -> None:
    path = tmp_path / "endless.spin"
    path.write_text("spin")
    context = JobContext()
    with_spin = replace(corpus_of(path, cache=tmp_path / "cache"))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(registry, "FORMATS", (*registry.FORMATS, SPIN))
        patched.setitem(registry._BY_SUFFIX, ".spin", SPIN)
        patched.setattr(extraction, "serve", serve_with_test_formats)
        reading = iter_documents(with_spin, context)
        context.cancel()
        with pytest.raises(JobCancelled):
            next(reading)
    assert not list((tmp_path / "cache" / "text").rglob("*"))


@pytest.mark.parametrize(
    ("content", "key"), [("die", "helper.crashed"), ("eat", "helper.memory"), ("spin", "helper.still")]
)
def test_what_ends_the_helper_is_one_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str, key: str
) -> None:
    monkeypatch.setattr(registry, "FORMATS", (*registry.FORMATS, SPIN))
    monkeypatch.setitem(registry._BY_SUFFIX, ".spin", SPIN)
    monkeypatch.setattr(extraction, "serve", serve_with_test_formats)
    monkeypatch.setattr(extraction, "EXTRACTION_STILL_SECONDS", 1.0 if content == "spin" else 60.0)
    bad = tmp_path / "a.spin"
    bad.write_text(content)
    good = zipped(tmp_path / "b.zip", a__txt=STORY)
    first, second = scan(corpus_of(bad, good, cache=tmp_path / "cache"))
    assert first.problem is not None
    assert first.problem.key == "file.given_up"
    assert first.problem.values["reason"].key == key
    assert (second.problem, second.documents) == (None, 1)


def test_a_preview_shows_what_was_taken_out(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", a__txt="One.", b__txt="Two.")
    assert preview(path, corpus_of(path, cache=tmp_path / "cache")) == "One.\n\nTwo."


def test_a_damaged_member_costs_only_itself(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", a__txt=STORY, b__txt="broken", c__txt="after it")
    data = path.read_bytes()
    path.write_bytes(data.replace(b"broken", b"brXken"))
    corpus = corpus_of(path, cache=tmp_path / "cache")
    assert texts(corpus) == [STORY.rstrip(), "after it"]
    problem = only(corpus).problem
    assert problem is not None
    assert problem.key == "archive.members_bad"


@pytest.fixture
def spin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "FORMATS", (*registry.FORMATS, SPIN))
    monkeypatch.setitem(registry._BY_SUFFIX, ".spin", SPIN)
    monkeypatch.setattr(extraction, "serve", serve_with_test_formats)


@pytest.mark.usefixtures("spin")
def test_a_file_that_changes_while_it_is_read_is_not_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.spin"
    path.write_text("change")
    problem = only(corpus_of(path, cache=tmp_path / "cache")).problem
    assert problem is not None
    assert problem.key == "file.changing"
    assert not list((tmp_path / "cache").rglob("*.jsonl"))


@pytest.mark.usefixtures("spin")
@pytest.mark.parametrize("content", ["fill", "no folder"])
def test_a_disk_that_refuses_stops_the_reading_instead_of_leaving_texts_out(tmp_path: Path, content: str) -> None:
    path, cache = tmp_path / "a.spin", tmp_path / "cache"
    path.write_text(content)
    if content == "no folder":
        cache.write_text("a file where the folder should be")
    with pytest.raises(DiskError):
        texts(corpus_of(path, cache=cache))


@pytest.mark.usefixtures("spin")
def test_what_cannot_be_written_as_text_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a.spin"
    path.write_text("surrogate")
    assert texts(corpus_of(path, cache=tmp_path / "cache")) == ["a\ufffdb"]


@pytest.mark.usefixtures("spin")
def test_nothing_is_left_of_a_helper_that_died_while_it_unpacked(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", a__spin="die")
    assert only(corpus_of(path, cache=tmp_path / "cache")).problem is not None
    assert [found for found in (tmp_path / "cache").rglob("*") if found.is_file()] == []


@pytest.mark.usefixtures("spin")
def test_a_preview_ends_when_it_is_cancelled(tmp_path: Path) -> None:
    path = tmp_path / "a.spin"
    path.write_text("spin")
    context = JobContext()
    context.cancel()
    with pytest.raises(JobCancelled):
        preview(path, corpus_of(path, cache=tmp_path / "cache"), context=context)


def read_spin(reading: Reading) -> Iterator[Document]:
    match reading.path.read_text():
        case "die":
            os.kill(os.getpid(), signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
        case "eat":
            eaten = []
            while True:
                eaten.append(bytearray(64 << 20))
        case "spin":
            while True:
                pass
        case "change":
            reading.path.write_text("changed while it was read")
        case "surrogate":
            yield Document("a\ud800b")
            return
        case "fill":
            import resource

            resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
            yield Document("x" * 100_000)
    yield Document("never")


SPIN = TextFormat("Spin", (".spin",), read_spin, extracted=True)


def serve_with_test_formats(line: object) -> None:
    from gpt_studio.corpora import extraction_process

    registry.FORMATS = (*registry.FORMATS, SPIN)
    registry._BY_SUFFIX[".spin"] = SPIN
    extraction_process.serve(line)  # type: ignore[arg-type]
