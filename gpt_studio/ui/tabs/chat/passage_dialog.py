"""A passage of the training text that a reply repeats, with what stands around it, and its file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QFont, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from gpt_studio.core.errors import Message
from gpt_studio.insight.passage_in_text import Memorised
from gpt_studio.jobs.chat.learnt_by_heart import FindFile, FoundFile, find_file
from gpt_studio.jobs.models.open_model import OpenedModel
from gpt_studio.ui.look.fonts import scaled
from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.look.style_sheet import set_look
from gpt_studio.ui.look.text import count, message_text, short_path
from gpt_studio.ui.state.qt_overrides import called_by_qt
from gpt_studio.ui.state.worker import LatestWins, Runner
from gpt_studio.ui.tabs.chat.reading_text import ReadingText
from gpt_studio.ui.thoughts.token_layer import units
from gpt_studio.ui.widgets.buttons import Button
from gpt_studio.ui.widgets.dialog import Dialog
from gpt_studio.ui.widgets.labels import label
from gpt_studio.ui.widgets.scrolled import Scrolled

_SIZE = (620, 420)


class PassageDialog(Dialog):
    """The file is looked for while the passage is shown already."""

    def __init__(self, runner: Runner, model: OpenedModel, cache: Path, passage: Memorised, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("chat_passage_dialog")
        self.setWindowTitle(self.tr("Where it learnt this"))
        self.resize(*map(scaled, _SIZE))
        text = ReadingText(passage.before + passage.text + passage.behind)
        text.setObjectName("chat_passage_text")
        text.setAccessibleName(self.tr("The passage in the training text"))
        _embolden(text, len(passage.before), len(passage.text))
        paper = QFrame()
        set_look(paper, "composer")
        page = QVBoxLayout(paper)
        page.setContentsMargins(Space.M, Space.M, Space.S, Space.S)
        scrolled = Scrolled(name="chat_passage_scrolled")
        scrolled.body.addWidget(text)
        scrolled.body.addStretch()
        page.addWidget(scrolled)
        where = self.tr("Document {number} of {all} that it learned from.").format(
            number=count(passage.document), all=count(passage.documents)
        )
        if passage.corpus:
            where = self.tr("Document {number} of {all} of the corpus “{corpus}”.").format(
                number=count(passage.document), all=count(passage.documents), corpus=passage.corpus
            )
        if passage.places > 1:
            where += " " + self.tr("It stands at {places} places in all.").format(places=count(passage.places))
        self._file = label(self.tr("Looking for the file…"), "caption", wrap=True)
        self._file.setObjectName("chat_passage_file")
        close = Button(self.tr("Close"), name="chat_passage_close", look="primary")
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addWidget(self._file, 1)
        foot.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        layout.setSpacing(Space.M)
        layout.addWidget(label(where, "muted", wrap=True))
        layout.addWidget(paper, 1)
        layout.addLayout(foot)
        self._job = LatestWins(runner, find_file, on_result=self._show_file, on_error=self._fail, parent=self)
        self._job.submit(FindFile(model, cache, passage))

    @called_by_qt
    def done(self, result: int) -> None:
        self._job.cancel()
        super().done(result)

    def _show_file(self, found: FoundFile) -> None:
        if not found.found:
            self._file.setText(self.tr("No file of the corpus holds it any more."))
        elif found.path is None:
            self._file.setText(self.tr("In the built-in sample."))
        else:
            self._file.setText(self.tr("In {file}").format(file=short_path(found.path)))

    def _fail(self, problem: Message) -> None:
        self._file.setText(message_text(problem))


def _embolden(view: ReadingText, start: int, length: int) -> None:
    text = view.text
    cursor, bold = QTextCursor(view.document()), QTextCharFormat()
    bold.setFontWeight(QFont.Weight.Bold)
    cursor.setPosition(units(text[:start]))
    cursor.setPosition(units(text[: start + length]), QTextCursor.MoveMode.KeepAnchor)
    cursor.mergeCharFormat(bold)
