"""The switch that shows what the model was thinking, and what its colours mean."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSizePolicy, QWidget

from gpt_studio.ui.look.colours import tokens
from gpt_studio.ui.look.fonts import scaled
from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.look.text import tip
from gpt_studio.ui.state.actions import Actions
from gpt_studio.ui.state.qt_overrides import answers_qt, called_by_qt
from gpt_studio.ui.tabs.chat.sureness import UNSURE, meanings, names
from gpt_studio.ui.tabs.chat.token_layer import paint_learnt, paint_underline
from gpt_studio.ui.widgets.buttons import command_button
from gpt_studio.ui.widgets.labels import label
from gpt_studio.ui.widgets.wrapping_row import WrappingRow

translate = QCoreApplication.translate

_SAMPLE = QSize(18, 16)
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
        self._legend = _steps()
        for step in self._legend:
            self.add(step)
        self._learnt = _learnt_sample()
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


class Legend(WrappingRow):
    """What the tints mean, in words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(spacing=Space.M, between_lines=Space.XS, parent=parent)
        for step in _steps():
            self.add(step)


class Sample(QWidget):
    """A small drawing with words beside it; ``meaning`` is told in the tool tip."""

    def __init__(self, words: str, meaning: str, draw: Callable[[QPainter, QRectF], None], *, name: str) -> None:
        super().__init__()
        self._draw = draw
        self.setToolTip(tip(meaning))
        self.setObjectName(name)
        self.setAccessibleName(f"{words}. {meaning}")
        row = QHBoxLayout(self)
        row.setContentsMargins(scaled(_SAMPLE.width()) + Space.XS, 0, 0, 0)
        row.addWidget(label(words, "caption"))

    @answers_qt(QSize)
    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(QSize(0, scaled(_SAMPLE.height()) + 2))

    @called_by_qt
    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        height = scaled(_SAMPLE.height())
        self._draw(painter, QRectF(0.5, (self.height() - height) / 2, scaled(_SAMPLE.width()), height))
        painter.end()


def _steps() -> list[Sample]:
    return [
        Sample(words, meaning, partial(_draw_step, step=step), name=f"chat_thoughts_step_{step}")
        for step, (words, meaning) in enumerate(zip(names(), meanings(), strict=True))
    ]


def _draw_step(painter: QPainter, rect: QRectF, *, step: int) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tokens().sureness[step]))
    painter.drawRoundedRect(rect, 3, 3)
    if step >= UNSURE:
        paint_underline(painter, rect, step)


def _learnt_sample() -> Sample:
    return Sample(
        translate("chat_thoughts", "learnt by heart"),
        translate(
            "chat_thoughts",
            "Twelve tokens or more that stand word for word in the text that it learned from. Click one to see where.",
        ),
        lambda painter, rect: paint_learnt(painter, rect.adjusted(0, 0, 0, -2)),
        name="chat_thoughts_learnt",
    )
