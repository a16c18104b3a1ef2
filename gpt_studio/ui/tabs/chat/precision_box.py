"""How the open model is computed with: as a measurement says, or as the person chooses."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from gpt_studio.core.errors import Message
from gpt_studio.jobs.models.open_model import PRECISIONS
from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.look.text import message_text
from gpt_studio.ui.widgets.labels import label

translate = QCoreApplication.translate


class PrecisionBox(QWidget):
    """``chosen`` carries one of PRECISIONS."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        titles = {"auto": self.tr("What is fast enough here"), **precision_names()}
        self._box = QComboBox()
        self._box.setObjectName("chat_precision")
        self._box.setAccessibleName(self.tr("Computes with"))
        for precision in PRECISIONS:
            self._box.addItem(titles[precision], precision)
        self._box.activated.connect(lambda place: self.chosen.emit(self._box.itemData(place)))
        self._reason = label("", "caption", wrap=True)
        self._reason.setObjectName("chat_precision_reason")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._reason)
        row = QHBoxLayout()
        row.setSpacing(Space.M)
        column.addLayout(row)
        row.addWidget(label(self.tr("Computes with"), "field"))
        row.addWidget(self._box)
        row.addStretch()
        self.show_reason(None)

    def show_reason(self, reason: Message | None) -> None:
        """Why the model is computed with as it is."""
        self._reason.setText("" if reason is None else message_text(reason))
        self._reason.setVisible(reason is not None)


def precision_names() -> dict[str, str]:
    """What a model is computed with."""
    return {
        "exact": translate("PrecisionBox", "The model's own numbers"),
        "bfloat16": translate("PrecisionBox", "16 bits"),
        "int8": translate("PrecisionBox", "8 bits"),
    }
