"""Texts that must not be written, in whatever tokens.

A token that would complete one of them is not taken: its score becomes -inf, and another one is chosen.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence


class ForbiddenTexts:
    """``token_bytes`` gives the bytes that a token stands for."""

    def __init__(self, texts: Sequence[str], token_bytes: Callable[[int], bytes]) -> None:
        self._texts = tuple(text.encode() for text in texts if text)
        self._token_bytes = token_bytes
        self._kept = max((len(text) - 1 for text in self._texts), default=0)
        self._last = b""

    def refuses(self, token: int) -> bool:
        """Whether ``token`` would complete one of the texts."""
        if not self._texts:
            return False
        written = self._last + self._token_bytes(token)
        return any(text in written for text in self._texts)

    def take(self, token: int) -> None:
        """Record ``token`` as the next one of the text."""
        if self._kept:
            self._last = (self._last + self._token_bytes(token))[-self._kept :]
