"""Completion: one text that a person and the model write in turn."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from gpt_studio.conversations.passage import Passage
from gpt_studio.jobs.chat.beginnings import Beginnings
from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.look.style_sheet import set_look
from gpt_studio.ui.look.text import tip
from gpt_studio.ui.state.qt_overrides import called_by_qt
from gpt_studio.ui.tabs.chat.column import in_column
from gpt_studio.ui.tabs.chat.reply_facts import reply_facts
from gpt_studio.ui.tabs.chat.text_editor import TextEditor
from gpt_studio.ui.tabs.chat.welcome import Welcome
from gpt_studio.ui.widgets.buttons import Button, IconButton
from gpt_studio.ui.widgets.labels import label


class Completion(QWidget):
    """The text, and beneath it the facts of the last continuation and the buttons."""

    continue_wanted = Signal()
    again_wanted = Signal()
    stopped = Signal()
    questions_found = Signal(tuple)
    """What to say in a conversation with the model, from the same texts as the beginnings."""
    step_wanted = Signal(int)
    """-1 or 1: the continuation before the last one that is shown, or the one after it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ready = False
        self._writing = False
        self.editor = TextEditor()
        self.editor.setObjectName("chat_text")
        self.editor.setAccessibleName(self.tr("The text"))
        self.editor.setPlaceholderText(self.tr("Write how a text begins, for example “Once upon a time”."))
        self.editor.continue_wanted.connect(self._continue)
        self.editor.escaped.connect(self.stopped)
        self.editor.textChanged.connect(self._show_state)
        self._facts = label("", "caption", wrap=True)
        self._facts.setObjectName("chat_text_facts")
        self._copy = IconButton("ph.copy", self.tr("Copy the whole text"), name="chat_text_copy")
        self._copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.editor.text))
        self._again = IconButton(
            "ph.arrow-clockwise", self.tr("Take the last continuation back and write another"), name="chat_text_again"
        )
        self._again.clicked.connect(self.again_wanted)
        self._earlier = IconButton(
            "ph.caret-left", self.tr("The continuation before (Alt+Left)"), name="chat_text_earlier"
        )
        self._earlier.clicked.connect(lambda: self.step_wanted.emit(-1))
        self._which = label("", "caption")
        self._which.setObjectName("chat_text_which")
        self._later = IconButton("ph.caret-right", self.tr("The next continuation (Alt+Right)"), name="chat_text_later")
        self._later.clicked.connect(lambda: self.step_wanted.emit(1))
        self._place = (1, 1)
        self.editor.step_wanted.connect(self.step_wanted)
        self._stop = Button(self.tr("Stop"), name="chat_text_stop", icon="ph.stop")
        self._stop.clicked.connect(self.stopped)
        self._go = Button(self.tr("Continue"), name="chat_continue", icon="ph.pen-nib", look="primary")
        self._go.setToolTip(tip(self.tr("Let the model go on at the cursor (Ctrl+Enter)")))
        self._go.clicked.connect(self._continue)
        self.welcome = Welcome()
        self.welcome.chosen.connect(self._begin)
        self._bar = bar = QFrame()
        set_look(bar, "composer")
        foot = QHBoxLayout(bar)
        foot.setContentsMargins(Space.L, Space.S, Space.S, Space.S)
        foot.setSpacing(Space.S)
        foot.addWidget(self._facts, 1)
        for button in (self._earlier, self._which, self._later, self._copy, self._again, self._stop, self._go):
            foot.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Space.M)
        layout.addLayout(in_column(self.welcome))
        layout.addWidget(self.editor, 1)
        layout.addLayout(in_column(bar))
        self.setFocusProxy(self.editor)
        self._can_repeat = False
        self._show_state()

    def show_model(self, name: str) -> None:
        """Say what can be done with the model that was opened; its beginnings follow."""
        self.welcome.show_model(name)
        self.questions_found.emit(())
        self._show_welcome()

    def show_beginnings(self, found: Beginnings) -> None:
        """Offer beginnings from the texts that the model learned from."""
        self.welcome.show_beginnings(found.texts)
        self.questions_found.emit(found.questions)
        self._show_welcome()

    @called_by_qt
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_welcome()

    def show_passages(self, passages: Sequence[Passage]) -> None:
        """Replace the text."""
        self.editor.show_parts(tuple((passage.text, passage.role != "user") for passage in passages))
        self.finish(passages[-1] if passages else Passage("user", ""))

    def show_alternative(self, kept: int, passages: Sequence[Passage]) -> None:
        """Show ``passages`` after the first ``kept`` characters in place of what is there, as one step to undo."""
        self.editor.replace_end(kept, tuple((passage.text, passage.role != "user") for passage in passages))
        self.finish(passages[-1])

    def show_place(self, place: int, of: int) -> None:
        """Say that the last continuation is this one of so many."""
        self._place = (place, of)
        self._show_state()

    def set_ready(self, ready: bool) -> None:
        """Whether there is a model that can continue the text."""
        self._ready = ready
        self._show_state()

    def set_writing(self, writing: bool) -> None:
        self._writing = writing
        self.editor.set_writing(writing)
        self._show_state()

    def offer_again(self, offered: bool) -> None:
        """Whether the last continuation can be written again."""
        self._can_repeat = offered
        self._show_state()

    def finish(self, passage: Passage) -> None:
        """Show the facts of ``passage``, which the model has finished."""
        self.show_facts(reply_facts(passage))

    def show_facts(self, facts: str) -> None:
        self._facts.setText(facts or self.tr("Ctrl+Enter lets the model go on at the cursor"))

    def _begin(self, beginning: str) -> None:
        """Let the model go on with ``beginning`` at once."""
        self.editor.setPlainText(beginning)
        self.editor.moveCursor(QTextCursor.MoveOperation.End)
        self.editor.setFocus()
        self._continue()

    def _show_welcome(self) -> None:
        """Show it while nothing is written, where there is room for it."""
        empty = self.editor.document().isEmpty() and not self._writing
        others = self._bar.sizeHint().height() + self.editor.minimumSizeHint().height() + 2 * Space.M
        self.welcome.setVisible(empty and self.welcome.fits(self.width(), self.height() - others))

    def _continue(self) -> None:
        if self._go.isEnabled() and not self._writing:
            self.continue_wanted.emit()

    def _show_state(self) -> None:
        self._go.setVisible(not self._writing)
        self._go.set_look("primary" if self._ready else "secondary")
        self._go.setEnabled(self._ready)
        self._stop.setVisible(self._writing)
        place, of = self._place
        self._which.setText(f"{place}/{of}")
        self._which.setAccessibleName(self.tr("Continuation {place} of {number}").format(place=place, number=of))
        for widget in (self._earlier, self._which, self._later):
            widget.setVisible(of > 1 and not self._writing)
        self._earlier.setEnabled(place > 1)
        self._later.setEnabled(place < of)
        self._again.setEnabled(self._ready and self._can_repeat and not self._writing)
        self._copy.setEnabled(not self.editor.document().isEmpty())
        self._show_welcome()
