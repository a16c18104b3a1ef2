"""Opens the card of the token that one points at, and lets the model think of its place again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QRect, Signal
from PySide6.QtWidgets import QWidget

from gpt_studio.core.errors import Message
from gpt_studio.inference.sampling_settings import Sampling
from gpt_studio.jobs.chat.token_choices import Reconsider, Reconsidered, reconsider
from gpt_studio.jobs.models.open_model import OpenedModel
from gpt_studio.ui.state.worker import LatestWins, Runner
from gpt_studio.ui.thoughts.token_card import TokenCard
from gpt_studio.ui.thoughts.token_layer import TokenLayer


@dataclass(frozen=True)
class Behind:
    """What stands behind a token of a layer: the model, the ids ``before`` the token number ``first``, and how they
    were drawn. ``can_branch``: the text can go on from another token."""

    model: OpenedModel
    before: tuple[int, ...]
    sampling: Sampling
    can_branch: bool
    first: int = 0


class CardKeeper(QObject):
    """One card for all layers that it follows. ``behind`` says what stands behind a token of one of them; None where no
    model can be asked, and without ``runner`` none ever is.

    ``branch_wanted`` carries the layer, the number of the token, and the :class:`Candidate` to write on with, or else
    the :class:`Sampling` to draw by there.
    """

    branch_wanted = Signal(object, int, object, object)
    place_wanted = Signal(object)
    """Carries the :class:`Memorised` passage that the token stands in."""
    failed = Signal(object)

    def __init__(
        self,
        runner: Runner | None,
        owner: QWidget,
        behind: Callable[[TokenLayer, int], Behind | None] = lambda _, _number: None,
    ) -> None:
        super().__init__(owner)
        self._owner, self._behind = owner, behind
        self._told: tuple[TokenLayer, int] | None = None
        self.card: TokenCard | None = None
        self._again = (
            LatestWins(runner, reconsider, on_result=self._reconsidered, on_error=self._failed, parent=self)
            if runner is not None
            else None
        )

    def follow(self, layer: TokenLayer) -> None:
        layer.pointed.connect(lambda number, place: self._tell(layer, number, place, held=False))
        layer.held.connect(lambda number, place: self._tell(layer, number, place, held=True))
        layer.left.connect(self._pointer_left)
        layer.entered.connect(self._enter)
        layer.escaped.connect(self.close)

    def close(self) -> None:
        if self.card is not None:
            self.card.close_card()

    def shut_down(self) -> None:
        self.close()
        self._stop_asking()

    def _tell(self, layer: TokenLayer, number: int, place: QRect, *, held: bool) -> None:
        if self.card is None:
            self.card = TokenCard(self._owner)
            self.card.branch_wanted.connect(lambda candidate: self._branch(candidate, None))
            self.card.redraw_wanted.connect(lambda sampling: self._branch(None, sampling))
            self.card.settings_wanted.connect(self._reconsider)
            self.card.place_wanted.connect(self._show_place)
            self.card.closed.connect(self._forget)
        if self.card.held and not held:
            return
        if self._told is not None and self._told[0] is not layer:
            self._told[0].mark(None)
        self._told = (layer, number)
        layer.mark(number)
        behind = self._behind(layer, number)
        self.card.show_choice(
            layer.choices[number],
            place,
            held=held,
            can_branch=behind is not None and behind.can_branch,
            can_ask=behind is not None,
            learnt=layer.learnt_at(number) is not None,
            back=layer.view,
        )

    def _pointer_left(self) -> None:
        if self.card is not None:
            self.card.leave_soon()

    def _enter(self) -> None:
        if self.card is not None and not self.card.isHidden():
            self.card.enter()

    def _forget(self) -> None:
        if self._told is not None:
            self._told[0].mark(None)
        self._told = None
        self._stop_asking()

    def _stop_asking(self) -> None:
        if self._again is not None:
            self._again.cancel()

    def _show_place(self) -> None:
        passage = self._told[0].learnt_at(self._told[1]) if self._told is not None else None
        if passage is not None:
            self.place_wanted.emit(passage)

    def _branch(self, candidate: object, sampling: Sampling | None) -> None:
        if self._told is not None:
            self.branch_wanted.emit(*self._told, candidate, sampling)

    def _reconsider(self) -> None:
        if self._told is None:
            return
        layer, number = self._told
        behind = self._behind(layer, number)
        if behind is not None and self._again is not None:
            written = tuple(choice.id for choice in layer.choices[behind.first : number])
            self._again.submit(Reconsider(behind.model, behind.before, written, behind.sampling))

    def _reconsidered(self, found: Reconsidered) -> None:
        behind = self._behind(*self._told) if self._told is not None else None
        if self.card is not None and behind is not None:
            self.card.show_reconsidered(found, behind.sampling)

    def _failed(self, problem: Message) -> None:
        self.failed.emit(problem)
