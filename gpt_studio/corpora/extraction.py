"""Takes the text out of the files whose formats ask for it, several at once, ahead of the reader.

Each file is parsed in a helper process with limits of time and memory. What ends a helper is the problem of that file
only. The text goes to the cache (:mod:`gpt_studio.corpora.text_cache`), from which it is read from then on.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import tempfile
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from multiprocessing.connection import Connection
from pathlib import Path
from types import TracebackType
from typing import Any

import psutil

from gpt_studio.core.disk_errors import disk_errors
from gpt_studio.core.errors import Message, StudioError, say
from gpt_studio.core.job import JobCancelled, JobContext
from gpt_studio.core.limits import EXTRACTION_BYTES, EXTRACTION_STILL_SECONDS, MEGABYTE
from gpt_studio.core.regular_file import FileIdentity
from gpt_studio.corpora.documents import Document
from gpt_studio.corpora.extraction_process import OUT_OF_MEMORY, serve
from gpt_studio.corpora.reading import Reading
from gpt_studio.corpora.sources import Source
from gpt_studio.corpora.text_cache import END, TextCache, is_kept, kept_documents, tell
from gpt_studio.hardware.helper_process import LOST, helper_process

_CHECK_SECONDS = 0.05
_AHEAD = 3  # files for each helper that are taken before the reader asks for them
_MEMORY_OF_ONE = 2 << 30
_MOST_HELPERS = 8


class Extraction:
    """The text of the sources that need it taken out. ``read`` makes the :class:`Reading` of a source.

    Use it as a context manager; ask for the sources in their order.
    """

    def __init__(
        self, sources: Sequence[Source], read: Callable[[Source], Reading], texts: TextCache | None, context: JobContext
    ) -> None:
        self._read, self._context = read, context
        self._own: tempfile.TemporaryDirectory[str] | None = None
        self._texts = texts
        self._waiting = deque(source for source in sources if source.format is not None and source.format.extracted)
        self._taken: dict[Path, _Task] = {}
        self._stop = threading.Event()
        self._local = threading.local()
        self._helpers: list[_Helper] = []
        self._lock = threading.Lock()
        self._width = helpers_at_once() if len(self._waiting) > 1 else 1
        self._pool: ThreadPoolExecutor | None = None

    def __enter__(self) -> Extraction:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
        for helper in self._helpers:
            helper.close()
        if self._own is not None:
            self._own.cleanup()

    def documents(self, source: Source, reading: Reading) -> Iterator[Document]:
        """The documents of ``source``. Raises StudioError, OSError, JobCancelled."""
        assert source.path is not None
        self._take_ahead()
        task = self._taken.pop(source.path, None) or self._submit(source)
        place, found = self._wait_for(task, reading.progressed)
        if found is not None:
            tell(reading, found)
            problem = reading.problem
            assert problem is not None
            raise StudioError(problem.key, problem.template, **problem.values)
        yield from kept_documents(place, reading)

    def _take_ahead(self) -> None:
        while self._waiting and len(self._taken) < _AHEAD * self._width:
            source = self._waiting.popleft()
            assert source.path is not None
            self._taken[source.path] = self._submit(source)

    def _submit(self, source: Source) -> _Task:
        if self._pool is None:
            self._pool = ThreadPoolExecutor(self._width, thread_name_prefix="extraction")
        if self._texts is None:
            self._own = tempfile.TemporaryDirectory(prefix="gpt-studio-texts-")
            self._texts = TextCache(Path(self._own.name))
        task = _Task()
        task.future = self._pool.submit(self._extract, source, self._texts, task)
        return task

    def _wait_for(self, task: _Task, heard: Callable[[float], None]) -> tuple[Path, dict[str, Any] | None]:
        assert task.future is not None
        while True:
            self._context.raise_if_cancelled()
            heard(task.fraction)
            try:
                return task.future.result(_CHECK_SECONDS)
            except NotYet:
                continue

    def _extract(self, source: Source, texts: TextCache, task: _Task) -> tuple[Path, dict[str, Any] | None]:
        """In a thread of the pool: where the text lies, and what was found out if the file cannot be used."""
        assert source.format is not None
        reading = self._read(source)
        before = FileIdentity.at(reading.path)
        place = texts.place(reading, source.format, self._context)
        password = texts.passwords.get(str(reading.path), "")
        if is_kept(place, password):
            return place, None
        with disk_errors(texts.folder):
            place.parent.mkdir(parents=True, exist_ok=True)
            scratch = Path(tempfile.mkdtemp(dir=place.parent, prefix="work-"))
        try:
            answer = self._helper().ask(
                {
                    "path": str(reading.path),
                    "format": source.format.name,
                    "text_field": reading.text_field,
                    "codec": reading.codec,
                    "fallback": reading.fallback,
                    "password": password,
                    "scratch": str(scratch),
                    "to": str(scratch / "text"),
                },
                task,
                reading.path.name,
            )
            with disk_errors(texts.folder):
                if answer["disk"] is not None:
                    raise OSError(*answer["disk"])
            if answer["failed"]:
                return place, answer[END]
            if FileIdentity.at(reading.path) != before:
                raise _changing(reading.path.name)
            with disk_errors(texts.folder):
                (scratch / "text").replace(place)
            return place, None
        finally:
            shutil.rmtree(scratch, ignore_errors=True)

    def _helper(self) -> _Helper:
        helper: _Helper | None = getattr(self._local, "helper", None)
        if helper is None:
            helper = self._local.helper = _Helper(self._stop)
            with self._lock:
                self._helpers.append(helper)
        return helper


def helpers_at_once() -> int:
    """As many as there are cores and memory for."""
    room = psutil.virtual_memory().available // _MEMORY_OF_ONE
    return max(1, min(os.cpu_count() or 1, int(room), _MOST_HELPERS))


class _Task:
    """A file that is being read: how far."""

    def __init__(self) -> None:
        self.fraction = 0.0
        self.future: Future[tuple[Path, dict[str, Any] | None]] | None = None


class _Helper:
    """One helper process, started when it is first needed and again after it ended."""

    def __init__(self, stop: threading.Event) -> None:
        self._stop = stop
        self._stack = contextlib.ExitStack()
        self._line: Connection | None = None
        self._process: psutil.Process | None = None
        self._code: Callable[[], int | None] = lambda: None

    def close(self) -> None:
        self._stack.close()
        self._stack = contextlib.ExitStack()
        self._line = None

    def ask(self, request: dict[str, Any], task: _Task, name: str) -> dict[str, Any]:
        """The answer of the helper. Raises StudioError if it ended over the file or had to be ended, JobCancelled."""
        line = self._running()
        limits = _Limits(self._process)
        try:
            line.send_bytes(json.dumps(request).encode())
            while True:
                if line.poll(_CHECK_SECONDS):
                    answer: dict[str, Any] = json.loads(line.recv_bytes())
                    if answer["done"]:
                        return answer
                    task.fraction = float(answer["fraction"])
                    limits.note_progress()
                if self._stop.is_set():
                    self.close()
                    raise JobCancelled
                if exceeded := limits.exceeded():
                    self.close()
                    raise _given_up(name, exceeded)
        except (*LOST, OSError) as error:
            code = self._code()
            self.close()
            if code == OUT_OF_MEMORY:
                raise _given_up(name, _too_much_memory()) from error
            raise _given_up(name, say("helper.crashed", "it crashes the program that reads it")) from error

    def _running(self) -> Connection:
        if self._line is None:
            process, self._line = self._stack.enter_context(helper_process(serve, name="extraction"))
            assert process.pid is not None
            self._process = psutil.Process(process.pid)

            def code() -> int | None:
                process.join(1.0)
                return process.exitcode

            self._code = code
        return self._line


class _Limits:
    """Watches the memory of a helper, and its processor time without a sign of progress."""

    def __init__(self, process: psutil.Process | None) -> None:
        self._process = process
        self._since: float | None = None
        self._next = 0.0

    def note_progress(self) -> None:
        self._since = self._used()[0]

    def exceeded(self) -> Message | None:
        if time.monotonic() < self._next:
            return None
        self._next = time.monotonic() + 4 * _CHECK_SECONDS
        seconds, memory = self._used()
        if self._since is None:
            self._since = seconds
        if memory > EXTRACTION_BYTES:
            return _too_much_memory()
        if seconds - self._since > EXTRACTION_STILL_SECONDS:
            return say("helper.still", "nothing comes for {seconds} seconds", seconds=round(EXTRACTION_STILL_SECONDS))
        return None

    def _used(self) -> tuple[float, int]:
        try:
            assert self._process is not None
            times = self._process.cpu_times()
            return float(times.user + times.system), int(self._process.memory_info().rss)
        except psutil.Error:
            return 0.0, 0


def _changing(name: str) -> StudioError:
    return StudioError(
        "file.changing",
        "{name} changed while it was read: wait until the program that writes it is done, and read it again.",
        name=name,
    )


def _too_much_memory() -> Message:
    return say("helper.memory", "it takes more than {limit:,} MB of memory", limit=EXTRACTION_BYTES // MEGABYTE)


def _given_up(name: str, reason: Message) -> StudioError:
    return StudioError(
        "file.given_up",
        "{name} could not be read: {reason}. Save it as text in the program it comes from, and add that.",
        name=name,
        reason=reason,
    )
