"""A row of buttons, of which one is chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QFrame, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from gpt_studio.ui.look.icons import BESIDE_WORDS, icon
from gpt_studio.ui.look.style_sheet import set_look
from gpt_studio.ui.state.qt_overrides import called_by_qt


class Segments(QFrame):
    """``choices`` are (value, text, icon or ""). ``changed`` carries the value that a person chose.

    ``fill`` spreads the choices over the available width. As with radio buttons, the Tab key stops at the chosen one
    and the arrow keys choose another.
    """

    changed = Signal(str)

    def __init__(
        self,
        name: str,
        accessible_name: str,
        choices: Sequence[tuple[str, str, str]],
        *,
        fill: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(accessible_name)
        self._icons: dict[QToolButton, str] = {}
        self._buttons: dict[str, QToolButton] = {}
        set_look(self, "segments")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 2, 2, 2)
        row.setSpacing(2)
        for value, words, icon_name in choices:
            button = self._segment(f"{name}_{value}", words, icon_name)
            button.clicked.connect(lambda _checked=False, value=value: self.changed.emit(value))
            if fill:
                button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            group.addButton(button)
            row.addWidget(button)
            self._buttons[value] = button
        group.buttonToggled.connect(stop_at)
        if choices:
            self.set_value(choices[0][0])
        self._tint()

    @property
    def value(self) -> str:
        return next(value for value, button in self._buttons.items() if button.isChecked())

    def set_value(self, value: str) -> None:
        self._buttons[value].setChecked(True)

    @called_by_qt
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._tint()

    def _segment(self, name: str, words: str, icon_name: str) -> QToolButton:
        button = QToolButton()
        button.setObjectName(name)
        button.setText(words)
        button.setAccessibleName(words)
        button.setCheckable(True)
        button.setIconSize(BESIDE_WORDS)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        set_look(button, "segment")
        if icon_name:
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            self._icons[button] = icon_name
        return button

    def _tint(self) -> None:
        for button, name in self._icons.items():
            button.setIcon(icon(name, "text_muted", checked="text", beside_words=True))


def stop_at(button: QAbstractButton, chosen: bool) -> None:
    """Let the Tab key stop at ``button`` of a group if it is the chosen one, which also takes over the keyboard from
    another one of the group."""
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus if chosen else Qt.FocusPolicy.NoFocus)
    focused = button.window().focusWidget()
    if chosen and isinstance(focused, QAbstractButton) and focused.group() is button.group():
        button.setFocus()
