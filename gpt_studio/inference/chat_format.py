"""Conversations as prompts: the model's chat template, rendered as transformers renders it."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
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
    prompt = newest_that_fit(template, tokenizer, turns, context_length - room, quarantine, begun=begun)
    if len(prompt.ids) >= context_length and not begun:
        raise StudioError(
            "chat.too_long",
            "The last message takes {tokens:,} tokens, but the model sees only {context_length:,} at once: shorten it.",
            tokens=len(prompt.ids),
            context_length=context_length,
        )
    return prompt


def newest_that_fit(
    template: ChatTemplate,
    tokenizer: Tokenizer,
    turns: Sequence[Turn],
    limit: int,
    quarantine: Quarantine | None = None,
    *,
    begun: str = "",
) -> ChatPrompt:
    """As :func:`chat_prompt`, with at most ``limit`` ids; the last turn of the user and what follows it stay even where
    they take more. Raises StudioError if the template fails or writes nothing."""
    said = [turn if turn.role == "assistant" else Turn(turn.role, cleaned(turn.text)) for turn in turns]
    with contextlib.nullcontext(quarantine) if quarantine else Quarantine() as helper:
        layout = ChatLayout(template.source, tokenizer, helper)
        long = sum(len(turn.text) for turn in said) > _LONGEST_TOKEN * limit
        kept, (ids, folded) = _newest(
            said, lambda some: layout.prompt(some, begun), lambda prompt: len(prompt[0]) <= limit, long=long
        )
    if not ids:
        raise StudioError(
            "template.empty",
            "The model's chat template writes nothing for this conversation: use the model without chat.",
        )
    return ChatPrompt(ids, len(turns) - len(kept), folded)


def render(
    template: ChatTemplate, tokenizer: Tokenizer, turns: Sequence[Turn], quarantine: Quarantine | None = None
) -> str:
    """The conversation as one text, up to where the reply begins. Raises StudioError if the template fails."""
    with contextlib.nullcontext(quarantine) if quarantine else Quarantine() as helper:
        return render_chat(template, tokenizer.roles, turns, helper)


_LONGEST_TOKEN = 16
"""Characters that a token has on average at the very most: a text with more of them for each token of the context does
not fit, and is not tried whole."""
_Prompt = tuple[tuple[int, ...], bool]


def _newest(
    turns: list[Turn], laid_out: Callable[[list[Turn]], _Prompt], fits: Callable[[_Prompt], bool], *, long: bool
) -> tuple[list[Turn], _Prompt]:
    """As many of the newest turns as fit, and their prompt; where not even the newest do, these.

    All are tried first unless they are ``long``. Of a long conversation only the end is looked at: twice as many turns
    each time, then by halves.
    """
    last = sum(turn.role == "user" for turn in turns) - 1
    if last < 1 or not long:
        prompt = laid_out(turns)
        if last < 1 or fits(prompt):
            return turns, prompt
    too_long, short = -1 if long else 0, last  # so many of the user's turns left out
    kept = 1
    while last - kept > too_long:
        if fits(laid_out(_without_oldest(turns, last - kept))):
            short = last - kept
        else:
            too_long = last - kept
        kept *= 2
    while short - too_long > 1:
        middle = (short + too_long) // 2
        if fits(laid_out(_without_oldest(turns, middle))):
            short = middle
        else:
            too_long = middle
    rest = _without_oldest(turns, short)
    return rest, laid_out(rest)


def _without_oldest(turns: list[Turn], number: int) -> list[Turn]:
    """``turns`` without so many of the user's oldest ones and what follows each of them up to the user's next."""
    if not number:
        return turns
    first = [place for place, turn in enumerate(turns) if turn.role == "user"][number]
    return [turn for turn in turns[:first] if turn.role == "system"] + turns[first:]
