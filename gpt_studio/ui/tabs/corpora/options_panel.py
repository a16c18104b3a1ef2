"""How the files are read: the text field, who is the model, the encoding, the cleaning steps and the remedies."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gpt_studio.corpora.cleaning import Cleaning
from gpt_studio.corpora.corpus import Corpus
from gpt_studio.corpora.reading import TextField
from gpt_studio.corpora.remedies import Remedies
from gpt_studio.corpora.scan import Speaker
from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.tabs.corpora.encoding_chooser import EncodingChooser
from gpt_studio.ui.tabs.corpora.field_chooser import FieldChooser
from gpt_studio.ui.tabs.corpora.speaker_chooser import SpeakerChooser
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
        self._assistant = ""
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Space.S)
        layout.addWidget(self._field_chooser())
        self._speakers = SpeakerChooser()
        self._speakers.chosen.connect(self._choose_assistant)
        layout.addWidget(self._speakers)
        panel = FoldingPanel(self.tr("Cleaning"), name="corpus_cleaning_panel")
        self._cleaning = FieldForm(Cleaning(), name="corpus_cleaning", columns=2, help_beneath=False)
        self._cleaning.changed.connect(self.changed)
        panel.body.addWidget(self._cleaning)
        panel.body.addWidget(self._encoding_chooser())
        layout.addWidget(panel)
        more = FoldingPanel(self.tr("Remedies"), name="corpus_remedies_panel")
        self._remedies = FieldForm(Remedies(), name="corpus_remedies", columns=2, help_beneath=False)
        self._remedies.changed.connect(self.changed)
        more.body.addWidget(self._remedies)
        layout.addWidget(more)

    @property
    def cleaning(self) -> Cleaning:
        return self._cleaning.value()

    @property
    def remedies(self) -> Remedies:
        return self._remedies.value()

    @property
    def text_field(self) -> str:
        return self._text_field

    @property
    def assistant(self) -> str:
        """The speaker of chats who is the model; "" for none."""
        return self._assistant

    @property
    def encoding(self) -> str:
        """Python's name of the encoding for files that are not in Unicode; "" for automatic detection."""
        return self._codec

    def show_options(self, corpus: Corpus) -> None:
        """Show the options of a corpus without emitting ``changed``."""
        blocked = self.blockSignals(True)
        self._cleaning.set_value(corpus.cleaning)
        self._remedies.set_value(corpus.remedies)
        self._text_field = corpus.text_field
        self._codec = corpus.encoding
        self._assistant = corpus.assistant
        self._encoding.offer(self.tr("Found out for each file"), corpus.encoding)
        self.blockSignals(blocked)

    def offer_fields(self, fields: tuple[TextField, ...]) -> None:
        """Offer the columns and fields of the files; the row is hidden if there are none."""
        self._fields.offer(fields, self._text_field)
        self._field_row.setVisible(bool(fields or self._text_field))

    def offer_speakers(self, speakers: tuple[Speaker, ...]) -> None:
        """Offer those who speak in the chats; the question is hidden if there are none."""
        self._speakers.offer(speakers, self._assistant)

    def _field_chooser(self) -> QWidget:
        self._fields = FieldChooser(
            self.tr("Column or field of tables and .jsonl files that holds the text"), name="corpus_text_field"
        )
        self._fields.chosen.connect(self._choose_field)
        self._field_row = QWidget()
        column = QVBoxLayout(self._field_row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.XS)
        name = label(self.tr("Text field"), "field")
        name.setBuddy(self._fields)
        column.addWidget(name)
        column.addWidget(self._fields)
        column.addWidget(
            label(
                self.tr("Which column of the tables, or field of the .jsonl files, holds the text or conversation."),
                "caption",
                wrap=True,
            )
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

    def _choose_assistant(self, name: str) -> None:
        if name != self._assistant:
            self._assistant = name
            self.changed.emit()

    def _choose_field(self, chosen: str) -> None:
        if chosen != self._text_field:
            self._text_field = chosen
            self.changed.emit()
