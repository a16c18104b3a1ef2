"""Starts helper processes for work of native libraries, and exchanges bytes with them.

A helper can be killed at any moment, its crash does not end the program, and its threads have separate heaps even if
the parent shares one (hardware/memory.py).
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from typing import Any

from gpt_studio.core.job import JobContext
from gpt_studio.hardware.memory import TOKENIZER_THREADS

LOST = (EOFError, BrokenPipeError, ConnectionResetError)
"""The exceptions of the connection to a process that ended."""
_CHECK_SECONDS = 0.1  # between two checks for cancellation


@contextlib.contextmanager
def helper_process(serve: Callable[..., None], *arguments: Any, name: str) -> Iterator[tuple[SpawnProcess, Connection]]:
    """Context manager: a process that runs ``serve(line, *arguments)``, and our end of the connection.

    The process is killed on exit, also after an exception.
    """
    spawning = multiprocessing.get_context("spawn")
    ours, theirs = spawning.Pipe()
    process = spawning.Process(target=serve, args=(theirs, *arguments), name=name, daemon=True)
    try:
        process.start()
        theirs.close()
        yield process, ours
    finally:
        ours.close()
        if process.pid is not None:
            process.kill()
            process.join()
            process.close()


def answer(line: Connection, context: JobContext) -> bytes:
    """Wait for the next message. Raises JobCancelled, and one of :data:`LOST` if the process ended."""
    while not line.poll(_CHECK_SECONDS):
        context.raise_if_cancelled()
    context.raise_if_cancelled()
    return line.recv_bytes()


def become_helper() -> None:
    """Prepare a new helper process: it ignores Ctrl-C, which the parent handles, and ends when the parent ends."""
    for name in ("SIGINT", "SIGHUP"):  # Ctrl-C and a closed terminal signal this process too
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    os.environ.pop(TOKENIZER_THREADS, None)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
