"""The size of the new model: a preset, or custom sizes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QWidget

from gpt_studio.core.errors import Message
from gpt_studio.core.fields import settings_of
from gpt_studio.jobs.training.read_history import StartedWith
from gpt_studio.models.presets import PRESETS
from gpt_studio.models.shape import ModelShape
from gpt_studio.ui.look.text import engine_text
from gpt_studio.ui.tabs.training.chooser import Chooser
from gpt_studio.ui.widgets.card import Card
from gpt_studio.ui.widgets.field_form import FieldForm

_CUSTOM = "custom"
_AUTO = "auto"
_USUAL = "small"
"""The preset whose sizes are used where none are chosen."""
_ARCHITECTURE = "model_type"
_NARROWEST_EDITOR = 96


class ShapeCard(Card):
    """A preset sets every size for the chosen architecture; editing a size changes the preset to "Custom"."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Model"), parent=parent)
        first = PRESETS[_USUAL].shapes[ModelShape().model_type]
        sizes = {setting.name for setting in settings_of(ModelShape)} - {_ARCHITECTURE}
        self._preset = Chooser(self.tr("Size"), name="training_preset")
        options = [(key, engine_text(preset.label), engine_text(preset.help)) for key, preset in PRESETS.items()]
        custom = self.tr("Sizes of your own. Whatever you change below is shown at once in the figures.")
        auto = self.tr(
            "The size that is expected to learn most from your text in the minutes that you give. The machine is "
            "measured for it first. For a number of steps or epochs it is “{size}”."
        ).format(size=engine_text(PRESETS[_USUAL].label))
        options = [(_AUTO, self.tr("Chosen for the time"), auto), *options, (_CUSTOM, self.tr("Custom"), custom)]
        self._preset.set_options(options, _AUTO)
        self._architecture = FieldForm(first, name="training_architecture", fields={_ARCHITECTURE})
        self._sizes = FieldForm(first, name="training_model", fields=sizes, columns=2, help_beneath=False)
        for name in sizes:
            self._sizes.row(name).editor.control.setMinimumWidth(_NARROWEST_EDITOR)
        for widget in (self._preset, self._architecture, self._sizes):
            self.body.addWidget(widget)
        self._sizes.setVisible(not self.chooses_size)
        self._preset.changed.connect(self._use_preset)
        self._architecture.changed.connect(self._use_preset)
        self._sizes.changed.connect(self._sizes_edited)

    @property
    def chooses_size(self) -> bool:
        """Whether the program chooses the size for the time, if that is given. :attr:`shape` is then a usual one."""
        return self._preset.key == _AUTO

    def choose_for_the_time(self) -> None:
        """Let the program choose the size."""
        self._preset.choose(_AUTO)

    @property
    def shape(self) -> ModelShape:
        model_type = self._architecture.value().model_type
        if self.chooses_size:
            return PRESETS[_USUAL].shapes[model_type]
        return replace(self._sizes.value(), model_type=model_type)

    @property
    def size_words(self) -> str:
        """The name of the preset that has the sizes of :attr:`shape`."""
        return engine_text(PRESETS[_USUAL].label) if self.chooses_size else self._preset.box.currentText()

    @property
    def is_valid(self) -> bool:
        return self.chooses_size or self._sizes.is_valid()

    def change(self, changes: Mapping[str, Any]) -> None:
        """Set the sizes named in ``changes``."""
        known = {setting.name for setting in settings_of(ModelShape)} - {_ARCHITECTURE}
        here = {name: value for name, value in changes.items() if name in known}
        if here:
            self._sizes.set_value(replace(self._sizes.value(), **here))

    def state(self) -> tuple[str, Any, Any]:
        return self._preset.key, self._architecture.state(), self._sizes.state()

    def restore(self, state: tuple[str, Any, Any]) -> None:
        preset, architecture, sizes = state
        self._architecture.restore(architecture)
        self._sizes.restore(sizes)
        self._show_preset(preset)

    def show_run(self, run: StartedWith) -> None:
        """Show the sizes of ``run`` and the preset that has the same sizes, if any."""
        if run.shape is None:
            return
        with QSignalBlocker(self._architecture), QSignalBlocker(self._sizes):
            self._architecture.set_value(run.shape)
            self._sizes.set_value(run.shape)
        same = (key for key, preset in PRESETS.items() if preset.shapes[run.shape.model_type] == run.shape)
        self._show_preset(next(same, _CUSTOM))

    def show_problems(self, problems: dict[str, Message]) -> None:
        """Show each problem at its field; unfold the advanced sizes if one is there."""
        for setting in settings_of(ModelShape):
            form = self._architecture if setting.name == _ARCHITECTURE else self._sizes
            form.set_problem(setting.name, problems.get(setting.name))
            if setting.advanced and setting.name in problems:
                self._sizes.advanced.set_unfolded(True)

    def _show_preset(self, key: str) -> None:
        """Select the preset without changing the sizes."""
        with QSignalBlocker(self._preset):
            self._preset.choose(key)
        self._sizes.setVisible(not self.chooses_size)

    def _use_preset(self) -> None:
        self._sizes.setVisible(not self.chooses_size)
        if self._preset.key not in (_CUSTOM, _AUTO):
            self._sizes.set_value(PRESETS[self._preset.key].shapes[self._architecture.value().model_type])
        self.changed.emit()

    def _sizes_edited(self) -> None:
        if self._preset.key not in (_CUSTOM, _AUTO):
            preset = PRESETS[self._preset.key].shapes[self._architecture.value().model_type]
            if preset != self.shape:
                self._preset.choose(_CUSTOM)
                return
        self.changed.emit()
