"""The switch that shows what the model was thinking, and what its colours mean."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSizePolicy, QWidget

from gpt_studio.ui.look.colours import tokens
from gpt_studio.ui.look.fonts import scaled
from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.look.text import tip
from gpt_studio.ui.state.actions import Actions
from gpt_studio.ui.state.qt_overrides import answers_qt, called_by_qt
from gpt_studio.ui.tabs.chat.sureness import UNSURE, meanings, names
from gpt_studio.ui.tabs.chat.token_layer import paint_underline
from gpt_studio.ui.widgets.buttons import IconButton, command_icon_button
from gpt_studio.ui.widgets.labels import label
from gpt_studio.ui.widgets.wrapping_row import WrappingRow

_SAMPLE = QSize(18, 16)


class ThoughtsBar(WrappingRow):
    """``shown`` tells whether the switch was turned on or off."""

    shown = Signal(bool)

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(spacing=Space.M, between_lines=Space.XS, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
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
        self._said = label("", "caption")
        self._said.setObjectName("chat_thoughts_said")
        self.add(self._said)
        self._look: IconButton = command_icon_button(actions, "chat.look_at_text", name="chat_look_at_text")
        self.add(self._look)
        self._toggled(False)

    @property
    def on(self) -> bool:
        return self._action.isChecked()

    def switch(self, on: bool) -> None:
        self._action.setChecked(on)

    def say(self, words: str) -> None:
        """Why nothing can be seen yet; "" when it can."""
        self._said.setText(words)
        self._said.setVisible(bool(words) and self.on)

    def _toggled(self, on: bool) -> None:
        self._switch.setChecked(on)
        for step in self._legend:
            step.setVisible(on)
        self._said.setVisible(on and bool(self._said.text()))
        self.shown.emit(on)


class Legend(WrappingRow):
    """What the tints mean, in words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(spacing=Space.M, between_lines=Space.XS, parent=parent)
        for step in _steps():
            self.add(step)


def _steps() -> list[_Step]:
    return [_Step(number, *words) for number, words in enumerate(zip(names(), meanings(), strict=True))]


class _Step(QWidget):
    """A sample of one tint with its name."""

    def __init__(self, step: int, name: str, meaning: str) -> None:
        super().__init__()
        self._step = step
        self.setToolTip(tip(meaning))
        self.setObjectName(f"chat_thoughts_step_{step}")
        self.setAccessibleName(f"{name}. {meaning}")
        row = QHBoxLayout(self)
        row.setContentsMargins(scaled(_SAMPLE.width()) + Space.XS, 0, 0, 0)
        row.addWidget(label(name, "caption"))

    @answers_qt(QSize)
    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(QSize(0, scaled(_SAMPLE.height()) + 2))

    @called_by_qt
    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        height = scaled(_SAMPLE.height())
        rect = QRectF(0.5, (self.height() - height) / 2, scaled(_SAMPLE.width()), height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens().sureness[self._step]))
        painter.drawRoundedRect(rect, 3, 3)
        if self._step >= UNSURE:
            paint_underline(painter, rect, self._step)
        painter.end()
