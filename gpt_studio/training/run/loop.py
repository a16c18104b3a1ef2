"""The training loop: updates, and between them what is due: measuring, a sample, a checkpoint, a pause.

What is decided about the run on the way stands beside it: its number of steps (length.py), going back (recovery.py),
when a sample is written (samples.py), hints (watch.py). What takes time is counted by stopwatch.py.
"""

from __future__ import annotations

import contextlib
import math
import time
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace

from gpt_studio.core.disk_errors import DiskError
from gpt_studio.core.errors import say
from gpt_studio.core.events import Log, Progress
from gpt_studio.core.job import JobCancelled, JobContext
from gpt_studio.training.events import AnswersCompared, Evaluated, Hint, Paused, Resumed, StepDone
from gpt_studio.training.learning.evaluate import HeldOut
from gpt_studio.training.run.journal import Journal
from gpt_studio.training.run.length import Length
from gpt_studio.training.run.recovery import Recovery
from gpt_studio.training.run.samples import Samples
from gpt_studio.training.run.stopwatch import Stopwatch
from gpt_studio.training.run.update import Updater, UpdateResult
from gpt_studio.training.run.watch import Watch
from gpt_studio.training.store.checkpoint import NotFiniteError
from gpt_studio.training.store.recipe import Resolved
from gpt_studio.training.store.run_state import RunState

EVENT_SECONDS = 0.05


