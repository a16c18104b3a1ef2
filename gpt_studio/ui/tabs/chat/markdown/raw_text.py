"""Text that is shown as it was written, line by line. No Qt."""

from __future__ import annotations

from gpt_studio.ui.tabs.chat.markdown.leaves import Kind, Leaf, Run

_LONGEST = 2000
"""Characters of a line; a longer one is parted, because each change lays out a whole line."""


class RawStream:
    """Answers as :class:`MarkdownStream` does."""

    def __init__(self) -> None:
        self._line = ""

    def add(self, text: str) -> tuple[tuple[Leaf, ...], tuple[Leaf, ...]]:
        *whole, self._line = (self._line + text).split("\n")
        settled = [_as_written(line) for line in whole]
        while len(self._line) > _LONGEST:
            settled.append(_as_written(self._line[:_LONGEST]))
            self._line = self._line[_LONGEST:]
        return tuple(settled), (_as_written(self._line),)

    def trim_end(self) -> None:
        self._line = self._line.rstrip()


def _as_written(line: str) -> Leaf:
    return Leaf(Kind.TEXT, (Run(line),) if line else (), goes_on=True)
