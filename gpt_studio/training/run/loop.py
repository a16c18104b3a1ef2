"""The training loop: updates, and between them what is due: measuring, a sample, a checkpoint, a pause."""

from __future__ import annotations

import contextlib
import math
import time
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace

from gpt_studio.core.durable import DiskError
from gpt_studio.core.errors import Message, StudioError, say
from gpt_studio.core.events import Log
from gpt_studio.core.job import JobCancelled, JobContext
from gpt_studio.training.events import Evaluated, Hint, Paused, Resumed, SampleWritten, StepDone, WentBack
from gpt_studio.training.intervals import SAMPLE_SHARE
from gpt_studio.training.learning.evaluate import HeldOut
from gpt_studio.training.pace import changed
from gpt_studio.training.run.time_budget import TimeBudget
from gpt_studio.training.run.update import Updater, UpdateResult
from gpt_studio.training.run.watch import Watch, stopped_improving
from gpt_studio.training.store.checkpoint import NotFiniteError
from gpt_studio.training.store.metrics import MetricsFile
from gpt_studio.training.store.recipe import Resolved
from gpt_studio.training.store.run_state import Correction, RunState

EVENT_SECONDS = 0.05
WORTH_SAMPLING_SECONDS = 20.0
WORTH_SAYING = 0.25
STRANGELY_LONG, STRANGELY_LONG_SECONDS, HEARING_SECONDS = 10, 1.0, 0.05
MOST_SKIPPED = 3
SLOWER = 0.5
MOST_RETURNS = 6
ENDING_SHARE, FEWEST_ENDING_STEPS = 0.2, 20


