"""End a text where a stop text of several tokens begins, without showing any of it."""

from __future__ import annotations

from collections.abc import Sequence

_HELD_BLANKS = 64


class StopTexts:
    """Holds back the end of a growing text while it may be the beginning of one of ``texts`` or, if ``trimmed``, blanks
    before one.

    Once one of ``texts`` has come, ``found`` is True and the rest is dropped. Without ``texts`` everything passes.
    """

    def __init__(self, texts: Sequence[str], *, trimmed: bool = True) -> None:
        self._texts = [text for text in texts if text]
        self._trimmed = trimmed
        self._held = ""
        self.found = False

    def push(self, text: str) -> str:
        if not self._texts or self.found:
            return "" if self.found else text
        self._held += text
        places = [place for stop in self._texts if (place := self._held.find(stop)) >= 0]
        if places:
            self.found = True
            shown, self._held = self._held[: min(places)], ""
            return shown.rstrip() if self._trimmed else shown
        settled = len(self._held) - max(_overlap(self._held, stop) for stop in self._texts)
        if self._trimmed:
            blanks = settled - len(self._held[:settled].rstrip())
            settled -= min(blanks, _HELD_BLANKS)
        shown, self._held = self._held[:settled], self._held[settled:]
        return shown

    def finish(self) -> str:
        """Return what is held back; call it when no more text comes."""
        shown, self._held = self._held, ""
        return shown


def _overlap(text: str, stop: str) -> int:
    """How many characters at the end of ``text`` are the beginning of ``stop``."""
    lengths = range(min(len(stop) - 1, len(text)), 0, -1)
    return next((length for length in lengths if text.endswith(stop[:length])), 0)
