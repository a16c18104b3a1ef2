"""The buttons of a blind vote, and the tally of the pairs that are compared."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from gpt_studio.jobs.chat.votes import Contestant, Pair, Tally
from gpt_studio.ui.look.fonts import scaled
from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.look.text import count
from gpt_studio.ui.tabs.chat.compare.blind import LETTERS
from gpt_studio.ui.tabs.chat.compare.names import name_of
from gpt_studio.ui.widgets.buttons import Button
from gpt_studio.ui.widgets.labels import ElidedLabel
from gpt_studio.ui.widgets.share_bar import PartsBar
from gpt_studio.ui.widgets.wrapping_row import WrappingRow

_BAR_WIDTH = 96
_BESIDE = 2
"""Pairs in one line."""


class Ballot(WrappingRow):
    """``voted`` carries the letter of the best one, "" if they are equal. ``shown``: the names are wanted without a
    vote. Hidden until there is something to vote on."""

    voted = Signal(str)
    shown = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(spacing=Space.S, between_lines=Space.XS, parent=parent)
        self._buttons: list[Button] = []
        self._equal = Button("", name="chat_compare_equal", icon="ph.equals")
        self._equal.clicked.connect(lambda: self.voted.emit(""))
        self._show = Button(self.tr("Show the names without a vote"), name="chat_compare_reveal", look="quiet")
        self._show.clicked.connect(self.shown)
        for letter in LETTERS:
            button = Button(
                self.tr("{letter} is best").format(letter=letter), name=f"chat_compare_best_{letter}", icon="ph.trophy"
            )
            button.clicked.connect(lambda _checked=False, letter=letter: self.voted.emit(letter))
            self._buttons.append(button)
            self.add(button)
        self.add(self._equal)
        self.add(self._show)
        self.hide()

    def offer(self, letters: str) -> None:
        """Let one of the columns with these letters be chosen."""
        for button, letter in zip(self._buttons, LETTERS, strict=True):
            button.setVisible(letter in letters)
        both = len(letters) == 2
        self._equal.set_words(self.tr("Both are equal") if both else self.tr("All are equal"), "ph.equals")
        self._equal.setVisible(len(letters) > 1)
        self.show()


class TallyView(QWidget):
    """``reset_wanted``: the votes on the pairs that are shown are to be forgotten. Hidden without any."""

    reset_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("chat_compare_tally")
        self._tally = Tally()
        self._contestants: Sequence[Contestant] = ()
        self._lines: list[_Line] = []
        self._rows = QGridLayout()
        self._rows.setHorizontalSpacing(Space.L)
        self._rows.setVerticalSpacing(Space.XS)
        self._reset = Button(self.tr("Forget these votes"), name="chat_compare_forget", icon="ph.trash", look="quiet")
        self._reset.clicked.connect(self.reset_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.M)
        row.addLayout(self._rows, 1)
        row.addWidget(self._reset)
        self.hide()

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """Of those that are compared, the ones on which there are votes."""
        found = (self._tally.of(*two) for two in combinations(sorted(set(self._contestants)), 2))
        return tuple(pair for pair in found if pair.votes)

    def show_tally(self, tally: Tally) -> None:
        self._tally = tally
        self._show()

    def show_contestants(self, contestants: Sequence[Contestant]) -> None:
        """Those that are compared; none while nobody is to know them."""
        self._contestants = contestants
        self._show()

    def _show(self) -> None:
        pairs = self.pairs
        while len(self._lines) < len(pairs):
            number = len(self._lines)
            self._lines.append(_Line(number))
            self._rows.addWidget(self._lines[-1], *divmod(number, _BESIDE))
            self._rows.setColumnStretch(number % _BESIDE, 1)
        for number, line in enumerate(self._lines):
            line.setVisible(number < len(pairs))
            if number < len(pairs):
                line.show_pair(pairs[number])
        self.setVisible(bool(pairs))


class _Line(QWidget):
    """One pair: a bar, and the same in words."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self._bar = PartsBar()
        self._bar.setFixedWidth(scaled(_BAR_WIDTH))
        self._words = ElidedLabel("", "caption")
        self._words.setObjectName(f"chat_compare_tally_{number}")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.S)
        row.addWidget(self._bar)
        row.addWidget(self._words, 1)

    def show_pair(self, pair: Pair) -> None:
        parts = (pair.first_better, pair.second_better, pair.equal)
        self._bar.show_parts([part / pair.votes for part in parts])
        words = self.tr("{first}: {first_better} · {second}: {second_better} · equal: {equal}").format(
            first=name_of(pair.first),
            first_better=count(pair.first_better),
            second=name_of(pair.second),
            second_better=count(pair.second_better),
            equal=count(pair.equal),
        )
        self._words.setText(words)
        self.setAccessibleName(words)
