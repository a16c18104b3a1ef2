"""What every dialog of our own is, and what Enter does in all windows: it clicks the button that has the keyboard."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QDialog, QRadioButton, QToolButton

from gpt_studio.ui.state.qt_overrides import called_by_qt
from gpt_studio.ui.widgets.placing import keep_on_screen

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_NO_MODIFIERS = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


def enter_clicked(event: QKeyEvent) -> bool:
    """Click the button that has the keyboard, if ``event`` is Enter; False if nothing was done.

    On most systems Qt clicks buttons with the space bar only. A check box is left to it: Enter would change a setting
    where a person means to go on.
    """
    button = QApplication.focusWidget()
    if event.key() not in _ENTER or event.modifiers() not in _NO_MODIFIERS or event.isAutoRepeat():
        return False
    if not isinstance(button, QAbstractButton) or isinstance(button, QCheckBox) or not button.isEnabled():
        return False
    if isinstance(button, QToolButton) and button.popupMode() is QToolButton.ToolButtonPopupMode.InstantPopup:
        button.showMenu()
    else:
        button.click()
    return True


class Dialog(QDialog):
    """A dialog in which Enter clicks the button that has the keyboard, before any button that is clicked by default.

    A choice among several is no such button: it is made with the arrows, and Enter goes on with it. A dialog that is
    larger than the screen is made smaller when it is shown.
    """

    @called_by_qt
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        keep_on_screen(self)

    @called_by_qt
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not isinstance(QApplication.focusWidget(), QRadioButton) and enter_clicked(event):
            event.accept()
        else:
            super().keyPressEvent(event)
