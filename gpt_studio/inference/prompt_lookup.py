"""Prompt lookup: where a text repeats itself, several tokens are read in one pass (Saxena, 2023).

The tokens that followed the last time are guessed to follow again, and are read together with the newest one. Each
token is still chosen from the scores after those before it, with the draws of the same generator, so that the text is
the same; what was guessed wrongly is forgotten. Guessing pauses while it costs more time than it saves.
"""

from __future__ import annotations

import time
from collections.abc import Sequence

from torch import Tensor

from gpt_studio.inference.session import Session

_ALIKE = 3
"""A guess follows a run of so many tokens that stood in the text before."""
_FEWEST, _FIRST, _MOST = 2, 4, 16
_PAUSE = 32
"""Tokens without guesses after they turned out to cost time."""
_NEWEST = 0.2  # weight of the newest measurement


class Reader:
    """Reads the tokens of one text after ``prompt_ids`` in ``session``, which has read those. ``guesses``: whether to
    look for repetition."""

    def __init__(self, session: Session, prompt_ids: Sequence[int], *, guesses: bool) -> None:
        self._session = session
        self._follows = _Follows(prompt_ids) if guesses else None
        self._pace = _Pace()
        self._guessed: list[int] = []
        self._scores: list[Tensor] = []

    @property
    def full(self) -> bool:
        """Whether one more token would make the model forget the beginning of the text."""
        return self._session.full and not self._guessed

    def after(self, token: int, most: int) -> Tensor:
        """Add ``token`` to the text; the scores [vocab_size] of the token after it. At most ``most`` more tokens are
        wanted, this one included."""
        if self._follows is not None:
            self._follows.take(token)
        if self._guessed and self._guessed[0] == token:
            del self._guessed[0]
            self._pace.right += 1
            return self._scores.pop(0)
        self.close()
        guess = self._guess(min(most, self._session.room) - 1)
        begun = time.perf_counter()
        if not guess:
            scores = self._session.step(token)
            self._pace.stepped(time.perf_counter() - begun)
            return scores
        first, *later = self._session.check(token, guess).unbind()
        self._pace.checked(time.perf_counter() - begun, len(guess))
        self._guessed, self._scores = guess, later
        return first

    def close(self) -> None:
        """Forget what was guessed and did not come."""
        if self._guessed:
            self._session.forget(len(self._guessed))
            self._guessed, self._scores = [], []

    def _guess(self, most: int) -> list[int]:
        if self._follows is None:
            return []
        wanted = min(self._pace.length(), most)
        return self._follows.guess(wanted) if wanted > 0 else []


class _Follows:
    """A text, and where each run of its tokens stood last."""

    def __init__(self, ids: Sequence[int]) -> None:
        self._ids: list[int] = []
        self._after: dict[tuple[int, ...], int] = {}
        self._before: int | None = None
        for token in ids:
            self.take(token)

    def take(self, token: int) -> None:
        self._ids.append(token)
        run = tuple(self._ids[-_ALIKE:])
        if len(run) == _ALIKE:
            self._before = self._after.get(run)
            self._after[run] = len(self._ids)

    def guess(self, count: int) -> list[int]:
        """What followed the newest run the last time it stood in the text; nothing if it did not."""
        return [] if self._before is None else self._ids[self._before : self._before + count]


class _Pace:
    """How many tokens to guess, from how often the guesses were right and what they cost."""

    def __init__(self) -> None:
        self.right = 0
        self._length = _FIRST
        self._step: float | None = None
        self._check: float | None = None
        self._seconds = 0.0
        self._waiting = 0
        self._guessed = 0

    def stepped(self, seconds: float) -> None:
        self._settle()
        self._step = _smoothed(self._step, seconds)

    def checked(self, seconds: float, guessed: int) -> None:
        self._settle()
        self._seconds, self.right, self._guessed = seconds, 0, guessed

    def length(self) -> int:
        self._settle()
        if self._waiting:
            self._waiting -= 1
            return 0
        return self._length

    def _settle(self) -> None:
        """Draw the conclusion from the last check."""
        if not self._seconds:
            return
        self._check = _smoothed(self._check, self._seconds / (1 + self.right))
        self._length = min(_MOST, 2 * self._length) if self.right >= self._guessed else max(_FEWEST, self.right + 1)
        self._seconds = 0.0
        if self._step is not None and self._check > self._step:
            self._waiting, self._check = _PAUSE, None


def _smoothed(known: float | None, newest: float) -> float:
    return newest if known is None else known + _NEWEST * (newest - known)
