"""The state, progress and time left of the run, and its four buttons."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QProgressBar, QSizePolicy, QWidget

from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.look.text import count, decimal, duration
from gpt_studio.ui.state.actions import Actions
from gpt_studio.ui.state.qt_overrides import called_by_qt
from gpt_studio.ui.tabs.training.shown_run import Phase, ShownRun
from gpt_studio.ui.widgets.buttons import command_button
from gpt_studio.ui.widgets.card import Card
from gpt_studio.ui.widgets.labels import ElidedLabel, IconLabel, SteadyLabel, label
from gpt_studio.ui.widgets.wrapping_row import WrappingRow

_NOTCHES = 1000
_STEERING = ("start", "pause", "resume", "stop")
_ROOM_FOR_HEADING = 200


class RunBar(Card):
    """Shows a :class:`ShownRun` and enables the commands that its phase allows."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setObjectName("training_run")
        self._heading = ElidedLabel("", "heading")
        self._heading.setObjectName("training_phase")
        self._bar = QProgressBar()
        self._bar.setObjectName("training_progress")
        self._bar.setTextVisible(False)
        self._warning = IconLabel("ph.warning-circle", "danger", 14)
        self._words = label("", "caption", wrap=True)
        self._words.setObjectName("training_words")
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._step = SteadyLabel("", "caption")
        self._step.setObjectName("training_step")
        self._left = SteadyLabel("", "caption")
        self._left.setObjectName("training_time_left")
        self._left.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._actions = actions
        self.start = command_button(actions, "training.start", name="training_start", look="primary")
        self.pause = command_button(actions, "training.pause", name="training_pause")
        self.resume = command_button(actions, "training.resume", name="training_resume")
        self.stop = command_button(actions, "training.stop", name="training_stop")
        self.body.setSpacing(Space.S)
        self._top = self._heading_and_buttons()
        self.body.addLayout(self._top)
        self.body.addWidget(self._bar)
        self.body.addLayout(self._bottom())

    def show_state(self, state: ShownRun) -> None:
        """Show all of ``state``."""
        self._heading.setText(self._heading_of(state))
        start, pause, resume, stop = (self._actions[f"training.{each}"] for each in _STEERING)
        start.setEnabled(not state.active and not state.blocked)
        pause.setEnabled(state.phase is Phase.TRAINING)
        waiting = state.phase is Phase.WAITING
        resume.setEnabled(waiting or state.phase in (Phase.PAUSED, Phase.PAUSING, Phase.RESUMABLE))
        resume.setText(self.tr("Try again") if waiting else self._actions.command("training.resume").title)
        stop.setText(self.tr("Stop without saving") if waiting else self._actions.command("training.stop").title)
        stop.setEnabled(state.active and state.phase is not Phase.STOPPING)
        resuming = state.phase in (Phase.PAUSED, Phase.RESUMABLE, Phase.WAITING)
        outshone = resuming or state.ended
        self.resume.set_look("primary" if resuming and not state.ended else "secondary")
        self.start.set_look("secondary" if outshone else "primary")
        self._warning.setVisible(waiting or (state.blocked and not state.active))
        self.show_progress(state)

    def show_progress(self, state: ShownRun) -> None:
        """Show only what changes with every step."""
        self._bar.setVisible(state.active or state.phase is Phase.RESUMABLE)
        if state.fraction is None and state.active:
            self._bar.setRange(0, 0)
        else:
            self._bar.setRange(0, _NOTCHES)
            self._bar.setValue(round((state.fraction or 0.0) * _NOTCHES))
        self._words.setText(state.words)
        self._words.setVisible(bool(state.words))
        self._step.setText("" if state.words else self._progress_of(state))
        self._step.setVisible(bool(self._step.text()))
        self._bar.setAccessibleName(state.words or self._step.text())
        self._left.setText(self._time_of(state))
        self._left.setVisible(bool(self._left.text()))

    def _heading_of(self, state: ShownRun) -> str:
        if state.finished and not state.blocked:
            return self.tr("Finished")
        words = {
            Phase.IDLE: self.tr("Cannot start yet") if state.blocked else self.tr("Ready to train"),
            Phase.RESUMABLE: self.tr("Stopped early"),
            Phase.PREPARING: self.tr("Preparing"),
            Phase.TRAINING: self.tr("Training"),
            Phase.PAUSING: self.tr("Pausing after this step"),
            Phase.PAUSED: self.tr("Paused"),
            Phase.STOPPING: self.tr("Stopping and saving"),
            Phase.WAITING: self.tr("Could not be saved"),
        }
        return words[state.phase]

    def _progress_of(self, state: ShownRun) -> str:
        if not state.steps or not state.active:
            return ""
        words = self.tr("Step {step} of {steps}").format(step=count(state.step), steps=count(state.steps))
        if state.epoch:
            words += " · " + self.tr("epoch {epoch}").format(epoch=decimal(state.epoch, 2))
        return words

    def _time_of(self, state: ShownRun) -> str:
        if state.phase not in (Phase.TRAINING, Phase.PAUSED, Phase.PAUSING) or not state.steps:
            return ""
        return self.tr("{time} left").format(time=duration(state.seconds_left))

    @called_by_qt
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the heading above the buttons where there is no room beside them."""
        super().resizeEvent(event)
        beside = event.size().width() >= self._buttons.sizeHint().width() + _ROOM_FOR_HEADING
        directions = QBoxLayout.Direction
        self._top.setDirection(directions.LeftToRight if beside else directions.TopToBottom)

    def _heading_and_buttons(self) -> QBoxLayout:
        self._buttons = WrappingRow(spacing=Space.S)
        for button in (self.start, self.pause, self.resume, self.stop):
            self._buttons.add(button)
        row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        row.setSpacing(Space.S)
        row.addWidget(self._heading, 1)
        row.addWidget(self._buttons)
        return row

    def _bottom(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(Space.XS)
        row.addWidget(self._warning)
        row.addWidget(self._words, 1)
        row.addWidget(self._step)
        row.addStretch()
        row.addWidget(self._left)
        return row
