"""A centred column of a readable width."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

COLUMN_WIDTH = 720


def in_column(widget: QWidget) -> QHBoxLayout:
    """A row that holds ``widget`` at most :data:`COLUMN_WIDTH` wide, centred."""
    widget.setMaximumWidth(COLUMN_WIDTH)
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.addStretch(1)
    row.addWidget(widget, 1000)
    row.addStretch(1)
    return row
