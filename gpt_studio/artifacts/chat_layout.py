"""Encodes conversations with a chat template; training and chat get the same ids for the same turns."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Container, Sequence

from gpt_studio.artifacts.quarantine import Quarantine
from gpt_studio.artifacts.render_chat import find_replies, render_all
from gpt_studio.core.errors import Message, StudioError, say
from gpt_studio.corpora.documents import Turn
from gpt_studio.tokenization.conversation import CHATML, LaidOut, Refused, TurnReader, with_system_folded
from gpt_studio.tokenization.settings import IM_END, IM_START
from gpt_studio.tokenization.tokenizer import Tokenizer


class ChatLayout:
    """Encodes conversations with ``template`` (Jinja), rendered in the helper process ``quarantine`` or a new one.

    Where a template refuses a conversation with a message of the system, or writes nothing of that message, the message
    is put before the user's next one.
    """

    def __init__(self, template: str, tokenizer: Tokenizer, quarantine: Quarantine | None = None) -> None:
        self.template = template
        self._roles = tokenizer.roles
        self._special = tuple(tokenizer.special_ids)
        self._reader = TurnReader(tokenizer, template)
        self._quarantine = quarantine or Quarantine()

    @property
    def fingerprint(self) -> str:
        if self.template == CHATML:
            return ""
        return hashlib.sha256(json.dumps([self.template, sorted(self._roles.items())]).encode()).hexdigest()

    def lay_out(self, conversations: Sequence[Sequence[Turn]], *, replies: bool = False) -> list[LaidOut | Refused]:
        """Encode each conversation as a training document; with ``replies`` it says what the assistant writes.

        One in which that cannot be told is then refused. Raises StudioError if the template takes too long or writes
        too much.
        """
        guarded = [self._reader.guarded(turns) for turns in conversations]
        written = self._written([turns for turns, _ in guarded], add_generation_prompt=False)
        places = self._places([turns for turns, _ in guarded], written) if replies else [None] * len(written)
        made: list[LaidOut | Refused] = []
        for (text, folded), (_, letter), spans in zip(written, guarded, places, strict=True):
            if isinstance(text, Refused):
                made.append(text)
            elif replies and spans is None:
                made.append(Refused(_untold()))
            else:
                made.append(self._reader.laid_out(text, letter, folded=folded is not None, replies=spans))
        return made

    def _places(
        self,
        conversations: Sequence[Sequence[Turn]],
        written: Sequence[tuple[str | Refused, tuple[Turn, ...] | None]],
    ) -> list[list[tuple[int, int]] | None]:
        """Where the assistant writes in each rendered conversation; None where it was refused, too."""
        taken = {
            place: folded or tuple(conversations[place])
            for place, (text, folded) in enumerate(written)
            if not isinstance(text, Refused)
        }
        found = find_replies(self.template, self._roles, list(taken.values()), self._special, self._quarantine)
        by_place = dict(zip(taken, found, strict=True))
        return [by_place.get(place) for place in range(len(written))]

    def prompt(self, turns: Sequence[Turn], begun: str = "") -> tuple[tuple[int, ...], bool]:
        """The ids of a conversation up to where the reply begins, and whether the system message was folded.

        ``begun``: the beginning of the reply, after which the ids end. Raises StudioError if the template fails.
        """
        (*given, reply), letter = self._reader.guarded([*turns, Turn("assistant", begun)])
        ((text, folded),) = self._written([given], add_generation_prompt=True)
        if isinstance(text, Refused):
            raise StudioError(
                "template.failed",
                "The model's chat template could not lay out this conversation ({reason}): start a new one, or use the "
                "model without chat.",
                reason=text.reason,
            )
        if begun:
            text += self._blanks_before(reply, given, text) + reply.text
        return self._reader.ids(text, letter), folded is not None

    def _blanks_before(self, reply: Turn, turns: Sequence[Turn], prompt: str) -> str:
        """The white space that the template writes between ``prompt`` and a reply; models write it themselves, and it
        is not kept with what they said."""
        ((whole, _),) = self._written([[*turns, reply]], add_generation_prompt=False)
        if isinstance(whole, Refused) or not whole.startswith(prompt):
            return ""
        between, found, _ = whole[len(prompt) :].partition(reply.text)
        return between if found and not between.strip() else ""

    def _written(
        self, conversations: Sequence[Sequence[Turn]], *, add_generation_prompt: bool
    ) -> list[tuple[str | Refused, tuple[Turn, ...] | None]]:
        """The rendered text of each conversation, and its turns if the system message was folded into a user turn."""

        def rendered(some: Sequence[Sequence[Turn]]) -> list[str | Refused]:
            return render_all(
                self.template, self._roles, some, self._quarantine, add_generation_prompt=add_generation_prompt
            )

        texts = rendered(conversations)
        refused = [place for place, text in enumerate(texts) if isinstance(text, Refused)]
        ignored = _ignored(conversations, texts, rendered)
        to_fold: dict[int, Container[int] | None] = {**dict.fromkeys(refused), **ignored}
        folded = {
            place: turns
            for place, system in to_fold.items()
            if (turns := with_system_folded(conversations[place], system)) is not None
        }
        taken = dict(zip(folded, rendered(list(folded.values())), strict=True)) if folded else {}
        for place in ignored.keys() & taken.keys():
            if not _holds(taken[place], [conversations[place][number] for number in ignored[place]]):
                del taken[place]  # it writes nothing of the user's turns, or refuses them then
        return [(taken.get(place, text), folded[place] if place in taken else None) for place, text in enumerate(texts)]


def _untold() -> Message:
    return say(
        "layout.replies_untold",
        "it does not show where a reply begins and ends, so replies alone cannot be learnt: choose to learn everything",
    )


def _ignored(
    conversations: Sequence[Sequence[Turn]],
    texts: Sequence[str | Refused],
    rendered: Callable[[Sequence[Sequence[Turn]]], list[str | Refused]],
) -> dict[int, set[int]]:
    """The system's messages that the template leaves out without a word: their places, by that of the conversation.

    Most are seen in the text. Whether one that is not was left out, or written in another form, is tried: with other
    words in its place, the template writes the same text.
    """
    doubtful = [
        (place, number)
        for place, text in enumerate(texts)
        for number, turn in enumerate(conversations[place])
        if turn.role == "system" and isinstance(text, str) and _may_be_missing(conversations[place], number, text)
    ]
    if not doubtful:
        return {}
    with_others = [
        [
            Turn(turn.role, f"x{turn.text}x") if each == number else turn
            for each, turn in enumerate(conversations[place])
        ]
        for place, number in doubtful
    ]
    found: dict[int, set[int]] = {}
    for (place, number), other in zip(doubtful, rendered(with_others), strict=True):
        if other == texts[place]:
            found.setdefault(place, set()).add(number)
    return found


def _may_be_missing(turns: Sequence[Turn], number: int, text: str) -> bool:
    """Whether ``text`` holds the words of this turn no more often than the other turns do."""
    words = turns[number].text.strip()
    others = sum(turn.text.count(words) for place, turn in enumerate(turns) if place != number) if words else 0
    return bool(words) and text.count(words) <= others


def _holds(text: str | Refused, turns: Sequence[Turn]) -> bool:
    return isinstance(text, str) and all(turn.text.strip() in text for turn in turns)


def _with_other_words(turns: Sequence[Turn], number: int) -> list[Turn]:
    return [*turns[:number], Turn(turns[number].role, f"x{turns[number].text}x"), *turns[number + 1 :]]


def layout_for(tokenizer: Tokenizer, template: str | None, quarantine: Quarantine | None = None) -> ChatLayout | None:
    """A layout with the folder's own ``template``, else with ChatML if the tokenizer has its tokens, else None."""
    if template is None and not {IM_START, IM_END} <= tokenizer.special_ids.keys():
        return None
    return ChatLayout(template or CHATML, tokenizer, quarantine)
