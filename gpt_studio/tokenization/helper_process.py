"""A process of its own in which the Rust library works, in sight of the process that started it.

It can be ended at any moment, takes nothing else down, and each of its threads has a heap, whatever its parent does
(hardware/memory.py). Messages both ways are bytes.
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
"""What is raised by the line to a process that ended."""
_LOOK = 0.1  # seconds between two looks at whether to stop


@contextlib.contextmanager
def helper_process(serve: Callable[..., None], *arguments: Any, name: str) -> Iterator[tuple[SpawnProcess, Connection]]:
    """A process that runs ``serve(line, *arguments)``, and the line to it.

    It is gone when the block is left, however that happens.
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
    """The next message, waiting for it unless cancelled."""
    while not line.poll(_LOOK):
        context.raise_if_cancelled()
    context.raise_if_cancelled()
    return line.recv_bytes()


def become_helper() -> None:
    """To be called first in the new process: it leaves Ctrl-C to its parent, and ends at once if that ends."""
    for name in ("SIGINT", "SIGHUP"):  # Ctrl-C, or a closed terminal, reaches this process too, but the parent decides
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    os.environ.pop(TOKENIZER_THREADS, None)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
