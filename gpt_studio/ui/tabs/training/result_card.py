"""The result of a run: its main figure, what it means, and buttons for what to do next."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.look.text import count, decimal, duration, percent, short_count, short_path
from gpt_studio.ui.tabs.training.torchrun_panel import TorchrunPanel
from gpt_studio.ui.widgets.buttons import Button, IconButton
from gpt_studio.ui.widgets.card import Card
from gpt_studio.ui.widgets.explained import ExplainedLabel
from gpt_studio.ui.widgets.labels import ElidedLabel, IconLabel, label
from gpt_studio.ui.widgets.wrapping_row import WrappingRow

if TYPE_CHECKING:
    from gpt_studio.jobs.training.run_session import TrainedModel

_BITS_OF_A_BYTE = 8


class ResultCard(Card):
    """Hidden until :meth:`show_result`."""

    chat_wanted = Signal(object)
    open_wanted = Signal(object)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setObjectName("training_result")
        self._folder = Path()
        self._bits = label("", "figure")
        self._bits.setObjectName("training_result_bits")
        self._bits_word = ExplainedLabel(self.tr("bits per byte"), "caption", concept="bits_per_byte")
        self._title = ElidedLabel("", "heading")
        self._title.setObjectName("training_result_title")
        self._meaning = label("", wrap=True)
        self._meaning.setObjectName("training_result_meaning")
        self._facts = ElidedLabel("", "caption")
        self._facts.setObjectName("training_result_facts")
        self._torchrun = TorchrunPanel()
        self._chat = Button(self.tr("Chat with it"), name="training_result_chat", icon="ph.chat-circle", look="primary")
        self._open = Button(self.tr("Open the folder"), name="training_result_open", icon="ph.folder-open")
        self._close = IconButton("ph.x", self.tr("Close"), name="training_result_close")
        self._chat.clicked.connect(lambda: self.chat_wanted.emit(self._folder))
        self._open.clicked.connect(lambda: self.open_wanted.emit(self._folder))
        self._close.clicked.connect(self._close_card)
        self.body.addLayout(self._rows())
        self.hide()

    def show_result(self, result: TrainedModel) -> None:
        self._folder = result.folder
        self._title.setText(
            self.tr("“{name}” is ready").format(name=result.folder.name)
            if result.finished
            else self.tr("“{name}” is saved").format(name=result.folder.name)
        )
        self._bits.setText(decimal(result.bits_per_byte, 2))
        self._bits_word.show_number("model", result.bits_per_byte, decimal(result.bits_per_byte, 2))
        self._meaning.setText(self._meaning_of(result.bits_per_byte))
        facts = (
            self.tr("{count} parameters").format(count=short_count(result.parameters)),
            self._steps_of(result),
            duration(result.seconds),
            short_path(result.folder),
        )
        self._facts.setText(" · ".join(facts))
        self._torchrun.show_run(result)
        self.show()

    def _close_card(self) -> None:
        self.hide()
        self.closed.emit()

    def _steps_of(self, result: TrainedModel) -> str:
        if result.finished:
            return self.tr("{steps} steps").format(steps=count(result.steps))
        return self.tr("{steps} of {total} steps").format(steps=count(result.steps), total=count(result.total_steps))

    def _meaning_of(self, bits: float) -> str:
        """A sentence that explains bits per byte as a compression ratio."""
        if bits >= _BITS_OF_A_BYTE:
            return self.tr("It does not know this kind of text better than chance yet: train it longer.")
        return self.tr(
            "Text it has never read would pack into {share} of its size: the less, the better it knows the language."
        ).format(share=percent(bits / _BITS_OF_A_BYTE))

    def _rows(self) -> QVBoxLayout:
        figure = QVBoxLayout()
        figure.setSpacing(0)
        figure.addWidget(self._bits)
        figure.addWidget(self._bits_word)
        figure.addStretch()
        head = QHBoxLayout()
        head.setSpacing(Space.S)
        head.addWidget(IconLabel("ph.check-circle", "success", 18))
        head.addWidget(self._title, 1)
        head.addWidget(self._close)
        words = QVBoxLayout()
        words.setSpacing(Space.XS)
        words.addLayout(head)
        words.addWidget(self._meaning)
        words.addStretch()
        buttons = WrappingRow(spacing=Space.S, alignment=Qt.AlignmentFlag.AlignRight)
        buttons.add(self._open)
        buttons.add(self._chat)
        row = QHBoxLayout()
        row.setSpacing(Space.L)
        row.addLayout(figure)
        row.addLayout(words, 1)
        rows = QVBoxLayout()
        rows.setSpacing(Space.S)
        rows.addLayout(row)
        rows.addWidget(self._facts)
        rows.addWidget(buttons)
        rows.addWidget(self._torchrun)
        return rows
