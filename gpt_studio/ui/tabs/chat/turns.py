"""The turns of the conversation that is shown: said, written by the model, edited, stepped through."""

from __future__ import annotations

import time
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from gpt_studio.conversations.passage import BEGUN, Passage
from gpt_studio.conversations.tree import Conversation
from gpt_studio.inference.sampling_settings import Sampling
from gpt_studio.jobs.chat.kept_sampling import differing
from gpt_studio.jobs.models.open_model import OpenedModel
from gpt_studio.ui.tabs.chat.keeping import Keeping
from gpt_studio.ui.tabs.chat.parts import ChatParts
from gpt_studio.ui.tabs.chat.sampling_choice import SamplingChoice
from gpt_studio.ui.tabs.chat.sampling_panel import drawn_seed
from gpt_studio.ui.tabs.chat.shown_state import ShownState

_SAVED_EVERY = 1.0
"""Seconds between two saves of a reply that is being written."""
_CAME_TO_AN_END = ("end", "length", "full")
"""How a reply ended after which a waiting message is sent: nobody stopped it, and nothing went wrong."""


class Turns(QObject):
    """Carries a conversation on."""

    writing_changed = Signal()
    """The model has begun to write, or ended."""

    def __init__(self, parts: ChatParts, shown: ShownState, sampling_choice: SamplingChoice, keeping: Keeping) -> None:
        super().__init__(parts.tab)
        self._shown, self._sampling_choice, self._keeping = shown, sampling_choice, keeping
        self._opener, self._writer, self._talk, self._keeper = parts.opener, parts.writer, parts.talk, parts.keeper
        self._middle, self._sampling, self._thoughts = parts.middle, parts.sampling, parts.thoughts
        self._undo = parts.undo
        self._take_up_text = parts.take_up_text
        self._asked = Sampling()
        """How the model was asked to write last."""
        self._saved = 0.0
        """When the reply that is being written was saved last."""
        composer, completion = self._middle.composer, self._middle.completion
        composer.sent.connect(self._send)
        composer.queue.send_wanted.connect(self._send_waiting)
        composer.editing_ended.connect(self._end_editing)
        composer.recalled.connect(self._edit_last)
        self._middle.messages.edit_wanted.connect(self._edit)
        self._middle.messages.delete_wanted.connect(self._delete_turn)
        self._middle.messages.correction_wanted.connect(
            lambda index: parts.examples.ask(self._talk.conversation, index)
        )
        completion.continue_wanted.connect(self._go_on_with_text)
        completion.step_wanted.connect(self._step_last)
        completion.editor.textChanged.connect(self._text_edited)
        self._middle.again_wanted.connect(self.again)
        self._middle.more_wanted.connect(self.go_on)
        self._middle.stop_wanted.connect(self._writer.stop)
        self._middle.step_wanted.connect(self._step)
        self._writer.batch.connect(self._middle.append)
        self._writer.measured.connect(self._middle.show_speed)
        self._writer.measured.connect(self._keep_what_is_written)
        self._writer.failed.connect(parts.complain)
        self._writer.ended.connect(self._written)
        parts.examples.corrected.connect(self._show_corrected)
        parts.examples.said.connect(lambda words: self._middle.notice.show_text(words, kind="success"))
        parts.examples.failed.connect(parts.complain)

    def _send(self, text: str) -> None:
        edited = self._talk.edited
        if edited is not None and self._talk.conversation.passages[edited].role != "user":
            self._keep_edited_reply(edited, text)
            return
        beginning = self._middle.composer.beginning
        if edited is not None:
            self._middle.messages.cut_from(edited)
        self._middle.composer.clear()
        self._middle.composer.put(self._talk.conversation.draft if edited is not None else "")
        self._say(text, beginning)

    def _send_waiting(self) -> None:
        """Send the first of the messages that wait; what is being typed stays."""
        if self._talk.is_chat and self._middle.composer.can_send:
            if self._talk.edited is not None:
                self._middle.composer.end_editing()
            self._say(self._middle.composer.queue.take_first(), "")

    def _say(self, text: str, beginning: str) -> None:
        passage = self._said(text)
        self._middle.add_message(passage)
        self._talk.say(passage)
        model = self._opener.model
        if beginning.strip() and model is not None:
            self._talk.begin_reply(beginning, model.name, model.folder)
            self._middle.add_message(self._talk.conversation.passages[-1])
            self.go_on()
        else:
            self.write()

    def _keep_edited_reply(self, index: int, text: str) -> None:
        """Keep ``text`` in place of the model's reply at ``index``, which stays beside it with what followed it."""
        before = self._talk.conversation.passages[index]
        self._talk.say(Passage(before.role, text, before.model, ended=BEGUN, folder=before.folder))
        self._middle.composer.clear()
        self._middle.composer.put(self._talk.conversation.draft)
        self._middle.messages.replace_from(index, self._talk.conversation.passages)
        self._keeping.keep()
        self._shown.show_state()

    def _delete_turn(self, index: int) -> None:
        """Delete the turn at ``index`` and what follows it, with an offer to take that back."""
        if self._writer.writing or not self._talk.is_chat or index >= len(self._talk.conversation.path):
            return
        if self._talk.edited is not None:
            self._middle.composer.end_editing()
        before = self._talk.delete(index)
        gone = len(before.path) - index

        def take_back() -> None:
            if not self._writer.writing and self._talk.take_back(before):
                self._show_turns_again()

        self._show_turns_again()
        self._undo.offer_to_take_back(self.tr("%n turn(s) deleted.", "", gone), take_back)

    def _show_turns_again(self) -> None:
        self._shown.show_conversation()
        self._keeping.keep()

    def edit_last_reply(self) -> None:
        passages = self._talk.conversation.passages
        last = next((index for index in reversed(range(len(passages))) if passages[index].role != "user"), None)
        if last is not None and self._talk.is_chat and self._talk.edited is None:
            self._edit(last)

    def delete_last_turn(self) -> None:
        self._delete_turn(len(self._talk.conversation.path) - 1)

    def _said(self, text: str) -> Passage:
        model = self._opener.model
        return Passage("user", text, model.name, folder=str(model.folder)) if model else Passage("user", text)

    def go_on(self) -> None:
        """Let the model go on with the reply that ends the chat."""
        model = self._opener.model
        if model is None or self._writer.writing or not self._shown.can_go_on:
            return
        known = self._thoughts.choices_of(len(self._talk.conversation.passages) - 1)
        ids = tuple(choice.id for choice in known.choices) if known is not None else ()
        self.go_on_after(model, ids)

    def go_on_after(self, model: OpenedModel, ids: tuple[int, ...]) -> None:
        """Let ``model`` go on with the reply that ends the conversation; ``ids`` are its tokens, as far as they are
        known."""
        self._prepare_to_write()
        self._middle.begin_writing(model.name, model.folder, go_on=True)
        self._writer.go_on(model, self._talk.conversation, self._asked, ids)
        self._show_writing()

    def _go_on_with_text(self) -> None:
        """Let the text go on at the cursor."""
        self._take_up_text()
        before, behind = self._middle.completion.editor.around_cursor()
        if behind.strip():
            self._talk.go_on_at(len(before))
        self.write()

    def again(self) -> None:
        """Leave out the model's last passage, if the conversation ends with one, and let the model write another."""
        if self._opener.model is None or self._writer.writing:
            return
        place = self._talk.leave_out_reply()
        if place is not None:
            self._middle.cut_back(place, self._talk.conversation, self._talk.behind)
        self.write()

    def _step(self, index: int, by: int) -> None:
        """Show another alternative of the turn at ``index``."""
        if self._writer.writing:
            return
        if self._talk.edited is not None:
            self._middle.composer.end_editing()
        self._talk.step(index, by)
        passages = self._talk.conversation.passages
        if self._talk.is_chat:
            self._middle.messages.replace_from(index, passages)
        else:
            kept = sum(len(passage.text) for passage in passages[:index])
            self._middle.completion.show_alternative(kept, passages[index:])
        self._keeping.keep()
        self._shown.show_state()

    def write(self) -> None:
        model = self._opener.model
        if model is None:
            return
        self._prepare_to_write()
        self._middle.begin_writing(model.name, model.folder, behind=self._talk.behind)
        self._writer.write(model, self._talk.conversation, self._asked)
        self._show_writing()

    def _prepare_to_write(self) -> None:
        self._middle.notice.hide()
        self._middle.loading.leave()
        if self._opener.model is not None:
            self._talk.hold_with(self._opener.model.folder)
        self._sampling_choice.take()
        self._asked = self._sampling.sampling
        if self._asked.seed is None:
            self._asked = replace(self._asked, seed=drawn_seed())
        self._keeping.keep()
        self._saved = time.monotonic()

    def _show_writing(self) -> None:
        self.writing_changed.emit()
        self._thoughts.writing_changed()
        self._shown.show_state()

    def _written(self, passage: Passage, went_on: bool) -> None:
        # An empty reply is kept only in a chat whose model ended it; one that was stopped before its first word is not.
        kept = bool(passage.text) or (passage.ended == "end" and self._talk.is_chat)
        passage = replace(passage, settings=differing(self._asked, self._sampling.defaults))
        self._middle.end_writing(passage, kept)
        self._sampling.show_last_seed(self._asked.seed)
        if kept:
            if went_on:
                self._talk.end_reply(passage)
            else:
                self._talk.add(passage)
            self._keeping.keep()
        elif self._talk.go_back():
            self._middle.show_conversation(self._talk.conversation)
            self._keeping.keep()
        self._middle.offer_again(self._talk.begun)
        self._show_writing()
        if self._talk.is_chat and passage.text and not self._middle.composer.queue.texts:
            self._sampling_choice.look_at_chances()
        if passage.ended in _CAME_TO_AN_END and self._middle.composer.queue.texts:
            self._send_waiting()

    def _keep_what_is_written(self) -> None:
        """Save the reply now and then while it is written, so that it is not lost with the program."""
        if time.monotonic() - self._saved < _SAVED_EVERY or self._keeper.busy:
            return
        so_far, conversation = self._writer.so_far, self._talk.conversation
        if so_far is not None:
            passage, goes_on = so_far
            last = len(conversation.path) - 1
            self._keeper.save(conversation.replaced(last, passage) if goes_on else self._talk.with_written(passage))
            self._saved = time.monotonic()

    def _edit_last(self) -> None:
        last = self._talk.last_said
        if last is not None and self._talk.edited is None:
            self._edit(last)

    def _edit(self, index: int) -> None:
        if not self._writer.writing:
            self._talk.edited = index
            passage = self._talk.conversation.passages[index]
            self._middle.composer.edit(passage.text, of_model=passage.role != "user")

    def _show_corrected(self, conversation: Conversation) -> None:
        """Show the conversation with a reply that was corrected; the earlier one is kept as a branch."""
        if conversation.id == self._talk.conversation.id and not self._writer.writing:
            self._talk.show(conversation)
            self._shown.show_conversation()
            self._keeping.keep()

    def _end_editing(self) -> None:
        self._talk.edited = None
        self._middle.composer.put(self._talk.conversation.draft)

    def _step_last(self, by: int) -> None:
        """Show another one of the latest continuation."""
        self._take_up_text()
        if self._talk.begun and not self._talk.is_chat:
            self._step(self._talk.latest, by)

    def _text_edited(self) -> None:
        if not self._writer.writing:
            self._middle.completion.offer_again(False)
