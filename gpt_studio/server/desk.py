"""Takes requests that write, lets each write in a thread, and counts them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass
from typing import TypeVar

from starlette.types import Receive

from gpt_studio.core.job import JobContext
from gpt_studio.server.slots import Left, Slots

Report = TypeVar("Report")


@dataclass(frozen=True)
class Counts:
    """Requests that were answered, those whose client ``left`` before the end, those that are being written and those
    that wait; the tokens written so far."""

    answered: int = 0
    left: int = 0
    writing: int = 0
    waiting: int = 0
    tokens: int = 0


@dataclass(frozen=True)
class _End:
    error: BaseException | None


class Desk:
    """``parallel`` requests write at a time, ``queue`` more wait. Belongs to one event loop."""

    def __init__(self, parallel: int, queue: int) -> None:
        self._slots = Slots(parallel, queue)
        self._pool = ThreadPoolExecutor(parallel, thread_name_prefix="server")
        self._open: set[JobContext] = set()
        self._answered = 0
        self._left = 0
        self.tokens = 0

    @property
    def counts(self) -> Counts:
        return Counts(self._answered, self._left, self._slots.taken, self._slots.waiting, self.tokens)

    @asynccontextmanager
    async def reports(
        self, write: Callable[[JobContext], Iterator[Report]], receive: Receive
    ) -> AsyncIterator[AsyncIterator[Report]]:
        """Context manager for what ``write`` yields. A client that goes away cancels its context.

        Raises Refusal where too many wait, Left when the client has left, and what ``write`` raises.
        """
        context = JobContext()
        gone = asyncio.create_task(_departure(receive, context))
        self._open.add(context)
        try:
            async with self._slots.one(gone), aclosing(self._in_thread(write, context, gone)) as reports:
                yield reports
                self._answered += 1
        except Left:
            self._left += 1
            raise
        finally:
            context.cancel()
            self._open.discard(context)
            gone.cancel()

    async def _in_thread(
        self, write: Callable[[JobContext], Iterator[Report]], context: JobContext, gone: asyncio.Task[None]
    ) -> AsyncGenerator[Report]:
        loop = asyncio.get_running_loop()
        arrived: asyncio.Queue[Report | _End] = asyncio.Queue()

        def put(item: Report | _End) -> None:
            loop.call_soon_threadsafe(arrived.put_nowait, item)

        def work() -> None:
            error: BaseException | None = None
            try:
                for report in write(context):
                    put(report)
            except BaseException as caught:
                error = caught
            put(_End(error))

        done = loop.run_in_executor(self._pool, work)
        try:
            while True:
                item = await arrived.get()
                await asyncio.sleep(0)  # what came in a burst must not hide that the client left
                if gone.done():
                    raise Left
                if isinstance(item, _End):
                    break
                yield item
            if item.error is not None:
                raise item.error
        finally:
            context.cancel()
            await asyncio.shield(done)  # only then may the next request have the slot

    def stop(self) -> None:
        """Let every text end where it is."""
        for context in tuple(self._open):
            context.cancel()

    def close(self) -> None:
        """Wait for the threads. Call it after the event loop has ended."""
        self._pool.shutdown(wait=True)


async def _departure(receive: Receive, context: JobContext) -> None:
    """Wait until the client goes away, then cancel."""
    while (await receive())["type"] != "http.disconnect":
        pass
    context.cancel()
