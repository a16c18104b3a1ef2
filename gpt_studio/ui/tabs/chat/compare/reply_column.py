"""One column: who writes, the text as it grows, and how it came about."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QFrame, QVBoxLayout

from gpt_studio.core.errors import Message
from gpt_studio.jobs.chat.compare_replies import ColumnEnded
from gpt_studio.jobs.chat.first_difference import Said
from gpt_studio.jobs.chat.votes import Contestant
from gpt_studio.jobs.chat.write_text import TextPiece
from gpt_studio.ui.look.fonts import scaled
from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.look.style_sheet import set_look
from gpt_studio.ui.look.text import message_text, token_count
from gpt_studio.ui.state.qt_overrides import called_by_qt
from gpt_studio.ui.tabs.chat.compare.names import ended_words, name_of
from gpt_studio.ui.tabs.chat.difference_tint import tint_difference
from gpt_studio.ui.tabs.chat.reading_text import ReadingText
from gpt_studio.ui.tabs.chat.reply_facts import speed_words
from gpt_studio.ui.widgets.labels import ElidedLabel, label
from gpt_studio.ui.widgets.scrolled import Scrolled

_ABOVE = 48
"""How much of the text is shown above the place to which it scrolls."""


class ReplyColumn(QFrame):
    """``hidden_name``: neither the name nor anything that tells it is shown until :meth:`reveal`."""

    _place: int | None = None

    def __init__(self, letter: str, contestant: Contestant, *, hidden_name: bool) -> None:
        super().__init__()
        set_look(self, "composer")
        self.letter, self.contestant = letter, contestant
        self._hidden = hidden_name
        self._raw = ""
        self._speed = 0.0
        self._tokens = 0
        self._ended: ColumnEnded | None = None
        self._title = ElidedLabel("", "field", mode=Qt.TextElideMode.ElideRight)
        self._text = ReadingText()
        self._text.setObjectName(f"chat_compare_text_{letter}")
        self._facts = label("", "caption", wrap=True)
        self._facts.setObjectName(f"chat_compare_facts_{letter}")
        self.scrolled = Scrolled(name=f"chat_compare_scrolled_{letter}")
        self.scrolled.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # so that keys scroll it
        set_look(self.scrolled, "column")
        self.scrolled.body.addWidget(self._text)
        self.scrolled.body.addStretch()
        self._follows = True
        bar = self.scrolled.verticalScrollBar()
        bar.valueChanged.connect(self._scrolled_to)
        bar.rangeChanged.connect(lambda _least, most: self._keep_at_end(most))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.M, Space.S, Space.S, Space.S)
        layout.setSpacing(Space.XS)
        layout.addWidget(self._title)
        layout.addWidget(self.scrolled, 1)
        layout.addWidget(self._facts)
        self._show_name()

    @property
    def said(self) -> Said | None:
        """What it wrote so far; None if it could not write."""
        if self._ended is not None and self._ended.written is None:
            return None
        return Said(self._raw, self._ended is not None)

    @property
    def text(self) -> str:
        """What is shown."""
        return self._text.text

    @property
    def can_be_chosen(self) -> bool:
        return self._ended is not None and self._ended.written is not None

    def add(self, piece: TextPiece) -> None:
        shown = piece.text if self._raw.strip() else piece.text.lstrip()
        self._raw += piece.text
        self._text.append_text(shown)
        if self._place is not None:
            self._tint()  # the word may have grown
        self._tokens, self._speed = piece.tokens, piece.tokens_per_second
        self._show_facts()

    def show_caret(self, shown: bool) -> None:
        self._text.show_caret(shown)

    def end(self, ended: ColumnEnded) -> None:
        self._ended = ended
        self._text.show_caret(False)
        if ended.written is not None:
            self._tokens, self._speed = ended.written.tokens, ended.written.tokens_per_second
        self._show_facts()

    def mark(self, place: int | None) -> None:
        """Tint the word at which the text begins to differ."""
        if place != self._place:
            self._place = place
            self._tint()

    def go_to_difference(self) -> None:
        """Scroll to where it begins to differ, unless the reader has scrolled elsewhere."""
        marks = self._text.extraSelections()
        if self._follows and marks:
            start = QTextCursor(self._text.document())
            start.setPosition(marks[0].cursor.selectionStart())
            top = self._text.cursorRect(start).top() + self._text.y()
            self.scrolled.ensureVisible(0, top, 0, scaled(_ABOVE))

    def reveal(self) -> None:
        self._hidden = False
        self._show_name()
        self._show_facts()

    @called_by_qt
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._place is not None:
            self._tint()

    def _scrolled_to(self, value: int) -> None:
        self._follows = value >= self.scrolled.verticalScrollBar().maximum()

    def _keep_at_end(self, end: int) -> None:
        """Follow the text while the reader is at its end."""
        if self._follows:
            self.scrolled.verticalScrollBar().setValue(end)

    def _tint(self) -> None:
        shown = self._raw.lstrip()
        left_out = len(self._raw) - len(shown)
        tint_difference(self._text, shown, None if self._place is None else max(0, self._place - left_out))

    def _show_name(self) -> None:
        name = self.tr("hidden until you vote") if self._hidden else name_of(self.contestant)
        title = f"{self.letter} · {name}"
        self._title.setText(title)
        self.setAccessibleName(title)
        words = self.tr("What {letter} writes").format(letter=self.letter)
        self._text.setAccessibleName(words)
        self.scrolled.setAccessibleName(words)

    def _show_facts(self) -> None:
        ended = self._ended
        if ended is not None and ended.problem is not None:
            self._facts.setText(self._problem(ended.problem))
        else:
            said = token_count(self._tokens) if self._hidden else speed_words(self._tokens, self._speed)
            written = ended.written if ended is not None else None
            self._facts.setText(said if written is None else f"{said} · {ended_words(written.ended)}")
        set_look(self._facts, "problem" if ended is not None and ended.problem is not None else "caption")

    def _problem(self, problem: Message) -> str:
        if self._hidden:
            return self.tr("This column could not write. You see why when the names are shown.")
        return message_text(problem)
