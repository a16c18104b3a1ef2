"""The figures of a training: parameters, disk and memory for the current settings, and its time once measured."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from gpt_studio.jobs.training.forecast_training import TrainingForecast
from gpt_studio.jobs.training.plan_training import TrainingPlan
from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.look.text import count, duration, message_text, rough, short_count, size, tip
from gpt_studio.ui.widgets.card import Card
from gpt_studio.ui.widgets.explained import ExplainedLabel, explained
from gpt_studio.ui.widgets.labels import label
from gpt_studio.ui.widgets.notice import Notice
from gpt_studio.ui.widgets.stat_tile import NOTHING_YET


class NeedsCard(Card):
    """One row per figure; a dash while there is none.

    ``notice`` is shown where it is in sight. ``change_wanted`` carries settings by name with which the training fits
    into memory.
    """

    change_wanted = Signal(dict)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("What it takes"), parent=parent)
        self.setObjectName("training_needs")
        self._fitting: dict[str, int | str] = {}
        self._words: dict[str, QLabel] = {}
        self._rows = QGridLayout()
        self._rows.setHorizontalSpacing(Space.M)
        self._rows.setVerticalSpacing(Space.S)
        self._rows.setColumnStretch(0, 1)
        self._parameters = self._row(self.tr("Parameters"), "training_needs_parameters", concept="parameter")
        self._folder = self._row(self.tr("Size on disk"), "training_needs_folder")
        self._checkpoints = self._row(self.tr("With checkpoints"), "training_needs_disk", concept="checkpoint")
        self._memory = self._row(self.tr("Memory while training"), "training_needs_memory")
        self._free = self._row(self.tr("Memory that is free"), "training_needs_free")
        self._step = self._row(self.tr("Tokens per step"), "training_needs_tokens", concept="token")
        self._time = self._row(self.tr("Time of the training"), "training_needs_time")
        self._before = self._row(self.tr("Time before its first step"), "training_needs_preparing")
        self._reading = self._row(self.tr("Tokens that it reads"), "training_needs_reading", concept="token")
        self._epochs = self._row(self.tr("Times that it reads the text"), "training_needs_epochs", concept="epoch")
        self._reasons = label("", "caption", wrap=True)
        self._reasons.setObjectName("training_needs_reasons")
        self._reasons.hide()
        self.notice = Notice("warning", name="training_needs_notice")
        self.notice.action_clicked.connect(lambda: self.change_wanted.emit(self._fitting))
        self.body.addLayout(self._rows)
        self.body.addWidget(self._reasons)

    def show_plan(self, plan: TrainingPlan | None, *, about: bool) -> None:
        """``about``: the figures are estimates, because the vocabulary is not known yet."""
        sign = "≈ " if about else ""
        known = plan is not None and plan.parameters > 0
        for figure, words in (
            (self._parameters, f"{sign}{short_count(plan.parameters)}" if plan else ""),
            (self._folder, f"{sign}{size(plan.folder_bytes)}" if plan else ""),
            (self._checkpoints, f"{sign}{size(plan.disk_bytes)}" if plan else ""),
            (self._memory, f"≈ {size(plan.memory_bytes)}" if plan and plan.memory_bytes is not None else NOTHING_YET),
            (self._free, size(plan.memory_available) if plan else ""),
            (self._step, count(plan.tokens_per_step) if plan and plan.tokens_per_step is not None else NOTHING_YET),
        ):
            figure.setText(words if known else NOTHING_YET)
        self._parameters.setToolTip(tip(count(plan.parameters) if plan is not None and known else ""))
        if plan is not None and known:
            self._tell("training_needs_parameters", "model", plan.parameters)
            if plan.tokens_per_step is not None:
                self._tell("training_needs_tokens", "step", plan.tokens_per_step)
        self._offer_what_fits(plan)

    def show_forecast(self, ahead: TrainingForecast) -> None:
        self._parameters.setText(short_count(ahead.parameters))
        self._folder.setText(size(ahead.folder_bytes))
        self._checkpoints.setText(size(ahead.disk_bytes))
        self._memory.setText(f"≈ {size(ahead.memory_bytes)}")
        self._free.setText(size(ahead.memory_available))
        self._time.setText(f"≈ {duration(ahead.seconds)}")
        self._before.setText(f"≈ {duration(ahead.preparing_seconds)}")
        a_step = round(ahead.tokens / max(ahead.steps, 1))
        self._step.setText(count(a_step))
        self._tell("training_needs_tokens", "step", a_step)
        self._reading.setText(short_count(ahead.tokens))
        self._epochs.setText(rough(ahead.epochs, 1))
        self._tell("training_needs_reading", "training", ahead.tokens)
        self._tell("training_needs_epochs", "training", round(ahead.epochs))
        self._reasons.setText("" if ahead.reasons is None else message_text(ahead.reasons))
        self._reasons.setVisible(ahead.reasons is not None)

    def forget_forecast(self) -> None:
        """Remove the measured figures, because the settings have changed."""
        for figure in (self._time, self._before, self._reading, self._epochs):
            figure.setText(NOTHING_YET)
        self._reasons.hide()

    def _tell(self, name: str, place: str, number: float) -> None:
        """Tell of ``number`` in the card that explains the word of a row, too."""
        word = self._words[name]
        if isinstance(word, ExplainedLabel):
            word.show_number(place, number, count(number))

    def _offer_what_fits(self, plan: TrainingPlan | None) -> None:
        problems = () if plan is None else plan.problems
        self._fitting = next((dict(each.remedy) for each in problems if each.remedy), {})
        if self._fitting:
            self.notice.show_text(
                self.tr("This does not fit into the memory of this machine."), action=self.tr("Use what fits")
            )
        else:
            self.notice.hide()

    def _row(self, words: str, name: str, *, concept: str = "") -> QLabel:
        figure = label(NOTHING_YET, "field")
        figure.setObjectName(name)
        row = self._rows.rowCount()
        self._words[name] = word = explained(words, "muted", concept=concept)
        self._rows.addWidget(word, row, 0)
        self._rows.addWidget(figure, row, 1, Qt.AlignmentFlag.AlignRight)
        return figure
