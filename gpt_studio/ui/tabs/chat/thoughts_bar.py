"""The switch that shows what the model was thinking, and what its colours mean."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from gpt_studio.ui.look.fonts import scaled
from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.look.text import tip
from gpt_studio.ui.state.actions import Actions
from gpt_studio.ui.thoughts.legend import learnt_sample, samples_of_steps
from gpt_studio.ui.widgets.buttons import command_button
from gpt_studio.ui.widgets.labels import label
from gpt_studio.ui.widgets.wrapping_row import WrappingRow

_LEAST_SAID = 160


class ThoughtsBar(WrappingRow):
    """``shown`` tells whether the switch was turned on or off."""

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
        self._ways = [
            command_button(actions, f"chat.{way}", name=f"chat_{way}", look="quiet")
            for way in ("by_heart", "look_at_text", "time_machine")
        ]
        for button in self._ways:
            self.add(button)
        self._said = label("", "caption", wrap=True)
        self._said.setObjectName("chat_thoughts_said")
        self._said.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._said.setMinimumWidth(scaled(_LEAST_SAID))
        self.add(self._said)
        self._toggled(False)

    @property
    def on(self) -> bool:
        return self._action.isChecked()

    def switch(self, on: bool) -> None:
        self._action.setChecked(on)

    def say(self, words: str) -> None:
        """Why nothing can be seen yet; "" when it can."""
        self._said.setText(words)
        self._show_where_room()

    def set_room(self, room: bool) -> None:
        """Without room only the switch is shown, so that the replies can be read; pointing at a token still tells how
        sure the model was."""
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
        told = self.on and self._room
        for each in (*self._legend, *self._ways):
            each.setVisible(told)
        self._learnt.setVisible(told and self._explained)
        self._said.setVisible(told and bool(self._said.text()))
