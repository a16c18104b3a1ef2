"""Encodes conversations with a chat template; training and chat get the same ids for the same turns."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

from gpt_studio.artifacts.quarantine import Quarantine
from gpt_studio.artifacts.render_chat import render_all
from gpt_studio.core.errors import StudioError
from gpt_studio.corpora.documents import Turn
from gpt_studio.tokenization.conversation import CHATML, LaidOut, Refused, TurnReader, with_system_folded
from gpt_studio.tokenization.settings import IM_END, IM_START
from gpt_studio.tokenization.tokenizer import Tokenizer


class ChatLayout:
    """Encodes conversations with ``template`` (Jinja), rendered in the helper process ``quarantine`` or a new one.

    If the template refuses a conversation with a system message, that is moved into the user turn after it.
    """

    def __init__(self, template: str, tokenizer: Tokenizer, quarantine: Quarantine | None = None) -> None:
        self.template = template
        self._roles = tokenizer.roles
        self._reader = TurnReader(tokenizer, template)
        self._quarantine = quarantine or Quarantine()

    @property
    def fingerprint(self) -> str:
        if self.template == CHATML:
            return ""
        return hashlib.sha256(json.dumps([self.template, sorted(self._roles.items())]).encode()).hexdigest()

    def lay_out(self, conversations: Sequence[Sequence[Turn]]) -> list[LaidOut | Refused]:
        """Encode each conversation as a training document.

        Raises StudioError if the template takes too long or writes too much.
        """
        guarded = [self._reader.guarded(turns) for turns in conversations]
        written = self._written([turns for turns, _ in guarded], add_generation_prompt=False)
        return [
            text if isinstance(text, Refused) else self._reader.laid_out(text, letter, folded=folded)
            for (text, folded), (_, letter) in zip(written, guarded, strict=True)
        ]

    def prompt(self, turns: Sequence[Turn]) -> tuple[tuple[int, ...], bool]:
        """The ids of a conversation up to where the reply begins, and whether the system message was folded.

        Raises StudioError if the template fails.
        """
        given, letter = self._reader.guarded(turns)
        ((text, folded),) = self._written([given], add_generation_prompt=True)
        if isinstance(text, Refused):
            raise StudioError(
                "template.failed",
                "The model's chat template could not lay out this conversation ({reason}): start a new one, or use the "
                "model without chat.",
                reason=text.reason,
            )
        return self._reader.ids(text, letter), folded

    def _written(
        self, conversations: Sequence[Sequence[Turn]], *, add_generation_prompt: bool
    ) -> list[tuple[str | Refused, bool]]:
        """The rendered text of each conversation, and whether its system message was folded into a user turn."""

        def rendered(some: Sequence[Sequence[Turn]]) -> list[str | Refused]:
            return render_all(
                self.template, self._roles, some, self._quarantine, add_generation_prompt=add_generation_prompt
            )

        texts = rendered(conversations)
        refused = [place for place, text in enumerate(texts) if isinstance(text, Refused)]
        folded = {place: turns for place in refused if (turns := with_system_folded(conversations[place]))}
        taken = dict(zip(folded, rendered(list(folded.values())), strict=True)) if folded else {}
        return [(taken.get(place, text), place in taken) for place, text in enumerate(texts)]


def layout_for(tokenizer: Tokenizer, template: str | None, quarantine: Quarantine | None = None) -> ChatLayout | None:
    """A layout with the folder's own ``template``, else with ChatML if the tokenizer has its tokens, else None."""
    if template is None and not {IM_START, IM_END} <= tokenizer.special_ids.keys():
        return None
    return ChatLayout(template or CHATML, tokenizer, quarantine)
