"""When the model writes a sample during its training, and how long that sample may be.

Samples come at even times, so what a slow model saves on is their length: the share of the time that they may take is
kept free for many short ones instead of few long ones.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from gpt_studio.training.events import SampleWritten
from gpt_studio.training.intervals import SAMPLE_SHARE, seconds_to_next_sample
from gpt_studio.training.run.stopwatch import Stopwatch
from gpt_studio.training.store.recipe import Resolved

WORTH_SAMPLING_SECONDS = 10.0
FIRST_TOKENS = 16  # before the model has learnt anything; it tells how long a token takes
WORTH_READING_TOKENS, SHORTEST_TOKENS = 32, 12
IN_ADVANCE_SECONDS = 10.0
OVERDUE_PAUSES, OVERDUE_SHARE = 3, 2 * SAMPLE_SHARE


@dataclass(frozen=True)
class Written:
    """A sample: ``text`` follows ``prompt``. A token more takes ``seconds_a_token``; None if that is not known.
    ``thoughts`` as in :class:`SampleWritten`."""

    prompt: str
    text: str
    seconds_a_token: float | None
    thoughts: str = ""


@dataclass
class Samples:
    """``write`` lets the model write so many tokens, at most ``longest``. ``seconds``: what the samples after the first
    one took so far."""

    write: Callable[[int], Written]
    clock: Stopwatch
    longest: int
    seconds: float = 0.0
    _began: float | None = field(default=None, init=False)
    _newest: float | None = field(default=None, init=False)
    _seconds_a_token: float = field(default=0.0, init=False)

    def written_if_due(self, step: int, plan: Resolved) -> SampleWritten | None:
        """To be called after each step. The sample of ``step``, or None where none is due.

        The first one of a sitting comes at once, if the run is long enough for it, and the last step has one of full
        length. The first is short and outside of SAMPLE_SHARE of the time, because what is done for the first time
        takes long; those after it keep to that share, in which what the last one takes is kept free. Where earlier ones
        took longer than expected, because the machine is busy, a short one comes before all is made up for.
        """
        if self._began is None:
            self._began = self.clock.elapsed
        tokens = self.longest if step == plan.steps else self._tokens_due(plan)
        return self._written(step, tokens) if tokens else None

    def of_full_length(self, step: int) -> SampleWritten | None:
        """A sample of the weights as they are now, whatever it takes."""
        return self._written(step, self.longest)

    def _written(self, step: int, tokens: int) -> SampleWritten | None:
        """None where there is nothing to read: a young model may write nothing but blanks."""
        before = self.clock.elapsed
        with self.clock.counted():
            written = self.write(tokens)
        took = self.clock.elapsed - before
        self.seconds += took if self._newest is not None else 0.0
        self._seconds_a_token = took / tokens if written.seconds_a_token is None else written.seconds_a_token
        self._newest = before
        if not written.text.strip():
            return None
        return SampleWritten(step, written.prompt, written.text, before, written.thoughts)

    def _tokens_due(self, plan: Resolved) -> int:
        """How many tokens to write now; 0 for none."""
        if self._newest is None:
            worth_it = _whole_seconds(plan) >= WORTH_SAMPLING_SECONDS
            return min(FIRST_TOKENS, self.longest) if worth_it else 0
        waited, pause = self.clock.elapsed - self._newest, seconds_to_next_sample(self.clock.elapsed)
        tokens, shortest = min(self._affordable(plan), self.longest), min(SHORTEST_TOKENS, self.longest)
        if waited < pause or (waited < 2 * pause and tokens < min(WORTH_READING_TOKENS, self.longest)):
            return 0
        if tokens >= shortest:
            return tokens
        overdue = waited >= OVERDUE_PAUSES * pause
        return shortest if overdue and shortest * self._seconds_a_token <= OVERDUE_SHARE * waited else 0

    def _affordable(self, plan: Resolved) -> int:
        """As many tokens as the share allows. The first samples are paid in advance, and the later ones pay that back,
        so that the share holds for the whole run."""
        assert self._began is not None
        now = self.clock.elapsed
        whole = max(now, _whole_seconds(plan))
        last_one = min(self.longest * self._seconds_a_token, SAMPLE_SHARE * whole / 4)
        rate = (SAMPLE_SHARE * whole - last_one) / (whole + IN_ADVANCE_SECONDS)
        free = rate * (now + IN_ADVANCE_SECONDS - self._began) - self.seconds
        return max(0, int(free / max(self._seconds_a_token, 1e-9)))


def _whole_seconds(plan: Resolved) -> float:
    return plan.budget or plan.steps * plan.step_seconds
