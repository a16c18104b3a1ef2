"""How much of a model's context a conversation takes, part by part, and what is forgotten next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gpt_studio.core.job import JobContext
from gpt_studio.corpora.documents import Turn
from gpt_studio.jobs.models.open_model import OpenedModel

if TYPE_CHECKING:
    from gpt_studio.inference.chat_format import ChatPrompt

_NO_LIMIT = 10**9


@dataclass(frozen=True)
class MeasureContext:
    """``turns``: the conversation, the system prompt first where there is one; of a text one turn. ``typed`` is what
    was not sent yet. ``room``: so many tokens the next reply may take."""

    model: OpenedModel
    turns: tuple[Turn, ...]
    typed: str
    room: int
    is_chat: bool = True


@dataclass(frozen=True)
class ContextUse:
    """In tokens, as the folder's template lays the conversation out: the ``system`` prompt, the ``conversation`` before
    the last reply, the last ``reply``, and what is ``typed``, which is counted by itself. Of a conversation that is
    longer than the context, the newest turns that fit are counted, so that a longer one takes no more time and memory.
    ``forgotten`` turns do not fit any more with the next message; ``next_forgotten`` is how the one begins that goes
    first then, "" for none.

    ``memory``: the bytes in which the model keeps what it has read of this and of other conversations.
    """

    limit: int
    system: int = 0
    conversation: int = 0
    reply: int = 0
    typed: int = 0
    forgotten: int = 0
    next_forgotten: str = ""
    memory: int = 0

    @property
    def used(self) -> int:
        return self.system + self.conversation + self.reply


def run(request: MeasureContext, context: JobContext) -> ContextUse:
    """Raises StudioError if the template fails."""
    return replace(_measured(request, context), memory=request.model.hosted.cache_size)


def _measured(request: MeasureContext, context: JobContext) -> ContextUse:
    artifact, limit = request.model.hosted.artifact, request.model.context_length
    tokenizer = artifact.tokenizer
    typed = len(tokenizer.encode(request.typed)) if request.typed.strip() else 0
    if not request.is_chat or artifact.chat_template is None:
        written = "".join(turn.text for turn in request.turns)
        return ContextUse(limit, conversation=len(tokenizer.encode(written)) if written else 0, typed=typed)
    said = tuple(turn for turn in request.turns if turn.role != "system")
    if not said:
        return ContextUse(limit, typed=typed)
    held = _newest(request, request.turns, limit)
    everything, seen = len(held.ids), said[held.dropped_turns :]
    system = tuple(turn for turn in request.turns if turn.role == "system")
    context.raise_if_cancelled()
    of_system = everything - len(_newest(request, seen, _NO_LIMIT).ids) if system else 0
    ended_by_reply = seen[-1].role == "assistant" and len(seen) > 1
    before = (*system, *seen[:-1])
    reply = everything - len(_newest(request, before, _NO_LIMIT).ids) if ended_by_reply else 0
    context.raise_if_cancelled()
    forgotten = _forgotten(request)
    kept = said[forgotten:]
    following = kept[0].text if len(kept) > 1 else ""
    return ContextUse(
        limit,
        max(0, of_system),
        max(0, everything - of_system - reply),
        max(0, reply),
        typed,
        forgotten,
        " ".join(following.split())[:80],
    )


def _newest(request: MeasureContext, turns: Sequence[Turn], limit: int) -> ChatPrompt:
    from gpt_studio.inference.chat_format import newest_that_fit

    artifact = request.model.hosted.artifact
    assert artifact.chat_template is not None
    return newest_that_fit(artifact.chat_template, artifact.tokenizer, turns, limit, artifact.quarantine)


def _forgotten(request: MeasureContext) -> int:
    """How many turns are left out when the next message is sent."""
    limit, turns = request.model.context_length, request.turns
    if turns[-1].role == "assistant":
        turns = (*turns, Turn("user", request.typed.strip() or "?"))
    prompt = _newest(request, turns, limit - min(request.room, limit // 2))
    if len(prompt.ids) >= limit:  # what is typed fills the whole context by itself: sending it says so
        return len([turn for turn in request.turns if turn.role != "system"])
    return prompt.dropped_turns
