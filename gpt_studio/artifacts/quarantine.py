"""Runs untrusted tokenizers and chat templates in a helper process with limits.

The tokenizers library can abort its process, a regular expression can take for ever, and a template is a program. In
the helper, such faults end only the helper: by its own limits (quarantine_process.py) or by the deadline kept here.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
import time
import weakref
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any

import psutil

from gpt_studio.artifacts.quarantine_messages import receive, send
from gpt_studio.artifacts.quarantine_process import FROZEN_FLAG, OUT_OF_MEMORY
from gpt_studio.core.errors import Message, StudioError, say, unpacked
from gpt_studio.core.limits import HELPER_BYTES, MEGABYTE, START_SECONDS

_START = "import sys; sys.path[:] = sys.argv[1:]; from gpt_studio.artifacts.quarantine_process import serve; serve()"
_CHECK_SECONDS = 0.05  # between two checks of the helper
_PATIENCE = 15  # deadline as a multiple of the processor time allowed, for busy machines


class HelperDied(Exception):
    """The helper ended during a task. ``reason`` is part of a sentence."""

    def __init__(self, reason: Message) -> None:
        super().__init__(str(reason))
        self.reason = reason


class Quarantine:
    """One helper process for one task at a time; it is started on the first task, and again after it ended.

    Close it, or use it as a context manager; it also ends on garbage collection, and with this process.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._end: weakref.finalize[..., Any] | None = None
        self._waiting_for_start = False

    def __enter__(self) -> Quarantine:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def start(self) -> None:
        """Start the helper in advance, without waiting until it is ready."""
        with self._lock:
            self._running()

    def close(self) -> None:
        with self._lock:
            self._stop()

    def ask(self, task: str, seconds: float, parts: Mapping[str, bytes] | None = None, **values: Any) -> dict[str, Any]:
        """Run ``task`` of quarantine_tasks.py for at most ``seconds`` of processor time, and return its answer.

        Raises HelperDied if the helper ended; StudioError if the task raised one.
        """
        with self._lock:
            process = self._running()
            request = {"task": task, "seconds": seconds, "values": values}
            answer = self._exchange(process, request, dict(parts or {}), seconds)
        if "error" in answer:
            message = unpacked(answer["error"])
            raise StudioError(message.key, message.template, **message.values)
        return answer

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._stop()
            self._process = _started()
            self._end = weakref.finalize(self, _ended, self._process)
            self._waiting_for_start = True
        return self._process

    def _stop(self) -> None:
        if self._end is not None:
            self._end()
        self._process = None

    def _exchange(
        self, process: subprocess.Popen[bytes], request: dict[str, Any], parts: dict[str, bytes], seconds: float
    ) -> dict[str, Any]:
        assert process.stdin is not None
        assert process.stdout is not None
        watch = _Watch(process, START_SECONDS)
        try:
            if self._waiting_for_start:
                with watch:
                    receive(process.stdout)
                self._waiting_for_start = False
            watch = _Watch(process, _PATIENCE * seconds, seconds)
            with watch:
                send(process.stdin, request, parts)
                return receive(process.stdout)[0]
        except (OSError, EOFError, ValueError) as error:
            process.kill()
            raise HelperDied(_end_reason(process.wait(), watch.reason, seconds)) from error


class _Watch(threading.Thread):
    """Kills the helper after ``seconds``, and except on Linux, whose own limits do it, for too much processor time
    or memory."""

    def __init__(
        self, process: subprocess.Popen[bytes], seconds: float, processor_seconds: float = float("inf")
    ) -> None:
        super().__init__(name="quarantine watch", daemon=True)
        self.reason = ""
        self._process, self._seconds, self._processor_seconds = process, seconds, processor_seconds
        self._done = threading.Event()

    def __enter__(self) -> _Watch:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self.join()

    def run(self) -> None:
        deadline = time.monotonic() + self._seconds
        used_before, _ = _used(self._process.pid)
        while not self._done.wait(_CHECK_SECONDS):
            if time.monotonic() > deadline:
                self.reason = "time"
            elif sys.platform != "linux":
                used, memory = _used(self._process.pid)
                if used - used_before > self._processor_seconds:
                    self.reason = "time"
                elif memory > HELPER_BYTES:
                    self.reason = "memory"
            if self.reason:
                self._process.kill()
                return


def _started() -> subprocess.Popen[bytes]:
    """Start the helper without the current folder on its path and without variables that change Python's behaviour."""
    if getattr(sys, "frozen", False):
        command = [sys.executable, FROZEN_FLAG]
    else:
        package = str(Path(__file__).resolve().parents[2])
        paths = [path for path in sys.path if path and Path(path).is_absolute()]
        command = [sys.executable, "-I", "-S", "-c", _START, package, *paths]
    return subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=Path(sys.executable).parent,
        env={name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        | {"TOKENIZERS_PARALLELISM": "false", "RAYON_NUM_THREADS": "1"},
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def _ended(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with contextlib.suppress(OSError):
                pipe.close()


def _used(process_id: int) -> tuple[float, int]:
    """Processor time in seconds and resident memory in bytes."""
    try:
        process = psutil.Process(process_id)
        times = process.cpu_times()
        return float(times.user + times.system), int(process.memory_info().rss)
    except psutil.Error:
        return 0.0, 0


def _end_reason(code: int, seen: str, seconds: float) -> Message:
    if seen == "time" or -code in _TIME_SIGNALS:
        return say("helper.time", "it takes more than {seconds} seconds of processor time", seconds=round(seconds))
    limit = HELPER_BYTES // MEGABYTE
    if seen == "memory" or code == OUT_OF_MEMORY:
        return say("helper.memory", "it takes more than {limit:,} MB of memory", limit=limit)
    return say(
        "helper.crash", "it crashes the program that reads it, or takes more than {limit:,} MB of memory", limit=limit
    )


_TIME_SIGNALS = (24, 27)  # SIGXCPU and SIGPROF as numbers, because Windows lacks the names
