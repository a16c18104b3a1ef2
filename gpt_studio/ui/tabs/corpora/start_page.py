"""The page shown while no corpus is open: begin a new one or open a saved one."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from gpt_studio.jobs.corpora.list_corpora import CorpusEntry
from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.state.actions import Actions
from gpt_studio.ui.tabs.corpora.saved_corpora import SavedCorpora
from gpt_studio.ui.widgets.buttons import command_button
from gpt_studio.ui.widgets.card import Card
from gpt_studio.ui.widgets.empty_state import EmptyState


class StartPage(QWidget):
    """Shows the buttons that begin a corpus, and beside them the saved corpora if there are any."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        begin = EmptyState(
            "ph.books",
            self.tr("Which text should your model learn from?"),
            self.tr(
                "Drop files or folders here, or add them: text, PDF, e-books, Word, web pages, tables, chats. A few "
                "hundred pages are enough to begin with. No text at hand? The built-in sample holds short stories and "
                "dialogues."
            ),
            name="corpus_empty",
        )
        for command_id, name in (
            ("corpus.add_files", "corpus_start_files"),
            ("corpus.add_folder", "corpus_start_folder"),
            ("corpus.sample", "corpus_start_sample"),
        ):
            begin.add(command_button(actions, command_id, name=name))
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
