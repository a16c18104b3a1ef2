"""The main function of the helper process that takes the text out of files.

Each request and answer is a JSON object: a hostile file may take over this process, so the program unpickles nothing
that comes from it. The text goes to a file of the cache; the last line says what was found out.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import sys
import time
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import IO, Any

from gpt_studio.core.errors import Message, StudioError, packed, say
from gpt_studio.core.limits import EXTRACTED_AT_LEAST, EXTRACTED_TIMES, EXTRACTION_BYTES
from gpt_studio.corpora.reading import Expands, Reading, TextFormat, library_missing, problem_of
from gpt_studio.corpora.text_cache import END, line_of
from gpt_studio.hardware.helper_process import become_helper

OUT_OF_MEMORY = 77
"""The exit code of a helper that reached its memory limit."""

_BETWEEN_SIGNS = 0.2  # seconds
_COST_OF_ONE = 256
"""Bytes of text that a document counts as beside its own: a bomb may be of millions that are empty."""
_OF_PARSERS = (None, errno.EINVAL)
"""What OSErrors carry that come from a parser: bz2 gives none, and zipfile moves to places before the file's start."""


def serve(line: Connection) -> None:
    """Take the text out of the files that are asked for, until the program closes the line."""
    become_helper()
    _be_quiet()
    _limit_memory()
    from gpt_studio.corpora.registry import FORMATS, format_by

    formats = {known.name: known for known in FORMATS}
    while True:
        try:
            request = json.loads(line.recv_bytes())
        except EOFError:
            return
        signs = _Signs(line)
        reading = Reading(
            Path(request["path"]),
            request["text_field"],
            codec=request["codec"],
            fallback=request["fallback"],
            password=request["password"],
            progressed=signs.progressed,
            alive=signs.alive,
            scratch=Path(request["scratch"]),
            format_by=format_by,
        )
        try:
            problem, refusal = _extract(formats[request["format"]], reading, Path(request["to"]), signs), None
        except _DiskRefuses as error:
            problem, refusal = None, [error.reason.errno, error.reason.strerror]
        except MemoryError:
            os._exit(OUT_OF_MEMORY)
        found = {END: _found(reading, problem), "failed": problem is not None, "disk": refusal}
        line.send_bytes(json.dumps({"done": True} | found).encode())


def _extract(known: TextFormat, reading: Reading, to: Path, signs: _Signs) -> Message | None:
    """Write the documents to ``to``. A damaged file keeps those that could be read, and its problem is kept with them.

    Returns a message if the file cannot be used for a reason that may be gone the next time.
    """
    problem = None
    try:
        size = reading.path.stat().st_size
        with to.open("wb") as file:
            try:
                _write(known, reading, file, max(EXTRACTED_AT_LEAST, EXTRACTED_TIMES * size), signs)
            except Expands as error:
                file.seek(0)
                file.truncate()
                problem = error.message
            except StudioError as error:
                if reading.needs_password:
                    return error.message
                problem = error.message
            except RecursionError:
                problem = _damaged(reading, "nested too deeply")
            except (MemoryError, ImportError, _DiskRefuses):
                raise
            except Exception as error:  # a parser may raise anything over a damaged file
                if isinstance(error, OSError) and error.errno not in _OF_PARSERS:
                    raise
                problem = _damaged(reading, type(error).__name__)
            with _writing():
                file.write(json.dumps({END: _found(reading, problem or reading.problem)}).encode() + b"\n")
                file.flush()
                os.fsync(file.fileno())
    except OSError as error:
        return problem_of(error, reading.path)
    except ImportError as error:
        return library_missing(error, known, reading.path)
    return None


class _DiskRefuses(Exception):
    """The text cannot be written, which is no fault of the file that is read."""

    def __init__(self, reason: OSError) -> None:
        super().__init__(str(reason))
        self.reason = reason


@contextlib.contextmanager
def _writing() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise _DiskRefuses(error) from error


def _write(known: TextFormat, reading: Reading, file: IO[bytes], most: int, signs: _Signs) -> None:
    written = 0
    for document in known.read(reading):
        signs.alive()
        with _writing():
            written += file.write(line_of(document)) + _COST_OF_ONE
        if written > most:
            raise Expands(reading.path.name)


def _damaged(reading: Reading, reason: str) -> Message:
    return say(
        "file.damaged",
        "{name} is damaged, or no file of its kind ({reason}): open it in the program it comes from and save it again.",
        name=reading.path.name,
        reason=reason,
    )


def _found(reading: Reading, problem: Message | None) -> dict[str, Any]:
    return {
        "encoding": reading.encoding,
        "problem": packed(problem) if problem is not None else None,
        "doubt": packed(reading.doubt) if reading.doubt is not None else None,
        "ends": dict(reading.ends),
        "fields": reading.fields,
        "needs_password": reading.needs_password,
        "missing": sorted(reading.missing),
    }


class _Signs:
    """Tells the program now and then how far the file is read, so that it sees that work goes on."""

    def __init__(self, line: Connection) -> None:
        self._line = line
        self._next = 0.0
        self._fraction = 0.0

    def progressed(self, fraction: float) -> None:
        self._fraction = fraction
        self.alive()

    def alive(self) -> None:
        if time.monotonic() >= self._next:
            self._next = time.monotonic() + _BETWEEN_SIGNS
            self._line.send_bytes(json.dumps({"done": False, "fraction": self._fraction}).encode())


def _be_quiet() -> None:
    """Native libraries write warnings about odd files to standard output and error."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nowhere, number)


def _limit_memory() -> None:
    """Windows has no such limit, and macOS none for addresses; the program watches there."""
    if sys.platform != "win32":
        import resource

        for kind, most in ((resource.RLIMIT_AS, EXTRACTION_BYTES), (resource.RLIMIT_CORE, 0)):
            _, hard = resource.getrlimit(kind)
            limit = most if hard == resource.RLIM_INFINITY else min(most, hard)
            with contextlib.suppress(OSError, ValueError):
                resource.setrlimit(kind, (limit, limit))
