"""The index of the conversations: an SQLite file in the cache with what the lists show, and all words for the search.

It is keyed by name, date and size of each file. It is made again where it is missing, damaged or of another version,
and in memory where the cache cannot be written.
"""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import TypeVar

from gpt_studio.conversations.entries import ConversationEntry, KeptConversations, entry_of
from gpt_studio.conversations.stored import read_conversation
from gpt_studio.core.errors import Message, StudioError, packed, unpacked
from gpt_studio.core.paths import Home

_VERSION = 1
_WAIT_SECONDS = 2.0
"""How long to wait for another process that brings the index up to date."""
_TOGETHER = 200
"""So many files are taken up in one step, after which others can read, and which a stop does not lose."""
_SETTLED_NS = 2_000_000_000
"""A folder that changed later than this before it was looked at may change again without a new date."""
_ENDING = ".json"
_TABLES = """
CREATE TABLE files (
    number INTEGER PRIMARY KEY, id TEXT UNIQUE NOT NULL, written INTEGER NOT NULL, size INTEGER NOT NULL,
    kind TEXT, changed REAL, model TEXT, title TEXT, heading TEXT, pinned INTEGER, turns INTEGER, problem TEXT
);
CREATE INDEX in_order ON files (pinned DESC, changed DESC);
CREATE INDEX problems ON files (id) WHERE problem IS NOT NULL;
CREATE TABLE folder (changed INTEGER NOT NULL, files INTEGER NOT NULL, dates TEXT NOT NULL, sizes INTEGER NOT NULL);
CREATE VIRTUAL TABLE words USING fts5(title, written, tokenize = "unicode61 remove_diacritics 2");
"""
_ENTRY = "id, kind, changed, model, title, heading, pinned, turns"
_ORDER = "ORDER BY pinned DESC, changed DESC LIMIT ?"
_Check = Callable[[], None]
_Answer = TypeVar("_Answer")


def listed(home: Home, check: _Check, most: int | None = None) -> KeptConversations:
    """The conversations, at most ``most`` of them. ``check`` is called for each file that is read, and may raise to
    stop."""

    def answer(index: sqlite3.Connection) -> KeptConversations:
        (total,) = index.execute("SELECT count(*) FROM files WHERE problem IS NULL").fetchone()
        rows = index.execute(f"SELECT {_ENTRY} FROM files WHERE problem IS NULL {_ORDER}", (_limit(most),))
        found = tuple(map(_entry, rows))
        problems = index.execute("SELECT problem FROM files WHERE problem IS NOT NULL ORDER BY id")
        return KeptConversations(found, total, tuple(unpacked(json.loads(each)) for (each,) in problems))

    return _ask(home, check, answer, by_files=True)


def searched(home: Home, words: str, check: _Check, most: int | None = None) -> KeptConversations:
    """The conversations that hold every one of ``words`` in the title or in any branch, each at least as the beginning
    of a word; capitals and accents make no difference."""
    asked = " ".join('"' + word.replace('"', '""') + '"*' for word in words.replace("\0", " ").split())
    if not asked:
        return listed(home, check, most)

    def answer(index: sqlite3.Connection) -> KeptConversations:
        there = "FROM files WHERE problem IS NULL AND number IN (SELECT rowid FROM words WHERE words MATCH ?)"
        # One question, also for how many there are: to find the words takes longest.
        rows = index.execute(f"SELECT count(*) OVER (), {_ENTRY} {there} {_ORDER}", (asked, _limit(most))).fetchall()
        return KeptConversations(tuple(_entry(row[1:]) for row in rows), rows[0][0] if rows else 0)

    return _ask(home, check, answer, by_files=False)


def _limit(most: int | None) -> int:
    return -1 if most is None else most


def _entry(row: tuple[str, str, float, str, str, str, int, int]) -> ConversationEntry:
    name, kind, changed, model, title, heading, pinned, turns = row
    return ConversationEntry(name, kind, changed, model, title, heading, bool(pinned), turns)


def _ask(home: Home, check: _Check, answer: Callable[[sqlite3.Connection], _Answer], *, by_files: bool) -> _Answer:
    """``answer`` from the index, which is brought up to date before. Without ``by_files`` the dates of the files are
    looked at only if their folder has changed: each save here changes it, but an editor that writes into a file does
    not."""
    path = home.cache / "conversations.sqlite"

    def asked(where: str | Path) -> _Answer:
        with contextlib.closing(sqlite3.connect(where, timeout=_WAIT_SECONDS, isolation_level=None)) as index:
            _bring_up_to_date(index, home.conversations, check, by_files)
            return answer(index)

    # Where nothing was held yet, nothing is written.
    for _attempt in range(2 if home.conversations.is_dir() else 0):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            return asked(path)
        except (sqlite3.OperationalError, OSError):  # locked, or no place to write
            break
        except sqlite3.DatabaseError:
            _remove(path)
    return asked(":memory:")


def _remove(path: Path) -> None:
    for ending in ("", "-journal"):
        with contextlib.suppress(OSError):
            path.with_name(path.name + ending).unlink()


