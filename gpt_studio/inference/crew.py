"""Threads that help the one that writes: they take part in a pass of machine code, and end when nobody needs them."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable

_IDLE_SECONDS = 2.0


class Crew:
    """Calls functions in threads of its own. A call may come late or never be needed any more: it must bear that."""

    def __init__(self) -> None:
        self._calls: queue.SimpleQueue[Callable[[], object]] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._threads = 0

    def help(self, call: Callable[[], object], helpers: int) -> None:
        """Let ``helpers`` threads make ``call``. Returns at once. Calls that still wait are not made twice."""
        if self._threads < helpers:
            self._start(helpers)
        for _ in range(helpers - self._calls.qsize()):
            self._calls.put(call)

    def _start(self, helpers: int) -> None:
        with self._lock:
            while self._threads < helpers:
                self._threads += 1
                threading.Thread(target=self._work, name="crew", daemon=True).start()

    def _work(self) -> None:
        while True:
            try:
                call = self._calls.get(timeout=_IDLE_SECONDS)
            except queue.Empty:
                with self._lock:
                    if self._calls.empty():
                        self._threads -= 1
                        return
                continue
            call()
            del call


CREW = Crew()
