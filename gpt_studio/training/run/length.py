"""Changes the number of steps of a run: to keep to its minutes, or to end it early."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from gpt_studio.core.errors import Message, say
from gpt_studio.training.pace import changed
from gpt_studio.training.run.journal import Journal
from gpt_studio.training.run.time_budget import TimeBudget
from gpt_studio.training.run.update import Updater
from gpt_studio.training.run.watch import stopped_improving
from gpt_studio.training.store.recipe import Resolved

WORTH_SAYING = 0.25
CYCLE, LONGEST_CYCLE = 2, 0.3  # measurements that are waited for before the pace is judged; of the steps that are left
ENDING_SHARE, FEWEST_ENDING_STEPS = 0.2, 20


@dataclass
class Length:
    """Changes the plan of ``update``. ``record`` puts each change into the recipe, before the next checkpoint is saved.

    ``early_stopping`` is the number of measurements without improvement after which the run ends, 0 for never.
    ``cost`` tells how long steps between two places of the run (0 to 1) take, in the mean and in any unit.
    """

    update: Updater[Resolved]
    record: Callable[[Resolved], None]
    journal: Journal
    early_stopping: int = 0
    cost: Callable[[float, float], float] = lambda *_: 1.0
    _budget: TimeBudget | None = None
    _steps_said: int = 0

    @property
    def plan(self) -> Resolved:
        return self.update.plan

    def begin(self, step: int, elapsed: float) -> None:
        """A sitting begins after ``step`` steps, which took ``elapsed`` seconds."""
        if self.plan.budget and not self.plan.cut_short:
            cycle = CYCLE * self.plan.evaluate_every
            cycle = cycle if cycle <= LONGEST_CYCLE * (self.plan.steps - step) else 0
            self._budget = TimeBudget(self.plan.budget, self.cost, cycle)
            self._budget.begin(step, elapsed, self.plan.progress(step))
        self._steps_said = self.plan.steps

    def keep_to_the_minutes(self, step: int, elapsed: float) -> None:
        """To be called after each step. Does nothing in a run of steps."""
        if self._budget is None:
            return
        steps = self._budget.steps_that_fit(step, elapsed, self.plan.steps, self.plan.progress(step))
        # A resumed run first does what it did before it stopped: changes that are recorded already come to pass.
        if steps is None or (self.plan.pace and step <= self.plan.pace[-1][0]):
            return
        self._change(step, steps)
        if steps > step and abs(steps - self._steps_said) > WORTH_SAYING * self._steps_said:
            self.journal.say(_of_new_length(steps, self._steps_said))
            self._steps_said = steps

    def stop_early_if_due(self, step: int, bits_per_byte: Sequence[float]) -> None:
        """``bits_per_byte``: the regular measurements so far.

        Only these count, so that a stopped and resumed run ends where it would.
        """
        due = self.early_stopping and step % self.plan.evaluate_every == 0
        if not due or self.plan.cut_short or step >= self.plan.steps:
            return
        if stopped_improving(bits_per_byte, self.early_stopping):
            self.journal.say(
                say(
                    "training.stopped_early",
                    "Step {step}: the last {count} {count:|measurement|measurements} on held-out text brought "
                    "nothing better.",
                    step=step,
                    count=self.early_stopping,
                )
            )
            self.end_soon(step)

    def end_soon(self, step: int) -> None:
        """Go through what is left of the schedule in a few steps, and read whole sequences in them.

        A model whose learning rate has not fallen is not as good as it could be, and one that has only read short
        stretches so far writes badly beyond them. Figures: tests/benchmarks/RESULTS.md.
        """
        left = self.plan.steps - step
        few = max(round(ENDING_SHARE * step), FEWEST_ENDING_STEPS)
        self.update.plan, self._budget = replace(self.plan, cut_short=step), None
        self._change(step, step + min(few, left))
        self.journal.say(
            say(
                "training.ending",
                "The training comes to its end at step {steps:,}: until then the learning rate falls as it would "
                "have done later.",
                steps=self.plan.steps,
            )
        )

    def slowing(self, step: int, measured: int) -> float:
        """How many times as long as the last ``measured`` steps those that are left take."""
        before, here = (self.plan.progress(each) for each in (step - measured, step))
        return self.cost(here, 1.0) / self.cost(max(before, 0.0), here)

    def _change(self, step: int, steps: int) -> None:
        self.update.plan = replace(self.plan, steps=steps, pace=changed(self.plan.whole_pace, step, steps))
        self.record(self.plan)


def _of_new_length(steps: int, planned: int) -> Message:
    if steps < planned:
        return say(
            "training.slower",
            "The machine is slower than before: {steps:,} steps fit into the time now, not {planned:,}.",
            steps=steps,
            planned=planned,
        )
    return say(
        "training.faster",
        "The machine is faster than before: {steps:,} steps fit into the time now, not {planned:,}.",
        steps=steps,
        planned=planned,
    )
