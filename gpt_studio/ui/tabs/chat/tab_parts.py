"""What the chat tab consists of: its widgets, the objects that work for it, and what is shown now."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gpt_studio.ui.look.fonts import scaled
from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.state.handover import Stage
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
from gpt_studio.ui.widgets.buttons import Button, command_button
from gpt_studio.ui.widgets.fitted_scroll import FittedScroll
from gpt_studio.ui.widgets.tab import Tab
from gpt_studio.ui.widgets.undo import Undo

_LEFT_WIDTH = 248
_RIGHT_WIDTH = 264
_TYPED_MS = 1500
"""How long typing must pause before a draft is saved."""
_COUNTED_MS = 250
"""How long typing must pause before its tokens are counted."""
_ROOM_FOR_MORE = 600
"""In a lower tab the messages need the height of the meter, and of what explains the tints."""
_ROOM_FOR_SAMPLING = 1000
"""In a narrower tab the sampling panel is folded until a person opens it."""


class ChatParts(Tab):
    """Models and conversations on the left, the conversation in the middle, sampling on the right.

    What the tab does with them stands in classes one upon the other: :mod:`~gpt_studio.ui.tabs.chat.tab_state`,
    ``opening``, ``keeping``, ``turns``, ``looking_inside``, and ``tab``, which binds all of it together.
    """

    stage = Stage.CHAT

    def __init__(self, owners: Owners, parent: QWidget | None = None) -> None:
        super().__init__(owners, parent)
        self._talk = Talk()
        self._wanted = ""
        """The id of a conversation to show when it is listed."""
        self._saved = 0.0
        self._typing = QTimer(self, interval=_TYPED_MS, singleShot=True)
        self._counting = QTimer(self, interval=_COUNTED_MS, singleShot=True)
        self._opener = Opener(self.runner, self.links, self)
        self._writer = Writer(self.runner, self)
        self._keeper = Keeper(owners, self)
        self._remembered = Remembered(owners, self)
        self._examples = Examples(owners, self)
        self._dialogs = Dialogs(self, self.home.models)
        self._models = ModelShelf(self.commands)
        self._adapters = AdapterBar()
        self._conversations = ConversationShelf(self.commands)
        self._middle = Middle(self.commands, self.runner)
        self._sampling = SamplingPanel()
        self._serving = Serving(self.runner, self.commands, self)
        self._tools = Tools(self.commands)
        self._thoughts = Thoughts(self.runner, self._middle, self._writer, self._situation, self)
        self._by_heart = ByHeart(self.runner, self.home.cache, self._thoughts, self._middle.thoughts, self)
        self._sampling_wanted = self._thoughts_recalled = False
        self._undo = Undo(self.runner, self._middle.notice, self.library.conversations)
        self._lay_out()

    def _lay_out(self) -> None:
        self.header.buttons.addWidget(self._tools)
        self._make = self.header.add_primary(
            Button(self.tr("Make your first model"), name="chat_make_first", icon="ph.sparkle")
        )
        self._open_newest = self.header.add_primary(Button("", name="chat_open_newest", icon="ph.chat-circle"))
        self._fitting = self.header.add_primary(command_button(self.commands, "chat.new", name="chat_begin_fitting"))
        both = QWidget()
        self._shelves = left = FittedScroll(both, name="chat_shelves")  # in a low window, so that the rest need not
        left.setFixedWidth(scaled(_LEFT_WIDTH) + Space.L)  # the scroll bar stands in the gap
        shelves = QVBoxLayout(both)
        shelves.setContentsMargins(0, 0, 0, 0)
        shelves.setSpacing(Space.L)
        shelves.addWidget(self._models, 2)
        shelves.addWidget(self._adapters)
        shelves.addWidget(self._conversations, 3)
        self._sampling.setFixedWidth(scaled(_RIGHT_WIDTH))
        self._sampling.hide()
        both.setMaximumWidth(scaled(_LEFT_WIDTH))
        row, beside = QHBoxLayout(), QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(left)
        row.addLayout(beside, 1)
        beside.setSpacing(Space.L)
        beside.addWidget(self._middle, 1)
        beside.addWidget(self._sampling)
        self.content.addLayout(row, 1)

    def _situation(self) -> Situation:
        return Situation(self._talk.conversation, self._opener.model, self._sampling.sampling)

    def _fold_sampling(self) -> None:
        low = self.height() < _ROOM_FOR_MORE
        self._middle.meter.set_room(not low)
        self._middle.thoughts.set_room(not low)
        self._tools.suggest_sampling(self._sampling_wanted and self.width() >= _ROOM_FOR_SAMPLING)
        self._show_sampling(self._tools.shows_sampling)

    def _show_sampling(self, shown: bool) -> None:
        """In a narrow tab it takes the place of the lists."""
        self._sampling.setVisible(shown)
        self._shelves.setVisible(not shown or self.width() >= _ROOM_FOR_SAMPLING)
