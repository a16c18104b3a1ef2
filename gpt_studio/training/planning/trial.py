"""The first steps of a run, taken for trial: how long one takes, and whether the way that was chosen works at all."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

from gpt_studio.core.errors import StudioError, say
from gpt_studio.core.events import Log, Progress
from gpt_studio.core.job import JobCancelled, JobContext
from gpt_studio.hardware.memory import kept_for_the_next_step
from gpt_studio.training.learning.compilation import cannot_compile
from gpt_studio.training.learning.sequence_warmup import first_of_each_length, mean_cost, stretches_at
from gpt_studio.training.parallel.distributed import Team
from gpt_studio.training.planning.calibrate import WORTH_CHANGING, step_seconds
from gpt_studio.training.planning.memory import ran_out_of_memory, smaller_part
from gpt_studio.training.run.assembly import Material, Way, assemble
from gpt_studio.training.run.update import Updater

HALVES_SHARE = 0.001
TRIED_IN_HALVES = 3


@dataclass(frozen=True)
class Trial:
    """``seconds`` of one update, done in the ``way`` that worked best. What took the steps is thrown away.

    The seconds are the mean of a run; its last update takes ``growth`` times as long as its first.
    """

    seconds: float
    way: Way
    growth: float = 1.0


def try_out(material: Material, way: Way, context: JobContext, team: Team, budget: float | None) -> Trial:
    """Take some steps in this ``way``, which is changed if it turns out not to work or not to be the fastest.

    ``budget`` in seconds is what the run is to take, None if it is not defined by time. Raises StudioError if
    the person wants the model compiled and that fails.
    """
    with kept_for_the_next_step():
        updater, way = _assembled(material, way, context, team)
        first, last = _first_and_last(updater, material, way, context, budget)
        seconds = first * mean_cost(0.0, 1.0, last / first, material.config.context_length)
        # Longer stretches are never quicker: if it looks so, the machine was.
        growth = max(last / first, 1.0)
        way = replace(way, micro_batch=updater.micro_batch)
        run_seconds = budget if budget is not None else (material.settings.steps or 0) * seconds
        if _halves_are_worth_a_try(material, way, team, last, run_seconds):
            halved = _seconds_in_halves(updater, way.steps - 1, context)
            if halved < WORTH_CHANGING * last:
                return Trial(seconds * halved / last, replace(way, micro_batch=updater.micro_batch), growth)
    return Trial(seconds, way, growth)


def _first_and_last(
    updater: Updater, material: Material, way: Way, context: JobContext, budget: float | None
) -> tuple[float, float]:
    """Seconds of the first update of a run and of its last one, for which the stretches of text may have grown."""
    last = step_seconds(lambda _: updater(way.steps - 1), budget, context)
    if not way.growing or stretches_at(0.0, material.config.context_length) == 1:
        return last, last
    return step_seconds(updater, budget, context), last


def _assembled(material: Material, way: Way, context: JobContext, team: Team) -> tuple[Updater, Way]:
    """What takes the steps; compiled, if that is wanted and works."""
    if way.compiled:
        context.emit(Progress(say("training.compiling", "Compiling the model, which can take some minutes")))
        try:
            updater = assemble(material, way, context, team)
            began = time.perf_counter()
            # Stretches of another length are another program.
            for step in first_of_each_length(way.steps, material.config.context_length) if way.growing else (0,):
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
            if material.settings.compile == "on":
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
            return updater, way
        way = replace(way, compiled=False)
    return assemble(material, way, context, team), way


def _halves_are_worth_a_try(material: Material, way: Way, team: Team, seconds: float, run_seconds: float) -> bool:
    """Smaller parts can be faster where caches are small; trying that may cost a thousandth of the run's time."""
    return (
        team.alone
        and way.device == "cpu"
        and not way.compiled
        and material.settings.micro_batch is None
        and way.micro_batch == material.settings.batch_size
        and smaller_part(way.micro_batch) is not None
        and TRIED_IN_HALVES * seconds <= HALVES_SHARE * run_seconds
    )


def _seconds_in_halves(updater: Updater, last: int, context: JobContext) -> float:
    smaller = smaller_part(updater.micro_batch)
    assert smaller is not None
    updater.work_in_parts_of(smaller)
    times = []
    for _ in range(TRIED_IN_HALVES):
        context.raise_if_cancelled()
        began = time.perf_counter()
        updater(last)
        times.append(time.perf_counter() - began)
    return min(times[1:])
