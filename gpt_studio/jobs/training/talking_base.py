"""Decides whether a model must get the tokens of ChatML before it goes on from conversations, and gives them to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from torch import Tensor

from gpt_studio.artifacts.find_model import found_model
from gpt_studio.artifacts.quarantine import Quarantine
from gpt_studio.artifacts.validate import check_language, read_config
from gpt_studio.core.errors import FieldError, Message, say
from gpt_studio.core.events import Progress
from gpt_studio.core.job import JobContext, Unreported
from gpt_studio.corpora.corpus import iter_documents
from gpt_studio.corpora.mixture import TrainingText, corpora_of
from gpt_studio.models import more_rows
from gpt_studio.models.contract import ModelConfig
from gpt_studio.tokenization.chat_tokens import lacking
from gpt_studio.tokenization.tokenizer import Tokenizer
from gpt_studio.training.settings import AUTO, FULL, LORA, OF_A_PART, TrainingSettings, chosen_among


def tokens_to_add(base: Path, text: TrainingText, context: JobContext, *, follow_links: bool) -> tuple[str, ...]:
    """The tokens that the model in ``base`` lacks to learn the conversations in ``text``.

    None if it has a chat template of its own, or if there are no conversations; the text is read until the first one.
    Raises StudioError if the model cannot be read.
    """
    with Quarantine() as quarantine, found_model(base, follow_links=follow_links) as place:
        language = check_language(place.folder, read_config(place.folder), quarantine)
    missing = () if language.chat_template is not None else lacking(language.tokenizer)
    return missing if missing and holds_conversations(text, context) else ()


def holds_conversations(text: TrainingText, context: JobContext) -> bool:
    """Reads ``text`` until the first conversation. What cannot be read is not said: encoding says it."""
    context.emit(Progress(say("training.looking_for_conversations", "Looking for conversations in the text")))
    silent = Unreported(context)
    return any(document.turns for corpus in corpora_of(text) for document in iter_documents(corpus, silent))


def grown_weights(
    weights: Mapping[str, Tensor], config: ModelConfig, before: Tokenizer, now: Tokenizer
) -> dict[str, Tensor]:
    """The ``weights`` of a model of this ``config``, with rows for the tokens that ``now`` has and ``before`` lacks."""
    return more_rows.grown(weights, config, before.vocab_size, now.vocab_size)


def with_method_for_new_tokens(settings: TrainingSettings) -> tuple[TrainingSettings, Message | None]:
    """``settings`` of a training whose model gets new tokens, and why the method was chosen where it was.

    Raises FieldError for a method that cannot learn them.
    """
    if settings.method == LORA:
        raise FieldError(
            "training.lora_tokens",
            "This model lacks the tokens that begin and end a turn of a conversation, and an adapter cannot hold new "
            "tokens: choose the full method, or a model with a chat template.",
            field="method",
        )
    if fixed := chosen_among(settings, OF_A_PART):
        raise FieldError(
            "training.part_tokens",
            "This model lacks the tokens that begin and end a turn of a conversation, and gets them only where its "
            "embeddings learn: let all layers and the embeddings learn, or choose a model with a chat template.",
            field=fixed[0],
        )
    if settings.method != AUTO:
        return settings, None
    return replace(settings, method=FULL), say(
        "training.method_tokens",
        "All weights of the model are trained, because it gets new tokens, which an adapter cannot hold.",
    )


def added_explained(tokens: tuple[str, ...], rows: int) -> Message:
    """``rows``: those of the model's table of tokens from then on."""
    return say(
        "training.tokens_added",
        "The model has no chat template, so the conversations are laid out as ChatML, and it gets the "
        "{count:|token|tokens} {tokens} for the beginning and the end of a turn: {rows:,} tokens in all.",
        count=len(tokens),
        tokens=", ".join(tokens),
        rows=rows,
    )
