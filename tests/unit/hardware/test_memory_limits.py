"""The memory limit of a container or a service is used where it is lower than the machine's memory."""

import math
from pathlib import Path

import pytest

from gpt_studio.hardware import machine
from gpt_studio.hardware.memory_limits import room_in_groups

MEGABYTE = 1 << 20


def group(folder: Path, limit: object, used: int, inactive: int, *, second: bool = True) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    names = ("memory.max", "memory.current", "inactive_file")
    names = names if second else ("memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file")
    (folder / names[0]).write_text(f"{limit}\n")
    (folder / names[1]).write_text(f"{used}\n")
    (folder / "memory.stat").write_text(f"anon 5\n{names[2]} {inactive}\nactive_file 7\n")


def room(tmp_path: Path, lines: str) -> float:
    (tmp_path / "of_this_process").write_text(lines)
    return room_in_groups(tmp_path / "groups", tmp_path / "of_this_process")


def test_the_tightest_group_around_the_process_counts(tmp_path: Path) -> None:
    groups = tmp_path / "groups"
    group(groups / "user" / "app", "max", 100 * MEGABYTE, 0)
    group(groups / "user", 900 * MEGABYTE, 300 * MEGABYTE, 50 * MEGABYTE)
    assert room(tmp_path, "0::/user/app\n") == 650 * MEGABYTE
    group(groups / "user" / "app", 200 * MEGABYTE, 150 * MEGABYTE, 0)
    assert room(tmp_path, "0::/user/app\n") == 50 * MEGABYTE


def test_the_first_form_of_groups_is_read_too(tmp_path: Path) -> None:
    group(tmp_path / "groups" / "memory" / "box", 500 * MEGABYTE, 100 * MEGABYTE, 30 * MEGABYTE, second=False)
    assert room(tmp_path, "5:cpu,cpuacct:/x\n4:memory:/box\n0::/\n") == 430 * MEGABYTE


def test_in_a_container_the_path_outside_is_not_there_but_its_own_group_is(tmp_path: Path) -> None:
    group(tmp_path / "groups", 500 * MEGABYTE, 100 * MEGABYTE, 0)
    assert room(tmp_path, "0::/../docker/0123\n") == 400 * MEGABYTE


def test_more_used_than_allowed_leaves_nothing(tmp_path: Path) -> None:
    group(tmp_path / "groups", 100, 200, 0)
    assert room(tmp_path, "0::/\n") == 0


@pytest.mark.parametrize("lines", ["", "nonsense", "0::/", "4:memory:/box\n0::/\n", "\xff:::"])
def test_without_limits_the_room_is_endless(tmp_path: Path, lines: str) -> None:
    assert room(tmp_path, lines) == math.inf
    group(tmp_path / "groups", "max", 1, 1)
    (tmp_path / "groups" / "memory.stat").write_text("inactive_file many\nstrange\n")
    assert room(tmp_path, lines) == math.inf


def test_a_training_may_take_no_more_than_its_group(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = machine.available_memory("cpu")
    assert whole > 123_000_000
    monkeypatch.setattr(machine, "room_in_groups", lambda: 123_000_000)
    assert machine.available_memory("cpu") == 123_000_000
