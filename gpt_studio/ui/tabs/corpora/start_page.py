"""The page before a corpus is open: begin a new one, or open one that was saved."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gpt_studio.jobs.corpora.list_corpora import CorpusEntry
from gpt_studio.ui.look.tokens import Space
from gpt_studio.ui.tabs.corpora.saved_corpora import SavedCorpora
from gpt_studio.ui.widgets.card import Card
from gpt_studio.ui.widgets.empty_state import EmptyState


class StartPage(QWidget):
    """Says which way a person wants to begin."""

    files_wanted = Signal()
    folder_wanted = Signal()
    sample_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        begin = EmptyState(
            "ph.books",
            self.tr("Which text should your model learn from?"),
            self.tr(
                "Drop files or folders here, or add them: .txt, .md, .jsonl and .json. A few hundred pages are enough "
                "to begin with. No text at hand? The built-in sample holds short stories and dialogues."
            ),
            name="corpus_empty",
        )
        files = begin.add_button(self.tr("Add files…"), name="corpus_start_files", icon="ph.file-plus")
        folder = begin.add_button(
            self.tr("Add a folder…"), name="corpus_start_folder", icon="ph.folder-plus", look="secondary"
        )
        sample = begin.add_button(
            self.tr("Use the built-in sample"), name="corpus_start_sample", icon="ph.sparkle", look="secondary"
        )
        files.clicked.connect(self.files_wanted)
        folder.clicked.connect(self.folder_wanted)
        sample.clicked.connect(self.sample_wanted)
        card = Card()
        card.body.addWidget(begin)
        self.saved = SavedCorpora()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.L)
        row.addWidget(card, 3)
        row.addWidget(self.saved, 2)
        self.saved.hide()

    def show_entries(self, entries: tuple[CorpusEntry, ...]) -> None:
        self.saved.show_entries(entries)
        self.saved.setVisible(bool(entries))
