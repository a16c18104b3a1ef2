"""The left side: the lists of models and of conversations."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QStackedWidget, QVBoxLayout, QWidget

from gpt_studio.artifacts.checkpoint_folders import shown_name
from gpt_studio.conversations.entries import ConversationEntry
from gpt_studio.conversations.tree import CHAT
from gpt_studio.jobs.chat.chat_memory import OpenedFolder, Recalled
from gpt_studio.jobs.models.list_models import ModelEntry
from gpt_studio.ui.look.fonts import scaled
from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.look.text import count, decimal, message_text, relative_date, short_count, short_path, tip
from gpt_studio.ui.state.actions import Actions
from gpt_studio.ui.tabs.chat.precision_box import precision_names
from gpt_studio.ui.widgets.buttons import Button, IconButton, command_button, command_icon_button
from gpt_studio.ui.widgets.card import Card
from gpt_studio.ui.widgets.labels import label
from gpt_studio.ui.widgets.two_line_list import Row, TwoLineList

_LEAST_MODELS, _LEAST_CONVERSATIONS = 60, 100  # heights of the lists, or of the sentences in place of empty ones
_SHOWN_AT_FIRST = 200
"""Rows of conversations; a button shows as many more. Thousands at once would hold the window up."""
_PAUSE_MS = 200
"""How long typing must pause before a search begins."""
_TITLE_HEIGHT = 32
"""The height of a button, so that titles with and without buttons have the same height."""


class ModelShelf(Card):
    """The models of the person's folder and others that were opened here, the one used or made last first.

    ``chosen`` carries the folder of a model to open, ``forgotten`` one to take off the list.
    """

    chosen = Signal(object)
    forgotten = Signal(object)

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Models"), parent=parent)
        self.title.setMinimumHeight(_TITLE_HEIGHT)
        self._own: tuple[ModelEntry, ...] = ()
        self._elsewhere: tuple[ModelEntry, ...] = ()
        self._opened: dict[str, OpenedFolder] = {}
        self._outside: Path | None = None
        self._current: Path | None = None
        self._list = TwoLineList(name="chat_models", accessible_name=self.tr("Models"))
        self._list.chosen.connect(lambda key: self.chosen.emit(Path(key)))
        self._list.removed.connect(lambda key: self.forgotten.emit(Path(key)))
        open_folder = command_button(actions, "chat.open_folder", name="chat_open_folder")
        open_folder.setToolTip(tip(self.tr("Any folder with a model as Hugging Face stores it")))
        self._pages = _pages(self._list, self.tr("Models that you train appear here."), _LEAST_MODELS)
        self.body.addWidget(self._pages, 1)
        self.body.addWidget(open_folder)

    @property
    def entries(self) -> tuple[ModelEntry, ...]:
        """The models, in the order of the list."""
        own = {entry.folder for entry in self._own}
        elsewhere = [entry for entry in self._elsewhere if entry.folder not in own]
        return tuple(sorted((*self._own, *elsewhere), key=self._last_used, reverse=True))

    def show_entries(self, entries: tuple[ModelEntry, ...]) -> None:
        """``entries``: the models of the person's folder."""
        self._own = entries
        self._show()

    def show_recalled(self, recalled: Recalled) -> None:
        """What was opened before, here or elsewhere."""
        self._opened = {each.path: each for each in recalled.memory.opened}
        self._elsewhere = recalled.folders
        self._outside = None
        self._show()

    def show_current(self, folder: Path | None) -> None:
        """Select the model in ``folder``; one that is not listed is added to the list."""
        self._current = folder
        if folder is not None and all(entry.folder != folder for entry in self.entries):
            self._outside = folder
        self._show()

    def _last_used(self, entry: ModelEntry) -> float:
        opened = self._opened.get(str(entry.folder))
        return max(opened.when if opened else 0.0, entry.changed if entry in self._own else 0.0)

    def _show(self) -> None:
        entries = self.entries
        rows = [self._row(entry) for entry in entries]
        if self._outside is not None and all(entry.folder != self._outside for entry in entries):
            place = short_path(self._outside)
            rows.insert(0, Row(str(self._outside), shown_name(self._outside), place, "ph.folder-open", place))
        self._list.show_rows(rows, str(self._current) if self._current is not None else "")
        self._pages.setCurrentIndex(0 if rows else 1)

    def _row(self, entry: ModelEntry) -> Row:
        is_elsewhere = entry not in self._own
        if entry.problem is not None:
            said = message_text(entry.problem)
            full = f"{short_path(entry.folder)}\n{said}" if is_elsewhere else said
            return Row(str(entry.folder), entry.name, said, "ph.warning-circle", full, is_elsewhere)
        kind = self.tr("chat") if entry.has_template else self.tr("text")
        size = self.tr("{count} parameters").format(count=short_count(entry.parameters))
        symbol = "ph.folder-open" if is_elsewhere else "ph.cube"
        if entry.adapter_of is not None:
            adapter = self.tr("adapter on {model}").format(model=shown_name(entry.adapter_of))
            return Row(str(entry.folder), entry.name, adapter, "ph.puzzle-piece", self._facts(entry), is_elsewhere)
        return Row(str(entry.folder), entry.name, f"{kind} · {size}", symbol, self._facts(entry), is_elsewhere)

    def _facts(self, entry: ModelEntry) -> str:
        """What there is to know of a model, one thing a line."""
        context = self.tr("Context: {tokens} tokens").format(tokens=count(entry.context_length))
        lines = [short_path(entry.folder), context]
        if entry.data:
            lines.append(self.tr("Trained on {corpus}").format(corpus=entry.data))
        if entry.bits_per_byte is not None:
            lines.append(self.tr("{bits} bits per byte").format(bits=decimal(entry.bits_per_byte, 2)))
        opened = self._opened.get(str(entry.folder))
        if opened is not None and opened.tokens_per_second:
            speed = opened.tokens_per_second
            lines.append(
                self.tr("Wrote {speed} tokens per second here. Computes with: {precision}").format(
                    speed=decimal(speed, 1 if speed < 10 else 0),
                    precision=precision_names().get(opened.precision, opened.precision),
                )
            )
        lines.append(self.tr("Last changed: {date}").format(date=relative_date(entry.changed)))
        return "\n".join(lines)


