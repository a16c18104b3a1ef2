"""Trial steps before a run: whether the chosen plan works, and how long a step takes."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

from gpt_studio.core.errors import StudioError, say
from gpt_studio.core.events import Log, Progress
from gpt_studio.core.job import JobCancelled, JobContext
from gpt_studio.hardware.memory import kept_for_the_next_step
from gpt_studio.training.execution_plan import ExecutionPlan
from gpt_studio.training.learning.compilation import cannot_compile
from gpt_studio.training.learning.sequence_warmup import first_of_each_length, mean_cost, stretches_at
from gpt_studio.training.parallel.distributed import Team
from gpt_studio.training.planning.calibrate import WORTH_CHANGING, step_seconds
from gpt_studio.training.run.assembly import RunInputs, assemble
from gpt_studio.training.run.out_of_memory import ran_out_of_memory, smaller_part
from gpt_studio.training.run.update import Updater

HALVES_SHARE = 0.001
TRIED_IN_HALVES = 3


@dataclass(frozen=True)
class StepTrial:
    """``seconds`` of one update, in the mean of a run, by the ``plan`` that was the fastest of those tried.

    The last update of a run takes ``growth`` times as long as its first. The trained weights are thrown away.
    """

    seconds: float
    plan: ExecutionPlan
    growth: float = 1.0


def try_out(inputs: RunInputs, plan: ExecutionPlan, context: JobContext, team: Team, budget: float | None) -> StepTrial:
    """Take some steps by this ``plan``, which is changed if it turns out not to work or not to be the fastest.

    ``budget`` in seconds is what the run is to take, None if it is not defined by time. Raises StudioError if
    the person wants the model compiled and that fails.
    """
    with kept_for_the_next_step():
        updater = _assembled(inputs, plan, context, team)
        first, last = _first_and_last(updater, inputs, context, budget)
        seconds = first * mean_cost(0.0, 1.0, last / first, inputs.context_length)
        # Longer stretches are never quicker: if it looks so, the machine was.
        growth = max(last / first, 1.0)
        plan = updater.plan
        run_seconds = budget if budget is not None else (inputs.settings.steps or 0) * seconds
        if _halves_are_worth_a_try(inputs, plan, team, last, run_seconds):
            halved = _seconds_in_halves(updater, plan.steps - 1, context)
            if halved < WORTH_CHANGING * last:
                return StepTrial(seconds * halved / last, updater.plan, growth)
    return StepTrial(seconds, plan, growth)


def _first_and_last(
    updater: Updater[ExecutionPlan], inputs: RunInputs, context: JobContext, budget: float | None
) -> tuple[float, float]:
    """Seconds of the first update of a run and of its last one, for which the stretches of text may have grown."""
    last = step_seconds(lambda _: updater(updater.plan.steps - 1), budget, context)
    if not updater.plan.growing or stretches_at(0.0, inputs.context_length) == 1:
        return last, last
    return step_seconds(updater, budget, context), last


def _assembled(inputs: RunInputs, plan: ExecutionPlan, context: JobContext, team: Team) -> Updater[ExecutionPlan]:
    """What takes the steps, from any weights, which do not change the time; compiled, if that is wanted and works."""
    inputs = replace(inputs, weights=None)
    if plan.compiled:
        context.emit(Progress(say("training.compiling", "Compiling the model, which can take some minutes")))
        try:
            updater = assemble(inputs, plan, context, team)
            began = time.perf_counter()
            # Stretches of another length are another program.
            for step in first_of_each_length(plan.steps, inputs.context_length) if plan.growing else (0,):
                context.raise_if_cancelled()
                updater(step)
            seconds = time.perf_counter() - began
        except (StudioError, JobCancelled):
            raise
        # Compilers fail in many ways; if it was something else, the steps without them show it.
        except Exception as error:
            if ran_out_of_memory(error):
                raise
            reason = str(error).strip().partition("\n")[0][:200] or type(error).__name__
            if inputs.settings.compile == "on":
                raise cannot_compile(reason) from error
            context.emit(
                Log(
                    say(
                        "training.compiling_failed",
                        "Compiling the model failed ({reason}), so it is trained without.",
                        reason=reason,
                    ),
                    "warning",
                )
            )
        else:
            context.emit(Log(say("training.compiled", "Compiling the model took {seconds:.0f} s.", seconds=seconds)))
            return updater
        plan = replace(plan, compiled=False)
    return assemble(inputs, plan, context, team)


def _halves_are_worth_a_try(
    inputs: RunInputs, plan: ExecutionPlan, team: Team, seconds: float, run_seconds: float
) -> bool:
    """Whether to try smaller parts, which can be faster where caches are small: if that costs at most HALVES_SHARE of
    the run."""
    return (
        team.alone
        and plan.device == "cpu"
        and not plan.compiled
        and inputs.settings.micro_batch is None
        and plan.micro_batch == inputs.settings.batch_size
        and smaller_part(plan.micro_batch) is not None
        and TRIED_IN_HALVES * seconds <= HALVES_SHARE * run_seconds
    )


def _seconds_in_halves(updater: Updater[ExecutionPlan], last: int, context: JobContext) -> float:
    smaller = smaller_part(updater.plan.micro_batch)
    assert smaller is not None
    updater.work_in_parts_of(smaller)
    times = []
    for _ in range(TRIED_IN_HALVES):
        context.raise_if_cancelled()
        began = time.perf_counter()
        updater(last)
        times.append(time.perf_counter() - began)
    return min(times[1:])
