"""Read-only text that is as high as its contents and can grow at its end."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QTextCursor, QTextDocument, QWheelEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit, QWidget

from gpt_studio.ui.look.colours import tokens
from gpt_studio.ui.look.line_height import LINE_HEIGHT, spaced_lines
from gpt_studio.ui.look.style_sheet import set_look
from gpt_studio.ui.state.qt_overrides import called_by_qt

_CARET_WIDTH = 7


def paint_caret(view: QTextEdit, behind: int = 0) -> None:
    """Draw a caret in ``view`` where the model is writing: so many positions before the end of the text."""
    end = QTextCursor(view.document())
    end.setPosition(view.document().characterCount() - 1 - behind)
    place = view.cursorRect(end)
    room = place.height() * (1 - 100 / LINE_HEIGHT)
    place.adjust(2, round(room * 0.6), 2 + _CARET_WIDTH - place.width(), 0)
    painter = QPainter(view.viewport())
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tokens().accent))
    painter.drawRoundedRect(place, 2, 2)


class ReadingText(QTextEdit):
    """Plain, selectable text. Appending lays out only the last paragraph."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_look(self, "reading")
        self._caret = False
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        QTextCursor(self.document()).setBlockFormat(spaced_lines())
        self.append_text(text)

    @property
    def text(self) -> str:
        return self.toPlainText()

    def append_text(self, text: str) -> None:
        """Add ``text`` at the end; a person's selection stays."""
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertText(text)

    def trim_end(self) -> None:
        """Remove white space at the end."""
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        while cursor.position() and self.document().characterAt(cursor.position() - 1).isspace():
            cursor.deletePreviousChar()

    def show_caret(self, shown: bool) -> None:
        """Show or hide the caret at the end of the text."""
        if shown != self._caret:
            self._caret = shown
            self.viewport().update()

    def natural_width(self) -> int:
        """The width in pixels of the longest paragraph without line breaks."""
        copy = QTextDocument()  # a clone would never be freed: PySide leaves that to its parent, and it has none
        copy.setDocumentMargin(self.document().documentMargin())
        copy.setDefaultFont(self.font())
        copy.setPlainText(self.text)
        return ceil(copy.idealWidth()) + 2

    @called_by_qt
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._caret:
            paint_caret(self)

    @called_by_qt
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def _fit(self, size: QSizeF) -> None:
        height = ceil(size.height())
        if height != self.height() or height != self.minimumHeight():
            self.setFixedHeight(height)
