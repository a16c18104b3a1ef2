"""Knows which folders are source trees, and what their .gitignore files leave out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

_IGNORE = ".gitignore"
_MARKERS = frozenset(
    (
        *(".git", ".hg", ".svn", _IGNORE, "pyproject.toml", "setup.py", "setup.cfg", "package.json", "Cargo.toml"),
        *("go.mod", "pom.xml", "build.gradle", "build.gradle.kts", "CMakeLists.txt", "Makefile", "meson.build"),
        *("composer.json", "Gemfile", "Package.swift", "mix.exs", "stack.yaml", "pubspec.yaml", "DESCRIPTION"),
    )
)
_LARGEST = 1 << 20


class SourceTree:
    """The folders below one that a person added, asked in the order of a walk from the top."""

    def __init__(self) -> None:
        self._trees: set[Path] = set()
        self._rules: dict[Path, GitIgnoreSpec] = {}

    def enter(self, folder: Path, names: list[str]) -> None:
        """Tell that the walk is in ``folder``, which holds ``names``."""
        if folder.parent in self._trees or _MARKERS.intersection(names):
            self._trees.add(folder)
        if _IGNORE in names and (rules := _rules_of(folder / _IGNORE)) is not None:
            self._rules[folder] = rules

    def holds_code(self, folder: Path) -> bool:
        """Whether ``folder`` lies in a source tree."""
        return folder in self._trees

    def ignores(self, path: Path, *, folder: bool = False) -> bool:
        """Whether the rules leave out ``path``, a file or a folder. Those of the nearest folder decide."""
        for above in path.parents if self._rules else ():
            rules = self._rules.get(above)
            if rules is None:
                continue
            found = rules.check_file(path.relative_to(above).as_posix() + ("/" if folder else ""))
            if found.include is not None:
                return found.include
        return False


def _rules_of(path: Path) -> GitIgnoreSpec | None:
    """The rules; None if they cannot be read, or the library that follows them is not there."""
    try:
        from pathspec import GitIgnoreSpec

        if not path.is_file() or path.stat().st_size > _LARGEST:
            return None
        return GitIgnoreSpec.from_lines(path.read_text("utf-8", "replace").splitlines())
    except (ImportError, OSError, ValueError):
        return None
