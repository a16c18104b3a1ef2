"""The name of the model and the prompt of its live samples."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from gpt_studio.core.fields import setting
from gpt_studio.core.naming import name_key, unused_name
from gpt_studio.jobs.training.read_history import StartedWith
from gpt_studio.training.settings import TrainingSettings
from gpt_studio.ui.state.model_name import problem_of_model_name
from gpt_studio.ui.widgets.card import Card
from gpt_studio.ui.widgets.field_form import FieldForm


@dataclass(frozen=True)
class Naming:
    """The name of the model."""

    name: str = setting("", label="Name", help="The model becomes a folder of this name.")


class NameCard(Card):
    """Suggests an unused name until the person enters one."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._taken: set[str] = set()
        self._wish = self._suggested = ""
        self._form = FieldForm(Naming(), name="training", fields={"name"})
        self._sample = FieldForm(TrainingSettings(), name="training", fields={"sample_prompt"})
        prompt = self._sample.row("sample_prompt").editor.control
        assert isinstance(prompt, QLineEdit)
        prompt.setPlaceholderText(self.tr("Empty: it begins a new text"))
        self.body.addWidget(self._form)
        self.body.addWidget(self._sample)
        self._form.changed.connect(self._check)
        self._form.changed.connect(self.changed)
        self._sample.changed.connect(self.changed)

    @property
    def name(self) -> str:
        return str(self._form.value().name).strip()

    @property
    def is_valid(self) -> bool:
        return self._form.is_valid()

    def applied_to(self, settings: TrainingSettings) -> TrainingSettings:
        return replace(settings, sample_prompt=self._sample.value().sample_prompt)

    def state(self) -> tuple[Any, Any]:
        return self._form.state(), self._sample.state()

    def restore(self, state: tuple[Any, Any]) -> None:
        name, sample = state
        self._form.restore(name)
        self._sample.restore(sample)
        self._check()

    def show_run(self, run: StartedWith) -> None:
        with QSignalBlocker(self._form), QSignalBlocker(self._sample):
            self._form.set_value(Naming(run.folder.name))
            self._sample.set_value(run.settings)
        self._form.clear_problems()  # the name is taken by this run itself

    def show_taken(self, names: Collection[str]) -> None:
        """Set the names that are in use."""
        taken = {name_key(name) for name in names}
        if taken == self._taken:
            return
        self._taken = taken
        self.suggest(self._wish)
        self._check()

    def suggest(self, name: str) -> None:
        """Enter ``name``, ``name 2``, ..., unless the person has entered another name."""
        own = self.name not in ("", self._suggested)
        self._wish, self._suggested = name, unused_name(name, self._taken)
        if not own:
            self._form.set_value(Naming(self._suggested))

    def use(self, name: str) -> None:
        """Enter ``name`` as if the person had."""
        self._form.set_value(Naming(name))

    def use_up(self) -> None:
        """Let the next :meth:`suggest` replace the name, because a training starts under it now."""
        self._suggested = self.name

    def _check(self) -> None:
        self._form.set_problem("name", problem_of_model_name(self.name, self._taken))
