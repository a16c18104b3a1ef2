"""Moving to the bin, and deleting where there is no bin."""

from pathlib import Path

import pytest

from gpt_studio.core.errors import StudioError
from gpt_studio.core.folder_lock import FolderLock
from gpt_studio.core.job import JobContext
from gpt_studio.jobs.app import move_to_bin
from gpt_studio.jobs.app.move_to_bin import MoveToBin, NoBinError, Removed


def no_bin(path: Path) -> None:
    raise OSError("this disk has none")


@pytest.fixture(params=["folder", "file", "link"])
def thing(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / "thing"
    if request.param == "folder":
        path.mkdir()
        (path / "inside").write_text("x")
    elif request.param == "file":
        path.write_text("x")
    else:
        (tmp_path / "elsewhere").mkdir()
        (tmp_path / "elsewhere" / "inside").write_text("x")
        path.symlink_to(tmp_path / "elsewhere")
    return path


def test_what_goes_to_the_bin_is_handed_over_whole(thing: Path) -> None:
    handed: list[Path] = []
    assert move_to_bin.run(MoveToBin(thing, into_bin=handed.append), JobContext()) == Removed(thing)
    assert handed == [thing]


def test_without_a_bin_nothing_is_touched_unless_it_may_go_for_good(thing: Path, tmp_path: Path) -> None:
    with pytest.raises(NoBinError, match="this disk has none"):
        move_to_bin.run(MoveToBin(thing, into_bin=no_bin), JobContext())
    assert thing.exists()
    gone = move_to_bin.run(MoveToBin(thing, for_good=True, into_bin=no_bin), JobContext())
    assert gone == Removed(thing, for_good=True)
    assert not thing.exists()
    assert not thing.is_symlink()
    assert not (tmp_path / "elsewhere").exists() or (tmp_path / "elsewhere" / "inside").exists()


def test_what_is_gone_or_in_use_stays_out_of_the_bin(tmp_path: Path) -> None:
    handed: list[Path] = []
    with pytest.raises(StudioError) as caught:
        move_to_bin.run(MoveToBin(tmp_path / "none", into_bin=handed.append), JobContext())
    assert caught.value.message.key == "trash.gone"
    with FolderLock(tmp_path / "busy"), pytest.raises(StudioError):
        move_to_bin.run(MoveToBin(tmp_path / "busy", into_bin=handed.append), JobContext())
    assert handed == []
