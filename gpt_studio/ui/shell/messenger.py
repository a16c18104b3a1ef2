"""Tells a person who is in another window what has ended in this one."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QSystemTrayIcon, QWidget

from gpt_studio.ui.look.text import tip


class Messenger(QObject):
    """Shows a message of the desktop where it takes one, and has the window's entry in the task bar ask for attention.
    ``told`` carries what was said."""

    told = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._icon: QSystemTrayIcon | None = None

    def tell(self, words: str) -> None:
        """Tell ``words``, unless the window is in front, where they can be seen anyway."""
        if self._window.isActiveWindow():
            return
        QApplication.alert(self._window)
        if QSystemTrayIcon.isSystemTrayAvailable() and QSystemTrayIcon.supportsMessages():
            self._show_message(words)
        self.told.emit(words)

    def _show_message(self, words: str) -> None:
        """The icon stands in the tray only from a message to the next time that the window is in front."""
        if self._icon is None:
            self._icon = QSystemTrayIcon(QApplication.windowIcon(), self)
            self._icon.setToolTip(tip(self._window.windowTitle()))
            self._icon.messageClicked.connect(self._come_to_the_front)
            self._icon.activated.connect(self._come_to_the_front)
            application = QApplication.instance()
            assert isinstance(application, QApplication)
            application.applicationStateChanged.connect(self._put_away)
        self._icon.show()
        self._icon.showMessage("GPT Studio", words, QApplication.windowIcon())

    def _come_to_the_front(self) -> None:
        self._window.setWindowState(self._window.windowState() & ~Qt.WindowState.WindowMinimized)
        self._window.raise_()
        self._window.activateWindow()

    def _put_away(self, state: Qt.ApplicationState) -> None:
        if state is Qt.ApplicationState.ApplicationActive and self._icon is not None:
            self._icon.hide()
