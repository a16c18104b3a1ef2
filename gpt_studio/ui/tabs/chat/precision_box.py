"""How the open model is computed with: as a measurement says, or as the person chooses."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from gpt_studio.jobs.models.open_model import PRECISIONS
from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.widgets.labels import label


class PrecisionBox(QWidget):
    """``chosen`` carries one of PRECISIONS."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        titles = {
            "auto": self.tr("What is fast enough here"),
            "exact": self.tr("The model's own numbers"),
            "bfloat16": self.tr("16 bits"),
            "int8": self.tr("8 bits"),
        }
        self._box = QComboBox()
        self._box.setObjectName("chat_precision")
        self._box.setAccessibleName(self.tr("Computes with"))
        for precision in PRECISIONS:
            self._box.addItem(titles[precision], precision)
        self._box.activated.connect(lambda place: self.chosen.emit(self._box.itemData(place)))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.M)
        row.addWidget(label(self.tr("Computes with"), "field"))
        row.addWidget(self._box)
        row.addStretch()
