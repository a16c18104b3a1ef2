"""One kind of finding: how much of it there is, samples, and a switch for what can be done about it."""

from __future__ import annotations

from html import escape
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from gpt_studio.core.fields import settings_of
from gpt_studio.corpora.cleaning import Cleaning
from gpt_studio.corpora.corpus import Corpus
from gpt_studio.corpora.remedies import Remedies
from gpt_studio.corpora.report.finding import CorpusReport, Finding, KindSummary
from gpt_studio.corpora.report.registry import finder_of
from gpt_studio.corpora.sources import SAMPLE
from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.look.text import engine_text, message_text, percent, tip
from gpt_studio.ui.state.qt_overrides import called_by_qt
from gpt_studio.ui.tabs.corpora.language_names import language_name
from gpt_studio.ui.tabs.corpora.marked_text import breakable, change_as_html, visible
from gpt_studio.ui.widgets.buttons import Button
from gpt_studio.ui.widgets.card import Card
from gpt_studio.ui.widgets.labels import label
from gpt_studio.ui.widgets.wrapped_check import WrappedCheck

_SETTINGS = {setting.name: setting for kind in (Cleaning, Remedies) for setting in settings_of(kind)}
_LANGUAGES = "languages"


class FindingCard(Card):
    """``remedy_switched`` carries the name of a setting and its value, ``file_wanted`` the path of a file."""

    remedy_switched = Signal(str, object)
    file_wanted = Signal(str)

    def __init__(self, summary: KindSummary, report: CorpusReport, parent: QWidget | None = None) -> None:
        finder = finder_of(summary.kind)
        super().__init__(message_text(finder.title), message_text(finder.explanation), parent=parent)
        self.summary = summary
        self.setObjectName(f"finding_{summary.kind.value}")
        self._languages = report.main_languages
        amount = label(self._amount(report), "field", wrap=True)
        amount.setObjectName(f"finding_{summary.kind.value}_amount")
        self.body.addWidget(amount)
        self._switch: WrappedCheck | None = None
        if summary.remedy:
            self._switch = self._remedy(summary.remedy)
            self.body.addWidget(self._switch)
        self._samples = [_SampleView(finding) for finding in summary.samples]
        for number, sample in enumerate(self._samples):
            sample.setObjectName(f"finding_{summary.kind.value}_sample_{number}")
            sample.file_wanted.connect(self.file_wanted)
            self.body.addWidget(sample)

    def show_corpus(self, corpus: Corpus) -> None:
        """Show whether the remedy is applied."""
        if self._switch is not None:
            self._switch.show_checked(corpus.applies(self.summary.remedy))

    def _remedy(self, name: str) -> WrappedCheck:
        words = engine_text(_SETTINGS[name].label)
        if name == _LANGUAGES:
            words = f"{words}: {', '.join(map(language_name, self._languages))}"
        switch = WrappedCheck(words, name=f"finding_{self.summary.kind.value}_remedy")
        switch.setToolTip(tip(engine_text(_SETTINGS[name].help)))
        switch.toggled.connect(lambda on: self.remedy_switched.emit(name, self._value(name, on=on)))
        return switch

    def _value(self, name: str, *, on: bool) -> bool | tuple[str, ...]:
        if name != _LANGUAGES:
            return on
        return self._languages if on else ()

    def _amount(self, report: CorpusReport) -> str:
        summary = self.summary
        places = self.tr("%Ln place(s)", "", summary.count)
        documents = self.tr("in %Ln document(s)", "", summary.documents)
        files = self.tr("of %Ln file(s)", "", summary.files)
        part = summary.characters / report.characters if report.characters else 0.0
        share = percent(part) if part >= 0.005 else "< 1 %"
        return self.tr("{places} {documents} {files}: {share} of the text").format(
            places=places, documents=documents, files=files, share=share.replace(" ", "\N{NO-BREAK SPACE}")
        )


class _SampleView(QWidget):
    """A place in its context, and a button that shows its file."""

    file_wanted = Signal(str)
    _text: QLabel | None = None

    def __init__(self, finding: Finding) -> None:
        super().__init__()
        self._finding = finding
        text = label("", wrap=True)
        text.setTextFormat(Qt.TextFormat.RichText)
        text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        name = self.tr("Built-in sample") if finding.file == SAMPLE else Path(finding.file).name
        shown = name if len(name) <= 32 else f"{name[:16]}…{name[-14:]}"
        button = Button(shown, name="finding_file", icon="ph.file-text", look="quiet")
        button.setAccessibleName(self.tr("Show {name} in the list").format(name=name))
        button.setToolTip(tip(self.tr("Show {name} in the list").format(name=name)))
        button.clicked.connect(lambda: self.file_wanted.emit(finding.file))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Space.XS)
        layout.addWidget(text)
        layout.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self._text = text
        self._write()

    @called_by_qt
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._write()

    def _write(self) -> None:
        if self._text is None:
            return
        sample = self._finding.sample
        before, after = (
            escape(breakable(visible(side))).replace("\n", " ⏎ ") for side in (sample.before, sample.after)
        )
        ends = ("…" if before else "", "…" if after else "")
        self._text.setText(f"{ends[0]}{before}{change_as_html(sample.found, sample.becomes)}{after}{ends[1]}")
        becomes = "" if sample.becomes is None else f" → {sample.becomes}"
        self._text.setAccessibleName(f"{sample.before}{sample.found}{sample.after}{becomes}")
