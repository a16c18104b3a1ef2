"""The page of an open corpus: files on the left; totals, preview or report, and name on the right."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from gpt_studio.core.errors import Message
from gpt_studio.core.events import Event, Progress
from gpt_studio.corpora.advice import AdviceKind
from gpt_studio.corpora.corpus import Corpus
from gpt_studio.corpora.report.finding import CorpusReport
from gpt_studio.corpora.scan import FileFacts, FileReport, MarkUse
from gpt_studio.corpora.scan_memory import ScanMemory
from gpt_studio.corpora.sources import SAMPLE
from gpt_studio.jobs.corpora import scan_corpus
from gpt_studio.jobs.corpora.scan_corpus import CorpusTotals, FileScanned, FilesFound, ScanCorpus
from gpt_studio.jobs.corpora.unlock_file import with_password
from gpt_studio.ui.look.fonts import scaled
from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.look.text import count, message_text, short_count, size
from gpt_studio.ui.state.actions import Actions
from gpt_studio.ui.state.worker import Runner, RunningJob
from gpt_studio.ui.tabs.corpora.advice_notice import AdviceNotice
from gpt_studio.ui.tabs.corpora.draft import CorpusDraft
from gpt_studio.ui.tabs.corpora.file_model import ROW_ROLE
from gpt_studio.ui.tabs.corpora.file_rows import Row, rows_of
from gpt_studio.ui.tabs.corpora.file_table import FileTable
from gpt_studio.ui.tabs.corpora.language_names import language_name
from gpt_studio.ui.tabs.corpora.options_panel import OptionsPanel
from gpt_studio.ui.tabs.corpora.password_dialog import PasswordDialog
from gpt_studio.ui.tabs.corpora.preview_card import PreviewCard
from gpt_studio.ui.tabs.corpora.report_pane import ReportPane
from gpt_studio.ui.tabs.corpora.sort_button import SortButton
from gpt_studio.ui.widgets.busy_bar import BusyBar
from gpt_studio.ui.widgets.buttons import Button, IconButton, command_button
from gpt_studio.ui.widgets.card import Card
from gpt_studio.ui.widgets.labels import ElidedLabel, label
from gpt_studio.ui.widgets.scrolled import Scrolled
from gpt_studio.ui.widgets.segments import Segments
from gpt_studio.ui.widgets.stat_tile import StatTile
from gpt_studio.ui.widgets.wrapping_row import WrappingRow

_NARROWEST_NAME = 120
_NAMED_MARKS = 4
_BETWEEN_ROWS_MS = 60
"""Files that are read within this time come into the list together."""
_PREVIEW, _REPORT = "preview", "report"
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
        self._memory: ScanMemory[FileFacts] = ScanMemory()
        self._passwords: dict[str, str] = {}
        self._paths: tuple[str, ...] = ()
        self._arrived: list[FileReport] = []
        self._arriving = QTimer(self)
        self._arriving.setSingleShot(True)
        self._arriving.setInterval(_BETWEEN_ROWS_MS)
        self._arriving.timeout.connect(self._show_arrived)
        self._holds_no_text = False
        scrolled = Scrolled(name="corpus_editor", squeezed=True)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(scrolled)
        self._advice = AdviceNotice()
        self._advice.taken.connect(self._follow_advice)
        scrolled.body.setSpacing(Space.M)
        scrolled.body.addWidget(self._advice)
        row = QHBoxLayout()
        row.setSpacing(Space.M)
        scrolled.body.addLayout(row, 1)
        row.addWidget(self._files_card(), 3)
        right = QVBoxLayout()
        right.setSpacing(Space.L)
        self._totals = TotalsRow()
        self._preview = PreviewCard(self._runner)
        self._preview.encoding_chosen.connect(self._choose_encoding)
        self._preview.unlocking_wanted.connect(self._ask_for_password)
        self._report = ReportPane(self._runner)
        self._report.remedy_switched.connect(lambda name, value: self.edited.emit(self._draft.with_remedy(name, value)))
        self._report.file_wanted.connect(self._show_wanted)
        self._report.reported.connect(self._take_report)
        self._view = Segments(
            "corpus_view",
            self.tr("What is shown of the text"),
            [(_PREVIEW, self.tr("Preview"), ""), (_REPORT, self.tr("Report"), "")],
            fill=True,
        )
        self._view.changed.connect(self._show_view)
        about = Scrolled(name="corpus_about")
        self._report.card_wanted.connect(lambda card: about.ensureWidgetVisible(card, 0, 0))
        about.body.setSpacing(Space.L)
        about.setMinimumHeight(scaled(_LEAST_ABOUT))
        about.body.addWidget(self._totals)
        about.body.addWidget(self._view)
        about.body.addWidget(self._preview, 1)
        about.body.addWidget(self._report, 1)
        self._show_view(_PREVIEW)
        right.addWidget(about, 1)
        named = QHBoxLayout()
        named.setContentsMargins(0, 0, Space.S, 0)  # as wide as what is above it, beside which a scroll bar has room
        named.addWidget(self._name_card())
        right.addLayout(named)
        row.addLayout(right, 2)

    def show_draft(self, draft: CorpusDraft) -> None:
        """Show ``draft``. Its files are scanned again if anything but the name has changed."""
        before, self._draft = self._draft, draft
        if self._name.text() != draft.corpus.name:
            self._name.setText(draft.corpus.name)
        self._options.show_options(draft.corpus)
        if before.empty or draft.empty:
            self._advice.forget()
            self._memory.forget()
        self._report.show_corpus(self._readable)
        if replace(draft.corpus, name="") != replace(before.corpus, name=""):
            self._scan_again()
        self._allow_saving()

    def show_problem_of_name(self, problem: Message | None) -> None:
        """Say why the corpus cannot be saved under its name."""
        self._name_problem.setText("" if problem is None else message_text(problem))
        self._name_problem.setVisible(problem is not None)

    def shut_down(self) -> None:
        self._preview.shut_down()
        self._report.shut_down()
        self._drop_scan()

    def _files_card(self) -> Card:
        card = Card()
        title = label(self.tr("Files"), "heading")
        title.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        head = WrappingRow(spacing=Space.S)
        files = command_button(self._actions, "corpus.add_files", name="corpus_add_files")
        folder = command_button(self._actions, "corpus.add_folder", name="corpus_add_folder")
        self._remove = IconButton("ph.trash", self.tr("Take the selected files off the list"), name="corpus_remove")
        self._remove.clicked.connect(lambda: self._take_off(self._table.selected_paths()))
        for widget in (title, files, folder, SortButton(self._table, self._actions), self._remove):
            head.add(widget)
        card.body.addWidget(head)
        self._table.selected.connect(self._show_file)
        self._table.removal_wanted.connect(self._take_off)
        self._table.activated.connect(lambda index: self._activate(index.data(ROW_ROLE)))
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
        if paths and self._paths:
            self.edited.emit(self._draft.without(paths, self._paths))

    def _choose_options(self) -> None:
        self.edited.emit(
            self._draft.with_options(
                self._options.cleaning,
                self._options.remedies,
                self._options.text_field,
                self._options.encoding,
                self._options.assistant,
            )
        )

    def _choose_encoding(self, path: str, codec: str) -> None:
        self.edited.emit(self._draft.with_encoding_of(path, codec))

    def _switch_links(self) -> None:
        self.edited.emit(self._draft.with_links(not self._draft.corpus.follow_links))

    def _follow_advice(self, kind: AdviceKind) -> None:
        """Do what the button of the advice says; the files are scanned again, and the options show what was changed."""
        if kind in (AdviceKind.EMPTY, AdviceKind.LITTLE):
            self.edited.emit(self._draft.with_sources([SAMPLE]))
            return
        step = "join_lines" if kind is AdviceKind.WRAPPED else "break_lines"
        self.edited.emit(self._draft.with_remedy(step, value=True))

    def _allow_saving(self) -> None:
        """A corpus that turned out to hold no text cannot be saved."""
        self._actions["corpus.save"].setEnabled(self._draft.changed and not self._holds_no_text)

    @property
    def _readable(self) -> Corpus:
        """The corpus with the passwords that a person entered, which are forgotten when the window closes."""
        corpus = self._draft.corpus
        for path, password in self._passwords.items():
            corpus = with_password(corpus, path, password)
        return corpus

    def _show_file(self, row: Row | None) -> None:
        self._preview.show_row(row, self._readable)

    def _show_view(self, view: str) -> None:
        self._totals.setVisible(view == _PREVIEW)
        self._preview.setVisible(view == _PREVIEW)
        self._report.setVisible(view == _REPORT)

    def _show_wanted(self, path: str) -> None:
        """Show a file of which the report speaks."""
        row = self._table.files.row_of(path)
        if row >= 0:
            self._table.selectRow(row)
            self._view.set_value(_PREVIEW)
            self._show_view(_PREVIEW)

    def _activate(self, row: Row | None) -> None:
        if isinstance(row, FileReport) and row.needs_password:
            self._ask_for_password(row.path)

    def _ask_for_password(self, path: str) -> None:
        dialog = PasswordDialog(path, self._draft.corpus, self._runner, self)
        dialog.unlocked.connect(self._unlock)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _unlock(self, path: str, password: str) -> None:
        self._passwords[path] = password
        self._scan_again()

    def _take_report(self, report: CorpusReport | None) -> None:
        languages = report.file_languages if report is not None else ()
        self._table.files.show_languages({path: language_name(code) for path, code in languages})
        self._table.choose_columns()

    def _scan_again(self) -> None:
        self._drop_scan()
        self._paths = ()
        self._holds_no_text = False
        self._advice.show_advice(())
        self._totals.show_totals(None)
        self._left_out.hide()
        self._links.hide()
        self._marks.hide()
        if self._draft.empty:
            self._table.files.keep(())
            self._table.files.show_left_out(())
            return
        self._busy.begin(self.tr("Reading the files…"))
        self._scan = self._runner.start(
            scan_corpus.run,
            ScanCorpus(self._readable, memory=self._memory),
            on_event=self._take_event,
            on_result=self._end_scan,
            on_error=self._end_scan_badly,
        )

    def _drop_scan(self) -> None:
        if self._scan is not None:
            self._scan.cancel()
            self._scan = None
        self._arriving.stop()
        self._arrived = []
        self._busy.end()

    def _take_event(self, event: Event) -> None:
        if isinstance(event, FileScanned):
            self._arrived.append(event.report)
            if not self._arriving.isActive():
                self._arriving.start()
        elif isinstance(event, FilesFound):
            self._paths = event.paths
        elif isinstance(event, Progress):
            self._busy.show_progress(event)

    def _end_scan(self, totals: CorpusTotals) -> None:
        self._scan = None
        self._busy.end()
        self._show_arrived()
        self._table.files.keep(self._paths)
        self._table.files.show_left_out(rows_of(totals.left_out))
        self._totals.show_totals(totals)
        self._options.offer_fields(totals.fields)
        self._options.offer_speakers(totals.speakers)
        self._show_notes(totals)
        current = self._table.currentIndex()
        if current.isValid():
            self._show_file(current.data(ROW_ROLE))
        self._table.show_something()
        self._holds_no_text = not totals.characters
        self._advice.show_advice(totals.advice)
        self._allow_saving()
        self._report.scanned(totals.size, totals.characters)
        self.scanned.emit(totals)
        self._name_after_what_was_read()

    def _show_arrived(self) -> None:
        self._arriving.stop()
        arrived, self._arrived = self._arrived, []
        self._table.files.put(arrived)

    def _name_after_what_was_read(self) -> None:
        named = self._draft.named_after(report.path for report in self._table.files.reports if report.documents)
        if named != self._draft:
            self.edited.emit(named)

    def _show_notes(self, totals: CorpusTotals) -> None:
        """Show which links are not followed and which special-token marks the texts hold."""
        followed = self._draft.corpus.follow_links
        links = self.tr("Links to folders are followed.") if followed else ""
        if totals.about_links is not None:
            links = message_text(totals.about_links)
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
        for line, text in ((self._left_out, links), (self._marks, " ".join(marked))):
            line.setText(text)
            line.setVisible(bool(text))

    def _end_scan_badly(self, problem: Message) -> None:
        self._scan = None
        self._busy.end()
        self._advice.show_message(problem)


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
