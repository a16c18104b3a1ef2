"""The card beside a token: what else could have come, and a way to write on with it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from gpt_studio.inference.sampling_settings import Sampling
from gpt_studio.insight.choice import Candidate, Choice
from gpt_studio.jobs.chat.token_choices import Reconsidered
from gpt_studio.ui.look.fonts import scaled
from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.look.style_sheet import set_look
from gpt_studio.ui.look.text import count, decimal
from gpt_studio.ui.state.qt_overrides import called_by_qt
from gpt_studio.ui.thoughts.candidate_row import CandidateRow, ColumnHeads
from gpt_studio.ui.thoughts.other_settings import OtherSettings
from gpt_studio.ui.thoughts.sureness import names, share, step_of, written
from gpt_studio.ui.widgets.buttons import Button, IconButton
from gpt_studio.ui.widgets.labels import label

_WIDTH = 392
_ROWS = 11  # ten, and the one that was drawn
_FEWEST_ROWS = 4  # in a low window
_PATIENCE_MS = 350
_BESIDE = 6


class TokenCard(QFrame):
    """Floats above the window that ``owner`` is in. One that is held stays until it is closed; otherwise it leaves with
    the pointer.

    ``branch_wanted`` carries a :class:`Candidate`, ``settings_wanted`` asks for :meth:`show_reconsidered`, and
    ``redraw_wanted`` carries the :class:`Sampling` to write on with from here. ``place_wanted``: show where in the
    training text the token's passage stands.
    """

    branch_wanted = Signal(object)
    settings_wanted = Signal()
    redraw_wanted = Signal(object)
    place_wanted = Signal()
    closed = Signal()

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self._owner = owner
        self._choice: Choice | None = None
        self._can_branch = False
        self._held = False
        self._reconsidered: Reconsidered | None = None
        self._back: QWidget | None = None
        self.setObjectName("chat_token_card")
        self.setAccessibleName(self.tr("What could have come here"))
        set_look(self, "card")
        self.setAutoFillBackground(True)
        self.setFixedWidth(scaled(_WIDTH))
        self._title = label("", "heading", wrap=True)
        self._title.setObjectName("chat_token_title")
        self._told = label("", "caption", wrap=True)
        self._told.setObjectName("chat_token_told")
        self._close = IconButton("ph.x", self.tr("Close"), name="chat_token_close")
        self._close.clicked.connect(self.close_card)
        self._rows = [CandidateRow(name=f"chat_token_candidate_{number}") for number in range(_ROWS)]
        self._rest = label("", "caption", wrap=True)
        self._place_button = Button(
            self.tr("Word for word in its training text: show where"),
            name="chat_token_place",
            icon="ph.book-open",
            look="quiet",
        )
        self._place_button.clicked.connect(self.place_wanted)
        self._settings = OtherSettings()
        self._settings.changed.connect(self._show_rows)
        self._settings.write_wanted.connect(lambda: self.redraw_wanted.emit(self._settings.sampling))
        self._settings.hide()
        self._more = Button(
            self.tr("What would other settings do?"), name="chat_token_more", icon="ph.sliders-horizontal", look="quiet"
        )
        self._more.clicked.connect(self.settings_wanted)
        head = QHBoxLayout()
        head.setSpacing(Space.S)
        head.addWidget(self._title, 1)
        head.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.M, Space.S, Space.S, Space.S)
        layout.setSpacing(2)
        layout.addLayout(head)
        layout.addWidget(self._told)
        layout.addWidget(ColumnHeads())
        for row in self._rows:
            row.clicked.connect(lambda _=False, row=row: self.branch_wanted.emit(row.candidate))
            layout.addWidget(row)
        layout.addWidget(self._rest)
        layout.addWidget(self._place_button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._settings)
        self._leaving = QTimer(self, interval=_PATIENCE_MS, singleShot=True)
        self._leaving.timeout.connect(self.close_card)
        self.hide()

    @property
    def choice(self) -> Choice | None:
        """The token that is told of, as long as the card is shown."""
        return None if self.isHidden() else self._choice

    @property
    def held(self) -> bool:
        return self._held and not self.isHidden()

    def show_choice(
        self,
        choice: Choice,
        place: QRect,
        *,
        held: bool,
        can_branch: bool,
        can_ask: bool,
        learnt: bool,
        back: QWidget,
    ) -> None:
        """Tell of ``choice``, which stands at ``place`` (in global coordinates). ``can_ask``: the model can be asked
        about other settings. ``learnt``: the token stands in a passage of the training text. ``back``: where the
        keyboard returns to."""
        if self._choice is not choice or self.isHidden():
            self._choice, self._reconsidered, self._can_branch = choice, None, can_branch
            self._settings.hide()
            self._more.setVisible(can_ask)
        self._held, self._back = held, back
        self._place_button.setVisible(learnt)
        self._leaving.stop()
        self._show_words()
        self._show_rows()
        self._put_beside(place)

    def show_reconsidered(self, found: Reconsidered, sampling: Sampling) -> None:
        """Offer other settings for the same place, beginning with ``sampling``."""
        self._reconsidered = found
        self._held = True
        self._settings.show_sampling(sampling)
        self._settings.offer_writing(self._can_branch)
        self._more.hide()
        self._settings.show()
        self._show_rows()
        self._put_beside(self._place)

    def enter(self) -> None:
        """Give the keyboard to the first row that can be clicked."""
        self._held = True
        first = next((row for row in self._rows if row.isEnabled() and not row.isHidden()), None)
        (first or self._close).setFocus(Qt.FocusReason.TabFocusReason)

    def leave_soon(self) -> None:
        """The pointer has left the token; it may be on its way to the card."""
        if not self._held and not self.isHidden():
            self._leaving.start()

    def close_card(self) -> None:
        self._leaving.stop()
        if not self.isHidden():
            had_focus = self.isAncestorOf(self.focusWidget()) if self.focusWidget() is not None else False
            self._held = False
            self.hide()
            if had_focus and self._back is not None:
                self._back.setFocus()
            self.closed.emit()

    @called_by_qt
    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._leaving.stop()

    @called_by_qt
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.leave_soon()

    @called_by_qt
    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if event.key() == Qt.Key.Key_Escape:
            self.close_card()
        elif event.key() in steps:
            self._go(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def _go(self, by: int) -> None:
        rows = [row for row in self._rows if row.isEnabled() and not row.isHidden()]
        focused = self.window().focusWidget()
        here = next((place for place, row in enumerate(rows) if row is focused), None)
        if rows:
            place = 0 if here is None else min(max(here + by, 0), len(rows) - 1)
            rows[place].setFocus(Qt.FocusReason.TabFocusReason)

    def _show_words(self) -> None:
        choice = self._choice
        assert choice is not None
        self._title.setText(
            self.tr("“{word}”: {sure}").format(
                word=written(choice.shown or choice.text), sure=names()[step_of(choice.probability)]
            )
        )
        told = self.tr("Its choice number {rank}, with {share} of all chances: a surprise of {bits} bits.").format(
            rank=count(choice.rank), share=share(choice.probability), bits=decimal(choice.surprise, 1)
        )
        if choice.rank == 1:
            told = self.tr("Its first choice, with {share} of all chances: a surprise of {bits} bits.").format(
                share=share(choice.probability), bits=decimal(choice.surprise, 1)
            )
        if self._can_branch:
            told += " " + self.tr("Click another one, and the text goes on with that; this one is kept.")
        self._told.setText(told)

    def _show_rows(self) -> None:
        choice = self._choice
        if choice is None:
            return
        candidates: tuple[Candidate, ...] = choice.candidates
        if self._reconsidered is not None:
            candidates = self._reconsidered.candidates(self._settings.sampling)
        drawn = Candidate(choice.id, choice.text, choice.probability, choice.odds)
        if all(candidate.id != choice.id for candidate in candidates):
            if self._reconsidered is not None:
                drawn = replace(drawn, odds=self._reconsidered.odds_of(choice.id, self._settings.sampling))
            candidates = (*candidates, drawn)
        for row, candidate in zip(self._rows, candidates, strict=False):
            row.show_candidate(candidate, drawn=candidate.id == choice.id, can_branch=self._can_branch)
        for number, row in enumerate(self._rows):
            row.setVisible(number < len(candidates))
        rest = max(0.0, 1 - sum(candidate.probability for candidate in candidates))
        self._rest.setText(
            self.tr("Before and after temperature and filters. All other tokens together: {share}").format(
                share=share(rest)
            )
        )

    def _hide_a_row(self) -> bool:
        """Hide the last row but for the one that was drawn; False where few are left."""
        rows = [row for row in self._rows if not row.isHidden() and not row.drawn]
        if len(rows) > _FEWEST_ROWS:
            rows[-1].hide()
        return len(rows) > _FEWEST_ROWS

    def _put_beside(self, place: QRect) -> None:
        """Beneath the token, above it where there is more room, and always within the window."""
        self._place = place
        window = self._owner.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        self.ensurePolished()
        layout = self.layout()
        assert layout is not None
        layout.activate()
        size = QRect(0, 0, self.width(), max(layout.heightForWidth(self.width()), self.minimumSizeHint().height()))
        top_left = window.mapFromGlobal(place.topLeft())
        below, above = top_left.y() + place.height() + _BESIDE, top_left.y() - size.height() - _BESIDE
        y = below if below + size.height() <= window.height() or window.height() - below >= top_left.y() else above
        x = min(max(top_left.x() - Space.M, Space.S), max(window.width() - size.width() - Space.S, Space.S))
        y = min(max(y, Space.S), max(window.height() - size.height() - Space.S, Space.S))
        while size.height() > window.height() - 2 * Space.S and self._hide_a_row():
            layout.activate()
            size.setHeight(max(layout.heightForWidth(self.width()), self.minimumSizeHint().height()))
            y = Space.S
        self.resize(size.size())
        self.move(QPoint(x, y))
        self.show()
        self.raise_()
