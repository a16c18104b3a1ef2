"""The left side: the lists of models and of conversations."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from gpt_studio.artifacts.checkpoint_folders import shown_name
from gpt_studio.jobs.chat.conversations import CHAT, Conversation
from gpt_studio.jobs.models.list_models import ModelEntry
from gpt_studio.ui.look.fonts import scaled
from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.look.text import message_text, relative_date, short_count, short_path, tip
from gpt_studio.ui.state.actions import Actions
from gpt_studio.ui.widgets.buttons import command_button, command_icon_button
from gpt_studio.ui.widgets.card import Card
from gpt_studio.ui.widgets.labels import label
from gpt_studio.ui.widgets.two_line_list import Row, TwoLineList

_LEAST_HEIGHT = 56  # of the sentence in place of an empty list
_TITLE_HEIGHT = 32
"""The height of a button, so that titles with and without buttons have the same height."""


class ModelShelf(Card):
    """``chosen`` carries the folder of a model to open."""

    chosen = Signal(object)

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Models"), parent=parent)
        self.title.setMinimumHeight(_TITLE_HEIGHT)
        self._entries: tuple[ModelEntry, ...] = ()
        self._outside: Path | None = None
        self._current: Path | None = None
        self._list = TwoLineList(name="chat_models", accessible_name=self.tr("Models"))
        self._list.chosen.connect(lambda key: self.chosen.emit(Path(key)))
        open_folder = command_button(actions, "chat.open_folder", name="chat_open_folder")
        open_folder.setToolTip(tip(self.tr("Any folder with a model as Hugging Face stores it")))
        self._pages = _pages(self._list, self.tr("Models that you train appear here."))
        self.body.addWidget(self._pages, 1)
        self.body.addWidget(open_folder)

    @property
    def entries(self) -> tuple[ModelEntry, ...]:
        return self._entries

    def show_entries(self, entries: tuple[ModelEntry, ...]) -> None:
        self._entries = entries
        self._show()

    def show_current(self, folder: Path | None) -> None:
        """Select the model in ``folder``; one that is not listed is added to the list."""
        self._current = folder
        if folder is not None and all(entry.folder != folder for entry in self._entries):
            self._outside = folder
        self._show()

    def _show(self) -> None:
        rows = [self._row(entry) for entry in self._entries]
        if self._outside is not None and all(entry.folder != self._outside for entry in self._entries):
            place = short_path(self._outside)
            rows.insert(0, Row(str(self._outside), shown_name(self._outside), place, "ph.folder-open", place))
        self._list.show_rows(rows, str(self._current) if self._current is not None else "")
        self._pages.setCurrentIndex(0 if rows else 1)

    def _row(self, entry: ModelEntry) -> Row:
        if entry.problem is not None:
            said = message_text(entry.problem)
            return Row(str(entry.folder), entry.name, said, "ph.warning-circle", said)
        kind = self.tr("chat") if entry.has_template else self.tr("text")
        size = self.tr("{count} parameters").format(count=short_count(entry.parameters))
        return Row(str(entry.folder), entry.name, f"{size} · {kind}", "ph.cube", short_path(entry.folder))


class ConversationShelf(Card):
    """Signals carry the id of a conversation; ``renamed`` also its new title."""

    chosen = Signal(str)
    renamed = Signal(str, str)

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Conversations"), parent=parent)
        self.title.setMinimumHeight(_TITLE_HEIGHT)
        self.list = TwoLineList(name="chat_conversations", accessible_name=self.tr("Conversations"), editable=True)
        self.list.chosen.connect(self.chosen)
        self.list.renamed.connect(self.renamed)
        self._with_one = (actions["chat.rename"], actions["chat.delete"])
        self._pages = _pages(self.list, self.tr("Conversations are kept here as you hold them."))
        for name in ("rename", "delete"):
            self.buttons.addWidget(command_icon_button(actions, f"chat.{name}", name=f"chat_{name}"))
        self.buttons.setSpacing(0)
        self.body.addWidget(self._pages, 1)
        self.body.addWidget(command_button(actions, "chat.new", name="chat_new"))

    @property
    def current(self) -> str:
        """The id of the selected conversation, or ""."""
        return self.list.current_key

    def edit_current(self) -> None:
        """Open the editor for the title of the selected conversation."""
        self.list.edit_current()

    def show_conversations(self, conversations: Sequence[Conversation], current: str) -> None:
        rows = [
            Row(
                each.id,
                each.heading or self.tr("Untitled"),
                " · ".join(
                    filter(None, [relative_date(each.changed), shown_name(Path(each.model)) if each.model else ""])
                ),
                "ph.chat-circle" if each.kind == CHAT else "ph.text-align-left",
            )
            for each in conversations
        ]
        self.list.show_rows(rows, current)
        self._pages.setCurrentIndex(0 if rows else 1)
        for action in self._with_one:
            action.setEnabled(bool(self.current))


def _name_of(model: str) -> str:
    return shown_name(Path(model)) if model else ""


def _pages(shown: TwoLineList, when_empty: str) -> QStackedWidget:
    """Two pages: the list, and ``when_empty`` for an empty list."""
    empty = QWidget()
    inner = QVBoxLayout(empty)
    inner.setContentsMargins(Space.L, 0, Space.L, 0)
    inner.addWidget(label(when_empty, "caption", wrap=True))
    inner.addStretch()
    pages = QStackedWidget()
    pages.setMinimumHeight(scaled(_LEAST_HEIGHT))
    pages.addWidget(shown)
    pages.addWidget(empty)
    return pages
