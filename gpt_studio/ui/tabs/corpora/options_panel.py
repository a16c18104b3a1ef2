"""How the files are read: the field of a .jsonl file, the encoding and the cleaning steps."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from gpt_studio.corpora.cleaning import Cleaning
from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.tabs.corpora.encoding_chooser import EncodingChooser
from gpt_studio.ui.widgets.field_form import FieldForm
from gpt_studio.ui.widgets.folding_panel import FoldingPanel
from gpt_studio.ui.widgets.labels import label


class OptionsPanel(QWidget):
    """Emits ``changed`` when a person changes an option."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text_field = ""
        self._codec = ""
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Space.S)
        layout.addWidget(self._field_chooser())
        panel = FoldingPanel(self.tr("Cleaning"), name="corpus_cleaning_panel")
        self._cleaning = FieldForm(Cleaning(), name="corpus_cleaning", columns=2, help_beneath=False)
        self._cleaning.changed.connect(self.changed)
        panel.body.addWidget(self._cleaning)
        panel.body.addWidget(self._encoding_chooser())
        layout.addWidget(panel)

    @property
    def cleaning(self) -> Cleaning:
        return self._cleaning.value()

    @property
    def text_field(self) -> str:
        return self._text_field

    @property
    def encoding(self) -> str:
        """Python's name of the encoding for files that are not in Unicode; "" for automatic detection."""
        return self._codec

    def show_options(self, cleaning: Cleaning, text_field: str, encoding: str) -> None:
        """Show the options of a corpus without emitting ``changed``."""
        blocked = self.blockSignals(True)
        self._cleaning.set_value(cleaning)
        self._text_field = text_field
        self._codec = encoding
        self._encoding.offer(self.tr("Found out for each file"), encoding)
        self.blockSignals(blocked)

    def offer_fields(self, fields: tuple[str, ...]) -> None:
        """Offer the fields of the .jsonl files; the row is hidden if there are none."""
        chosen = self._text_field
        self._fields.clear()
        self._fields.addItem(self.tr("Find it automatically"), "")
        for name in dict.fromkeys((*fields, chosen) if chosen else fields):
            self._fields.addItem(name, name)
        self._fields.setCurrentIndex(max(0, self._fields.findData(chosen)))
        self._field_row.setVisible(bool(fields or chosen))

    def _field_chooser(self) -> QWidget:
        self._fields = QComboBox()
        self._fields.setObjectName("corpus_text_field")
        self._fields.setAccessibleName(self.tr("Field of the .jsonl files that holds the text"))
        self._fields.activated.connect(self._choose_field)
        self._field_row = QWidget()
        column = QVBoxLayout(self._field_row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        name = label(self.tr("Text field"), "field")
        name.setBuddy(self._fields)
        column.addWidget(name)
        column.addWidget(self._fields)
        column.addWidget(
            label(self.tr("Which field of the .jsonl files holds the text or the conversation."), "caption")
        )
        self._field_row.hide()
        return self._field_row

    def _encoding_chooser(self) -> QWidget:
        self._encoding = EncodingChooser(
            self.tr("Encoding of the files that are not in Unicode"), name="corpus_encoding"
        )
        self._encoding.chosen.connect(self._choose_encoding)
        row = QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        name = label(self.tr("Encoding of the files that are not in Unicode"), "field")
        name.setBuddy(self._encoding)
        column.addWidget(name)
        column.addWidget(self._encoding)
        return row

    def _choose_encoding(self, codec: str) -> None:
        if codec != self._codec:
            self._codec = codec
            self.changed.emit()

    def _choose_field(self) -> None:
        chosen = str(self._fields.currentData())
        if chosen != self._text_field:
            self._text_field = chosen
            self.changed.emit()
