"""The training loop: updates, and between them what is due: measuring, a sample, a checkpoint, a pause."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from gpt_studio.core.errors import say
from gpt_studio.core.events import Log
from gpt_studio.core.job import JobContext
from gpt_studio.training.checkpoint import RunState
from gpt_studio.training.evaluate import HeldOut
from gpt_studio.training.events import Evaluated, Paused, Resumed, SampleWritten, StepDone
from gpt_studio.training.metrics import MetricsFile
from gpt_studio.training.recipe import Resolved
from gpt_studio.training.update import Updater, UpdateResult

EVENT_SECONDS = 0.05
SAMPLE_SHARE = 0.02


@dataclass
class Loop:
    """A run in motion. ``measure``, ``sample`` and ``save`` are what the loop calls when they are due.

    ``save`` gets the state, commits a checkpoint and makes the model's folder hold these weights.
    ``steps_per_epoch`` turns steps into epochs for display.
    """

    update: Updater
    resolved: Resolved
    tokens_per_step: int
    steps_per_epoch: float
    metrics: MetricsFile
    context: JobContext
    measure: Callable[[], HeldOut]
    sample: Callable[[], tuple[str, str]]
    save: Callable[[RunState], None]
    step: int = 0
    elapsed: float = 0.0
    best: float = math.inf
    loss: float = math.nan
    held_out: HeldOut | None = None
    _measured_at: int = -1
    _saved_at: int = -1
    _last_event: float = 0.0
    _recent: list[float] = field(default_factory=list)
    _sampling: float = 0.0

    def run(self) -> bool:
        """Train to the last step, or until cancelled; saved either way. Returns whether the last step was reached."""
        self._saved_at = self.step
        try:
            while self.step < self.resolved.steps and not self.context.cancelled:
                if self.context.paused:
                    self._pause()
                else:
                    self._advance()
            if self._saved_at != self.step or self.step == self.resolved.steps:
                self._measure()
                self._save()
            return self.step >= self.resolved.steps
        finally:
            self.metrics.close()

    def _advance(self) -> None:
        began = time.perf_counter()
        result = self.update(self.step)
        self.step += 1
        self._note_time(time.perf_counter() - began)
        self._report(result)
        if self.step % self.resolved.evaluate_every == 0 and self.step < self.resolved.steps:
            self._measure()
        if self.step % self.resolved.checkpoint_every == 0 and self.step < self.resolved.steps:
            self._measure()
            self._save()
        self._sample_if_due()

    def _note_time(self, seconds: float) -> None:
        self.elapsed += seconds
        self._recent = [*self._recent[-49:], seconds]

    def _report(self, result: UpdateResult) -> None:
        if not math.isfinite(result.gradient_norm):
            self.context.emit(
                Log(
                    say(
                        "training.skipped",
                        "Step {step}: the gradient was not finite, so it was skipped.",
                        step=self.step,
                    ),
                    level="warning",
                )
            )
        self.loss = result.loss
        seconds = sum(self._recent) / len(self._recent)
        event = StepDone(
            step=self.step,
            steps=self.resolved.steps,
            loss=result.loss,
            learning_rate=result.learning_rate,
            gradient_norm=result.gradient_norm,
            tokens_per_second=self.tokens_per_step / seconds,
            elapsed=self.elapsed,
            seconds_left=(self.resolved.steps - self.step) * seconds,
            epoch=self.step / self.steps_per_epoch,
        )
        self.metrics.add(event)
        now = time.monotonic()
        if now - self._last_event >= EVENT_SECONDS or self.step == self.resolved.steps:
            self._last_event = now
            self.context.emit(event)

    def _measure(self) -> None:
        if self._measured_at == self.step:
            return
        began = time.perf_counter()
        self.held_out = self.measure()
        self.elapsed += time.perf_counter() - began
        self._measured_at = self.step
        better = self.held_out.bits_per_byte < self.best
        self.best = min(self.best, self.held_out.bits_per_byte)
        event = Evaluated(self.step, self.held_out.loss, self.held_out.bits_per_byte, self.elapsed, better)
        self.metrics.add(event)
        self.context.emit(event)

    def _save(self) -> None:
        assert self.held_out is not None
        began = time.perf_counter()
        self.metrics.flush()
        scheduled = self.step % self.resolved.checkpoint_every == 0 or self.step == self.resolved.steps
        self.save(
            RunState(self.step, self.elapsed, self.held_out.bits_per_byte, self.held_out.loss, scheduled=scheduled)
        )
        self.elapsed += time.perf_counter() - began
        self._saved_at = self.step

    def _sample_if_due(self) -> None:
        """Samples may take SAMPLE_SHARE of the time, and one is written at the end."""
        last = self.step == self.resolved.steps
        if not last and self._sampling > SAMPLE_SHARE * self.elapsed:
            return
        began = time.perf_counter()
        prompt, text = self.sample()
        seconds = time.perf_counter() - began
        self._sampling += seconds
        self.elapsed += seconds
        event = SampleWritten(self.step, prompt, text)
        self.metrics.add(event)
        self.context.emit(event)

    def _pause(self) -> None:
        self.metrics.flush()
        self.context.emit(Paused(self.step))
        self.context.wait_while_paused()
        if not self.context.cancelled:
            self.context.emit(Resumed(self.step))
