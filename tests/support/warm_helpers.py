"""Lets one helper process serve one Quarantine after another: starting one takes longer than most tests.

It is the same process with the same limits, and what it holds of a folder is read anew when the folder is opened. A
helper that died, or whose last task did not come to its end, is not used again. Programs that a test starts are not
affected.
"""

from __future__ import annotations

import contextlib
import subprocess
import weakref
from collections.abc import Iterator, Mapping
from typing import Any

from gpt_studio.artifacts import quarantine
from gpt_studio.artifacts.quarantine import Quarantine

_Helper = subprocess.Popen[bytes]


@contextlib.contextmanager
def helpers_kept_warm() -> Iterator[None]:
    """While it is held, a Quarantine hands its helper on when it is closed; at the end the helpers are ended."""
    idle: list[_Helper] = []
    over = False
    at_rest: weakref.WeakSet[_Helper] = weakref.WeakSet()  # after a task that came to its end
    running, exchange, end = Quarantine._running, Quarantine._exchange, quarantine._ended

    def take_or_start(self: Quarantine) -> _Helper:
        while (self._process is None or self._process.poll() is not None) and idle:
            self._stop()
            with contextlib.suppress(IndexError):  # another thread took the last one
                self._process = idle.pop()
                self._end = weakref.finalize(self, hand_on, self._process)
                self._waiting_for_start = False
        return running(self)

    def note_the_end(
        self: Quarantine, process: _Helper, request: dict[str, Any], parts: dict[str, bytes], seconds: float
    ) -> Mapping[str, Any]:
        at_rest.discard(process)
        answer = exchange(self, process, request, parts, seconds)
        at_rest.add(process)
        return answer

    def hand_on(process: _Helper) -> None:
        if process in at_rest and process.poll() is None and not over:
            idle.append(process)
        else:
            end(process)

    Quarantine._running, Quarantine._exchange = take_or_start, note_the_end  # type: ignore[method-assign, assignment]
    quarantine._ended = hand_on
    try:
        yield
    finally:
        Quarantine._running, Quarantine._exchange = running, exchange  # type: ignore[method-assign]
        quarantine._ended = end
        over = True
        while idle:
            end(idle.pop())
