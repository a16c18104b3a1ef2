"""Ends a process in which threads of libraries still run."""

from __future__ import annotations

import atexit
import contextlib
import os
import sys
from typing import NoReturn


def leave_at_once(status: int) -> NoReturn:
    """End this process with ``status``: exit handlers run, but the Python interpreter is not finalised.

    For processes that ``torchrun`` started. A communication thread frees the last tensor sent some time after the
    main thread continues, and needs the interpreter for that: if it was being finalised, the process aborted, 3 times
    in 38.
    """
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):  # the reader is gone, or the stream is closed
            stream.flush()
    os._exit(status)
