"""``gpt-studio --self-test``: try the installed program in a temporary folder, without a network."""

from __future__ import annotations

import sys
import tempfile
import time
import traceback
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from gpt_studio import __version__
from gpt_studio.core.errors import StudioError
from gpt_studio.core.self_checks import Check
from gpt_studio.core.system_libraries import missing_library


class Part(Protocol):
    """A module with checks, to be run in this order; they write into ``folder`` only."""

    def checks(self, folder: Path) -> Sequence[Check]: ...


def run(parts: Sequence[str]) -> int:
    """Run the checks of these modules (see :class:`Part`), one line a check; 0 if all went well, else 1.

    A part ends at its first failure, because what follows builds on it; the next part is tried nevertheless.
    """
    print(f"GPT Studio {__version__} tries itself. This takes about a minute.", flush=True)
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="gpt-studio-self-test-", ignore_cleanup_errors=True) as folder:
        failures = [failed for part in parts for failed in _run_part(part, Path(folder))]
    seconds = time.monotonic() - began
    if failures:
        print(f"Failed: {', '.join(failures)} ({seconds:.0f} s).", flush=True)
        return 1
    print(f"Everything works ({seconds:.0f} s).", flush=True)
    return 0


def _run_part(part: str, folder: Path) -> list[str]:
    try:
        checks = cast(Part, import_module(part)).checks(folder)
    except Exception as error:
        print(f"FAIL  Load {part}: {_in_words(error)}", flush=True)
        return [f"Load {part}"]
    for check in checks:
        began = time.monotonic()
        try:
            found = check.run()
        except Exception as error:
            print(f"FAIL  {check.name}: {_in_words(error)}", flush=True)
            return [check.name]
        print(f"ok    {check.name}: {found} ({time.monotonic() - began:.1f} s)", flush=True)
    return []


def _in_words(error: Exception) -> str:
    """The error in words. An unexpected one also prints its traceback on standard error."""
    explained = error if isinstance(error, StudioError) else missing_library(error)
    if explained is not None:
        return str(explained)
    traceback.print_exception(error, file=sys.stderr)
    return f"{type(error).__name__}: {error}"
