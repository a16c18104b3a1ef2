"""The line of requests: a few are written at a time, some wait, and any more are refused."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from gpt_studio.server.refusal import TOO_MANY, Refusal


class Left(Exception):
    """The client went away."""


class Slots:
    """``parallel`` requests have a slot at a time, ``queue`` more may wait."""

    def __init__(self, parallel: int, queue: int) -> None:
        self._slots = asyncio.Semaphore(parallel)
        self._room = parallel + queue
        self.taken = 0
        self.waiting = 0

    @asynccontextmanager
    async def one(self, gone: asyncio.Task[None]) -> AsyncIterator[None]:
        """Context manager that waits for a slot, in the order of arrival. Raises Refusal where too many wait, and Left
        when ``gone`` ends."""
        if self.taken + self.waiting >= self._room:
            raise Refusal(
                429,
                f"The server is busy, and {self.waiting} more requests wait already: try again later.",
                kind=TOO_MANY,
                code="rate_limit_exceeded",
                headers={"Retry-After": "1"},
            )
        await self._turn(gone)
        self.taken += 1
        try:
            yield
        finally:
            self.taken -= 1
            self._slots.release()

    async def _turn(self, gone: asyncio.Task[None]) -> None:
        turn = asyncio.create_task(self._slots.acquire())
        self.waiting += 1
        try:
            await asyncio.wait({turn, gone}, return_when=asyncio.FIRST_COMPLETED)
        except asyncio.CancelledError:
            self._give_up(turn)
            raise
        finally:
            self.waiting -= 1
        if gone.done():
            self._give_up(turn)
            raise Left

    def _give_up(self, turn: asyncio.Task[Any]) -> None:
        if turn.done():
            self._slots.release()
        else:
            turn.cancel()
