"""The rows of the list: the files that are read, in any order, and after them those that are left out."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from gpt_studio.corpora.scan import FileReport
from gpt_studio.jobs.corpora.scan_corpus import NotRead
from gpt_studio.ui.tabs.corpora.kinds import name_of, names_of_kinds


class Column(enum.IntEnum):
    FILE = 0
    KIND = 1
    SIZE = 2
    DOCUMENTS = 3
    CHARACTERS = 4
    LANGUAGE = 5


@dataclass(frozen=True)
class LeftOutRow:
    """Files in a folder that are not read: the one at ``path``, or ``count`` of a kind. ``code``: they are programs."""

    suffix: str
    count: int
    path: Path | None = None
    code: bool = False


Row = FileReport | LeftOutRow


def rows_of(left_out: Iterable[NotRead]) -> list[LeftOutRow]:
    """One row for each file where there are few of a kind, else one for the kind."""
    rows: list[LeftOutRow] = []
    for kind in left_out:
        if kind.count <= len(kind.first):
            rows += [LeftOutRow(kind.suffix, 1, path, kind.code) for path in kind.first]
        else:
            rows.append(LeftOutRow(kind.suffix, kind.count, code=kind.code))
    return rows


class FileOrder:
    """The order of the files: by a column, or as they were added (``column`` None)."""

    def __init__(self) -> None:
        self.column: Column | None = None
        self.descending = False
        self.languages: Mapping[str, str] = {}
        self._place: dict[str, int] = {}

    def note(self, paths: Sequence[str]) -> None:
        """``paths`` are the files in the order in which the corpus is read."""
        self._place = {path: place for place, path in enumerate(paths)}

    def sorted(self, reports: Sequence[FileReport]) -> list[FileReport]:
        """``reports`` in this order; equal ones stay as they were added."""
        last = len(self._place)
        as_added = sorted(reports, key=lambda report: self._place.get(report.path, last))
        key = self._key()
        return as_added if key is None else sorted(as_added, key=key, reverse=self.descending)

    def _key(self) -> Callable[[FileReport], str | int] | None:
        match self.column:
            case None:
                return None
            case Column.FILE:
                return lambda report: report.name.casefold()
            case Column.KIND:
                names = names_of_kinds()
                return lambda report: name_of(report, names).casefold()
            case Column.SIZE:
                return lambda report: report.size
            case Column.DOCUMENTS:
                return lambda report: report.documents
            case Column.CHARACTERS:
                return lambda report: report.characters
            case Column.LANGUAGE:
                return lambda report: self.languages.get(report.path, "").casefold()
