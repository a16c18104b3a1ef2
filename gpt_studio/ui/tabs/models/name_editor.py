"""A model's name that can be edited in place."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QWidget

from gpt_studio.ui.look.style_sheet import set_look
from gpt_studio.ui.state.qt_overrides import called_by_qt
from gpt_studio.ui.widgets.labels import ElidedLabel

_LONGEST = 100


class NameEditor(QStackedWidget):
    """Shows a name. After :meth:`edit`, Enter emits ``renamed``; Escape or leaving the field cancels.

    What was typed stays in the field until the new name is shown, or :meth:`refuse` lets the person change it.
    """

    renamed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = ElidedLabel("", "heading", mode=Qt.TextElideMode.ElideRight)
        self._line = _Line()
        self._line.setObjectName("model_name_editor")
        self._line.setAccessibleName(self.tr("New name of the model"))
        self._line.setMaxLength(_LONGEST)
        set_look(self._line, "inline")
        self._line.returnPressed.connect(self._take)
        self._line.given_up.connect(self._end)
        self.addWidget(self._label)
        self.addWidget(self._line)
        self.setFixedHeight(self._line.sizeHint().height())

    @property
    def name(self) -> str:
        return self._label.text()

    def show_name(self, name: str) -> None:
        if name != self.name:
            self._label.setText(name)
            self._end()

    def refuse(self) -> None:
        """The name that was entered cannot be had: let the person change it."""
        self._line.setReadOnly(False)
        self._line.setFocus(Qt.FocusReason.OtherFocusReason)

    def edit(self) -> None:
        self._line.setText(self.name)
        self.setCurrentWidget(self._line)
        self._line.setFocus(Qt.FocusReason.OtherFocusReason)
        self._line.selectAll()

    def _take(self) -> None:
        name = self._line.text().strip()
        if name in ("", self.name):
            self._end()
        else:
            self._line.setReadOnly(True)
            self.renamed.emit(name)

    def _end(self) -> None:
        self._line.setReadOnly(False)
        self.setCurrentWidget(self._label)


class _Line(QLineEdit):
    given_up = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.editingFinished.connect(self._left)

    @called_by_qt
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)

    def _left(self) -> None:
        if not self.hasFocus() and not self.isReadOnly():
            self.given_up.emit()
