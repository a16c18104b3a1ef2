"""Repacking a .deb keeps its contents, makes it smaller, and is reproducible."""

import io
import lzma
import shutil
import subprocess
import tarfile
from pathlib import Path

import pytest
from release.deb import read_members, recompress

TEXT = b"the same again and again. " * 4000


def member(name: str, content: bytes) -> bytes:
    header = f"{name:<16}{1790000000:<12}{0:<6}{0:<6}{'100644':<8}{len(content):<10}`\n".encode()
    return header + content + b"\n" * (len(content) % 2)


def tar(name: str, content: bytes) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        entry = tarfile.TarInfo(name)
        entry.size = len(content)
        archive.addfile(entry, io.BytesIO(content))
    return packed.getvalue()


@pytest.fixture
def package(tmp_path: Path) -> Path:
    control = b"Package: thing\nVersion: 1\nArchitecture: all\nMaintainer: nobody <n@example.com>\nDescription: x\n"
    path = tmp_path / "thing.deb"
    path.write_bytes(
        b"!<arch>\n"
        + member("debian-binary", b"2.0\n")
        + member("control.tar", tar("./control", control))
        + member("data.tar", tar("./usr/share/thing", TEXT))
    )
    return path


def test_holds_the_same_in_less_room(package: Path) -> None:
    before = dict(read_members(package.read_bytes()))
    size = package.stat().st_size
    recompress(package)
    members = [(header[:16].strip(), content) for header, content in read_members(package.read_bytes())]
    assert [name for name, _ in members] == [b"debian-binary", b"control.tar", b"data.tar.xz"]
    assert lzma.decompress(members[2][1]) == list(before.values())[2]
    assert package.stat().st_size < size / 4


def test_is_the_same_each_time(package: Path, tmp_path: Path) -> None:
    twin = shutil.copy(package, tmp_path / "twin.deb")
    recompress(package)
    recompress(twin)
    assert package.read_bytes() == twin.read_bytes()


def test_what_is_no_package_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "text"
    path.write_bytes(b"hello")
    with pytest.raises(ValueError, match="no ar archive"):
        recompress(path)


@pytest.mark.skipif(shutil.which("dpkg-deb") is None, reason="needs Debian's own tool")
def test_debians_own_tool_reads_it(package: Path) -> None:
    recompress(package)
    told = subprocess.run(["dpkg-deb", "--fsys-tarfile", str(package)], capture_output=True, check=True).stdout
    with tarfile.open(fileobj=io.BytesIO(told)) as archive:
        assert archive.extractfile("./usr/share/thing").read() == TEXT  # type: ignore[union-attr]
    fields = subprocess.run(["dpkg-deb", "--field", str(package), "Version"], capture_output=True, check=True).stdout
    assert fields == b"1\n"
