"""Lists the corpora, tokenizers, models and conversations of the user's folder; no other file of the window does. Each
list is read in a worker thread, once for all widgets that show it, and again when any program changes its folder."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from gpt_studio.core.errors import Message
from gpt_studio.core.job import JobContext
from gpt_studio.core.paths import Home
from gpt_studio.ui.state.links import Links
from gpt_studio.ui.state.worker import Runner, RunningJob

if TYPE_CHECKING:
    from gpt_studio.conversations.entries import KeptConversations
    from gpt_studio.jobs.corpora.list_corpora import CorpusEntry
    from gpt_studio.jobs.models.list_models import ModelEntry
    from gpt_studio.jobs.tokenizers.list_tokenizers import TokenizerEntry

_SETTLE_MS = 250
"""Wait after the last change of a folder before its list is read: writing a model changes its folder several times."""
_MOST_WATCHED = 200
"""Most folders watched per list. Changes in further ones are found when the window is activated again."""
_List = TypeVar("_List")
_Read = Callable[[Home, JobContext], _List]
_Stamp = tuple[tuple[str, int, int], ...]


class Library(QObject):
    """The four lists of ``home``. A list is read only if a widget follows it.

    ``model_moved`` carries the folder of a model that was renamed in this window, before and now.
    """

    model_moved = Signal(object, object)

    def __init__(self, home: Home, runner: Runner, links: Links, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.home = home
        tokenizers, models = partial(_tokenizers, links), partial(_models, links)
        self.corpora: Listing[tuple[CorpusEntry, ...]] = Listing(runner, home, home.corpora, _corpora, self)
        self.tokenizers: Listing[tuple[TokenizerEntry, ...]] = Listing(runner, home, home.tokenizers, tokenizers, self)
        # Models are always read: the dates of their files do not show whether a training is writing to them.
        self.models: Listing[tuple[ModelEntry, ...]] = Listing(
            runner, home, home.models, models, self, by_dates=False, beside=home.adapters
        )
        self.conversations: Listing[KeptConversations] = Listing(runner, home, home.conversations, _conversations, self)
        self._listings: tuple[Listing[Any], ...] = (self.corpora, self.tokenizers, self.models, self.conversations)
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(self._folder_changed)
        self._read_under_watch: dict[Listing[Any], set[str]] = {each: set() for each in self._listings}
        self._due: set[Listing[Any]] = set()
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(_SETTLE_MS)
        self._settling.timeout.connect(self._renew_due)
        for listing in self._listings:
            listing.read.connect(partial(self._watch, listing))
        links.changed.connect(self.tokenizers.read_anew)
        links.changed.connect(self.models.read_anew)

    def renew(self) -> None:
        """Look for changes in all lists. Called when the window is activated or a tab is opened."""
        for listing in self._listings:
            listing.renew()

    def shut_down(self) -> None:
        """Stop reading and watching."""
        self._settling.stop()
        if self._watcher.directories():
            self._watcher.removePaths(self._watcher.directories())
        for listing in self._listings:
            listing.shut_down()

    def _watch(self, listing: Listing[Any], folders: list[str]) -> None:
        """Watch ``folders``. If this list was not read since one of them is watched, renew it, because that folder may
        have changed in between; another list may have begun to watch it."""
        new = sorted(set(folders) - set(self._watcher.directories()))
        if new:
            self._watcher.addPaths(new)
        watched = set(folders) & set(self._watcher.directories())
        if watched - self._read_under_watch[listing]:
            self._due.add(listing)
            self._settling.start()
        self._read_under_watch[listing] = watched

    def _folder_changed(self, path: str) -> None:
        changed = Path(path)
        inside = {each for each in self._listings if {changed, changed.parent} & set(each.folders)}
        self._due |= inside or set(self._listings)
        self._settling.start()

    def _renew_due(self) -> None:
        due, self._due = self._due, set()
        for listing in due:
            listing.renew()


class Listing(QObject, Generic[_List]):
    """One list. ``changed`` carries the new list when it differs from the last one, ``failed`` the :class:`Message`
    that says why it could not be read, ``read`` the folders to watch for it."""

    changed = Signal(object)
    failed = Signal(object)
    read = Signal(list)

    def __init__(
        self,
        runner: Runner,
        home: Home,
        folder: Path,
        read: _Read[_List],
        parent: QObject,
        *,
        by_dates: bool = True,
        beside: Path | None = None,
    ) -> None:
        """``by_dates``: the list is not read again while the dates and sizes of its files are the same. ``beside``:
        another folder whose entries are in the list."""
        super().__init__(parent)
        self.folders = (folder,) if beside is None else (folder, beside)
        self._runner = runner
        self._home = home
        self._read = read
        self._by_dates = by_dates
        self._job: RunningJob | None = None
        self._again = self._followed = self._over = False
        self._stamp: _Stamp | None = None
        self._now: _List | None = None

    @property
    def now(self) -> _List | None:
        """The list as last read; None before the first reading."""
        return self._now

    def follow(self, show: Callable[[_List], None], complain: Callable[[Message], None] | None = None) -> None:
        """Call ``show`` with the list: now if it is known, and after each change."""
        self.changed.connect(show)
        if complain is not None:
            self.failed.connect(complain)
        self._followed = True
        if self._now is None:
            self.renew()
        else:
            show(self._now)

    def renew(self) -> None:
        """Look for changes. If a reading is running, another one follows it."""
        if not self._followed or self._over:
            return
        if self._job is not None:
            self._again = True
            return
        request = _Reading(self._home, self.folders, self._read, self._stamp if self._by_dates else None)
        self._job = self._runner.start(_look, request, on_result=self._seen, on_error=self._refused)

    def read_anew(self) -> None:
        """Read all of it, whatever the dates of its files are."""
        self._stamp = None
        self.renew()

    def shut_down(self) -> None:
        self._over = True
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _seen(self, found: _Found) -> None:
        self._done()
        self.read.emit(found.folders)
        self._stamp = found.stamp
        if found.was_read and found.list != self._now:
            self._now = found.list
            self.changed.emit(found.list)

    def _refused(self, problem: Message) -> None:
        self._done()
        self.failed.emit(problem)

    def _done(self) -> None:
        self._job = None
        if self._again:
            self._again = False
            self.renew()


@dataclass(frozen=True)
class _Reading:
    home: Home
    folders: tuple[Path, ...]
    read: _Read[Any]
    known: _Stamp | None


@dataclass(frozen=True)
class _Found:
    """``list`` is valid only if ``was_read``."""

    stamp: _Stamp
    folders: list[str]
    was_read: bool
    list: Any = None


def _look(request: _Reading, context: JobContext) -> _Found:
    """A job. It takes the dates before it reads the list, so that a change during the reading is found next time."""
    surveys = [_survey(folder) for folder in request.folders]
    stamp = tuple(each for found, _ in surveys for each in found)
    folders = [
        each
        for folder, (_, seen) in zip(request.folders, surveys, strict=True)
        for each in seen or [str(_nearest(folder))]
    ]
    if stamp == request.known:
        return _Found(stamp, folders, was_read=False)
    return _Found(stamp, folders, was_read=True, list=request.read(request.home, context))


def _survey(folder: Path) -> tuple[_Stamp, list[str]]:
    """Path, date and size of each entry of ``folder`` and of its subfolders; and ``folder`` with these subfolders."""
    seen: list[tuple[str, int, int]] = []
    folders: list[str] = []

    def look_into(path: str, deeper: bool) -> None:
        try:
            with os.scandir(path) as entries:
                folders.append(path)
                for entry in entries:
                    about = entry.stat(follow_symlinks=False)
                    seen.append((entry.path, about.st_mtime_ns, about.st_size))
                    if deeper and entry.is_dir() and len(folders) < _MOST_WATCHED:
                        look_into(entry.path, False)
        except OSError:  # gone or unreadable: reading the list reports which
            return

    look_into(str(folder), True)
    return tuple(sorted(seen)), folders


def _nearest(folder: Path) -> Path:
    """The nearest parent of ``folder`` that exists; it is watched so that the creation of ``folder`` is noticed."""
    return next((each for each in folder.parents if each.is_dir()), folder.parent)


# The jobs are imported in the worker thread, because importing them together takes a tenth of a second.


def _corpora(home: Home, context: JobContext) -> tuple[CorpusEntry, ...]:
    from gpt_studio.jobs.corpora.list_corpora import ListCorpora, run

    return run(ListCorpora(home), context)


def _tokenizers(links: Links, home: Home, context: JobContext) -> tuple[TokenizerEntry, ...]:
    from gpt_studio.jobs.tokenizers.list_tokenizers import ListTokenizers, run

    return run(ListTokenizers(home, links.trusted), context)


def _models(links: Links, home: Home, context: JobContext) -> tuple[ModelEntry, ...]:
    from gpt_studio.jobs.models.list_models import ListModels, run

    return run(ListModels(home, links.trusted), context)


def _conversations(home: Home, context: JobContext) -> KeptConversations:
    from gpt_studio.jobs.chat.conversations import ListConversations, list_conversations

    return list_conversations(ListConversations(home), context)
