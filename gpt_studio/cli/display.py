"""Show events: as a bar on a terminal, as plain lines elsewhere, as JSON lines for programs."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Any, Protocol

from tqdm import tqdm

from gpt_studio.cli.wording import harmless
from gpt_studio.core.events import Event, Log, Progress, as_json

BETWEEN_LINES = 1.0  # seconds
_BAR = "{desc} |{bar:20}| {percentage:3.0f}%"
_NO_BAR = "{desc}  {elapsed}"


@dataclass(frozen=True)
class Step:
    """The progress of a job, which replaces the one shown before. ``fraction`` is in 0..1, or None if unknown."""

    text: str
    fraction: float | None


@dataclass(frozen=True)
class WrittenPiece:
    """Text that the model writes, for standard output."""

    text: str


Seen = Step | WrittenPiece | str | None
Describe = Callable[[Event], Seen]


def describe(event: Event) -> Seen:
    """How the events that every job has are shown. A string is a line that stays."""
    match event:
        case Progress():
            return Step(str(event.what), event.fraction)
        case Log(level="warning"):
            return f"Warning: {event.what}"
        case Log():
            return str(event.what)
    return None


def print_piece(text: str) -> None:
    """Print text to standard output; on a terminal without control characters, which it would obey."""
    print(harmless(text) if sys.stdout.isatty() else text, end="", flush=True)


class Display(Protocol):
    """Shows events; may be called from any thread."""

    def show(self, event: Event) -> None: ...

    def note(self, text: str) -> None:
        """Show a line to a person, never to a program."""
        ...

    def close(self) -> None: ...


def display_for(describe: Describe, *, as_json: bool) -> Display:
    """JSON lines if asked for, a bar if standard error is a terminal, else plain lines."""
    if as_json:
        return JsonLines()
    return Bar(describe) if sys.stderr.isatty() else Lines(describe)


class JsonLines:
    """One JSON object per line on standard output, in ASCII, which is the same in every encoding."""

    def __init__(self) -> None:
        self._lock = Lock()

    def show(self, event: Event) -> None:
        self.write(as_json(event))

    def write(self, value: Any) -> None:
        with self._lock:
            print(json.dumps(value, allow_nan=False), flush=True)

    def note(self, text: str) -> None:
        print(text, file=sys.stderr, flush=True)

    def close(self) -> None:
        pass


class Lines:
    """Lines on standard error. Progress takes at most one line a second, and none in a job of less than a second."""

    def __init__(self, describe: Describe) -> None:
        self._describe = describe
        self._lock = Lock()
        self._next = self._short_until = time.monotonic() + BETWEEN_LINES
        self._doing = ""

    def show(self, event: Event) -> None:
        seen = self._describe(event)
        with self._lock:
            if isinstance(seen, WrittenPiece):
                print_piece(seen.text)
            elif isinstance(seen, Step):
                self._progress(seen)
            elif seen is not None:
                self.note(seen)

    def note(self, text: str) -> None:
        print(harmless(text), file=sys.stderr, flush=True)

    def close(self) -> None:
        pass

    def _progress(self, step: Step) -> None:
        now = time.monotonic()
        # A step without a fraction is shown at once, because no other may follow for long, and only once.
        due = now >= self._next if step.fraction is not None else now >= self._short_until and step.text != self._doing
        if due:
            self.note(_percent(step))
            self._next, self._doing = now + BETWEEN_LINES, step.text


def _percent(step: Step) -> str:
    return step.text if step.fraction is None else f"{step.text} ({step.fraction:.0%})"


class Bar:
    """A progress bar at the bottom of the terminal, with the lines that stay above it."""

    def __init__(self, describe: Describe) -> None:
        self._describe = describe
        self._lock = Lock()
        self._bar: tqdm[Any] | None = None

    def show(self, event: Event) -> None:
        seen = self._describe(event)
        with self._lock:
            if isinstance(seen, WrittenPiece):
                self._clear()
                print_piece(seen.text)
            elif isinstance(seen, Step):
                self._move(seen)
            elif seen is not None:
                self._line(seen)

    def note(self, text: str) -> None:
        with self._lock:
            self._line(text)

    def close(self) -> None:
        with self._lock:
            self._clear()

    def _move(self, step: Step) -> None:
        if self._bar is None:
            self._bar = tqdm(total=1.0, file=sys.stderr, leave=False, dynamic_ncols=True, mininterval=0.1)
        self._bar.bar_format = _NO_BAR if step.fraction is None else _BAR
        self._bar.set_description_str(harmless(step.text).replace("\n", " "), refresh=False)
        self._bar.n = step.fraction or 0.0
        self._bar.refresh()

    def _line(self, text: str) -> None:
        text = harmless(text)
        if self._bar is None:
            print(text, file=sys.stderr, flush=True)
        else:
            self._bar.write(text, file=sys.stderr)

    def _clear(self) -> None:
        if self._bar is not None:
            self._bar.close()
            self._bar = None
