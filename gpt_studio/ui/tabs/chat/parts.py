"""What the chat tab consists of: its widgets, and the objects that work for it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from gpt_studio.core.errors import Message
from gpt_studio.ui.state.owners import Owners
from gpt_studio.ui.tabs.chat.adapter_bar import AdapterBar
from gpt_studio.ui.tabs.chat.by_heart import ByHeart
from gpt_studio.ui.tabs.chat.dialogs import Dialogs
from gpt_studio.ui.tabs.chat.examples import Examples
from gpt_studio.ui.tabs.chat.middle import Middle
from gpt_studio.ui.tabs.chat.opener import Opener
from gpt_studio.ui.tabs.chat.remembered import Remembered
from gpt_studio.ui.tabs.chat.sampling_panel import SamplingPanel
from gpt_studio.ui.tabs.chat.saved_conversations import Keeper
from gpt_studio.ui.tabs.chat.serving import Serving
from gpt_studio.ui.tabs.chat.side_lists import ConversationShelf, ModelShelf
from gpt_studio.ui.tabs.chat.talk import Talk
from gpt_studio.ui.tabs.chat.thoughts import Situation, Thoughts
from gpt_studio.ui.tabs.chat.tools import Tools
from gpt_studio.ui.tabs.chat.writer import Writer
from gpt_studio.ui.widgets.undo import Undo


class ChatParts:
    """The parts know nothing of each other. Each class that gets them lets some work together for one purpose:
    :mod:`~gpt_studio.ui.tabs.chat.shown_state`, ``sampling_choice``, ``context_counter``, ``opening``, ``keeping``,
    ``turns`` and ``looking_inside``."""

    def __init__(self, owners: Owners, tab: QWidget) -> None:
        self.tab = tab
        self.runner, self.home, self.library = owners.runner, owners.home, owners.library
        self.links, self.steps, self.commands = owners.links, owners.steps, owners.actions
        self.talk = Talk()
        self.opener = Opener(self.runner, self.links, tab)
        self.writer = Writer(self.runner, tab)
        self.keeper = Keeper(owners, tab)
        self.remembered = Remembered(owners, tab)
        self.examples = Examples(owners, tab)
        self.dialogs = Dialogs(tab, self.home.models)
        self.models = ModelShelf(self.commands)
        self.adapters = AdapterBar()
        self.conversations = ConversationShelf(self.commands)
        self.middle = Middle(self.commands, self.runner)
        self.sampling = SamplingPanel()
        self.serving = Serving(self.runner, self.commands, tab)
        self.tools = Tools(self.commands)
        self.thoughts = Thoughts(self.runner, self.middle, self.writer, self._situation, tab)
        self.by_heart = ByHeart(self.runner, self.home.cache, self.thoughts, self.middle.thoughts, tab)
        self.undo = Undo(self.runner, self.middle.notice, self.library.conversations)

    def complain(self, problem: Message) -> None:
        self.middle.notice.show_message(problem)

    def take_up_text(self) -> None:
        """Take over into the conversation what a person typed into the text."""
        if not self.talk.is_chat and not self.writer.writing:
            editor = self.middle.completion.editor
            self.talk.take_up(editor.text, editor.parts())

    def _situation(self) -> Situation:
        return Situation(self.talk.conversation, self.opener.model, self.sampling.sampling)
