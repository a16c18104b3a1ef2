"""Deletes with an undo: a notice offers to take the deletion back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from gpt_studio.core.errors import Message
from gpt_studio.ui.state.library import Listing
from gpt_studio.ui.state.worker import Runner
from gpt_studio.ui.widgets.notice import Notice
from gpt_studio.ui.widgets.trash import Delete, Deleted, delete, take_back


class Undo(QObject):
    """Deletes entries of ``listing``. Only the newest deletion or other offer can be undone.

    ``deleted`` and ``restored`` carry the path.
    """

    deleted = Signal(object)
    restored = Signal(object)

    def __init__(self, runner: Runner, notice: Notice, listing: Listing[Any]) -> None:
        super().__init__(notice)
        self._runner = runner
        self._notice = notice
        self._listing = listing
        self._way_back: Callable[[], None] | None = None
        notice.action_clicked.connect(self._go_back)

    def delete(self, path: Path, words: str) -> None:
        """Delete ``path`` and show ``words`` with the offer to undo."""
        self._runner.start(
            delete, Delete(path), on_result=lambda done: self._deleted(done, words), on_error=self._failed
        )

    def offer(self, words: str, action: str, way_back: Callable[[], None]) -> None:
        self._way_back = way_back
        self._notice.show_text(words, kind="info", action=action)

    def offer_to_take_back(self, words: str, way_back: Callable[[], None]) -> None:
        self.offer(words, self.tr("Undo"), way_back)

    def _deleted(self, done: Deleted, words: str) -> None:
        if done.can_be_taken_back:
            self.offer_to_take_back(words, lambda: self._take_back(done))
        else:
            self._way_back = None
            self._notice.show_text(words, kind="info")
        self._listing.renew()
        self.deleted.emit(done.path)

    def _take_back(self, done: Deleted) -> None:
        self._runner.start(take_back, done, on_result=self._restored, on_error=self._failed)

    def _restored(self, path: Path) -> None:
        self._listing.renew()
        self.restored.emit(path)

    def _failed(self, problem: Message) -> None:
        self._notice.show_message(problem)
        self._listing.renew()

    def _go_back(self) -> None:
        way_back, self._way_back = self._way_back, None
        if way_back is not None:
            self._notice.hide()
            way_back()
