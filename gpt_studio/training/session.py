"""A run from its parts: the model on its device, the decisions of the start, the loop, and what it leaves behind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import torch

from gpt_studio.core.errors import say
from gpt_studio.core.events import Log, Progress
from gpt_studio.core.job import JobContext
from gpt_studio.dataset.batches import Batches
from gpt_studio.dataset.encode import EncodedDataset
from gpt_studio.models.build import new_model
from gpt_studio.models.contract import AttentionPath, LanguageModel, ModelConfig
from gpt_studio.training.calibrate import Arithmetic, choose_arithmetic, step_seconds
from gpt_studio.training.checkpoint import Checkpoint, RunState, save_checkpoint
from gpt_studio.training.evaluate import HeldOut, evaluate, held_out_part
from gpt_studio.training.events import CheckpointSaved, RunPlanned
from gpt_studio.training.forecast import intervals, planned_steps
from gpt_studio.training.loop import Loop
from gpt_studio.training.machine import DTYPES, available_memory, choose_device, physical_cores
from gpt_studio.training.memory import check_memory
from gpt_studio.training.metrics import METRICS, MetricsFile, read_metrics
from gpt_studio.training.optimizer import MasterOptimizer, default_learning_rate
from gpt_studio.training.recipe import TRAINING, Resolved
from gpt_studio.training.settings import DEFAULT_MINUTES, TrainingSettings
from gpt_studio.training.update import Updater
from gpt_studio.training.watch import little_data

FINAL_TOKENS = (20_000, 1_000_000)
FINAL_SHARE = 0.1

Weights = dict[str, torch.Tensor]


@dataclass(frozen=True)
class Material:
    """What a run is made of. ``weights`` are those to start from, by parameter name; None draws them from the seed."""

    config: ModelConfig
    dataset: EncodedDataset
    settings: TrainingSettings
    tokenizer_sha256: str
    weights: Weights | None = None


def decide(material: Material, context: JobContext) -> Resolved:
    """Measure the machine and fix everything about the run. Raises StudioError if it cannot fit into memory."""
    settings, config = material.settings, material.config
    need = check_memory(config, settings, available_memory(settings.device))
    device = choose_device(settings.device)
    threads = settings.threads or physical_cores()
    torch.set_num_threads(threads)
    context.emit(Progress(say("training.measuring", "Measuring what this machine does fastest")))
    arithmetic = choose_arithmetic(config, settings.batch_size, device, settings.precision, context)
    rate = settings.learning_rate or default_learning_rate(need.parameters, settings.optimizer)
    context.emit(Progress(say("training.timing", "Timing a few steps on this machine")))
    trial = _updater(_built(material, device, arithmetic), material, arithmetic, steps=1000, peak=rate)
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
    context: JobContext
    checkpoint: Checkpoint | None = None

    def __post_init__(self) -> None:
        torch.set_num_threads(self.resolved.threads)
        arithmetic = Arithmetic(self.resolved.precision, cast(AttentionPath, self.resolved.attention))
        self.model = _built(self.material, choose_device(self.resolved.device), arithmetic)
        self.updater = _updater(
            self.model, self.material, arithmetic, steps=self.resolved.steps, peak=self.resolved.learning_rate
        )
        self.updater.pace = self.resolved.pace or self.updater.pace
        self.optimizer = self.updater.optimizer
        if self.checkpoint is not None:
            self.load(self.checkpoint.weights)
            self.optimizer.load_state(self.checkpoint.optimizer)

    def run(self) -> tuple[Loop, bool]:
        """Train; returns the loop as it ended, and whether it reached the last step."""
        batches, settings = _batches(self.material), self.material.settings
        tokens = settings.batch_size * settings.accumulation * self.material.config.context_length
        loop = Loop(
            update=self.updater,
            resolved=self.resolved,
            tokens_per_step=tokens,
            steps_per_epoch=batches.steps_per_epoch / settings.accumulation,
            metrics=MetricsFile(self.folder / TRAINING / METRICS),
            context=self.context,
            measure=lambda: self.measure(self.resolved.evaluate_tokens),
            sample=lambda: self.sample(self.model),
            save=self._save,
            record=self.record,
            early_stopping=settings.early_stopping,
        )
        if self.checkpoint is not None:
            loop.step, loop.elapsed = self.checkpoint.state.step, self.checkpoint.state.elapsed
            loop.watch.recall(read_metrics(loop.metrics.path), loop.step)
        self.context.emit(self._plan(loop, tokens))
        hint = little_data(self.resolved.parameters, self.resolved.train_tokens, tokens * self.resolved.steps)
        if hint is not None and self.checkpoint is None:
            self.context.emit(hint)
        finished = loop.run()
        self.resolved = loop.resolved
        return loop, finished

    def weights(self) -> Weights:
        """The float32 weights by parameter name."""
        return {name: master.detach().cpu().contiguous() for name, master in self.optimizer.masters.items()}

    def load(self, weights: Weights) -> None:
        """Put float32 weights into the masters and the model."""
        with torch.no_grad():
            for name, master in self.optimizer.masters.items():
                master.copy_(weights[name])
        self.optimizer.publish()

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

    def _save(self, state: RunState) -> None:
        weights = self.weights()
        target = save_checkpoint(self.folder, state, weights, self.optimizer.state())
        self.publish(weights, state)
        self.context.emit(CheckpointSaved(state.step, str(target)))

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


def _budget_seconds(settings: TrainingSettings) -> float | None:
    if settings.steps is not None or settings.epochs is not None:
        return None
    return 60 * (DEFAULT_MINUTES if settings.minutes is None else settings.minutes)


def _built(material: Material, device: torch.device, arithmetic: Arithmetic) -> LanguageModel:
    """The model at its starting weights: drawn from the seed, or those given."""
    generator = torch.Generator().manual_seed(material.settings.seed)
    model = new_model(material.config, generator=generator)
    if material.weights is not None:
        model.load_state_dict(material.weights)
    model.attention = arithmetic.attention
    return model.to(device=device)


def _updater(model: LanguageModel, material: Material, arithmetic: Arithmetic, *, steps: int, peak: float) -> Updater:
    optimizer = MasterOptimizer(model, material.settings, DTYPES[arithmetic.precision])
    return Updater(model, optimizer, _batches(material), material.settings, steps=steps, peak=peak)


def _batches(material: Material) -> Batches:
    settings = material.settings
    return Batches(material.dataset.train.array(), material.config.context_length, settings.batch_size, settings.seed)
