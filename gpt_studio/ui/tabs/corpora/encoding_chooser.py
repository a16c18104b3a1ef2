"""A list of encodings to choose from, those that are likely for a file first, with a piece of it in each."""

from __future__ import annotations

import codecs

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from gpt_studio.corpora.encodings import OLDER, UNICODE, EncodingSample, label_of

_WIDEST = 10  # letters that the closed list makes room for


class EncodingChooser(QComboBox):
    """``chosen`` carries Python's name for the encoding that a person chose, or "" to have it found out."""

    chosen = Signal(str)

    def __init__(self, accessible_name: str, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(accessible_name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(_WIDEST)
        self.activated.connect(lambda index: self.chosen.emit(str(self.itemData(index))))

    def offer(self, found: str, chosen: str, samples: tuple[EncodingSample, ...] = ()) -> None:
        """Show every encoding with ``chosen`` selected; ``found`` is what stands for having it found out."""
        self.clear()
        self.addItem(found, "")
        for sample in samples:
            self.addItem(f"{sample.label}  —  {sample.text}", codecs.lookup(sample.codec).name)
        self.insertSeparator(self.count())
        for known in (*UNICODE, *OLDER):
            self.addItem(known.label, codecs.lookup(known.codec).name)
        if chosen and self.findData(chosen) < 0:
            self.addItem(label_of(chosen), chosen)
        self.setCurrentIndex(max(0, self.findData(chosen)))
