"""Estimates what a training would take on this machine (time, memory, disk, tokens) from a short measurement."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

from gpt_studio.core.errors import Message
from gpt_studio.core.job import JobContext
from gpt_studio.core.regular_file import links_followed
from gpt_studio.corpora.mixture import TrainingText
from gpt_studio.models.shape import ModelShape
from gpt_studio.training.settings import REPLIES, TrainingSettings, check_settings

if TYPE_CHECKING:
    from gpt_studio.models.contract import AttentionPath, ModelConfig
    from gpt_studio.tokenization.tokenizer import Tokenizer

TOKENIZER_SECONDS_A_MEGABYTE = 1.5


@dataclass(frozen=True)
class ForecastTraining:
    """As jobs.training.train_model.TrainModel, without folders: nothing is written that stays."""

    settings: TrainingSettings
    corpus: TrainingText
    shape: ModelShape | None = None
    tokenizer: Path | None = None
    base: Path | None = None
    choose_size: bool = False
    base_step: int | None = None
    follow_links: bool = False


@dataclass(frozen=True)
class TrainingForecast:
    """``seconds`` of the training itself; ``preparing_seconds`` before its first step.

    ``tokens`` are all that are read, ``text_tokens`` those of the text: ``epochs`` times. ``memory_bytes`` is the
    peak. ``context_length``: how many tokens are read at once. ``reasons`` tells why the ``shape`` was chosen, where it
    was; ``hints`` what is worth knowing before. Of a mixture, ``text_tokens`` and ``epochs`` are as
    dataset/mixed_tokens.py says, and ``shares`` tells how often each corpus is read.
    """

    seconds: float
    preparing_seconds: float
    steps: int
    step_seconds: float
    tokens: int
    text_tokens: int
    epochs: float
    parameters: int
    memory_bytes: int
    memory_available: int
    folder_bytes: int
    disk_bytes: int
    device: str
    precision: str
    threads: int
    context_length: int
    shape: ModelShape | None
    reasons: Message | None
    hints: tuple[Message, ...]
    shares: tuple[Message, ...] = ()


def run(request: ForecastTraining, context: JobContext) -> TrainingForecast:
    """Takes some seconds. Raises StudioError as the training would: for what cannot work, or does not fit."""
    import numpy as np

    from gpt_studio.artifacts.chat_layout import layout_for
    from gpt_studio.artifacts.find_model import find_model
    from gpt_studio.dataset.estimate import foreseen
    from gpt_studio.dataset.mixture import shares_told
    from gpt_studio.dataset.token_file import SUFFIXES, suffix_for
    from gpt_studio.hardware.machine import available_memory
    from gpt_studio.jobs.training.talking_base import (
        added_explained,
        holds_conversations,
        with_method_for_new_tokens,
    )
    from gpt_studio.models.more_rows import with_rows
    from gpt_studio.models.registry import family
    from gpt_studio.tokenization.chat_tokens import lacking, with_chat_tokens
    from gpt_studio.training.planning.context_choice import (
        check_goes_on,
        context_explained,
        longest_context,
        settled,
        with_context,
    )
    from gpt_studio.training.planning.decide import Calibrator
    from gpt_studio.training.planning.memory import memory_need
    from gpt_studio.training.planning.method_choice import with_method
    from gpt_studio.training.planning.outlook import outlook
    from gpt_studio.training.planning.part_choice import check_part, part_explained
    from gpt_studio.training.planning.rehearsal_choice import (
        counted_if_short,
        known_text,
        with_rehearsal,
        with_share,
    )
    from gpt_studio.training.planning.size_choice import reasons_for, size_for_the_time
    from gpt_studio.training.run.assembly import RunInputs
    from gpt_studio.training.run.watch import little_data

    check_settings(request.settings)
    goes_on = request.base is not None
    check_goes_on(request.settings, goes_on=goes_on)
    settings = settled(request.settings, goes_on=goes_on)
    started = time.perf_counter()
    tokenizer, config, trained, template = _origin(request, context)
    check_part(config, settings)
    known_by, explained = tokenizer, list[Message]()
    if goes_on and tokenizer is not None and template is None and lacking(tokenizer):
        added = lacking(tokenizer) if holds_conversations(request.corpus, context) else ()
        if added:
            settings, why = with_method_for_new_tokens(settings)
            tokenizer = with_chat_tokens(tokenizer)
            config = with_rows(config, tokenizer.vocab_size)
            explained += [added_explained(added, config.vocab_size), *([] if why is None else [why])]
    tokenizing = time.perf_counter() - started if trained else 0.0
    layout = layout_for(tokenizer, template) if tokenizer is not None else None
    most = settings.context_in(
        longest_context(config.context_length, settings.device) if goes_on else config.context_length
    )
    replies_only = settings.learn == REPLIES
    with foreseen(
        request.corpus, config.vocab_size, most, tokenizer, context, layout, replies_only=replies_only
    ) as text:
        began = time.perf_counter()
        inputs = RunInputs(
            config, text.dataset, settings, "", has_learnt=goes_on, gets_tokens=known_by is not tokenizer
        )
        if request.base is not None and tokenizer is not None and known_by is not None:
            base = find_model(request.base, request.base_step).chosen
            known = known_text(base, settings, known_by, layout if known_by is tokenizer else None, context)
            settings = with_share(settings, request.corpus, known, talks=text.dataset.conversations > 0)
            inputs = with_context(replace(inputs, settings=settings))
            with counted_if_short(inputs, known, tokenizer, layout, context) as counted:
                decided, remembered = with_rehearsal(counted, known, asked=bool(request.settings.rehearsal))
            inputs, why = with_method(replace(decided, known=None))
            said = (context_explained(inputs), why, part_explained(config, inputs.settings), remembered)
            explained += [each for each in said if each is not None]
        shape, reasons, calibrator = request.shape, None, Calibrator(context)
        if request.choose_size:
            size = size_for_the_time(inputs, shape or ModelShape(), calibrator.seconds_a_step)
            shape, reasons = size.shape, reasons_for(size, config.vocab_size)
            config = family(shape.model_type).from_shape(shape, config.vocab_size)
            inputs = replace(inputs, config=config, settings=size.settings)
        ahead = outlook(inputs, context, calibrator)
    measuring = time.perf_counter() - began
    if tokenizer is None:
        tokenizing = TOKENIZER_SECONDS_A_MEGABYTE * text.text_bytes / 1e6
    done = ahead.resolved
    need = memory_need(
        config,
        replace(inputs.settings, precision=done.precision, micro_batch=done.micro_batch),
        attention=cast("AttentionPath", done.attention),
    )
    read = round(inputs.new_share * ahead.tokens)
    hint = little_data(need.parameters, text.dataset.distinct_tokens, read, tuning=goes_on)
    width = np.dtype(SUFFIXES[suffix_for(config.vocab_size)]).itemsize
    return TrainingForecast(
        seconds=ahead.seconds,
        preparing_seconds=tokenizing + text.encoding_seconds + measuring,
        steps=ahead.resolved.steps,
        step_seconds=ahead.resolved.step_seconds,
        tokens=ahead.tokens,
        text_tokens=text.tokens,
        epochs=ahead.epochs,
        parameters=need.parameters,
        memory_bytes=need.total,
        memory_available=available_memory(request.settings.device),
        folder_bytes=need.folder,
        disk_bytes=need.disk + text.tokens * width,
        device=ahead.resolved.device,
        precision=ahead.resolved.precision,
        threads=ahead.resolved.threads,
        context_length=inputs.context_length,
        shape=shape,
        reasons=reasons,
        hints=(*explained, *((hint.what,) if hint else ())),
        shares=shares_told(text.dataset, read),
    )


def _origin(request: ForecastTraining, context: JobContext) -> tuple[Tokenizer | None, ModelConfig, bool, str | None]:
    """Tokenizer and config that the training would have, whether the tokenizer was trained here, and the base's
    chat template.

    Where the training would train a tokenizer first, so does this for a short text; for a longer one there is none.
    """
    from gpt_studio.artifacts.load import open_artifact
    from gpt_studio.artifacts.open_tokenizer import open_tokenizer
    from gpt_studio.artifacts.quarantine import Quarantine
    from gpt_studio.dataset.estimate import is_short
    from gpt_studio.jobs.tokenizers.train_tokenizer import fitting_tokenizer
    from gpt_studio.jobs.training.plan_training import expected_vocabulary
    from gpt_studio.models.registry import family

    if request.base is not None:
        base = open_artifact(request.base, step=request.base_step, follow_links=request.follow_links)
        return base.tokenizer, base.config, False, base.chat_template.source if base.chat_template else None
    tokenizer = None
    if request.tokenizer is not None:
        with Quarantine() as quarantine, links_followed(request.tokenizer, request.follow_links):
            tokenizer = open_tokenizer(request.tokenizer, quarantine)
    elif is_short(request.corpus):
        tokenizer = fitting_tokenizer(request.corpus, context)
    shape = request.shape or ModelShape()
    vocabulary = tokenizer.vocab_size if tokenizer else expected_vocabulary(request.corpus)
    config = family(shape.model_type).from_shape(shape, vocabulary)
    return tokenizer, config, tokenizer is not None and request.tokenizer is None, None
