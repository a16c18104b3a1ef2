"""The figures of the open tokenizer, and a sentence on what they mean."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from gpt_studio.jobs.tokenizers.open_tokenizer import OpenedTokenizer
from gpt_studio.jobs.tokenizers.train_tokenizer import TokenizerCard
from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.look.text import count, decimal, size
from gpt_studio.ui.state.qt_overrides import answers_qt, called_by_qt
from gpt_studio.ui.widgets.busy_bar import BusyBar
from gpt_studio.ui.widgets.buttons import Button
from gpt_studio.ui.widgets.labels import label
from gpt_studio.ui.widgets.stat_tile import StatTile

_CLOSE = 0.93
_CONTEXT = 256
_SENTENCE_WIDTH = 240
"""With less room beside the button the sentence stands above it."""


class ResultRow(QWidget):
    """Bytes per token are known for a tokenizer trained in this session, and otherwise measured on request.

    ``measure_wanted`` is emitted to have them measured on the chosen corpus, ``unwanted`` to give that up.
    """

    measure_wanted = Signal()
    unwanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("tokenizer_result")
        self._vocabulary = StatTile(self.tr("Vocabulary"), name="tokenizer_vocabulary", concept="vocabulary")
        self._train = StatTile(
            self.tr("Bytes per token, training text"), name="tokenizer_train_packing", concept="bytes_per_token"
        )
        self._held_out = StatTile(
            self.tr("Bytes per token, new text"), name="tokenizer_held_out_packing", concept="held_out"
        )
        self._special = StatTile(self.tr("Special tokens"), name="tokenizer_special_count", concept="special_token")
        self._sentence = label("", "muted", wrap=True)
        self._sentence.setObjectName("tokenizer_sentence")
        self._tiles = (self._vocabulary, self._special, self._train, self._held_out)
        self._grid = QGridLayout()
        self._grid.setSpacing(Space.M)
        self._columns = 0
        self._arrange(len(self._tiles))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Space.M)
        layout.addLayout(self._grid)
        self._measure = Button(self.tr("Measure on the corpus"), name="tokenizer_measure", icon="ph.ruler")
        self._measure.clicked.connect(self._ask)
        self._beneath = QHBoxLayout()
        self._beneath.setSpacing(Space.M)
        self._beneath.addWidget(self._sentence, 1)
        self._beneath.addWidget(self._measure)
        layout.addLayout(self._beneath)
        self.busy = BusyBar(name="tokenizer_measuring")
        self.busy.cancelled.connect(self.unwanted)
        layout.addWidget(self.busy)

    @answers_qt(QSize)
    def minimumSizeHint(self) -> QSize:
        """The width of two tiles, or of the button."""
        widest = max(tile.minimumSizeHint().width() for tile in self._tiles)
        across = max(2 * widest + Space.M, self._measure.minimumSizeHint().width())
        return QSize(across, super().minimumSizeHint().height())

    @called_by_qt
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put all tiles in one line where they fit, otherwise two per line; put the button beside the sentence where
        both have room."""
        super().resizeEvent(event)
        side_by_side = event.size().width() >= _SENTENCE_WIDTH + self._measure.sizeHint().width()
        direction = QBoxLayout.Direction
        self._beneath.setDirection(direction.LeftToRight if side_by_side else direction.TopToBottom)
        needed = sum(tile.minimumSizeHint().width() + Space.M for tile in self._tiles) - Space.M
        self._arrange(len(self._tiles) if needed <= event.size().width() else 2)

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for number, tile in enumerate(self._tiles):
            self._grid.removeWidget(tile)
            self._grid.addWidget(tile, number // columns, number % columns)
            self._grid.setColumnStretch(number, 1 if number < columns else 0)

    @property
    def sentence(self) -> str:
        return self._sentence.text()

    def show_tokenizer(self, opened: OpenedTokenizer, card: TokenizerCard | None) -> None:
        """``card`` is None for a tokenizer that was not trained in this session."""
        self._vocabulary.set_value(count(opened.vocab_size), self.tr("How many different tokens a model has to know."))
        self._special.set_value(count(len(opened.special_tokens)), "  ".join(opened.special_tokens))
        self._vocabulary.tell("tokenizer", opened.vocab_size, count(opened.vocab_size))
        self._special.tell("tokenizer", len(opened.special_tokens), count(len(opened.special_tokens)))
        for tile in (self._train, self._held_out):
            tile.setVisible(card is not None)
        self._measure.setVisible(card is None)
        self.measuring_over()
        if card is None:
            self._sentence.setText(
                self.tr("A text becomes a row of tokens. How many it takes depends on the text: try some below.")
            )
            return
        measured = self.tr("How many bytes of text one token holds on average: the more, the better.")
        self._train.set_value(_figure(card.train_bytes_per_token), measured)
        self._held_out.set_value(_figure(card.held_out_bytes_per_token), measured)
        if card.train_bytes_per_token:
            self._train.tell("tokenizer", card.train_bytes_per_token, _figure(card.train_bytes_per_token))
        self._sentence.setText(self._meaning(card))

    def measuring_over(self) -> None:
        """Offer the button again."""
        self.busy.end()
        self._measure.setEnabled(True)

    def _ask(self) -> None:
        self._measure.setEnabled(False)
        self.busy.begin(self.tr("Reading the corpus"))
        self.measure_wanted.emit()

    def _meaning(self, card: TokenizerCard) -> str:
        packed = self._packed(card)
        if not card.is_of_sample:
            return packed
        sample = self.tr(
            "It learned from {sample} of your {text}, spread evenly over all of it; the model will read all of it."
        ).format(sample=size(card.sample_bytes), text=size(card.text_bytes))
        return f"{packed} {sample}"

    def _packed(self, card: TokenizerCard) -> str:
        if not card.held_out_bytes_per_token:
            return self.tr("There is too little text to set some aside and measure how new text is packed.")
        seen = self.tr(
            "One token holds {bytes} bytes of new text on average, so a model with a context of {context} tokens "
            "sees about {reach} letters at once."
        ).format(
            bytes=decimal(card.held_out_bytes_per_token, 2),
            context=count(_CONTEXT),
            reach=count(round(card.held_out_bytes_per_token * _CONTEXT, -1)),
        )
        if card.held_out_bytes_per_token >= _CLOSE * card.train_bytes_per_token:
            return seen + " " + self.tr("New text is packed as well as the text it learned from.")
        return seen + " " + self.tr("New text is packed less well than the text it learned from: more text would help.")


def _figure(bytes_per_token: float) -> str:
    return decimal(bytes_per_token, 2) if bytes_per_token else ""
