"""The notice for hints about a run, with a button for what a hint offers."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from gpt_studio.training.events import FEWER_EPOCHS, KEEP_BEST, LOWER_RATE, Hint
from gpt_studio.ui.look.text import decimal, message_text
from gpt_studio.ui.widgets.notice import Notice


class HintNotice(Notice):
    """Shows the newest hint. Its button emits ``keep_best_wanted``, or ``lower_rate_wanted`` with the new rate, or
    ``fewer_epochs_wanted`` with how often to read the text."""

    keep_best_wanted = Signal()
    lower_rate_wanted = Signal(float)
    fewer_epochs_wanted = Signal(float)

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
            FEWER_EPOCHS: self._with_epochs(hint.epochs) if can_start_again and hint.epochs else "",
        }
        self.show_text(message_text(hint.what), action=offers.get(hint.action, ""))

    def _with_epochs(self, epochs: float) -> str:
        return self.tr("Start again with {epochs} epochs").format(epochs=decimal(epochs, 1))

    def _act(self) -> None:
        hint, self._hint = self._hint, None
        self.hide()
        if hint is None:
            return
        if hint.action == KEEP_BEST:
            self.keep_best_wanted.emit()
        elif hint.action == LOWER_RATE and hint.learning_rate is not None:
            self.lower_rate_wanted.emit(hint.learning_rate)
        elif hint.action == FEWER_EPOCHS and hint.epochs is not None:
            self.fewer_epochs_wanted.emit(hint.epochs)
