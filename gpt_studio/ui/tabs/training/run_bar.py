"""The run in one card: its state, what is trained in one line, its progress and the time left."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QSizePolicy, QToolButton, QWidget

from gpt_studio.ui.look.icons import icon
from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.look.style_sheet import set_look
from gpt_studio.ui.look.text import count, duration, rough, tip
from gpt_studio.ui.tabs.training.shown_run import Phase, ShownRun, View
from gpt_studio.ui.widgets.card import Card
from gpt_studio.ui.widgets.labels import ElidedLabel, IconLabel, SteadyLabel, label

_NOTCHES = 1000


class RunBar(Card):
    """Shows a :class:`ShownRun`. ``settings_wanted`` says whether the person wants to see its settings."""

    settings_wanted = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setObjectName("training_run")
        self._heading = label("", "heading")
        self._heading.setObjectName("training_phase")
        self._what = ElidedLabel("", "muted", mode=Qt.TextElideMode.ElideRight)
        self._what.setObjectName("training_what")
        self.fold = self._fold()
        self._bar = QProgressBar()
        self._bar.setObjectName("training_progress")
        self._bar.setTextVisible(False)
        self._warning = IconLabel("ph.warning-circle", "danger", 14)
        self._words = label("", "caption", wrap=True)
        self._words.setObjectName("training_words")
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._step = SteadyLabel("", "caption")
        self._step.setObjectName("training_step")
        self._step.setToolTip(
            tip(self.tr("In a step the model reads a piece of the text; an epoch is all of it, once."))
        )
        self._left = SteadyLabel("", "caption")
        self._left.setObjectName("training_time_left")
        self._left.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        margins = self.layout()
        assert margins is not None
        margins.setContentsMargins(Space.L, Space.S, Space.L, Space.S)
        self.body.setSpacing(Space.XS)
        self.body.addLayout(self._top())
        self.body.addWidget(self._bar)
        self._below = QWidget()
        self._below.setLayout(self._bottom())
        self.body.addWidget(self._below)

    def show_what(self, line: str) -> None:
        """Set the line that tells what is trained."""
        self._what.setText(line)

    def show_state(self, state: ShownRun) -> None:
        """Show all of ``state``."""
        self._heading.setText(self._heading_of(state))
        self._warning.setVisible(state.phase is Phase.WAITING)
        active = state.view is View.TRAINING
        self.fold.setVisible(active)
        if not active:
            self.fold.setChecked(False)
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
        self._below.setVisible(bool(state.words or self._step.text() or self._left.text()))

    def _heading_of(self, state: ShownRun) -> str:
        if state.finished:
            return self.tr("Finished")
        words = {
            Phase.IDLE: self.tr("Broken off") if state.broken else self.tr("Ready to train"),
            Phase.RESUMABLE: self.tr("Stopped early"),
            Phase.PREPARING: self.tr("Preparing"),
            Phase.TRAINING: self.tr("Training"),
            Phase.PAUSING: self.tr("Pausing after this step"),
            Phase.PAUSED: self.tr("Paused"),
            Phase.FINISHING: self.tr("Finishing"),
            Phase.STOPPING: self.tr("Stopping and saving"),
            Phase.WAITING: self.tr("Could not be saved"),
        }
        return words[state.phase]

    def _progress_of(self, state: ShownRun) -> str:
        if not state.steps or not state.active:
            return ""
        words = self.tr("Step {step} of {steps}").format(step=count(state.step), steps=count(state.steps))
        if state.epoch:
            words += " · " + self.tr("epoch {epoch}").format(epoch=rough(state.epoch, 2))
        return words

    def _time_of(self, state: ShownRun) -> str:
        if state.phase not in (Phase.TRAINING, Phase.PAUSED, Phase.PAUSING) or not state.steps:
            return ""
        return self.tr("{time} left").format(time=duration(state.seconds_left))

    def _fold(self) -> QToolButton:
        fold = QToolButton()
        fold.setObjectName("training_settings_toggle")
        fold.setText(self.tr("Settings"))
        fold.setAccessibleName(self.tr("Show or hide the settings of this training"))
        fold.setCheckable(True)
        fold.setIconSize(QSize(14, 14))
        fold.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        fold.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        set_look(fold, "fold")
        fold.toggled.connect(self._turn)
        fold.toggled.connect(self.settings_wanted)
        return fold

    def _turn(self, unfolded: bool) -> None:
        self.fold.setIcon(icon("ph.caret-down-bold" if unfolded else "ph.caret-right-bold", "text_muted"))

    def _top(self) -> QHBoxLayout:
        self._turn(False)
        row = QHBoxLayout()
        row.setSpacing(Space.M)
        row.addWidget(self._heading)
        row.addWidget(self._what, 1)
        row.addWidget(self.fold)
        return row

    def _bottom(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.XS)
        row.addWidget(self._warning)
        row.addWidget(self._words, 1)
        row.addWidget(self._step)
        row.addStretch()
        row.addWidget(self._left)
        return row
