"""The editor of a completion. What the person wrote is bold, what the model wrote is not."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QKeyEvent,
    QPaintEvent,
    QResizeEvent,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from gpt_studio.ui.look.line_height import spaced_lines
from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.look.style_sheet import set_look
from gpt_studio.ui.state.qt_overrides import called_by_qt
from gpt_studio.ui.tabs.chat.column import COLUMN_WIDTH
from gpt_studio.ui.tabs.chat.reading_text import paint_caret
from gpt_studio.ui.thoughts.token_layer import units

_BY_MODEL = int(QTextFormat.Property.UserProperty.value)
_NEAR_THE_END = 24
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class TextEditor(QTextEdit):
    """``continue_wanted`` is emitted at Ctrl+Enter, ``escaped`` at Escape."""

    continue_wanted = Signal()
    escaped = Signal()
    step_wanted = Signal(int)
    """-1 or 1 at Alt+Left and Alt+Right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_look(self, "reading")
        self._caret = False
        self._following = True
        self._joined = False
        self._behind = 0
        """So many positions of the document stand behind the place where the model writes."""
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(Space.S)
        self.cursorPositionChanged.connect(self._write_as_person)
        bar = self.verticalScrollBar()
        bar.rangeChanged.connect(self._keep_up)
        bar.valueChanged.connect(self._notice_scrolling)
        self.show_parts(())

    @property
    def text(self) -> str:
        return self.document().toRawText().replace("\u2029", "\n").replace("\u2028", "\n")

    def show_parts(self, parts: tuple[tuple[str, bool], ...]) -> None:
        """Replace the text. Each part is a text and whether the model wrote it."""
        self.document().setUndoRedoEnabled(False)
        self.document().clear()
        cursor = QTextCursor(self.document())
        cursor.setBlockFormat(spaced_lines())
        for text, by_model in parts:
            cursor.insertText(text, _format(by_model))
        self.document().setUndoRedoEnabled(True)
        self.moveCursor(QTextCursor.MoveOperation.End)
        self._following, self._behind = True, 0
        self._write_as_person()
        self._keep_up()

    def around_cursor(self) -> tuple[str, str]:
        """The text before the cursor, and the one behind it."""
        cut = 2 * self.textCursor().position()
        data = self.text.encode("utf-16-le", "surrogatepass")
        return data[:cut].decode("utf-16-le", "surrogatepass"), data[cut:].decode("utf-16-le", "surrogatepass")

    def write_before(self, behind: str) -> None:
        """Write what comes next before ``behind``, the end of the text."""
        self._behind = units(behind)

    def parts(self) -> list[tuple[str, bool]]:
        """The text as runs, each with whether the model wrote it."""
        found: list[tuple[str, bool]] = []
        block = self.document().begin()
        while block.isValid():
            runs = [("\n", _by_model(block.charFormat()))] if block.blockNumber() else []
            for text, by_model in runs + _runs(block):
                if found and found[-1][1] == by_model:
                    found[-1] = (found[-1][0] + text, by_model)
                else:
                    found.append((text, by_model))
            block = block.next()
        return found

    def append_written(self, text: str) -> None:
        """Put what the model wrote where it writes. Everything since :meth:`set_writing` is one undo step."""
        cursor = QTextCursor(self.document())
        if self._joined:
            cursor.joinPreviousEditBlock()
        else:
            cursor.beginEditBlock()
        cursor.setPosition(self._place)
        cursor.insertText(text, _format(True))
        cursor.endEditBlock()
        self._joined = True
        self._keep_up()

    @property
    def _place(self) -> int:
        """Where the model writes."""
        return self.document().characterCount() - 1 - self._behind

    def cut_to(self, length: int, behind: str = "") -> None:
        """Remove everything after the first ``length`` characters, but for ``behind`` at the end."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(self.document().characterCount() - 1 - units(behind))
        # Positions count UTF-16 units: characters beyond the basic plane take two.
        kept = len(self.text[:length].encode("utf-16-le", "surrogatepass")) // 2
        cursor.setPosition(kept, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()

    def replace_end(self, length: int, parts: Sequence[tuple[str, bool]]) -> None:
        """Put ``parts`` in the place of everything after the first ``length`` characters, as one step to undo."""
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        self.cut_to(length)
        cursor.movePosition(QTextCursor.MoveOperation.End)
        for text, by_model in parts:
            cursor.insertText(text, _format(by_model))
        cursor.endEditBlock()
        self.moveCursor(QTextCursor.MoveOperation.End)

    def set_writing(self, writing: bool) -> None:
        """While the model writes, the text is read-only and a caret shows its end."""
        self._joined = False
        self._caret = writing
        self.setReadOnly(writing)
        if writing:
            self._following = True
            self._keep_up()
        else:
            cursor = self.textCursor()
            cursor.setPosition(self._place)
            self.setTextCursor(cursor)
            self._behind = 0
            self._write_as_person()
        self.viewport().update()

    @called_by_qt
    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.continue_wanted.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        elif event.key() in _STEPS and event.modifiers() == Qt.KeyboardModifier.AltModifier:
            self.step_wanted.emit(_STEPS[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    @called_by_qt
    def insertFromMimeData(self, source: QMimeData) -> None:
        self.textCursor().insertText(source.text(), _format(False))

    @called_by_qt
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._caret:
            paint_caret(self, self._behind)

    @called_by_qt
    def resizeEvent(self, event: QResizeEvent) -> None:
        side = max(0, (self.width() - COLUMN_WIDTH) // 2)
        self.setViewportMargins(side, 0, side, 0)
        super().resizeEvent(event)

    def _write_as_person(self) -> None:
        """Format text typed next to the model's text as the person's."""
        if not self.isReadOnly() and not self.textCursor().hasSelection():
            self.setCurrentCharFormat(_format(False))

    def _keep_up(self) -> None:
        bar = self.verticalScrollBar()
        if self._following and self._behind:
            cursor = QTextCursor(self.document())
            cursor.setPosition(self._place)
            over = self.cursorRect(cursor).bottom() + _NEAR_THE_END - self.viewport().height()
            bar.setValue(bar.value() + max(over, 0))
        elif self._following:
            bar.setValue(bar.maximum())

    def _notice_scrolling(self, value: int) -> None:
        at_end = value >= self.verticalScrollBar().maximum() - _NEAR_THE_END
        self._following = at_end or (self._following and self._behind > 0)


def _format(by_model: bool) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setProperty(_BY_MODEL, by_model)
    made.setFontWeight(QFont.Weight.Normal if by_model else QFont.Weight.DemiBold)
    return made


def _by_model(format: QTextCharFormat) -> bool:
    return bool(format.property(_BY_MODEL))


def _runs(block: QTextBlock) -> list[tuple[str, bool]]:
    found = []
    step = block.begin()
    while not step.atEnd():
        fragment = step.fragment()
        found.append((fragment.text().replace("\u2028", "\n"), _by_model(fragment.charFormat())))
        step += 1
    return found
