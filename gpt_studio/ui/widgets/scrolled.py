"""A page that scrolls vertically when there is no room."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.look.style_sheet import set_look
from gpt_studio.ui.state.qt_overrides import answers_qt


class Scrolled(QScrollArea):
    """Fill ``body``; a gap for the scroll bar is kept free. It needs the width of its contents, because what does not
    fit across could not be scrolled to. ``squeezed``: it scrolls only what cannot be made smaller; for contents
    that scroll by themselves."""

    def __init__(self, *, name: str, squeezed: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page = _SqueezedPage() if squeezed else QWidget()
        set_look(page, "scrolled")
        self.body = QVBoxLayout(page)
        self.body.setContentsMargins(0, 0, Space.S, 0)
        self.body.setSpacing(Space.L)
        self.setWidget(page)
        self._page = page
        self._across = 0

    @answers_qt(QSize)
    def minimumSizeHint(self) -> QSize:
        return QSize(self._needed_across(), super().minimumSizeHint().height())

    @answers_qt(bool)
    def event(self, event: QEvent) -> bool:
        """Ask for another width when the contents need one, of which Qt does not tell the layout."""
        answer = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest and self._across != (needed := self._needed_across()):
            self._across = needed
            self.updateGeometry()
        return answer

    def _needed_across(self) -> int:
        return self._page.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width()


class _SqueezedPage(QWidget):
    @answers_qt(int)
    def heightForWidth(self, width: int) -> int:
        """The smallest height at this width, to which Qt resizes the page of a scroll area that has less room."""
        layout = self.layout()
        assert layout is not None
        return layout.totalMinimumHeightForWidth(width)
