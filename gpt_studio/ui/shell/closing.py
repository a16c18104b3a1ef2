"""The dialog shown when the window is closed while a job runs."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from gpt_studio.core.errors import Message
from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.look.text import message_text
from gpt_studio.ui.state.qt_overrides import called_by_qt
from gpt_studio.ui.widgets.buttons import Button
from gpt_studio.ui.widgets.dialog import Dialog
from gpt_studio.ui.widgets.labels import label


class ClosingDialog(Dialog):
    """Emits ``agreed`` when the person lets the jobs stop. It then stays open, with its buttons disabled, until
    closed."""

    agreed = Signal()

    def __init__(self, working: list[Message], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("closing_dialog")
        self.setWindowTitle(self.tr("Close GPT Studio?"))
        self.setMinimumWidth(460)
        self._words = label("\n".join(message_text(work) for work in working), "muted", wrap=True)
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.hide()
        self._stay = Button(self.tr("Keep running"), name="closing_stay")
        self._stay.clicked.connect(self.reject)
        self._stop = Button(self.tr("Stop, save and close"), name="closing_stop", look="primary")
        self._stop.clicked.connect(self._agree)
        buttons = QHBoxLayout()
        buttons.setSpacing(Space.S)
        buttons.addStretch()
        buttons.addWidget(self._stay)
        buttons.addWidget(self._stop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        layout.setSpacing(Space.M)
        layout.addWidget(label(self.tr("Something is still running"), "heading"))
        layout.addWidget(self._words)
        layout.addWidget(self._bar)
        layout.addSpacing(Space.S)
        layout.addLayout(buttons)

    def _agree(self) -> None:
        self._words.setText(self.tr("Finishing the current step and saving…"))
        self._bar.show()
        self._stay.setEnabled(False)
        self._stop.setEnabled(False)
        self.agreed.emit()

    @called_by_qt
    def reject(self) -> None:
        if self._stay.isEnabled():
            super().reject()
