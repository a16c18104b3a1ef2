"""A banner that says what should be done about the text before a training, with one button that does it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from gpt_studio.corpora.advice import Advice, AdviceKind
from gpt_studio.ui.look.text import message_text
from gpt_studio.ui.widgets.notice import Notice


class AdviceNotice(Notice):
    """Shows one piece of advice at a time, the most urgent first. What a person closed does not come back.

    ``taken`` carries the AdviceKind whose button was clicked.
    """

    taken = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(name="corpus_advice", parent=parent)
        self._shown: Advice | None = None
        self._waiting: Sequence[Advice] = ()
        self._closed: set[AdviceKind] = set()
        self._words = {
            AdviceKind.EMPTY: self.tr("Add the built-in sample"),
            AdviceKind.WRAPPED: self.tr("Join the lines"),
            AdviceKind.LONG_LINES: self.tr("Break it into paragraphs"),
            AdviceKind.LITTLE: self.tr("Add the built-in sample"),
        }
        self.action_clicked.connect(self._take)
        self._close.clicked.connect(self._put_away)

    def show_advice(self, advice: Sequence[Advice]) -> None:
        self._waiting = advice
        self._shown = next((each for each in advice if each.kind not in self._closed), None)
        if self._shown is None:
            self.hide()
            return
        self.show_text(
            message_text(self._shown.what),
            kind="warning" if self._shown.kind is AdviceKind.EMPTY else "info",
            action=self._words[self._shown.kind],
        )

    def forget(self) -> None:
        """Another corpus: nothing is closed yet."""
        self._closed.clear()
        self.show_advice(())

    def _take(self) -> None:
        if self._shown is not None:
            self.taken.emit(self._shown.kind)

    def _put_away(self) -> None:
        if self._shown is not None:
            self._closed.add(self._shown.kind)
            self.show_advice(self._waiting)
