"""The box for writing a message. It grows with the text up to a limit; Enter sends, Shift+Enter starts a new line."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QTextEdit, QVBoxLayout, QWidget

from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.look.style_sheet import set_look
from gpt_studio.ui.look.text import tip, token_count
from gpt_studio.ui.state.qt_overrides import called_by_qt
from gpt_studio.ui.tabs.chat.queued import Queued
from gpt_studio.ui.widgets.buttons import Button, IconButton
from gpt_studio.ui.widgets.labels import ElidedLabel, IconLabel, label

_TALLEST = 180


class MessageBox(QTextEdit):
    """The text box of the composer."""

    entered = Signal()
    escaped = Signal()
    recalled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_look(self, "reading")
        self.setAcceptRichText(False)
        self.setAcceptDrops(False)  # the tab takes files, and text can be pasted
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(2)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._fit()

    @called_by_qt
    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        elif event.key() == Qt.Key.Key_Up and self.document().isEmpty():
            self.recalled.emit()
        else:
            super().keyPressEvent(event)

    @called_by_qt
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def explain(self, text: str) -> None:
        """Show ``text`` while nothing is written."""
        self.setPlaceholderText(text)
        self._fit()

    def _fit(self) -> None:
        needed = ceil(self.document().size().height())
        if self.document().isEmpty():
            needed = max(needed, self._height_of_explanation())
        self.setFixedHeight(min(_TALLEST, max(needed, 24)))

    def _height_of_explanation(self) -> int:
        margin = 2 * ceil(self.document().documentMargin())
        room = QRect(0, 0, self.viewport().width() - margin, _TALLEST)
        wrapped = self.fontMetrics().boundingRect(room, int(Qt.TextFlag.TextWordWrap), self.placeholderText())
        return wrapped.height() + margin


class Composer(QFrame):
    """``sent`` carries the text. While the model writes it waits in :attr:`queue` instead. :attr:`beginning` is how the
    reply is to begin. It stays in the box until :meth:`clear`, so that it is not lost if sending fails.
    ``recalled``: Up was pressed in the empty box, to edit the last message. ``typed``: the text has changed.
    ``tokens_switched``: whether a person wants to see of how many tokens it consists."""

    sent = Signal(str)
    stopped = Signal()
    editing_ended = Signal()
    recalled = Signal()
    typed = Signal()
    tokens_switched = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_look(self, "composer")
        self._ready = False
        self._writing = self._edits_reply = False
        self.box = MessageBox()
        self.box.setObjectName("chat_composer")
        self.box.setAccessibleName(self.tr("Your message"))
        self.box.explain(self.tr("Write a message"))
        self.box.entered.connect(self._send)
        self.box.escaped.connect(self._escape)
        self.box.recalled.connect(self.recalled)
        self.queue = Queued()
        self._begin = IconButton(
            "ph.arrow-elbow-down-right", self.tr("Start the reply with…"), name="chat_begin_reply", checkable=True
        )
        self._beginning = QLineEdit()
        self._beginning.setObjectName("chat_beginning")
        self._beginning.setAccessibleName(self.tr("The reply starts with"))
        self._beginning.setPlaceholderText(self.tr("The reply starts with… (the model goes on from there)"))
        self._beginning.returnPressed.connect(self._send)
        self._beginning.textChanged.connect(self._show_state)
        self._beginning.hide()
        self._begin.toggled.connect(self._show_beginning)
        self.box.textChanged.connect(self._show_state)
        self.box.textChanged.connect(self.typed)
        self._token_number, self._tokens_shown = 0, True
        self._tokens = Button("", name="chat_composer_tokens", look="quiet")
        self._tokens.clicked.connect(self._switch_tokens)
        self._hint = ElidedLabel("", "caption", mode=Qt.TextElideMode.ElideRight)
        self._hint.setObjectName("chat_composer_hint")
        self.send = Button(self.tr("Send"), name="chat_send", icon="ph.paper-plane-right", look="primary")
        self.send.clicked.connect(self._send)
        self.stop = Button(self.tr("Stop"), name="chat_stop", icon="ph.stop")
        self.stop.clicked.connect(self.stopped)
        self._editing = QWidget()
        self._editing.setObjectName("chat_editing")
        banner = QHBoxLayout(self._editing)
        banner.setContentsMargins(0, 0, 0, 0)
        banner.addWidget(IconLabel("ph.pencil-simple", "accent", 14))
        self._edited = label("", "caption", wrap=True)
        banner.addWidget(self._edited, 1)
        cancel = IconButton("ph.x", self.tr("Leave the message as it was"), name="chat_editing_cancel")
        cancel.clicked.connect(self.end_editing)
        banner.addWidget(cancel)
        self._editing.hide()
        foot = QHBoxLayout()
        foot.setSpacing(Space.S)
        foot.addWidget(self._begin)
        foot.addWidget(self._hint, 1)
        foot.addWidget(self._tokens)
        foot.addWidget(self.stop)
        foot.addWidget(self.send)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.L, Space.M, Space.M, Space.S)
        layout.setSpacing(Space.S)
        layout.addWidget(self.queue)
        layout.addWidget(self._editing)
        layout.addWidget(self.box)
        layout.addWidget(self._beginning)
        layout.addLayout(foot)
        self.setFocusProxy(self.box)
        self.show_tokens(0)
        self._show_state()

    @property
    def text(self) -> str:
        return self.box.toPlainText()

    def show_tokens(self, tokens: int) -> None:
        """Say of how many tokens of the open model what is typed consists; 0 says nothing."""
        self._token_number = tokens
        said = token_count(tokens) if tokens and self._tokens_shown else ""
        does = self.tr("Hide the number") if self._tokens_shown else self.tr("Show how many tokens your message has")
        self._tokens.setText(said or "#")
        self._tokens.setToolTip(tip(does))
        self._tokens.setAccessibleName(f"{said}. {does}" if said else does)
        self._tokens.setVisible(tokens > 0)

    def switch_tokens(self, shown: bool) -> None:
        """Whether the number of tokens is shown; otherwise only a sign is, which brings it back."""
        self._tokens_shown = shown
        self.show_tokens(self._token_number)

    def _switch_tokens(self) -> None:
        self.switch_tokens(not self._tokens_shown)
        self.tokens_switched.emit(self._tokens_shown)

    def add_text(self, text: str) -> None:
        """Put ``text`` after what is typed."""
        before = self.text.rstrip()
        self.put(f"{before}\n\n{text}" if before else text)
        self.box.setFocus()

    def set_ready(self, ready: bool, why_not: str = "") -> None:
        """Whether a message can be sent; the empty box shows ``why_not``."""
        self._ready = ready
        self.box.explain(why_not or self.tr("Write a message"))
        self._show_state()

    def set_writing(self, writing: bool) -> None:
        """Show the stop button in place of the send button while the model writes."""
        self._writing = writing
        self.queue.set_writing(writing)
        self._show_state()

    def clear(self) -> None:
        self.box.clear()
        self._editing.hide()
        self._begin.setChecked(False)

    @property
    def beginning(self) -> str:
        """How the reply is to begin; "" as the model likes."""
        return self._beginning.text() if self._begin.isChecked() else ""

    def ask_for_beginning(self) -> None:
        """Let the person write how the reply is to begin, or leave it to the model again."""
        self._begin.toggle()

    def put(self, text: str) -> None:
        """Put ``text``, which was typed but not sent, into the box."""
        self.box.setPlainText(text)
        self.box.moveCursor(self.box.textCursor().MoveOperation.End)

    def edit(self, text: str, *, of_model: bool = False) -> None:
        """Put ``text``, a message that was sent before or a reply, into the box to be edited."""
        self._edited.setText(
            self.tr("Editing the model's reply: the one that it wrote is kept beside it.")
            if of_model
            else self.tr("Editing a message: what followed it is kept beside it.")
        )
        self._edits_reply = of_model
        self._editing.show()  # first, because what is put into the box then is no draft
        self.put(text)
        self.box.setFocus()

    @property
    def editing(self) -> bool:
        return not self._editing.isHidden()

    def end_editing(self) -> None:
        """Stop editing; the sent message is not changed."""
        self.clear()
        self.editing_ended.emit()

    def _send(self) -> None:
        if not self.send.isEnabled():
            return
        if self._writing:
            self.queue.add(self.text.strip())
            self.box.clear()
        else:
            self.sent.emit(self.text.strip())

    @property
    def can_send(self) -> bool:
        """Whether a message can be sent at once."""
        return self._ready and not self._writing

    def _show_beginning(self, shown: bool) -> None:
        self._beginning.setVisible(shown)
        (self._beginning if shown else self.box).setFocus()
        if not shown:
            self._beginning.clear()
        self._show_state()

    def _escape(self) -> None:
        if self._writing:
            self.stopped.emit()
        elif self.editing:
            self.end_editing()

    def _show_state(self) -> None:
        typed, edits_reply = bool(self.text.strip()), self.editing and self._edits_reply
        self.send.setVisible(not self._writing or (typed and not self.editing))
        self.send.set_look("primary" if self._ready and not self._writing else "secondary")
        self.send.setEnabled((self._ready or edits_reply) and typed)
        if self._writing:
            self.send.set_words(self.tr("Send afterwards"), "ph.clock")
        elif edits_reply:
            self.send.set_words(self.tr("Keep"), "ph.check")
        else:
            self.send.set_words(self.tr("Send"), "ph.paper-plane-right")
        self._begin.setVisible(not self._writing and not self.editing)
        self.stop.setVisible(self._writing)
        self._hint.setText(
            self.tr("Esc stops, Enter lets a message wait")
            if self._writing
            else self.tr("Enter sends, Shift+Enter starts a new line, Up edits the last message")
        )
