"""The height of lines in texts that are read."""

from __future__ import annotations

from PySide6.QtGui import QTextBlockFormat

LINE_HEIGHT = 130
"""In percent of the font's line height."""


def spaced_lines() -> QTextBlockFormat:
    """The block format with :data:`LINE_HEIGHT`."""
    made = QTextBlockFormat()
    made.setLineHeight(LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    return made
