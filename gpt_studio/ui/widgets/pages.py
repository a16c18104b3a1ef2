"""Pages in one place, of which one is shown."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from gpt_studio.ui.state.overrides import answers_qt, called_by_qt


class Pages(QWidget):
    """What QStackedWidget is, without its layout. That asks every page, hidden ones too, how much room it wants, and
    so sets all the text of the window anew whenever another page is shown. Here the pages take what room there is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages: list[QWidget] = []
        self._current: QWidget | None = None

    def add(self, page: QWidget) -> None:
        """The first page is shown at once."""
        page.hide()
        page.setParent(self)
        self._pages.append(page)
        if self._current is None:
            self.show_page(page)

    @property
    def current(self) -> QWidget | None:
        return self._current

    def show_page(self, page: QWidget) -> None:
        """Show ``page`` in the place of the one before. The keyboard goes along if it was there."""
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
            before.hide()  # only now: hiding what has the keyboard would send it anywhere

    def _give_keyboard_to(self, page: QWidget) -> None:
        """To the widget of ``page`` that had it last, else to the first that the Tab key reaches, else to ``page``.

        Qt looks for it. Walking along ``nextInFocusChain`` from Python ended the program some time later: PySide
        makes what that returns a child of what it was asked of, so all the widgets of the window came to hang on one
        another. When one of them left, the Python objects of the actions behind it became invalid, in menus that were
        still there, and the next change of style raised from within Qt.
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
