"""A check box whose words wrap into several lines."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QWidget

from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.state.qt_overrides import called_by_qt


class WrappedCheck(QWidget):
    """``toggled`` is that of the box; a click on the words toggles it, too. ``name`` is that of the box."""

    toggled = Signal(bool)

    def __init__(self, words: str, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = QCheckBox()
        self.box.setObjectName(name)
        self.box.setAccessibleName(words)
        self.box.toggled.connect(self.toggled)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.XS)
        row.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(_Words(words, self.box), 1)

    def show_checked(self, checked: bool) -> None:
        """Check or clear the box without emitting ``toggled``."""
        blocked = self.blockSignals(True)
        self.box.setChecked(checked)
        self.blockSignals(blocked)


class _Words(QLabel):
    def __init__(self, words: str, box: QCheckBox) -> None:
        super().__init__(words)
        self._box = box
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)

    @called_by_qt
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self._box.click()