class ConversationShelf(Card):
    """Signals carry the id of a conversation; ``renamed`` also its new title. ``search_wanted`` carries what to look
    for, "" to show all conversations again."""

    chosen = Signal(str)
    renamed = Signal(str, str)
    search_wanted = Signal(str)

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Conversations"), parent=parent)
        self.title.setMinimumHeight(_TITLE_HEIGHT)
        self._entries: Sequence[ConversationEntry] = ()
        self._current = ""
        self._most = _SHOWN_AT_FIRST
        self.list = TwoLineList(name="chat_conversations", accessible_name=self.tr("Conversations"), editable=True)
        self.list.chosen.connect(self.chosen)
        self.list.renamed.connect(self.renamed)
        self._with_one = tuple(actions[f"chat.{name}"] for name in ("rename", "pin", "duplicate", "delete"))
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.list.addActions(self._with_one)
        self._pages = _pages(self.list, self.tr("Conversations are kept here as you hold them."), _LEAST_CONVERSATIONS)
        for name in ("rename", "delete"):
            self.buttons.addWidget(command_icon_button(actions, f"chat.{name}", name=f"chat_{name}"))
        menu = QMenu(self)
        menu.addActions([actions[f"chat.{name}"] for name in ("pin", "duplicate", "import")])
        more = IconButton("ph.dots-three", self.tr("More for conversations"), name="chat_conversations_more")
        more.clicked.connect(lambda: menu.popup(more.mapToGlobal(more.rect().bottomLeft())))
        self.buttons.setSpacing(0)
        self._search = QLineEdit()
        self._search.setObjectName("chat_search")
        self._search.setAccessibleName(self.tr("Search the conversations"))
        self._search.setPlaceholderText(self.tr("Search"))
        self._search.setClearButtonEnabled(True)
        self._pause = QTimer(self, interval=_PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(lambda: self.search_wanted.emit(self.words))
        self._search.textChanged.connect(lambda: self._pause.start())
        self._none = label(self.tr("No conversation holds that."), "caption", wrap=True)
        self._none.setObjectName("chat_search_none")
        self._older = Button(self.tr("Show older ones"), name="chat_conversations_older", look="quiet")
        self._older.clicked.connect(self._show_older)
        beside = QHBoxLayout()
        beside.setSpacing(Space.XS)
        beside.addWidget(self._search, 1)
        beside.addWidget(more)
        self.body.setSpacing(Space.S)
        self.body.addLayout(beside)
        self.body.addWidget(self._none)
        self.body.addWidget(self._pages, 1)
        self.body.addWidget(self._older)
        self.body.addWidget(command_button(actions, "chat.new", name="chat_new"))
        self._none.hide()
        self._older.hide()

    @property
    def current(self) -> str:
        """The id of the selected conversation, or ""."""
        return self.list.current_key

    @property
    def words(self) -> str:
        """What is looked for."""
        return self._search.text().strip()

    def edit_current(self, typed: str = "") -> None:
        """Open the editor for the title of the selected conversation, with what was ``typed`` before, if anything."""
        self.list.edit_current(typed)

    def show_conversations(self, entries: Sequence[ConversationEntry], current: str) -> None:
        self._entries, self._current = entries, current
        rows = [
            Row(
                each.id,
                each.heading or self.tr("Untitled"),
                " · ".join(
                    filter(None, [relative_date(each.changed), shown_name(Path(each.model)) if each.model else ""])
                ),
                "ph.push-pin" if each.pinned else "ph.chat-circle" if each.kind == CHAT else "ph.text-align-left",
            )
            for each in entries[: self._most]
        ]
        self.list.show_rows(rows, current)
        self._pages.setCurrentIndex(0 if rows or self.words else 1)
        self._none.setVisible(bool(self.words) and not rows)
        self._older.setVisible(len(entries) > self._most)
        for action in self._with_one:
            action.setEnabled(bool(self.current))

    def _show_older(self) -> None:
        self._most += _SHOWN_AT_FIRST
        self.show_conversations(self._entries, self._current)


def _pages(shown: TwoLineList, when_empty: str, least_height: int) -> QStackedWidget:
    """Two pages: the list, and ``when_empty`` for an empty list."""
    empty = QWidget()
    inner = QVBoxLayout(empty)
    inner.setContentsMargins(Space.L, 0, Space.L, 0)
    inner.addWidget(label(when_empty, "caption", wrap=True))
    inner.addStretch()
    pages = QStackedWidget()
    pages.setMinimumHeight(scaled(least_height))
    pages.addWidget(shown)
    pages.addWidget(empty)
    return pages
