"""What a model that goes on with texts is good for, and beginnings to click, above an empty text."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.widgets.buttons import Button
from gpt_studio.ui.widgets.labels import label
from gpt_studio.ui.widgets.wrapping_row import WrappingRow

MOST_BEGINNINGS = 3


class Welcome(QWidget):
    """``chosen`` carries the beginning that was clicked."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("chat_text_welcome")
        self._title = label("", "heading", wrap=True)
        self._title.setObjectName("chat_text_welcome_title")
        self._sentence = label(
            self.tr(
                "You begin a sentence, and the model goes on with it in the manner of what it has read. Then change "
                "what you like, add to it, and let it go on again."
            ),
            "muted",
            wrap=True,
        )
        self._heading = label(self.tr("Beginnings from its texts, to click:"), "caption", wrap=True)
        self._row = WrappingRow(spacing=Space.S)
        self._buttons: list[Button] = []
        for number in range(1, MOST_BEGINNINGS + 1):
            button = Button("", name=f"chat_beginning_{number}", icon="ph.pen-nib")
            button.clicked.connect(lambda _checked=False, number=number: self.chosen.emit(self._beginnings[number - 1]))
            self._row.add(button)
            self._buttons.append(button)
        self._beginnings: tuple[str, ...] = ()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.S, Space.S, Space.S, 0)
        layout.setSpacing(Space.S)
        for widget in (self._title, self._sentence, self._heading, self._row):
            layout.addWidget(widget)
        self.show_model("")

    def show_model(self, name: str) -> None:
        """Name the model, of whose beginnings nothing is known yet."""
        self._title.setText(self.tr("Write with {name}").format(name=name))
        self._title.setVisible(bool(name))
        self.show_beginnings(())

    def fits(self, width: int, height: int) -> bool:
        """Whether it fits into this room, in which the sentence is left out first."""
        layout = self.layout()
        assert layout is not None
        for with_sentence in (True, False):
            self._sentence.setVisible(with_sentence)
            if layout.totalHeightForWidth(width) <= height:
                return True
        return False

    def show_beginnings(self, beginnings: tuple[str, ...]) -> None:
        self._beginnings = beginnings[:MOST_BEGINNINGS]
        for place, button in enumerate(self._buttons):
            there = place < len(self._beginnings)
            button.setVisible(there)
            button.setText(f"{self._beginnings[place]}…".replace("&", "&&") if there else "")
        self._heading.setVisible(bool(self._beginnings))
        self._row.setVisible(bool(self._beginnings))
