"""The training loop: updates, and between them what is due: measuring, a sample, a checkpoint, a pause."""

from __future__ import annotations

import contextlib
import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from gpt_studio.core.errors import Message, StudioError, say
from gpt_studio.core.events import Log
from gpt_studio.core.job import JobContext
from gpt_studio.training.checkpoint import RunState
from gpt_studio.training.evaluate import HeldOut
from gpt_studio.training.events import Evaluated, Hint, Paused, Resumed, SampleWritten, StepDone
from gpt_studio.training.metrics import MetricsFile
from gpt_studio.training.pace import changed
from gpt_studio.training.recipe import Resolved
from gpt_studio.training.time_budget import TimeBudget
from gpt_studio.training.update import Updater, UpdateResult
from gpt_studio.training.watch import Watch, stopped_improving

EVENT_SECONDS = 0.05
SAMPLE_SHARE = 0.02
WORTH_SAYING = 0.1


@dataclass
class Loop:
    """A run in motion. ``measure``, ``sample`` and ``save`` are what the loop calls when they are due.

    ``save`` gets the state, commits a checkpoint and makes the model's folder hold these weights.
    ``steps_per_epoch`` turns steps into epochs for display. ``record`` writes a change of the number of steps into
    the recipe, before the loop goes by it. ``early_stopping`` is the number of measurements without improvement after
    which the run ends, 0 for never.
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
    record: Callable[[Resolved], None]
    early_stopping: int = 0
    watch: Watch = field(default_factory=Watch)
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
        self._budget = TimeBudget(self.resolved.budget) if self.resolved.budget else None
        if self._budget is not None:
            self._budget.begin(self.step, self.elapsed)
        self._steps_said = self.resolved.steps
        try:
            while self.step < self.resolved.steps and not self.context.cancelled:
                if self.context.wrapping_up and self.step > 0:
                    self._end_here()
                elif self.context.paused:
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
        self._keep_to_the_minutes()
        self._sample_if_due()

    def _keep_to_the_minutes(self) -> None:
        if self._budget is None:
            return
        steps = self._budget.steps_that_fit(self.step, self.elapsed, self.resolved.steps)
        # A resumed run first does what it did before it stopped: changes that are recorded already come to pass.
        if steps is None or (self.resolved.pace and self.step <= self.resolved.pace[-1][0]):
            return
        resolved = self._of_length(steps)
        try:
            self.record(resolved)
        except (OSError, StudioError):
            return  # What is not recorded could not be repeated.
        self.resolved, self.update.pace = resolved, resolved.pace
        if steps > self.step and abs(steps - self._steps_said) > WORTH_SAYING * self._steps_said:
            self.context.emit(Log(_of_new_length(steps, self._steps_said)))
            self._steps_said = steps

    def _end_here(self) -> None:
        self.resolved = self._of_length(self.step)
        with contextlib.suppress(OSError, StudioError):
            self.record(self.resolved)

    def _of_length(self, steps: int) -> Resolved:
        pace = changed(self.resolved.pace or ((0, self.resolved.steps),), self.step, steps)
        return replace(self.resolved, steps=steps, pace=pace)

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
        self._say(self.watch.step_done(event))

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
        self._say(self.watch.evaluated(event))
        self._stop_early_if_due(event)

    def _say(self, hints: list[Hint]) -> None:
        for hint in hints:
            self.context.emit(hint)

    def _stop_early_if_due(self, event: Evaluated) -> None:
        """Only measurements at their regular steps count, so that a stopped and resumed run ends where it would."""
        due = self.early_stopping and event.step % self.resolved.evaluate_every == 0
        if not due or self.step >= self.resolved.steps:
            return
        if stopped_improving(self.watch.regular(self.resolved.evaluate_every), self.early_stopping):
            self.context.emit(
                Log(
                    say(
                        "training.stopped_early",
                        "Step {step}: the last {count} measurements on held-out text brought nothing better, so the "
                        "training ends here.",
                        step=self.step,
                        count=self.early_stopping,
                    )
                )
            )
            self._end_here()

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


def _of_new_length(steps: int, planned: int) -> Message:
    if steps < planned:
        return say(
            "training.slower",
            "The machine is slower than before: {steps} steps fit into the time now, not {planned}.",
            steps=steps,
            planned=planned,
        )
    return say(
        "training.faster",
        "The machine is faster than before: {steps} steps fit into the time now, not {planned}.",
        steps=steps,
        planned=planned,
    )
