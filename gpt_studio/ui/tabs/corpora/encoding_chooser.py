"""A list of encodings. Those likely for the file come first, each with a sample of the file decoded in it."""

from __future__ import annotations

import codecs

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from gpt_studio.corpora.encodings import OLDER, UNICODE, EncodingSample, label_of

_WIDEST = 10  # characters of width of the closed list


class EncodingChooser(QComboBox):
    """``chosen`` carries Python's name of the chosen encoding, or "" for automatic detection."""

    chosen = Signal(str)

    def __init__(self, accessible_name: str, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(accessible_name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(_WIDEST)
        self.activated.connect(lambda index: self.chosen.emit(str(self.itemData(index))))

    def offer(self, found: str, chosen: str, samples: tuple[EncodingSample, ...] = ()) -> None:
        """List every encoding and select ``chosen``. ``found`` is the text of the entry for automatic detection."""
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
