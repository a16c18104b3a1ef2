"""What the training would need: parameters, disk and memory, as it is being chosen."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from gpt_studio.jobs.plan_training import TrainingPlan
from gpt_studio.ui.text import count, short_count, size
from gpt_studio.ui.theme import Space
from gpt_studio.ui.widgets.card import Card
from gpt_studio.ui.widgets.labels import label
from gpt_studio.ui.widgets.stat_tile import NOTHING_YET


class NeedsCard(Card):
    """A row for each figure; dashes while there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("What it takes"), parent=parent)
        self.setObjectName("training_needs")
        self._rows = QGridLayout()
        self._rows.setHorizontalSpacing(Space.M)
        self._rows.setVerticalSpacing(Space.S)
        self._rows.setColumnStretch(0, 1)
        self._parameters = self._row(self.tr("Parameters"), "training_needs_parameters")
        self._folder = self._row(self.tr("Size on disk"), "training_needs_folder")
        self._checkpoints = self._row(self.tr("With checkpoints"), "training_needs_disk")
        self._memory = self._row(self.tr("Memory while training"), "training_needs_memory")
        self._free = self._row(self.tr("Memory that is free"), "training_needs_free")
        self._step = self._row(self.tr("Tokens per step"), "training_needs_tokens")
        self.body.addLayout(self._rows)

    def show_plan(self, plan: TrainingPlan | None, *, about: bool) -> None:
        """``about``: the vocabulary is not known yet, so that the figures are estimates."""
        sign = "≈ " if about else ""
        known = plan is not None and plan.parameters > 0
        for figure, words in (
            (self._parameters, f"{sign}{short_count(plan.parameters)}" if plan else ""),
            (self._folder, f"{sign}{size(plan.folder_bytes)}" if plan else ""),
            (self._checkpoints, f"{sign}{size(plan.disk_bytes)}" if plan else ""),
            (self._memory, f"≈ {size(plan.memory_bytes)}" if plan else ""),
            (self._free, size(plan.memory_available) if plan else ""),
            (self._step, count(plan.tokens_per_step) if plan else ""),
        ):
            figure.setText(words if known else NOTHING_YET)
        self._parameters.setToolTip(count(plan.parameters) if plan is not None and known else "")

    def _row(self, words: str, name: str) -> QLabel:
        figure = label(NOTHING_YET, "field")
        figure.setObjectName(name)
        row = self._rows.rowCount()
        self._rows.addWidget(label(words, "muted"), row, 0)
        self._rows.addWidget(figure, row, 1, Qt.AlignmentFlag.AlignRight)
        return figure
