"""Conversations as prompts: the model's chat template, rendered as transformers renders it."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass

from gpt_studio.artifacts.chat_layout import ChatLayout
from gpt_studio.artifacts.chat_template import ChatTemplate
from gpt_studio.artifacts.quarantine import Quarantine
from gpt_studio.artifacts.render_chat import render_chat
from gpt_studio.core.errors import StudioError
from gpt_studio.corpora.documents import Turn
from gpt_studio.inference.text_prompt import cleaned
from gpt_studio.tokenization.tokenizer import Tokenizer


@dataclass(frozen=True)
class ChatPrompt:
    """What the model reads before it replies.

    ``dropped_turns`` counts the oldest turns, which did not fit. ``folded``: the template refuses a system message, so
    it was put before the user's first one.
    """

    ids: tuple[int, ...]
    dropped_turns: int
    folded: bool = False


def chat_prompt(
    template: ChatTemplate,
    tokenizer: Tokenizer,
    turns: Sequence[Turn],
    context_length: int,
    room: int,
    quarantine: Quarantine | None = None,
    *,
    begun: str = "",
) -> ChatPrompt:
    """The ids of the conversation up to where the reply begins, if possible at most ``context_length - room``.

    While there are more, the oldest turns are left out, up to the next turn of the user; system turns and the last
    turn of the user stay. What a person wrote is cleaned as training texts are. The template runs in the helper
    process of ``quarantine``, or in one made for this call. ``begun`` is the beginning of a reply that is to be
    continued: the ids end after it, and may be more than fit.
    Raises StudioError if the template fails or writes nothing, or if what must stay fills the whole context.
    """
    kept = [turn if turn.role == "assistant" else Turn(turn.role, cleaned(turn.text)) for turn in turns]
    with contextlib.nullcontext(quarantine) if quarantine else Quarantine() as helper:
        layout = ChatLayout(template.source, tokenizer, helper)
        ids, folded = layout.prompt(kept, begun)
        while len(ids) > context_length - room and (rest := _without_oldest(kept)) is not None:
            kept = rest
            ids, folded = layout.prompt(kept, begun)
    if not ids:
        raise StudioError(
            "template.empty",
            "The model's chat template writes nothing for this conversation: use the model without chat.",
        )
    if len(ids) >= context_length and not begun:
        raise StudioError(
            "chat.too_long",
            "The last message takes {tokens} tokens, but the model sees only {context_length} at once: shorten it.",
            tokens=len(ids),
            context_length=context_length,
        )
    return ChatPrompt(ids, len(turns) - len(kept), folded)


def render(
    template: ChatTemplate, tokenizer: Tokenizer, turns: Sequence[Turn], quarantine: Quarantine | None = None
) -> str:
    """The conversation as one text, up to where the reply begins. Raises StudioError if the template fails."""
    with contextlib.nullcontext(quarantine) if quarantine else Quarantine() as helper:
        return render_chat(template, tokenizer.roles, turns, helper)


def _without_oldest(turns: list[Turn]) -> list[Turn] | None:
    """``turns`` without the user's oldest and what follows it up to the user's next; None if there is no next."""
    users = [place for place, turn in enumerate(turns) if turn.role == "user"]
    if len(users) < 2:
        return None
    kept_system = [turn for turn in turns[: users[1]] if turn.role == "system"]
    return kept_system + turns[users[1] :]
