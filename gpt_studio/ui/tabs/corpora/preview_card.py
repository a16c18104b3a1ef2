"""Shows the beginning of the selected file as training reads it, what is taken out of it, and its encoding."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QCheckBox, QPlainTextEdit, QWidget

from gpt_studio.core.errors import Message
from gpt_studio.corpora.corpus import Corpus
from gpt_studio.corpora.encodings import is_text_encoding
from gpt_studio.corpora.marked_preview import Fate, Piece
from gpt_studio.corpora.scan import FileReport
from gpt_studio.corpora.sources import SAMPLE
from gpt_studio.jobs.corpora import preview_text
from gpt_studio.jobs.corpora.preview_text import PreviewText, TextPreview
from gpt_studio.ui.look.style_sheet import set_look
from gpt_studio.ui.look.text import message_text
from gpt_studio.ui.state.qt_overrides import called_by_qt
from gpt_studio.ui.state.worker import LatestWins, Runner
from gpt_studio.ui.tabs.corpora.encoding_chooser import EncodingChooser
from gpt_studio.ui.tabs.corpora.file_rows import LeftOutRow, Row
from gpt_studio.ui.tabs.corpora.marked_text import format_of, visible
from gpt_studio.ui.widgets.buttons import Button
from gpt_studio.ui.widgets.card import Card
from gpt_studio.ui.widgets.labels import ElidedLabel, label

_SAMPLES = 5
_LOWEST = 96


class PreviewCard(Card):
    """Reads in a worker thread; while a person moves through the table only the newest request is answered.

    ``encoding_chosen`` carries the path of the file and Python's name of its encoding, or "" for automatic detection;
    ``unlocking_wanted`` the path of a file that opens with a password.
    """

    encoding_chosen = Signal(str, str)
    unlocking_wanted = Signal(str)

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._name = ElidedLabel("", "heading")
        self._name.setObjectName("corpus_preview_name")
        self._text = QPlainTextEdit()
        self._text.setObjectName("corpus_preview")
        self._text.setAccessibleName(self.tr("How the selected file begins"))
        self._text.setReadOnly(True)
        self._text.setTabChangesFocus(True)
        self._text.setPlaceholderText(self.tr("Select a file to see how it begins."))
        set_look(self._text, "preview")
        self._path = ""
        self._shown: TextPreview | None = None
        self._encoding = EncodingChooser(self.tr("Encoding of the selected file"), name="corpus_file_encoding")
        self._encoding.chosen.connect(lambda codec: self.encoding_chosen.emit(self._path, codec))
        self._samples = [ElidedLabel("", "caption", mode=Qt.TextElideMode.ElideRight) for _ in range(_SAMPLES)]
        self._said = label("", "caption", wrap=True)
        self._said.setObjectName("corpus_file_problem")
        self._unlock = Button(self.tr("Enter the password…"), name="corpus_unlock", icon="ph.lock-simple-open")
        self._unlock.clicked.connect(lambda: self.unlocking_wanted.emit(self._path))
        self._removed = QCheckBox(self.tr("Show what is removed"))
        self._removed.setObjectName("corpus_show_removed")
        self._removed.setAccessibleName(self._removed.text())
        self._removed.setChecked(True)
        self._removed.toggled.connect(self._write)
        self._legend = label("", "caption", wrap=True)
        self._legend.setObjectName("corpus_preview_legend")
        self._text.setMinimumHeight(_LOWEST)
        self.body.addWidget(self._name)
        self.body.addWidget(self._said)
        self.body.addWidget(self._unlock, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self._encoding)
        for number, sample in enumerate(self._samples):
            sample.setObjectName(f"corpus_encoding_sample_{number}")
            self.body.addWidget(sample)
        self.body.addWidget(self._text, 1)
        self.body.addWidget(self._removed)
        self.body.addWidget(self._legend)
        self._latest = LatestWins(
            runner, preview_text.run, on_result=self._show, on_error=self._show_problem, parent=self
        )
        self.show_row(None, Corpus("", ()))

    def show_row(self, row: Row | None, corpus: Corpus) -> None:
        """Show a row of the list; ``corpus`` says how its file is read."""
        report = row if isinstance(row, FileReport) else None
        self._path = report.path if report is not None else ""
        self._show_reading(report, corpus)
        if report is not None:
            self._name.setText(self.tr("Built-in sample") if report.path == SAMPLE else report.name)
            self._latest.submit(PreviewText(report.path, corpus, repeated=report.repeated))
            return
        self._latest.cancel()
        self._forget()
        self._name.setText(self._words_about(row) if isinstance(row, LeftOutRow) else self.tr("Preview"))

    def shut_down(self) -> None:
        self._latest.cancel()

    @called_by_qt
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._shown is not None:
            self._write()

    _shown: TextPreview | None = None

    def _words_about(self, row: LeftOutRow) -> str:
        return row.path.name if row.path is not None else self.tr("Files that are not read")

    def _show_reading(self, report: FileReport | None, corpus: Corpus) -> None:
        said = report.problem or report.doubt if report is not None else None
        self._said.setText(message_text(said) if said is not None else "")
        self._said.setVisible(said is not None)
        self._unlock.setVisible(report is not None and report.needs_password)
        chosen = corpus.encoding_of(report.path) if report is not None else ""
        fine = report is not None and report.path != SAMPLE and (bool(chosen) or is_text_encoding(report.encoding))
        self._encoding.setVisible(fine)
        samples = report.samples if report is not None else ()
        if report is not None and fine:
            found = self.tr("Encoding found out: {encoding}").format(encoding=report.encoding)
            self._encoding.offer(self.tr("Encoding: find it out") if chosen else found, chosen, samples)
        for number, line in enumerate(self._samples):
            line.setVisible(number < len(samples))
            if number < len(samples):
                line.setText(f"{samples[number].label}: {samples[number].text}")

    def _forget(self) -> None:
        self._shown = None
        self._text.clear()
        self._removed.hide()
        self._legend.hide()

    def _show(self, preview: TextPreview) -> None:
        self._shown = preview
        self._write()

    def _write(self) -> None:
        preview = self._shown
        if preview is None:
            return
        fates = {piece.fate for piece in preview.pieces} - {Fate.KEPT}
        self._removed.setVisible(bool(fates))
        self._legend.setVisible(bool(fates) and self._removed.isChecked())
        self._legend.setText(self._explanation(fates))
        place = self._text.verticalScrollBar().value()
        self._text.clear()
        cursor = self._text.textCursor()
        cursor.beginEditBlock()
        for piece in preview.pieces:
            for words, look in self._runs(piece):
                cursor.insertText(words, look)
        if not preview.whole:
            cursor.insertText("…", QTextCharFormat())
        cursor.endEditBlock()
        self._text.verticalScrollBar().setValue(place)

    def _runs(self, piece: Piece) -> list[tuple[str, QTextCharFormat]]:
        """What is written for a piece."""
        if piece.fate is Fate.KEPT or not self._removed.isChecked():
            return [(piece.text, QTextCharFormat())] if piece.fate in (Fate.KEPT, Fate.ADDED) else []
        look = format_of(piece.fate)
        if piece.fate is Fate.ADDED:
            return [(piece.text, look)]
        runs = [(visible(piece.text), look)]
        if piece.reason is not None:
            runs.insert(0, (f"[{message_text(piece.reason)}]\n", QTextCharFormat()))
        return runs

    def _explanation(self, fates: set[Fate]) -> str:
        said = []
        if fates & {Fate.REMOVED, Fate.SKIPPED}:
            said.append(self.tr("Struck through: the model does not read it."))
        if Fate.ADDED in fates:
            said.append(self.tr("Underlined: the model reads this instead."))
        return " ".join(said)

    def _show_problem(self, problem: Message) -> None:
        self._forget()
        self._text.setPlainText(message_text(problem))
