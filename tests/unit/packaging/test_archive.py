"""The same files give the same archive on any machine, at any time and in any order."""

import io
import os
import tarfile
import time
import zipfile
from pathlib import Path

import pytest
from release.archive import listing, sha256, write_sums, write_tar
from release.project import BuildError
from release.windows import check_path_lengths, write_zip

DAY = 1_790_000_000


def fill(folder: Path, names: list[str]) -> Path:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"this is {name}", encoding="utf-8")
    (folder / "program").write_text("#!/bin/sh\n")
    (folder / "program").chmod(0o700)
    return folder


@pytest.fixture
def folders(tmp_path):
    """The same content twice, made in another order and at another time."""
    names = ["b.txt", "a/z.txt", "a/é.txt", "c.txt"]
    first = fill(tmp_path / "one" / "studio", names)
    second = fill(tmp_path / "two" / "studio", list(reversed(names)))
    for path in second.rglob("*"):
        os.utime(path, (time.time() - 9999, time.time() - 9999))
    (second / "b.txt").chmod(0o600)
    return first, second


def tar_of(folder: Path) -> bytes:
    packed = io.BytesIO()
    write_tar(folder, packed, DAY)
    return packed.getvalue()


def test_tar_is_the_same_each_time(folders):
    first, second = map(tar_of, folders)
    assert first == second


def test_tar_says_nothing_of_this_machine(folders):
    with tarfile.open(fileobj=io.BytesIO(tar_of(folders[0]))) as archive:
        entries = archive.getmembers()
    assert [entry.name for entry in entries] == [
        *("studio", "studio/a", "studio/a/z.txt", "studio/a/é.txt", "studio/b.txt", "studio/c.txt", "studio/program")
    ]
    assert {(entry.uid, entry.gid, entry.uname, entry.mtime) for entry in entries} == {(0, 0, "root", DAY)}
    assert [oct(entry.mode) for entry in entries if entry.isfile()] == ["0o644"] * 4 + ["0o755"]


@pytest.mark.skipif(os.name == "nt", reason="there, links need a privilege")
def test_tar_keeps_links_and_writes_hard_links_out(tmp_path):
    folder = fill(tmp_path / "studio", ["a.txt"])
    (folder / "link").symlink_to("a.txt")
    (folder / "twin.txt").hardlink_to(folder / "a.txt")
    with tarfile.open(fileobj=io.BytesIO(tar_of(folder))) as archive:
        assert archive.getmember("studio/link").linkname == "a.txt"
        twin = archive.extractfile("studio/twin.txt")
        assert twin is not None
        assert twin.read() == b"this is a.txt"


def test_zip_is_the_same_each_time(folders, tmp_path):
    for number, folder in enumerate(folders):
        write_zip(folder, tmp_path / f"{number}.zip", DAY)
    assert (tmp_path / "0.zip").read_bytes() == (tmp_path / "1.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "0.zip") as archive:
        assert archive.read("GPT Studio/a/é.txt").decode() == "this is a/é.txt"


def test_sums_can_be_checked(folders, tmp_path):
    sums = tmp_path / "SHA256SUMS"
    write_sums([folders[0] / "c.txt", folders[0] / "b.txt"], sums)
    lines = [line.split("  ") for line in sums.read_text().splitlines()]
    assert [name for _, name in lines] == ["b.txt", "c.txt"]
    assert lines[0][0] == sha256(folders[0] / "b.txt")


def test_listings_tell_two_builds_apart(folders):
    first, second = folders
    assert list(listing(first)) == list(listing(second))
    (second / "c.txt").write_text("something else")
    different = set(listing(first)) ^ set(listing(second))
    assert {line.split("  ")[1] for line in different} == {"c.txt"}


def test_a_path_too_long_for_windows_is_refused(tmp_path):
    folder = fill(tmp_path / "studio", ["short.txt"])
    check_path_lengths(folder)
    fill(folder, ["n" * 100 + "/" + "m" * 60])
    with pytest.raises(BuildError, match="has 161 characters"):
        check_path_lengths(folder)
