"""A run from its parts: the model on its device, the decisions of the start, the loop, and what it leaves behind."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import torch

from gpt_studio.core.awake import Wakefulness, asleep_allowed, wakefulness
from gpt_studio.core.errors import say
from gpt_studio.core.events import Log, Progress
from gpt_studio.core.job import JobContext
from gpt_studio.core.memory import kept_for_the_next_step
from gpt_studio.dataset.batches import Batches
from gpt_studio.models.contract import LanguageModel
from gpt_studio.training.assembly import Material, Way, assemble
from gpt_studio.training.calibrate import choose_arithmetic, choose_threads, probe_seconds, step_seconds
from gpt_studio.training.checkpoint import (
    Checkpoint,
    RunState,
    bytes_of,
    last_good_checkpoint,
    load_checkpoint,
    save_checkpoint,
)
from gpt_studio.training.distributed import ALONE, Share, Team
from gpt_studio.training.evaluate import HeldOut, evaluate, held_out_part
from gpt_studio.training.events import CheckpointSaved, RunPlanned
from gpt_studio.training.forecast import intervals, planned_steps
from gpt_studio.training.keep_trying import SLACK_BYTES, until_written
from gpt_studio.training.loop import Loop
from gpt_studio.training.machine import available_memory, choose_device, physical_cores
from gpt_studio.training.memory import MemoryNeed, check_memory
from gpt_studio.training.metrics import METRICS, MetricsFile, read_metrics
from gpt_studio.training.optimizer import default_learning_rate
from gpt_studio.training.placement import Tensors
from gpt_studio.training.recipe import TRAINING, Resolved
from gpt_studio.training.settings import DEFAULT_MINUTES, SHARDED, TrainingSettings
from gpt_studio.training.update import Correction
from gpt_studio.training.watch import little_data

FINAL_TOKENS = (20_000, 1_000_000)
FINAL_SHARE = 0.1
AWAKE_FOR = "A model is being trained"

Weights = Tensors


def decide(material: Material, context: JobContext, team: Team = ALONE) -> Resolved:
    """Measure the machine and fix everything about the run. Raises StudioError if it cannot fit into memory."""
    settings, config = material.settings, material.config
    share = team.share_of(settings.batch_size, settings.accumulation)
    device = choose_device(settings.device)
    need = _checked_memory(material, share, device, team)
    threads = settings.threads or physical_cores()
    torch.set_num_threads(team.threads_of(threads))
    context.emit(Progress(say("training.measuring", "Measuring what this machine does fastest")))
    probe = probe_seconds(_budget_seconds(settings))
    with kept_for_the_next_step():
        arithmetic = choose_arithmetic(config, share.rows, device, settings.precision, context, probe)
        if settings.threads is None and team.alone and device.type == "cpu":
            threads = choose_threads(config, share.rows, arithmetic, threads, context, probe)
    rate = settings.learning_rate or default_learning_rate(need.parameters, settings.optimizer)
    context.emit(Progress(say("training.timing", "Timing a few steps on this machine")))
    way = Way(device.type, arithmetic.precision, arithmetic.attention, threads, steps=1000, peak=rate)
    trial = assemble(material, way, context, team)
    with kept_for_the_next_step():
        seconds = step_seconds(trial, _budget_seconds(settings), context)
    tokens_per_step = settings.batch_size * settings.accumulation * config.context_length
    steps = planned_steps(settings, seconds, _batches(material).steps_per_epoch / settings.accumulation)
    planned = intervals(
        settings,
        steps=steps,
        seconds_a_step=seconds,
        tokens_per_step=tokens_per_step,
        parameters=need.parameters,
    )
    return Resolved(
        steps=steps,
        learning_rate=rate,
        device=device.type,
        precision=arithmetic.precision,
        attention=arithmetic.attention,
        threads=threads,
        evaluate_every=planned.evaluate_every,
        evaluate_tokens=planned.evaluate_tokens,
        checkpoint_every=planned.checkpoint_every,
        parameters=need.parameters,
        train_tokens=material.dataset.train.tokens,
        step_seconds=seconds,
        data=material.dataset.fingerprint,
        tokenizer_sha256=material.tokenizer_sha256,
        budget=_budget_seconds(settings) or 0.0,
    )


@dataclass
class Session:
    """One sitting of a run: from its start or from ``checkpoint`` to its end, or until it is stopped."""

    folder: Path
    material: Material
    resolved: Resolved
    sample: Callable[[LanguageModel], tuple[str, str]]
    publish: Callable[[Weights, RunState], None]
    record: Callable[[Resolved], None]
    make_ready: Callable[[], None]
    start: Callable[[], Weights]
    context: JobContext
    checkpoint: Checkpoint | None = None
    team: Team = ALONE

    def __post_init__(self) -> None:
        done = self.resolved
        way = Way(done.device, done.precision, done.attention, done.threads, done.steps, done.learning_rate)
        self.updater = assemble(self.material, way, self.context, self.team)
        self.model = self.updater.model
        self.updater.pace = self.resolved.pace or self.updater.pace
        self.optimizer = self.updater.optimizer
        if self.checkpoint is not None:
            self.load(self.checkpoint.weights)
            self.load_optimizer_state(self.checkpoint.optimizer)
            state = self.checkpoint.state
            self.updater.correction = Correction(state.skipped_data, state.rate_factor)
        self.metrics = MetricsFile(self.folder / TRAINING / METRICS)

    def run(self) -> tuple[Loop, bool]:
        """Train; returns the loop as it ended, and whether it reached the last step."""
        batches, settings = _batches(self.material), self.material.settings
        tokens = settings.batch_size * settings.accumulation * self.material.config.context_length
        awake = wakefulness()
        loop = Loop(
            update=self.updater,
            resolved=self.resolved,
            tokens_per_step=tokens,
            steps_per_epoch=batches.steps_per_epoch / settings.accumulation,
            metrics=self.metrics,
            context=self.context,
            measure=lambda: self.measure(self.resolved.evaluate_tokens),
            sample=lambda: self.sample(self.model),
            save=self._save,
            go_back=self._go_back,
            record=self.record,
            early_stopping=settings.early_stopping,
            resting=lambda: asleep_allowed(awake, AWAKE_FOR),
        )
        if self.checkpoint is not None:
            loop.go_on_from(self.checkpoint.state)
            loop.watch.recall(read_metrics(loop.metrics.path), loop.step)
            measured = (measured.bits_per_byte for measured in loop.watch.history.measured)
            loop.best = min(filter(math.isfinite, measured), default=math.inf)
            loop.loss = loop.watch.history.losses[-1] if loop.watch.history.losses else loop.loss
        self.context.emit(self._plan(loop, tokens))
        hint = little_data(self.resolved.parameters, self.resolved.train_tokens, tokens * self.resolved.steps)
        if hint is not None and self.checkpoint is None:
            self.context.emit(hint)
        self._stay(awake)
        try:
            with kept_for_the_next_step():
                finished = loop.run()
        finally:
            awake.release()
        self.resolved = loop.resolved
        return loop, finished

    def _stay(self, awake: Wakefulness) -> None:
        said = (
            say("training.awake", "The machine is kept awake while it trains.")
            if awake.hold(AWAKE_FOR)
            else say(
                "training.may_sleep",
                "This system offers no way to keep it awake, so it may fall asleep while it trains: see its settings "
                "for saving energy.",
            )
        )
        self.context.emit(Log(said))

    def weights(self) -> Weights:
        """The float32 weights by parameter name."""
        self.team.tell("weights")
        return self.updater.placement.weights()

    def load(self, weights: Weights) -> None:
        """Put float32 weights into the masters and the model."""
        self.team.tell("load")
        self.updater.placement.load(weights)

    def optimizer_state(self) -> Weights:
        """The optimizer's memory by name."""
        self.team.tell("optimizer_state")
        return self.updater.placement.optimizer_state()

    def load_optimizer_state(self, state: Weights) -> None:
        """Put back what :meth:`optimizer_state` gave."""
        self.team.tell("load_optimizer_state")
        self.updater.placement.load_optimizer_state(state)

    def measure(self, limit: int) -> HeldOut:
        """Held-out loss on about ``limit`` tokens."""
        length, held_out = self.material.config.context_length, self.material.dataset.held_out
        part = held_out_part(held_out, limit, length)
        return evaluate(self.model, part, held_out, length, self.material.settings.batch_size)

    def final_measure(self) -> HeldOut:
        """Held-out loss on as much of the held-out text as a tenth of the training would read, within bounds."""
        smallest, largest = FINAL_TOKENS
        settings = self.material.settings
        tokens = settings.batch_size * settings.accumulation * self.material.config.context_length
        return self.measure(int(min(max(FINAL_SHARE * tokens * self.resolved.steps, smallest), largest)))

    def until_written(self, write: Callable[[], None], step: int, needed: int = 0) -> float:
        """Write something into the folder, waiting in memory while the disk does not let it happen; the seconds."""

        def into_the_folder() -> None:
            self.make_ready()
            write()

        needed += SLACK_BYTES
        return until_written(into_the_folder, self.context, folder=self.folder, step=step, needed=needed)

    def _save(self, state: RunState) -> float:
        weights, optimizer = self.weights(), self.optimizer_state()

        def write() -> None:
            # The history first: whoever resumes from this checkpoint needs all of it.
            self.metrics.flush(durable=True)
            target = save_checkpoint(self.folder, state, weights, optimizer)
            self.publish(weights, state)
            saved.append(str(target))

        saved: list[str] = []
        waited = self.until_written(write, state.step, bytes_of(weights, weights, optimizer))
        self.context.emit(CheckpointSaved(state.step, saved[-1]))
        return waited

    def _go_back(self, step: int) -> RunState:
        """Put the last good checkpoint up to ``step``, or the weights of the start, into the model."""
        found = last_good_checkpoint(self.folder, step)
        if found is None:
            self.load(self.start())
            self.load_optimizer_state({})
            return RunState(0, 0.0, math.inf, math.inf, scheduled=True)
        checkpoint = load_checkpoint(found)
        self.load(checkpoint.weights)
        self.load_optimizer_state(checkpoint.optimizer)
        return checkpoint.state

    def _plan(self, loop: Loop, tokens_per_step: int) -> RunPlanned:
        done = self.resolved
        left = done.steps - loop.step
        self.context.emit(
            Log(
                say(
                    "training.plan",
                    "{steps} steps of {tokens} tokens on {device} ({threads} threads) in {precision}, "
                    "attention by {attention}.",
                    steps=left,
                    tokens=tokens_per_step,
                    device=done.device,
                    threads=done.threads,
                    precision=done.precision,
                    attention=done.attention,
                )
            )
        )
        return RunPlanned(
            steps=done.steps,
            first_step=loop.step,
            seconds=left * done.step_seconds / 0.93,
            tokens_per_step=tokens_per_step,
            parameters=done.parameters,
            train_tokens=done.train_tokens,
            device=done.device,
            precision=done.precision,
            attention=done.attention,
            threads=done.threads,
            learning_rate=done.learning_rate,
            evaluate_every=done.evaluate_every,
            checkpoint_every=done.checkpoint_every,
        )


def _checked_memory(material: Material, share: Share, device: torch.device, team: Team) -> MemoryNeed:
    """What one process needs for its share. The processes of one machine divide its memory, each has its own card."""
    settings = replace(material.settings, batch_size=share.rows, accumulation=share.parts)
    available = available_memory(settings.device) // (team.local_size if device.type == "cpu" else 1)
    return check_memory(material.config, settings, available, team.size if settings.parallel == SHARDED else 1)


def _budget_seconds(settings: TrainingSettings) -> float | None:
    if settings.steps is not None or settings.epochs is not None:
        return None
    return 60 * (DEFAULT_MINUTES if settings.minutes is None else settings.minutes)


def _batches(material: Material) -> Batches:
    settings = material.settings
    return Batches(material.dataset.train.array(), material.config.context_length, settings.batch_size, settings.seed)
