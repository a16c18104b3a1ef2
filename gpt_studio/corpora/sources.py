"""Lists the files to read from the files and folders that a person added, always in the same order."""

from __future__ import annotations

import errno
import os
import stat
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from gpt_studio.core.errors import Message, say
from gpt_studio.corpora.reading import TextFormat, problem_of
from gpt_studio.corpora.registry import format_of, suffix_of, supported_suffixes

SAMPLE = "sample:"
_NAMED = 3
_NAMED_KINDS = 6


@dataclass(frozen=True)
class Source:
    """A file with its format, the built-in sample (``path`` None), or a path with the problem that prevents reading."""

    path: Path | None
    format: TextFormat | None = None
    problem: Message | None = None
    gone: bool = False

    @property
    def is_sample(self) -> bool:
        return self.path is None


@dataclass
class LeftOut:
    """The entries of the listed folders that are not read, except hidden ones.

    ``kinds`` counts files by suffix (in small letters; "" for none); ``links`` are links to folders.
    """

    kinds: Counter[str] = field(default_factory=Counter)
    links: list[Path] = field(default_factory=list)

    def messages(self) -> tuple[Message, ...]:
        """The messages for a person: one about files and one about links, each only if there are any."""
        said = []
        files = self.kinds.total()
        if files == 1:
            said.append(
                say("folder.left_out_one", "One file of another kind is left out ({kinds}).", kinds=self._kinds())
            )
        elif files:
            said.append(
                say(
                    "folder.left_out",
                    "{count:,} files of other kinds are left out ({kinds}).",
                    count=files,
                    kinds=self._kinds(),
                )
            )
        if self.links:
            said.append(
                say(
                    "folder.links",
                    "Links to folders are not followed ({names}): add those folders themselves.",
                    names=", ".join(link.name for link in self.links[:_NAMED]) + (", …" * (len(self.links) > _NAMED)),
                )
            )
        return tuple(said)

    def _kinds(self) -> Message | str:
        """The most frequent suffixes, in order of frequency."""
        named = [suffix for suffix, _ in self.kinds.most_common() if suffix]
        shown = ", ".join(named[:_NAMED_KINDS]) + (", …" if len(named) > _NAMED_KINDS else "")
        if "" not in self.kinds:
            return shown
        if not named:
            return say("folder.without_suffix", "without a suffix")
        return say("folder.also_without_suffix", "{kinds}, without a suffix", kinds=shown)


def find_sources(listed: tuple[str, ...], left_out: LeftOut | None = None) -> Iterator[Source]:
    """Every file in ``listed``, each once: in the order of the list, and sorted by path within a folder.

    Folders are walked to any depth, without hidden files and folders. Files of other formats are left out and links
    to folders are not followed; ``left_out`` collects both. A listed path that cannot be used gives a problem.
    """
    seen: set[Path | None] = set()
    left_out = left_out if left_out is not None else LeftOut()
    for name in listed:
        for source in _sources_at(name, left_out):
            if source.path not in seen:
                seen.add(source.path)
                yield source


def _sources_at(name: str, left_out: LeftOut) -> Iterator[Source]:
    if name == SAMPLE:
        yield Source(None)
        return
    path = Path(name)
    try:
        kind = path.stat().st_mode
    except (FileNotFoundError, ValueError) as error:  # ValueError: the name holds a NUL byte
        missing = error if isinstance(error, OSError) else FileNotFoundError(errno.ENOENT, str(error), name)
        yield Source(path, problem=problem_of(missing, path), gone=True)
    except OSError as error:
        yield Source(path, problem=problem_of(error, path))
    else:
        known = format_of(path)
        if stat.S_ISDIR(kind):
            yield from _in_folder(path, left_out)
        elif not stat.S_ISREG(kind):
            yield Source(path, problem=_special(path))
        elif known is not None:
            yield Source(path, known)
        else:
            yield Source(path, problem=_unsupported(path))


def _in_folder(folder: Path, left_out: LeftOut) -> Iterator[Source]:
    failed: list[OSError] = []
    empty = True
    for parent, folders, files in os.walk(folder, onerror=failed.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        left_out.links += [Path(parent, name) for name in folders if Path(parent, name).is_symlink()]
        for name in sorted(files):
            path = Path(parent, name)
            if name.startswith("."):
                continue
            known = format_of(path)
            if known is None:
                left_out.kinds[suffix_of(path)] += 1
            else:
                empty = False
                yield Source(path, problem=_special(path)) if _is_special(path) else Source(path, known)
    for error in failed:
        empty = False
        unreadable = Path(error.filename)
        yield Source(unreadable, problem=problem_of(error, unreadable))
    if empty:
        yield Source(folder, problem=_nothing_in(folder))


def _is_special(path: Path) -> bool:
    """Whether ``path`` is not a regular file, so that reading it could block. A missing file is reported on reading."""
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
