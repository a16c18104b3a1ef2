"""How the chat tab is arranged: models and conversations on the left, the conversation in the middle, sampling on the
right."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gpt_studio.ui.look.fonts import scaled
from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.tabs.chat.parts import ChatParts
from gpt_studio.ui.widgets.fitted_scroll import FittedScroll

_LEFT_WIDTH = 248
_RIGHT_WIDTH = 264
_ROOM_FOR_MORE = 600
"""In a lower tab the messages need the height of the meter, and of what explains the tints."""
_ROOM_FOR_SAMPLING = 1000
"""In a narrower tab the sampling panel is folded until a person opens it."""


class Arrangement(QHBoxLayout):
    """Lays the parts out, and folds what the tab has no room for."""

    def __init__(self, parts: ChatParts) -> None:
        super().__init__()
        self._tab, self._tools = parts.tab, parts.tools
        self._middle, self._sampling = parts.middle, parts.sampling
        self._sampling_wanted = False
        both = QWidget()
        self._shelves = left = FittedScroll(both, name="chat_shelves")  # in a low window, so that the rest need not
        left.setFixedWidth(scaled(_LEFT_WIDTH) + Space.L)  # the scroll bar stands in the gap
        shelves = QVBoxLayout(both)
        shelves.setContentsMargins(0, 0, 0, 0)
        shelves.setSpacing(Space.L)
        shelves.addWidget(parts.models, 2)
        shelves.addWidget(parts.adapters)
        shelves.addWidget(parts.conversations, 3)
        both.setMaximumWidth(scaled(_LEFT_WIDTH))
        self._sampling.setFixedWidth(scaled(_RIGHT_WIDTH))
        self._sampling.hide()
        beside = QHBoxLayout()
        beside.setSpacing(Space.L)
        beside.addWidget(self._middle, 1)
        beside.addWidget(self._sampling)
        self.setSpacing(0)
        self.addWidget(left)
        self.addLayout(beside, 1)
        self._tools.sampling_shown.connect(self._show_sampling)

    def want_sampling(self, wanted: bool) -> None:
        """Show the sampling panel wherever there is room for it, or nowhere."""
        self._sampling_wanted = wanted
        self.fold()

    def fold(self) -> None:
        low = self._tab.height() < _ROOM_FOR_MORE
        self._middle.meter.set_room(not low)
        self._middle.thoughts.set_room(not low)
        self._tools.suggest_sampling(self._sampling_wanted and self._tab.width() >= _ROOM_FOR_SAMPLING)
        self._show_sampling(self._tools.shows_sampling)

    def _show_sampling(self, shown: bool) -> None:
        """In a narrow tab it takes the place of the lists."""
        self._sampling.setVisible(shown)
        self._shelves.setVisible(not shown or self._tab.width() >= _ROOM_FOR_SAMPLING)
