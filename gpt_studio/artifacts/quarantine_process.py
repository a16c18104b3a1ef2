"""The main function of the helper process: limits the process, then runs tasks until the parent closes the pipe."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from typing import IO

from gpt_studio.artifacts.quarantine_messages import receive, send
from gpt_studio.core.errors import StudioError, packed
from gpt_studio.core.limits import HELPER_BYTES

FROZEN_FLAG = "--quarantine-helper"
"""The argument that makes the packed program act as the helper, because no Python is installed beside it."""

OUT_OF_MEMORY = 77
"""The exit code of a helper that reached its memory limit."""


def serve() -> None:
    """Read requests from standard input and write answers to standard output, where nothing else may write."""
    requests, answers = _take_pipes()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C signals this process too, but the parent handles it
    from gpt_studio.artifacts.quarantine_tasks import Tasks

    tasks = Tasks()
    _limit_process()
    send(answers, {})
    while True:
        try:
            request, parts = receive(requests)
        except EOFError:
            return
        _limit_time(request["seconds"])
        try:
            answer = tasks.run(request["task"], parts, request["values"])
        except StudioError as error:
            answer = {"error": packed(error.message)}
        except MemoryError:
            os._exit(OUT_OF_MEMORY)
        _limit_time(0)
        send(answers, answer)


def _take_pipes() -> tuple[IO[bytes], IO[bytes]]:
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nowhere, number)
    return requests, answers


def _limit_process() -> None:
    """Forbid written files and core dumps and limit memory. Windows has no such limits; the parent watches there."""
    if sys.platform != "win32":
        import resource

        for kind, most in (
            (resource.RLIMIT_AS, HELPER_BYTES),
            (resource.RLIMIT_FSIZE, 0),
            (resource.RLIMIT_CORE, 0),
        ):
            _, hard = resource.getrlimit(kind)
            limit = most if hard == resource.RLIM_INFINITY else min(most, hard)
            with contextlib.suppress(OSError, ValueError):  # macOS cannot limit address space; the parent watches
                resource.setrlimit(kind, (limit, limit))


def _limit_time(seconds: float) -> None:
    """Let the system end this process after ``seconds`` of processor time; 0 removes the limit."""
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_PROF, seconds)
