"""The page of an open corpus: files on the left; totals, preview and name on the right."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from gpt_studio.core.errors import Message
from gpt_studio.core.events import Event, Progress
from gpt_studio.corpora.advice import AdviceKind
from gpt_studio.corpora.scan import FileReport, MarkUse
from gpt_studio.corpora.sources import SAMPLE
from gpt_studio.jobs.corpora import scan_corpus
from gpt_studio.jobs.corpora.scan_corpus import CorpusTotals, FileScanned, ScanCorpus
from gpt_studio.ui.look.fonts import scaled
from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.look.text import count, message_text, short_count, size
from gpt_studio.ui.state.actions import Actions
from gpt_studio.ui.state.worker import Runner, RunningJob
from gpt_studio.ui.tabs.corpora.advice_notice import AdviceNotice
from gpt_studio.ui.tabs.corpora.draft import CorpusDraft
from gpt_studio.ui.tabs.corpora.file_table import FileTable
from gpt_studio.ui.tabs.corpora.options_panel import OptionsPanel
from gpt_studio.ui.tabs.corpora.preview_card import PreviewCard
from gpt_studio.ui.widgets.busy_bar import BusyBar
from gpt_studio.ui.widgets.buttons import Button, IconButton, command_button
from gpt_studio.ui.widgets.card import Card
from gpt_studio.ui.widgets.labels import ElidedLabel, label
from gpt_studio.ui.widgets.scrolled import Scrolled
from gpt_studio.ui.widgets.stat_tile import StatTile
from gpt_studio.ui.widgets.wrapping_row import WrappingRow

_NARROWEST_NAME = 120
_NAMED_MARKS = 4
_LEAST_ABOUT = 260
"""Height of the totals and the preview; in a lower window the whole page scrolls."""


class EditorPage(QWidget):
    """Shows a :class:`CorpusDraft` and scans its files. ``edited`` carries the draft after each change by a person."""

    edited = Signal(object)
    save_wanted = Signal()
    scanned = Signal(object)

    def __init__(self, runner: Runner, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._actions = actions
        self._draft = CorpusDraft()
        self._table = FileTable()
        self._scan: RunningJob | None = None
        self._seen: set[str] = set()
        self._holds_no_text = False
        scrolled = Scrolled(name="corpus_editor")
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(scrolled)
        self._advice = AdviceNotice()
        self._advice.taken.connect(self._follow_advice)
        scrolled.body.setSpacing(Space.M)
        scrolled.body.addWidget(self._advice)
        row = QHBoxLayout()
        row.setSpacing(Space.L)
        scrolled.body.addLayout(row, 1)
        row.addWidget(self._files_card(), 3)
        right = QVBoxLayout()
        right.setSpacing(Space.L)
        self._totals = TotalsRow()
        self._preview = PreviewCard(self._runner)
        self._preview.encoding_chosen.connect(self._choose_encoding)
        about = Scrolled(name="corpus_about")
        about.body.setSpacing(Space.L)
        about.setMinimumHeight(scaled(_LEAST_ABOUT))
        about.body.addWidget(self._totals)
        about.body.addWidget(self._preview, 1)
        right.addWidget(about, 1)
        right.addWidget(self._name_card())
        row.addLayout(right, 2)

    def show_draft(self, draft: CorpusDraft) -> None:
        """Show ``draft``. Its files are scanned again if anything but the name has changed."""
        before, self._draft = self._draft, draft
        if self._name.text() != draft.corpus.name:
            self._name.setText(draft.corpus.name)
        self._options.show_options(draft.corpus.cleaning, draft.corpus.text_field, draft.corpus.encoding)
        if before.empty or draft.empty:
            self._advice.forget()
        if replace(draft.corpus, name="") != replace(before.corpus, name=""):
            self._scan_again()
        self._allow_saving()

    def show_problem_of_name(self, problem: Message | None) -> None:
        """Say why the corpus cannot be saved under its name."""
        self._name_problem.setText("" if problem is None else message_text(problem))
        self._name_problem.setVisible(problem is not None)

    def shut_down(self) -> None:
        self._preview.shut_down()
        self._drop_scan()

    def _files_card(self) -> Card:
        card = Card(self.tr("Files"), wide_buttons=True)
        files = command_button(self._actions, "corpus.add_files", name="corpus_add_files")
        folder = command_button(self._actions, "corpus.add_folder", name="corpus_add_folder")
        self._remove = IconButton("ph.trash", self.tr("Take the selected files off the list"), name="corpus_remove")
        self._remove.clicked.connect(lambda: self._take_off(self._table.selected_paths()))
        for button in (files, folder, self._remove):
            card.buttons.addWidget(button)
        self._table.selected.connect(self._show_file)
        self._table.removal_wanted.connect(self._take_off)
        self._left_out = ElidedLabel("", "caption", mode=Qt.TextElideMode.ElideRight)
        self._left_out.setObjectName("corpus_left_out")
        self._marks = ElidedLabel("", "caption", mode=Qt.TextElideMode.ElideRight)
        self._marks.setObjectName("corpus_marks")
        self._busy = BusyBar(name="corpus_scan")
        self._busy.cancelled.connect(self._drop_scan)
        self._options = OptionsPanel()
        self._options.changed.connect(self._choose_options)
        card.body.addWidget(self._table, 1)
        self._links = Button("", name="corpus_links", icon="ph.link")
        self._links.clicked.connect(self._switch_links)
        self._links.hide()
        not_read = QHBoxLayout()
        not_read.setSpacing(Space.S)
        not_read.addWidget(self._left_out, 1)
        not_read.addWidget(self._links)
        card.body.addLayout(not_read)
        card.body.addWidget(self._marks)
        card.body.addWidget(self._busy)
        card.body.addWidget(self._options)
        return card

    def _name_card(self) -> Card:
        card = Card()
        self._name = QLineEdit()
        self._name.setObjectName("corpus_name")
        self._name.setAccessibleName(self.tr("Name of the corpus"))
        self._name.setPlaceholderText(self.tr("Name of the corpus"))
        self._name.setAcceptDrops(False)
        self._name.setMinimumWidth(_NARROWEST_NAME)
        self._name.textEdited.connect(lambda name: self.edited.emit(self._draft.named(name)))
        self._name.returnPressed.connect(self.save_wanted)
        name = label(self.tr("Name"), "field")
        name.setBuddy(self._name)
        row = WrappingRow(spacing=Space.M, alignment=Qt.AlignmentFlag.AlignRight)
        for widget in (name, self._name):
            row.add(widget)
        self._name_problem = label("", "problem", wrap=True)
        self._name_problem.setObjectName("corpus_name_problem")
        self._name_problem.hide()
        card.body.setSpacing(Space.S)
        card.body.addWidget(row)
        card.body.addWidget(self._name_problem)
        return card

    def _take_off(self, paths: list[str]) -> None:
        if paths:
            shown = [report.path for report in self._table.files.reports]
            self.edited.emit(self._draft.without(paths, shown))

    def _choose_options(self) -> None:
        self.edited.emit(
            self._draft.with_options(self._options.cleaning, self._options.text_field, self._options.encoding)
        )

    def _choose_encoding(self, path: str, codec: str) -> None:
        self.edited.emit(self._draft.with_encoding_of(path, codec))

    def _switch_links(self) -> None:
        self.edited.emit(self._draft.with_links(not self._draft.corpus.follow_links))

    def _follow_advice(self, kind: AdviceKind) -> None:
        """Do what the button of the advice says; the files are scanned again, and the options show what was changed."""
        corpus = self._draft.corpus
        if kind in (AdviceKind.EMPTY, AdviceKind.LITTLE):
            self.edited.emit(self._draft.with_sources([SAMPLE]))
            return
        step = "join_lines" if kind is AdviceKind.WRAPPED else "break_lines"
        cleaning = replace(corpus.cleaning, **{step: True})
        self.edited.emit(self._draft.with_options(cleaning, corpus.text_field, corpus.encoding))

    def _allow_saving(self) -> None:
        """A corpus that turned out to hold no text cannot be saved."""
        self._actions["corpus.save"].setEnabled(self._draft.changed and not self._holds_no_text)

    def _show_file(self, report: FileReport | None) -> None:
        self._preview.show_file(report, self._draft.corpus)

    def _scan_again(self) -> None:
        self._drop_scan()
        self._seen = set()
        self._holds_no_text = False
        self._advice.show_advice(())
        self._totals.show_totals(None)
        self._left_out.hide()
        self._links.hide()
        self._marks.hide()
        if self._draft.empty:
            self._table.files.keep(set())
            return
        self._busy.begin(self.tr("Reading the files…"))
        self._scan = self._runner.start(
            scan_corpus.run,
            ScanCorpus(self._draft.corpus),
            on_event=self._take_event,
            on_result=self._end_scan,
            on_error=self._end_scan_badly,
        )

    def _drop_scan(self) -> None:
        if self._scan is not None:
            self._scan.cancel()
            self._scan = None
        self._busy.end()

    def _take_event(self, event: Event) -> None:
        if isinstance(event, FileScanned):
            self._seen.add(event.report.path)
            self._table.files.put(event.report)
        elif isinstance(event, Progress):
            self._busy.show_progress(event)

    def _end_scan(self, totals: CorpusTotals) -> None:
        self._scan = None
        self._busy.end()
        self._table.files.keep(self._seen)
        self._totals.show_totals(totals)
        self._options.offer_fields(totals.fields)
        self._show_notes(totals)
        current = self._table.currentIndex()
        if current.isValid():
            self._show_file(self._table.files.reports[current.row()])
        self._table.show_something()
        self._holds_no_text = not totals.characters
        self._advice.show_advice(totals.advice)
        self._allow_saving()
        self.scanned.emit(totals)
        self._name_after_what_was_read()

    def _name_after_what_was_read(self) -> None:
        named = self._draft.named_after(report.path for report in self._table.files.reports if report.documents)
        if named != self._draft:
            self.edited.emit(named)

    def _show_notes(self, totals: CorpusTotals) -> None:
        """Show which files are not read and which special-token marks the texts hold."""
        followed = self._draft.corpus.follow_links
        notes = [message_text(note) for note in totals.notes]
        left_out = " ".join([*notes, self.tr("Links to folders are followed.")] if followed else notes)
        self._links.set_words(self.tr("Leave the links out") if followed else self.tr("Follow the links"), "ph.link")
        self._links.setVisible(followed or bool(totals.links))
        marked = []
        for use, words in (
            (MarkUse.DIVIDES, self.tr("Marks that divide documents: {marks}.")),
            (
                MarkUse.PLAIN_TEXT,
                self.tr("Marks read as plain text, unless you name them as special tokens of your tokenizer: {marks}."),
            ),
        ):
            marks = [f"{each.mark} ({count(each.count)})" for each in totals.marks if each.use is use]
            if marks:
                shown = ", ".join(marks[:_NAMED_MARKS]) + (", …" if len(marks) > _NAMED_MARKS else "")
                marked.append(words.format(marks=shown))
        for line, text in ((self._left_out, left_out), (self._marks, " ".join(marked))):
            line.setText(text)
            line.setVisible(bool(text))

    def _end_scan_badly(self, _problem: Message) -> None:
        self._scan = None
        self._busy.end()


class TotalsRow(WrappingRow):
    """Three figures; a dash for each while the files are being read."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(spacing=Space.M, parent=parent)
        self._characters = StatTile(self.tr("Characters"), name="corpus_total_characters")
        self._documents = StatTile(self.tr("Documents"), name="corpus_total_documents", concept="document")
        self._size = StatTile(self.tr("On disk"), name="corpus_total_size")
        for tile in (self._characters, self._documents, self._size):
            tile.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            self.add(tile)

    def show_totals(self, totals: CorpusTotals | None) -> None:
        if totals is None:
            for tile in (self._characters, self._documents, self._size):
                tile.set_value("")
            return
        self._characters.set_value(short_count(totals.characters), count(totals.characters))
        self._documents.set_value(short_count(totals.documents), count(totals.documents))
        self._documents.tell("corpus", totals.documents, count(totals.documents))
        self._size.set_value(size(totals.size), self.tr("%n byte(s)", "", totals.size))