@dataclass(frozen=True)
class _FolderState:
    """When the folder ``changed`` (-1: too lately to rely on it), and of its files the number and the sums of dates (as
    digits, because SQLite's integers are too small) and sizes."""

    changed: int
    files: int
    dates: str
    sizes: int


def _bring_up_to_date(index: sqlite3.Connection, folder: Path, check: _Check, by_files: bool) -> None:
    """Read what is new or has changed since, and forget what is gone."""
    index.execute("PRAGMA synchronous = OFF")  # it can be made again
    (version,) = index.execute("PRAGMA user_version").fetchone()
    before = _state(index) if version == _VERSION else None
    changed = _date_of(folder)
    if before is not None and not by_files and before.changed == changed >= 0:
        return
    names, dates, sizes = _files(folder)
    now = _FolderState(changed, len(names), str(sum(dates)), sum(sizes))
    if now == before:
        return
    there = dict(zip(names, zip(dates, sizes, strict=True), strict=True))
    if version != _VERSION:
        with _step(index):
            _make_tables(index)
    known = {name: (written, size) for name, written, size in index.execute("SELECT id, written, size FROM files")}
    for gone in _in_parts([name for name in known if name not in there]):
        with _step(index):
            for name in gone:
                _forget(index, name)
    for new in _in_parts([name for name, stamp in there.items() if known.get(name) != stamp]):
        with _step(index):
            for name in new:
                check()
                _forget(index, name)
                _take_up(index, folder, name, there[name])
    with _step(index):
        index.execute("DELETE FROM folder")
        index.execute("INSERT INTO folder VALUES (?, ?, ?, ?)", astuple(now))


def _in_parts(names: Sequence[str]) -> Iterator[Sequence[str]]:
    return (names[start : start + _TOGETHER] for start in range(0, len(names), _TOGETHER))


@contextlib.contextmanager
def _step(index: sqlite3.Connection) -> Iterator[None]:
    """All that is done within, or nothing."""
    index.execute("BEGIN IMMEDIATE")
    try:
        yield
        index.execute("COMMIT")
    except BaseException:
        with contextlib.suppress(sqlite3.Error):
            index.execute("ROLLBACK")
        raise


def _make_tables(index: sqlite3.Connection) -> None:
    for table in ("files", "folder", "words"):
        index.execute(f"DROP TABLE IF EXISTS {table}")
    for statement in filter(str.strip, _TABLES.split(";")):
        index.execute(statement)
    index.execute(f"PRAGMA user_version = {_VERSION}")


def _state(index: sqlite3.Connection) -> _FolderState | None:
    row = index.execute("SELECT changed, files, dates, sizes FROM folder").fetchone()
    return None if row is None else _FolderState(*row)


def _date_of(folder: Path) -> int:
    """When the folder changed last; -1 if that was so lately that it may change again without a new date."""
    try:
        changed = folder.stat().st_mtime_ns
    except OSError:
        return -1
    return changed if changed < time.time_ns() - _SETTLED_NS else -1


def _files(folder: Path) -> tuple[list[str], list[int], list[int]]:
    """The ids of all conversations, and of their files the dates and the sizes."""
    names, dates, sizes = list[str](), list[int](), list[int]()
    try:
        # Relative to the open folder the system need not walk the path of each file.
        place = None if sys.platform == "win32" else os.open(folder, os.O_RDONLY)
    except OSError:  # none yet, or not ours to read
        return names, dates, sizes
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                name = entry.name
                if not name.endswith(_ENDING) or name.startswith("."):
                    continue
                try:
                    # Windows gives what entry.stat() tells with the name.
                    about = entry.stat() if place is None else os.stat(name, dir_fd=place)
                except FileNotFoundError:  # deleted meanwhile, or a broken link
                    continue
                names.append(name[: -len(_ENDING)])
                dates.append(about.st_mtime_ns)
                sizes.append(about.st_size)
    except OSError:
        pass
    finally:
        if place is not None:
            os.close(place)
    return names, dates, sizes


def _forget(index: sqlite3.Connection, name: str) -> None:
    index.execute("DELETE FROM words WHERE rowid = (SELECT number FROM files WHERE id = ?)", (name,))
    index.execute("DELETE FROM files WHERE id = ?", (name,))


def _take_up(index: sqlite3.Connection, folder: Path, name: str, stamp: tuple[int, int]) -> None:
    try:
        conversation = read_conversation(folder / f"{name}{_ENDING}")
    except StudioError as error:
        index.execute(
            "INSERT INTO files (id, written, size, problem) VALUES (?, ?, ?, ?)",
            (name, *stamp, _as_json(error.message)),
        )
        return
    entry = entry_of(conversation)
    added = index.execute(
        f"INSERT INTO files (written, size, {_ENTRY}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *stamp,
            name,
            entry.kind,
            entry.changed,
            entry.model,
            entry.title,
            entry.heading,
            int(entry.pinned),
            entry.turns,
        ),
    )
    written = "\n".join(node.passage.text for node in conversation.nodes)
    index.execute("INSERT INTO words (rowid, title, written) VALUES (?, ?, ?)", (added.lastrowid, entry.title, written))


def _as_json(message: Message) -> str:
    return json.dumps(packed(message))
