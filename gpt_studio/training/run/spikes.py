"""Sudden jumps of the training loss, told apart from its usual noise: the one rule of what a spike is."""

from __future__ import annotations

import math
from collections import deque
from statistics import median

WINDOW = 50  # steps that say what is usual
FEWEST = 20
DEVIATIONS = 8.0  # of a normal distribution, so that noise alone is never a spike
LEAST_SHARE = 0.1  # of the usual loss
QUIET_STEPS = 50  # after a spike was told
HIGH_NATS = 0.8  # a token above the usual loss
REMEMBERED = 1000  # high spikes at most


class Spikes:
    """Compares each loss with the median of those before it, and with how far these usually are from it."""

    def __init__(self) -> None:
        self._recent: deque[float] = deque(maxlen=WINDOW)
        self._high: deque[int] = deque(maxlen=REMEMBERED)
        self._quiet_until = 0

    def note(self, step: int, loss: float) -> float | None:
        """The usual loss if this one jumped away from it, and nothing was told lately; else None."""
        if not math.isfinite(loss):
            self._high.append(step)
            return None
        usual = self._spiked_from(loss)
        self._recent.append(loss)
        if usual is not None and loss - usual > HIGH_NATS:
            self._high.append(step)
        if usual is None or step < self._quiet_until:
            return None
        self._quiet_until = step + QUIET_STEPS
        return usual

    def high_after(self, step: int) -> int:
        """How many losses after ``step`` jumped by more than HIGH_NATS, or were not finite."""
        return sum(each > step for each in self._high)

    def forget(self) -> None:
        """After the run went back: what follows is compared with itself."""
        self._recent.clear()
        self._high.clear()
        self._quiet_until = 0

    def _spiked_from(self, loss: float) -> float | None:
        if len(self._recent) < FEWEST or loss <= self._recent[-1]:
            return None
        usual = median(self._recent)
        deviation = 1.4826 * median(abs(value - usual) for value in self._recent)
        return usual if loss - usual > max(DEVIATIONS * deviation, LEAST_SHARE * usual) else None
