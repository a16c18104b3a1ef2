"""Measures how late an event loop handles timers."""

from __future__ import annotations

import time

import numpy as np
from PySide6.QtCore import QObject, Qt, QTimer


class Pulse(QObject):
    """A timer is due every ``every_ms``; ``late`` holds how late each was handled, in ms."""

    def __init__(self, every_ms: int) -> None:
        super().__init__()
        self.late: list[float] = []
        self._every_ms = every_ms
        self._last = time.perf_counter()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start(every_ms)

    def stop(self) -> None:
        self._timer.stop()

    def percentile(self, share: float) -> float:
        return float(np.percentile(self.late, share))

    def _beat(self) -> None:
        """Record all beats that were due since the last one: after a long gap the timer fires only once."""
        now = time.perf_counter()
        gap = (now - self._last) * 1000
        self._last = now
        every = self._every_ms
        self.late += [max(0.0, gap - due) for due in np.arange(every, max(gap, every + 1), every)]
