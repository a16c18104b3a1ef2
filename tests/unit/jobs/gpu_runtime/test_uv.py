"""The installer uv in the packed application: compressed, and unpacked while it is needed."""

from __future__ import annotations

import lzma
import subprocess
import sys
from pathlib import Path

import pytest

from gpt_studio.core.disk_errors import DiskError
from gpt_studio.core.errors import StudioError
from gpt_studio.jobs.gpu_runtime.uv import installer

NAME = "uv.exe" if sys.platform == "win32" else "uv"


@pytest.fixture
def packed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A packed application's folder, with some bytes in the place of the program."""
    path = tmp_path / "_internal" / f"{NAME}.xz"
    path.parent.mkdir()
    path.write_bytes(lzma.compress(bytes(range(256)) * 1000))
    monkeypatch.setattr(sys, "_MEIPASS", str(path.parent), raising=False)
    return path


def test_the_real_one_is_unpacked_runs_and_is_taken_away(
    packed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as unpacked:
        unpacked.delattr(sys, "_MEIPASS")
        with installer(tmp_path) as program:
            packed.write_bytes(lzma.compress(program.read_bytes(), preset=0))
    room = tmp_path / "engines of José 🦊" / "downloads"
    with installer(room) as program:
        assert program == room / NAME
        told = subprocess.run([str(program), "--version"], capture_output=True, text=True, check=True).stdout
        assert told.startswith("uv ")
    assert list(room.iterdir()) == []


def test_what_an_interrupted_run_left_is_replaced(packed: Path, tmp_path: Path) -> None:
    (tmp_path / "room").mkdir()
    (tmp_path / "room" / NAME).write_bytes(b"half of it")
    with installer(tmp_path / "room") as program:
        assert program.read_bytes() == lzma.decompress(packed.read_bytes())


@pytest.mark.parametrize("kept", [100, 0])
def test_a_damaged_one_is_said_and_leaves_nothing(packed: Path, tmp_path: Path, kept: int) -> None:
    packed.write_bytes(packed.read_bytes()[:kept] or b"no archive")
    with pytest.raises(StudioError, match="install GPT Studio again"), installer(tmp_path / "room"):
        pass
    assert list((tmp_path / "room").iterdir()) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a disk that is full")
def test_a_full_disk_is_said(packed: Path, tmp_path: Path) -> None:
    (tmp_path / "room").mkdir()
    (tmp_path / "room" / NAME).symlink_to("/dev/full")
    with pytest.raises(DiskError, match="The disk is full"), installer(tmp_path / "room"):
        pass


def test_without_a_packed_application_it_is_the_environments(tmp_path: Path) -> None:
    with installer(tmp_path) as program:
        assert program.is_relative_to(sys.prefix)
    assert program.is_file()
