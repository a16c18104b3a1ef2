"""The card with the settings of a new tokenizer and the button that trains it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QStyle, QStyleOptionComboBox, QStylePainter, QVBoxLayout, QWidget

from gpt_studio.core.errors import FieldError, Message, StudioError, say
from gpt_studio.core.fields import setting
from gpt_studio.core.naming import check_name, clashing, unused_name
from gpt_studio.corpora.corpus import Corpus
from gpt_studio.corpora.sources import SAMPLE
from gpt_studio.jobs.corpora.list_corpora import CorpusEntry
from gpt_studio.jobs.tokenizers.train_tokenizer import suggested_name
from gpt_studio.tokenization.settings import TokenizerSettings
from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.state.actions import Actions
from gpt_studio.ui.state.qt_overrides import called_by_qt
from gpt_studio.ui.widgets.busy_bar import BusyBar
from gpt_studio.ui.widgets.buttons import command_button
from gpt_studio.ui.widgets.card import Card
from gpt_studio.ui.widgets.explained import ExplainedLabel
from gpt_studio.ui.widgets.field_form import FieldForm
from gpt_studio.ui.widgets.labels import label


@dataclass(frozen=True)
class TokenizerName:
    """The name of a new tokenizer, which is also the name of its folder."""

    name: str = setting(
        "", label="Name", help="The tokenizer is saved under this name in your folder, and every training can use it."
    )


class SettingsCard(Card):
    """The command to train is enabled while all settings are valid. ``checked`` is emitted after each check,
    ``cancelled`` to cancel a running training.

    After ``corpus_changed``, call :meth:`propose_vocabulary` with the vocabulary size for that corpus.
    """

    corpus_changed = Signal()
    cancelled = Signal()
    checked = Signal()

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._taken: set[str] = set()
        self._own_name = self._running = False
        self._proposed_size = TokenizerSettings().vocab_size
        self._corpus = CorpusChoice()
        self._form = FieldForm(TokenizerSettings(), name="tokenizer")
        self._naming = FieldForm(TokenizerName(), name="tokenizer_naming", help_beneath=False)
        self._can_train = actions["tokenizer.train"]
        self._another = command_button(actions, "tokenizer.train", name="tokenizer_train_another")
        self._busy = BusyBar(name="tokenizer_busy")
        self._fill()
        self._corpus.currentIndexChanged.connect(self._changed)
        self._corpus.currentIndexChanged.connect(self.corpus_changed)
        self._form.changed.connect(self._changed)
        self._naming.changed.connect(self._named)
        self._busy.cancelled.connect(self.cancelled)
        self._changed()

    @property
    def busy(self) -> BusyBar:
        return self._busy

    def corpus(self) -> Corpus:
        return self._corpus.corpus()

    def saved_corpus(self) -> str:
        """The name of the chosen saved corpus; "" for the built-in sample."""
        return self._corpus.saved_name()

    def settings(self) -> TokenizerSettings:
        value = self._form.value()
        assert isinstance(value, TokenizerSettings)
        return value

    def name(self) -> str:
        return str(self._naming.value().name).strip()

    @property
    def named_after(self) -> str:
        """The name of the corpus that the suggested name begins with; "" for a name of the person's own."""
        return "" if self._own_name else self._corpus.corpus().name

    def show_corpora(self, entries: Sequence[CorpusEntry]) -> None:
        self._corpus.show_entries(entries)

    def choose_corpus(self, name: str) -> None:
        """Choose the saved corpus ``name``, now or when it is listed."""
        self._corpus.choose(name)

    @property
    def waits_for_corpus(self) -> bool:
        """Whether the corpus of :meth:`choose_corpus` is not listed yet."""
        return self._corpus.waits

    def propose_vocabulary(self, size: int) -> None:
        """Set the vocabulary size to ``size`` unless the person has chosen another one."""
        own = self.settings().vocab_size != self._proposed_size
        self._proposed_size = size
        if not own:
            self._form.set_value(replace(self.settings(), vocab_size=size))

    def set_taken(self, names: Collection[str]) -> None:
        """Set the names of the saved tokenizers, which cannot be used again."""
        self._taken = set(names)
        self._suggest_name()

    def show_training(self, running: bool) -> None:
        """Disable the settings and show the progress bar while a training runs."""
        for part in (self._corpus, self._form, self._naming):
            part.setEnabled(not running)
        self._running = running
        self._check_name()
        if running:
            self._busy.begin(self.tr("Reading the corpus…"))
        else:
            self._busy.end()

    def forget_name(self) -> None:
        """Let the next suggestion replace the name, because a tokenizer was saved under it."""
        self._own_name = False

    def offer_another(self, offered: bool) -> None:
        """Whether the card has a button to train, because the primary button of the tab does something else."""
        self._another.setVisible(offered)

    @property
    def is_valid(self) -> bool:
        return self._naming.is_valid() and self._form.is_valid()

    def use_what_works(self) -> None:
        """Put values that can be used in place of those that cannot."""
        usual = replace(TokenizerSettings(), vocab_size=self._proposed_size)
        wrong = [name for name in self._form.fields if self._form.row(name).problem]
        self._form.clear_problems()
        self._form.set_value(replace(self.settings(), **{name: getattr(usual, name) for name in wrong}))
        if not self._naming.is_valid():
            self._own_name = False
            self._suggest_name()

    def show_problem(self, error: FieldError) -> None:
        """Show the error at its field."""
        self._form.set_problem(error.field, error.message)
        if error.field == "special_tokens":
            self._form.advanced.set_unfolded(True)
        self._check_name()

    def _fill(self) -> None:
        corpus = QVBoxLayout()
        corpus.setSpacing(Space.XS)
        named = ExplainedLabel(self.tr("Corpus"), "field", concept="corpus", buddy=self._corpus)
        self._corpus.explained_by(named)
        corpus.addWidget(named)
        corpus.addWidget(self._corpus)
        self.body.setSpacing(Space.L)
        self.body.addWidget(label(self.tr("New tokenizer"), "heading"))
        self.body.addLayout(corpus)
        self.body.addWidget(self._form)
        self.body.addWidget(self._naming)
        self.body.addWidget(self._another)
        self.body.addWidget(self._busy)

    def _changed(self) -> None:
        self._form.clear_problems()
        self._suggest_name()

    def _suggest_name(self) -> None:
        """Suggest a name unless the person has entered one."""
        if not self._own_name:
            self._naming.blockSignals(True)
            self._naming.set_value(TokenizerName(self._suggestion()))
            self._naming.blockSignals(False)
            self._show_start_of_name()
        self._check_name()

    def _named(self) -> None:
        self._own_name = bool(self.name())
        self._check_name()

    def _check_name(self) -> None:
        """Show what is wrong with the name, and enable the train command if all settings are valid."""
        problem: Message | None = None
        taken = clashing(self.name(), self._taken)
        if taken is not None:
            problem = say("tokenizer.name_taken", 'There is already a "{name}": choose another name.', name=taken)
        else:
            try:
                check_name(self.name())
            except StudioError as error:
                problem = error.message
        self._naming.set_problem("name", problem)
        self._can_train.setEnabled(self.is_valid and not self._running)
        self.checked.emit()

    def _show_start_of_name(self) -> None:
        control = self._naming.row("name").editor.control
        assert isinstance(control, QLineEdit)
        control.setCursorPosition(0)

    def _suggestion(self) -> str:
        wanted = suggested_name(self._corpus.corpus().name, self.settings().vocab_size)
        return unused_name(wanted, self._taken)


