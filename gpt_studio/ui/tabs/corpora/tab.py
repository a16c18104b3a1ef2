"""The corpus tab: from files to a named corpus."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from gpt_studio.core.paths import Home
from gpt_studio.corpora.registry import supported_suffixes
from gpt_studio.corpora.sources import SAMPLE
from gpt_studio.jobs.corpora import delete_corpus, list_corpora, save_corpus
from gpt_studio.jobs.corpora.delete_corpus import DeleteCorpus, DeletedCorpus
from gpt_studio.jobs.corpora.list_corpora import CorpusEntry, ListCorpora
from gpt_studio.jobs.corpora.save_corpus import SaveCorpus, SavedCorpus
from gpt_studio.jobs.corpora.scan_corpus import CorpusTotals
from gpt_studio.ui.look.text import count
from gpt_studio.ui.state.handover import Shelf, Stage, TrainTokenizerOn
from gpt_studio.ui.state.worker import LatestWins, Runner
from gpt_studio.ui.tabs.corpora.draft import CorpusDraft
from gpt_studio.ui.tabs.corpora.editor_page import EditorPage
from gpt_studio.ui.tabs.corpora.start_page import StartPage
from gpt_studio.ui.tabs.corpora.undo import Undo
from gpt_studio.ui.widgets.buttons import Button
from gpt_studio.ui.widgets.notice import Notice
from gpt_studio.ui.widgets.tab import Tab

_MODEL_FILE = "config.json"


class CorpusTab(Tab):
    """Choose the text that a model learns from."""

    stage = Stage.CORPUS
    icon_name = "ph.books"

    def __init__(self, home: Home, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(home, runner, parent)
        self._draft = CorpusDraft()
        self._characters = 0
        self._all = Button(self.tr("All corpora"), name="corpus_all", icon="ph.arrow-left", look="quiet")
        self._all.clicked.connect(self._put_aside)
        self._next = Button(self.tr("Train a tokenizer"), name="corpus_next", icon="ph.arrow-right", look="primary")
        self._next.clicked.connect(lambda: self.asked.emit(TrainTokenizerOn(self._draft.saved_name)))
        self.header.buttons.addWidget(self._all)
        self.header.buttons.addWidget(self._next)
        self._notice = Notice(name="corpus_notice")
        self._undo = Undo(self._notice)
        self._start = StartPage()
        self._editor = EditorPage(runner)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._start)
        self._pages.addWidget(self._editor)
        self.content.addWidget(self._notice)
        self.content.addWidget(self._pages, 1)
        self._listing = LatestWins(
            runner,
            list_corpora.run,
            on_result=self._start.show_entries,
            on_error=self._notice.show_message,
            parent=self,
        )
        self._connect_pages()
        self._show(CorpusDraft())

    def title(self) -> str:
        return self.tr("Corpus")

    def activated(self) -> None:
        self._listing.submit(ListCorpora(self.home))

    def refresh(self, shelf: Shelf) -> None:
        if shelf is Shelf.CORPORA:
            self._listing.submit(ListCorpora(self.home))

    def accepts(self, paths: list[Path]) -> bool:
        return all(path.exists() and not (path / _MODEL_FILE).exists() for path in paths)

    def drop_hint(self) -> str:
        return self.tr("Drop to add to the corpus")

    def drop(self, paths: list[Path]) -> None:
        self.add([str(path) for path in paths])

    def shut_down(self) -> None:
        self._listing.cancel()
        self._editor.shut_down()

    def add(self, sources: list[str]) -> None:
        """Put files, folders or ``sample:`` on the list of the open corpus."""
        if sources:
            self._show(self._draft.with_sources(sources))

    def _connect_pages(self) -> None:
        for page in (self._start, self._editor):
            page.files_wanted.connect(self._choose_files)
            page.folder_wanted.connect(self._choose_folder)
        self._start.sample_wanted.connect(lambda: self.add([SAMPLE]))
        self._start.saved.open_wanted.connect(lambda entry: self._show(CorpusDraft.opened(entry.corpus)))
        self._start.saved.deletion_wanted.connect(self._delete)
        self._editor.edited.connect(self._show)
        self._editor.save_wanted.connect(self._save)
        self._editor.scanned.connect(self._show_totals)

    def _show(self, draft: CorpusDraft) -> None:
        self._draft = draft
        self._editor.show_draft(draft)
        self._pages.setCurrentWidget(self._start if draft.empty else self._editor)
        self._all.setVisible(not draft.empty)
        self._next.setVisible(draft.saved is not None and not draft.changed)
        self.header.set_sentence(self._sentence())

    def _sentence(self) -> str:
        if self._draft.empty:
            return self.tr("A corpus is the text that a model learns from. Everything begins here.")
        if self._draft.changed:
            return self.tr("Look through the files, give the corpus a name and save it. Next: train a tokenizer on it.")
        return self.tr("“{name}” is saved ({characters} characters). Next: train a tokenizer on it.").format(
            name=self._draft.saved_name, characters=count(self._characters) if self._characters else "…"
        )

    def _show_totals(self, totals: CorpusTotals) -> None:
        self._characters = totals.characters
        self.header.set_sentence(self._sentence())

    def _choose_files(self) -> None:
        kinds = " ".join(f"*{suffix}" for suffix in supported_suffixes())
        offered = ";;".join((self.tr("Texts ({kinds})").format(kinds=kinds), self.tr("All files (*)")))
        chosen, _ = QFileDialog.getOpenFileNames(self, self.tr("Add files"), "", offered)
        self.add(chosen)

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Add a folder"))
        self.add([chosen] if chosen else [])

    def _put_aside(self) -> None:
        """Go back to the start page; a corpus with unsaved changes can be fetched back."""
        draft = self._draft
        if draft.changed:
            self._undo.offer(
                self.tr("The changes to “{name}” are not saved.").format(name=draft.corpus.name),
                self.tr("Go back to it"),
                lambda: self._show(draft),
            )
        self._show(CorpusDraft())
        self._listing.submit(ListCorpora(self.home))

    def _save(self) -> None:
        if self._draft.changed:
            self.runner.start(
                save_corpus.run,
                SaveCorpus(self.home, self._draft.corpus, self._draft.saved_name),
                on_result=self._saved,
                on_error=self._notice.show_message,
            )

    def _saved(self, saved: SavedCorpus) -> None:
        self._notice.hide()
        self._show(CorpusDraft.opened(saved.corpus))
        self._next.setFocus()
        self.shelf_changed.emit(Shelf.CORPORA)

    def _delete(self, entry: CorpusEntry) -> None:
        self.runner.start(
            delete_corpus.run, DeleteCorpus(entry.path), on_result=self._deleted, on_error=self._notice.show_message
        )

    def _deleted(self, deleted: DeletedCorpus) -> None:
        self._undo.offer(
            self.tr("“{name}” is deleted. Its texts stay where they are.").format(name=deleted.path.stem),
            self.tr("Undo"),
            lambda: self._restore(deleted),
        )
        self._corpora_changed()

    def _restore(self, deleted: DeletedCorpus) -> None:
        self.runner.start(
            delete_corpus.restore,
            deleted,
            on_result=lambda _nothing: self._corpora_changed(),
            on_error=self._notice.show_message,
        )

    def _corpora_changed(self) -> None:
        self._listing.submit(ListCorpora(self.home))
        self.shelf_changed.emit(Shelf.CORPORA)
