"""The messages of a conversation. The list follows the text being written unless the person has scrolled up."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gpt_studio.conversations.passage import Passage, held_with_another
from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.state.qt_overrides import called_by_qt
from gpt_studio.ui.tabs.chat.column import in_column
from gpt_studio.ui.tabs.chat.message import MessageView, ModelLine
from gpt_studio.ui.widgets.buttons import Button, IconButton
from gpt_studio.ui.widgets.scrolled import Scrolled

_AT_ONCE = 12
_NEAR_THE_END = 24


class MessageList(QWidget):
    """Shows the latest messages, and older ones on request, so that a long conversation opens at once."""

    edit_wanted = Signal(int)
    again_wanted = Signal()
    more_wanted = Signal()
    step_wanted = Signal(int, int)
    older_shown = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._passages: list[Passage] = []
        self._places: Sequence[tuple[int, int]] = ()
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
        bar = self._scrolled.verticalScrollBar()
        bar.rangeChanged.connect(self._keep_up)
        bar.valueChanged.connect(self._notice_scrolling)

    @property
    def messages(self) -> Sequence[MessageView]:
        """The messages shown, in order."""
        return self._messages

    def show_passages(self, passages: Sequence[Passage]) -> None:
        """Replace all messages."""
        self._clear()
        self._passages = list(passages)
        start = max(0, len(passages) - _AT_ONCE)
        for index in range(start, len(passages)):
            self._insert(index, len(self._messages))
        self._older.setVisible(start > 0)
        self.follow()

    def add(self, passage: Passage) -> MessageView:
        """Add ``passage`` at the end and scroll there."""
        self._passages.append(passage)
        message = self._insert(len(self._passages) - 1, len(self._messages))
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
        for passage in passages[index:]:
            self._passages.append(passage)
            self._insert(len(self._passages) - 1, len(self._messages))

    def take_up_last(self) -> MessageView:
        """Prepare the last message to be gone on with: its text gets the white space back that is not shown at its
        end."""
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

    def show_places(self, places: Sequence[tuple[int, int]]) -> None:
        """For each turn, which one it is of how many alternatives; empty for none, while a model writes."""
        self._places = places
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
        message = MessageView(passage, index, passage.model if changed else "")
        message.edit_wanted.connect(self.edit_wanted)
        message.again_wanted.connect(self.again_wanted)
        message.more_wanted.connect(self.more_wanted)
        message.step_wanted.connect(self.step_wanted)
        self._show_place(message)
        self._messages.insert(place, message)
        self._column.insertWidget(place + 1, message)
        return message

    def _show_place(self, message: MessageView) -> None:
        known = message.index < len(self._places)
        message.show_place(*(self._places[message.index] if known else (1, 1)))

    def _show_older(self) -> None:
        bar = self._scrolled.verticalScrollBar()
        from_end = bar.maximum() - bar.value()
        first = self._messages[0].index if self._messages else len(self._passages)
        start = max(0, first - _AT_ONCE)
        for index in range(start, first):
            self._insert(index, index - start)
        self._older.setVisible(start > 0)
        self._page.adjustSize()
        bar.setValue(bar.maximum() - from_end)
        self.older_shown.emit()

    def _clear(self) -> None:
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
        else:
            self._down.setVisible(bar.maximum() - bar.value() > _NEAR_THE_END)

    def _notice_scrolling(self, value: int) -> None:
        self._following = value >= self._scrolled.verticalScrollBar().maximum() - _NEAR_THE_END
        self._down.setVisible(not self._following)
