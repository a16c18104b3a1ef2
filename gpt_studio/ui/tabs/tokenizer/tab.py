"""The tokenizer tab: train a tokenizer, open saved ones, and try one on any text."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QWidget

from gpt_studio.core.errors import FieldError, Message, StudioError, say
from gpt_studio.core.events import Event, Progress
from gpt_studio.jobs.tokenizers import open_tokenizer, train_tokenizer
from gpt_studio.jobs.tokenizers.list_tokenizers import TokenizerEntry
from gpt_studio.jobs.tokenizers.open_tokenizer import OpenedTokenizer, OpenTokenizer
from gpt_studio.jobs.tokenizers.train_tokenizer import (
    MeasureTokenizer,
    ProposeVocabulary,
    TokenizerCard,
    TrainTokenizer,
    smaller_vocabulary,
)
from gpt_studio.ui.look.fonts import scaled
from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.look.text import count, short_path
from gpt_studio.ui.state.handover import Stage, TrainModelWith, TrainTokenizerOn
from gpt_studio.ui.state.owners import Owners
from gpt_studio.ui.state.worker import LatestWins, RunningJob
from gpt_studio.ui.tabs.tokenizer.live_card import LiveCard
from gpt_studio.ui.tabs.tokenizer.result_row import ResultRow
from gpt_studio.ui.tabs.tokenizer.saved_card import SavedCard
from gpt_studio.ui.tabs.tokenizer.settings_card import SettingsCard
from gpt_studio.ui.widgets.buttons import Button, command_button
from gpt_studio.ui.widgets.empty_state import EmptyState
from gpt_studio.ui.widgets.link_dialog import ask_to_follow
from gpt_studio.ui.widgets.notice import Notice
from gpt_studio.ui.widgets.scrolled import Scrolled
from gpt_studio.ui.widgets.tab import Tab
from gpt_studio.ui.widgets.undo import Undo

_LEFT_WIDTH = 344
_TOKENIZER_FILES = ("tokenizer.json", "vocab.json")


class TokenizerTab(Tab):
    """Connects the cards to the jobs that train, measure, open and delete tokenizers."""

    stage = Stage.TOKENIZER

    def __init__(self, owners: Owners, parent: QWidget | None = None) -> None:
        super().__init__(owners, parent)
        self._training: RunningJob | None = None
        self._opened: OpenedTokenizer | None = None
        self._fresh: Path | None = None
        self._coming: Path | None = None
        self._cards: dict[Path, TokenizerCard] = {}
        self._learned_on: dict[Path, str] = {}
        self._learning_on = ""
        self._asked_for_new = False
        """Whether another tab asked for a tokenizer of a corpus that has none, and no other was opened since."""
        self._bind_actions()
        self._failed = self._wanted = False
        self._train_now = self.header.add_primary(
            command_button(self.commands, "tokenizer.train", name="tokenizer_train")
        )
        self._repair = self.header.add_primary(
            Button(self.tr("Use values that work"), name="tokenizer_repair", icon="ph.wrench")
        )
        self._bring = self.header.add_primary(Button(self.tr("Bring text"), name="tokenizer_bring", icon="ph.books"))
        self._next = self.header.add_primary(command_button(self.commands, "tokenizer.next", name="tokenizer_next"))
        self._notice = Notice("error", name="tokenizer_notice")
        self._undo = Undo(self.runner, self._notice, self.library.tokenizers)
        self._settings = SettingsCard(self.commands)
        self._saved = SavedCard(self.commands)
        self._result = ResultRow()
        self._live = LiveCard(self.runner)
        self._pages = QStackedWidget()
        self._nothing = EmptyState("ph.puzzle-piece", "", "", name="tokenizer_empty")
        self._proposing = LatestWins(
            self.runner,
            train_tokenizer.propose_vocabulary,
            on_result=self._take_proposal,
            on_error=self._no_proposal,
            parent=self,
        )
        self._opening = LatestWins(
            self.runner,
            open_tokenizer.run,
            on_result=self._show,
            on_error=self._not_opened,
            on_refusal=self._opening_refused,
            parent=self,
        )
        self._measuring = LatestWins(
            self.runner,
            train_tokenizer.measure,
            on_result=self._measured,
            on_error=self._not_measured,
            on_event=self._measuring_on,
            parent=self,
        )
        self._lay_out()
        self._connect()
        self._show_nothing()
        self.library.corpora.follow(self._settings.show_corpora, self._say_problem)
        self.library.tokenizers.follow(self._show_saved, self._say_problem)

    def activated(self) -> None:
        if self.library.tokenizers.now is not None:
            self._saved.show_entries(self.library.tokenizers.now)
        self._corpus_changed()
        self._show_on_the_way()

    def receive(self, wish: object) -> None:
        if isinstance(wish, TrainTokenizerOn):
            self._settings.choose_corpus(wish.corpus)
            self._asked_for_new = True
            self._opening.cancel()
            self._saved.choose(None)
            self._show_nothing()

    def accepts(self, paths: list[Path]) -> bool:
        return len(paths) == 1 and any((paths[0] / file).is_file() for file in _TOKENIZER_FILES)

    def drop(self, paths: list[Path]) -> None:
        self._open(paths[0])

    def busy(self) -> Message | None:
        if self._training is None:
            return None
        return say("tokenizer.busy", "A tokenizer is being trained; stopping now would lose it.")

    def stop(self) -> None:
        if self._training is not None:
            self._training.stop()

    def shut_down(self) -> None:
        for loading in (self._proposing, self._opening, self._measuring):
            loading.cancel()
        self._live.shut_down()
        self.stop()

    def _lay_out(self) -> None:
        left = Scrolled(name="tokenizer_left")
        left.setMinimumWidth(_LEFT_WIDTH)
        left.setMaximumWidth(scaled(_LEFT_WIDTH))
        left.body.addWidget(self._settings)
        left.body.addWidget(self._saved)
        left.body.addStretch(1)
        right = Scrolled(name="tokenizer_right", squeezed=True)
        right.body.addWidget(self._result)
        right.body.addWidget(self._live, 1)
        self._pages.addWidget(self._nothing)
        self._pages.addWidget(right)
        row = QHBoxLayout()
        row.setSpacing(Space.L)
        row.addWidget(left)
        row.addWidget(self._pages, 1)
        self.content.addWidget(self._notice)
        self.content.addLayout(row, 1)

    def _bind_actions(self) -> None:
        for command_id, do in (
            ("tokenizer.train", self._train),
            ("tokenizer.open_folder", self._choose_folder),
            ("tokenizer.trash", self._trash),
            ("tokenizer.next", self._go_on),
        ):
            self.commands.bind(command_id, do, self)

    def _connect(self) -> None:
        self._settings.corpus_changed.connect(self._corpus_changed)
        self._settings.checked.connect(self._show_what_is_next)
        self._repair.clicked.connect(self._settings.use_what_works)
        self._bring.clicked.connect(self.commands["go.corpus"].trigger)
        self._settings.cancelled.connect(self._cancel)
        self._saved.open_wanted.connect(self._open)
        self._result.measure_wanted.connect(self._measure)
        self._result.unwanted.connect(self._measure_no_more)
        self._undo.deleted.connect(self._trashed)

    def _show_what_is_next(self) -> None:
        """Show the button for it: go on with the tokenizer that is open, or train one, or remove what hinders that."""
        header, opened = self.header, self._opened
        ready = opened is not None and opened.folder.parent == self.home.tokenizers
        if self._training is not None or self._wanted:
            header.show_primary(None)
        elif ready:
            header.show_primary(self._next)
        elif self._failed:
            header.show_primary(self._bring)
        else:
            header.show_primary(self._train_now if self._settings.is_valid else self._repair)
        self._settings.offer_another(ready)

    def _corpus_changed(self) -> None:
        self._failed = False
        self._propose()
        self._show_what_is_next()

    def _propose(self) -> None:
        """Ask for the default vocabulary size of the chosen corpus, with which training succeeds."""
        self._proposing.submit(ProposeVocabulary(self._settings.corpus()))

    def _take_proposal(self, size: int) -> None:
        self._settings.propose_vocabulary(size)
        self._begin_if_known()

    def _no_proposal(self, problem: Message) -> None:
        self._say_problem(problem)
        self._begin_if_known()

    def _train(self) -> None:
        """Begin a training, as soon as the corpus of a wish is listed and the vocabulary for it is known."""
        self._notice.hide()
        self._settings.show_training(True)
        self._wanted = True
        self._begin_if_known()
        self._show_what_is_next()

    def _begin_if_known(self) -> None:
        if not self._wanted or self._settings.waits_for_corpus or self._proposing.busy:
            return
        self._wanted = False
        settings = self._settings
        folder = self.home.tokenizers / settings.name()
        self._learning_on = settings.saved_corpus()
        self._training = self.runner.start(
            train_tokenizer.run,
            TrainTokenizer(settings.corpus(), settings.settings(), folder, settings.named_after),
            on_event=self._happened,
            on_result=self._trained,
            on_error=self._not_trained,
            on_refusal=self._refused,
            on_cancelled=self._training_over,
            heavy=True,
        )
        self.busy_changed.emit()

    def _cancel(self) -> None:
        if self._training is not None:
            self._training.cancel()
        elif self._wanted:
            self._training_over()

    def _happened(self, event: Event) -> None:
        if isinstance(event, Progress):
            self._settings.busy.show_progress(event)

    def _trained(self, card: TokenizerCard) -> None:
        self._cards[card.folder] = card
        self._learned_on[card.folder] = self._learning_on
        self._fresh = card.folder
        self._settings.forget_name()
        self._training_over()
        self._open(card.folder)

    def _refused(self, error: StudioError) -> None:
        if isinstance(error, FieldError):
            self._training_over()
            self._settings.show_problem(error)
        else:
            self._not_trained(error.message)

    def _not_trained(self, problem: Message) -> None:
        self._failed = True
        self._training_over()
        self._notice.show_message(problem)

    def _training_over(self) -> None:
        self._training, self._wanted = None, False
        self._settings.show_training(False)
        self._show_what_is_next()
        self.library.tokenizers.renew()
        self.busy_changed.emit()

    def _measure(self) -> None:
        if self._opened is not None:
            folder = self._opened.folder
            self._learned_on.setdefault(folder, self._settings.saved_corpus())
            self._measuring.submit(MeasureTokenizer(folder, self._settings.corpus(), self.links.trusts(folder)))

    def _measuring_on(self, event: Event) -> None:
        if isinstance(event, Progress):
            self._result.busy.show_progress(event)

    def _measure_no_more(self) -> None:
        self._measuring.cancel()
        self._result.measuring_over()

    def _measured(self, card: TokenizerCard) -> None:
        self._cards[card.folder] = card
        if self._opened is not None and self._opened.folder == card.folder:
            self._result.show_tokenizer(self._opened, card)

    def _not_measured(self, problem: Message) -> None:
        self._result.measuring_over()
        self._notice.show_message(problem)

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Open a tokenizer folder"), str(self.home.root))
        if chosen:
            self._open(Path(chosen))

    def _open(self, folder: Path) -> None:
        self._coming = folder
        self._opening.submit(OpenTokenizer(folder, self.links.trusts(folder)))

    def _show(self, opened: OpenedTokenizer) -> None:
        self._opened = opened
        self._asked_for_new = False
        self._notice.hide()
        if opened.notes:
            self._notice.show_message(opened.notes[0], kind="warning")
        self._saved.choose(opened.folder)
        self._result.show_tokenizer(opened, self._cards.get(opened.folder))
        self._live.show_tokenizer(opened)
        self._pages.setCurrentIndex(1)
        saved = opened.folder.parent == self.home.tokenizers
        self._show_on_the_way()
        self._show_what_is_next()
        if opened.folder == self._fresh:
            self._fresh = None
            self._tell_of_smaller_vocabulary(self._cards[opened.folder])
            self.focus_on_what_is_next()
        name = opened.folder.name if saved else short_path(opened.folder)
        words = self.tr("“{name}” is open: {tokens} tokens.").format(name=name, tokens=count(opened.vocab_size))
        what_next = self.tr("Next: train a model with it.")  # not inside an f-string, where lupdate does not find it
        self.header.set_sentence(f"{words} {what_next}" if saved else words)

    def _show_on_the_way(self) -> None:
        opened = self._opened
        saved = opened is not None and opened.folder.parent == self.home.tokenizers
        if self.isVisible() or opened is None:
            name = opened.folder.name if opened is not None and saved else ""
            corpus = self._learned_on.get(opened.folder, "") if opened is not None else ""
            self.steps.choose(Stage.TOKENIZER, name, corpus=corpus)

    def _tell_of_smaller_vocabulary(self, card: TokenizerCard) -> None:
        if card.wanted_vocab_size:
            note = smaller_vocabulary(card, self._settings.settings().min_frequency)
            self._notice.show_message(note, kind="info")

    def _not_opened(self, problem: Message) -> None:
        self._notice.show_message(problem)
        self._saved.choose(self._opened.folder if self._opened is not None else None)

    def _opening_refused(self, error: StudioError) -> None:
        self._not_opened(error.message)
        folder = self._coming
        if folder is not None:
            ask_to_follow(error, folder, self.links, lambda: self._open(folder), self)

    def _show_nothing(self) -> None:
        self._opened = None
        self._say_what_is_missing()
        self._pages.setCurrentIndex(0)
        self._show_on_the_way()
        self._show_what_is_next()
        self.header.set_sentence(
            self.tr("A tokenizer cuts text into the pieces that a model reads. Train one on your corpus.")
        )

    def _show_saved(self, entries: tuple[TokenizerEntry, ...]) -> None:
        self._saved.show_entries(entries)
        self._settings.set_taken([entry.name for entry in entries])
        if self._opened is not None:
            self._saved.choose(self._opened.folder)
        elif not self._asked_for_new and (usable := [entry.folder for entry in entries if entry.problem is None]):
            self._open(usable[0])

    def _trash(self) -> None:
        folder = self._saved.chosen()
        if folder is not None:
            words = self.tr("“{name}” is in the bin. Models that were trained with it have their own copy.")
            self._undo.delete(folder, words.format(name=folder.name))

    def _trashed(self, folder: Path) -> None:
        if self._opened is not None and self._opened.folder == folder:
            self._show_nothing()

    def _say_problem(self, problem: Message) -> None:
        self._notice.show_message(problem)

    def _go_on(self) -> None:
        if self._opened is not None:
            folder = self._opened.folder
            listed = self.steps.name(Stage.CORPUS) if self.steps.name(Stage.TOKENIZER) == folder.name else ""
            self.asked.emit(TrainModelWith(folder.name, self._learned_on.get(folder) or listed))

    def _say_what_is_missing(self) -> None:
        self._nothing.set_text(
            self.tr("No tokenizer of this corpus yet") if self._asked_for_new else self.tr("No tokenizer yet"),
            self.tr(
                "Models read numbers, not letters. A tokenizer learns from your text which pieces occur most, and "
                "gives each a number. Choose a corpus on the left and train one: it takes seconds."
            ),
        )
