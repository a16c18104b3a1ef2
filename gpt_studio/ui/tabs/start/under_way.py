"""The four steps of making a model, and which of them is under way."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.widgets.busy_bar import BusyBar
from gpt_studio.ui.widgets.buttons import Button
from gpt_studio.ui.widgets.labels import IconLabel, label

_TOKENIZER, _TRAINING = 1, 2
_DONE, _NOW, _LATER = ("ph.check-circle-fill", "success"), ("ph.circle-half", "accent"), ("ph.circle", "text_disabled")


class UnderWay(QWidget):
    """``cancelled``: the preparing is to end. ``watch_wanted``: show the training."""

    cancelled = Signal()
    watch_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = label("", "title", wrap=True)
        self._title.setObjectName("start_under_way_title")
        self.busy = BusyBar(name="start_busy")
        self.busy.cancelled.connect(self.cancelled)
        self.watch = Button(self.tr("Watch it learn"), name="start_watch", icon="ph.chart-line-up", look="primary")
        self.watch.clicked.connect(self.watch_wanted)
        self._icons: list[IconLabel] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Space.L)
        layout.addWidget(self._title)
        for title, sentence in (
            (self.tr("The text"), self.tr("It is kept under “Corpus”, where you can add to it later.")),
            (
                self.tr("The tokenizer"),
                self.tr("It cuts the text into pieces, whole words and parts of words, and gives each a number."),
            ),
            (
                self.tr("The training"),
                self.tr("The model guesses the next piece, sees whether it was right, and gets a little better."),
            ),
            (
                self.tr("The chat"),
                self.tr("Then you talk with the model there, or begin a text that it goes on with."),
            ),
        ):
            layout.addLayout(self._step(title, sentence))
        layout.addWidget(self.busy)
        layout.addWidget(self.watch, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch()

    def show_preparing(self, name: str) -> None:
        """The tokenizer of the model ``name`` is being trained."""
        self._title.setText(self.tr("“{name}” is being made").format(name=name))
        self._mark(_TOKENIZER)
        self.busy.begin(self.tr("Reading the text…"))
        self.watch.hide()

    def show_training(self) -> None:
        """A model is being trained in the training tab."""
        self._title.setText(self.tr("A model is learning"))
        self._mark(_TRAINING)
        self.busy.end()
        self.watch.show()

    def _mark(self, now: int) -> None:
        for number, icon in enumerate(self._icons):
            icon.set_icon(*(_DONE if number < now else _NOW if number == now else _LATER))

    def _step(self, title: str, sentence: str) -> QHBoxLayout:
        mark = IconLabel(*_LATER, 20)
        self._icons.append(mark)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(title, "field"))
        words.addWidget(label(sentence, "caption", wrap=True))
        row = QHBoxLayout()
        row.setSpacing(Space.M)
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        return row
