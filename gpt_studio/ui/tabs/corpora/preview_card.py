"""Shows the beginning of the selected file as training reads it, and its encoding."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from gpt_studio.core.errors import Message
from gpt_studio.corpora.corpus import Corpus
from gpt_studio.corpora.scan import FileReport
from gpt_studio.corpora.sources import SAMPLE
from gpt_studio.jobs.corpora import preview_text
from gpt_studio.jobs.corpora.preview_text import PreviewText, TextPreview
from gpt_studio.ui.look.style_sheet import set_look
from gpt_studio.ui.look.text import message_text
from gpt_studio.ui.state.worker import LatestWins, Runner
from gpt_studio.ui.tabs.corpora.encoding_chooser import EncodingChooser
from gpt_studio.ui.widgets.card import Card
from gpt_studio.ui.widgets.labels import ElidedLabel, label

_SAMPLES = 5
_LOWEST = 96


class PreviewCard(Card):
    """Reads in a worker thread; while a person moves through the table only the newest request is answered.

    ``encoding_chosen`` carries the path of the file and Python's name of its encoding, or "" for automatic detection.
    """

    encoding_chosen = Signal(str, str)

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
        self._encoding = EncodingChooser(self.tr("Encoding of the selected file"), name="corpus_file_encoding")
        self._encoding.chosen.connect(lambda codec: self.encoding_chosen.emit(self._path, codec))
        self._samples = [ElidedLabel("", "caption", mode=Qt.TextElideMode.ElideRight) for _ in range(_SAMPLES)]
        self._said = label("", "caption", wrap=True)
        self._said.setObjectName("corpus_file_problem")
        self._text.setMinimumHeight(_LOWEST)
        self.body.addWidget(self._name)
        self.body.addWidget(self._said)
        self.body.addWidget(self._encoding)
        for number, sample in enumerate(self._samples):
            sample.setObjectName(f"corpus_encoding_sample_{number}")
            self.body.addWidget(sample)
        self.body.addWidget(self._text, 1)
        self._latest = LatestWins(
            runner, preview_text.run, on_result=self._show, on_error=self._show_problem, parent=self
        )
        self.show_file(None, Corpus("", ()))

    def show_file(self, report: FileReport | None, corpus: Corpus) -> None:
        if report is None:
            self._latest.cancel()
            self._name.setText(self.tr("Preview"))
            self._text.clear()
            self._show_reading(None, corpus)
            return
        self._name.setText(self.tr("Built-in sample") if report.path == SAMPLE else report.name)
        self._show_reading(report, corpus)
        self._latest.submit(PreviewText(report.path, corpus))

    def shut_down(self) -> None:
        self._latest.cancel()

    def _show_reading(self, report: FileReport | None, corpus: Corpus) -> None:
        said = report.problem or report.doubt if report is not None else None
        self._said.setText(message_text(said) if said is not None else "")
        self._said.setVisible(said is not None)
        chosen = corpus.encoding_of(report.path) if report is not None else ""
        fine = report is not None and report.path != SAMPLE and bool(report.encoding or chosen)
        self._encoding.setVisible(fine)
        samples = report.samples if report is not None else ()
        if report is not None and fine:
            self._path = report.path
            found = self.tr("Encoding found out: {encoding}").format(encoding=report.encoding)
            self._encoding.offer(self.tr("Encoding: find it out") if chosen else found, chosen, samples)
        for number, line in enumerate(self._samples):
            line.setVisible(number < len(samples))
            if number < len(samples):
                line.setText(f"{samples[number].label}: {samples[number].text}")

    def _show(self, preview: TextPreview) -> None:
        self._text.setPlainText(preview.text if preview.whole else f"{preview.text}…")

    def _show_problem(self, problem: Message) -> None:
        self._text.setPlainText(message_text(problem))
