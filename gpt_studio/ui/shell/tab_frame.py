"""The frame round a tab: scroll bars where the window is smaller than the tab needs."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QStyle, QWidget

from gpt_studio.ui.look.style_sheet import set_look
from gpt_studio.ui.state.qt_overrides import answers_qt, called_by_qt
from gpt_studio.ui.widgets.tab import Tab


class TabFrame(QScrollArea):
    """Gives ``tab`` the size of the view, or its minimum size where that is larger.

    Qt's own way of resizing (``widgetResizable``) gives a widget with wrapped text its preferred height, so that a tab
    would scroll although it can be smaller.
    """

    def __init__(self, tab: Tab, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tab = tab
        self.setObjectName(f"{tab.objectName()}_frame")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFocusProxy(tab)
        set_look(tab, "scrolled")
        self.setWidget(tab)

    @called_by_qt
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @answers_qt(bool)
    def event(self, event: QEvent) -> bool:
        """Fit the tab again when something in it wants another size."""
        answer = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return answer

    def reveal(self, focused: QWidget) -> None:
        """Scroll to ``focused``, a widget of the tab, so that the keyboard can reach what is out of sight."""
        self.ensureWidgetVisible(focused)

    def _fit(self) -> None:
        room = self.maximumViewportSize()
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent, None, self)
        needed = self._needed(room)
        if needed.height() > room.height():
            needed = self._needed(room := room - QSize(bar, 0))
        if needed.width() > room.width():
            room -= QSize(0, bar)
        self.tab.resize(needed.expandedTo(room))

    def _needed(self, room: QSize) -> QSize:
        """The smallest size of the tab in a view of this size."""
        layout = self.tab.layout()
        assert layout is not None
        least = layout.totalMinimumSize()
        width = max(least.width(), room.width())
        height = layout.totalMinimumHeightForWidth(width) if layout.hasHeightForWidth() else least.height()
        return QSize(least.width(), height)