class CorpusChoice(QComboBox):
    """The built-in sample and every saved corpus that can be read."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("tokenizer_corpus")
        self.setAccessibleName(self.tr("Corpus"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        self._wanted = ""
        self._word: ExplainedLabel | None = None
        self.activated.connect(self._chosen)
        self._listed: Sequence[CorpusEntry] | None = None
        self.show_entries(())

    def show_entries(self, entries: Sequence[CorpusEntry]) -> None:
        """List these corpora and keep the choice. The first saved corpus is chosen when it appears."""
        if entries == self._listed and not self._wanted:
            return
        self._listed = entries
        chosen = self._wanted or self.saved_name()
        first = self.count() <= 1
        self.blockSignals(True)
        self.clear()
        for entry in entries:
            if entry.corpus is not None:
                self.addItem(entry.name, entry)
        self.addItem(self.tr("Built-in sample"), None)
        place = self.findText(chosen) if chosen else -1
        self.setCurrentIndex(place if place >= 0 else 0 if first else self.count() - 1)
        self.blockSignals(False)
        if place >= 0:
            self._wanted = ""
        self.currentIndexChanged.emit(self.currentIndex())

    def explained_by(self, word: ExplainedLabel) -> None:
        """Show the card of ``word`` at F1."""
        self._word = word

    def choose(self, name: str) -> None:
        place = self.findText(name)
        self._wanted = "" if place >= 0 else name
        if place >= 0:
            self.setCurrentIndex(place)

    @property
    def waits(self) -> bool:
        """Whether the wanted corpus is not listed yet, and the person has chosen no other."""
        return bool(self._wanted)

    def _chosen(self) -> None:
        self._wanted = ""

    def corpus(self) -> Corpus:
        entry = self.currentData()
        if isinstance(entry, CorpusEntry) and entry.corpus is not None:
            return entry.corpus
        return Corpus(self.tr("Sample"), (SAMPLE,))

    def saved_name(self) -> str:
        entry = self.currentData()
        return entry.name if isinstance(entry, CorpusEntry) else ""

    @called_by_qt
    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the box with a long name elided."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        room = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self
        )
        option.currentText = self.fontMetrics().elidedText(
            option.currentText, Qt.TextElideMode.ElideRight, room.width() - Space.S
        )
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    @called_by_qt
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F1 and self._word is not None:
            self._word.explain()
        else:
            super().keyPressEvent(event)

    @called_by_qt
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ignore the mouse wheel without the focus, so that the page scrolls."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
