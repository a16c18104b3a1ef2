"""The report on the text: languages and kinds of text as bars, what is odd as a table, and a card for each kind."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gpt_studio.core.errors import Message
from gpt_studio.core.events import Event, Progress
from gpt_studio.corpora.corpus import Corpus
from gpt_studio.corpora.report.finding import CorpusReport, FindingKind, KindSummary, TextKind
from gpt_studio.jobs.corpora import report_corpus
from gpt_studio.jobs.corpora.report_corpus import ReportCorpus
from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.look.text import message_text
from gpt_studio.ui.state.worker import Runner, RunningJob
from gpt_studio.ui.tabs.corpora.amount_card import AmountCard
from gpt_studio.ui.tabs.corpora.finding_card import FindingCard
from gpt_studio.ui.tabs.corpora.findings_table import FindingsTable
from gpt_studio.ui.tabs.corpora.language_names import language_name
from gpt_studio.ui.widgets.busy_bar import BusyBar
from gpt_studio.ui.widgets.buttons import Button
from gpt_studio.ui.widgets.card import Card
from gpt_studio.ui.widgets.labels import label
from gpt_studio.ui.widgets.share_bar import Share, ShareBar

SMALL = 5_000_000
"""Bytes of files up to which the text is checked without being asked."""


_SAMPLED = 20
"""Findings of a kind that are looked at for samples; the others are counted."""


class ReportPane(QWidget):
    """``remedy_switched`` carries the name of a setting and its value, ``file_wanted`` the path of a file,
    ``reported`` the report or None when there is none any more, ``card_wanted`` the card that a person asked for."""

    remedy_switched = Signal(str, object)
    file_wanted = Signal(str)
    reported = Signal(object)
    card_wanted = Signal(object)

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._running: RunningJob | None = None
        self._corpus = Corpus("", ())
        self._about: tuple[object, ...] = ()
        self._report: CorpusReport | None = None
        self._cards: dict[FindingKind, FindingCard] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Space.L)
        layout.addWidget(self._head())
        self._amount = AmountCard(runner)
        layout.addWidget(self._amount)
        self._body = QVBoxLayout()
        self._body.setSpacing(Space.L)
        layout.addLayout(self._body)
        layout.addStretch()
        self._show_state()

    @property
    def report(self) -> CorpusReport | None:
        """The report, if it is about the corpus as it is now."""
        return self._report

    def show_corpus(self, corpus: Corpus) -> None:
        """``corpus`` was changed. A report on other files goes; remedies are only shown as they are."""
        self._corpus = corpus
        if self._about != _about(corpus):
            self._drop()
            self._about = _about(corpus)
            self._report = None
            self._show_report()
            self.reported.emit(None)
        for card in self._cards.values():
            card.show_corpus(corpus)
        self._table.show_corpus(corpus)

    def scanned(self, size: int, characters: int) -> None:
        """The files of the corpus were read, ``size`` bytes: check them at once if they are few."""
        self._amount.judge(characters)
        if self._report is None and self._running is None and self._corpus.sources and size <= SMALL:
            self._check()

    def shut_down(self) -> None:
        self._amount.shut_down()
        self._drop()

    def _head(self) -> Card:
        card = Card()
        self._said = label("", wrap=True)
        self._said.setObjectName("corpus_report_said")
        self._ask = Button(self.tr("Check the text"), name="corpus_check", icon="ph.magnifying-glass")
        self._ask.clicked.connect(self._check)
        self._busy = BusyBar(name="corpus_report")
        self._busy.cancelled.connect(self._give_up)
        self._languages = ShareBar(self.tr("Languages"), self.tr("Others"), name="corpus_languages")
        self._texts = ShareBar(self.tr("Kinds of text"), self.tr("Others"), name="corpus_text_kinds")
        self._table = FindingsTable()
        self._table.chosen.connect(lambda kind: self.card_wanted.emit(self._cards[kind]))
        card.body.addWidget(self._said)
        card.body.addWidget(self._ask)
        for widget in (self._busy, self._languages, self._texts, self._table):
            card.body.addWidget(widget)
        return card

    def _check(self) -> None:
        self._drop()
        self._busy.begin(self.tr("Looking at the texts…"))
        self._running = self._runner.start(
            report_corpus.run,
            ReportCorpus(self._corpus, findings=_SAMPLED),
            on_event=self._take_event,
            on_result=self._take_report,
            on_error=self._take_problem,
            heavy=True,
        )
        self._show_state()

    def _drop(self) -> None:
        if self._running is not None:
            self._running.cancel()
            self._running = None
        self._busy.end()

    def _give_up(self) -> None:
        self._drop()
        self._show_state()

    def _take_event(self, event: Event) -> None:
        if isinstance(event, Progress):
            self._busy.show_progress(event)

    def _take_report(self, report: CorpusReport) -> None:
        self._running = None
        self._busy.end()
        self._report = report
        self._show_report()
        self.reported.emit(report)

    def _take_problem(self, problem: Message) -> None:
        self._running = None
        self._busy.end()
        self._show_state()
        self._said.setText(message_text(problem))

    def _show_report(self) -> None:
        for card in self._cards.values():
            self._body.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._cards = {}
        report = self._report
        kinds = report.kinds if report is not None else ()
        words = self._text_kinds()
        self._languages.show_shares(
            [Share(language_name(each.code), each.characters) for each in report.languages] if report else []
        )
        self._texts.show_shares([Share(words[each.kind], each.characters) for each in report.texts] if report else [])
        self._table.setVisible(bool(kinds))
        self._table.show_kinds(kinds, self._corpus)
        if report is not None:
            self._cards = {summary.kind: self._card(summary, report) for summary in kinds}
        for card in self._cards.values():
            self._body.addWidget(card)
        self._show_state()

    def _card(self, summary: KindSummary, report: CorpusReport) -> FindingCard:
        card = FindingCard(summary, report, self)
        card.show_corpus(self._corpus)
        card.remedy_switched.connect(self.remedy_switched)
        card.file_wanted.connect(self.file_wanted)
        return card

    def _show_state(self) -> None:
        self._ask.setVisible(self._report is None and self._running is None)
        if self._running is not None:
            words = ""
        elif self._report is None:
            words = self.tr(
                "What may harm the model: text that repeats, garbled letters, private data, and more. Nothing is "
                "changed unless you say so, and never your files."
            )
        elif not self._report.kinds:
            words = self.tr("Nothing odd was found in this text.")
        else:
            words = self.tr(
                "%n kind(s) of oddities were found. What you switch on is done whenever the text is read; your files "
                "stay as they are.",
                "",
                len(self._report.kinds),
            )
        self._said.setText(words)
        self._said.setVisible(bool(words))

    def _text_kinds(self) -> dict[TextKind, str]:
        return {
            TextKind.PROSE: self.tr("Prose"),
            TextKind.LIST: self.tr("Lists"),
            TextKind.TABLE: self.tr("Tables"),
            TextKind.CODE: self.tr("Program code"),
            TextKind.NUMBERS: self.tr("Numbers"),
            TextKind.ENCODED: self.tr("Encoded data"),
        }


def _about(corpus: Corpus) -> tuple[object, ...]:
    """What a report on ``corpus`` follows from, besides the files themselves."""
    return corpus.sources, corpus.text_field, corpus.encoding, corpus.encodings, corpus.follow_links
