"""Looks at passages in helper processes, on all cores, and gives the results back in their order."""

from __future__ import annotations

import contextlib
import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from typing import cast

from gpt_studio.core.errors import StudioError
from gpt_studio.core.job import JobContext
from gpt_studio.corpora.cleaning import Cleaning
from gpt_studio.corpora.report.looking import Looked, as_bytes, from_bytes, look
from gpt_studio.hardware.helper_process import LOST, become_helper, helper_process
from gpt_studio.hardware.memory import kept_for_the_next_step

_CHECK_SECONDS = 0.05
_MOST_HELPERS = 8
_SIZE_BYTES = 8


@dataclass(frozen=True)
class Piece:
    """A passage on its way: ``offset`` is its place in the document, ``last`` that the document ends with it.
    ``part_of_text``: the document is one of those into which marks divide a text. ``conversation``: it has turns."""

    file: str
    document: int
    offset: int
    last: bool
    part_of_text: bool
    conversation: bool
    text: str


Batch = list[Piece]


def looked_at(
    batches: Iterable[Batch], cleaning: Cleaning, most: int, context: JobContext, *, alone: bool
) -> Iterator[tuple[Batch, list[Looked]]]:
    """Each batch with what was found out about its passages, as :func:`look` says. ``alone``: in this process, which
    is faster for little text. Raises JobCancelled, and StudioError if a helper process ended."""
    if alone:
        for batch in batches:
            context.raise_if_cancelled()
            yield batch, look([piece.text for piece in batch], cleaning, most)
        return
    with _Helpers(cleaning, most, context) as helpers:
        for batch in batches:
            yield from helpers.take(batch)
        yield from helpers.rest()


class _Helpers:
    """As many helpers as there are cores, each with one batch at a time."""

    def __init__(self, cleaning: Cleaning, most: int, context: JobContext) -> None:
        self._cleaning, self._most, self._context = cleaning, most, context
        self._stack = contextlib.ExitStack()
        self._idle: list[Connection] = []
        self._at_work: dict[Connection, int] = {}
        self._taken: deque[Batch] = deque()  # in their order, from the first that was not given back
        self._first = 0
        self._done: dict[int, list[Looked]] = {}

    def __enter__(self) -> _Helpers:
        for _ in range(max(1, min(os.cpu_count() or 1, _MOST_HELPERS))):
            _, line = self._stack.enter_context(helper_process(_serve, self._cleaning, self._most, name="report"))
            self._idle.append(line)
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def take(self, batch: Batch) -> Iterator[tuple[Batch, list[Looked]]]:
        """Hand over one batch as soon as a helper is idle; gives back those that are done."""
        while not self._idle:
            self._wait()
        line = self._idle.pop()
        number = self._first + len(self._taken)
        self._taken.append(batch)
        with _explained():
            line.send_bytes(_packed([piece.text for piece in batch]))
        self._at_work[line] = number
        yield from self._in_order()

    def rest(self) -> Iterator[tuple[Batch, list[Looked]]]:
        """Those that are not done yet."""
        while self._taken:
            self._wait()
            yield from self._in_order()

    def _wait(self) -> None:
        self._context.raise_if_cancelled()
        for ready in wait(list(self._at_work), _CHECK_SECONDS):
            line = cast(Connection, ready)
            with _explained():
                self._done[self._at_work.pop(line)] = from_bytes(line.recv_bytes())
            self._idle.append(line)

    def _in_order(self) -> Iterator[tuple[Batch, list[Looked]]]:
        while self._first in self._done:
            self._context.raise_if_cancelled()
            looked = self._done.pop(self._first)
            self._first += 1
            yield self._taken.popleft(), looked


@contextlib.contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except (*LOST, OSError) as error:
        raise StudioError(
            "report.helper_ended",
            "A process that looks at the texts was ended, perhaps because memory ran out: close other programs and "
            "make the report again.",
        ) from error


def _serve(line: Connection, cleaning: Cleaning, most: int) -> None:
    become_helper()
    with kept_for_the_next_step():  # each batch takes the same large blocks anew
        while True:
            try:
                texts = _unpacked(line.recv_bytes())
            except EOFError:
                return
            line.send_bytes(as_bytes(look(texts, cleaning, most)))


def _packed(texts: Sequence[str]) -> bytes:
    parts = [text.encode("utf-8", "surrogatepass") for text in texts]
    return b"".join(each for part in parts for each in (len(part).to_bytes(_SIZE_BYTES, "little"), part))


def _unpacked(data: bytes) -> list[str]:
    texts = []
    place = 0
    while place < len(data):
        size = int.from_bytes(data[place : place + _SIZE_BYTES], "little")
        place += _SIZE_BYTES + size
        texts.append(data[place - size : place].decode("utf-8", "surrogatepass"))
    return texts
