"""Keeps the machine awake during long work, where the system supports it."""

from __future__ import annotations

import contextlib
import ctypes
import os
import select
import shutil
import subprocess
import sys
from abc import ABC, abstractmethod
from collections.abc import Iterator

WHO = "GPT Studio"
ANSWER_SECONDS = 3.0
# On Linux: inhibit sleep and idle, or only idle where only an administrator may inhibit sleep.
_KINDS = ("sleep:idle", "idle")
# Prints a line when it starts, which is when the system has agreed, and ends when its standard input closes.
_REPORT_AND_WAIT = ("sh", "-c", "echo; exec cat")
_ES_SYSTEM_REQUIRED, _ES_CONTINUOUS = 0x00000001, 0x80000000


class Wakefulness(ABC):
    """A request to stay awake; it also ends with the process."""

    def __init__(self) -> None:
        self.held = False

    def hold(self, why: str) -> bool:
        """Ask the system to stay awake, and return whether it agreed. The system's tools show ``why``."""
        self.held = self.held or self._ask(why)
        return self.held

    def release(self) -> None:
        """Let the machine sleep again."""
        if self.held:
            self.held = False
            self._take_back()

    @abstractmethod
    def _ask(self, why: str) -> bool: ...

    @abstractmethod
    def _take_back(self) -> None: ...


class _ByProcess(Wakefulness):
    """Keeps the machine awake as long as another process runs."""

    _process: subprocess.Popen[bytes] | None = None

    def _take_back(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            _end(process)


class _Systemd(_ByProcess):
    """Uses ``systemd-inhibit``, which asks logind over D-Bus and runs a command once logind has agreed."""

    def _ask(self, why: str) -> bool:
        for kind in _KINDS:
            process = _started(
                ["systemd-inhibit", f"--what={kind}", f"--who={WHO}", f"--why={why}", "--mode=block", *_REPORT_AND_WAIT]
            )
            if process is None:
                return False
            if _reports_start(process):
                self._process = process
                return True
            _end(process)
        return False


class _Caffeinate(_ByProcess):
    """Uses macOS's ``caffeinate``, which ends when this process ends."""

    def _ask(self, why: str) -> bool:  # noqa: ARG002 - it takes no reason
        self._process = _started(["caffeinate", "-i", "-w", str(os.getpid())])
        return self._process is not None


class _Windows(Wakefulness):
    """Applies to the calling thread, so the same thread must release it."""

    def _ask(self, why: str) -> bool:  # noqa: ARG002 - it takes no reason
        return bool(_set_thread_execution_state(_ES_CONTINUOUS | _ES_SYSTEM_REQUIRED))

    def _take_back(self) -> None:
        _set_thread_execution_state(_ES_CONTINUOUS)


def wakefulness(platform: str = sys.platform) -> Wakefulness:
    """The implementation for ``platform``."""
    if platform == "win32":
        return _Windows()
    return _Caffeinate() if platform == "darwin" else _Systemd()


@contextlib.contextmanager
def asleep_allowed(awake: Wakefulness, why: str) -> Iterator[None]:
    """Context manager held during a pause: releases ``awake``, and holds it again afterwards if it was held."""
    was_held = awake.held
    awake.release()
    try:
        yield
    finally:
        if was_held:
            awake.hold(why)


def _started(command: list[str]) -> subprocess.Popen[bytes] | None:
    """Start ``command`` in a new session, so that Ctrl-C does not reach it; None if it cannot be started."""
    program = shutil.which(command[0])
    if program is None:
        return None
    try:
        return subprocess.Popen(
            [program, *command[1:]],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError:
        return None


def _reports_start(process: subprocess.Popen[bytes]) -> bool:
    """Whether the process prints a byte within ANSWER_SECONDS."""
    assert process.stdout is not None
    ready, _, _ = select.select([process.stdout], [], [], ANSWER_SECONDS)
    return bool(ready) and bool(process.stdout.read(1))


def _end(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(OSError):
        process.terminate()
    process.communicate()


def _set_thread_execution_state(state: int) -> int:
    return int(ctypes.windll.kernel32.SetThreadExecutionState(state))  # type: ignore[attr-defined,unused-ignore]
