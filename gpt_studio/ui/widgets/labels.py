"""Labels: text with a look, text that is elided to fit, and icons."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QStyle, QStyleOption, QWidget

from gpt_studio.ui.look.icons import icon
from gpt_studio.ui.look.style_sheet import set_look
from gpt_studio.ui.look.text import tip
from gpt_studio.ui.state.qt_overrides import answers_qt, called_by_qt


def label(text: str, look: str = "", *, wrap: bool = False) -> QLabel:
    """A plain-text label. ``look`` is title, heading, field, figure, muted, caption, problem or empty."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if look:
        set_look(made, look)
    return made


class ElidedLabel(QLabel):
    """One line that is elided where there is no room; its tool tip then shows the whole text.

    ``or_nothing``: half of it says nothing, so that nothing is shown instead.
    """

    def __init__(
        self,
        text: str = "",
        look: str = "",
        *,
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideMiddle,
        or_nothing: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._mode = mode
        self._or_nothing = or_nothing
        self._shown = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        if look:
            set_look(self, look)
        self.setText(text)

    def setText(self, text: str) -> None:
        super().setText(text)
        self._explain()

    @called_by_qt
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._explain()

    @answers_qt(QSize)
    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 2, super().minimumSizeHint().height())

    @called_by_qt
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._shown == self.text():
            super().paintEvent(event)
            return
        painter = QPainter(self)
        option = QStyleOption()
        option.initFrom(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_Widget, option, painter, self)
        self.style().drawItemText(
            painter,
            self.contentsRect(),
            int(self.alignment()),
            self.palette(),
            self.isEnabled(),
            self._shown,
            self.foregroundRole(),
        )

    @called_by_qt
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._explain()

    def _explain(self) -> None:
        self._shown = self.fontMetrics().elidedText(self.text(), self._mode, self.contentsRect().width())
        whole = self._shown == self.text()
        if self._or_nothing and not whole:
            self._shown = ""
        self.setToolTip("" if whole else tip(self.text()))


class SteadyLabel(QLabel):
    """A line whose text changes often. Its width only grows, because each change of a label's size lays out the whole
    window again."""

    def __init__(self, text: str = "", look: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._room = QSize()
        self.setTextFormat(Qt.TextFormat.PlainText)
        if look:
            set_look(self, look)
        self.setText(text)

    def setText(self, text: str) -> None:
        super().setText(text)
        wanted = self.sizeHint().expandedTo(self._room)
        if wanted != self._room:
            self._room = wanted
            self.setFixedSize(wanted)

    @called_by_qt
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._room = QSize()
            self.setText(self.text())


class IconLabel(QLabel):
    """An icon in a colour of the theme. It has no accessible name, so put text beside it."""

    _name = ""

    def __init__(self, name: str, colour: str = "text_muted", size: int = 16, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size = size
        self.setFixedSize(size, size)
        self.set_icon(name, colour)

    def set_icon(self, name: str, colour: str) -> None:
        self._name, self._colour = name, colour
        self._tint()

    @called_by_qt
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._name:
            self._tint()

    def _tint(self) -> None:
        wanted = QSize(self._size, self._size)
        self.setPixmap(icon(self._name, self._colour).pixmap(wanted, self.devicePixelRatioF()))