@dataclass
class Loop:
    """A run in motion. ``measure`` and ``save`` are what the loop calls when they are due.

    ``save`` gets the state, commits a checkpoint and makes the model's folder hold these weights; it returns the
    seconds that it had to wait for the disk. ``steps_per_epoch`` turns steps into epochs for display.
    ``measures_base``: the model is measured before the first step too, because it has learnt before. ``answers``: lets
    the model answer questions, where it is measured as in every run of this recipe, after a step and at a time of the
    run. ``resting``: context manager held during a pause.
    """

    update: Updater[Resolved]
    tokens_per_step: int
    steps_per_epoch: float
    context: JobContext
    journal: Journal
    clock: Stopwatch
    length: Length
    recovery: Recovery
    samples: Samples
    measure: Callable[[], HeldOut]
    save: Callable[[RunState], float]
    measures_base: bool = False
    answers: Callable[[int, float], AnswersCompared | None] = lambda _step, _elapsed: None
    resting: Callable[[], AbstractContextManager[None]] = contextlib.nullcontext
    watch: Watch = field(default_factory=Watch)
    step: int = 0
    loss: float = math.nan
    held_out: HeldOut | None = None
    _measured_at: int = -1
    _saved_at: int = -1
    _last_event: float = 0.0

    @property
    def plan(self) -> Resolved:
        """What was decided, as it is now."""
        return self.update.plan

    def run(self) -> bool:
        """Train to the last step, or until cancelled; saved either way. Returns whether the last step was reached."""
        self._saved_at = self.step
        self.length.begin(self.step, self.clock.elapsed)
        try:
            if self.measures_base and self.step == 0:
                self._measure()
            self._run_on()
            while self._saved_at != self.step or self.step == self.plan.steps:
                self.context.emit(Progress(say("training.saving", "Measuring what it has learnt, and saving it")))
                self._measure()
                if self._save():
                    break
                self._run_on()
            return self.step >= self.plan.steps
        finally:
            self.journal.metrics.close()

    def go_on_from(self, state: RunState) -> None:
        """Begin where a checkpoint was saved."""
        self.step, self.clock.elapsed = state.step, state.elapsed
        self.recovery.skipped_in_a_row = state.skipped_in_a_row
        self._measured_at = state.step
        self.held_out = _measured_in(state)

    def _run_on(self) -> None:
        while self.step < self.plan.steps and not self.context.cancelled:
            if self.context.wrapping_up and self.step > 0 and not self.plan.cut_short:
                self.length.end_soon(self.step)
            elif self.context.paused:
                self._pause()
            else:
                self._advance()

    def _advance(self) -> None:
        self._say_longer_stretches()
        began, parts = self.clock.now(), self.plan.micro_batch
        try:
            result = self.update(self.step)
        except JobCancelled:
            return
        self.step += 1
        self.clock.count_update(began)
        if self.plan.micro_batch != parts:
            self._note_smaller_parts()
        must_go_back = self.recovery.must_go_back(self.step, skipped=result.skipped)
        self._report(result)
        if must_go_back:
            self._go_back()
            return
        if self.step % self.plan.evaluate_every == 0 and self.step < self.plan.steps:
            self._measure()
        if self.step % self.plan.checkpoint_every == 0 and self.step < self.plan.steps:
            self._measure()
            self._save()
        self.length.keep_to_the_minutes(self.step, self.clock.elapsed)
        sample = self.samples.written_if_due(self.step, self.plan)
        if sample is not None:
            self.journal.note(sample)
            self.context.emit(sample)

    def _say_longer_stretches(self) -> None:
        """Say when the stretches get longer, because the measurements may look worse from then on."""
        before, now = (self.update.stretch_length(step) for step in (max(self.step - 1, 0), self.step))
        if before != now:
            self.journal.say(
                say(
                    "training.longer_stretches",
                    "From step {step} on the model reads {now:,} tokens at a time instead of {before:,}, and is "
                    "measured so: at first that may look worse, because it has not learnt yet to use them all.",
                    step=self.step + 1,
                    now=now,
                    before=before,
                )
            )

    def _note_smaller_parts(self) -> None:
        """Record and say that memory ran out and updates are made in smaller parts from now on, also when resumed."""
        self.length.record(self.plan)
        self.journal.warn(
            say(
                "training.smaller_parts",
                "Step {step}: the memory ran out, so from now on each step is made in micro-batches of {micro_batch}. "
                "It reads and learns as much as before.",
                step=self.step,
                micro_batch=self.plan.micro_batch,
            )
        )

    def _report(self, result: UpdateResult) -> None:
        self.loss = result.loss
        seconds = self.clock.seconds_an_update
        event = StepDone(
            step=self.step,
            steps=self.plan.steps,
            loss=result.loss,
            learning_rate=result.learning_rate,
            gradient_norm=result.gradient_norm,
            tokens_per_second=self.tokens_per_step / seconds,
            elapsed=self.clock.elapsed,
            seconds_left=(self.plan.steps - self.step)
            * seconds
            * self.length.slowing(self.step, self.clock.counted_updates),
            epoch=self.step / self.steps_per_epoch,
        )
        self.journal.note(event)
        now = time.monotonic()
        if now - self._last_event >= EVENT_SECONDS or self.step == self.plan.steps:
            self._last_event = now
            self.context.emit(event)
        self._emit(self.watch.step_done(event))

    def _go_back(self) -> None:
        state, self.update.correction = self.recovery.return_from(self.step, self.update.correction)
        self.step = self._saved_at = state.step
        self._measured_at = -1
        self.held_out = _measured_in(state)

    def _measure(self) -> None:
        if self._measured_at == self.step:
            return
        with self.clock.counted():
            self.held_out = self.measure()
        self._measured_at = self.step
        # A measurement that only a stop caused is left out, so that a resumed run has the same history as any other.
        regular = self._is_regular()
        event = Evaluated(
            step=self.step,
            loss=self.held_out.loss,
            bits_per_byte=self.held_out.bits_per_byte,
            elapsed=self.clock.elapsed,
            best=False,
            context_length=self.held_out.context_length,
            general_bits_per_byte=self.held_out.general_bits_per_byte,
        )
        event = replace(event, best=regular and self.watch.is_best(event))
        if regular:
            self.journal.note(event)
        if self.step < self.plan.steps:  # after the last step the final measurement is what is shown
            self.context.emit(event)
        self._emit(self.watch.evaluated(event))
        if regular and self.step < self.plan.steps:
            with self.clock.counted():
                answers = self.answers(self.step, self.clock.elapsed)
            if answers is not None:
                self.context.emit(answers)
        self.length.stop_early_if_due(self.step, self.watch.regular(self.plan.evaluate_every))

    def _is_regular(self) -> bool:
        """Whether every run of this recipe measures at this step."""
        every = (self.plan.evaluate_every, self.plan.checkpoint_every)
        return self.step == self.plan.steps or any(self.step % steps == 0 for steps in every)

    def _emit(self, noticed: Iterable[Log | Hint]) -> None:
        for event in noticed:
            self.context.emit(event)

    def _save(self) -> bool:
        """Whether it is saved; False where the weights were not finite, so that the run went back instead."""
        assert self.held_out is not None
        began = self.clock.now()
        scheduled = self.step % self.plan.checkpoint_every == 0 or self.step == self.plan.steps
        try:
            waited = self.save(self._state(self.held_out, scheduled=scheduled))
        except NotFiniteError:
            self._go_back()
            return False
        self.clock.elapsed += max(0.0, self.clock.now() - began - waited)
        self._saved_at = self.step
        self.journal.saved()
        if scheduled:
            self.recovery.saved()
        return True

    def _state(self, measured: HeldOut, *, scheduled: bool) -> RunState:
        return RunState(
            step=self.step,
            elapsed=self.clock.elapsed,
            bits_per_byte=measured.bits_per_byte if math.isfinite(measured.bits_per_byte) else math.inf,
            held_out_loss=measured.loss if math.isfinite(measured.loss) else math.inf,
            context_length=measured.context_length,
            scheduled=scheduled,
            **vars(self.update.correction),
            skipped_in_a_row=self.recovery.skipped_in_a_row,
        )

    def _pause(self) -> None:
        with contextlib.suppress(DiskError):  # it is said when the run is saved
            self.journal.metrics.flush()
        self.context.emit(Paused(self.step))
        with self.resting():
            self.context.wait_while_paused()
        if not self.context.cancelled:
            self.context.emit(Resumed(self.step))


def _measured_in(state: RunState) -> HeldOut:
    return HeldOut(state.held_out_loss, state.bits_per_byte, state.context_length)
