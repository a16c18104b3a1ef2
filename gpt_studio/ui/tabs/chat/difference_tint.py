"""Tints the word from which on a text differs from another one."""

from __future__ import annotations

from PySide6.QtGui import QColor, QTextCursor
from PySide6.QtWidgets import QTextEdit

from gpt_studio.jobs.chat.first_difference import word_at
from gpt_studio.ui.look.colours import tokens
from gpt_studio.ui.thoughts.token_layer import units


def tint_difference(view: QTextEdit, text: str, place: int | None) -> None:
    """Underline and tint the word at ``place`` of ``text``, which ``view`` shows; None takes the tint away."""
    if place is None:
        view.setExtraSelections([])
        return
    begin, end = word_at(text, place)
    cursor = QTextCursor(view.document())
    cursor.setPosition(units(text[:begin]))
    cursor.setPosition(units(text[:end]), QTextCursor.MoveMode.KeepAnchor)
    cursor.setKeepPositionOnInsert(True)  # what is written after the word is not tinted
    tinted = QTextEdit.ExtraSelection()
    tinted.cursor = cursor
    tinted.format.setBackground(QColor(tokens().accent_soft))
    tinted.format.setFontUnderline(True)
    view.setExtraSelections([tinted])
