"""Describes for a person what was found in a model's folder and what is missing from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from gpt_studio.artifacts import names
from gpt_studio.core.errors import Message, say, shortened
from gpt_studio.core.regular_file import is_there

if TYPE_CHECKING:
    from gpt_studio.artifacts.validate import Language
    from gpt_studio.artifacts.weights import Weights
    from gpt_studio.models.contract import ModelConfig

_PRECISIONS = {"F32": "float32", "F16": "float16", "BF16": "bfloat16", "F64": "float64"}
_SHOWN_ENDS = 4


def architecture_facts(config: ModelConfig) -> tuple[Message, ...]:
    return (
        say("loading.model_type", "{model_type}", model_type=config.model_type),
        say("loading.layers", "{layers} of {heads}", layers=_layers(config.layers), heads=_heads(config.heads)),
        say("loading.hidden_size", "hidden size {size:,}", size=config.hidden_size),
        say("loading.context", "context of {length:,} tokens", length=config.context_length),
    )


def _layers(number: int) -> Message:
    return (
        say("loading.layer_one", "1 layer")
        if number == 1
        else say("loading.layer_many", "{count} layers", count=number)
    )


def _heads(number: int) -> Message:
    return say("loading.head_one", "1 head") if number == 1 else say("loading.head_many", "{count} heads", count=number)


def knowledge_facts(weights: Weights, computed_in: str) -> tuple[Message, ...]:
    """``computed_in`` is the precision of the weights in memory."""
    return (
        say("loading.parameters", "{count:,} parameters", count=weights.parameters),
        say("loading.tensors", "{count} tensors", count=len(weights.tensors)),
        say(
            "loading.precision",
            "stored as {stored}, computed in {computed}",
            stored=precision(weights.dtypes),
            computed=computed_in,
        ),
        say("loading.size", "{megabytes:,.1f} MB", megabytes=weights.size / 1e6),
    )


def language_facts(language: Language, known: int) -> Iterator[Message]:
    """``known`` is the number of tokens for which the model has an embedding row."""
    tokenizer = language.tokenizer
    yield say("loading.vocabulary", "vocabulary of {size:,} tokens", size=tokenizer.vocab_size)
    if known > tokenizer.vocab_size:
        yield say("loading.places", "of {known:,} that the model has a place for", known=known)
    yield say("loading.tokenizer", "{kind} tokenizer", kind=tokenizer.kind)
    special = len(tokenizer.special_ids)
    if special == 1:
        yield say("loading.special_one", "one special token")
    else:
        yield say("loading.special", "{count} special tokens", count=special)
    if ends := end_tokens(language):
        yield say("loading.ends", "ends with {tokens}", tokens=ends)
    if language.chat_template is not None:
        yield say("loading.chat", "a chat template: it can hold conversations")


def end_tokens(language: Language) -> str:
    """The first tokens that end a text, separated by commas. Ids without a token are left out."""
    tokenizer = language.tokenizer
    known = [i for i in language.stop_ids if i < tokenizer.vocab_size]  # the library fails beyond 32 bits
    texts = [text for i in known if (text := tokenizer.backend.id_to_token(i)) is not None]
    return ", ".join(map(shortened, texts[:_SHOWN_ENDS]))


def missing(folder: Path, language: Language) -> Iterator[Message]:
    """What the folder lacks and a person will notice, each with its consequence."""
    if language.chat_template is None:
        yield say(
            "missing.template",
            "There is no chat template, so the model goes on with your texts instead of answering in a conversation.",
        )
    if not language.stop_ids:
        yield say(
            "missing.end",
            "No token ends a text, so the model writes on until the length is reached or you stop it.",
        )
    if language.start_id is None:
        yield say("missing.start", "No token begins a text, so the model needs at least one word to go on from.")
    if not is_there(folder / names.GENERATION):
        yield say("missing.generation", "There is no generation_config.json, so it writes with the usual settings.")


def precision(dtypes: Iterable[str]) -> str:
    """The common names of data types: ``bfloat16`` for ``BF16``."""
    return ", ".join(_PRECISIONS.get(dtype, dtype) for dtype in dtypes)
