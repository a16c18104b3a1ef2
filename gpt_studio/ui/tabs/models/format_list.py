"""The list of export formats, each with a sentence on its purpose."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QRadioButton, QWidget

from gpt_studio.artifacts.export.formats import FORMATS, Format
from gpt_studio.ui.look.text import message_text
from gpt_studio.ui.look.tokens import Space
from gpt_studio.ui.widgets.labels import label


class FormatList(QWidget):
    """Shows the formats for the architecture, with the first one chosen. Emits ``changed`` when another one is
    chosen."""

    changed = Signal()

    def __init__(self, model_type: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._forms = [form for form in FORMATS if form.suits(model_type)]
        self._group = QButtonGroup(self)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(Space.L)
        grid.setVerticalSpacing(Space.S)
        grid.setColumnStretch(1, 1)
        for row, form in enumerate(self._forms):
            choice = QRadioButton(message_text(form.title))
            choice.setObjectName(f"export_{form.name}")
            choice.setAccessibleDescription(message_text(form.about))
            choice.setChecked(row == 0)
            self._group.addButton(choice, row)
            grid.addWidget(choice, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(message_text(form.about), "muted", wrap=True), row, 1)
        self._group.idClicked.connect(lambda _row: self.changed.emit())

    @property
    def chosen(self) -> Format:
        return self._forms[self._group.checkedId()]
