"""How a process ends that libraries' threads still work in."""

from __future__ import annotations

import atexit
import contextlib
import os
import sys
from typing import NoReturn


def leave_at_once(status: int) -> NoReturn:
    """End this process with ``status``: all that was registered for its end is done, but Python is not taken down.

    For processes that ``torchrun`` started. A thread of what connects them lets go of the last tensor that was sent
    only after the main thread has gone on, and needs Python for that: where Python was just being taken down, the
    process was aborted, 3 times in 38.
    """
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):  # nobody reads it any more, or it is closed
            stream.flush()
    os._exit(status)
