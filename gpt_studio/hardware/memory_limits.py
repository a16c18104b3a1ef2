"""Reads the memory limits of Linux control groups (containers, services), versions 1 and 2.

The kernel kills a process that exceeds them without a message, so a training must know them before it begins. Without
a limit, and on other systems, the room is infinite.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

GROUPS, OF_THIS_PROCESS = Path("/sys/fs/cgroup"), Path("/proc/self/cgroup")


@dataclass(frozen=True)
class _Names:
    """The files of one version of control groups; ``given_back`` counts file cache that the kernel can reclaim."""

    limit: str
    used: str
    given_back: str


_FIRST = _Names("memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file")
_SECOND = _Names("memory.max", "memory.current", "inactive_file")


def room_in_groups(groups: Path = GROUPS, of_this_process: Path = OF_THIS_PROCESS) -> float:
    """Bytes that this process may still allocate; infinite without a limit."""
    return min((_room(folder, names) for folder, names in _groups(groups, of_this_process)), default=math.inf)


def _groups(groups: Path, of_this_process: Path) -> Iterator[tuple[Path, _Names]]:
    """The folders of this process's groups and of all their parents, because each can have a limit."""
    for line in _lines(of_this_process):
        _, _, rest = line.partition(":")
        kinds, _, path = rest.partition(":")
        if kinds and "memory" not in kinds.split(","):
            continue
        top, names = (groups / "memory", _FIRST) if kinds else (groups, _SECOND)
        # In a container the path may be that on the host, while the folder shows the container's own group.
        inside = [part for part in path.split("/") if part not in ("", "..")]
        for depth in range(len(inside), -1, -1):
            yield top.joinpath(*inside[:depth]), names


def _room(folder: Path, names: _Names) -> float:
    limit, used = _number(folder / names.limit), _number(folder / names.used)
    if limit is None or used is None:
        return math.inf
    statistics = dict(line.split(" ", 1) for line in _lines(folder / "memory.stat") if " " in line)
    given_back = statistics.get(names.given_back, "0")
    return max(0, limit - used + (int(given_back) if given_back.isdecimal() else 0))


def _number(path: Path) -> int | None:
    """The number in the file; None if it is missing or holds ``max``."""
    text = "".join(_lines(path))
    return int(text) if text.isdecimal() else None


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return []
