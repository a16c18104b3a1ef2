"""Report the progress of an export, and stop it when it is cancelled."""

from __future__ import annotations

from gpt_studio.core.errors import say
from gpt_studio.core.events import Progress
from gpt_studio.core.job import JobContext

_PARTS = 200


class Meter:
    """Counts the bytes written out of ``total``, and reports about 200 times at most."""

    def __init__(self, total: int, context: JobContext) -> None:
        self._total = max(total, 1)
        self._context = context
        self._done = 0
        self._reported = -1

    def add(self, count: int) -> None:
        """Count ``count`` more bytes. Raises JobCancelled if the job is cancelled."""
        self._context.raise_if_cancelled()
        self._done += count
        part = _PARTS * self._done // self._total
        if part != self._reported:
            self._reported = part
            what = say(
                "export.writing",
                "Writing: {done:,.0f} of {total:,.0f} MB",
                done=min(self._done, self._total) / 1e6,
                total=self._total / 1e6,
            )
            self._context.emit(Progress(what, min(self._done / self._total, 1.0)))
