"""The turns of the conversation that is shown: said, written by the model, edited, stepped through."""

from __future__ import annotations

import time

from gpt_studio.conversations.passage import Passage
from gpt_studio.ui.tabs.chat.keeping import Keeping

_SAVED_EVERY = 1.0
"""Seconds between two saves of a reply that is being written."""


class Turns(Keeping):
    """The tab as it carries a conversation on."""

    def _send(self, text: str) -> None:
        edited = self._talk.edited
        if edited is not None:
            self._middle.messages.cut_from(edited)
        self._middle.composer.clear()
        self._middle.composer.put(self._talk.conversation.draft if edited is not None else "")
        passage = self._said(text)
        self._middle.add_message(passage)
        self._talk.say(passage)
        self._write()

    def _said(self, text: str) -> Passage:
        model = self._opener.model
        return Passage("user", text, model.name, folder=str(model.folder)) if model else Passage("user", text)

    def _go_on(self) -> None:
        """Let the model go on with the reply that ends the chat."""
        model = self._opener.model
        if model is None or self._writer.writing or not self._can_go_on:
            return
        self._prepare_to_write()
        self._middle.begin_writing(model.name, model.folder, go_on=True)
        self._writer.go_on(model, self._talk.conversation, self._sampling.sampling)
        self._show_writing()

    def _continue(self) -> None:
        self._take_up_text()
        self._write()

    def _again(self) -> None:
        """Leave out the model's last passage, if the conversation ends with one, and let the model write another."""
        if self._opener.model is None or self._writer.writing:
            return
        place = self._talk.leave_out_reply()
        if place is not None:
            self._middle.cut_back(place, self._talk.conversation)
        self._write()

    def _step(self, index: int, by: int) -> None:
        """Show another alternative of the turn at ``index``."""
        if self._writer.writing:
            return
        if self._talk.edited is not None:
            self._middle.composer.end_editing()
        self._talk.step(index, by)
        self._middle.messages.replace_from(index, self._talk.conversation.passages)
        self._keep()
        self._show_state()

    def _write(self) -> None:
        model = self._opener.model
        if model is None:
            return
        self._prepare_to_write()
        self._middle.begin_writing(model.name, model.folder)
        self._writer.write(model, self._talk.conversation, self._sampling.sampling)
        self._show_writing()

    def _prepare_to_write(self) -> None:
        self._middle.notice.hide()
        self._middle.loading.leave()
        if self._opener.model is not None:
            self._talk.hold_with(self._opener.model.folder)
        self._take_sampling()
        self._keep()
        self._saved = time.monotonic()

    def _show_writing(self) -> None:
        self.busy_changed.emit()
        self._show_state()

    def _written(self, passage: Passage, went_on: bool) -> None:
        # An empty reply is kept only in a chat whose model ended it; one that was stopped before its first word is not.
        kept = bool(passage.text) or (passage.ended == "end" and self._talk.is_chat)
        self._middle.end_writing(passage, kept)
        if kept:
            if went_on:
                self._talk.end_reply(passage)
            else:
                self._talk.add(passage)
            self._keep()
        elif self._talk.go_back():
            self._middle.show_conversation(self._talk.conversation)
            self._keep()
        self._middle.offer_again(self._talk.begun)
        self._show_writing()

    def _keep_what_is_written(self) -> None:
        """Save the reply now and then while it is written, so that it is not lost with the program."""
        if time.monotonic() - self._saved < _SAVED_EVERY or self._keeper.busy:
            return
        so_far, conversation = self._writer.so_far, self._talk.conversation
        if so_far is not None:
            passage, goes_on = so_far
            last = len(conversation.path) - 1
            self._keeper.save(conversation.replaced(last, passage) if goes_on else conversation.add(passage))
            self._saved = time.monotonic()

    def _edit_last(self) -> None:
        last = self._talk.last_said
        if last is not None and self._talk.edited is None:
            self._edit(last)

    def _edit(self, index: int) -> None:
        if not self._writer.writing:
            self._talk.edited = index
            self._middle.composer.edit(self._talk.conversation.passages[index].text)

    def _end_editing(self) -> None:
        self._talk.edited = None
        self._middle.composer.put(self._talk.conversation.draft)

    def _text_edited(self) -> None:
        if not self._writer.writing:
            self._middle.completion.offer_again(False)
