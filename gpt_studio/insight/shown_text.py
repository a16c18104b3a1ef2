"""Which characters of a text each of its tokens shows, where the text is not quite what the tokens decode to."""

from __future__ import annotations

from collections import deque
from dataclasses import replace

from gpt_studio.insight.choice import Choice

_LOOKED_AHEAD = 40


class ShownText:
    """Gives each choice the characters of a text that grows.

    Blanks at the beginning of a reply are not shown, nor is what follows a stop text; a text that a person wrote is
    cleaned before a model reads it. What choices show, joined, is always a beginning of the text.
    """

    def __init__(self) -> None:
        self._choices: deque[Choice] = deque()
        self._text = ""

    def take(self, choice: Choice) -> None:
        """The next token of the text, with what it decodes to."""
        self._choices.append(choice)

    def push(self, text: str) -> tuple[Choice, ...]:
        """The text goes on with ``text``; the choices all of whose characters are there now."""
        self._text += text
        done: list[Choice] = []
        while self._choices:
            shown = self._found(self._choices[0].shown)
            if shown is None:
                break
            done.append(replace(self._choices.popleft(), shown=shown))
            self._text = self._text[len(shown) :]
        return tuple(done)

    def finish(self) -> tuple[Choice, ...]:
        """The choices that are left; the first of them shows the rest of the text."""
        left = []
        while self._choices:
            left.append(replace(self._choices.popleft(), shown=self._text))
            self._text = ""
        return tuple(left)

    def _found(self, decoded: str) -> str | None:
        """What of the text belongs to a token that decodes to ``decoded``; None while that cannot be told."""
        if self._text.startswith(decoded):
            return decoded
        visible = decoded.lstrip()
        for shown in (decoded[blanks:] for blanks in range(len(decoded) - len(visible) + 1)):
            if self._text.startswith(shown):
                return shown
            if shown.startswith(self._text):
                return None
        place = self._text.find(visible, 0, _LOOKED_AHEAD + len(visible))
        return self._text[: place + len(visible)] if place >= 0 else ""
