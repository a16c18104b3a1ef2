"""The side bar: the stages in their order, and Settings at the bottom."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from gpt_studio.ui.look.brand import Emblem
from gpt_studio.ui.look.icons import icon
from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.look.style_sheet import set_look
from gpt_studio.ui.look.text import tip
from gpt_studio.ui.state.actions import Actions
from gpt_studio.ui.state.handover import Stage
from gpt_studio.ui.state.qt_overrides import called_by_qt
from gpt_studio.ui.widgets.labels import IconLabel, label
from gpt_studio.ui.widgets.segments import stop_at

_WIDTH, _COMPACT_WIDTH = 208, 64


class SideBar(QWidget):
    """A button for each tab, and one for Settings. They are made in the order in which the Tab key goes through
    them."""

    def __init__(self, stages: Iterable[Stage], actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("side_bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(_WIDTH)
        self._actions = actions
        self._compact = False
        set_look(self, "sidebar")
        self._items: dict[Stage, NavigationButton] = {}
        self._group = QButtonGroup(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.M, Space.XL, Space.M, Space.L)
        layout.setSpacing(Space.XS)
        self._name = label("GPT Studio", "heading")
        layout.addLayout(self._brand())
        layout.addSpacing(Space.L)
        self._list = QVBoxLayout()
        self._list.setSpacing(Space.XS)
        layout.addLayout(self._list)
        for stage in stages:
            self._add(stage)
        layout.addStretch()
        self._settings = self._button("window.settings", "navigate_settings")
        layout.addWidget(self._settings)

    def _add(self, stage: Stage) -> None:
        button = self._button(f"go.{stage.value}", f"navigate_{stage.value}", checkable=True)
        self._group.addButton(button)
        self._list.addWidget(button)
        self._items[stage] = button

    def set_compact(self, compact: bool) -> None:
        """Show icons only, whose tool tips are the words, or icons and words."""
        if compact == self._compact:
            return
        self._compact = compact
        self.setFixedWidth(_COMPACT_WIDTH if compact else _WIDTH)
        self._name.setVisible(not compact)
        for button in (*self._items.values(), self._settings):
            button.set_compact(compact)

    def show_chosen(self, stage: Stage) -> None:
        """Check the button of ``stage``. The Tab key stops at it only; the arrow keys move to the others."""
        self._items[stage].setChecked(True)
        for each, button in self._items.items():
            stop_at(button, each is stage)

    def show_busy(self, stage: Stage, busy: str) -> None:
        """Mark ``stage`` as working; ``busy`` says at what, an empty text removes the mark."""
        self._items[stage].show_busy(busy)

    def _button(self, command_id: str, name: str, *, checkable: bool = False) -> NavigationButton:
        command, action = self._actions.command(command_id), self._actions[command_id]
        button = NavigationButton(command.title, command.icon, name=name, checkable=checkable)
        button.setToolTip(tip(f"{command.title} ({_written(action)})"))
        button.clicked.connect(action.trigger)
        return button

    def _brand(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(Space.S, 0, 0, 0)
        row.setSpacing(Space.S)
        row.addWidget(Emblem(24))
        row.addWidget(self._name)
        row.addStretch()
        return row


def _written(action: QAction) -> str:
    return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)


class NavigationButton(QToolButton):
    """An entry of the side bar: icon, words, and a dot while something runs there."""

    def __init__(self, text: str, icon_name: str, *, name: str, checkable: bool = False) -> None:
        super().__init__()
        self._icon_name = icon_name
        self.setObjectName(name)
        self.setText(f"  {text}")
        self.setAccessibleName(text)
        self.setCheckable(checkable)
        self.setIconSize(QSize(18, 18))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        set_look(self, "navigation")
        self._dot = IconLabel("ph.circle-fill", "accent", 10)
        self._dot.hide()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, Space.M, 0)
        self._row.addStretch()
        self._row.addWidget(self._dot)
        self._tint()

    def show_busy(self, busy: str) -> None:
        self._dot.setVisible(bool(busy))
        self._dot.setToolTip(tip(busy))
        self.setAccessibleDescription(busy)

    def set_compact(self, compact: bool) -> None:
        style = Qt.ToolButtonStyle
        self.setToolButtonStyle(style.ToolButtonIconOnly if compact else style.ToolButtonTextBesideIcon)
        self._row.setContentsMargins(0, 0, 0 if compact else Space.M, 0)

    @called_by_qt
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._tint()

    def _tint(self) -> None:
        self.setIcon(icon(self._icon_name, "text_muted", checked="accent"))
