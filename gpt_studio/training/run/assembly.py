"""Builds the updater of a run (model, optimizer, batches), in this process and in the others of its team."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import cast

import torch

from gpt_studio.core.errors import say
from gpt_studio.core.events import Progress
from gpt_studio.core.job import JobContext
from gpt_studio.dataset.batches import Batches, windows_in
from gpt_studio.dataset.encode import EncodedDataset
from gpt_studio.dataset.general_text import GeneralText
from gpt_studio.dataset.rehearsal import RehearsedBatches
from gpt_studio.hardware.machine import DTYPES, choose_device
from gpt_studio.models.build import new_model
from gpt_studio.models.contract import AttentionPath, LanguageModel, ModelConfig
from gpt_studio.models.lora import LoraShape, add_lora, learning
from gpt_studio.training.execution_plan import ExecutionPlan
from gpt_studio.training.learning.bigram_init import start_from_pairs
from gpt_studio.training.learning.compilation import compile_layers
from gpt_studio.training.learning.optimizer import MasterOptimizer
from gpt_studio.training.parallel.distributed import ALONE, Team
from gpt_studio.training.parallel.placement import OneProcess, Tensors
from gpt_studio.training.run.update import PlanT, Updater
from gpt_studio.training.settings import SHARDED, TrainingSettings


@dataclass(frozen=True)
class RunInputs:
    """What a run is made of. ``weights`` reads those to start from, by parameter name, and whoever calls it may change
    them; None draws them from the seed.

    ``has_learnt``: the run goes on from another model. A forecast sets it without giving ``weights``. ``adapter``: what
    learns is an adapter of this shape, and ``weights`` stay as they are; None if all of them learn. ``general``: the
    text on which it is measured what the model forgets; None where that is not measured. ``known``: the text of which
    a share of each batch is read again, if the settings say so. A forecast leaves it out. ``gets_tokens``: the model
    gets new tokens, which an adapter cannot hold.
    """

    config: ModelConfig
    dataset: EncodedDataset
    settings: TrainingSettings
    tokenizer_sha256: str
    weights: Callable[[], Tensors] | None = None
    has_learnt: bool = False
    adapter: LoraShape | None = None
    general: GeneralText | None = None
    known: EncodedDataset | None = None
    gets_tokens: bool = False

    @property
    def context_length(self) -> int:
        """How many tokens the model reads at once in this training."""
        return self.settings.context_in(self.config.context_length)

    @property
    def new_share(self) -> float:
        """The share of what is read that is not read again (``rehearsal`` in the settings)."""
        return 1 - (self.settings.rehearsal or 0.0)

    @property
    def windows_an_epoch(self) -> int:
        """How many sequences are read until the training text is read once, those that are read again included."""
        train = self.dataset.train
        return max(1, round(windows_in(train.tokens, self.context_length, train.divided()) / self.new_share))

    def batches(self) -> Batches | RehearsedBatches:
        """The training text in the order in which it is read."""
        new, size = self._batches_of(self.dataset), self.settings.batch_size
        if self.known is None or not self.settings.rehearsal:
            return new
        return RehearsedBatches(new, self._batches_of(self.known), self.settings.rehearsal, size)

    def _batches_of(self, dataset: EncodedDataset) -> Batches:
        train, settings = dataset.train, self.settings
        return Batches(
            train.array(), self.context_length, settings.batch_size, settings.seed, train.mask(), train.divided()
        )


def assemble(inputs: RunInputs, plan: PlanT, context: JobContext, team: Team = ALONE) -> Updater[PlanT]:
    """The updater of a model at its starting weights. Where the leader calls it, the other processes do, too.

    Raises JobCancelled while the starting weights are counted.
    """
    settings = replace(inputs.settings, weight_decay=plan.weight_decay)
    inputs = replace(inputs, settings=settings)
    torch.set_num_threads(team.threads_of(plan.threads))
    if plan.from_pairs and inputs.weights is None and team.leads:
        context.emit(Progress(say("training.counting", "Counting which token follows which")))
    # Before the order is sent: while the others wait for it, this process can still give up.
    start = _starting(inputs, context, from_pairs=plan.from_pairs) if team.leads else None
    team.tell("assemble", replace(inputs, weights=None, general=None), plan)
    placement = _placed(start, inputs, plan, team)
    model, optimizer = placement.model, placement.optimizer
    model.attention = cast(AttentionPath, plan.attention)
    if plan.compiled:
        compile_layers(model)
    return Updater(model, optimizer, inputs.batches(), settings, plan, placement=placement, team=team, context=context)


def starting_weights(inputs: RunInputs, *, from_pairs: bool) -> Tensors:
    """The float32 weights with which a run of ``inputs`` begins and which learn, by parameter name.

    Not cancelled with the job: a run that goes back to its start needs them to stop and save.
    """
    return _weights_of(_starting(inputs, JobContext(), from_pairs=from_pairs))


def _weights_of(model: LanguageModel) -> Tensors:
    return {name: weight.detach() for name, weight in learning(model)}


def _placed(start: LanguageModel | None, inputs: RunInputs, plan: ExecutionPlan, team: Team) -> OneProcess:
    """Model and optimizer on their device, placed as the settings say. ``start`` is None in all but the leader."""
    device, precision, settings = choose_device(plan.device), DTYPES[plan.precision], inputs.settings
    if not team.alone and settings.parallel == SHARDED:
        from gpt_studio.training.parallel.sharded import Sharded, sharded_model

        shards = sharded_model(inputs.config, device, precision, team)
        masters = MasterOptimizer(shards, settings, torch.float32, precision, from_pairs=plan.from_pairs)
        placement = Sharded(shards, masters, team)
        placement.load(None if start is None else _weights_of(start))
        return placement
    model = (_bare(inputs) if start is None else start).to(device=device)
    optimizer = MasterOptimizer(model, settings, precision, from_pairs=plan.from_pairs)
    if team.alone:
        optimizer.collect_at_once()
        return OneProcess(model, optimizer)
    from gpt_studio.training.parallel.replicated import Replicated

    copies = Replicated(model, optimizer, team)
    copies.load(copies.weights() if team.leads else None)
    return copies


def _starting(inputs: RunInputs, context: JobContext, *, from_pairs: bool) -> LanguageModel:
    """The model at its starting weights: given, or drawn from the seed and partly counted if ``from_pairs``."""
    generator = torch.Generator().manual_seed(inputs.settings.seed)
    model = new_model(inputs.config, generator=generator)
    if inputs.weights is not None:
        read = {name: weight.float() for name, weight in inputs.weights().items()}
        model.load_state_dict(read, assign=True)
    elif from_pairs:
        start_from_pairs(model, inputs.dataset.train.array(), generator, context)
    if inputs.adapter is not None:
        add_lora(model, inputs.adapter, generator)
    return model


def _bare(inputs: RunInputs) -> LanguageModel:
    """The model as it is built in a process that gets its weights from the leader."""
    model = new_model(inputs.config)
    if inputs.adapter is not None:
        add_lora(model, inputs.adapter)
    return model
