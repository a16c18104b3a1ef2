"""Writes the events of a run into its history, and emits its messages."""

from __future__ import annotations

from dataclasses import dataclass

from gpt_studio.core.errors import Message, say
from gpt_studio.core.events import Log
from gpt_studio.core.job import JobContext
from gpt_studio.training.events import Evaluated, SampleWritten, StepDone
from gpt_studio.training.store.metrics import MetricsFile


@dataclass
class Journal:
    """``metrics`` is the history. What cannot be written to it waits in memory, which is said once until a save."""

    metrics: MetricsFile
    context: JobContext
    _waits: bool = False

    def note(self, event: StepDone | Evaluated | SampleWritten) -> None:
        """Add ``event`` to the history."""
        problem = self.metrics.add(event)
        if problem is not None and not self._waits:
            self._waits = True
            self.warn(
                say(
                    "training.metrics_wait",
                    "{problem} Until then the measurements of this training wait in memory.",
                    problem=problem.message,
                )
            )

    def saved(self) -> None:
        """A checkpoint was saved, and with it the history."""
        self._waits = False

    def say(self, what: Message) -> None:
        self.context.emit(Log(what))

    def warn(self, what: Message) -> None:
        self.context.emit(Log(what, level="warning"))
