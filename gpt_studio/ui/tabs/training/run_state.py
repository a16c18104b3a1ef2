"""Where a run is, as the window knows it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from gpt_studio.training.events import StepDone


class Phase(Enum):
    """``RESUMABLE``: nothing runs, and the run on show stopped before its end. ``WAITING``: it could not be saved and
    waits in memory for the person who makes room."""

    IDLE = "idle"
    RESUMABLE = "resumable"
    PREPARING = "preparing"
    TRAINING = "training"
    PAUSING = "pausing"
    PAUSED = "paused"
    STOPPING = "stopping"
    WAITING = "waiting"


@dataclass
class ShownRun:
    """``words`` is what it is doing or why it cannot start; ``fraction`` is None where the end is not known.

    ``ended``: the result of the run is on show.
    """

    phase: Phase = Phase.IDLE
    folder: Path | None = None
    step: int = 0
    steps: int = 0
    epoch: float = 0.0
    seconds_left: float = 0.0
    fraction: float | None = None
    words: str = ""
    blocked: bool = False
    ended: bool = False

    @property
    def active(self) -> bool:
        return self.phase not in (Phase.IDLE, Phase.RESUMABLE)

    @property
    def finished(self) -> bool:
        """Whether the run on show reached its last step, and its result is on show."""
        return self.ended and self.phase is Phase.IDLE

    @property
    def name(self) -> str:
        return self.folder.name if self.folder is not None else ""

    def take(self, done: StepDone) -> None:
        self.step, self.steps = done.step, done.steps
        self.epoch, self.seconds_left = done.epoch, done.seconds_left
        self.fraction = done.step / done.steps
