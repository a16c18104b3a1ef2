"""Keeps what was found in the files of a corpus on disk, so that it is opened again without reading them.

An SQLite file beside the texts that were taken out of files. Files are known by place, size and times, not by content.
It may be deleted at any time; one that is damaged, or of another version, is made anew.
"""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import json
import sqlite3
import time
from array import array
from collections import Counter
from pathlib import Path
from types import TracebackType
from typing import Any

from gpt_studio.core.errors import Message, packed, unpacked
from gpt_studio.corpora.corpus import TEXT_VERSIONS
from gpt_studio.corpora.encodings import EncodingSample
from gpt_studio.corpora.reading import TextField, TextFormat
from gpt_studio.corpora.scan import FileFacts, FileReport, MarkCount, MarkUse, Speaker
from gpt_studio.corpora.scan_memory import Key, ScanMemory

_VERSION = 1  # goes up when a scan comes to say something else about the same file
_NAME = "scans.sqlite"
_WAIT_SECONDS = 2.0
_MOST_BYTES = 1 << 30
_TOGETHER = 500
"""So many files are written in one step, which a stop does not lose."""
_LARGEST = 256 << 20  # bytes; SQLite holds no entry of a gigabyte
_DAY = 86_400
_TABLE = """
CREATE TABLE facts (key BLOB PRIMARY KEY, used INTEGER NOT NULL, header TEXT NOT NULL, numbers BLOB NOT NULL)
"""


class ScanStore:
    """A ``memory`` with what is kept in ``folder`` behind it; without a folder, nothing is kept. Use it as a context
    manager. A disk that refuses costs only that nothing is kept.
    """

    def __init__(self, folder: Path | None, memory: ScanMemory[FileFacts] | None = None) -> None:
        self._memory = memory if memory is not None else ScanMemory()
        self._connection = _opened(folder / _NAME) if folder is not None else None
        self._new: list[tuple[bytes, int, str, bytes]] = []
        self._old: list[tuple[int, bytes]] = []
        self._now = int(time.time())

    def __enter__(self) -> ScanStore:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._write()
        if self._connection is not None:
            with contextlib.suppress(sqlite3.Error):
                self._connection.close()

    def find(self, key: Key | None) -> FileFacts | None:
        facts = self._memory.find(key)
        if facts is None and key is not None and self._connection is not None:
            facts = self._find_on_disk(_name(key), self._connection)
            if facts is not None:
                self._memory.keep(key, facts)
        return facts

    def _find_on_disk(self, name: bytes, connection: sqlite3.Connection) -> FileFacts | None:
        with contextlib.suppress(sqlite3.Error, ValueError, KeyError, TypeError):
            row = connection.execute("SELECT used, header, numbers FROM facts WHERE key = ?", (name,)).fetchone()
            if row is not None:
                if self._now - row[0] > _DAY:
                    self._old.append((self._now, name))
                return _facts_from(json.loads(row[1]), row[2])
        return None

    def keep(self, key: Key | None, facts: FileFacts) -> None:
        """Keep ``facts``; without a ``key``, nothing is."""
        self._memory.keep(key, facts)
        if self._connection is None or key is None or not facts.lasting:
            return
        numbers = facts.keys.tobytes() + facts.lengths.tobytes()
        if len(numbers) <= _LARGEST:
            self._new.append((_name(key), self._now, json.dumps(_header(facts)), numbers))
        if len(self._new) >= _TOGETHER:
            self._write()

    def _write(self) -> None:
        if self._connection is None or not (self._new or self._old):
            return
        with contextlib.suppress(sqlite3.Error), self._connection:
            self._connection.executemany("INSERT OR REPLACE INTO facts VALUES (?, ?, ?, ?)", self._new)
            self._connection.executemany("UPDATE facts SET used = ? WHERE key = ?", self._old)
            self._drop_longest_unused()
        self._new, self._old = [], []

    def _drop_longest_unused(self) -> None:
        assert self._connection is not None
        (pages,) = self._connection.execute("PRAGMA page_count").fetchone()
        (free,) = self._connection.execute("PRAGMA freelist_count").fetchone()
        (size,) = self._connection.execute("PRAGMA page_size").fetchone()
        if (pages - free) * size > _MOST_BYTES:
            half = "SELECT key FROM facts ORDER BY used LIMIT (SELECT count(*) / 2 FROM facts)"
            self._connection.execute(f"DELETE FROM facts WHERE key IN ({half})")


def _opened(path: Path) -> sqlite3.Connection | None:
    for _ in range(2):
        connection = None
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            # A scan is a generator, which may be closed in another thread than the one that began it.
            connection = sqlite3.connect(path, timeout=_WAIT_SECONDS, check_same_thread=False)
            connection.execute("PRAGMA synchronous = OFF")  # what a lost current damages is made anew
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            if version == 0:
                with connection:
                    connection.execute("BEGIN IMMEDIATE")
                    if connection.execute("PRAGMA user_version").fetchone() == (0,):
                        connection.execute(_TABLE)
                        connection.execute(f"PRAGMA user_version = {_VERSION}")
            elif version != _VERSION:
                raise sqlite3.DatabaseError
            return connection
        except sqlite3.OperationalError:  # another process holds it, or the disk refuses
            if connection is not None:
                connection.close()
            return None
        except sqlite3.DatabaseError:
            if connection is not None:
                connection.close()
            with contextlib.suppress(OSError):
                path.unlink()
        except OSError:
            return None
    return None


def _name(key: Key) -> bytes:
    return hashlib.sha256(
        json.dumps([_VERSION, TEXT_VERSIONS, *key], default=_plain).encode("utf-8", "surrogatepass")
    ).digest()


def _plain(value: object) -> Any:
    if isinstance(value, TextFormat):
        return [value.name, value.version]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return list(vars(value).values())
    raise TypeError(value)


def _header(facts: FileFacts) -> dict[str, Any]:
    report = dataclasses.asdict(facts.report) | {
        "problem": _packed(facts.report.problem),
        "doubt": _packed(facts.report.doubt),
        "marks": [[each.mark, each.count, each.use.value] for each in facts.report.marks],
    }
    marks = [[number, dict(counts)] for number, counts in facts.marks]
    return {"report": report, "parts_from": facts.parts_from, "marks": marks}


def _facts_from(header: dict[str, Any], numbers: bytes) -> FileFacts:
    content = header["report"]
    report = FileReport(
        **content
        | {
            "problem": unpacked(content["problem"]) if content["problem"] else None,
            "doubt": unpacked(content["doubt"]) if content["doubt"] else None,
            "samples": tuple(EncodingSample(**each) for each in content["samples"]),
            "marks": tuple(MarkCount(mark, count, MarkUse(use)) for mark, count, use in content["marks"]),
            "fields": tuple(TextField(each["name"], tuple(each["values"])) for each in content["fields"]),
            "repeated": tuple(content["repeated"]),
            "speakers": tuple(Speaker(**each) for each in content["speakers"]),
        }
    )
    half = len(numbers) // 2
    keys, lengths = array("Q", numbers[:half]), array("Q", numbers[half:])
    marks = tuple((number, Counter(counts)) for number, counts in header["marks"])
    return FileFacts(report, keys, lengths, header["parts_from"], marks)


def _packed(message: Message | None) -> dict[str, Any] | None:
    return packed(message) if message is not None else None
