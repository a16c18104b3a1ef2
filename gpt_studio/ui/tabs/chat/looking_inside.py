"""Looking into the model from the chat: a text, the checkpoints of a run, and another way from one of the tokens."""

from __future__ import annotations

from gpt_studio.core.errors import say
from gpt_studio.ui.tabs.chat.compare.dialog import Asked, CompareDialog
from gpt_studio.ui.tabs.chat.look_at_text import LookAtText
from gpt_studio.ui.tabs.chat.thoughts import Fork
from gpt_studio.ui.tabs.chat.time_machine import TimeMachine
from gpt_studio.ui.tabs.chat.turns import Turns


class LookingInside(Turns):
    """The tab as it shows what the model was thinking."""

    def _look_at_text(self) -> None:
        dialog = LookAtText(self.runner, lambda: (self._opener.model, self._sampling.sampling), self)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _go_back_in_time(self) -> None:
        model, talk = self._opener.model, self._talk
        if model is None:
            self._complain(say("chat.no_model", "No model is open: choose one on the left first."))
            return
        chat = talk.is_chat and model.has_template
        dialog = TimeMachine(
            self.runner,
            model.folder,
            " ".join(self._asked_last(chat).split()),
            self._sampling.sampling,
            chat=chat,
            follow_links=self.links.trusts(model.folder),
            parent=self,
        )
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _compare(self) -> None:
        model, chat = self._opener.model, self._talk.is_chat
        if not self._usable:
            self._complain(say("chat.no_model_at_all", "There is no model to compare with: train one, or open one."))
            return
        dialog = CompareDialog(
            self.home,
            self.runner,
            self.links,
            Asked(self._asked_last(chat), chat, self._sampling.sampling, self._opener.precision),
            self._models.entries,
            model,
            self,
        )
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _asked_last(self, chat: bool) -> str:
        """The message that the person sent last, or without ``chat`` how the text begins."""
        said = self._talk.last_said
        if not chat:
            return self._beginning
        return self._talk.conversation.passages[said].text if said is not None else ""

    @property
    def _beginning(self) -> str:
        """What the person wrote at the beginning of the text."""
        parts = [] if self._talk.is_chat else self._middle.completion.editor.parts()
        return parts[0][0] if parts and not parts[0][1] else ""

    def _fork(self, fork: Fork) -> None:
        """Let the text go on otherwise from one of its tokens; what stands there is kept as a branch."""
        self._writer.break_off()
        self._take_up_text()
        model = self._opener.model
        if model is None:
            return
        if self._talk.edited is not None:
            self._middle.composer.end_editing()
        if fork.sampling is not None:
            self._sampling.show_sampling(fork.sampling)
        if fork.index is None:
            self._talk.fork_text(fork.length, fork.passage)
            self._middle.show_conversation(self._talk.conversation)
        else:
            self._talk.fork(fork.index, fork.passage)
            self._middle.messages.replace_from(fork.index, self._talk.conversation.passages)
        if fork.ended:
            self._keep()
            self._show_state()
        elif fork.index is None or not fork.passage.text:
            self._write()
        else:
            self._prepare_to_write()
            self._middle.begin_writing(model.name, model.folder, go_on=True)
            self._writer.go_on(model, self._talk.conversation, self._asked, fork.ids)
            self._show_writing()
