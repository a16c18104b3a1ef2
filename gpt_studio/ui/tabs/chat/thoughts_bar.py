"""The switch that shows what the model was thinking, and what its colours mean."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QMenu, QSizePolicy, QToolButton, QWidget, QWidgetAction

from gpt_studio.ui.look.fonts import scaled
from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.look.text import tip
from gpt_studio.ui.state.actions import Actions
from gpt_studio.ui.thoughts.legend import WrittenLegend, learnt_sample, samples_of_steps
from gpt_studio.ui.widgets.buttons import IconButton, command_button
from gpt_studio.ui.widgets.labels import ElidedLabel, label
from gpt_studio.ui.widgets.wrapping_row import WrappingRow

_LEAST_SAID = 160
_WAYS = ("by_heart", "look_at_text", "time_machine")


class ThoughtsBar(WrappingRow):
    """``shown`` tells whether the switch was turned on or off.

    Where there is little room, all but the switch is folded into a menu, and what is said is one line.
    """

    shown = Signal(bool)

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(spacing=Space.M, between_lines=Space.XS, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._room, self._explained = True, False
        self._action = actions["chat.thoughts"]
        self._action.setCheckable(True)
        self._action.setChecked(False)
        self._action.toggled.connect(self._toggled)
        self._switch = QCheckBox(self._action.text())
        self._switch.setObjectName("chat_thoughts")
        self._switch.setAccessibleName(self._action.text())
        self._switch.setToolTip(tip(self.tr("Tints each token of a reply by how sure the model was (Ctrl+T)")))
        self._switch.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._switch.clicked.connect(self._action.trigger)
        self.add(self._switch)
        self._legend = samples_of_steps()
        for step in self._legend:
            self.add(step)
        self._learnt = learnt_sample()
        self._learnt.hide()
        self.add(self._learnt)
        self._ways = [command_button(actions, f"chat.{way}", name=f"chat_{way}", look="quiet") for way in _WAYS]
        for button in self._ways:
            self.add(button)
        self._said = label("", "caption", wrap=True)
        self._said.setObjectName("chat_thoughts_said")
        self._said.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._said.setMinimumWidth(scaled(_LEAST_SAID))
        self.add(self._said)
        self._folded = IconButton("ph.dots-three", self.tr("What the tints mean, and more"), name="chat_thoughts_more")
        self._folded.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._folded.setMenu(self._menu(actions))
        self.add(self._folded)
        self._said_briefly = ElidedLabel("", "caption", mode=Qt.TextElideMode.ElideRight)
        self._said_briefly.setObjectName("chat_thoughts_said_briefly")
        self._said_briefly.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.add(self._said_briefly)
        self._toggled(False)

    @property
    def on(self) -> bool:
        return self._action.isChecked()

    def switch(self, on: bool) -> None:
        self._action.setChecked(on)

    def say(self, words: str) -> None:
        """Why nothing can be seen yet; "" when it can."""
        self._said.setText(words)
        self._said_briefly.setText(words)
        self._show_where_room()

    def set_room(self, room: bool) -> None:
        """Without room it takes one line, so that the replies can be read."""
        self._room = room
        self._show_where_room()

    def explain_learnt(self, shown: bool) -> None:
        """Whether the double line is to be explained."""
        self._explained = shown
        self._show_where_room()

    def _toggled(self, on: bool) -> None:
        self._explained = False
        self._switch.setChecked(on)
        self._show_where_room()
        self.shown.emit(on)

    def _show_where_room(self) -> None:
        told, said = self.on and self._room, bool(self._said.text())
        for each in (*self._legend, *self._ways):
            each.setVisible(told)
        self._learnt.setVisible(told and self._explained)
        self._said.setVisible(told and said)
        folded = self.on and not self._room
        self._folded.setVisible(folded)
        self._said_briefly.setVisible(folded and said)

    def _menu(self, actions: Actions) -> QMenu:
        menu = QMenu(self)
        menu.setObjectName("chat_thoughts_menu")
        legend = QWidgetAction(menu)
        legend.setDefaultWidget(WrittenLegend())
        menu.addActions([legend])
        menu.addSeparator()
        for way in _WAYS:
            menu.addAction(actions[f"chat.{way}"])
        return menu
