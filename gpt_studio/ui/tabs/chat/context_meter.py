"""A thin bar that says how much of the model's context the conversation takes; its words unfold at a click."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from gpt_studio.jobs.chat.context_use import ContextUse
from gpt_studio.ui.look.colours import tokens
from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.look.text import count, percent, size, tip
from gpt_studio.ui.state.qt_overrides import answers_qt, called_by_qt
from gpt_studio.ui.widgets.buttons import Button
from gpt_studio.ui.widgets.labels import label

_THICK = 6


class ContextMeter(QWidget):
    """Hidden until there is something to show."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("chat_context")
        self._bar = _Bar()
        self._figure = Button("", name="chat_context_figure", look="quiet")
        self._figure.setCheckable(True)
        self._words = label("", "caption", wrap=True)
        self._words.setObjectName("chat_context_words")
        self._words.hide()
        self._figure.toggled.connect(self._words.setVisible)
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(self._bar, 1)
        row.addWidget(self._figure)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(row)
        layout.addWidget(self._words)
        self._use: ContextUse | None = None
        self._room = True
        self.hide()

    def set_room(self, room: bool) -> None:
        """Whether the window is high enough for the meter."""
        self._room = room
        self._show_where_room()

    def _show_where_room(self) -> None:
        self.setVisible(self._room and self._use is not None and self._use.used > 0)

    def show_use(self, use: ContextUse | None) -> None:
        """None hides the meter."""
        self._use = use
        self._show_where_room()
        if use is None:
            return
        self._figure.setText(self.tr("{used} of {limit} tokens").format(used=count(use.used), limit=count(use.limit)))
        words = self._in_words(use)
        self._words.setText(words)
        self._figure.setAccessibleDescription(words)
        # Without the words of a turn, which Qt would take for HTML where they look like it.
        said = self._parts_in_words(use)
        self._figure.setToolTip(tip(said))
        self._bar.setToolTip(tip(said))
        self._bar.show_use(use)

    def _in_words(self, use: ContextUse) -> str:
        said = [self._parts_in_words(use)]
        if use.forgotten:
            said.append(self.tr("With the next message it no longer sees the first %n turn(s).", "", use.forgotten))
        if use.next_forgotten:
            said.append(self.tr("Forgotten next: “{words}”").format(words=use.next_forgotten))
        if use.memory:
            said.append(
                self.tr(
                    "Its conversations are kept ready in {size} of memory, so that it need not read them again."
                ).format(size=size(use.memory))
            )
        return " ".join(said)

    def _parts_in_words(self, use: ContextUse) -> str:
        share = min(1.0, use.used / max(1, use.limit))
        return self.tr(
            "The model sees {limit} tokens at once, its context; {share} of that is used. System prompt: {system}. "
            "Conversation: {conversation}. Last reply: {reply}."
        ).format(
            limit=count(use.limit),
            share=percent(share),
            system=count(use.system),
            conversation=count(use.conversation),
            reply=count(use.reply),
        )


class _Bar(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._use = ContextUse(1)

    def show_use(self, use: ContextUse) -> None:
        self._use = use
        self.update()

    @answers_qt(QSize)
    def sizeHint(self) -> QSize:
        return QSize(80, _THICK + 2 * Space.XS)

    @called_by_qt
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.update()

    @called_by_qt
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        top, width = (self.height() - _THICK) / 2, self.width()
        painter.setBrush(QColor(tokens().hover))
        painter.drawRoundedRect(QRectF(0, top, width, _THICK), _THICK / 2, _THICK / 2)
        use, left = self._use, 0.0
        most = max(use.limit, use.used + use.typed)
        colours = tokens()
        parts = (
            (use.system, colours.series[4]),
            (use.conversation, colours.accent_fill),
            (use.reply, colours.series[2]),
            (use.typed, colours.border_strong),
        )
        for tokens_of_part, colour in parts:
            wide = tokens_of_part / most * width
            painter.setBrush(QColor(colour))
            painter.drawRect(QRectF(left, top, max(0.0, wide - 1), _THICK))
            left += wide
