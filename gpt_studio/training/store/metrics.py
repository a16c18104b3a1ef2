"""The history of a run, one JSON object a line. Lines are only added."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import sys
import time
from array import array
from collections.abc import Container, Iterator
from io import BufferedReader, FileIO
from pathlib import Path
from typing import Any

from gpt_studio.core.disk_errors import DiskError, disk_errors
from gpt_studio.core.durable import is_at, make_folder, refuse_strange, write_with
from gpt_studio.core.errors import StudioError
from gpt_studio.core.events import Event, as_json
from gpt_studio.core.limits import JSON_DEPTH, METRICS_BYTES, METRICS_LINE_BYTES, STEPS
from gpt_studio.core.regular_file import is_there, open_regular
from gpt_studio.core.strict_json import parse

METRICS = "metrics.jsonl"
WRITE_SECONDS = 1.0
_BEGINNING = re.compile(rb'\{"event": "([a-z_]{1,40})", "step": ([0-9]{1,15})[,}]')
_TEXTS = {"event", "prompt", "text", "thoughts"}  # everything else that a run notes is a number


class MetricsFile:
    """Collects records and writes them about once a second: a write for each step would cost more than the step.

    What the disk refuses waits in memory. The file stays open, so that its content can still be read after the folder
    was removed during the run: then the whole history is written anew.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._waiting: list[bytes] = []
        self._file: FileIO | None = None
        self._written = time.monotonic()

    def add(self, event: Event) -> DiskError | None:
        """Note ``event``. Returns the error of the disk, if writing was due and failed."""
        record = json.dumps(as_json(event), ensure_ascii=False, allow_nan=False)
        self._waiting.append(record.encode("utf-8", "replace") + b"\n")
        if time.monotonic() - self._written < WRITE_SECONDS:
            return None
        try:
            self.flush()
        except DiskError as error:
            return error
        return None

    def flush(self, *, durable: bool = False) -> None:
        """Write what waits; ``durable`` also brings all of it onto the disk itself. Raises DiskError."""
        self._written = time.monotonic()
        with disk_errors(self.path):
            if self._waiting:
                self._append(b"".join(self._waiting))
                self._waiting.clear()
            if durable and self._file is not None:
                os.fsync(self._opened().fileno())

    def close(self) -> None:
        """Write what waits, if the disk allows it, and close the file."""
        with contextlib.suppress(DiskError):
            self.flush()
        if self._file is not None:
            self._file.close()
            self._file = None

    def _append(self, data: bytes) -> None:
        """All of ``data`` or nothing of it. A line torn by a crash is closed off first, never continued."""
        file = self._opened()
        before = file.seek(0, os.SEEK_END)
        if before:
            file.seek(before - 1)
            if file.read(1) != b"\n":
                data = b"\n" + data
        try:
            rest = memoryview(data)
            while rest:
                rest = rest[file.write(rest) :]
        except OSError:
            with contextlib.suppress(OSError):
                file.truncate(before)
            raise

    def _opened(self) -> FileIO:
        if self._file is not None and is_at(self._file, self.path):
            return self._file
        lost, self._file = self._file, None
        try:
            make_folder(self.path.parent)
            refuse_strange(self.path)
            if lost is not None and not is_there(self.path):
                write_with(self.path, lambda beside: _copy(lost, beside))
            self._file = self.path.open("a+b", buffering=0)
        except BaseException:
            self._file = lost
            raise
        if lost is not None:
            lost.close()
        return self._file


def _copy(file: FileIO, target: Path) -> None:
    file.seek(0)
    with target.open("wb") as copy:
        shutil.copyfileobj(file, copy)


def read_metrics(path: Path, wanted: Container[str] | None = None) -> Iterator[dict[str, Any]]:
    """The records in order. A run that was resumed wrote some steps twice: the later record of a step counts.

    ``wanted`` names the events whose records are given, which takes a fraction of the time of all; None gives all.

    They come one by one, for a run of days has millions, and each takes a kilobyte of memory. A line torn by a crash,
    or that is not a record (text where a number belongs), is left out; of a file that is too long, the beginning.
    """
    try:
        file = open_regular(path)
    except StudioError:
        return
    with contextlib.closing(file), contextlib.suppress(OSError), open(file.fileno(), "rb", closefd=False) as lines:
        for place in _places_of_what_counts(lines, path, wanted):
            lines.seek(place)
            if (record := _record(lines.readline(METRICS_LINE_BYTES), path)) is not None:
                yield record


def _places_of_what_counts(lines: BufferedReader, path: Path, wanted: Container[str] | None) -> Iterator[int]:
    """Where the lines of ``wanted`` events begin whose step was not written again by a later line."""
    places, steps, events = array("q"), array("q"), list[str]()
    for place, line in _lines(lines):
        named = _named(line, path)
        if named is None:
            continue
        event, step = named
        while steps and _supersedes(event, step, events[-1], steps[-1]):
            places.pop()
            steps.pop()
            events.pop()
        places.append(place)
        steps.append(step)
        events.append(event)
    return (place for place, event in zip(places, events, strict=True) if wanted is None or event in wanted)


def _lines(lines: BufferedReader) -> Iterator[tuple[int, bytes]]:
    length = os.fstat(lines.fileno()).st_size
    place = max(0, length - METRICS_BYTES)
    if place:
        lines.seek(place)
        place += len(lines.readline(METRICS_LINE_BYTES))
    while place < length and (line := lines.readline(METRICS_LINE_BYTES)):
        yield place, line
        place += len(line)


def _named(line: bytes, path: Path) -> tuple[str, int] | None:
    """The event and the step of a record: the first things that a run writes of each."""
    if line.endswith(b"}\n") and (found := _BEGINNING.match(line)) is not None:
        return sys.intern(found[1].decode()), int(found[2])
    record = _record(line, path)
    return None if record is None else (record["event"], record["step"])


def _record(line: bytes, path: Path) -> dict[str, Any] | None:
    try:
        # Parsing with every bound is slow, and only what is deep needs it: a run writes hundreds of thousands of lines.
        deep = line.count(b"[") + line.count(b"{") > JSON_DEPTH
        found = parse(line, path) if deep else _DECODER.decode(line.decode())
    except (StudioError, ValueError, RecursionError):
        return None
    if not isinstance(found, dict) or not isinstance(found.get("event"), str):
        return None
    step = found.get("step")
    plain = all(_is_plain(name, value) for name, value in found.items())
    return found if plain and type(step) is int and 0 <= step <= STEPS else None


def _is_plain(name: str, value: Any) -> bool:
    if name in _TEXTS:
        return isinstance(value, str)
    return value is None or isinstance(value, float) or (isinstance(value, int) and abs(value) < 2**63)


def _refuse(name: str) -> Any:
    raise ValueError(name)


_DECODER = json.JSONDecoder(parse_constant=_refuse)  # made once: it costs as much as a line


def _supersedes(event: str, step: int, earlier_event: str, earlier_step: int) -> bool:
    repeated = event in ("step_done", earlier_event) and earlier_step == step
    return repeated or earlier_step > step
