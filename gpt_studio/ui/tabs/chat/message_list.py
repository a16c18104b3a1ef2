"""The messages of a conversation. The list follows the text being written unless the person has scrolled up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gpt_studio.conversations.passage import Passage, held_with_another
from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.state.qt_overrides import called_by_qt
from gpt_studio.ui.tabs.chat.column import in_column
from gpt_studio.ui.tabs.chat.markdown.view import MarkdownText
from gpt_studio.ui.tabs.chat.markdown.warm_up import WarmUp
from gpt_studio.ui.tabs.chat.message import MessageView, ModelLine
from gpt_studio.ui.tabs.chat.reply_facts import changed_words
from gpt_studio.ui.widgets.buttons import Button, IconButton
from gpt_studio.ui.widgets.scrolled import Scrolled

_AT_ONCE = 12
_FIRST_SEEN = 3
"""So many messages are made before anything is drawn; the others of :data:`_AT_ONCE` follow one by one."""
_MOST = 60
"""So many messages are widgets at the same time; those that are far from what is seen are let go."""
_BETWEEN_MS = 10
"""Between two messages that are made, so that the layout knows the height of the first."""
_NEAR_THE_END = 24


@dataclass(frozen=True)
class ReadingPlace:
    """The ``turn`` at the upper edge, and which ``share`` of its height is above that."""

    turn: int
    share: float


class MessageList(QWidget):
    """Shows the latest messages, and others where one scrolls to: a long conversation opens at once, and takes no more
    memory than a short one."""

    edit_wanted = Signal(int)
    delete_wanted = Signal(int)
    correction_wanted = Signal(int)
    again_wanted = Signal()
    more_wanted = Signal()
    step_wanted = Signal(int, int)
    others_shown = Signal()
    """Messages were made where a person scrolled to."""

    def __init__(self, warm_up: WarmUp | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._warm_up = warm_up
        self._passages: list[Passage] = []
        self._places: Sequence[tuple[int, int]] = ()
        self._compared: Sequence[Passage | None] = ()
        self._messages: list[MessageView] = []
        self._following = True
        self._scrolled = Scrolled(name="chat_messages")
        self._older = Button(self.tr("Show earlier messages"), name="chat_earlier", look="quiet")
        self._older.clicked.connect(self._show_older)
        self._older.hide()
        column = self._page = QWidget()
        self._column = QVBoxLayout(column)
        self._column.setContentsMargins(Space.S, Space.S, Space.S, Space.L)
        self._column.setSpacing(Space.L)
        self._column.addWidget(self._older)
        self._next_model = ModelLine(name="chat_next_model")
        self._next_model.hide()
        self._column.addWidget(self._next_model)
        self._column.addStretch()
        self._scrolled.body.setContentsMargins(0, 0, 0, 0)
        self._scrolled.body.addLayout(in_column(column))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._scrolled)
        self._down = IconButton("ph.arrow-down", self.tr("Go to the latest"), name="chat_to_end", parent=self)
        self._down.setAutoFillBackground(True)
        self._down.clicked.connect(self.follow)
        self._down.hide()
        self._wanted = 0
        """So many messages before the first one are still to be made."""
        self._from_end: int | None = None
        """How far from its end the list stays while messages are made above; None if it stays where it is."""
        self._going_to: ReadingPlace | None = None
        """The place to scroll to as soon as what is there is laid out."""
        self._growing = QTimer(self, interval=_BETWEEN_MS, singleShot=True)
        self._growing.timeout.connect(self._grow)
        bar = self._scrolled.verticalScrollBar()
        bar.rangeChanged.connect(self._keep_up)
        bar.valueChanged.connect(self._notice_scrolling)

    @property
    def messages(self) -> Sequence[MessageView]:
        """The messages shown, in order."""
        return self._messages

    def show_passages(self, passages: Sequence[Passage], place: ReadingPlace | None = None) -> None:
        """Replace all messages, and scroll to ``place``, else to the end."""
        self._clear()
        self._passages = list(passages)
        self._going_to = None
        if place is not None and place.turn < len(passages):
            self._show_at(place)
        else:
            self._show_end()
            self.follow()

    @property
    def place(self) -> ReadingPlace | None:
        """Where one reads; None at the end."""
        if self._following or not self._messages:
            return self._going_to
        top = self._scrolled.verticalScrollBar().value()
        seen = next((each for each in self._messages if each.y() + each.height() > top), self._messages[-1])
        return ReadingPlace(seen.index, max(0.0, (top - seen.y()) / max(1, seen.height())))

    def add(self, passage: Passage) -> MessageView:
        """Add ``passage`` at the end and scroll there."""
        if not self._reaches_end:
            self._show_end()
        self._passages.append(passage)
        message = self._insert(len(self._passages) - 1, len(self._messages))
        while len(self._messages) > _MOST:
            self._remove(self._messages.pop(0))
            self._older.show()
        self.follow()
        return message

    def cut_from(self, index: int) -> None:
        """Remove the messages from ``index`` on."""
        del self._passages[index:]
        while self._messages and self._messages[-1].index >= index:
            self._remove(self._messages.pop())

    def replace_from(self, index: int, passages: Sequence[Passage]) -> None:
        """Replace the messages from ``index`` on by those of ``passages``, all of the conversation; what is above stays
        where it is."""
        self.cut_from(index)
        self._passages += passages[index:]
        while not self._reaches_end and len(self._messages) < _MOST:
            self._show_later()

    def take_up_last(self) -> MessageView:
        """Prepare the last message to be gone on with: its text gets the white space back that is not shown at its
        end."""
        if not self._reaches_end:
            self._show_end()
        last, text = self._messages[-1], self._passages[-1].text
        last.append_text(text[len(text.rstrip()) :])
        self.follow()
        return last

    def show_next_model(self, name: str) -> None:
        """Say at the end that the conversation goes on with the model ``name``; "" hides this."""
        was, shown = self._next_model.isHidden(), bool(name)
        self._next_model.show_model(name)
        self._next_model.setVisible(shown)
        if was and shown:
            self.follow()

    def finish(self, passage: Passage) -> None:
        """Finish the last message; ``passage`` is its complete text."""
        self._passages[-1] = passage
        last = self._messages[-1]
        last.set_writing(False)
        last.body.trim_end()
        last.show_passage(passage)

    def show_places(self, places: Sequence[tuple[int, int]], compared: Sequence[Passage | None] = ()) -> None:
        """For each turn, which one it is of how many alternatives, and the one before it; empty for none, while a model
        writes."""
        self._places, self._compared = places, compared
        for message in self._messages:
            self._show_place(message)

    def offer_again(self, offered: bool) -> None:
        """Show or hide the button that writes the last reply again."""
        for message in self._messages:
            message.offer_again(offered and message is self._messages[-1])

    def offer_more(self, offered: bool) -> None:
        """Show or hide the button that lets the model go on with the last reply."""
        for message in self._messages:
            message.offer_more(offered and message is self._messages[-1])

    def follow(self) -> None:
        """Scroll to the end, and stay there while text is added."""
        if not self._reaches_end:
            self._show_end()
        self._following = True
        self._keep_up()
        self._down.hide()

    @called_by_qt
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        size = self._down.sizeHint()
        self._down.setGeometry(
            self.width() - size.width() - Space.L, self.height() - size.height() - Space.S, size.width(), size.height()
        )

    def _insert(self, index: int, place: int) -> MessageView:
        passage = self._passages[index]
        changed = held_with_another(self._passages[:index], passage.model, passage.folder)
        message = MessageView(passage, index, passage.model if changed else "", self._warm_up)
        message.edit_wanted.connect(self.edit_wanted)
        message.delete_wanted.connect(self.delete_wanted)
        message.correction_wanted.connect(self.correction_wanted)
        message.again_wanted.connect(self.again_wanted)
        message.more_wanted.connect(self.more_wanted)
        message.step_wanted.connect(self.step_wanted)
        self._show_place(message)
        self._messages.insert(place, message)
        self._column.insertWidget(place + 1, message)
        return message

    def _show_place(self, message: MessageView) -> None:
        known = message.index < len(self._places)
        before = self._compared[message.index] if message.index < len(self._compared) else None
        changed = "" if before is None else changed_words(before, self._passages[message.index])
        message.show_place(*(self._places[message.index] if known else (1, 1)), changed)

    @property
    def _first(self) -> int:
        return self._messages[0].index if self._messages else len(self._passages)

    @property
    def _reaches_end(self) -> bool:
        """Whether the last message is among those that are made."""
        return not self._passages or (bool(self._messages) and self._messages[-1].index == len(self._passages) - 1)

    def _show_end(self) -> None:
        self._clear()
        last = len(self._passages)
        for index in range(max(0, last - _FIRST_SEEN), last):
            self._insert(index, len(self._messages))
        self._wanted = min(self._first, _AT_ONCE - _FIRST_SEEN)
        self._older.setVisible(self._first > 0)
        if self._wanted:
            self._growing.start()

    def _grow(self) -> None:
        """Make one message more, where there is one to be seen soon."""
        self._from_end = None
        if self._going_to is not None:
            self._go_there(self._going_to)
            return
        bar, page = self._scrolled.verticalScrollBar(), self._scrolled.viewport().height()
        if self._first > 0 and (self._wanted > 0 or (bar.value() < page and not self._following)):
            self._show_earlier(1)
        elif not self._reaches_end and bar.maximum() - bar.value() < page:
            self._show_later()
        else:
            return
        self._growing.start()

    def _show_at(self, place: ReadingPlace) -> None:
        """Make the messages around ``place``; :meth:`_go_there` scrolls when they are laid out."""
        for index in range(place.turn, min(place.turn + _AT_ONCE, len(self._passages))):
            self._insert(index, len(self._messages))
        self._older.setVisible(place.turn > 0)
        self._following, self._wanted = False, 0
        self._going_to = place
        self._growing.start()

    def _go_there(self, place: ReadingPlace) -> None:
        there = self._messages[0]
        if isinstance(there.body, MarkdownText) and not there.body.is_complete:
            self._growing.start()
            return
        self._going_to = None
        self._scrolled.verticalScrollBar().setValue(there.y() + round(place.share * there.height()))
        self._growing.start()

    def _show_older(self) -> None:
        self._show_earlier(_AT_ONCE)

    def _show_earlier(self, number: int) -> None:
        bar = self._scrolled.verticalScrollBar()
        from_end = bar.maximum() - bar.value() if self._from_end is None else self._from_end
        first = self._first
        start = max(0, first - number)
        for index in range(start, first):
            self._insert(index, index - start)
        self._wanted = max(0, self._wanted - (first - start))
        self._older.setVisible(start > 0)
        self._from_end = from_end
        self._let_go_below()
        self._growing.start()
        self.others_shown.emit()

    def _let_go_below(self) -> None:
        """Remove what is far below; nothing while a reply is being written there."""
        while len(self._messages) > _MOST and not self._messages[-1].writing:
            gone = self._messages.pop()
            if self._from_end is not None:
                self._from_end -= gone.height() + self._column.spacing()
            self._remove(gone)

    def _show_later(self) -> None:
        """Make the message after the last one that is made."""
        after = self._messages[-1].index + 1 if self._messages else 0
        self._insert(after, len(self._messages))
        if len(self._messages) > _MOST:
            bar = self._scrolled.verticalScrollBar()
            # The new one comes below: from where the list is to its end there is more by that.
            self._from_end = (
                bar.maximum() - bar.value() + self._messages[-1].sizeHint().height() + self._column.spacing()
            )
            self._remove(self._messages.pop(0))
            self._older.show()
        self.others_shown.emit()

    def _clear(self) -> None:
        self._growing.stop()
        while self._messages:
            self._remove(self._messages.pop())

    def _remove(self, message: MessageView) -> None:
        self._column.removeWidget(message)
        message.hide()
        message.deleteLater()

    def _keep_up(self) -> None:
        bar = self._scrolled.verticalScrollBar()
        if self._following:
            bar.setValue(bar.maximum())
        elif self._from_end is not None:
            bar.setValue(bar.maximum() - self._from_end)
        else:
            self._down.setVisible(bar.maximum() - bar.value() > _NEAR_THE_END)

    def _notice_scrolling(self, value: int) -> None:
        at_end = value >= self._scrolled.verticalScrollBar().maximum() - _NEAR_THE_END
        self._following = at_end and self._reaches_end
        self._down.setVisible(not self._following)
        page = self._scrolled.viewport().height()
        bar = self._scrolled.verticalScrollBar()
        if (self._first > 0 and value < page and not self._following) or (
            not self._reaches_end and bar.maximum() - value < page
        ):
            self._growing.start()
