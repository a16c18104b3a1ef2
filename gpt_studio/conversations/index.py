"""The index of the conversations: an SQLite file in the cache with what the lists show, and all words for the search.

It is keyed by name, date and size of each file. It is made again where it is missing, damaged or of another version,
and in memory where the cache cannot be written.
"""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

from gpt_studio.conversations.entries import ConversationEntry, KeptConversations, entry_of, in_order
from gpt_studio.conversations.stored import read_conversation
from gpt_studio.core.errors import Message, StudioError, packed, unpacked
from gpt_studio.core.paths import Home

_VERSION = 1
_WAIT_SECONDS = 2.0
"""How long to wait for another process that brings the index up to date."""
_ENDING = ".json"
_TABLES = """
CREATE TABLE files (
    number INTEGER PRIMARY KEY, id TEXT UNIQUE NOT NULL, written INTEGER NOT NULL, size INTEGER NOT NULL,
    kind TEXT, changed REAL, model TEXT, title TEXT, heading TEXT, pinned INTEGER, turns INTEGER, problem TEXT
);
CREATE VIRTUAL TABLE words USING fts5(title, written, tokenize = "unicode61 remove_diacritics 2", prefix = '2 3');
"""
_ENTRY = "id, kind, changed, model, title, heading, pinned, turns"
_Check = Callable[[], None]


def listed(home: Home, check: _Check) -> KeptConversations:
    """All conversations. ``check`` is called for each file that is read, and may raise to stop."""
    with _index(home, check) as index:
        found = [_entry(row) for row in index.execute(f"SELECT {_ENTRY} FROM files WHERE problem IS NULL")]
        problems = [row[0] for row in index.execute("SELECT problem FROM files WHERE problem IS NOT NULL ORDER BY id")]
        return KeptConversations(in_order(found), tuple(unpacked(json.loads(each)) for each in problems))


def searched(home: Home, words: str, check: _Check) -> KeptConversations:
    """The conversations that hold every one of ``words`` in the title or in any branch, each at least as the beginning
    of a word; capitals and accents make no difference."""
    asked = " ".join('"' + word.replace('"', '""') + '"*' for word in words.replace("\0", " ").split())
    if not asked:
        return listed(home, check)
    with _index(home, check) as index:
        rows = index.execute(
            f"SELECT {_ENTRY} FROM files WHERE problem IS NULL AND number IN "
            "(SELECT rowid FROM words WHERE words MATCH ?)",
            (asked,),
        )
        return KeptConversations(in_order([_entry(row) for row in rows]))


def _entry(row: tuple[str, str, float, str, str, str, int, int]) -> ConversationEntry:
    name, kind, changed, model, title, heading, pinned, turns = row
    return ConversationEntry(name, kind, changed, model, title, heading, bool(pinned), turns)


@contextlib.contextmanager
def _index(home: Home, check: _Check) -> Iterator[sqlite3.Connection]:
    """The index, up to date."""
    with contextlib.closing(_opened(home, check)) as index:
        yield index


def _opened(home: Home, check: _Check) -> sqlite3.Connection:
    path = home.cache / "conversations.sqlite"
    for attempt in range(2):
        index = None
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            index = sqlite3.connect(path, timeout=_WAIT_SECONDS, isolation_level=None)
            _bring_up_to_date(index, home.conversations, check)
            return index
        except (sqlite3.Error, OSError, ValueError) as error:
            if index is not None:
                index.close()
            if attempt or isinstance(error, sqlite3.OperationalError):  # locked, or no place to write
                break
            _remove(path)
        except BaseException:
            if index is not None:
                index.close()
            raise
    index = sqlite3.connect(":memory:", isolation_level=None)
    _bring_up_to_date(index, home.conversations, check)
    return index


def _remove(path: Path) -> None:
    for ending in ("", "-journal"):
        with contextlib.suppress(OSError):
            path.with_name(path.name + ending).unlink()


def _bring_up_to_date(index: sqlite3.Connection, folder: Path, check: _Check) -> None:
    """Read what is new or has changed since, and forget what is gone. What is stopped midway changes nothing."""
    index.execute("PRAGMA synchronous = OFF")  # it can be made again
    (version,) = index.execute("PRAGMA user_version").fetchone()
    known = dict[str, tuple[int, int]]()
    if version == _VERSION:
        known = {name: (written, size) for name, written, size in index.execute("SELECT id, written, size FROM files")}
    there = _files(folder)
    if version == _VERSION and known == there:
        return
    index.execute("BEGIN IMMEDIATE")
    try:
        if version != _VERSION:
            _make_tables(index)
        for name in known.keys() - there.keys():
            _forget(index, name)
        for name, stamp in there.items():
            if known.get(name) != stamp:
                check()
                _forget(index, name)
                _take_up(index, folder, name, stamp)
        index.execute("COMMIT")
    except BaseException:
        with contextlib.suppress(sqlite3.Error):
            index.execute("ROLLBACK")
        raise


def _make_tables(index: sqlite3.Connection) -> None:
    for table in ("files", "words"):
        index.execute(f"DROP TABLE IF EXISTS {table}")
    for statement in filter(str.strip, _TABLES.split(";")):
        index.execute(statement)
    index.execute(f"PRAGMA user_version = {_VERSION}")


def _files(folder: Path) -> dict[str, tuple[int, int]]:
    """Date and size of each conversation's file, by id."""
    found = {}
    with contextlib.suppress(FileNotFoundError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(_ENDING) and not entry.name.startswith("."):
                about = entry.stat()
                found[entry.name[: -len(_ENDING)]] = (about.st_mtime_ns, about.st_size)
    return found


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
