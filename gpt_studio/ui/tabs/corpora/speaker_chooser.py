"""Asks who of the speakers in exported chats is the model, so that the chats become conversations with it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from gpt_studio.corpora.scan import Speaker
from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.look.text import count
from gpt_studio.ui.widgets.labels import label

_WIDEST = 16  # characters of the closed list


class SpeakerChooser(QWidget):
    """``chosen`` carries the name of the speaker who is the model, or "" where chats are read as texts.

    Hidden while there is no chat among the files.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        self._list = QComboBox()
        self._list.setObjectName("corpus_assistant")
        self._list.setAccessibleName(self.tr("Who of the speakers is the model"))
        self._list.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._list.setMinimumContentsLength(_WIDEST)
        self._list.activated.connect(lambda index: self.chosen.emit(str(self._list.itemData(index))))
        name = label(self.tr("Who is the model?"), "field")
        name.setBuddy(self._list)
        column.addWidget(name)
        column.addWidget(self._list)
        explained = self.tr(
            "Among the files are chats. Choose a speaker, and a model that goes on from another one learns to answer "
            "in that speaker’s manner. Everybody else becomes the user; names stay in the text only where several "
            "others write."
        )
        column.addWidget(label(explained, "caption", wrap=True))
        self.hide()

    def offer(self, speakers: Sequence[Speaker], chosen: str) -> None:
        """List ``speakers`` and select ``chosen``, which is listed even if it is not among them."""
        self._list.clear()
        self._list.addItem(self.tr("Nobody: read the chats as texts"), "")
        for each in speakers:
            times = self.tr("speaks %n time(s)", "", each.count).replace(str(each.count), count(each.count))
            self._list.addItem(f"{each.name}  ·  {times}", each.name)
        places = [place for place, each in enumerate(speakers, start=1) if each.is_called(chosen)]
        if chosen and not places:
            self._list.addItem(chosen, chosen)
            places = [self._list.count() - 1]
        self._list.setCurrentIndex(places[0] if chosen else 0)
        self.setVisible(bool(speakers or chosen))
