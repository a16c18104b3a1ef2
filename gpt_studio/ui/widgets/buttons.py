"""Buttons with text, buttons with an icon only, and buttons of commands."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

from gpt_studio.ui.look.icons import BESIDE_WORDS, icon
from gpt_studio.ui.look.style_sheet import set_look
from gpt_studio.ui.look.text import tip
from gpt_studio.ui.state.actions import Actions
from gpt_studio.ui.state.qt_overrides import called_by_qt

_ICON_COLOURS = {"primary": "on_accent", "danger": "danger", "quiet": "text_muted", "secondary": "text"}


class Button(QPushButton):
    """A button with text. ``look`` is primary (one per screen), secondary, quiet or danger."""

    _icon_name = ""

    def __init__(
        self, text: str, *, name: str, icon: str = "", look: str = "secondary", parent: QWidget | None = None
    ) -> None:
        super().__init__(text, parent)
        self.setObjectName(name)
        self.setAccessibleName(text)
        self.setIconSize(BESIDE_WORDS)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAutoDefault(False)
        self._icon_name = icon
        self.set_look(look)

    def set_look(self, look: str) -> None:
        self._look = look
        set_look(self, look)
        self._tint()

    def set_words(self, text: str, icon: str) -> None:
        """Change text and icon, for a button whose function changes (pause, resume)."""
        self.setText(text)
        self.setAccessibleName(text)
        self._icon_name = icon
        self._tint()

    @called_by_qt
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._icon_name:
            self._tint()

    def _tint(self) -> None:
        if self._icon_name:
            self.setIcon(icon(self._icon_name, _ICON_COLOURS[self._look], beside_words=True))


class IconButton(QToolButton):
    """A button with an icon only; ``text`` is its tool tip and its accessible name."""

    _icon_name = ""

    def __init__(
        self, icon: str, text: str, *, name: str, checkable: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setCheckable(checkable)
        self.setIconSize(QSize(18, 18))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.set_words(text, icon)

    def set_words(self, text: str, icon: str) -> None:
        self.setToolTip(tip(text))
        self.setAccessibleName(text)
        self._icon_name = icon
        self._tint()

    @called_by_qt
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._icon_name:
            self._tint()

    def _tint(self) -> None:
        self.setIcon(icon(self._icon_name, "text_muted", checked="accent"))


class _ActionFollower(QObject):
    """Keeps a button in the state of a command's action while the button exists."""

    def __init__(self, button: Button | IconButton, action: QAction, icon_name: str) -> None:
        super().__init__(button)
        self._button, self._action, self._icon_name = button, action, icon_name
        self._words, self._visible = "", True
        button.clicked.connect(action.trigger)
        action.changed.connect(self.show)
        self.show()

    def show(self) -> None:
        action, button = self._action, self._button
        button.setEnabled(action.isEnabled())
        if action.isCheckable():
            button.setCheckable(True)
            button.setChecked(action.isChecked())
        if action.text() != self._words:
            self._words = action.text()
            button.set_words(self._words, self._icon_name)
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            button.setToolTip(tip(f"{self._words} ({keys})" if keys else self._words))
        if action.isVisible() != self._visible:
            self._visible = action.isVisible()
            button.setVisible(self._visible)


def command_button(actions: Actions, command_id: str, *, name: str, look: str = "secondary") -> Button:
    """A button with the title of a command; it triggers the command's action and is enabled when that is."""
    button = Button("", name=name, look=look)
    _ActionFollower(button, actions[command_id], actions.command(command_id).icon)
    return button


def command_icon_button(actions: Actions, command_id: str, *, name: str, checkable: bool = False) -> IconButton:
    """The same as :func:`command_button`, with an icon only."""
    command = actions.command(command_id)
    button = IconButton(command.icon, command.title, name=name, checkable=checkable)
    _ActionFollower(button, actions[command_id], command.icon)
    return button
