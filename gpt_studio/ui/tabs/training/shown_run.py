"""The state of the run that the training tab shows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from gpt_studio.training.events import StepDone

_WEIGHT = 0.05  # of one step in what is said of the time left

SHARE_OF_STEPS = 0.95
"""Of the bar; the rest of it is the measuring and saving that follow."""


class Phase(Enum):
    """``RESUMABLE``: no run is active, and the one shown stopped before its end. ``WAITING``: the run could not be
    saved and waits until a person frees disk space. ``FINISHING``: the steps are done; it is measured and saved."""

    IDLE = "idle"
    RESUMABLE = "resumable"
    PREPARING = "preparing"
    TRAINING = "training"
    PAUSING = "pausing"
    PAUSED = "paused"
    FINISHING = "finishing"
    STOPPING = "stopping"
    WAITING = "waiting"


class View(Enum):
    """What the tab is for at the moment: to choose, to watch a run, or to look at what came of one."""

    CHOOSING = "choosing"
    TRAINING = "training"
    FINISHED = "finished"


@dataclass
class ShownRun:
    """``words`` says what the run is doing. ``fraction`` is None if the end is not known.

    ``ended``: the result of the run is shown. ``talks``: its model can hold conversations. ``broken``: it failed after
    its first steps, which are shown.
    """

    phase: Phase = Phase.IDLE
    folder: Path | None = None
    step: int = 0
    steps: int = 0
    epoch: float = 0.0
    seconds_left: float = 0.0
    fraction: float | None = None
    words: str = ""
    ended: bool = False
    talks: bool = False
    broken: bool = False
    _ends_at: float | None = None  # in seconds of training

    @property
    def active(self) -> bool:
        return self.phase not in (Phase.IDLE, Phase.RESUMABLE)

    @property
    def view(self) -> View:
        if self.active:
            return View.TRAINING
        return View.FINISHED if self.ended or self.broken or self.phase is Phase.RESUMABLE else View.CHOOSING

    @property
    def finished(self) -> bool:
        """Whether the run reached its last step and its result is shown."""
        return self.ended and self.phase is Phase.IDLE

    @property
    def name(self) -> str:
        return self.folder.name if self.folder is not None else ""

    def take(self, done: StepDone) -> None:
        expected = done.elapsed + done.seconds_left
        if self._ends_at is None:
            self._ends_at = done.elapsed + self.seconds_left if self.steps else expected
        # One slow step says little of those to come; near the end there is little to be wrong about.
        self._ends_at += max(_WEIGHT, (done.step / done.steps) ** 3) * (expected - self._ends_at)
        self.step, self.steps = done.step, done.steps
        self.epoch, self.seconds_left = done.epoch, max(0.0, self._ends_at - done.elapsed)
        self.fraction = SHARE_OF_STEPS * done.step / done.steps

    def take_finishing(self, words: str, fraction: float | None) -> None:
        """What is done after the last step, and which share of it."""
        self.words = words
        self.fraction = SHARE_OF_STEPS + (1 - SHARE_OF_STEPS) * (fraction or 0.0)
