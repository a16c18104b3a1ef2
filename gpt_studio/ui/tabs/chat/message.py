"""One message of a conversation: its text, a line of facts and its buttons."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from gpt_studio.conversations.passage import Passage
from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.look.style_sheet import set_look
from gpt_studio.ui.look.text import count, tip
from gpt_studio.ui.state.qt_overrides import called_by_qt
from gpt_studio.ui.tabs.chat.markdown.safe_text import safe
from gpt_studio.ui.tabs.chat.markdown.view import MarkdownText
from gpt_studio.ui.tabs.chat.markdown.warm_up import WarmUp
from gpt_studio.ui.tabs.chat.reading_text import ReadingText
from gpt_studio.ui.tabs.chat.reply_facts import reply_facts
from gpt_studio.ui.widgets.buttons import Button, IconButton
from gpt_studio.ui.widgets.explained import ExplainedLabel
from gpt_studio.ui.widgets.labels import ElidedLabel, label

_BUBBLE_SHARE = 0.82
_COPIED_MS = 1500
_ICON, _BUTTON = 15, 26
_BEFORE_THE_MARGIN = 1000  # stretch factor: the bubble widens to its maximum before the margin does


class ModelLine(QWidget):
    """The line that says from where on a conversation is held with another model."""

    def __init__(self, model: str = "", *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = ElidedLabel("", "caption", mode=Qt.TextElideMode.ElideRight)
        self._words.setObjectName(name)
        self._words.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, Space.XS, 0, Space.XS)
        row.setSpacing(Space.M)
        for part in (_rule(), self._words, _rule()):
            row.addWidget(part, 0 if part is self._words else 1)
        self.show_model(model)

    def show_model(self, model: str) -> None:
        self._words.setText(self.tr("From here on: {name}").format(name=model))


def _rule() -> QFrame:
    made = QFrame()
    set_look(made, "line")
    return made


class MessageView(QWidget):
    """A person's message is in a bubble on the right, a model's fills the column.

    ``index`` is its position in the conversation. ``step_wanted`` carries it, and -1 or 1 for the alternative before or
    after this one.
    """

    edit_wanted = Signal(int)
    delete_wanted = Signal(int)
    correction_wanted = Signal(int)
    again_wanted = Signal()
    more_wanted = Signal()
    step_wanted = Signal(int, int)

    def __init__(
        self,
        passage: Passage,
        index: int,
        new_model: str = "",
        warm_up: WarmUp | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """``new_model``: the name of the model that the conversation is held with from this message on, if it was held
        with another one before."""
        super().__init__(parent)
        self.index = index
        self.writing = False
        self.from_person = passage.role == "user"
        self.setObjectName(f"chat_message_{index}")
        text = passage.text.rstrip()
        name = f"chat_message_{index}_text"
        self.body = ReadingText(safe(text)) if self.from_person else MarkdownText(text, warm_up, name=name)
        self.body.setObjectName(name)
        self.body.setAccessibleName(self.tr("You said") if self.from_person else self.tr("The model said"))
        self._facts = self._facts_of_reply() if passage.role != "user" else label("", "caption", wrap=True)
        self._facts.setObjectName(f"chat_message_{index}_facts")
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(2)
        self._copy = self._button("ph.copy", self.tr("Copy this message"), "copy")
        self._copy.clicked.connect(self._copy_text)
        self._copied = QTimer(self, interval=_COPIED_MS, singleShot=True)
        self._copied.timeout.connect(self._offer_copy)
        edits = self.tr("Edit this message and send it again") if self.from_person else self.tr("Edit this reply")
        self._edit = self._button("ph.pencil-simple", edits, "edit")
        self._edit.clicked.connect(lambda: self.edit_wanted.emit(self.index))
        self._delete = self._button("ph.trash", self.tr("Delete this turn and what follows it"), "delete")
        self._delete.clicked.connect(lambda: self.delete_wanted.emit(self.index))
        self._correct = self._button(
            "ph.bookmark-simple", self.tr("Correct this reply and keep it as an example"), "correct"
        )
        self._correct.clicked.connect(lambda: self.correction_wanted.emit(self.index))
        self._correct.setVisible(not self.from_person)
        self._said = self._changed = ""
        self._raw = self._button("ph.code", self.tr("Show the raw text, with all its signs"), "raw", checkable=True)
        self._other_buttons()
        self.again = self._button("ph.arrow-clockwise", self.tr("Write another reply"), "again")
        self.again.clicked.connect(self.again_wanted)
        self.again.hide()
        self.more = Button(self.tr("Continue"), name=f"chat_message_{index}_more", icon="ph.arrow-line-right")
        self.more.setToolTip(tip(self.tr("Let the model go on with this reply")))
        self.more.clicked.connect(self.more_wanted)
        self.more.hide()
        self._frame = QFrame()
        set_look(self._frame, "bubble" if self.from_person else "plain")
        self._instead: QWidget | None = None
        inner = QVBoxLayout(self._frame)
        inner.addWidget(self.body)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(2)
        if new_model:
            outer.addWidget(ModelLine(new_model, name=f"chat_message_{index}_model"))
            outer.addSpacing(Space.S)
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        if self.from_person:
            inner.setContentsMargins(Space.L, Space.M, Space.L, Space.S)
            row.addStretch(1)
            row.addLayout(self._buttons)
            row.addWidget(self._frame, _BEFORE_THE_MARGIN)
        else:
            inner.setContentsMargins(0, 0, 0, 0)
            outer.addWidget(self._frame)
            row.addLayout(self._buttons)
            row.addStretch(1)
            row.addWidget(self.more)
            outer.addWidget(self._facts)
        outer.addLayout(row)
        self._frame.setVisible(bool(passage.text))
        if isinstance(self.body, MarkdownText):
            self._raw.toggled.connect(self.body.show_raw)
            self.body.look_changed.connect(self._offer_raw)
        self._offer_raw()
        self.show_passage(passage)

    @property
    def text(self) -> str:
        return self.body.text

    def append_text(self, text: str) -> None:
        self.body.append_text(text)
        self._frame.setVisible(True)

    def show_instead(self, view: QWidget | None) -> None:
        """Show ``view`` in the place of the text; None shows the text again."""
        if self._instead is not None and self._instead is not view:
            self._instead.hide()
            self._instead.deleteLater()
        layout = self._frame.layout()
        if view is not None and view is not self._instead and layout is not None:
            layout.addWidget(view)
        self._instead = view
        self.body.setVisible(view is None)

    def set_writing(self, writing: bool) -> None:
        """Show the caret instead of the buttons while the model writes."""
        self.writing = writing
        self.body.show_caret(writing)
        self._frame.setVisible(writing or bool(self.text))
        for button in (self._copy, self._edit, self._delete):
            button.setVisible(not writing)
        self._correct.setVisible(not writing and not self.from_person)
        if writing:
            self.again.hide()
            self.more.hide()

    def show_passage(self, passage: Passage) -> None:
        """Show the facts of ``passage``, whose text is shown already."""
        self.show_facts(reply_facts(passage))
        if isinstance(self._facts, ExplainedLabel) and passage.tokens:
            self._facts.show_number("reply", passage.tokens, count(passage.tokens))

    def show_facts(self, facts: str) -> None:
        self._said = facts
        self._facts.setText(" · ".join(filter(None, (facts, self._changed))))

    def show_place(self, place: int, of: int, changed: str = "") -> None:
        """Say that this is the alternative ``place`` of so many, and what was ``changed`` for it; without others
        nothing is said."""
        self._changed = changed
        self.show_facts(self._said)
        self._which.setText(f"{place}/{of}")
        self._which.setAccessibleName(self.tr("Alternative {place} of {number}").format(place=place, number=of))
        self._earlier.setEnabled(place > 1)
        self._later.setEnabled(place < of)
        for widget in (self._earlier, self._which, self._later):
            widget.setVisible(of > 1)

    def offer_again(self, offered: bool) -> None:
        """Show the button that lets the model write another reply."""
        self.again.setVisible(offered)

    def offer_more(self, offered: bool) -> None:
        """Show the button that lets the model go on with this reply."""
        self.more.setVisible(offered)

    @called_by_qt
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.from_person and event.size().width() != event.oldSize().width():
            self._fit_bubble()

    def _fit_bubble(self) -> None:
        self.body.ensurePolished()
        widest = round(self.width() * _BUBBLE_SHARE)
        # A maximum and no fixed width, so that the message can become narrower with the window.
        self._frame.setMaximumWidth(min(widest, self.body.natural_width() + 2 * Space.L))

    def _facts_of_reply(self) -> ExplainedLabel:
        return ExplainedLabel("", "caption", concept="token", part=self.tr("token"), wrap=True)

    def _other_buttons(self) -> None:
        """The arrows between this turn and its alternatives."""
        self._earlier = self._button("ph.caret-left", self.tr("The alternative before"), "earlier")
        self._earlier.clicked.connect(lambda: self.step_wanted.emit(self.index, -1))
        self._which = label("", "caption")
        self._which.setObjectName(f"chat_message_{self.index}_which")
        self._buttons.addWidget(self._which)
        self._later = self._button("ph.caret-right", self.tr("The next alternative"), "later")
        self._later.clicked.connect(lambda: self.step_wanted.emit(self.index, 1))
        self.show_place(1, 1)

    def _offer_raw(self) -> None:
        """Offer the raw text where it looks otherwise."""
        self._raw.setVisible(isinstance(self.body, MarkdownText) and self.body.is_formatted)

    def _button(self, icon: str, words: str, name: str, *, checkable: bool = False) -> IconButton:
        made = IconButton(icon, words, name=f"chat_message_{self.index}_{name}", checkable=checkable)
        made.setIconSize(QSize(_ICON, _ICON))
        made.setFixedSize(_BUTTON, _BUTTON)
        self._buttons.addWidget(made)
        return made

    def _copy_text(self) -> None:
        QGuiApplication.clipboard().setText(self.text)
        self._copy.set_words(self.tr("Copied"), "ph.check")
        self._copied.start()

    def _offer_copy(self) -> None:
        self._copy.set_words(self.tr("Copy this message"), "ph.copy")
