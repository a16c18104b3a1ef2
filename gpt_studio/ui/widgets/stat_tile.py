"""A large figure with a caption beneath."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.look.style_sheet import set_look
from gpt_studio.ui.look.text import tip
from gpt_studio.ui.widgets.explained import ExplainedLabel, explained
from gpt_studio.ui.widgets.labels import label

NOTHING_YET = "–"


class StatTile(QFrame):
    """Shows one figure; a dash while it has no value."""

    def __init__(self, caption: str, *, name: str, concept: str = "", parent: QWidget | None = None) -> None:
        """``concept`` explains the caption."""
        super().__init__(parent)
        self.setObjectName(name)
        set_look(self, "tile")
        self._caption = caption
        self._figure = label(NOTHING_YET, "figure")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        layout.setSpacing(2)
        layout.addWidget(self._figure)
        self.caption = explained(caption, "caption", concept=concept, wrap=True)
        layout.addWidget(self.caption)
        self.set_value("")

    @property
    def value(self) -> str:
        return self._figure.text()

    def tell(self, place: str, number: float, shown: str) -> None:
        """Tell of ``number`` in the card that explains the caption, too."""
        if isinstance(self.caption, ExplainedLabel):
            self.caption.show_number(place, number, shown)

    def set_value(self, value: str, explanation: str = "") -> None:
        """Show ``value``; ``explanation`` is the tool tip."""
        if not value and isinstance(self.caption, ExplainedLabel):
            self.caption.forget_number()
        self._figure.setText(value or NOTHING_YET)
        self.setToolTip(tip(explanation))
        self.setAccessibleName(f"{self._caption}: {value or NOTHING_YET}")
