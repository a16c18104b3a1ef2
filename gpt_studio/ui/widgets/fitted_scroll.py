"""A scroll area that scrolls only what cannot be made smaller."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QStyle, QWidget

from gpt_studio.ui.look.style_sheet import set_look
from gpt_studio.ui.state.qt_overrides import answers_qt, called_by_qt


class FittedScroll(QScrollArea):
    """Gives ``inner``, which has a layout, the size of the view, or its minimum size where that is larger.

    Qt's own way of resizing (``widgetResizable``) gives a widget with wrapped text its preferred height, so that it
    would scroll although it can be smaller.
    """

    def __init__(self, inner: QWidget, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._inner = inner
        self.setObjectName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        set_look(inner, "scrolled")
        self.setWidget(inner)

    @called_by_qt
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @answers_qt(bool)
    def event(self, event: QEvent) -> bool:
        """Fit the widget again when something in it wants another size."""
        answer = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return answer

    def _fit(self) -> None:
        room = self.maximumViewportSize()
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent, None, self)
        needed = self._needed(room)
        if needed.height() > room.height():
            needed = self._needed(room := room - QSize(bar, 0))
        if needed.width() > room.width():
            room -= QSize(0, bar)
        self._inner.resize(needed.expandedTo(room))

    def _needed(self, room: QSize) -> QSize:
        """The smallest size of the widget in a view of this size."""
        layout = self._inner.layout()
        assert layout is not None
        least = layout.totalMinimumSize()
        width = max(least.width(), room.width())
        height = layout.totalMinimumHeightForWidth(width) if layout.hasHeightForWidth() else least.height()
        return QSize(least.width(), height)
