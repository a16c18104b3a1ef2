"""The middle of the tab: the steps of opening a model, and the chat or the completion."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from gpt_studio.conversations.passage import Passage
from gpt_studio.conversations.tree import CHAT, Conversation
from gpt_studio.ui.look.fonts import scaled
from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.state.actions import Actions
from gpt_studio.ui.state.qt_overrides import answers_qt
from gpt_studio.ui.state.worker import Runner
from gpt_studio.ui.tabs.chat.column import in_column
from gpt_studio.ui.tabs.chat.completion import Completion
from gpt_studio.ui.tabs.chat.composer import Composer
from gpt_studio.ui.tabs.chat.context_meter import ContextMeter
from gpt_studio.ui.tabs.chat.loading_steps import LoadingSteps
from gpt_studio.ui.tabs.chat.markdown.warm_up import WarmUp
from gpt_studio.ui.tabs.chat.message import MessageView
from gpt_studio.ui.tabs.chat.message_list import MessageList, ReadingPlace
from gpt_studio.ui.tabs.chat.questions import Questions
from gpt_studio.ui.tabs.chat.reply_facts import speed_words
from gpt_studio.ui.tabs.chat.start_page import StartPage
from gpt_studio.ui.tabs.chat.system_prompt import SystemPrompt
from gpt_studio.ui.tabs.chat.thoughts_bar import ThoughtsBar
from gpt_studio.ui.widgets.card import Card
from gpt_studio.ui.widgets.empty_state import EmptyState
from gpt_studio.ui.widgets.notice import Notice

_LEAST_HEIGHT = 150  # of the pages: system prompt and composer; the steps of opening a model are always shown whole


class Pages(QStackedWidget):
    """Takes the height that is left, even if the text of a page asks for more."""

    @answers_qt(bool)
    def hasHeightForWidth(self) -> bool:
        return False


class Middle(Card):
    """Shows a chat or a completion behind the same methods."""

    again_wanted = Signal()
    more_wanted = Signal()
    stop_wanted = Signal()
    step_wanted = Signal(int, int)

    def __init__(self, actions: Actions, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._chat = True
        self._reply: MessageView | None = None
        self.notice = Notice(name="chat_notice")
        self.loading = LoadingSteps()
        self.start = StartPage(actions)
        self.system = SystemPrompt()
        self.messages = MessageList(WarmUp(runner, self))
        self.meter = ContextMeter()
        self.composer = Composer()
        self.completion = Completion()
        self._greeting = EmptyState(
            "ph.chat-circle",
            self.tr("A new conversation"),
            self.tr("Write a message below. The answer appears as the model writes it, token by token."),
            name="chat_greeting",
            spares_buttons=True,
        )
        self._questions = Questions(self._greeting)
        self._questions.asked.connect(self.composer.sent)
        self.completion.questions_found.connect(self._questions.show_some_of)
        self._talk = Pages()
        # In a low window the composer keeps its height, and the messages, which can be scrolled, get the rest.
        self._talk.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self._talk.addWidget(self._greeting)
        self._talk.addWidget(self.messages)
        self._chat_page = QWidget()
        page = QVBoxLayout(self._chat_page)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(Space.M)
        page.addLayout(in_column(self.system))
        page.addWidget(self._talk, 1)
        page.addLayout(in_column(self.meter))
        page.addLayout(in_column(self.composer))
        self._blank = QWidget()
        self._pages = Pages()
        self._pages.setMinimumHeight(scaled(_LEAST_HEIGHT))
        for widget in (self.start, self._blank, self._chat_page, self.completion):
            self._pages.addWidget(widget)
        self.body.addLayout(in_column(self.notice))
        self.body.addLayout(in_column(self.loading))
        self.body.addWidget(self._pages, 1)
        self.thoughts = ThoughtsBar(actions)
        self.thoughts.hide()
        self.body.addLayout(in_column(self.thoughts))
        self.messages.again_wanted.connect(self.again_wanted)
        self.messages.more_wanted.connect(self.more_wanted)
        self.messages.step_wanted.connect(self.step_wanted)
        self.completion.again_wanted.connect(self.again_wanted)
        self.composer.stopped.connect(self.stop_wanted)
        self.completion.stopped.connect(self.stop_wanted)

    def show_start(self, blank: bool) -> None:
        """Show the start page, or a ``blank`` one while a first model is being opened."""
        self._pages.setCurrentWidget(self._blank if blank else self.start)
        self.thoughts.hide()

    def show_conversation(self, conversation: Conversation, place: ReadingPlace | None = None) -> None:
        """Show it, scrolled to ``place``, else to its end."""
        self._chat = conversation.kind == CHAT
        self._reply = None
        self._pages.setCurrentWidget(self._chat_page if self._chat else self.completion)
        # Before anything was said, what tells of the model needs the room in low windows.
        self.thoughts.setVisible(not self._chat or bool(conversation.passages))
        if self._chat:
            self.system.show_text(conversation.system)
            self.composer.put(conversation.draft)
            self.messages.show_passages(conversation.passages, place)
            self._show_talk(bool(conversation.passages))
        else:
            self.completion.show_passages(conversation.passages)

    def set_ready(self, ready: bool, why_not: str) -> None:
        """Whether the model can write; an empty composer shows ``why_not``."""
        self.composer.set_ready(ready, why_not)
        self._questions.set_ready(ready)
        self.completion.set_ready(ready)

    def offer_again(self, offered: bool) -> None:
        if self._chat:
            self.messages.offer_again(offered)
        else:
            self.completion.offer_again(offered)

    def offer_more(self, offered: bool) -> None:
        """Whether the model can go on with the last reply of a chat."""
        self.messages.offer_more(offered)

    def show_next_model(self, name: str) -> None:
        """Say that the conversation goes on with the model ``name``; "" where it is the same as before."""
        if self._chat:
            self.messages.show_next_model(name)
        elif name:
            self.completion.show_facts(self.tr("From here on: {name}").format(name=name))

    def add_message(self, passage: Passage) -> MessageView:
        self._show_talk(True)
        return self.messages.add(passage)

    def begin_writing(self, model: str, folder: Path, *, go_on: bool = False, behind: str = "") -> None:
        """Prepare for a text that the model is about to write; ``go_on``: for more of the last reply. ``behind``: what
        of the text stays behind it."""
        self.thoughts.show()
        self.offer_again(False)
        self.offer_more(False)
        self.messages.show_next_model("")
        self.messages.show_places(())
        if self._chat:
            empty = Passage("assistant", "", model, folder=str(folder))
            self._reply = self.messages.take_up_last() if go_on else self.add_message(empty)
            self._reply.set_writing(True)
            self.composer.set_writing(True)
        else:
            self.completion.editor.write_before(behind)
            self.completion.set_writing(True)
            self.completion.show_facts(self.tr("Reading the text…"))

    def cut_back(self, place: int, left: Conversation, behind: str) -> None:
        """Remove the passage at ``place``; ``left`` is the conversation before it, ``behind`` what of the text stays
        behind it."""
        if self._chat:
            self.messages.cut_from(place)
        else:
            self.completion.editor.cut_to(len(left.text), behind)

    def append(self, text: str) -> None:
        if self._reply is not None:
            self._reply.append_text(text)
        elif not self._chat:
            self.completion.editor.append_written(text)

    def show_speed(self, tokens: int, tokens_per_second: float) -> None:
        words = speed_words(tokens, tokens_per_second)
        if self._reply is not None:
            self._reply.show_facts(words)
        elif not self._chat:
            self.completion.show_facts(words)

    def end_writing(self, passage: Passage, kept: bool) -> None:
        """Finish ``passage``, which the model has written; one that is not ``kept`` is removed."""
        if not self._chat:
            self.completion.set_writing(False)
            self.completion.finish(passage)
        elif self._reply is not None:
            if kept:
                self.messages.finish(passage)
            else:
                self.messages.cut_from(self._reply.index)
            self.composer.set_writing(False)
        self._reply = None

    def focus_writing(self) -> None:
        """Focus the editor in which the person writes."""
        (self.composer if self._chat else self.completion.editor).setFocus()

    def _show_talk(self, begun: bool) -> None:
        self._talk.setCurrentWidget(self.messages if begun else self._greeting)
