"""What a subcommand works with: it runs jobs, shows their events and prints the result."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from gpt_studio.cli.display import Describe, JsonLines, describe, display_for
from gpt_studio.cli.interrupting import INTERRUPTED, run_interruptible
from gpt_studio.core.events import Event, as_json, snake_case
from gpt_studio.core.job import JobContext
from gpt_studio.core.paths import Home

__all__ = ["DONE", "INTERRUPTED", "Terminal"]

DONE = 0

Request = TypeVar("Request")
Result = TypeVar("Result")


class Terminal:
    """``interrupted`` says that Ctrl-C was pressed during the last job."""

    def __init__(self, home: Home, *, as_json: bool) -> None:
        self.home = home
        self.as_json = as_json
        self.interrupted = False

    def run(
        self, job: Callable[[Request, JobContext], Result], request: Request, describe: Describe = describe
    ) -> Result:
        """Run one job, showing its events. Raises what the job raises."""
        display = display_for(describe, as_json=self.as_json)
        broken = False

        def emit(event: Event) -> None:
            nonlocal broken
            try:
                display.show(event)
            except BrokenPipeError:  # Nobody reads any more: stop, and save, without bothering the job with it.
                broken = True
                context.cancel()

        context = JobContext(emit)
        try:
            result = run_interruptible(job, request, context, display.note)
        finally:
            self.interrupted = context.cancelled
            if not broken:
                display.close()
        if broken:
            raise BrokenPipeError
        return result

    def write(self, text: str) -> None:
        """Text for standard output that stands beside what a job writes there; nothing where a program reads."""
        if not self.as_json:
            print(text, end="", flush=True)

    def note(self, text: str) -> None:
        """A line for the person at the keyboard."""
        print(text, file=sys.stderr, flush=True)

    def finish(self, result: Any, lines: Iterable[str] = ()) -> int:
        """Print the result, for a program or as ``lines``; the exit code."""
        if self.as_json:
            kind = snake_case(type(result).__name__)
            JsonLines().write({"event": "result", "kind": kind, "result": as_json(result)})
        else:
            for line in lines:
                print(line)
        return self.code

    @property
    def code(self) -> int:
        """The exit code of what was done so far."""
        return INTERRUPTED if self.interrupted else DONE
