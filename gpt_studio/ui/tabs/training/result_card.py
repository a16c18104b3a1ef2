"""The figures of a run that has ended: its final measurement, what that means, and the facts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.look.text import (
    decimal,
    duration,
    message_text,
    percent,
    short_count,
    step_count,
    step_count_of,
)
from gpt_studio.ui.widgets.buttons import IconButton
from gpt_studio.ui.widgets.card import Card
from gpt_studio.ui.widgets.explained import ExplainedLabel
from gpt_studio.ui.widgets.labels import IconLabel, label

if TYPE_CHECKING:
    from gpt_studio.jobs.training.run_session import TrainedModel

_BITS_OF_A_BYTE = 8
DIGITS = 3
"""Of bits per byte, the same wherever the figure of a run is written."""


class ResultCard(Card):
    """Hidden until :meth:`show_result`."""

    open_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setObjectName("training_result")
        self._folder = Path()
        self._title = label("", "heading", wrap=True)
        self._title.setObjectName("training_result_title")
        self._bits = label("", "figure")
        self._bits.setObjectName("training_result_bits")
        named = self.tr("bits per byte, the final measurement")
        self._unit = ExplainedLabel(named, "caption", concept="bits_per_byte", wrap=True)
        self._meaning = label("", wrap=True)
        self._meaning.setObjectName("training_result_meaning")
        self._forgotten = label("", wrap=True)
        self._forgotten.setObjectName("training_result_forgotten")
        self._forgotten.hide()
        self._facts = label("", "caption", wrap=True)
        self._facts.setObjectName("training_result_facts")
        self._open = IconButton("ph.folder-open", self.tr("Open the folder"), name="training_result_open")
        self._open.clicked.connect(lambda: self.open_wanted.emit(self._folder))
        head, figure = QHBoxLayout(), QHBoxLayout()
        head.setSpacing(Space.S)
        head.addWidget(IconLabel("ph.check-circle", "success", 18))
        head.addWidget(self._title, 1)
        head.addWidget(self._open)
        figure.setSpacing(Space.S)
        figure.addWidget(self._bits)
        figure.addWidget(self._unit, 1)
        margins = self.layout()
        assert margins is not None
        margins.setContentsMargins(Space.M, Space.S, Space.M, Space.M)
        self.body.setSpacing(Space.XS)
        self.body.addLayout(head)
        self.body.addLayout(figure)
        self.body.addWidget(self._meaning)
        self.body.addWidget(self._forgotten)
        self.body.addWidget(self._facts)
        self.hide()

    def show_result(self, result: TrainedModel) -> None:
        self._folder = result.folder
        self._title.setText(
            self.tr("“{name}” is ready").format(name=result.folder.name)
            if result.finished
            else self.tr("“{name}” is saved").format(name=result.folder.name)
        )
        self._bits.setText(decimal(result.bits_per_byte, DIGITS))
        self._unit.show_number("model", result.bits_per_byte, decimal(result.bits_per_byte, DIGITS))
        self._meaning.setText(self._meaning_of(result.bits_per_byte))
        self._forgotten.setText("" if result.forgotten is None else message_text(result.forgotten))
        self._forgotten.setVisible(result.forgotten is not None)
        facts = (
            self.tr("{count} parameters").format(count=short_count(result.parameters)),
            self._steps_of(result),
            duration(result.seconds),
        )
        self._facts.setText(" · ".join(facts))
        self.show()

    def _steps_of(self, result: TrainedModel) -> str:
        if result.finished:
            return step_count(result.steps)
        return step_count_of(result.steps, result.total_steps)

    def _meaning_of(self, bits: float) -> str:
        """A sentence that explains bits per byte as a compression ratio."""
        if bits >= _BITS_OF_A_BYTE:
            return self.tr("It does not know this kind of text better than chance yet: train it longer.")
        return self.tr(
            "With its help, text that it has never read could be stored in {share} of its size: the less, the better "
            "it foresees such text."
        ).format(share=percent(bits / _BITS_OF_A_BYTE))
