"""Buttons with words and buttons with an icon only."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

from gpt_studio.ui.look.icons import BESIDE_WORDS, icon
from gpt_studio.ui.look.style_sheet import set_look
from gpt_studio.ui.state.overrides import called_by_qt

_ICON_COLOURS = {"primary": "on_accent", "danger": "danger", "quiet": "text_muted", "secondary": "text"}


class Button(QPushButton):
    """A button with words. ``look`` is primary (one a screen), secondary, quiet or danger."""

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
        """Change what the button says, for a button that does another thing now (pause, resume)."""
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
        self.setToolTip(text)
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
