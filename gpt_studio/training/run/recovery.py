"""Decides what to do about updates that are not finite: they are skipped, and after too many the run goes back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from gpt_studio.core.errors import StudioError, say
from gpt_studio.training.events import WentBack
from gpt_studio.training.run.journal import Journal
from gpt_studio.training.store.run_state import Correction, RunState

MOST_SKIPPED = 3
SLOWER = 0.5
MOST_RETURNS = 6


@dataclass
class Recovery:
    """``go_back`` puts the last good checkpoint up to a step, or the weights of the start, into the model.

    It returns the state that belongs to it. ``skipped_in_a_row`` updates before the next one were skipped.
    """

    go_back: Callable[[int], RunState]
    journal: Journal
    skipped_in_a_row: int = 0
    _returns: int = 0

    def must_go_back(self, step: int, *, skipped: bool) -> bool:
        """Whether too many updates in a row were ``skipped``, of which ``step`` is the last."""
        if not skipped:
            self.skipped_in_a_row = 0
            return False
        self.journal.warn(
            say(
                "training.skipped",
                "Step {step}: the loss or its gradient was not finite, so the step was skipped.",
                step=step,
            )
        )
        self.skipped_in_a_row += 1
        return self.skipped_in_a_row >= MOST_SKIPPED

    def return_from(self, step: int, before: Correction) -> tuple[RunState, Correction]:
        """Go on from the last good checkpoint with the text that follows here, and more slowly.

        ``before``: what applied until now. Raises StudioError where going back was of no use.
        """
        if self._returns == MOST_RETURNS:
            raise StudioError(
                "training.not_finite",
                "The training broke down at step {step} again and again, also at {share:g} of its learning rate: what "
                "was saved is kept. Start again with a lower learning rate, or with precision float32.",
                step=step,
                share=before.rate_factor,
            )
        self._returns += 1
        state = self.go_back(step)
        correction = Correction(step + before.skipped_data - state.step, before.rate_factor * SLOWER)
        self.journal.warn(
            say(
                "training.went_back",
                "At step {step} the numbers were not finite any more: going on from step {good}, with other text and "
                "{share:g} of the planned learning rate.",
                step=step,
                good=state.step,
                share=correction.rate_factor,
            )
        )
        self.journal.context.emit(WentBack(step, state.step, correction.rate_factor))
        self.skipped_in_a_row = 0
        return state, correction

    def saved(self) -> None:
        """A checkpoint was saved at its regular step: after a good one, going back may help again."""
        if not self.skipped_in_a_row:
            self._returns = 0