@dataclass
class Loop:
    """A run in motion. ``measure``, ``sample`` and ``save`` are what the loop calls when they are due.

    ``save`` gets the state, commits a checkpoint and makes the model's folder hold these weights; it returns the
    seconds that it had to wait for the disk. ``go_back`` puts the last good checkpoint up to a step, or the weights of
    the start, into the model, and returns the state that belongs to it.
    ``steps_per_epoch`` turns steps into epochs for display. ``record`` takes a change of what was decided, which then
    stands in the recipe before the next checkpoint does. ``early_stopping`` is the number of measurements without
    improvement after which the run ends, 0 for never. ``cost`` tells how long steps between two places of the run
    (0 to 1) take, in the mean and in any unit. A pause goes on within ``resting``.
    """

    update: Updater[Resolved]
    tokens_per_step: int
    steps_per_epoch: float
    metrics: MetricsFile
    context: JobContext
    measure: Callable[[], HeldOut]
    sample: Callable[[], tuple[str, str]]
    save: Callable[[RunState], float]
    go_back: Callable[[int], RunState]
    record: Callable[[Resolved], None]
    early_stopping: int = 0
    cost: Callable[[float, float], float] = lambda *_: 1.0
    resting: Callable[[], AbstractContextManager[None]] = contextlib.nullcontext
    watch: Watch = field(default_factory=Watch)
    step: int = 0
    elapsed: float = 0.0
    loss: float = math.nan
    held_out: HeldOut | None = None
    _measured_at: int = -1
    _saved_at: int = -1
    _skipped_in_a_row: int = 0
    _returns: int = 0
    _metrics_wait: bool = False
    _last_event: float = 0.0
    _recent: list[float] = field(default_factory=list)
    _sampling: float = 0.0

    @property
    def plan(self) -> Resolved:
        """What was decided, as it is now."""
        return self.update.plan

    def run(self) -> bool:
        """Train to the last step, or until cancelled; saved either way. Returns whether the last step was reached."""
        self._saved_at = self.step
        timed = self.plan.budget and not self.plan.cut_short
        self._budget = TimeBudget(self.plan.budget, self.cost) if timed else None
        if self._budget is not None:
            self._budget.begin(self.step, self.elapsed, self.plan.progress(self.step))
        self._steps_said = self.plan.steps
        try:
            self._run_on()
            while self._saved_at != self.step or self.step == self.plan.steps:
                self._measure()
                if self._save():
                    break
                self._run_on()
            return self.step >= self.plan.steps
        finally:
            self.metrics.close()

    def go_on_from(self, state: RunState) -> None:
        """Begin where a checkpoint was saved."""
        self.step, self.elapsed, self._skipped_in_a_row = state.step, state.elapsed, state.skipped_in_a_row
        self._measured_at = state.step
        self.held_out = HeldOut(state.held_out_loss, state.bits_per_byte, state.context_length)

    def _run_on(self) -> None:
        while self.step < self.plan.steps and not self.context.cancelled:
            if self.context.wrapping_up and self.step > 0 and not self.plan.cut_short:
                self._end_soon()
            elif self.context.paused:
                self._pause()
            else:
                self._advance()

    def _advance(self) -> None:
        self._say_longer_stretches()
        began, parts = self._now(), self.plan.micro_batch
        try:
            result = self.update(self.step)
        except JobCancelled:
            return
        self.step += 1
        self._note_time(self._since(began))
        if self.plan.micro_batch != parts:
            self._note_smaller_parts()
        self._report(result)
        if self._had_to_go_back(result):
            return
        if self.step % self.plan.evaluate_every == 0 and self.step < self.plan.steps:
            self._measure()
        if self.step % self.plan.checkpoint_every == 0 and self.step < self.plan.steps:
            self._measure()
            self._save()
        self._keep_to_the_minutes()
        self._sample_if_due()

    def _say_longer_stretches(self) -> None:
        """Otherwise nobody would know why what is measured gets worse."""
        before, now = (self.update.stretch_length(step) for step in (max(self.step - 1, 0), self.step))
        if before != now:
            longer = say(
                "training.longer_stretches",
                "From step {step} on the model reads {now} tokens at a time instead of {before}, and is measured so: "
                "at first that may look worse, because it has not learnt yet to use them all.",
                step=self.step + 1,
                now=now,
                before=before,
            )
            self.context.emit(Log(longer))

    def _note_smaller_parts(self) -> None:
        """Where memory ran out the update was made in smaller parts: so it shall be from now on, also when resumed."""
        self.record(self.plan)
        self._warn(
            say(
                "training.smaller_parts",
                "Step {step}: the memory ran out, so from now on each step is made in micro-batches of {micro_batch}. "
                "It reads and learns as much as before.",
                step=self.step,
                micro_batch=self.plan.micro_batch,
            )
        )

    def _keep_to_the_minutes(self) -> None:
        if self._budget is None:
            return
        place = self.plan.progress(self.step)
        steps = self._budget.steps_that_fit(self.step, self.elapsed, self.plan.steps, place)
        # A resumed run first does what it did before it stopped: changes that are recorded already come to pass.
        if steps is None or (self.plan.pace and self.step <= self.plan.pace[-1][0]):
            return
        self._change_length(steps)
        if steps > self.step and abs(steps - self._steps_said) > WORTH_SAYING * self._steps_said:
            self.context.emit(Log(_of_new_length(steps, self._steps_said)))
            self._steps_said = steps

    def _end_soon(self) -> None:
        """Go through what is left of the schedule in a few steps, and read whole sequences in them.

        A model whose learning rate has not fallen is not as good as it could be, and one that has only read short
        stretches so far writes badly beyond them. Figures: tests/benchmarks/RESULTS.md.
        """
        left = self.plan.steps - self.step
        few = max(round(ENDING_SHARE * self.step), FEWEST_ENDING_STEPS)
        self.update.plan, self._budget = replace(self.plan, cut_short=self.step), None
        self._change_length(self.step + min(few, left))
        self.context.emit(
            Log(
                say(
                    "training.ending",
                    "The training comes to its end at step {steps}: until then the learning rate falls as it would "
                    "have done later.",
                    steps=self.plan.steps,
                )
            )
        )

    def _change_length(self, steps: int) -> None:
        pace = changed(self.plan.whole_pace, self.step, steps)
        self.update.plan = replace(self.plan, steps=steps, pace=pace)
        self.record(self.plan)

    def _now(self) -> float:
        """Seconds on a clock that stands still while the whole process is stopped, by Ctrl-Z for example."""
        return time.perf_counter() - self.context.suspended

    def _since(self, began: float) -> float:
        """Whoever heard that the process was stopped may be a moment late with saying so."""
        seconds = self._now() - began
        if self._recent and seconds > STRANGELY_LONG_SECONDS and seconds > STRANGELY_LONG * max(self._recent):
            time.sleep(HEARING_SECONDS)
            seconds = self._now() - began
        return seconds

    def _note_time(self, seconds: float) -> None:
        self.elapsed += seconds
        self._recent = [*self._recent[-49:], max(seconds, 1e-6)]

    def _report(self, result: UpdateResult) -> None:
        self._say_what_is_odd(result)
        self.loss = result.loss
        seconds = sum(self._recent) / len(self._recent)
        event = StepDone(
            step=self.step,
            steps=self.plan.steps,
            loss=result.loss,
            learning_rate=result.learning_rate,
            gradient_norm=result.gradient_norm,
            tokens_per_second=self.tokens_per_step / seconds,
            elapsed=self.elapsed,
            seconds_left=(self.plan.steps - self.step) * seconds * self._slowing(),
            epoch=self.step / self.steps_per_epoch,
        )
        self._note(event)
        now = time.monotonic()
        if now - self._last_event >= EVENT_SECONDS or self.step == self.plan.steps:
            self._last_event = now
            self.context.emit(event)
        self._say(self.watch.step_done(event))

    def _slowing(self) -> float:
        """How many times as long as the last steps those that are left take."""
        before, here = (self.plan.progress(step) for step in (self.step - len(self._recent), self.step))
        return self.cost(here, 1.0) / self.cost(max(before, 0.0), here)

    def _say_what_is_odd(self, result: UpdateResult) -> None:
        if result.skipped:
            self._warn(
                say(
                    "training.skipped",
                    "Step {step}: the loss or its gradient was not finite, so the step was skipped.",
                    step=self.step,
                )
            )

    def _had_to_go_back(self, result: UpdateResult) -> bool:
        """Whether too many updates in a row were skipped."""
        self._skipped_in_a_row = self._skipped_in_a_row + 1 if result.skipped else 0
        if self._skipped_in_a_row < MOST_SKIPPED:
            return False
        self._go_back()
        return True

    def _go_back(self) -> None:
        """Go on from the last good checkpoint with the text that follows here, and more slowly."""
        if self._returns == MOST_RETURNS:
            raise StudioError(
                "training.not_finite",
                "The training broke down at step {step} again and again, also at {share:g} of its learning rate: what "
                "was saved is kept. Start again with a lower learning rate, or with precision float32.",
                step=self.step,
                share=self.update.correction.rate_factor,
            )
        self._returns += 1
        state, before = self.go_back(self.step), self.update.correction
        correction = Correction(self.step + before.skipped_data - state.step, before.rate_factor * SLOWER)
        self._warn(
            say(
                "training.went_back",
                "At step {step} the numbers were not finite any more: going on from step {good}, with other text and "
                "{share:g} of the planned learning rate.",
                step=self.step,
                good=state.step,
                share=correction.rate_factor,
            )
        )
        self.context.emit(WentBack(self.step, state.step, correction.rate_factor))
        self.update.correction = correction
        self.step = self._saved_at = state.step
        self._measured_at, self._skipped_in_a_row = -1, 0
        self.held_out = HeldOut(state.held_out_loss, state.bits_per_byte, state.context_length)

    def _note(self, event: StepDone | Evaluated | SampleWritten) -> None:
        """Add ``event`` to the history; what cannot be written waits in memory, which is said once."""
        problem = self.metrics.add(event)
        if problem is not None and not self._metrics_wait:
            self._metrics_wait = True
            self._warn(
                say(
                    "training.metrics_wait",
                    "{problem} Until then the measurements of this training wait in memory.",
                    problem=problem.message,
                )
            )

    def _warn(self, what: Message) -> None:
        self.context.emit(Log(what, level="warning"))

    def _measure(self) -> None:
        if self._measured_at == self.step:
            return
        began = self._now()
        self.held_out = self.measure()
        self.elapsed += self._now() - began
        self._measured_at = self.step
        # What only a stop brings about is no part of the history: a run that was resumed has the same as any other.
        regular = self._is_regular()
        event = Evaluated(
            step=self.step,
            loss=self.held_out.loss,
            bits_per_byte=self.held_out.bits_per_byte,
            elapsed=self.elapsed,
            best=False,
            context_length=self.held_out.context_length,
        )
        event = replace(event, best=regular and self.watch.is_best(event))
        if regular:
            self._note(event)
        self.context.emit(event)
        self._say(self.watch.evaluated(event))
        self._stop_early_if_due(event)

    def _is_regular(self) -> bool:
        """Whether every run of this recipe measures at this step."""
        every = (self.plan.evaluate_every, self.plan.checkpoint_every)
        return self.step == self.plan.steps or any(self.step % steps == 0 for steps in every)

    def _say(self, noticed: Iterable[Log | Hint]) -> None:
        for event in noticed:
            self.context.emit(event)

    def _stop_early_if_due(self, event: Evaluated) -> None:
        """Only measurements at their regular steps count, so that a stopped and resumed run ends where it would."""
        due = self.early_stopping and event.step % self.plan.evaluate_every == 0
        if not due or self.plan.cut_short or self.step >= self.plan.steps:
            return
        if stopped_improving(self.watch.regular(self.plan.evaluate_every), self.early_stopping):
            self.context.emit(
                Log(
                    say(
                        "training.stopped_early",
                        "Step {step}: the last {count} measurements on held-out text brought nothing better.",
                        step=self.step,
                        count=self.early_stopping,
                    )
                )
            )
            self._end_soon()

    def _save(self) -> bool:
        """Whether it is saved; False where the weights were not finite, so that the run went back instead."""
        assert self.held_out is not None
        began = self._now()
        scheduled = self.step % self.plan.checkpoint_every == 0 or self.step == self.plan.steps
        try:
            waited = self.save(self._state(self.held_out, scheduled=scheduled))
        except NotFiniteError:
            self._go_back()
            return False
        self.elapsed += max(0.0, self._now() - began - waited)
        self._saved_at = self.step
        self._metrics_wait = False
        if scheduled and not self._skipped_in_a_row:
            self._returns = 0
        return True

    def _state(self, measured: HeldOut, *, scheduled: bool) -> RunState:
        return RunState(
            step=self.step,
            elapsed=self.elapsed,
            bits_per_byte=measured.bits_per_byte if math.isfinite(measured.bits_per_byte) else math.inf,
            held_out_loss=measured.loss if math.isfinite(measured.loss) else math.inf,
            context_length=measured.context_length,
            scheduled=scheduled,
            skipped_data=self.update.correction.skipped_data,
            rate_factor=self.update.correction.rate_factor,
            skipped_in_a_row=self._skipped_in_a_row,
        )

    def _sample_if_due(self) -> None:
        """Samples may take SAMPLE_SHARE of the time, and one is written at the end.

        The first one comes at once, if the run is long enough for it.
        """
        last = self.step == self.plan.steps
        short = self.plan.steps * self.plan.step_seconds < WORTH_SAMPLING_SECONDS
        if not last and (self._sampling > SAMPLE_SHARE * self.elapsed or (short and not self._sampling)):
            return
        began = self._now()
        prompt, text = self.sample()
        seconds = self._now() - began
        self._sampling += seconds
        self.elapsed += seconds
        event = SampleWritten(self.step, prompt, text)
        self._note(event)
        self.context.emit(event)

    def _pause(self) -> None:
        with contextlib.suppress(DiskError):  # it is said when the run is saved
            self.metrics.flush()
        self.context.emit(Paused(self.step))
        with self.resting():
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
