"""Keeps the machine from falling asleep while something long goes on, where the system offers that."""

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
# On Linux: sleep and idling together, or idling alone where only an administrator may forbid sleep.
_KINDS = ("sleep:idle", "idle")
# A command that says when it runs, which is when the system has agreed, and ends with the program that started it.
_SAY_AND_STAY = ("sh", "-c", "echo; exec cat")
_ES_SYSTEM_REQUIRED, _ES_CONTINUOUS = 0x00000001, 0x80000000


class Wakefulness(ABC):
    """A wish to stay awake. It ends with the process, too."""

    def __init__(self) -> None:
        self.held = False

    def hold(self, why: str) -> bool:
        """Ask the system; whether it agreed. ``why`` is shown by the system's own tools."""
        self.held = self.held or self._ask(why)
        return self.held

    def release(self) -> None:
        """The machine may sleep again."""
        if self.held:
            self.held = False
            self._take_back()

    @abstractmethod
    def _ask(self, why: str) -> bool: ...

    @abstractmethod
    def _take_back(self) -> None: ...


class _ByProcess(Wakefulness):
    """While another process runs, the machine stays awake."""

    _process: subprocess.Popen[bytes] | None = None

    def _take_back(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            _end(process)


class _Systemd(_ByProcess):
    """``systemd-inhibit`` asks logind over D-Bus, and runs a command once it has agreed."""

    def _ask(self, why: str) -> bool:
        for kind in _KINDS:
            process = _started(
                ["systemd-inhibit", f"--what={kind}", f"--who={WHO}", f"--why={why}", "--mode=block", *_SAY_AND_STAY]
            )
            if process is None:
                return False
            if _answers(process):
                self._process = process
                return True
            _end(process)
        return False


class _Caffeinate(_ByProcess):
    """macOS: ends by itself when this process does."""

    def _ask(self, why: str) -> bool:  # noqa: ARG002 - it has no place for a reason
        self._process = _started(["caffeinate", "-i", "-w", str(os.getpid())])
        return self._process is not None


class _Windows(Wakefulness):
    """Counts for the thread that asked, so it must be the one that releases."""

    def _ask(self, why: str) -> bool:  # noqa: ARG002 - it has no place for a reason
        return bool(_set_thread_execution_state(_ES_CONTINUOUS | _ES_SYSTEM_REQUIRED))

    def _take_back(self) -> None:
        _set_thread_execution_state(_ES_CONTINUOUS)


def wakefulness(platform: str = sys.platform) -> Wakefulness:
    """The way of ``platform`` to stay awake."""
    if platform == "win32":
        return _Windows()
    return _Caffeinate() if platform == "darwin" else _Systemd()


@contextlib.contextmanager
def asleep_allowed(awake: Wakefulness, why: str) -> Iterator[None]:
    """A rest from staying awake, during a pause."""
    was_held = awake.held
    awake.release()
    try:
        yield
    finally:
        if was_held:
            awake.hold(why)


def _started(command: list[str]) -> subprocess.Popen[bytes] | None:
    """In a session of its own, so that Ctrl-C in the terminal is for the program alone. None if there is no such."""
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


def _answers(process: subprocess.Popen[bytes]) -> bool:
    """Whether a line comes, rather than an end or nothing."""
    assert process.stdout is not None
    ready, _, _ = select.select([process.stdout], [], [], ANSWER_SECONDS)
    return bool(ready) and bool(process.stdout.read(1))


def _end(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(OSError):
        process.terminate()
    process.communicate()


def _set_thread_execution_state(state: int) -> int:
    return int(ctypes.windll.kernel32.SetThreadExecutionState(state))  # type: ignore[attr-defined,unused-ignore]
