"""From what a run is made of to something that can do updates, in this process and, told so, in the others."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import cast

import torch

from gpt_studio.core.errors import say
from gpt_studio.core.events import Progress
from gpt_studio.core.job import JobContext
from gpt_studio.dataset.batches import Batches
from gpt_studio.dataset.encode import EncodedDataset
from gpt_studio.hardware.machine import DTYPES, choose_device
from gpt_studio.models.build import new_model
from gpt_studio.models.contract import AttentionPath, LanguageModel, ModelConfig
from gpt_studio.training.learning.bigram_init import start_from_pairs
from gpt_studio.training.learning.compilation import compile_layers
from gpt_studio.training.learning.optimizer import MasterOptimizer
from gpt_studio.training.parallel.distributed import ALONE, Team
from gpt_studio.training.parallel.placement import OneProcess, Tensors
from gpt_studio.training.run.update import Updater
from gpt_studio.training.settings import SHARDED, TrainingSettings


@dataclass(frozen=True)
class Material:
    """What a run is made of. ``weights`` are those to start from, by parameter name; None draws them from the seed.

    ``has_learnt``: they are those of another model, which need not be there to foresee what the run will take.
    """

    config: ModelConfig
    dataset: EncodedDataset
    settings: TrainingSettings
    tokenizer_sha256: str
    weights: Tensors | None = None
    has_learnt: bool = False


@dataclass(frozen=True)
class Way:
    """How it is done, as in a recipe; the learning rate's ``peak`` and the ``steps`` along which it moves."""

    device: str
    precision: str
    attention: str
    threads: int
    steps: int
    peak: float
    weight_decay: float
    micro_batch: int = 0
    compiled: bool = False
    growing: bool = False
    from_pairs: bool = False


def assemble(material: Material, way: Way, context: JobContext, team: Team = ALONE) -> Updater:
    """The model at its starting weights with all that updates it. A leader's call makes the others call it too.

    Raises JobCancelled while the starting weights are counted.
    """
    settings = replace(material.settings, weight_decay=way.weight_decay)
    material = replace(material, settings=settings)
    torch.set_num_threads(team.threads_of(way.threads))
    if way.from_pairs and material.weights is None and team.leads:
        context.emit(Progress(say("training.counting", "Counting which token follows which")))
    # Before the others are told: until they have begun they can hear of a stop.
    start = _starting(material, context, from_pairs=way.from_pairs) if team.leads else None
    team.tell("assemble", replace(material, weights=None), way)
    placement = _placed(start, material, way, team)
    model, optimizer = placement.model, placement.optimizer
    model.attention = cast(AttentionPath, way.attention)
    if way.compiled:
        compile_layers(model)
    batches = Batches(
        material.dataset.train.array(), material.config.context_length, settings.batch_size, settings.seed
    )
    return Updater(
        model,
        optimizer,
        batches,
        settings,
        steps=way.steps,
        peak=way.peak,
        micro_batch=way.micro_batch,
        growing=way.growing,
        placement=placement,
        team=team,
        context=context,
        compiled=way.compiled,
    )


def starting_weights(material: Material, *, from_pairs: bool) -> Tensors:
    """The float32 weights with which a run of ``material`` begins, by parameter name.

    They come whatever is asked of the job meanwhile: a run that goes back to its start stops in good order there.
    """
    return _weights_of(_starting(material, JobContext(), from_pairs=from_pairs))


def _weights_of(model: LanguageModel) -> Tensors:
    return {name: weight.detach() for name, weight in model.named_parameters()}


def _placed(start: LanguageModel | None, material: Material, way: Way, team: Team) -> OneProcess:
    """The model and its optimizer, on the device and in the placement that is wanted. Who leads gives the ``start``."""
    device, precision, settings = choose_device(way.device), DTYPES[way.precision], material.settings
    if not team.alone and settings.parallel == SHARDED:
        from gpt_studio.training.parallel.sharded import Sharded, sharded_model

        shards = sharded_model(material.config, device, precision, team)
        masters = MasterOptimizer(shards, settings, torch.float32, precision, from_pairs=way.from_pairs)
        placement = Sharded(shards, masters, team)
        placement.load(None if start is None else _weights_of(start))
        return placement
    model = (new_model(material.config) if start is None else start).to(device=device)
    optimizer = MasterOptimizer(model, settings, precision, from_pairs=way.from_pairs)
    if team.alone:
        return OneProcess(model, optimizer)
    from gpt_studio.training.parallel.replicated import Replicated

    copies = Replicated(model, optimizer, team)
    copies.load(copies.weights() if team.leads else None)
    return copies


def _starting(material: Material, context: JobContext, *, from_pairs: bool) -> LanguageModel:
    """The model at its starting weights: drawn from the seed, or given; some are counted if ``from_pairs``."""
    generator = torch.Generator().manual_seed(material.settings.seed)
    model = new_model(material.config, generator=generator)
    if material.weights is not None:
        model.load_state_dict(material.weights)
    elif from_pairs:
        start_from_pairs(model, material.dataset.train.array(), generator, context)
    return model
