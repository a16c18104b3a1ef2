"""Which part of a model learns when it is gone on from: all of it, all but the embeddings, or its last layers."""

from __future__ import annotations

from gpt_studio.core.errors import FieldError, Message, say
from gpt_studio.models.build import parameter_count
from gpt_studio.models.contract import ModelConfig
from gpt_studio.models.fixed_parameters import learning_count
from gpt_studio.models.lora import lora_parameters
from gpt_studio.training.settings import ATTENTION, LORA, TrainingSettings


def check_part(config: ModelConfig, settings: TrainingSettings) -> None:
    """Raise FieldError if more layers are to learn than a model of this ``config`` has."""
    if settings.last_layers is not None and settings.last_layers > config.layers:
        raise FieldError(
            "training.too_many_last_layers",
            "The model has {layers} {layers:|layer|layers}, so its last {asked} cannot be chosen: give at most "
            "{layers}, or leave it open, and all of them learn.",
            layers=config.layers,
            asked=settings.last_layers,
            field="last_layers",
        )


def numbers_that_learn(config: ModelConfig, settings: TrainingSettings) -> int:
    """How many numbers the optimizer changes: of an adapter, or of the model itself."""
    if settings.method == LORA:
        return lora_parameters(
            config,
            settings.lora_rank,
            attention_only=settings.lora_layers == ATTENTION,
            last_layers=settings.last_layers,
        )
    return learning_count(config, last_layers=settings.last_layers, learn_embeddings=settings.learn_embeddings)


def numbers_that_are_saved(config: ModelConfig, settings: TrainingSettings) -> int:
    """How many numbers a checkpoint holds beside the optimizer's: of an adapter alone, or of the whole model."""
    return numbers_that_learn(config, settings) if settings.method == LORA else parameter_count(config)


def numbers_of_a_checkpoint(config: ModelConfig, settings: TrainingSettings) -> int:
    """As many numbers as a model of which everything learns has if its checkpoints take as long to save."""
    return (numbers_that_are_saved(config, settings) + numbers_that_learn(config, settings)) // 2


def layers_that_learn(config: ModelConfig, settings: TrainingSettings) -> int:
    return config.layers if settings.last_layers is None else min(settings.last_layers, config.layers)


def part_explained(config: ModelConfig, settings: TrainingSettings) -> Message | None:
    """What stays as it is, of a training whose method is chosen; None where nothing was asked for."""
    facts = {
        "layers": config.layers,
        "learning": numbers_that_learn(config, settings),
        "parameters": parameter_count(config),
    }
    if settings.last_layers is not None and settings.method == LORA:
        return say(
            "training.part_adapted",
            "Only the last {last} of {layers} layers {last:|gets|get} an adapter: {learning:,} numbers learn.",
            last=settings.last_layers,
            **facts,
        )
    if settings.last_layers is not None:
        return say(
            "training.part_last_layers",
            "Only the last {last} of {layers} layers {last:|learns|learn}, with what follows: {learning:,} of "
            "{parameters:,} parameters. The others stay as they are.",
            last=settings.last_layers,
            **facts,
        )
    if settings.method != LORA and not settings.learn_embeddings:
        return say(
            "training.part_embeddings",
            "The embeddings stay as they are: {learning:,} of {parameters:,} parameters learn.",
            **facts,
        )
    return None
