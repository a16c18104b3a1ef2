"""The advanced training settings, folded at first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from gpt_studio.core.errors import Message
from gpt_studio.jobs.training.read_history import StartedWith
from gpt_studio.training.settings import OF_A_PART, OF_ADAPTERS, OF_REMEMBERING, TrainingSettings
from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.tabs.training.torchrun_panel import TorchrunPanel
from gpt_studio.ui.widgets.card import Card, line
from gpt_studio.ui.widgets.field_editors import OptionalEditor
from gpt_studio.ui.widgets.field_form import FieldForm, FieldRow
from gpt_studio.ui.widgets.folding_panel import FoldingPanel
from gpt_studio.ui.widgets.labels import label

READING = ("tuning_context", "learn", *OF_REMEMBERING)
METHOD = ("method", *OF_A_PART, *OF_ADAPTERS)
BATCHES = ("batch_size", "accumulation", "micro_batch", "stretches")
RATE = ("learning_rate", "schedule", "warmup", "final_rate")
OPTIMIZER = ("optimizer", "weight_decay", "beta1", "beta2", "clip")
MACHINE = ("device", "precision", "compile", "threads", "parallel", "seed")
PAUSES = ("evaluate_every", "early_stopping", "checkpoint_every")
SAMPLES = ("sample_prompt", "sample_tokens")

_BEGINNINGS = {
    "tuning_context": 512,
    "rehearsal": 0.75,
    "last_layers": 2,
    "lora_alpha": 32,
    "micro_batch": 1,
    "threads": 2,
    "evaluate_every": 100,
    "checkpoint_every": 500,
    "early_stopping": 4,
}


class AdvancedCard(Card):
    """Forms for the groups of fields of TrainingSettings that no other card shows."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._panel = FoldingPanel(self.tr("Advanced"), name="training_advanced")
        self._panel.body.setSpacing(Space.L)
        self.body.addWidget(self._panel)
        groups = (
            (self.tr("What is read and learnt"), READING),
            (self.tr("How a model is gone on from"), METHOD),
            (self.tr("Batches"), BATCHES),
            (self.tr("Learning rate"), RATE),
            (self.tr("Optimizer"), OPTIMIZER),
            (self.tr("Machine"), MACHINE),
            (self.tr("Measuring and saving"), PAUSES),
            (self.tr("What it writes on the way"), SAMPLES),
        )
        self._forms: list[tuple[tuple[str, ...], FieldForm]] = []
        self._of_going_on: list[QWidget] = []
        for title, fields in groups:
            form = FieldForm(TrainingSettings(), name="training_setting", fields=fields, fold_advanced=False)
            form.changed.connect(self.changed)
            parts: list[QWidget] = [*([line()] if self._forms else []), label(title, "heading"), form]
            for part in parts:
                self._panel.body.addWidget(part)
            self._forms.append((fields, form))
            if fields is METHOD:
                self._of_going_on = parts
        prompt = self._row("sample_prompt").editor.control
        assert isinstance(prompt, QLineEdit)
        prompt.setPlaceholderText(self.tr("Empty: a new text, or an answer"))
        self._panel.body.addWidget(line())
        self.torchrun = TorchrunPanel()
        self._panel.body.addWidget(self.torchrun)
        for field, value in _BEGINNINGS.items():
            self._suggest(field, value)

    @property
    def is_valid(self) -> bool:
        return all(form.is_valid() for _, form in self._forms)

    def applied_to(self, settings: TrainingSettings) -> TrainingSettings:
        for fields, form in self._forms:
            value = form.value()
            settings = replace(settings, **{field: getattr(value, field) for field in fields})
        return settings

    def change(self, changes: Mapping[str, Any]) -> None:
        """Set those fields of ``changes`` that this card shows."""
        for fields, form in self._forms:
            here = {field: value for field, value in changes.items() if field in fields}
            if here:
                form.set_value(replace(form.value(), **here))

    def show_going_on(self, goes_on: bool) -> None:
        """Whether the training goes on from a model: a new one is read in its own context length."""
        for part in (*self._of_going_on, *map(self._row, ("tuning_context", *OF_REMEMBERING))):
            part.setVisible(goes_on)

    def state(self) -> Sequence[Any]:
        return [form.state() for _, form in self._forms]

    def restore(self, state: Sequence[Any]) -> None:
        for (_, form), kept in zip(self._forms, state, strict=True):
            form.restore(kept)

    def show_run(self, run: StartedWith) -> None:
        for _, form in self._forms:
            with QSignalBlocker(form):
                form.set_value(run.settings)

    def show_problems(self, problems: dict[str, Message]) -> None:
        """Show each problem at its field; unfold the card if there is one here."""
        for fields, form in self._forms:
            for field in fields:
                form.set_problem(field, problems.get(field))
                if field in problems:
                    self._panel.set_unfolded(True)

    def suggest_learning_rate(self, rate: float) -> None:
        """Set the rate that the field starts with when a person unchecks "Automatic"."""
        self._suggest("learning_rate", rate)

    def _suggest(self, field: str, value: float) -> None:
        editor = self._row(field).editor
        assert isinstance(editor, OptionalEditor)
        editor.suggest(value)

    def _row(self, field: str) -> FieldRow:
        return next(form for fields, form in self._forms if field in fields).row(field)
