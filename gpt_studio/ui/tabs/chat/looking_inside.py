"""Looking into the model from the chat: a text, the checkpoints of a run, and another way from one of the tokens."""

from __future__ import annotations

from PySide6.QtCore import QObject

from gpt_studio.core.errors import say
from gpt_studio.ui.tabs.chat.keeping import Keeping
from gpt_studio.ui.tabs.chat.look_at_text import LookAtText
from gpt_studio.ui.tabs.chat.parts import ChatParts
from gpt_studio.ui.tabs.chat.shown_state import ShownState
from gpt_studio.ui.tabs.chat.thoughts import Fork
from gpt_studio.ui.tabs.chat.time_machine import TimeMachine
from gpt_studio.ui.tabs.chat.turns import Turns


class LookingInside(QObject):
    """Opens the dialogs that look into the model, and lets a reply go on otherwise from one of its tokens."""

    def __init__(self, parts: ChatParts, shown: ShownState, keeping: Keeping, turns: Turns) -> None:
        super().__init__(parts.tab)
        self._tab, self._shown, self._keeping, self._turns = parts.tab, shown, keeping, turns
        self._runner, self._links = parts.runner, parts.links
        self._opener, self._writer, self._talk = parts.opener, parts.writer, parts.talk
        self._middle, self._sampling = parts.middle, parts.sampling
        self._complain, self._take_up_text = parts.complain, parts.take_up_text
        parts.thoughts.forked.connect(self._fork)

    def look_at_text(self) -> None:
        dialog = LookAtText(self._runner, lambda: (self._opener.model, self._sampling.sampling), self._tab)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def go_back_in_time(self) -> None:
        model, talk = self._opener.model, self._talk
        if model is None:
            self._complain(say("chat.no_model", "No model is open: choose one on the left first."))
            return
        chat = talk.is_chat and model.has_template
        said = talk.last_said
        prompt = (talk.conversation.passages[said].text if said is not None else "") if chat else self._beginning
        dialog = TimeMachine(
            self._runner,
            model.folder,
            " ".join(prompt.split()),
            self._sampling.sampling,
            chat=chat,
            follow_links=self._links.trusts(model.folder),
            parent=self._tab,
        )
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

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
            self._keeping.keep()
            self._shown.show_state()
        elif fork.index is None or not fork.passage.text:
            self._turns.write()
        else:
            self._turns.go_on_after(model, fork.ids)
