"""Counts the disk operations of Python code and makes a chosen one fail or end the process.

It replaces the functions with which Python writes: open for writing, write, fsync, rename, replace, mkdir, truncate,
unlink, rmdir. Only operations below one folder count.
"""

from __future__ import annotations

import builtins
import contextlib
import io
import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

Act = Callable[[], None]


class Disk:
    """``operations`` are the names of the operations so far. ``act`` is called before the ``at``-th of ``kinds``;
    ``hits`` are the operations before which it was called, with the name of the file or folder.

    With ``halves``, half of the bytes of that write are written before ``act`` is called.
    """

    def __init__(
        self,
        root: Path,
        act: Act = lambda: None,
        *,
        at: int = 0,
        kinds: frozenset[str] | None = None,
        halves: bool = True,
    ) -> None:
        self.operations: list[str] = []
        self.hits: list[tuple[str, str]] = []
        self.root = os.path.realpath(root)
        self._act = act
        self._at = at
        self._kinds = kinds
        self._halves = halves
        self._again = False
        self._counted = 0

    def arm(self, *, at: int, again: bool = False) -> None:
        """Act before the ``at``-th operation from now on, and with ``again`` before all later ones too."""
        self._counted, self._at, self._again = 0, at, again

    def disarm(self) -> None:
        self._at = 0

    def before(self, kind: str, path: Any, half: Callable[[], Any] | None = None) -> None:
        if not self._is_below(path):
            return
        self.operations.append(kind)
        if self._kinds is not None and kind not in self._kinds:
            return
        self._counted += 1
        if self._at and (self._counted == self._at or (self._again and self._counted > self._at)):
            self.hits.append((kind, str(path)))
            if half is not None and self._halves:
                half()
            self._act()

    def _is_below(self, path: Any) -> bool:
        if isinstance(path, int):
            try:
                path = Path(f"/proc/self/fd/{path}").readlink()
            except OSError:
                return False
        return os.path.normpath(Path.cwd() / path).startswith(self.root + os.sep)

    @contextlib.contextmanager
    def watched(self) -> Iterator[Disk]:
        """A context in which operations are counted and ``act`` is called."""
        places = [(os, name) for name in ("fsync", "rename", "replace", "mkdir", "ftruncate", "unlink", "rmdir")]
        before = [(place, name, getattr(place, name)) for place, name in places]
        opened = io.open
        try:
            for place, name, real in before:
                setattr(place, name, self._counting(name, real))
            io.open = builtins.open = self._open  # type: ignore[assignment]
            yield self
        finally:
            for place, name, real in before:
                setattr(place, name, real)
            io.open = builtins.open = opened

    def _counting(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        kind = "rename" if name == "replace" else "truncate" if name == "ftruncate" else name

        def call(path: Any, *rest: Any, **named: Any) -> Any:
            if named.get("dir_fd") is None:
                self.before(kind, path)
            return real(path, *rest, **named)

        return call

    def _open(self, file: Any, mode: str = "r", buffering: int = -1, *text: Any, **more: Any) -> Any:
        if isinstance(file, int) or not set(mode) & set("wax+") or not self._is_below(file):
            return _OPEN(file, mode, buffering, *text, **more)
        self.before("open", file)
        raw = _File(self, os.fspath(file), mode.replace("b", "").replace("t", ""))
        if buffering == 0:
            return raw
        both = io.BufferedRandom(raw) if "+" in mode else io.BufferedWriter(raw)
        return both if "b" in mode else io.TextIOWrapper(both, *text, **more)


_OPEN = io.open


class _File(io.FileIO):
    def __init__(self, disk: Disk, path: str, mode: str) -> None:
        super().__init__(path, mode)
        self._disk = disk

    def write(self, data: Any) -> int:
        view = memoryview(data).cast("B")
        self._disk.before("write", self.name, lambda: super(_File, self).write(view[: len(view) // 2]))
        return super().write(data)

    def truncate(self, size: int | None = None) -> int:
        self._disk.before("truncate", self.name)
        return super().truncate(size)


def die() -> None:
    """End the process so that no handler runs, as in a power cut."""
    os.kill(os.getpid(), signal.SIGKILL)


def refuse(number: int) -> Act:
    """An act that makes the operation fail with this ``errno``."""

    def act() -> None:
        raise OSError(number, os.strerror(number))

    return act
