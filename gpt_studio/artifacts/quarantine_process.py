"""What the helper process does: it limits itself, then runs one task after the other until nobody asks any more."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from typing import IO

from gpt_studio.artifacts.quarantine_messages import packed, receive, send
from gpt_studio.core.errors import StudioError
from gpt_studio.core.limits import HELPER_BYTES

FROZEN_FLAG = "--quarantine-helper"
"""What a packed program is started with to be the helper, because it has no Python beside it."""

OUT_OF_MEMORY = 77
"""The exit code of a helper that reached its limit of memory."""


def serve() -> None:
    """Answer the requests on standard input, on standard output. Nothing else may write there."""
    requests, answers = _take_pipes()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches this process too, but the parent decides
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
    """No files written, no core dumps, bounded memory. Windows has none of these: the parent watches there."""
    if sys.platform != "win32":
        import resource

        for kind, most in (
            (resource.RLIMIT_AS, HELPER_BYTES),
            (resource.RLIMIT_FSIZE, 0),
            (resource.RLIMIT_CORE, 0),
        ):
            _, hard = resource.getrlimit(kind)
            limit = most if hard == resource.RLIM_INFINITY else min(most, hard)
            with contextlib.suppress(OSError, ValueError):  # macOS does not limit addresses; the parent watches
                resource.setrlimit(kind, (limit, limit))


def _limit_time(seconds: float) -> None:
    """The system ends this process after so much processor time, whatever it is doing; 0 takes the limit away."""
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_PROF, seconds)
