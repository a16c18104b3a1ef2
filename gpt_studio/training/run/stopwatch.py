"""The seconds that a run has taken, without those during which the process was stopped."""

from __future__ import annotations

import contextlib
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field

from gpt_studio.core.job import JobContext

STRANGELY_LONG, STRANGELY_LONG_SECONDS, HEARING_SECONDS = 10, 1.0, 0.05
REMEMBERED_UPDATES = 50
SHORTEST_UPDATE = 1e-6


@dataclass
class Stopwatch:
    """``elapsed`` seconds in all. Only what the loop asks to be counted is counted, so pauses are not."""

    context: JobContext
    elapsed: float = 0.0
    _updates: deque[float] = field(default_factory=lambda: deque(maxlen=REMEMBERED_UPDATES))

    def now(self) -> float:
        """Seconds on a clock that stands still while the whole process is stopped, by Ctrl-Z for example."""
        return time.perf_counter() - self.context.suspended

    @contextlib.contextmanager
    def counted(self) -> Iterator[None]:
        """Context manager whose time counts; not if it is left with an error."""
        began = self.now()
        yield
        self.elapsed += self.now() - began

    def count_update(self, began: float) -> None:
        """Count an update that began at that time of :meth:`now`."""
        seconds = self.now() - began
        # That the process was stopped may be noticed a moment later than it goes on.
        longest = max(self._updates, default=seconds)
        if seconds > max(STRANGELY_LONG_SECONDS, STRANGELY_LONG * longest):
            time.sleep(HEARING_SECONDS)
            seconds = self.now() - began
        self.elapsed += seconds
        self._updates.append(max(seconds, SHORTEST_UPDATE))

    @property
    def counted_updates(self) -> int:
        """How many of the last updates :attr:`seconds_an_update` is the mean of."""
        return len(self._updates)

    @property
    def seconds_an_update(self) -> float:
        """The mean of the last updates, of which there must be one."""
        return sum(self._updates) / len(self._updates)
