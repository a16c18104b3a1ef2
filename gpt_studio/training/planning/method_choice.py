"""Chooses how a model is gone on from: with all of its weights, or with a LoRA adapter beside them."""

from __future__ import annotations

from dataclasses import replace

from gpt_studio.core.errors import FieldError, Message, StudioError, say
from gpt_studio.hardware.machine import available_memory
from gpt_studio.models.build import build_on_meta, parameter_count
from gpt_studio.models.contract import ModelConfig
from gpt_studio.models.lora import LoraShape, linear_layers
from gpt_studio.training.planning.memory import ways_that_fit
from gpt_studio.training.run.assembly import RunInputs
from gpt_studio.training.settings import ATTENTION, AUTO, FULL, LORA, SHARDED, TrainingSettings

SMALL = 100_000_000


def with_method(inputs: RunInputs) -> tuple[RunInputs, Message | None]:
    """``inputs`` of a run that goes on from a model, with the method chosen, and why where the program chose it."""
    settings, reason = inputs.settings, None
    if settings.method == AUTO:
        method, reason = chosen_method(inputs.config, settings)
        settings = replace(settings, method=method)
    inputs = replace(inputs, settings=settings, adapter=adapter_of(inputs.config, settings))
    return inputs, reason


def adapter_of(config: ModelConfig, settings: TrainingSettings) -> LoraShape | None:
    """The adapter that learns with these settings; None where all weights learn."""
    if settings.method != LORA:
        return None
    if settings.parallel == SHARDED:
        raise FieldError(
            "training.lora_sharded",
            "An adapter cannot be trained on a model in shards: choose replicated, or the full method.",
            field="parallel",
        )
    return LoraShape(
        modules=linear_layers(
            build_on_meta(config),
            attention_only=settings.lora_layers == ATTENTION,
            last_layers=settings.last_layers,
        ),
        rank=settings.lora_rank,
        alpha=settings.lora_alpha or 2.0 * settings.lora_rank,
        dropout=settings.lora_dropout,
        by_root=settings.lora_by_root,
    )


def chosen_method(config: ModelConfig, settings: TrainingSettings) -> tuple[str, Message]:
    """The method for a model of this ``config``, and why."""
    parameters = parameter_count(config)
    if parameters > SMALL:
        return LORA, say(
            "training.method_large",
            "An adapter is trained (LoRA) and the model stays as it is, because it has {parameters:,} parameters: full "
            "training would take much more memory and disk.",
            parameters=parameters,
        )
    settings = replace(settings, method=FULL)
    try:
        ways_that_fit(config, settings, available_memory(settings.device))
    except StudioError:
        return LORA, say(
            "training.method_memory",
            "An adapter is trained (LoRA) and the model stays as it is, because full training does not fit into the "
            "memory that is free.",
        )
    return FULL, say(
        "training.method_full",
        "The model's own weights are trained, because it is small enough for that.",
    )
