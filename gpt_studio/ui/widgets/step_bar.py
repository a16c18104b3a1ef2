"""One line that shows the way from a text to a chat: where the person is on it, and what is ready."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QWidget

from gpt_studio.corpora.scan import SAMPLE_NAME, SAMPLE_TITLE
from gpt_studio.ui.look.icons import BESIDE_WORDS, icon
from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.look.style_sheet import set_look
from gpt_studio.ui.look.text import message_text, tip
from gpt_studio.ui.state.actions import Actions
from gpt_studio.ui.state.handover import Stage
from gpt_studio.ui.state.qt_overrides import answers_qt, called_by_qt
from gpt_studio.ui.state.steps import PATH, Steps, StepState
from gpt_studio.ui.widgets.labels import IconLabel

_ICONS = {
    StepState.DONE: ("ph.check-circle-fill", "success"),
    StepState.NEXT: ("ph.circle", "accent"),
    StepState.LATER: ("ph.circle-dashed", "text_muted"),
}
_LENGTHS_OF_NAMES = (28, 20, 14, 9, 0)
_SLACK = Space.S
"""How much wider Qt makes a button with icon and words than it need be; all of it stands at the right."""
_CARET = 12


class StepBar(QWidget):
    """Stands in the tab of the step ``here``. A click on another step goes there.

    The Tab key stops at ``here`` only, and the arrow keys move on from it: so the bar costs one key on the way into
    the tab.
    """

    def __init__(self, here: Stage, steps: Steps, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"{here.value}_steps")
        self.setAccessibleName(self.tr("The way to a model of your own"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._steps = steps
        self._buttons = {stage: _StepButton(self._title(stage), here=stage is here) for stage in PATH}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.XS)
        for number, (stage, button) in enumerate(self._buttons.items()):
            if number:
                row.addWidget(IconLabel("ph.caret-right", "text_muted", _CARET))
            button.setObjectName(f"{here.value}_step_{stage.value}")
            button.clicked.connect(actions[f"go.{stage.value}"].trigger)
            button.moved.connect(lambda by, number=number: self._move_from(number, by))
            row.addWidget(button)
        row.addStretch()
        steps.changed.connect(self._show)
        self._show()

    @called_by_qt
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self._steps, self._steps.begin)  # the lists are read when the window is there

    @called_by_qt
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @called_by_qt
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._fit()

    @answers_qt(QSize)
    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    @answers_qt(QSize)
    def minimumSizeHint(self) -> QSize:
        """The size without the names of what is ready."""
        hints = [button.bare_size() for button in self._buttons.values()]
        return QSize(sum(hint.width() for hint in hints) + self._between(), max(hint.height() for hint in hints))

    def _between(self) -> int:
        return (len(self._buttons) - 1) * (_CARET + 2 * Space.XS)

    def _title(self, stage: Stage) -> str:
        titles = {
            Stage.CORPUS: self.tr("Text"),
            Stage.TOKENIZER: self.tr("Tokenizer"),
            Stage.TRAINING: self.tr("Training"),
            Stage.CHAT: self.tr("Chat"),
        }
        return titles[stage]

    def _show(self) -> None:
        for stage, button in self._buttons.items():
            state, name = self._steps.state(stage), self._steps.name(stage)
            if (stage, name) == (Stage.CORPUS, SAMPLE_NAME):
                name = message_text(SAMPLE_TITLE)
            button.show_state(state, name, self._said(button.title, state, name, here=button.here))
        self._fit()

    def _said(self, title: str, state: StepState, name: str, *, here: bool) -> str:
        """The step and its state in words."""
        if state is StepState.DONE and not name:
            said = self.tr("{step}: here, done") if here else self.tr("{step}: done")
        elif state is StepState.DONE:
            said = self.tr("{step}: here, done (“{name}”)") if here else self.tr("{step}: done (“{name}”)")
        elif here:
            said = self.tr("{step}: here")
        else:
            said = self.tr("{step}: next") if state is StepState.NEXT else self.tr("{step}: later")
        return said.format(step=title, name=name)

    def _fit(self) -> None:
        """Show the names of what is ready as far as there is room for them."""
        room = self.width() - self._between()
        for length in _LENGTHS_OF_NAMES:
            for button in self._buttons.values():
                button.show_name(length)
            if sum(button.sizeHint().width() for button in self._buttons.values()) <= room:
                break

    def _move_from(self, number: int, by: int) -> None:
        buttons = list(self._buttons.values())
        buttons[(number + by) % len(buttons)].setFocus(Qt.FocusReason.TabFocusReason)


class _StepButton(QToolButton):
    """``moved`` carries 1 or -1 when an arrow key is pressed."""

    moved = Signal(int)

    def __init__(self, title: str, *, here: bool) -> None:
        super().__init__()
        self.title, self.here = title, here
        self._state, self._name = StepState.LATER, ""
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setIconSize(BESIDE_WORDS)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if here else Qt.FocusPolicy.NoFocus)
        self.setText(title)
        set_look(self, "step_here" if here else "step")

    def show_state(self, state: StepState, name: str, said: str) -> None:
        self._state, self._name = state, name
        self.setAccessibleName(said)
        self.setToolTip(tip(said))
        self._tint()

    def show_name(self, length: int) -> None:
        """Show the name of what is ready, shortened to ``length`` letters; 0 hides it."""
        name = self._name if len(self._name) <= length else f"{self._name[: length - 1].rstrip()}…"
        self.setText(f"{self.title} · {name}" if name and length else self.title)

    def bare_size(self) -> QSize:
        """The size of the button without a name in it."""
        beside = self.fontMetrics().horizontalAdvance(self.text()) - self.fontMetrics().horizontalAdvance(self.title)
        return self.sizeHint() - QSize(beside, 0)

    @answers_qt(QSize)
    def sizeHint(self) -> QSize:
        return super().sizeHint() - QSize(_SLACK, 0)

    @called_by_qt
    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if by:
            self.moved.emit(by)
        else:
            super().keyPressEvent(event)

    @called_by_qt
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._tint()

    def _tint(self) -> None:
        name, colour = ("ph.record-fill", "accent") if self._is_only_here else _ICONS[self._state]
        self.setIcon(icon(name, colour, beside_words=True))

    @property
    def _is_only_here(self) -> bool:
        return self.here and self._state is not StepState.DONE
