"""A large figure with a caption beneath."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.look.style_sheet import set_look
from gpt_studio.ui.look.text import tip
from gpt_studio.ui.widgets.labels import label

NOTHING_YET = "–"


class StatTile(QFrame):
    """Shows one figure; a dash while it has no value."""

    def __init__(self, caption: str, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        set_look(self, "tile")
        self._caption = caption
        self._figure = label(NOTHING_YET, "figure")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        layout.setSpacing(2)
        layout.addWidget(self._figure)
        layout.addWidget(label(caption, "caption", wrap=True))
        self.set_value("")

    @property
    def value(self) -> str:
        return self._figure.text()

    def set_value(self, value: str, explanation: str = "") -> None:
        """Show ``value``; ``explanation`` is the tool tip."""
        self._figure.setText(value or NOTHING_YET)
        self.setToolTip(tip(explanation))
        self.setAccessibleName(f"{self._caption}: {value or NOTHING_YET}")
