"""The way from a text to a chat: its steps, and what of it is ready."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from PySide6.QtCore import QObject, Signal

from gpt_studio.ui.state.handover import Stage
from gpt_studio.ui.state.library import Library

PATH = (Stage.CORPUS, Stage.TOKENIZER, Stage.TRAINING, Stage.CHAT)
"""The steps in their order."""


class StepState(Enum):
    """What a step is for the person. ``NEXT`` is the first step that is worth going to."""

    DONE = "done"
    NEXT = "next"
    LATER = "later"


class Steps(QObject):
    """Says for each step whether it is done: whether there is a corpus, a tokenizer, a model that is fully trained.

    ``changed`` is emitted when an answer may be another one.
    """

    changed = Signal()

    def __init__(self, library: Library, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._begun = False
        self._ready: dict[Stage, tuple[str, ...]] = {}
        self._chosen: dict[Stage, str] = {}

    def begin(self) -> None:
        """Read the lists. Until then no step is done; further calls do nothing."""
        if self._begun:
            return
        self._begun = True
        library = self._library
        library.corpora.follow(
            lambda all_: self._note(Stage.CORPUS, (each.name for each in all_ if each.corpus is not None))
        )
        library.tokenizers.follow(
            lambda all_: self._note(Stage.TOKENIZER, (each.name for each in all_ if each.problem is None))
        )
        library.models.follow(
            lambda all_: self._note(
                Stage.TRAINING,
                (each.name for each in all_ if each.problem is None and not each.can_resume and not each.in_training),
            )
        )

    def choose(self, stage: Stage, name: str) -> None:
        """Note that the person has ``name`` open in the tab of ``stage``; "" for none."""
        if self._chosen.get(stage, "") != name:
            self._chosen[stage] = name
            self.changed.emit()

    def ready(self, stage: Stage) -> str:
        """The name of what is ready in ``stage``: what the person has open there, else the newest; "" for none."""
        names, chosen = self._ready.get(stage, ()), self._chosen.get(stage, "")
        return chosen if chosen in names else next(iter(names), "")

    def state(self, stage: Stage) -> StepState:
        if self.ready(stage):
            return StepState.DONE
        return StepState.NEXT if stage is self.next else StepState.LATER

    @property
    def next(self) -> Stage:
        """The step after the last one that is done. A model needs no text to be talked with, so what lies before it
        is never asked for again."""
        done = [number for number, stage in enumerate(PATH) if self.ready(stage)]
        return PATH[done[-1] + 1] if done else PATH[0]

    def _note(self, stage: Stage, names: Iterable[str]) -> None:
        now = tuple(names)
        if now != self._ready.get(stage, ()):
            self._ready[stage] = now
            self.changed.emit()
