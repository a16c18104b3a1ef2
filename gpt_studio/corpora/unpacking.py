"""Unpacks the members of archives one by one into a temporary file, and reads each by its own format.

Names of members only choose the format: no file is ever written where a name says. An archive within an archive is
read, one within that is not. What is unpacked is bounded, because a few bytes can hold gigabytes.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import IO

from gpt_studio.core.errors import StudioError
from gpt_studio.core.limits import EXTRACTED_AT_LEAST, EXTRACTED_TIMES
from gpt_studio.corpora.documents import Document
from gpt_studio.corpora.reading import BUNDLED, Expands, Reading, TextFormat, library_missing, problem_of

_BLOCK = 1 << 20
_DEEPEST = 2
_LONGEST_NAME = 100
_HARMFUL = re.compile(r"[^\w .()-]")


class Unpacking:
    """The members of the archive that ``reading`` is about, while it is read. Use it as a context manager."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._room = max(EXTRACTED_AT_LEAST, EXTRACTED_TIMES * reading.path.stat().st_size)
        self._folder = tempfile.TemporaryDirectory(dir=reading.scratch, prefix="unpacked-", ignore_cleanup_errors=True)

    def __enter__(self) -> Unpacking:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._folder.cleanup()

    def unpack(self, packed: IO[bytes], name: str, known: TextFormat) -> Member:
        """Write a member, of a format that :meth:`format_of` knows, to a temporary file.

        Raises Expands if more is inside than an honest file holds.
        """
        short = _harmless(name)
        place = os.path.join(self._folder.name, short)  # noqa: PTH118, because an archive may have very many members
        head = b""
        with open(place, "wb") as file:  # noqa: PTH123
            while block := packed.read(_BLOCK):
                self._room -= len(block)
                if self._room < 0:
                    raise Expands(self._reading.path.name)
                head = head or block
                file.write(block)
                self._reading.alive()
        return Member(self._reading.format_by(short, head) or known, self._reading.of_member(Path(place)))

    def format_of(self, name: str) -> TextFormat | None:
        """The format of a member by its name; None if it is not to be read, or lies too deep in archives."""
        parts = name.replace("\\", "/").split("/")
        if any(part.startswith((".", "__MACOSX")) for part in parts if part not in (".", "..")):
            return None
        known = self._reading.format_by(_harmless(name), b"")
        too_deep = known is not None and known.holds_files and self._reading.depth + 1 >= _DEEPEST
        return None if too_deep else known

    def documents(self, member: Member) -> Iterator[Document]:
        """The documents of a member, which is deleted afterwards. Its problem is put into its reading."""
        try:
            yield from member.format.read(member.reading)
        except Expands:
            raise
        except StudioError as error:
            member.reading.problem = error.message
        except ImportError as error:
            if member.format.extra == BUNDLED:
                raise
            member.reading.missing.add((error.name or "").partition(".")[0])
            member.reading.problem = library_missing(error, member.format, member.reading.path)
        except OSError as error:
            member.reading.problem = problem_of(error, member.reading.path)
        finally:
            member.reading.path.unlink(missing_ok=True)
            self._reading.take_over(member.reading)


class Member:
    """An unpacked member: how it is read, and what was found out about it."""

    def __init__(self, known: TextFormat, reading: Reading) -> None:
        self.format, self.reading = known, reading


def _harmless(name: str) -> str:
    """The last part of a member's name, short, and without what a file system might not take."""
    last = name.replace("\\", "/").rstrip("/").rpartition("/")[2]
    kept = _HARMFUL.sub("_", last)
    stem, dot, suffix = kept.rpartition(".")
    return (stem[:_LONGEST_NAME] + dot + suffix[-_LONGEST_NAME:]).lstrip(".") or "member"
