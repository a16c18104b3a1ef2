"""The current conversation and the ways in which it changes. No Qt."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from gpt_studio.artifacts.checkpoint_folders import shown_name
from gpt_studio.jobs.chat.conversations import CHAT, TEXT, Conversation, Passage, new_conversation
from gpt_studio.jobs.chat.follow_model import followed


class Talk:
    """:attr:`conversation` is immutable; each change replaces it."""

    def __init__(self) -> None:
        self.conversation = new_conversation(CHAT)
        self.edited: int | None = None
        """Index of the person's message that is being edited."""

    @property
    def is_chat(self) -> bool:
        return self.conversation.kind == CHAT

    @property
    def begun(self) -> bool:
        return bool(self.conversation.passages)

    def begin(self, kind: str, model: Path | None = None) -> None:
        self.show(new_conversation(kind, "" if model is None else str(model)))

    def show(self, conversation: Conversation) -> None:
        self.conversation, self.edited = conversation, None

    def add(self, passage: Passage) -> None:
        self._change((*self.conversation.passages, passage))

    def cut_from(self, index: int) -> None:
        """Remove the passage at ``index`` and all that follow."""
        self.conversation = replace(self.conversation, passages=self.conversation.passages[:index])

    def take_back_reply(self) -> int | None:
        """Remove the last passage if the model wrote it; returns its index, or None."""
        passages = self.conversation.passages
        if not passages or passages[-1].role == "user":
            return None
        self.cut_from(len(passages) - 1)
        return len(passages) - 1

    def end_reply(self, passage: Passage) -> None:
        """Replace the last passage, which the model has gone on with, by ``passage``."""
        self._change((*self.conversation.passages[:-1], passage))

    @property
    def last(self) -> Passage | None:
        return self.conversation.passages[-1] if self.begun else None

    def take_up(self, text: str, parts: Iterable[tuple[str, bool]]) -> None:
        """Replace the conversation's text by the editor's ``text``. ``parts`` are its runs, each with whether the model
        wrote it."""
        before = self.conversation.text
        if text == before:
            return
        if text.startswith(before):
            self.add(Passage("user", text[len(before) :]))
        else:
            self._change(tuple(self._authored(part, by_model) for part, by_model in parts))

    def hold_with(self, model: Path) -> None:
        """Set the model of the conversation, because it is about to write."""
        self.conversation = replace(self.conversation, model=str(model), changed=time.time())

    def follow_model(self, before: Path, now: Path) -> None:
        """Name the folder ``now`` of a model whose folder was ``before``."""
        passages = []
        for each in self.conversation.passages:
            folder = followed(each.folder, before, now)
            renamed = folder != each.folder and each.model == shown_name(Path(each.folder))
            passages.append(replace(each, folder=folder, model=shown_name(Path(folder)) if renamed else each.model))
        model = followed(self.conversation.model, before, now)
        self.conversation = replace(self.conversation, model=model, passages=tuple(passages))

    def rename(self, title: str) -> None:
        self.conversation = replace(self.conversation, title=title)

    def _authored(self, part: str, by_model: bool) -> Passage:
        """``part`` of a text that was changed, with the model that wrote it if only one can have done so."""
        writers = {(each.model, each.folder) for each in self.conversation.passages if each.role == "assistant"}
        model, folder = writers.pop() if by_model and len(writers) == 1 else ("", "")
        return Passage("assistant" if by_model else "user", part, model, folder=folder)

    def _change(self, passages: tuple[Passage, ...]) -> None:
        self.conversation = replace(self.conversation, passages=passages, changed=time.time())


def kind_for(has_template: bool, before: str) -> str:
    """The kind of a new conversation after one of kind ``before``: always a text for a model without a template."""
    return before if has_template else TEXT
