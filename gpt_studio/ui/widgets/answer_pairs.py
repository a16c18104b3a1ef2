"""Questions with the answers of a base and of the model that was tuned from it, side by side."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from gpt_studio.training.events import Answer
from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.widgets.card import Card
from gpt_studio.ui.widgets.labels import label


class AnswerPairs(Card):
    """Hidden while there are none."""

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setObjectName(name)
        self._name = name
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(Space.M)
        self._grid.setVerticalSpacing(Space.XS)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        self.body.setSpacing(Space.S)
        self.body.addWidget(label(self.tr("The same questions, before and after"), "field"))
        self.body.addLayout(self._grid)
        self.hide()

    def show_answers(self, answers: Sequence[Answer]) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for column, words in enumerate((self.tr("The base"), self.tr("Tuned"))):
            self._grid.addWidget(label(words, "caption"), 0, column)
        for number, each in enumerate(answers):
            asked = label(each.question, "muted", wrap=True)
            asked.setObjectName(f"{self._name}_{number}_asked")
            self._grid.addWidget(asked, 2 * number + 1, 0, 1, 2)
            for column, (which, text) in enumerate((("before", each.before), ("after", each.after))):
                said = label(text or self.tr("(nothing)"), wrap=True)
                said.setObjectName(f"{self._name}_{number}_{which}")
                said.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
                self._grid.addWidget(said, 2 * number + 2, column)
        self.setVisible(bool(answers))
