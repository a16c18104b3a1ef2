"""From the files and folders that a person added to the files that are read, always in the same order."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gpt_studio.core.errors import Message, say
from gpt_studio.corpora.reading import TextFormat, problem_of
from gpt_studio.corpora.registry import format_of, supported_suffixes

SAMPLE = "sample:"


@dataclass(frozen=True)
class Source:
    """One thing to read: a file with its format, the built-in sample (``path`` None), or a problem instead."""

    path: Path | None
    format: TextFormat | None = None
    problem: Message | None = None
    gone: bool = False

    @property
    def is_sample(self) -> bool:
        return self.path is None


def find_sources(listed: tuple[str, ...]) -> Iterator[Source]:
    """Every file behind ``listed``, each once: in the order of the list, within a folder sorted by path.

    Folders are walked to any depth. In them, hidden files and folders and files of other formats are left out, and
    links to folders are not followed. What was listed but cannot be used comes as a problem.
    """
    seen: set[Path | None] = set()
    for name in listed:
        for source in _behind(name):
            if source.path not in seen:
                seen.add(source.path)
                yield source


def _behind(name: str) -> Iterator[Source]:
    if name == SAMPLE:
        yield Source(None)
        return
    path = Path(name)
    try:
        kind = path.stat().st_mode
    except (FileNotFoundError, ValueError) as error:  # no file can have such a name: it holds a zero byte, say
        missing = error if isinstance(error, OSError) else FileNotFoundError(errno.ENOENT, str(error), name)
        yield Source(path, problem=problem_of(missing, path), gone=True)
    except OSError as error:
        yield Source(path, problem=problem_of(error, path))
    else:
        known = format_of(path)
        if stat.S_ISDIR(kind):
            yield from _in_folder(path)
        elif not stat.S_ISREG(kind):
            yield Source(path, problem=_special(path))
        elif known is not None:
            yield Source(path, known)
        else:
            yield Source(path, problem=_unsupported(path))


def _in_folder(folder: Path) -> Iterator[Source]:
    failed: list[OSError] = []
    empty = True
    for parent, folders, files in os.walk(folder, onerror=failed.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = Path(parent, name)
            known = format_of(path)
            if known is not None and not name.startswith("."):
                empty = False
                yield Source(path, problem=_special(path)) if _is_special(path) else Source(path, known)
    for error in failed:
        empty = False
        unreadable = Path(error.filename)
        yield Source(unreadable, problem=problem_of(error, unreadable))
    if empty:
        yield Source(folder, problem=_nothing_in(folder))


def _is_special(path: Path) -> bool:
    """Whether reading ``path`` might never begin, or never end. What is gone is for the reader to say."""
    try:
        return not stat.S_ISREG(path.stat().st_mode)
    except OSError:
        return False


def _special(path: Path) -> Message:
    return say(
        "file.special",
        "{name} is no ordinary file, but a pipe, a device or the like: save its text as a file, and add that.",
        name=path.name,
    )


def _unsupported(path: Path) -> Message:
    return say(
        "file.unsupported",
        "{name} is of a kind that cannot be read yet: use {supported}.",
        name=path.name,
        supported=", ".join(supported_suffixes()),
    )


def _nothing_in(folder: Path) -> Message:
    return say(
        "folder.empty",
        "The folder {name} holds no file that can be read: add files of these kinds to it: {supported}.",
        name=folder.name,
        supported=", ".join(supported_suffixes()),
    )
