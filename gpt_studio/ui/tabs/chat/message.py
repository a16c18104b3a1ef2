"""One message of a conversation: its text, a line of facts and its buttons."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from gpt_studio.jobs.chat.conversations import Passage
from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.look.style_sheet import set_look
from gpt_studio.ui.look.text import count
from gpt_studio.ui.state.qt_overrides import called_by_qt
from gpt_studio.ui.tabs.chat.reading_text import ReadingText
from gpt_studio.ui.tabs.chat.reply_facts import reply_facts
from gpt_studio.ui.widgets.buttons import IconButton
from gpt_studio.ui.widgets.explained import ExplainedLabel
from gpt_studio.ui.widgets.labels import label

_BUBBLE_SHARE = 0.82
_COPIED_MS = 1500


class MessageView(QWidget):
    """A person's message is in a bubble on the right, a model's fills the column.

    ``index`` is its position in the conversation.
    """

    edit_wanted = Signal(int)
    again_wanted = Signal()

    def __init__(self, passage: Passage, index: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.index = index
        self.from_person = passage.role == "user"
        self.setObjectName(f"chat_message_{index}")
        self.body = ReadingText(passage.text.rstrip())
        self.body.setObjectName(f"chat_message_{index}_text")
        self.body.setAccessibleName(self.tr("You said") if self.from_person else self.tr("The model said"))
        self._facts = self._facts_of_reply() if passage.role != "user" else label("", "caption", wrap=True)
        self._facts.setObjectName(f"chat_message_{index}_facts")
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(2)
        self._copy = self._button("ph.copy", self.tr("Copy this message"), "copy")
        self._copy.clicked.connect(self._copy_text)
        self._copied = QTimer(self, interval=_COPIED_MS, singleShot=True)
        self._copied.timeout.connect(self._offer_copy)
        if self.from_person:
            edit = self._button("ph.pencil-simple", self.tr("Edit this message and send it again"), "edit")
            edit.clicked.connect(lambda: self.edit_wanted.emit(self.index))
        self.again = self._button("ph.arrow-clockwise", self.tr("Write another reply"), "again")
        self.again.clicked.connect(self.again_wanted)
        self.again.hide()
        self._frame = QFrame()
        set_look(self._frame, "bubble" if self.from_person else "plain")
        inner = QVBoxLayout(self._frame)
        inner.addWidget(self.body)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(2)
        foot = QHBoxLayout()
        foot.setSpacing(Space.S)
        if self.from_person:
            inner.setContentsMargins(Space.L, Space.M, Space.L, Space.S)
            outer.addWidget(self._frame, 0, Qt.AlignmentFlag.AlignRight)
            foot.addWidget(self._facts, 1)
            foot.addLayout(self._buttons)
        else:
            inner.setContentsMargins(0, 0, 0, 0)
            outer.addWidget(self._frame)
            foot.addLayout(self._buttons)
            foot.addWidget(self._facts, 1)
        outer.addLayout(foot)
        self.show_passage(passage)

    @property
    def text(self) -> str:
        return self.body.text

    def append_text(self, text: str) -> None:
        self.body.append_text(text)

    def set_writing(self, writing: bool) -> None:
        """Show the caret instead of the buttons while the model writes."""
        self.body.show_caret(writing)
        self._copy.setVisible(not writing)
        if writing:
            self.again.hide()

    def show_passage(self, passage: Passage) -> None:
        """Show the facts of ``passage``, whose text is shown already."""
        self.show_facts(reply_facts(passage))
        if isinstance(self._facts, ExplainedLabel) and passage.tokens:
            self._facts.show_number("reply", passage.tokens, count(passage.tokens))

    def show_facts(self, facts: str) -> None:
        self._facts.setText(facts)

    def offer_again(self, offered: bool) -> None:
        """Show the button that lets the model write another reply."""
        self.again.setVisible(offered)

    @called_by_qt
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.from_person and event.size().width() != event.oldSize().width():
            self._fit_bubble()

    def _fit_bubble(self) -> None:
        self.body.ensurePolished()
        widest = round(self.width() * _BUBBLE_SHARE)
        self._frame.setFixedWidth(min(widest, self.body.natural_width() + 2 * Space.L))

    def _facts_of_reply(self) -> ExplainedLabel:
        return ExplainedLabel("", "caption", concept="token", part=self.tr("token"), wrap=True)

    def _button(self, icon: str, words: str, name: str) -> IconButton:
        made = IconButton(icon, words, name=f"chat_message_{self.index}_{name}")
        made.setIconSize(QSize(15, 15))
        self._buttons.addWidget(made)
        return made

    def _copy_text(self) -> None:
        QGuiApplication.clipboard().setText(self.text)
        self._copy.set_words(self.tr("Copied"), "ph.check")
        self._copied.start()

    def _offer_copy(self) -> None:
        self._copy.set_words(self.tr("Copy this message"), "ph.copy")
