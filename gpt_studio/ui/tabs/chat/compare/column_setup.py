"""Chooses what writes in one column: a model, one of its checkpoints, an adapter, and how it is sampled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QSlider, QVBoxLayout, QWidget

from gpt_studio.artifacts.checkpoint_folders import shown_name
from gpt_studio.jobs.chat.compare_replies import checkpoint_steps
from gpt_studio.jobs.chat.compared_columns import ColumnChoice
from gpt_studio.jobs.models.list_models import ModelEntry
from gpt_studio.ui.look.fonts import scaled
from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.look.style_sheet import set_look
from gpt_studio.ui.look.text import count, decimal, short_path, tip
from gpt_studio.ui.state.worker import LatestWins, Runner
from gpt_studio.ui.tabs.chat.presets import OWN, presets
from gpt_studio.ui.widgets.buttons import IconButton
from gpt_studio.ui.widgets.labels import ElidedLabel, label

_SLIDER_HEIGHT = 24
_TENTHS, _STRONGEST = 10, 20
"""Of the slider of an adapter's strength."""


class ColumnSetup(QFrame):
    """``entries``: the models and adapters, the one used last first. ``current``: the folder of the one that is open.

    ``changed``: another choice was made. ``removed``: the column is to go.
    """

    changed = Signal()
    removed = Signal()

    def __init__(
        self, number: int, choice: ColumnChoice, entries: Sequence[ModelEntry], current: Path | None, runner: Runner
    ) -> None:
        super().__init__()
        set_look(self, "composer")
        self._entries, self._current, self._choice = entries, current, choice
        self._steps: tuple[int, ...] = ()
        self._letter = label("", "field")
        self._remove = IconButton("ph.x", self.tr("Take this column away"), name="")
        self._remove.clicked.connect(self.removed)
        self._model = _list(self.tr("Model"))
        self._model.activated.connect(lambda _index: self._choose_model())
        self._step = _slider(self.tr("Checkpoint"))
        self._step.valueChanged.connect(self._choose_step)
        self._step_words = ElidedLabel("", "caption")
        self._adapter = _list(self.tr("Adapter"))
        self._adapter.activated.connect(lambda _index: self._choose_adapter())
        self._strength = _slider(self.tr("How strongly the adapter acts"))
        self._strength.setRange(0, _STRONGEST)
        self._strength.valueChanged.connect(self._choose_strength)
        self._strength_words = ElidedLabel("", "caption")
        self._sampling = _list(self.tr("Sampling"))
        for preset in presets():
            self._sampling.addItem(preset.title, preset.id)
            self._sampling.setItemData(self._sampling.count() - 1, tip(preset.line), Qt.ItemDataRole.ToolTipRole)
        self._sampling.activated.connect(lambda _index: self._choose_sampling())
        self._looking = LatestWins(
            runner, checkpoint_steps, on_result=self._show_steps, on_error=lambda _problem: None, parent=self
        )
        head = QHBoxLayout()
        head.setSpacing(Space.XS)
        head.addWidget(self._letter)
        head.addWidget(self._model, 1)
        head.addWidget(self._remove)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.S, Space.S, Space.S, Space.S)
        layout.setSpacing(Space.XS)
        layout.addLayout(head)
        layout.addWidget(self._step_words)
        layout.addWidget(self._step)
        layout.addWidget(self._adapter)
        layout.addWidget(self._strength_words)
        layout.addWidget(self._strength)
        layout.addWidget(self._sampling)
        layout.addStretch()
        self.number(number, removable=False)
        self._show()

    @property
    def choice(self) -> ColumnChoice:
        return self._choice

    @property
    def controls(self) -> tuple[QWidget, ...]:
        """What the Tab key goes through, in the order of reading."""
        return self._model, self._remove, self._step, self._adapter, self._strength, self._sampling

    def number(self, number: int, *, removable: bool) -> None:
        """Its place among the columns, from 0."""
        self._letter.setText(str(number + 1))
        self._remove.setVisible(removable)
        self.setObjectName(f"chat_compare_column_{number}")
        self.setAccessibleName(self.tr("Column {number}").format(number=number + 1))
        for widget, name in (
            (self._remove, "remove"),
            (self._model, "model"),
            (self._step, "step"),
            (self._step_words, "step_words"),
            (self._adapter, "adapter"),
            (self._strength, "strength"),
            (self._sampling, "sampling"),
        ):
            widget.setObjectName(f"chat_compare_{name}_{number}")

    def shut_down(self) -> None:
        self._looking.cancel()

    def _show(self) -> None:
        """Show the choice, and look for the checkpoints of its model."""
        choice = self._choice
        with QSignalBlocker(self._model):
            self._model.clear()
            for folder, name in self._models():
                self._model.addItem(name, str(folder))
                self._model.setItemData(self._model.count() - 1, short_path(folder), Qt.ItemDataRole.ToolTipRole)
            self._model.setCurrentIndex(self._model.findData(choice.path))
        self._model.setToolTip(tip(short_path(choice.path)))
        self._sampling.setCurrentIndex(max(0, self._sampling.findData(choice.sampling or OWN)))
        self._show_adapters()
        self._show_steps(())
        self._looking.submit(Path(choice.path))

    def _models(self) -> list[tuple[Path, str]]:
        """The folders that can be chosen, with their names: first the open one, then the one used last."""
        folders = [each.folder for each in self._entries if each.problem is None and each.adapter_of is None]
        bases = [each.adapter_of for each in self._entries if each.problem is None and each.adapter_of is not None]
        wanted = [*([self._current] if self._current is not None else []), *folders, *bases, Path(self._choice.path)]
        opened = self.tr("{name} (open)")
        return [
            (folder, opened.format(name=shown_name(folder)) if folder == self._current else shown_name(folder))
            for folder in dict.fromkeys(wanted)
        ]

    def _show_adapters(self) -> None:
        choice = self._choice
        fitting = [each for each in self._entries if each.problem is None and str(each.adapter_of or "") == choice.path]
        with QSignalBlocker(self._adapter):
            self._adapter.clear()
            self._adapter.addItem(self.tr("No adapter"), "")
            for each in fitting:
                self._adapter.addItem(each.name, str(each.folder))
            if choice.adapter and self._adapter.findData(choice.adapter) < 0:
                self._adapter.addItem(shown_name(Path(choice.adapter)), choice.adapter)
            self._adapter.setCurrentIndex(self._adapter.findData(choice.adapter))
        with QSignalBlocker(self._strength):
            self._strength.setValue(round(choice.strength * _TENTHS))
        self._adapter.setVisible(self._adapter.count() > 1)
        self._strength.setVisible(bool(choice.adapter))
        self._strength_words.setVisible(bool(choice.adapter))
        self._strength_words.setText(
            self.tr("Acts × {strength}").format(strength=decimal(choice.strength, 1)) if choice.adapter else ""
        )

    def _show_steps(self, steps: tuple[int, ...]) -> None:
        """The slider's right end is the model itself."""
        self._steps = steps
        step = self._choice.step
        with QSignalBlocker(self._step):
            self._step.setRange(0, len(steps))
            self._step.setValue(steps.index(step) if step in steps else len(steps))
        if steps and step is not None and step not in steps:  # it is not kept any more
            self._change(step=None)
        self._step.setVisible(bool(steps))
        self._step_words.setVisible(bool(steps))
        self._say_step()

    def _say_step(self) -> None:
        step = self._choice.step
        said = self.tr("as it is now") if step is None else self.tr("step {step}").format(step=count(step))
        self._step_words.setText(self.tr("Checkpoint: {which}").format(which=said))

    def _change(self, **changed: str | int | float | None) -> None:
        self._choice = replace(self._choice, **changed)  # type: ignore[arg-type]
        self.changed.emit()

    def _choose_model(self) -> None:
        path = self._model.currentData()
        if path != self._choice.path:
            self._change(path=path, step=None, adapter="", strength=1.0)
            self._show()

    def _choose_step(self, value: int) -> None:
        self._change(step=self._steps[value] if value < len(self._steps) else None)
        self._say_step()

    def _choose_adapter(self) -> None:
        self._change(adapter=self._adapter.currentData(), strength=1.0)
        self._show_adapters()

    def _choose_strength(self, value: int) -> None:
        self._change(strength=value / _TENTHS)
        self._strength_words.setText(self.tr("Acts × {strength}").format(strength=decimal(value / _TENTHS, 1)))

    def _choose_sampling(self) -> None:
        preset = self._sampling.currentData()
        self._change(sampling="" if preset == OWN else preset)


def _list(accessible_name: str) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(accessible_name)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(4)
    made.setMinimumWidth(0)
    return made


def _slider(accessible_name: str) -> QSlider:
    made = QSlider(Qt.Orientation.Horizontal)
    made.setAccessibleName(accessible_name)
    made.setPageStep(1)
    made.setMinimumHeight(scaled(_SLIDER_HEIGHT))
    return made
