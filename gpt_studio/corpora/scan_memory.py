"""Remembers what was found in the files of a corpus, so that a changed corpus is scanned without reading them again."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from pathlib import Path
from typing import Generic, Protocol, TypeVar

_MOST_DOCUMENTS = 8_000_000  # 12 bytes each
_MOST_FILES = 100_000
_SETTLED_SECONDS = 3.0

Key = tuple[object, ...]


class Counted(Protocol):
    """What is remembered about a file."""

    @property
    def documents(self) -> int: ...


_Facts = TypeVar("_Facts", bound=Counted)


class Remembers(Protocol[_Facts]):
    """What a scan asks, and tells, about a file."""

    def find(self, key: Key | None) -> _Facts | None: ...

    def keep(self, key: Key | None, facts: _Facts) -> None: ...


class ScanMemory(Generic[_Facts]):
    """Belongs to whoever shows a corpus; a scan reads from it and adds to it, even if it is cancelled.

    Files are known by place, size and times, not by content. The longest unused are forgotten first.
    """

    def __init__(self) -> None:
        self._facts: OrderedDict[Key, _Facts] = OrderedDict()
        self._documents = 0
        self._lock = threading.Lock()

    def find(self, key: Key | None) -> _Facts | None:
        with self._lock:
            if key is None or key not in self._facts:
                return None
            self._facts.move_to_end(key)
            return self._facts[key]

    def keep(self, key: Key | None, facts: _Facts) -> None:
        """Remember ``facts``; without a ``key``, nothing is."""
        with self._lock:
            if key is None or key in self._facts:
                return
            self._facts[key] = facts
            self._documents += facts.documents
            while self._documents > _MOST_DOCUMENTS or len(self._facts) > _MOST_FILES:
                self._documents -= self._facts.popitem(last=False)[1].documents

    def forget(self) -> None:
        """Every file is read again, as when the same corpus is opened anew."""
        with self._lock:
            self._facts.clear()
            self._documents = 0


def identity_of(path: Path) -> Key | None:
    """What tells this content from another one at the same place; None if nothing does, or it may change unseen."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    if time.time() - found.st_mtime < _SETTLED_SECONDS:  # it could change again within the resolution of its times
        return None
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino, found.st_dev
