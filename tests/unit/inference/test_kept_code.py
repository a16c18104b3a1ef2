"""Machine code is made once for each source and found at the next start; what cannot be kept is made anew."""

import errno
import runpy
import sys

import platformdirs
import pytest
from disk_faults import Disk
from numba import int64, njit

from gpt_studio.core.job import JobContext
from gpt_studio.inference import compiled_pass, kept_code
from gpt_studio.jobs.chat import compile_ahead

MADE, READ = "made", "read"


@pytest.fixture
def source(tmp_path, monkeypatch):
    """A short source in place of the real one, which takes long to compile."""
    path = tmp_path / "program" / "compiled_pass.py"
    path.parent.mkdir()
    path.write_text("def run_pass(number):\n    return number + 1\n")
    monkeypatch.setattr(kept_code, "SOURCE", path)
    monkeypatch.setattr(platformdirs, "user_cache_path", lambda name: tmp_path / "cache" / name)
    monkeypatch.setattr(compiled_pass, "_RUN_PASS", int64(int64))
    return path


@pytest.fixture
def start(source, monkeypatch):
    """What a new start of the program does."""

    def prepared(expected=2):
        function = njit(runpy.run_path(str(source))["run_pass"])
        monkeypatch.setattr(compiled_pass, "run_pass", function)
        compiled_pass.prepare()
        assert function(1) == expected
        return READ if function.stats.cache_hits else MADE

    return prepared


@pytest.fixture
def users(tmp_path):
    return tmp_path / "cache" / "gpt-studio" / "machine-code"


@pytest.fixture
def packaged(monkeypatch):
    monkeypatch.setattr(sys, "frozen", True, raising=False)


def files(folder, ending="*"):
    return sorted(folder.glob(f"compiled_pass.run_pass-*.{ending}"))


def test_it_is_kept_beside_the_source(source, start, users):
    assert kept_code.kept_in() is None
    assert [start(), start()] == [MADE, READ]
    assert kept_code.kept_in() == source.parent / "__pycache__"
    assert not users.exists()


def test_where_the_source_cannot_be_written_it_is_kept_in_the_users_cache(source, start, users):
    (source.parent / "__pycache__").touch()
    assert [start(), start()] == [MADE, READ]
    assert kept_code.kept_in() == users


def test_the_packaged_program_writes_nothing_into_its_own_folder(packaged, source, start, users):
    assert [start(), start()] == [MADE, READ]
    assert kept_code.kept_in() == users
    assert list(source.parent.iterdir()) == [source]


def test_the_packaged_program_finds_it_from_another_folder(packaged, source, start, monkeypatch):
    start()
    source = source.rename(source.parent.parent / "compiled_pass.py")
    monkeypatch.setattr(kept_code, "SOURCE", source)
    assert kept_code.kept_in() is not None


def test_another_source_has_other_code_and_the_old_one_is_removed(packaged, source, start, users):
    start()
    old = files(users)
    source.write_text("def run_pass(number):\n    return number + 2\n")
    assert kept_code.kept_in() is None
    assert [start(3), start(3)] == [MADE, READ]
    assert len(files(users)) == len(old) == 2
    assert not set(files(users)) & set(old)


def test_another_version_of_the_program_has_other_code(start, monkeypatch):
    start()
    monkeypatch.setattr(kept_code, "__version__", "99.0")
    assert kept_code.kept_in() is None
    assert start() == MADE


def test_where_nothing_can_be_written_it_is_made_at_each_start_and_not_ahead(source, start, users, monkeypatch):
    (source.parent / "__pycache__").touch()
    users.parent.mkdir(parents=True)
    users.touch()
    assert [start(), start()] == [MADE, MADE]
    assert kept_code.place() is None
    monkeypatch.setattr(compile_ahead, "helper_process", None)
    assert not compile_ahead.run(None, JobContext())


@pytest.mark.parametrize("ending", ["nbi", "nbc"])
@pytest.mark.parametrize("left", [0, 40])
def test_damaged_files_are_made_again(packaged, start, users, ending, left):
    start()
    (damaged,) = files(users, ending)
    damaged.write_bytes(damaged.read_bytes()[:left])
    assert [start(), start()] == [MADE, READ]


def test_a_full_disk_keeps_nothing(packaged, start, users):
    def full():
        raise OSError(errno.ENOSPC, "No space left on device")

    disk = Disk(users, full, kinds=frozenset({"write"}))
    with disk.watched():
        disk.arm(at=1, again=True)
        assert start() == MADE
    assert disk.hits
    assert kept_code.kept_in() is None
    assert start() == MADE


def test_code_that_is_there_is_read_where_nothing_can_be_written(packaged, start, monkeypatch):
    start()
    monkeypatch.setattr(kept_code, "_can_be_written", lambda folder: False)
    assert start() == READ
