"""Lists the files to read from the files and folders that a person added, always in the same order."""

from __future__ import annotations

import errno
import os
import stat
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from gpt_studio.core.errors import Message, say
from gpt_studio.core.regular_file import is_of_the_system
from gpt_studio.corpora.reading import TextFormat, problem_of
from gpt_studio.corpora.registry import format_of, suffix_of, usual_suffixes
from gpt_studio.corpora.source_tree import SourceTree

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

    ``kinds`` counts files by suffix (in small letters; "" for none), and ``first`` holds the first few of each kind.
    ``links`` are links to folders that are not followed.
    """

    kinds: Counter[str] = field(default_factory=Counter)
    links: list[Path] = field(default_factory=list)
    first: dict[str, list[Path]] = field(default_factory=dict)

    def add(self, path: Path) -> None:
        """Count a file of a kind that is not read."""
        kind = suffix_of(path)
        self.kinds[kind] += 1
        first = self.first.setdefault(kind, [])
        if len(first) < _NAMED:
            first.append(path)

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
                    "{count:,} {count:|file|files} of other kinds {count:|is|are} left out ({kinds}).",
                    count=files,
                    kinds=self._kinds(),
                )
            )
        links = self.about_links()
        return tuple(said) if links is None else (*said, links)

    def about_links(self) -> Message | None:
        """The message about links to folders; None if there are none."""
        if not self.links:
            return None
        return say(
            "folder.links",
            "Links to folders are not followed ({names}): add those folders themselves, or have such links "
            "followed (in the terminal with --follow-links) if you trust the folder.",
            names=", ".join(link.name for link in self.links[:_NAMED]) + (", …" * (len(self.links) > _NAMED)),
        )

    def _kinds(self) -> Message | str:
        """The most frequent suffixes, in order of frequency."""
        named = [suffix for suffix, _ in self.kinds.most_common() if suffix]
        shown = ", ".join(named[:_NAMED_KINDS]) + (", …" if len(named) > _NAMED_KINDS else "")
        if "" not in self.kinds:
            return shown
        if not named:
            return say("folder.without_suffix", "without a suffix")
        return say("folder.also_without_suffix", "{kinds}, without a suffix", kinds=shown)


def find_sources(
    listed: tuple[str, ...],
    left_out: LeftOut | None = None,
    *,
    follow_links: bool = False,
    looked: Callable[[], None] = lambda: None,
) -> Iterator[Source]:
    """Every file behind ``listed``, each once: in the order of the list, within a folder sorted by path.

    Folders are walked to any depth. Program code is read where they are source trees, without what their .gitignore
    leaves out. In them, hidden files and folders, those of the system and files of other formats are left out, and
    links to folders are not followed: ``left_out`` is told. With ``follow_links`` they are, wherever they lead but to
    the system's own folders; a folder that is reached several times is walked once, and a file is read once.
    What was listed but cannot be used comes as a problem. ``looked`` is called at each entry of a folder, whether it is
    read or not: it may raise, to end the walk.
    """
    seen: set[Path | None] = set()
    left_out = left_out if left_out is not None else LeftOut()
    for name in listed:
        for source in _behind(name, left_out, follow_links, looked):
            place = Path(os.path.realpath(source.path)) if follow_links and source.path else source.path
            if place not in seen:
                seen.add(place)
                yield source


def _behind(name: str, left_out: LeftOut, follow_links: bool, looked: Callable[[], None]) -> Iterator[Source]:
    looked()
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
            yield from _in_folder(path, left_out, follow_links, looked)
        elif not stat.S_ISREG(kind):
            yield Source(path, problem=_special(path))
        elif known is not None:
            yield Source(path, known)
        else:
            yield Source(path, problem=_unsupported(path))


def _in_folder(folder: Path, left_out: LeftOut, follow_links: bool, looked: Callable[[], None]) -> Iterator[Source]:
    failed: list[OSError] = []
    empty = True
    walked, tree, real = _Walked(folder), SourceTree(), Path(os.path.realpath(folder))
    for parent, folders, files in os.walk(folder, onerror=failed.append, followlinks=follow_links):
        looked()
        here = Path(parent)
        tree.enter(here, [*folders, *files])
        folders[:] = sorted(
            name for name in folders if not (name.startswith(".") or tree.ignores(here / name, folder=True))
        )
        inside = real / here.relative_to(folder)
        folders[:] = [name for name in folders if not is_of_the_system(inside / name)]
        if follow_links:
            folders[:] = [name for name in folders if walked.is_new(Path(parent, name))]
        else:
            left_out.links += [Path(parent, name) for name in folders if Path(parent, name).is_symlink()]
        for name in sorted(files):
            looked()
            path = Path(parent, name)
            if name.startswith(".") or tree.ignores(path):
                continue
            known = format_of(path)
            if known is None or (known.code and not tree.holds_code(here)):
                left_out.add(path)
            else:
                empty = False
                yield Source(path, problem=_special(path)) if _is_special(path) else Source(path, known)
    for error in failed:
        empty = False
        unreadable = Path(error.filename)
        yield Source(unreadable, problem=problem_of(error, unreadable))
    if empty:
        yield Source(folder, problem=_nothing_in(folder))


class _Walked:
    """The folders that a walk along links came to, by what they are and not by their paths: so no circle is endless."""

    def __init__(self, start: Path) -> None:
        self._known: set[tuple[int, int]] = set()
        self.is_new(start)

    def is_new(self, folder: Path) -> bool:
        """Whether ``folder`` is to be walked; what is gone or may not be seen is for the walk to say."""
        try:
            found = folder.stat()
            if is_of_the_system(Path(os.path.realpath(folder))):
                return False
        except OSError:
            return True
        identity = found.st_dev, found.st_ino
        if identity in self._known:
            return False
        self._known.add(identity)
        return True


def _is_special(path: Path) -> bool:
    """Whether reading ``path`` might never begin, never end, or do something. What is gone is for the reader to say."""
    try:
        return not stat.S_ISREG(path.stat().st_mode) or (
            path.is_symlink() and is_of_the_system(Path(os.path.realpath(path)))
        )
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
        supported=", ".join(usual_suffixes()),
    )


def _nothing_in(folder: Path) -> Message:
    return say(
        "folder.empty",
        "The folder {name} holds no file that can be read: add files of these kinds to it: {supported}.",
        name=folder.name,
        supported=", ".join(usual_suffixes()),
    )
