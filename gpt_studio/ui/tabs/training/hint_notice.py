"""The notice for hints about a run, with a button for what a hint offers."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from gpt_studio.training.events import KEEP_BEST, LOWER_RATE, Hint
from gpt_studio.ui.look.text import message_text
from gpt_studio.ui.widgets.notice import Notice


class HintNotice(Notice):
    """Shows the newest hint. Its button emits ``keep_best_wanted``, or ``lower_rate_wanted`` with the new rate."""

    keep_best_wanted = Signal()
    lower_rate_wanted = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("warning", name="training_hint", parent=parent)
        self._hint: Hint | None = None
        self.action_clicked.connect(self._act)

    def show_hint(self, hint: Hint, *, can_start_again: bool) -> None:
        """Without ``can_start_again`` nothing is offered that needs a new run."""
        self._hint = hint
        offers = {
            KEEP_BEST: self.tr("Stop and keep the best"),
            LOWER_RATE: self.tr("Start again with half the rate") if can_start_again else "",
        }
        self.show_text(message_text(hint.what), action=offers.get(hint.action, ""))

    def _act(self) -> None:
        hint, self._hint = self._hint, None
        self.hide()
        if hint is None:
            return
        if hint.action == KEEP_BEST:
            self.keep_best_wanted.emit()
        elif hint.action == LOWER_RATE and hint.learning_rate is not None:
            self.lower_rate_wanted.emit(hint.learning_rate)
