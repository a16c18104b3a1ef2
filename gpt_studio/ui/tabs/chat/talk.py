"""The current conversation and the ways in which it changes. No Qt."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from gpt_studio.artifacts.checkpoint_folders import shown_name
from gpt_studio.conversations.passage import BEGUN, Passage
from gpt_studio.conversations.tree import CHAT, TEXT, Conversation, new_conversation
from gpt_studio.jobs.chat.follow_model import followed


class Talk:
    """:attr:`conversation` is immutable; each change replaces it."""

    def __init__(self) -> None:
        self.conversation = new_conversation(CHAT)
        self.edited: int | None = None
        """Index of the person's message that is being edited."""
        self._before: Conversation | None = None
        self._behind: tuple[Passage, ...] = ()
        """In a text: what follows what is being written."""
        self._written = -1
        """Where the passage is that was added last, in a text in which others may follow it."""

    @property
    def is_chat(self) -> bool:
        return self.conversation.kind == CHAT

    @property
    def begun(self) -> bool:
        return bool(self.conversation.path)

    def begin(self, kind: str, model: Path | None = None) -> None:
        self.show(new_conversation(kind, "" if model is None else str(model)))

    def show(self, conversation: Conversation) -> None:
        self.conversation, self.edited, self._before = conversation, None, None
        self._behind, self._written = (), -1

    def add(self, passage: Passage) -> None:
        self._written = len(self.conversation.path)
        self.conversation = self.with_written(passage)
        self._before, self._behind = None, ()

    def with_written(self, passage: Passage) -> Conversation:
        """The conversation with ``passage`` where it goes on."""
        made = self.conversation.add(passage)
        for each in self._behind:
            made = made.add(each)
        return made

    @property
    def behind(self) -> str:
        """What follows the place where the text goes on."""
        return "".join(passage.text for passage in self._behind)

    @property
    def latest(self) -> int:
        """The index of the passage that was written last: that at the end, if the text did not go on within."""
        last = len(self.conversation.path) - 1
        return self._written if not self.is_chat and 0 <= self._written <= last else last

    def go_on_at(self, length: int) -> None:
        """Let the text go on behind its first ``length`` characters. What stands there now is kept as a branch, and
        also follows what is added next."""
        passages, begin, whole = self.conversation.passages, 0, self.conversation
        for index, there in enumerate(passages):
            before = there.text[: length - begin]
            if before != there.text:
                self.conversation = (
                    whole.branch(index, replace(there, text=before)) if before else whole.cut_from(index)
                )
                self._behind = (replace(there, text=there.text[len(before) :]), *passages[index + 1 :])
                self._before = whole
                return
            begin += len(there.text)

    def say(self, passage: Passage) -> None:
        """Add the person's message; in place of the edited one, which is kept as a branch with what follows it."""
        if self.edited is None:
            self.add(passage)
        else:
            self.conversation = self.conversation.branch(self.edited, passage)
            self.edited = None

    def begin_reply(self, text: str, model: str, folder: Path) -> None:
        """Add the beginning of a reply that the model is to go on with."""
        self.add(Passage("assistant", text, model, ended=BEGUN, folder=str(folder)))

    def delete(self, index: int) -> Conversation:
        """Delete the turn at ``index`` and what follows it; returns the conversation as it was, for
        :meth:`take_back`."""
        before, self.conversation = self.conversation, self.conversation.without(index)
        self.edited = self._before = None
        return before

    def take_back(self, before: Conversation) -> bool:
        """Show the conversation as it was ``before``, if it is still this one; whether it is."""
        if before.id != self.conversation.id:
            return False
        self.conversation = replace(before, changed=time.time(), draft=self.conversation.draft)
        self.edited = self._before = None
        return True

    def compared(self) -> list[Passage | None]:
        """For each turn that is shown, the alternative before it, if there is one."""
        found: list[Passage | None] = []
        by_id = {node.id: node.passage for node in self.conversation.nodes}
        for index, node in enumerate(self.conversation.path):
            others = self.conversation.alternatives(index)
            place = others.index(node.id)
            found.append(by_id[others[place - 1]] if place else None)
        return found

    def leave_out_reply(self) -> int | None:
        """Leave out the :attr:`latest` passage if the model wrote it, because another one is coming; returns its index,
        or None. The passage is kept as a branch; :meth:`go_back` shows it again if no other one came."""
        path, index = self.conversation.path, self.latest
        if not path or path[index].passage.role == "user":
            return None
        self._before, self._behind = self.conversation, self.conversation.passages[index + 1 :]
        self.conversation = self.conversation.cut_from(index)
        return index

    def go_back(self) -> bool:
        """Show the reply again that :meth:`leave_out_reply` left out; whether there was one."""
        before, self._before = self._before, None
        self._behind = ()
        if before is not None:
            self.conversation = before
        return before is not None

    def step(self, index: int, by: int) -> None:
        """Show another alternative at ``index``."""
        self.conversation = self.conversation.step(index, by)
        self.edited = None

    def fork(self, index: int, passage: Passage) -> None:
        """``passage`` in place of the reply at ``index``, which is kept with what follows it as a branch; nothing in
        its place if ``passage`` is empty. :meth:`go_back` then shows the reply again if no other one came."""
        self.edited, self._before = None, None if passage.text else self.conversation
        self._behind, self._written = (), -1
        if passage.text:
            self.conversation = self.conversation.branch(index, passage)
        else:
            self.conversation = self.conversation.cut_from(index)

    def fork_text(self, length: int, passage: Passage) -> None:
        """The text up to ``length`` characters, then ``passage``; what stood there is kept as a branch."""
        passages, begin = self.conversation.passages, 0
        for index, there in enumerate(passages):
            if begin + len(there.text) > length:
                kept = replace(there, text=there.text[: length - begin])
                if kept.role == passage.role:
                    kept, passage = replace(passage, text=kept.text + passage.text), replace(passage, text="")
                self.fork(index, kept)
                break
            begin += len(there.text)
        if passage.text:
            self.add(passage)

    def places(self) -> list[tuple[int, int]]:
        """For each turn that is shown, which one it is of how many alternatives."""
        found = []
        for index, node in enumerate(self.conversation.path):
            others = self.conversation.alternatives(index)
            found.append((others.index(node.id) + 1, len(others)))
        return found

    def end_reply(self, passage: Passage) -> None:
        """Replace the last passage, which the model has gone on with, by ``passage``."""
        self.conversation = self.conversation.replaced(len(self.conversation.path) - 1, passage)

    @property
    def last(self) -> Passage | None:
        return self.conversation.passages[-1] if self.begun else None

    @property
    def last_said(self) -> int | None:
        """Index of the person's last message."""
        passages = self.conversation.passages
        return next((index for index in reversed(range(len(passages))) if passages[index].role == "user"), None)

    def take_up(self, text: str, parts: Iterable[tuple[str, bool]]) -> None:
        """Replace the conversation's text by the editor's ``text``. ``parts`` are its runs, each with whether the model
        wrote it."""
        before = self.conversation.text
        if text == before:
            return
        if text.startswith(before):
            self.add(Passage("user", text[len(before) :]))
        else:
            passages = [self._authored(part, by_model) for part, by_model in parts]
            self.conversation = self.conversation.rewritten(passages)
            self._written = -1

    def hold_with(self, model: Path) -> None:
        """Set the model of the conversation, because it is about to write."""
        self.conversation = replace(self.conversation, model=str(model), changed=time.time())

    def follow_model(self, before: Path, now: Path) -> None:
        """Name the folder ``now`` of a model whose folder was ``before``."""

        def moved(passage: Passage) -> Passage:
            folder = followed(passage.folder, before, now)
            renamed = folder != passage.folder and passage.model == shown_name(Path(passage.folder))
            return replace(passage, folder=folder, model=shown_name(Path(folder)) if renamed else passage.model)

        nodes = tuple(replace(node, passage=moved(node.passage)) for node in self.conversation.nodes)
        model = followed(self.conversation.model, before, now)
        self.conversation = replace(self.conversation, model=model, nodes=nodes)

    def rename(self, title: str) -> None:
        self.conversation = replace(self.conversation, title=title)

    def pin(self, pinned: bool) -> None:
        self.conversation = replace(self.conversation, pinned=pinned)

    def instruct(self, system: str) -> None:
        """Set the system prompt."""
        self.conversation = replace(self.conversation, system=system)

    def keep_draft(self, typed: str) -> bool:
        """Keep what was typed but not sent; whether it is another text than before."""
        if typed == self.conversation.draft:
            return False
        self.conversation = replace(self.conversation, draft=typed)
        return True

    def _authored(self, part: str, by_model: bool) -> Passage:
        """``part`` of a text that was changed, with the model that wrote it if only one can have done so."""
        writers = {(each.model, each.folder) for each in self.conversation.passages if each.role == "assistant"}
        model, folder = writers.pop() if by_model and len(writers) == 1 else ("", "")
        return Passage("assistant" if by_model else "user", part, model, folder=folder)


def kind_for(has_template: bool, before: str) -> str:
    """The kind of a new conversation after one of kind ``before``: always a text for a model without a template."""
    return before if has_template else TEXT
