"""Run jobs for a subcommand, show their events, and print the result."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from gpt_studio.cli.display import Describe, JsonLines, describe, display_for, print_piece
from gpt_studio.cli.interrupting import INTERRUPTED, run_interruptible
from gpt_studio.cli.wording import harmless
from gpt_studio.core.errors import StudioError
from gpt_studio.core.events import Event, as_json, snake_case
from gpt_studio.core.job import JobContext
from gpt_studio.core.paths import Home

__all__ = ["DONE", "INTERRUPTED", "OutputError", "Terminal", "output_explained"]

DONE = 0

Request = TypeVar("Request")
Result = TypeVar("Result")


class OutputError(StudioError):
    """The result cannot be printed: the disk of the output is full, or the terminal was closed."""


class Terminal:
    """``interrupted``: the last job was cancelled, by Ctrl-C for example."""

    def __init__(self, home: Home, *, as_json: bool) -> None:
        self.home = home
        self.as_json = as_json
        self.interrupted = False
        self._output_lost = False

    def run(
        self,
        job: Callable[[Request, JobContext], Result],
        request: Request,
        describe: Describe = describe,
        *,
        watch: Callable[[Event], None] | None = None,
    ) -> Result:
        """Run one job, showing its events; ``watch`` is told each of them first. Raises what the job raises."""
        display = display_for(describe, as_json=self.as_json)
        broken = False

        def emit(event: Event) -> None:
            nonlocal broken
            if watch is not None:
                watch(event)
            try:
                display.show(event)
            except BrokenPipeError:  # The reader is gone: cancel the job, so that it saves.
                broken = True
                context.cancel()
            except OSError as error:
                self._go_on_without_output(error)

        context = JobContext(emit)
        try:
            result = run_interruptible(job, request, context, lambda text: _if_possible(display.note, text))
        finally:
            self.interrupted = context.cancelled
            if not broken:
                with contextlib.suppress(OSError):
                    display.close()
        if broken:
            raise BrokenPipeError
        return result

    def _go_on_without_output(self, error: OSError) -> None:
        """Note once that the output cannot be written (a full disk, a closed terminal). This stops no job."""
        if not self._output_lost:
            self._output_lost = True
            reason = error.strerror or str(error)
            _if_possible(self.note, f"The output cannot be written ({reason}): the work goes on without it.")

    def write(self, text: str) -> None:
        """Print text to standard output beside what a job writes there; nothing with ``--json``."""
        if not self.as_json:
            print_piece(text)

    def note(self, text: str) -> None:
        """Print a line for a person on standard error."""
        print(text, file=sys.stderr, flush=True)

    def finish(self, result: Any, lines: Iterable[str] = ()) -> int:
        """Print the result, as JSON or as ``lines``, and return the exit code. Raises OutputError if it cannot."""
        with output_explained():
            if self.as_json:
                kind = snake_case(type(result).__name__)
                JsonLines().write({"event": "result", "kind": kind, "result": as_json(result)})
            else:
                for line in lines:
                    print(harmless(line))
        return self.code

    @property
    def code(self) -> int:
        """The exit code after the last job."""
        return INTERRUPTED if self.interrupted else DONE


@contextlib.contextmanager
def output_explained() -> Iterator[None]:
    """Context manager that turns the OSError of a print (full disk, closed terminal) into OutputError."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(
            "output.unwritable",
            "What was asked for is done, but its result could not be printed ({reason}): see where the output goes.",
            reason=error.strerror or str(error),
        ) from error


def _if_possible(note: Callable[[str], None], text: str) -> None:
    with contextlib.suppress(OSError):
        note(text)
