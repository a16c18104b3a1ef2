"""The overlay shown while files are dragged over the window; it says what dropping them would do."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.look.style_sheet import set_look
from gpt_studio.ui.widgets.labels import IconLabel, label


class DropOverlay(QFrame):
    """Covers its parent, which receives the drop."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._covered = parent
        self.setObjectName("drop_overlay")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        set_look(self, "drop")
        self._words = label("", "heading")
        layout = QVBoxLayout(self)
        layout.setSpacing(Space.M)
        layout.addStretch()
        layout.addWidget(IconLabel("ph.download-simple", "accent", 40), 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self._words, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch()
        self.hide()

    def appear(self, words: str) -> None:
        self._words.setText(words)
        self.setGeometry(self._covered.rect().adjusted(Space.L, Space.L, -Space.L, -Space.L))
        self.raise_()
        self.show()
