"""The name of the model."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gpt_studio.core.fields import setting
from gpt_studio.core.naming import name_key, unused_name
from gpt_studio.jobs.training.read_history import StartedWith
from gpt_studio.ui.state.model_name import problem_of_model_name
from gpt_studio.ui.widgets.field_form import FieldForm


@dataclass(frozen=True)
class Naming:
    """The name of the model."""

    name: str = setting("", label="Name", help="The model becomes a folder of this name.")


class NameChoice(QWidget):
    """Suggests an unused name until the person enters one."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._taken: set[str] = set()
        self._wish = self._suggested = ""
        self._form = FieldForm(Naming(), name="training", fields={"name"})
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._form)
        self._form.changed.connect(self._check)
        self._form.changed.connect(self.changed)

    @property
    def name(self) -> str:
        return str(self._form.value().name).strip()

    @property
    def is_valid(self) -> bool:
        return self._form.is_valid()

    @property
    def field(self) -> QWidget:
        """The widget that takes the keyboard."""
        return self._form.row("name").editor.control

    def state(self) -> Any:
        return self._form.state()

    def restore(self, state: Any) -> None:
        self._form.restore(state)
        self._check()

    def show_run(self, run: StartedWith) -> None:
        with QSignalBlocker(self._form):
            self._form.set_value(Naming(run.folder.name))
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
