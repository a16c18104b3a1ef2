"""Find and run ``uv``, the installer program that comes with GPT Studio, and explain why it failed."""

from __future__ import annotations

import contextlib
import lzma
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from gpt_studio.core.disk_errors import disk_errors
from gpt_studio.core.durable import make_folder
from gpt_studio.core.errors import StudioError
from gpt_studio.core.job import JobCancelled, JobContext

RETRIES = 4  # of a request that failed
_POLL_SECONDS = 0.1  # between two checks of the running program
_SECONDS_TO_END = 10.0  # after it was asked to end
_LAST_LINES = 60
_FULL = re.compile(r"no space left|not enough space|disk quota|os error (28|112|122)\b", re.IGNORECASE)
_NETWORK = re.compile(
    r"error sending request|dns error|timed? ?out|reading a body|connection|HTTP status|network|certificate",
    re.IGNORECASE,
)
_NOT_OFFERED = re.compile(
    r"no solution found|not found in the package registry|no matching distribution", re.IGNORECASE
)


@contextlib.contextmanager
def installer(room: Path) -> Iterator[Path]:
    """The path of ``uv``: from the packed application, else from the environment, else from the PATH.

    The packed application holds it compressed to a third, because few people need it. It is unpacked into the folder
    ``room`` and deleted afterwards. Raises StudioError if it is missing or the disk refuses.
    """
    name = "uv.exe" if sys.platform == "win32" else "uv"
    packed = Path(getattr(sys, "_MEIPASS", ""), f"{name}.xz")
    if not (hasattr(sys, "_MEIPASS") and packed.is_file()):
        yield _find(name)
        return
    program = room / name
    try:
        with disk_errors(program):
            _unpack(packed, program)
        yield program
    finally:
        with contextlib.suppress(OSError):
            program.unlink()


def _unpack(packed: Path, program: Path) -> None:
    make_folder(program.parent)
    try:
        with lzma.open(packed) as source, program.open("wb") as target:
            shutil.copyfileobj(source, target)
    except (lzma.LZMAError, EOFError):
        raise _missing() from None
    program.chmod(0o755)


def _find(name: str) -> Path:
    for place in (Path(sys.executable).parent, Path(sysconfig.get_path("scripts"))):
        if (place / name).is_file():
            return place / name
    found = shutil.which("uv")
    if found is None:
        raise _missing()
    return Path(found)


def _missing() -> StudioError:
    return StudioError(
        "engine.no_installer",
        "The program uv, with which the engine is installed, is not there: install GPT Studio again.",
    )


def run_uv(program: Path, arguments: Sequence[str], context: JobContext, on_line: Callable[[str], None]) -> None:
    """Run ``program`` with ``arguments``; ``on_line`` gets each line of its standard error, in another thread.

    Raises StudioError if it fails, and JobCancelled, after ending it, if the job is cancelled.
    """
    hidden = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    process = subprocess.Popen(
        [str(program), *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=_environment(),
        creationflags=hidden,
        text=True,
        encoding="utf-8",
        errors="replace",
    )
    last: deque[str] = deque(maxlen=_LAST_LINES)

    def listen() -> None:
        assert process.stderr is not None
        for line in process.stderr:
            last.append(line.strip())
            on_line(line.strip())

    listener = threading.Thread(target=listen, daemon=True)
    listener.start()
    try:
        while process.poll() is None and not context.cancelled:
            try:
                process.wait(_POLL_SECONDS)
            except subprocess.TimeoutExpired:
                continue
    finally:
        _end(process)
        listener.join()
        assert process.stderr is not None
        process.stderr.close()
    if context.cancelled:
        raise JobCancelled
    if process.returncode != 0:
        raise explained(list(last))


def _end(process: subprocess.Popen[str]) -> None:
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(_SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def explained(lines: Sequence[str]) -> StudioError:
    """The error for a ``uv`` that failed; ``lines`` are the last of its output."""
    text = "\n".join(lines)
    reason = _reason(lines)
    if _FULL.search(text):
        return StudioError(
            "engine.disk_full",
            "The disk became full during the download: free some space and try again. What is already here is kept.",
        )
    if _NOT_OFFERED.search(text):
        return StudioError(
            "engine.not_offered",
            "The engine that fits this version of GPT Studio and this machine is not offered there: choose another "
            "mirror, or none. ({reason})",
            reason=reason,
        )
    if _NETWORK.search(text):
        return StudioError(
            "engine.network",
            "The download stopped ({reason}): check the connection, or the mirror, and try again. What is already "
            "here is kept.",
            reason=reason,
        )
    return StudioError(
        "engine.not_installed",
        "The engine could not be installed ({reason}): try again, or choose another mirror.",
        reason=reason,
    )


def _reason(lines: Sequence[str]) -> str:
    """The first error that ``uv`` gives, which says what it was doing, and the last, which is the root cause."""
    told = [line for line in lines if line.startswith(("error:", "cause:"))]
    shown = [told[0], told[-1]] if len(told) > 1 else told or list(lines[-1:])
    return ": ".join(line.removeprefix("error:").removeprefix("cause:").strip().rstrip(".") for line in shown)[:400]


def _environment() -> dict[str, str]:
    """This process's environment without settings for ``uv``, and without the packed program's library path."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("UV_", "PIP_", "PYTHON", "VIRTUAL_ENV", "CONDA", "LD_LIBRARY_PATH"))
    }
    if "LD_LIBRARY_PATH_ORIG" in os.environ:
        kept["LD_LIBRARY_PATH"] = os.environ["LD_LIBRARY_PATH_ORIG"]
    elif "LD_LIBRARY_PATH" in os.environ and not hasattr(sys, "_MEIPASS"):
        kept["LD_LIBRARY_PATH"] = os.environ["LD_LIBRARY_PATH"]
    # A download that stops keeps only whole files: two at a time, so that little is lost.
    return kept | {"UV_PYTHON_DOWNLOADS": "never", "UV_CONCURRENT_DOWNLOADS": "2", "UV_HTTP_RETRIES": str(RETRIES)}
