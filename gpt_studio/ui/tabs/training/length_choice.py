"""The length of the training in minutes, steps or epochs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QLocale, QSignalBlocker, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from gpt_studio.core.errors import Message
from gpt_studio.core.fields import problem_of, settings_of
from gpt_studio.jobs.training.read_history import StartedWith
from gpt_studio.training.settings import TrainingSettings
from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.look.text import count, engine_text, message_text
from gpt_studio.ui.widgets.field_editors import FieldEditor, editor_for
from gpt_studio.ui.widgets.labels import label
from gpt_studio.ui.widgets.segments import Segments

_FIRST = {"minutes": 5.0, "steps": 1000, "epochs": 1.0}


class LengthChoice(QWidget):
    """One of the three is chosen; the other two are None in the settings."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = {setting.name: setting for setting in settings_of(TrainingSettings) if setting.name in _FIRST}
        self._unit = Segments(
            "training_length",
            self.tr("How long"),
            [(name, engine_text(setting.label), "") for name, setting in self._settings.items()],
            fill=True,
        )
        self._editors: dict[str, FieldEditor] = {}
        self._pages = QStackedWidget()
        for name, setting in self._settings.items():
            editor = editor_for(replace(setting, optional=False), f"training_length_in_{name}")
            editor.set_value(_FIRST[name])
            editor.changed.connect(self._edited)
            editor.corrected.connect(self._tell_of_correction)
            self._editors[name] = editor
            self._pages.addWidget(editor)
        self._pages.setFixedHeight(max(editor.sizeHint().height() for editor in self._editors.values()))
        self._help = label("", "caption", wrap=True)
        self._help.setObjectName("training_length_help")
        self._problem = label("", "problem", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Space.S)
        for widget in (label(self.tr("How long"), "field"), self._unit, self._pages, self._problem, self._help):
            layout.addWidget(widget)
        self._problem.hide()
        self._unit.changed.connect(self._switch)
        self._switch()

    @property
    def unit(self) -> str:
        return self._unit.value

    @property
    def words(self) -> str:
        """``5 min`` or ``1,000 steps``."""
        value = self._editors[self.unit].value()
        number = count(value) if float(value).is_integer() else QLocale().toString(float(value), "g", 6)
        return f"{number} {engine_text(self._settings[self.unit].unit_for(value))}"

    def choose_minutes(self, minutes: float) -> None:
        self._editors["minutes"].set_value(minutes)
        self._choose("minutes")

    def change(self, changes: Mapping[str, Any]) -> None:
        """Set the length that ``changes`` names, if it names one."""
        for name in _FIRST:
            if changes.get(name) is not None:
                self._editors[name].set_value(changes[name])
                self._choose(name)

    @property
    def is_valid(self) -> bool:
        return problem_of(self._settings[self.unit], self._editors[self.unit].value()) is None

    def applied_to(self, settings: TrainingSettings) -> TrainingSettings:
        chosen = dict.fromkeys(_FIRST, None) | {self.unit: self._editors[self.unit].value()}
        return replace(settings, **chosen)  # type: ignore[arg-type]

    def state(self) -> tuple[str, dict[str, Any]]:
        return self.unit, {name: editor.state() for name, editor in self._editors.items()}

    def restore(self, state: tuple[str, dict[str, Any]]) -> None:
        unit, editors = state
        with QSignalBlocker(self):
            for name, kept in editors.items():
                self._editors[name].restore(kept)
            self._choose(unit)

    def show_run(self, run: StartedWith) -> None:
        with QSignalBlocker(self):
            for name, editor in self._editors.items():
                value = getattr(run.settings, name)
                if value is not None:
                    editor.set_value(value)
                    self._choose(name)

    def show_problem(self, problem: Message | None) -> None:
        """Show what is out of range, or else ``problem``."""
        wrong = problem_of(self._settings[self.unit], self._editors[self.unit].value())
        said = wrong.message if wrong is not None else problem
        self._problem.setText("" if said is None else message_text(said))
        self._problem.setVisible(said is not None)

    def _edited(self) -> None:
        self._say_help()
        self.changed.emit()

    def _tell_of_correction(self, sentence: str) -> None:
        self._say_help(sentence)

    def _say_help(self, before: str = "") -> None:
        self._help.setText(f"{before} {engine_text(self._settings[self.unit].help)}".lstrip())

    def _choose(self, unit: str) -> None:
        self._unit.set_value(unit)
        self._switch()

    def _switch(self) -> None:
        self._pages.setCurrentWidget(self._editors[self.unit])
        self._say_help()
        self.changed.emit()
