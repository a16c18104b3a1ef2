"""A stack of pages, of which one is shown."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from gpt_studio.ui.state.qt_overrides import answers_qt, called_by_qt


class Pages(QWidget):
    """A QStackedWidget without a layout: the pages take the room there is. QStackedLayout asks every page, also hidden
    ones, for its size, and so lays out all text of the window whenever another page is shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages: list[QWidget] = []
        self._current: QWidget | None = None

    def add(self, page: QWidget) -> None:
        """Add a page. The first one is shown at once."""
        page.hide()
        page.setParent(self)
        self._pages.append(page)
        if self._current is None:
            self.show_page(page)

    @property
    def current(self) -> QWidget | None:
        return self._current

    def show_page(self, page: QWidget) -> None:
        """Show ``page`` instead of the current one. If that had the keyboard focus, ``page`` gets it."""
        before = self._current
        if page is before:
            return
        focused = self.window().focusWidget()
        takes_keyboard = before is not None and focused is not None and before.isAncestorOf(focused)
        self._current = page
        page.setGeometry(self.rect())
        page.show()
        if takes_keyboard:
            self._give_keyboard_to(page)
        if before is not None:
            before.hide()  # only now, because hiding the widget with the focus would move the focus to any other

    def _give_keyboard_to(self, page: QWidget) -> None:
        """Focus the widget of ``page`` that had the focus last, else the first in tab order, else ``page``.

        Qt finds the first widget. Calling ``nextInFocusChain`` from Python crashed the program later: PySide makes the
        returned widget a child of the one that was asked, so that all widgets of the window were tied to each other.
        When one was destroyed, Python objects of actions in other menus became invalid, and the next change of style
        raised within Qt.
        """
        last = page.focusWidget()
        if last:
            last.setFocus()
            return
        page.setFocus()
        self.focusNextChild()
        focused = self.window().focusWidget()
        if focused is None or not page.isAncestorOf(focused):
            page.setFocus()

    @answers_qt(QSize)
    def sizeHint(self) -> QSize:
        return QSize(0, 0) if self._current is None else self._current.sizeHint()

    @called_by_qt
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._current is not None:
            self._current.setGeometry(self.rect())
