"""Shows the progress of a job, with a button that cancels it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from gpt_studio.core.events import Progress
from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.look.text import message_text
from gpt_studio.ui.widgets.buttons import Button
from gpt_studio.ui.widgets.labels import ElidedLabel

_STEPS = 1000


class BusyBar(QWidget):
    """Hidden until :meth:`begin`; emits ``cancelled`` when the person clicks its button."""

    cancelled = Signal()

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._words = ElidedLabel("", "caption")
        self._bar = QProgressBar()
        self._bar.setObjectName(f"{name}_progress")
        self._bar.setTextVisible(False)
        self._cancel = Button(self.tr("Cancel"), name=f"{name}_cancel", look="quiet")
        self._cancel.clicked.connect(self._give_up)
        left = QVBoxLayout()
        left.setSpacing(Space.XS)
        left.addWidget(self._words)
        left.addWidget(self._bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.M)
        row.addLayout(left, 1)
        row.addWidget(self._cancel)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.hide()

    def begin(self, words: str) -> None:
        """Show ``words`` and a bar of unknown length."""
        self._cancel.setEnabled(True)
        self._bar.setRange(0, 0)
        self._say(words)
        self.show()

    def show_progress(self, progress: Progress) -> None:
        self._say(message_text(progress.what))
        if progress.fraction is None:
            self._bar.setRange(0, 0)
        else:
            self._bar.setRange(0, _STEPS)
            self._bar.setValue(round(progress.fraction * _STEPS))

    def end(self) -> None:
        self.hide()

    def _say(self, words: str) -> None:
        self._words.setText(words)
        self._bar.setAccessibleName(words)

    def _give_up(self) -> None:
        self._cancel.setEnabled(False)
        self._say(self.tr("Stopping…"))
        self.cancelled.emit()
