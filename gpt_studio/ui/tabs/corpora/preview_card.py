"""The beginning of the selected file, as training reads it."""

from __future__ import annotations

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
from gpt_studio.ui.widgets.card import Card
from gpt_studio.ui.widgets.labels import ElidedLabel


class PreviewCard(Card):
    """Reads beside the window; while someone walks through the table only the newest wish is answered."""

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
        self.body.addWidget(self._name)
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
            return
        self._name.setText(self.tr("Built-in sample") if report.path == SAMPLE else report.name)
        self._latest.submit(PreviewText(report.path, corpus))

    def shut_down(self) -> None:
        self._latest.cancel()

    def _show(self, preview: TextPreview) -> None:
        self._text.setPlainText(preview.text if preview.whole else f"{preview.text}…")

    def _show_problem(self, problem: Message) -> None:
        self._text.setPlainText(message_text(problem))
