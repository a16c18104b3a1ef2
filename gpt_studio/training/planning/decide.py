"""Measures the machine at the start of a run and decides everything that the recipe keeps about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import torch

from gpt_studio.core.errors import say
from gpt_studio.core.events import Progress
from gpt_studio.core.job import JobContext
from gpt_studio.dataset.batches import check_long_enough
from gpt_studio.hardware.machine import available_memory, choose_device, physical_cores
from gpt_studio.hardware.memory import kept_for_the_next_step
from gpt_studio.models.build import parameter_count
from gpt_studio.models.contract import AttentionPath, ModelConfig
from gpt_studio.training.execution_plan import ExecutionPlan
from gpt_studio.training.intervals import intervals, planned_steps, steps_beside_measuring
from gpt_studio.training.learning import compilation
from gpt_studio.training.learning.default_rates import default_weight_decay, usual_rate
from gpt_studio.training.learning.sequence_warmup import grows
from gpt_studio.training.parallel.distributed import ALONE, Share, Team
from gpt_studio.training.planning.calibrate import Arithmetic, choose_arithmetic, choose_threads, probe_seconds
from gpt_studio.training.planning.memory import MemoryNeed, ways_that_fit
from gpt_studio.training.planning.part_choice import numbers_of_a_checkpoint
from gpt_studio.training.planning.trial import StepTrial, try_out
from gpt_studio.training.run.assembly import RunInputs
from gpt_studio.training.settings import SHARDED, TrainingSettings
from gpt_studio.training.store.recipe import Resolved

SHORT_RUN = 60.0
TRIAL_STEPS = 1000


@dataclass(frozen=True)
class Machine:
    """The fastest way of doing arithmetic that was found, and the number of ``threads``."""

    arithmetic: Arithmetic
    threads: int


class Calibrator:
    """Measures this machine for the inputs of runs, and remembers the results.

    A run that is shorter than SHORT_RUN seconds uses the result of the first inputs also for other sizes of model,
    because measuring again would take too much of its time. A run by time uses the trial steps of its size whatever
    time they were made for: its pace follows the machine anyway, and its first words should not wait.
    """

    def __init__(self, context: JobContext, team: Team = ALONE) -> None:
        self._context = context
        self._team = team
        self._machines: list[tuple[ModelConfig, Machine]] = []
        self._trials: list[tuple[tuple[ModelConfig, TrainingSettings, bool], StepTrial]] = []

    def machine(self, inputs: RunInputs) -> Machine:
        """Which number format, attention path and thread count is fastest for the model of ``inputs``.

        Only what fits into memory is tried. Raises StudioError if nothing does.
        """
        ways = checked_memory(inputs, self._team)
        budget = inputs.settings.budget_seconds
        for config, machine in self._machines:
            same = config == inputs.config or (budget is not None and budget < SHORT_RUN)
            if same and machine.arithmetic in map(_arithmetic, ways):
                return machine
        self._machines.append((inputs.config, self._measured(inputs, ways)))
        return self._machines[-1][1]

    def seconds_a_step(self, inputs: RunInputs) -> float:
        """Seconds of one update, not compiled. Raises StudioError if the model cannot fit into memory."""
        return self._tried(inputs, compiled=False).seconds

    def trial(self, inputs: RunInputs) -> StepTrial:
        """How an update is made and how long it takes. Raises StudioError for what cannot be done here."""
        settings = inputs.settings
        wanted = compilation.chosen(settings.compile, choose_device(settings.device), alone=self._team.alone)
        return self._tried(inputs, compiled=wanted)

    def _tried(self, inputs: RunInputs, *, compiled: bool) -> StepTrial:
        asked = (inputs.config, _without_time(inputs.settings), compiled)
        for known, trial in self._trials:
            if known == asked:
                return trial
        machine = self.machine(inputs)
        ways = checked_memory(inputs, self._team, (machine.arithmetic.attention,))
        need = next(way for way in ways if _arithmetic(way) == machine.arithmetic)
        plan = plan_of(inputs, machine, need, compiled=compiled)
        self._context.emit(Progress(say("training.timing", "Timing a few steps on this machine")))
        trial = try_out(inputs, plan, self._context, self._team, inputs.settings.budget_seconds)
        self._trials.append((asked, trial))
        return trial

    def _measured(self, inputs: RunInputs, ways: Sequence[MemoryNeed]) -> Machine:
        settings = inputs.settings
        config: ModelConfig = replace(inputs.config, context_length=inputs.context_length)  # type: ignore[type-var]
        share = self._team.share_of(settings.batch_size, settings.accumulation)
        device = choose_device(settings.device)
        threads = settings.threads or physical_cores()
        torch.set_num_threads(self._team.threads_of(threads))
        self._context.emit(Progress(say("training.measuring", "Measuring what this machine does fastest")))
        probe = probe_seconds(settings.budget_seconds)
        with kept_for_the_next_step():
            rows = min(share.rows, *(way.micro_batch for way in ways))
            arithmetic = choose_arithmetic(
                config, rows, device, settings.precision, self._context, probe, allowed=[*map(_arithmetic, ways)]
            )
            if settings.threads is None and self._team.alone and device.type == "cpu":
                threads = choose_threads(config, rows, arithmetic, threads, self._context, probe)
        return Machine(arithmetic, threads)


def _without_time(settings: TrainingSettings) -> TrainingSettings:
    return settings if settings.budget_seconds is None else replace(settings, minutes=0.0)


def _arithmetic(way: MemoryNeed) -> Arithmetic:
    return Arithmetic(way.precision, way.attention)


def plan_of(inputs: RunInputs, machine: Machine, need: MemoryNeed, *, compiled: bool) -> ExecutionPlan:
    """How ``machine`` takes steps with ``inputs``, in parts that fit as ``need`` says."""
    settings = inputs.settings
    peak = settings.learning_rate or usual_rate(settings, need.parameters, goes_on=inputs.has_learnt)
    return ExecutionPlan(
        steps=TRIAL_STEPS,
        learning_rate=peak,
        device=choose_device(settings.device).type,
        precision=machine.arithmetic.precision,
        attention=machine.arithmetic.attention,
        threads=machine.threads,
        weight_decay=_weight_decay(inputs, peak, TRIAL_STEPS),
        micro_batch=need.micro_batch,
        compiled=compiled,
        growing=grows(settings, new=not inputs.has_learnt),
    )


def decide(
    inputs: RunInputs, context: JobContext, team: Team = ALONE, calibrator: Calibrator | None = None
) -> Resolved:
    """Measure the machine, as far as ``calibrator`` does not know it yet, and fix everything about the run.

    Raises StudioError if it cannot fit into memory, or the text is shorter than one context.
    """
    settings, config = inputs.settings, inputs.config
    check_long_enough(inputs.dataset.train.tokens, inputs.context_length)
    calibrator = calibrator or Calibrator(context, team)
    parameters = parameter_count(config)
    trial = calibrator.trial(inputs)
    seconds = trial.seconds
    steps = steps_of(inputs, seconds)
    plan = replace(
        trial.plan,
        steps=steps,
        weight_decay=_weight_decay(inputs, trial.plan.learning_rate, steps),
        from_pairs=not inputs.has_learnt and not config.tied,
    )
    planned = intervals(
        settings,
        steps=steps,
        seconds_a_step=seconds,
        tokens_per_step=settings.sequences_a_step * inputs.context_length,
        # A checkpoint holds them, and the optimizer's memory of those that learn.
        parameters=numbers_of_a_checkpoint(config, settings),
        goes_on=inputs.has_learnt,
    )
    return Resolved(
        **vars(plan),
        evaluate_every=planned.evaluate_every,
        evaluate_tokens=planned.evaluate_tokens,
        checkpoint_every=planned.checkpoint_every,
        parameters=parameters,
        train_tokens=inputs.dataset.train.tokens,
        step_seconds=seconds,
        data=inputs.dataset.fingerprint,
        known_data=inputs.known.fingerprint if inputs.known is not None and settings.rehearsal else "",
        tokenizer_sha256=inputs.tokenizer_sha256,
        budget=settings.budget_seconds or 0.0,
        growth=trial.growth,
    )


def steps_of(inputs: RunInputs, seconds_a_step: float) -> int:
    """How many steps a run of ``inputs`` has."""
    settings = inputs.settings
    steps = planned_steps(settings, seconds_a_step, inputs.windows_an_epoch)
    if settings.budget_seconds is None or not inputs.has_learnt:
        return steps
    return steps_beside_measuring(
        steps,
        tokens_per_step=settings.sequences_a_step * inputs.context_length,
        held_out_tokens=inputs.dataset.held_out.tokens,
    )


def _weight_decay(inputs: RunInputs, peak: float, steps: int) -> float:
    """None for a model that goes on: it would pull on what was learnt before."""
    if inputs.settings.weight_decay is not None:
        return inputs.settings.weight_decay
    return 0.0 if inputs.has_learnt else default_weight_decay(peak, steps)


def checked_memory(inputs: RunInputs, team: Team, paths: Sequence[AttentionPath] = ()) -> tuple[MemoryNeed, ...]:
    """What one process needs for its share, for each way of computing that fits: see planning/memory.py.

    The processes of one machine divide its memory, each has its own card. ``paths``: the ways to compute attention, if
    not all of them. Raises StudioError, with what would fit, if nothing does.
    """
    settings = inputs.settings
    most = settings.micro_batch or settings.batch_size
    share: Share = team.share_of(settings.batch_size, settings.accumulation, most)
    mine = replace(
        settings,
        batch_size=share.rows,
        accumulation=share.parts,
        micro_batch=None if settings.micro_batch is None else share.rows,
    )
    on_processor = choose_device(settings.device).type == "cpu"
    available = available_memory(settings.device) // (team.local_size if on_processor else 1)
    shards = team.size if settings.parallel == SHARDED else 1
    ways = ways_that_fit(inputs.config, mine, available, shards, paths=paths, adapter_possible=not inputs.gets_tokens)
    # What another number of processes may do at once does not depend on the share of this one.
    return tuple(way if way.micro_batch < share.rows else replace(way, micro_batch=most) for way in ways)
