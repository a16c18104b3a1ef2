"""Chooses how many tokens a model reads at once when a training goes on from it, and in how large batches.

As many tokens as its new texts need: memory and time of a step grow with the context, attention with its square. Models
from elsewhere have contexts of 8,192 tokens and more, of which short texts and conversations fill a small part. A few
hundred conversations are learnt in more, smaller updates (docs/DEFAULTS.md).
"""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from gpt_studio.core.errors import FieldError, Message, say
from gpt_studio.corpora.sources import SAMPLE
from gpt_studio.dataset.batches import fitting_context
from gpt_studio.dataset.packing import Packing, pieces_of
from gpt_studio.hardware.machine import choose_device
from gpt_studio.training.run.assembly import RunInputs
from gpt_studio.training.settings import (
    AUTO,
    LORA,
    OF_ADAPTERS,
    OF_REMEMBERING,
    REPLIES,
    TrainingSettings,
    chosen_among,
)

LONGEST_ON_A_PROCESSOR = 1024
USUAL_SHARE = 95  # percent of the texts that fit as a whole
STEP = 32
WELL_PACKED, LONGEST_ROW = 0.9, 4  # share of a row that is not filler; rows of so many usual conversations at most
LOOKED_AT = 20_000  # conversations
UPDATES_AN_EPOCH, LEAST_TOKENS = 40, 256
PATIENCE = 4
"""Measurements without a better one after which a training that goes on ends early."""


def longest_context(context_length: int, device: str) -> int:
    """The most that is chosen for a model of this ``context_length``; ``device`` as in the settings."""
    on_processor = choose_device(device).type == "cpu"
    return min(context_length, LONGEST_ON_A_PROCESSOR) if on_processor else context_length


def with_context(inputs: RunInputs, processes: int = 1) -> RunInputs:
    """``inputs`` of a run that goes on from a model, with the context of the training chosen, unless it was given, and
    then the batch, unless another than the usual one was. So many ``processes`` divide the batch."""
    if inputs.settings.tuning_context is not None:
        return inputs
    lengths = inputs.dataset.train.lengths()
    usual = float(np.percentile(lengths, USUAL_SHARE)) if len(lengths) else 0.0
    wanted = max(STEP, -(-int(usual) // STEP) * STEP)
    longest = longest_context(inputs.config.context_length, inputs.settings.device)
    row = wanted
    if inputs.dataset.conversations and inputs.settings.learn == REPLIES:
        row = _well_packed(lengths, wanted, longest)
    chosen = fitting_context(inputs.dataset.train.tokens, min(row, longest))
    inputs = replace(inputs, settings=replace(inputs.settings, tuning_context=chosen))
    return replace(inputs, settings=_with_batch(inputs, min(wanted, chosen), processes))


def _well_packed(lengths: npt.NDArray[np.int64], wanted: int, longest: int) -> int:
    """``wanted``, or the least above it with which rows of whole conversations hold little filler."""
    lengths = lengths[:: max(1, len(lengths) // LOOKED_AT)]
    best, filled = wanted, 0.0
    for length in range(wanted, min(longest, LONGEST_ROW * wanted) + 1, STEP):
        sizes = pieces_of(lengths, length).sizes
        share = float(sizes.sum()) / max(1, Packing(sizes, length).rows * length)
        if share > filled:
            best, filled = length, share
        if share >= WELL_PACKED:
            break
    return best


def _with_batch(inputs: RunInputs, usual_length: int, processes: int) -> TrainingSettings:
    """The settings with the usual batch made smaller.

    An update reads no more than so many texts of the ``usual_length``, however long the rows are, and an epoch has
    UPDATES_AN_EPOCH; but none reads less than LEAST_TOKENS, because small updates use the machine badly. The batch can
    still be divided into the micro-batches that were chosen, and among the processes.
    """
    settings, usual = inputs.settings, TrainingSettings()
    if (settings.batch_size, settings.accumulation) != (usual.batch_size, usual.accumulation):
        return settings
    of_an_epoch = inputs.dataset.train.tokens / inputs.new_share / UPDATES_AN_EPOCH
    most = min(usual.batch_size * usual_length, max(LEAST_TOKENS, of_an_epoch))
    size, parts = settings.batch_size, math.lcm(settings.micro_batch or 1, processes)
    while size * inputs.context_length > most and size % (2 * parts) == 0:
        size //= 2
    return replace(settings, batch_size=size)


def context_explained(inputs: RunInputs) -> Message:
    """How many tokens are read at once, and how many texts are longer."""
    lengths, context = inputs.dataset.train.lengths(), inputs.context_length
    longer = int((lengths > context).sum())
    if longer:
        return say(
            "training.context_parts",
            "It reads {context:,} tokens at a time: {longer:,} of {texts:,} {texts:|text is|texts are} longer and "
            "{longer:|is|are} read in parts, the others as a whole or together.",
            context=context,
            longer=longer,
            texts=len(lengths),
        )
    return say(
        "training.context_whole",
        "It reads {context:,} tokens at a time, and no text is longer.",
        context=context,
    )


def check_goes_on(settings: TrainingSettings, *, goes_on: bool) -> None:
    """Raise FieldError for a setting that only a training that goes on from a model can have."""
    if goes_on:
        return
    if settings.method == LORA:
        raise FieldError(
            "training.lora_needs_base",
            "An adapter is trained on a model that exists: choose one to go on from, or the full method.",
            field="method",
        )
    if settings.tuning_context is not None:
        raise FieldError(
            "training.context_needs_base",
            "A new model is trained with its own context length: leave that of the training open, or choose a model to "
            "go on from.",
            field="tuning_context",
        )
    if chosen := chosen_among(settings, OF_REMEMBERING):
        raise FieldError(
            "training.remembering_needs_base",
            "A new model knows nothing yet that it could forget or read again: leave the text to remember and the "
            "rehearsal out, or choose a model to go on from.",
            field=chosen[0],
        )
    if chosen := chosen_among(settings, OF_ADAPTERS):
        raise FieldError(
            "training.adapter_needs_base",
            "A new model learns without an adapter: leave the settings of LoRA as they are, or choose a model to go on "
            "from.",
            field=chosen[0],
        )
    if settings.last_layers is not None:
        raise FieldError(
            "training.last_layers_need_base",
            "A new model learns in all of its layers: leave the last layers open, or choose a model to go on from.",
            field="last_layers",
        )
    if not settings.learn_embeddings:
        raise FieldError(
            "training.embeddings_need_base",
            "A new model knows nothing of its tokens yet: let the embeddings learn, or choose a model to go on from.",
            field="learn_embeddings",
        )


def settled(settings: TrainingSettings, *, goes_on: bool) -> TrainingSettings:
    """``settings`` with what goes otherwise in a training that goes on decided: what is learnt of conversations, when
    it ends early, and where the text is that it should not forget."""
    if not goes_on:
        return settings
    return replace(
        settings,
        learn=REPLIES if settings.learn == AUTO else settings.learn,
        early_stopping=PATIENCE if settings.early_stopping is None else settings.early_stopping,
        remember_on=settings.remember_on
        if settings.remember_on in ("", SAMPLE)
        else str(Path(settings.remember_on).absolute()),
    )
