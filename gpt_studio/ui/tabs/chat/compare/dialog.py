"""Compare: two to four columns write together after the same words; which is best can be voted on blind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from gpt_studio.core.errors import Message
from gpt_studio.core.events import Event
from gpt_studio.core.paths import Home
from gpt_studio.inference.host import ModelHost
from gpt_studio.inference.sampling_settings import Sampling
from gpt_studio.jobs.chat import compare_replies
from gpt_studio.jobs.chat.compare_replies import (
    FEWEST,
    MOST,
    Column,
    ColumnEnded,
    Compared,
    CompareReplies,
    InColumn,
    WritingBegins,
)
from gpt_studio.jobs.chat.compared_columns import (
    ColumnChoice,
    ComparedColumns,
    KeepColumns,
    choice_of,
    first_choices,
    keep_columns,
)
from gpt_studio.jobs.chat.first_difference import first_differences
from gpt_studio.jobs.chat.votes import KeepVotes, Pair, Tally, Vote, keep_votes
from gpt_studio.jobs.chat.write_text import TextPiece
from gpt_studio.jobs.models.list_models import ModelEntry
from gpt_studio.jobs.models.open_model import OpenedModel
from gpt_studio.ui.look.fonts import scaled
from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.look.text import character_count, message_text, tip
from gpt_studio.ui.state.links import Links
from gpt_studio.ui.state.qt_overrides import called_by_qt
from gpt_studio.ui.state.worker import Runner, RunningJob
from gpt_studio.ui.tabs.chat.compare.ballot import Ballot, TallyView
from gpt_studio.ui.tabs.chat.compare.blind import LETTERS, drawn_order
from gpt_studio.ui.tabs.chat.compare.column_setup import ColumnSetup
from gpt_studio.ui.tabs.chat.compare.names import name_of
from gpt_studio.ui.tabs.chat.compare.prompt_box import PromptBox
from gpt_studio.ui.tabs.chat.compare.reply_column import ReplyColumn
from gpt_studio.ui.tabs.chat.presets import EXACT, settings_of_preset
from gpt_studio.ui.tabs.chat.sampling_panel import drawn_seed
from gpt_studio.ui.widgets.buttons import Button, IconButton
from gpt_studio.ui.widgets.dialog import Dialog
from gpt_studio.ui.widgets.field_editors import move_from_edge
from gpt_studio.ui.widgets.folding_panel import FoldingPanel
from gpt_studio.ui.widgets.labels import label
from gpt_studio.ui.widgets.notice import Notice

_SIZE = (1180, 720)
_LOW = 680
"""In a lower dialog the texts take the room of the choices."""
_TOKENS = 200
_MOST_TOKENS = 10_000
_LARGEST_SEED = 2**31 - 1


@dataclass(frozen=True)
class Asked:
    """What the chat shows: the words said last, whether they are a message or the beginning of a text, and how its
    model writes and computes."""

    prompt: str
    chat: bool
    sampling: Sampling
    precision: str


class CompareDialog(Dialog):
    """``entries``: the models, the one used last first. ``model``: the one that is open in the chat."""

    def __init__(
        self,
        home: Home,
        runner: Runner,
        links: Links,
        asked: Asked,
        entries: Sequence[ModelEntry],
        model: OpenedModel | None,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._home, self._runner, self._links, self._asked = home, runner, links, asked
        self._entries, self._open = entries, None if model is None else model.folder
        self._host = ModelHost() if model is None else model.host
        self._job: RunningJob | None = None
        self._setups: list[ColumnSetup] = []
        self._replies: list[ReplyColumn] = []
        self._order: tuple[int, ...] = ()
        self._hidden = False
        """Whether it is not to be seen which column is which."""
        self._forgotten: tuple[Pair, ...] = ()
        self.setObjectName("chat_compare_dialog")
        self.setWindowTitle(self.tr("Compare"))
        room = parent.window().size()
        self.resize(min(scaled(_SIZE[0]), room.width()), min(scaled(_SIZE[1]), room.height()))
        self._make_widgets()
        self._lay_out()
        self._show_state()
        self._prompt.setFocus()
        runner.start(keep_columns, KeepColumns(home), on_result=self._recall, on_error=self._not_recalled)
        self._keep_votes(KeepVotes(home))

    @property
    def replies(self) -> Sequence[ReplyColumn]:
        """The columns as they are shown."""
        return self._replies

    @property
    def choices(self) -> tuple[ColumnChoice, ...]:
        return tuple(each.choice for each in self._setups)

    @called_by_qt
    def done(self, result: int) -> None:
        if self._job is not None:
            self._job.cancel()
        for setup in self._setups:
            setup.shut_down()
        self._keep_choices()
        super().done(result)

    @called_by_qt
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._job is not None:
            self._job.stop()
        else:
            super().keyPressEvent(event)

    def _make_widgets(self) -> None:
        asked = self._asked
        explained = (
            self.tr("A message to all of them; Enter lets them write")
            if asked.chat
            else self.tr("How the text begins; Enter lets them write")
        )
        self._prompt = PromptBox(asked.prompt, explained)
        self._prompt.entered.connect(self._write)
        self._prompt.textChanged.connect(self._show_state)
        self._go = Button(self.tr("Let them write"), name="chat_compare_write", icon="ph.pen-nib", look="primary")
        self._go.clicked.connect(self._write)
        self._stop = Button(self.tr("Stop"), name="chat_compare_stop", icon="ph.stop")
        self._stop.clicked.connect(lambda: self._job.stop() if self._job is not None else None)
        self._seed = _number("chat_compare_seed", self.tr("Seed"), 0, _LARGEST_SEED)
        seed = asked.sampling.seed
        self._seed.setValue(seed if seed is not None and seed <= _LARGEST_SEED else drawn_seed())
        self._dice = IconButton("ph.dice-five", self.tr("Throw the dice for a seed"), name="chat_compare_dice")
        self._dice.clicked.connect(lambda: self._seed.setValue(drawn_seed()))
        self._tokens = _number("chat_compare_tokens", self.tr("At most so many tokens"), 1, _MOST_TOKENS)
        self._tokens.setValue(min(asked.sampling.max_new_tokens, _TOKENS))
        self._blind = QCheckBox(self.tr("Blind vote"))
        self._blind.setObjectName("chat_compare_blind")
        self._blind.setToolTip(tip(self.tr("Hides and shuffles which column is which until you have voted")))
        self._add = Button(self.tr("Add a column"), name="chat_compare_add", icon="ph.plus", look="quiet")
        self._add.clicked.connect(self._add_another)
        self._said = label(self.tr("What they write will stand here, side by side."), "caption", wrap=True)
        self._said.setObjectName("chat_compare_said")
        self._notice = Notice(name="chat_compare_notice")
        self._notice.action_clicked.connect(self._take_back)
        self._ballot = Ballot()
        self._ballot.voted.connect(self._vote)
        self._ballot.shown.connect(lambda: self._reveal(self.tr("Here are the names. Nothing was counted.")))
        self._tally = TallyView()
        self._tally.reset_wanted.connect(self._forget)

    def _lay_out(self) -> None:
        asking = QHBoxLayout()
        asking.setSpacing(Space.S)
        asking.addWidget(self._prompt, 1)
        asking.addWidget(self._go, 0, Qt.AlignmentFlag.AlignTop)
        asking.addWidget(self._stop, 0, Qt.AlignmentFlag.AlignTop)
        how = QHBoxLayout()
        how.setSpacing(Space.S)
        how.addWidget(label(self.tr("Seed"), "caption"))
        how.addWidget(self._seed)
        how.addWidget(self._dice)
        how.addSpacing(Space.S)
        how.addWidget(label(self.tr("Tokens"), "caption"))
        how.addWidget(self._tokens)
        how.addSpacing(Space.S)
        how.addWidget(self._blind)
        how.addStretch()
        how.addWidget(self._add)
        self._columns = FoldingPanel(self.tr("Who writes"), name="chat_compare_columns", unfolded=True)
        self._setup_row = QHBoxLayout()
        self._setup_row.setSpacing(Space.M)
        self._columns.body.addLayout(self._setup_row)
        self._reply_row = QHBoxLayout()
        self._reply_row.setSpacing(Space.M)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        layout.setSpacing(Space.S)
        layout.addLayout(asking)
        layout.addLayout(how)
        layout.addWidget(self._columns)
        layout.addWidget(self._said)
        layout.addLayout(self._reply_row, 1)
        layout.addWidget(self._ballot)
        layout.addWidget(self._notice)
        layout.addWidget(self._tally)

    def _recall(self, kept: ComparedColumns) -> None:
        self._blind.setChecked(kept.blind)
        enough = FEWEST <= len(kept.columns) <= MOST
        for choice in kept.columns if enough else first_choices(self._open, self._entries, EXACT):
            self._add_setup(choice)
        self._show_state()

    def _not_recalled(self, problem: Message) -> None:
        self._fail(problem)
        self._recall(ComparedColumns())

    def _add_another(self) -> None:
        self._add_setup(self._setups[-1].choice)
        self._show_state()

    def _add_setup(self, choice: ColumnChoice) -> None:
        current = None if self._open is None else Path(choice_of(self._open, self._entries).path)
        setup = ColumnSetup(len(self._setups), choice, self._entries, current, self._runner)
        setup.changed.connect(self._show_state)
        setup.removed.connect(lambda: self._remove_setup(setup))
        self._setups.append(setup)
        self._setup_row.addWidget(setup, 1)
        self._order_keyboard()

    def _order_keyboard(self) -> None:
        """Let the Tab key go through the columns, and then through what they wrote."""
        before: QWidget = self._columns.toggle
        controls = [control for each in self._setups for control in each.controls]
        for after in (*controls, *(reply.scrolled for reply in self._replies)):
            QWidget.setTabOrder(before, after)
            before = after

    def _remove_setup(self, setup: ColumnSetup) -> None:
        self._setups.remove(setup)
        _take_away(setup, self._setup_row)
        setup.shut_down()
        self._show_state()

    def _write(self) -> None:
        if not self._can_write:
            return
        self._notice.hide()
        self._ballot.hide()
        choices = self.choices
        self._hidden = self._blind.isChecked()
        self._order = drawn_order(len(choices)) if self._hidden else tuple(range(len(choices)))
        self._columns.set_unfolded(not self._hidden and self.height() >= scaled(_LOW))
        for reply in self._replies:
            _take_away(reply, self._reply_row)
        shown = [choices[number] for number in self._order]
        self._replies = [
            ReplyColumn(letter, choice.contestant, hidden_name=self._hidden)
            for letter, choice in zip(LETTERS, shown, strict=False)
        ]
        for reply in self._replies:
            self._reply_row.addWidget(reply, 1)
        self._order_keyboard()
        self._job = self._runner.start(
            compare_replies.run,
            CompareReplies(
                tuple(self._column(choice) for choice in shown),
                self._prompt.toPlainText(),
                self._seed.value(),
                self._asked.chat,
                self._asked.precision,
                self._host,
            ),
            on_event=self._event,
            on_result=self._written,
            on_error=self._not_written,
            on_cancelled=lambda: self._break_off(self.tr("Stopped.")),
        )
        self._said.setText(self.tr("The models are being opened…"))
        self._keep_choices()
        self._show_state()

    def _column(self, choice: ColumnChoice) -> Column:
        return Column(
            Path(choice.path),
            choice.step,
            Path(choice.adapter) if choice.adapter else None,
            choice.strength,
            {**settings_of_preset(choice.sampling), "max_new_tokens": self._tokens.value()},
            self._links.trusts(Path(choice.path)),
        )

    def _event(self, event: Event) -> None:
        match event:
            case WritingBegins():
                answer = self.tr("They answer together…")
                self._said.setText(answer if event.chat else self.tr("They go on with the text together…"))
                for reply in self._replies:
                    reply.show_caret(reply.said is not None)
            case InColumn(happened=TextPiece() as piece):
                self._replies[event.column].add(piece)
                self._mark()
            case ColumnEnded():
                self._replies[event.column].end(event)
                self._mark()

    def _mark(self) -> None:
        for reply, place in zip(self._replies, self._places, strict=True):
            reply.mark(place)

    @property
    def _places(self) -> tuple[int | None, ...]:
        return first_differences([reply.said for reply in self._replies])

    def _written(self, _compared: Compared) -> None:
        self._end(self._difference())
        letters = "".join(reply.letter for reply in self._replies if reply.can_be_chosen)
        if self._hidden and len(letters) >= FEWEST:
            self._ballot.offer(letters)
        elif self._hidden:
            self._reveal(self.tr("There is nothing to vote on."))

    def _not_written(self, problem: Message) -> None:
        self._fail(problem)
        self._break_off("")

    def _break_off(self, said: str) -> None:
        self._end(said)
        if self._hidden:
            self._reveal(said)

    def _end(self, said: str) -> None:
        self._job = None
        for reply in self._replies:
            reply.show_caret(False)
            reply.go_to_difference()
        self._said.setText(said)
        self._show_state()

    def _difference(self) -> str:
        """In words, where the texts begin to differ."""
        places = self._places
        written = [number for number, reply in enumerate(self._replies) if reply.can_be_chosen]
        if len(written) < FEWEST:
            return ""
        first, others = self._replies[written[0]].letter, written[1:]
        same = [self._replies[number].letter for number in others if places[number] is None]
        parts = [
            self._differs(place).format(
                letter=self._replies[number].letter, first=first, characters=character_count(place)
            )
            for number in others
            if (place := places[number]) is not None
        ]
        if same:
            parts.append(self.tr("The same as {first}: {letters}.").format(first=first, letters=", ".join(same)))
        return " ".join(parts)

    def _differs(self, place: int) -> str:
        if place == 0:
            return self.tr("{letter} differs from {first} from the start.")
        return self.tr("{letter} differs from {first} after {characters}.")

    def _vote(self, letter: str) -> None:
        """``letter``: of the best one, "" if they are equal."""
        chosen = [reply for reply in self._replies if reply.can_be_chosen]
        contestants = tuple(reply.contestant for reply in chosen)
        best = next((reply.contestant for reply in chosen if reply.letter == letter), None)
        if len(set(contestants)) < FEWEST:
            self._reveal(self.tr("All of these were the same model with the same settings: nothing was counted."))
            return
        self._keep_votes(KeepVotes(self._home, vote=Vote(contestants, best)))
        if best is None:
            self._reveal(self.tr("You found them equal."))
        else:
            self._reveal(self.tr("You found {letter} best: {name}.").format(letter=letter, name=name_of(best)))

    def _reveal(self, words: str) -> None:
        self._hidden = False
        self._ballot.hide()
        for reply in self._replies:
            reply.reveal()
        self._said.setText(" ".join(filter(None, (words, self._difference()))))
        self._columns.set_unfolded(self.height() >= scaled(_LOW))
        self._show_state()

    def _forget(self) -> None:
        self._forgotten = self._tally.pairs
        contestants = tuple({each for pair in self._forgotten for each in (pair.first, pair.second)})
        self._keep_votes(KeepVotes(self._home, forgotten=contestants))
        self._notice.show_text(self.tr("These votes are forgotten."), kind="info", action=self.tr("Undo"))

    def _take_back(self) -> None:
        self._notice.hide()
        self._keep_votes(KeepVotes(self._home, restored=self._forgotten))

    def _keep_votes(self, request: KeepVotes) -> None:
        self._runner.start(keep_votes, request, on_result=self._show_tally, on_error=self._fail)

    def _show_tally(self, tally: Tally) -> None:
        self._tally.show_tally(tally)

    def _keep_choices(self) -> None:
        if self._setups:
            now = ComparedColumns(self.choices, self._blind.isChecked())
            self._runner.start(keep_columns, KeepColumns(self._home, now), on_error=self._fail)

    def _fail(self, problem: Message) -> None:
        self._notice.show_text(message_text(problem), kind="error")

    @property
    def _can_write(self) -> bool:
        """A chat needs a message; a text may begin with nothing."""
        has_words = bool(self._prompt.toPlainText().strip()) or not self._asked.chat
        return self._job is None and len(self._setups) >= FEWEST and has_words

    def _show_state(self) -> None:
        writing = self._job is not None
        self._go.setVisible(not writing)
        self._go.setEnabled(self._can_write)
        self._stop.setVisible(writing)
        for widget in (self._seed, self._dice, self._tokens, self._blind):
            widget.setEnabled(not writing)
        self._columns.setEnabled(not writing and not self._hidden)
        self._add.setEnabled(not writing and not self._hidden and FEWEST <= len(self._setups) < MOST)
        for number, setup in enumerate(self._setups):
            setup.number(number, removable=len(self._setups) > FEWEST)
        self._tally.show_contestants([] if self._hidden else [choice.contestant for choice in self.choices])


def _number(name: str, accessible_name: str, least: int, most: int) -> QSpinBox:
    made = QSpinBox()
    made.setObjectName(name)
    made.setAccessibleName(accessible_name)
    made.setToolTip(tip(accessible_name))
    made.setRange(least, most)
    move_from_edge(made)
    return made


def _take_away(widget: QWidget, row: QHBoxLayout) -> None:
    row.removeWidget(widget)
    widget.hide()
    widget.deleteLater()
