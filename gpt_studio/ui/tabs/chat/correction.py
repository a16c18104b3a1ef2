"""Lets a person correct a reply and keep it as an example that a model can be trained on."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from gpt_studio.ui.look.fonts import scaled
from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.widgets.buttons import Button
from gpt_studio.ui.widgets.dialog import Dialog
from gpt_studio.ui.widgets.labels import label

_WIDTH, _HEIGHT = 560, 340
_LONGEST_SHOWN = 300


class Correction(Dialog):
    """``kept`` carries the reply as the person leaves it."""

    kept = Signal(str)

    def __init__(self, asked: str, reply: str, parent: QWidget | None = None) -> None:
        """``asked``: what the reply answers, "" if that is not known."""
        super().__init__(parent)
        self.setObjectName("chat_correction")
        self.setWindowTitle(self.tr("Keep as an example"))
        self.resize(scaled(_WIDTH), scaled(_HEIGHT))
        self._box = QPlainTextEdit(reply)
        self._box.setObjectName("chat_correction_text")
        self._box.setAccessibleName(self.tr("The reply as it should be"))
        self._box.setTabChangesFocus(True)
        self._keep = Button(
            self.tr("Keep as an example"), name="chat_correction_keep", icon="ph.bookmark-simple", look="primary"
        )
        self._keep.clicked.connect(self._take)
        cancel = Button(self.tr("Cancel"), name="chat_correction_cancel", look="quiet")
        cancel.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self._keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        column.setSpacing(Space.M)
        explained = self.tr(
            "Write the reply as it should have been. The conversation up to here becomes an example in a corpus, and a "
            "training that goes on from a model learns to answer like that."
        )
        column.addWidget(label(explained, "caption", wrap=True))
        if asked:
            said = label(asked if len(asked) <= _LONGEST_SHOWN else f"{asked[: _LONGEST_SHOWN - 1]}…", wrap=True)
            said.setObjectName("chat_correction_asked")
            column.addWidget(said)
        column.addWidget(self._box, 1)
        column.addLayout(buttons)
        self._box.textChanged.connect(self._allow)
        self._box.setFocus()
        self._allow()

    def _allow(self) -> None:
        self._keep.setEnabled(bool(self._box.toPlainText().strip()))

    def _take(self) -> None:
        self.accept()
        self.kept.emit(self._box.toPlainText())
