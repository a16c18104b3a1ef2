"""The decisions at the start of a run: measures the machine and fixes everything about the run."""

from __future__ import annotations

from dataclasses import dataclass, replace

import torch

from gpt_studio.core.errors import say
from gpt_studio.core.events import Progress
from gpt_studio.core.job import JobContext
from gpt_studio.dataset.batches import check_long_enough, windows_in
from gpt_studio.hardware.machine import available_memory, choose_device, physical_cores
from gpt_studio.hardware.memory import kept_for_the_next_step
from gpt_studio.models.contract import ModelConfig
from gpt_studio.training.intervals import intervals, planned_steps
from gpt_studio.training.learning import compilation
from gpt_studio.training.learning.optimizer import default_learning_rate, default_weight_decay
from gpt_studio.training.learning.sequence_warmup import grows
from gpt_studio.training.parallel.distributed import ALONE, Share, Team
from gpt_studio.training.planning.calibrate import Arithmetic, choose_arithmetic, choose_threads, probe_seconds
from gpt_studio.training.planning.memory import MemoryNeed, check_memory
from gpt_studio.training.planning.trial import Trial, try_out
from gpt_studio.training.run.assembly import Material, Way
from gpt_studio.training.settings import SHARDED, TrainingSettings
from gpt_studio.training.store.recipe import Resolved

SHORT_RUN = 60.0
TRIAL_STEPS = 1000


@dataclass(frozen=True)
class Machine:
    """The fastest way of doing arithmetic that was found, and the number of ``threads``."""

    arithmetic: Arithmetic
    threads: int


class Gauge:
    """Measures this machine with the material of runs, and each thing once for each length of the run.

    A run that is shorter than SHORT_RUN seconds takes what was found out for the first material: measuring again for
    another size of model would cost it too much of its time.
    """

    def __init__(self, context: JobContext, team: Team = ALONE) -> None:
        self._context = context
        self._team = team
        self._machines: list[tuple[ModelConfig, Machine]] = []
        self._trials: list[tuple[tuple[ModelConfig, TrainingSettings, bool], Trial]] = []

    def machine(self, material: Material) -> Machine:
        """Which number format, attention path and thread count is fastest for the material's model."""
        budget = material.settings.budget_seconds
        for config, machine in self._machines:
            if config == material.config or (budget is not None and budget < SHORT_RUN):
                return machine
        self._machines.append((material.config, self._measured(material)))
        return self._machines[-1][1]

    def seconds_a_step(self, material: Material) -> float:
        """Seconds of one update, not compiled. Raises StudioError if the model cannot fit into memory."""
        return self._tried(material, compiled=False).seconds

    def trial(self, material: Material) -> Trial:
        """How an update is made and how long it takes. Raises StudioError for what cannot be done here."""
        settings = material.settings
        wanted = compilation.chosen(settings.compile, choose_device(settings.device), alone=self._team.alone)
        return self._tried(material, compiled=wanted)

    def _tried(self, material: Material, *, compiled: bool) -> Trial:
        asked = (material.config, material.settings, compiled)
        for known, trial in self._trials:
            if known == asked:
                return trial
        need = checked_memory(material, self._team)
        way = way_of(material, self.machine(material), need, compiled=compiled)
        self._context.emit(Progress(say("training.timing", "Timing a few steps on this machine")))
        trial = try_out(material, way, self._context, self._team, material.settings.budget_seconds)
        self._trials.append((asked, trial))
        return trial

    def _measured(self, material: Material) -> Machine:
        settings, config = material.settings, material.config
        share = self._team.share_of(settings.batch_size, settings.accumulation)
        device = choose_device(settings.device)
        threads = settings.threads or physical_cores()
        torch.set_num_threads(self._team.threads_of(threads))
        self._context.emit(Progress(say("training.measuring", "Measuring what this machine does fastest")))
        probe = probe_seconds(settings.budget_seconds)
        with kept_for_the_next_step():
            arithmetic = choose_arithmetic(config, share.rows, device, settings.precision, self._context, probe)
            if settings.threads is None and self._team.alone and device.type == "cpu":
                threads = choose_threads(config, share.rows, arithmetic, threads, self._context, probe)
        return Machine(arithmetic, threads)


def way_of(material: Material, machine: Machine, need: MemoryNeed, *, compiled: bool) -> Way:
    """How ``machine`` takes steps with the material, which has this ``need``."""
    settings = material.settings
    peak = settings.learning_rate or default_learning_rate(need.parameters, settings.optimizer)
    return Way(
        choose_device(settings.device).type,
        machine.arithmetic.precision,
        machine.arithmetic.attention,
        machine.threads,
        steps=TRIAL_STEPS,
        peak=peak,
        weight_decay=_weight_decay(settings, peak, TRIAL_STEPS),
        micro_batch=need.micro_batch,
        compiled=compiled,
        growing=grows(settings, new=not material.has_learnt),
    )


def decide(material: Material, context: JobContext, team: Team = ALONE, gauge: Gauge | None = None) -> Resolved:
    """Measure the machine, as far as ``gauge`` does not know it yet, and fix everything about the run.

    Raises StudioError if it cannot fit into memory, or the text is shorter than one context.
    """
    settings, config = material.settings, material.config
    check_long_enough(material.dataset.train.tokens, config.context_length)
    gauge = gauge or Gauge(context, team)
    parameters = checked_memory(material, team).parameters
    trial = gauge.trial(material)
    way, seconds = trial.way, trial.seconds
    steps = planned_steps(settings, seconds, windows_in(material.dataset.train.tokens, config.context_length))
    planned = intervals(
        settings,
        steps=steps,
        seconds_a_step=seconds,
        tokens_per_step=settings.sequences_a_step * config.context_length,
        parameters=parameters,
    )
    return Resolved(
        steps=steps,
        learning_rate=way.peak,
        weight_decay=_weight_decay(settings, way.peak, steps),
        device=way.device,
        precision=way.precision,
        attention=way.attention,
        threads=way.threads,
        evaluate_every=planned.evaluate_every,
        evaluate_tokens=planned.evaluate_tokens,
        checkpoint_every=planned.checkpoint_every,
        parameters=parameters,
        train_tokens=material.dataset.train.tokens,
        step_seconds=seconds,
        data=material.dataset.fingerprint,
        tokenizer_sha256=material.tokenizer_sha256,
        budget=settings.budget_seconds or 0.0,
        micro_batch=way.micro_batch,
        compiled=way.compiled,
        growing=way.growing,
        from_pairs=not material.has_learnt and not config.tied,
        growth=trial.growth,
    )


def _weight_decay(settings: TrainingSettings, peak: float, steps: int) -> float:
    return default_weight_decay(peak, steps) if settings.weight_decay is None else settings.weight_decay


def checked_memory(material: Material, team: Team) -> MemoryNeed:
    """What one process needs for its share. The processes of one machine divide its memory, each has its own card.

    Raises StudioError, with what would fit, if that does not.
    """
    settings = material.settings
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
    need = check_memory(material.config, mine, available, team.size if settings.parallel == SHARDED else 1)
    # What another number of processes may do at once does not depend on the share of this one.
    return need if need.micro_batch < share.rows else replace(need, micro_batch=most)
