"""The packed program acts as a Python interpreter for ``-I -B -c CODE``, because no Python is installed beside it.

``uv`` runs that command to find out which packages fit, and a new engine is tested with it in a separate process.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

_ISOLATED = ("-I", "-B", "-c")


def asked_as_python(argv: Sequence[str]) -> bool:
    return tuple(argv[1:4]) == _ISOLATED and len(argv) > 4


def answer_as_python(argv: Sequence[str]) -> None:
    """Run the code given on the command line ``argv``, as Python itself would."""
    sys.argv = ["-c", *argv[5:]]
    exec(compile(argv[4], "<string>", "exec"), {"__name__": "__main__"})


def python_command(code: str, *arguments: str) -> list[str]:
    """A command line that runs ``code`` in a new process; it works in the packed program too."""
    return [sys.executable, *_ISOLATED, code, *arguments]
