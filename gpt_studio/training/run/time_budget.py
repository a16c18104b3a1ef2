"""Computes from the speed so far how many steps fit into the minutes of a run."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import median

MARKS = (*(number / 20 for number in range(1, 20)), 0.98)
SHORTEST_LOOK_BACK = 0.1
SHORTEST_SEEN = 0.05
WORTH_CHANGING = 0.02
FIRST_STEPS, WARM_UP_STEPS = 2, 3
REMEMBERED_STEPS = 25


@dataclass
class TimeBudget:
    """Watches one sitting of a run that is to take ``seconds`` of training in all.

    The number of steps is computed anew at fixed shares of the time (MARKS). The rest of the run is expected to be as
    fast as the last stretch of the past that is as long as the rest, at least a tenth of the time: so near the end only
    the present speed counts. The time includes measuring, saving and samples. What they take after the last step is
    kept free. The first steps of a sitting tell nothing, because the first sample comes among them and takes as long as
    many steps; then SHORTEST_SEEN of the time that is left has to be seen.

    ``cost`` tells how long steps between two places of the run (0 to 1) take, in the mean and in any unit. ``cycle``:
    after so many steps of a sitting all that comes now and then has come once; before that nothing is computed either.
    """

    seconds: float
    cost: Callable[[float, float], float] = lambda *_: 1.0
    cycle: int = 0
    _looks: list[tuple[int, float, float]] = field(default_factory=list)
    _begun: int = 0
    _step: int = 0
    _before: float = 0.0
    _steps_seen: int = 0
    _recent: deque[float] = field(default_factory=lambda: deque(maxlen=REMEMBERED_STEPS))
    _longest: float = 0.0
    _next: float = 0.0

    def begin(self, step: int, elapsed: float, place: float) -> None:
        """A sitting begins after ``step`` steps, which took ``elapsed`` seconds; or the run went back to there.

        ``place`` is where on the schedule that is, from 0 to 1.
        """
        self._looks = [(step, elapsed, place)]
        self._begun = self._step = step
        self._before = elapsed
        self._next = self._mark_after(elapsed)

    def steps_that_fit(self, step: int, elapsed: float, steps: int, place: float) -> int | None:
        """To be called after each step; ``elapsed`` counts everything since the run began, ``place`` is as in begin.

        A new number of steps in all, or None where ``steps`` is still right or it is not yet time to look.
        """
        if step <= self._step:
            self.begin(step - 1, elapsed, place)
        self._note_step(elapsed)
        self._step = step
        if self._steps_seen <= FIRST_STEPS:
            self._looks = [(step, elapsed, place)]
        if elapsed >= self.seconds:
            return step if step < steps else None
        began = self._looks[0][1]
        too_early = step - self._begun < self.cycle or elapsed - began < SHORTEST_SEEN * (self.seconds - began)
        if too_early or elapsed < self._next:
            return None
        self._next = self._mark_after(elapsed)
        self._looks.append((step, elapsed, place))
        stretch = max(self.seconds - elapsed, SHORTEST_LOOK_BACK * self.seconds)
        first_step, first_elapsed, first_place = max(
            (look for look in self._looks if look[1] <= elapsed - stretch), default=self._looks[0]
        )
        seconds_a_step = (elapsed - first_elapsed) / max(step - first_step, 1)
        seconds_a_step *= self.cost(place, 1.0) / self.cost(first_place, place)
        left = max(1, round((self.seconds - self._closing - elapsed) / seconds_a_step))
        planned = steps - step
        return step + left if abs(left - planned) > WORTH_CHANGING * left else None

    def _note_step(self, elapsed: float) -> None:
        took, self._before = elapsed - self._before, elapsed
        self._steps_seen += 1
        if self._steps_seen > WARM_UP_STEPS:
            self._recent.append(took)
            self._longest = max(self._longest, took)

    @property
    def _closing(self) -> float:
        """Seconds of what follows the last update: a measurement, a sample and a save, at most."""
        return self._longest - median(self._recent) if self._recent else 0.0

    def _mark_after(self, elapsed: float) -> float:
        return next((mark * self.seconds for mark in MARKS if mark * self.seconds > elapsed), self.seconds)
