"""The interface of the finders: each finds one kind of oddity, in one document or by comparing documents."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from gpt_studio.core.errors import Message
from gpt_studio.corpora.report.finding import FindingKind


@dataclass(frozen=True)
class Span:
    """Characters ``start`` to ``end`` of a text, and what the remedy makes of them; see
    :class:`~gpt_studio.corpora.report.finding.Sample`."""

    start: int
    end: int
    becomes: str | None


class Passage:
    """A text to look at: a document, or about a million characters of a long one."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def latin(self) -> bytes:
        """One byte for each character: Latin-1, with "?" for characters beyond it. Bytes are searched much faster."""
        return self.text.encode("latin-1", "replace")

    @cached_property
    def is_latin(self) -> bool:
        """Whether no character is beyond Latin-1."""
        return b"?" not in self.latin or self.latin.count(b"?") == self.text.count("?")


@dataclass(frozen=True)
class Finder:
    """``title`` and ``explanation`` are for a person. ``remedy`` names the setting that helps; "" for none.

    ``find`` yields the places within one passage; None where documents have to be compared, or where the whole
    document counts. ``needs`` is the Python package of the extra "formats" without which it finds nothing.
    """

    kind: FindingKind
    title: Message
    explanation: Message
    remedy: str = ""
    find: Callable[[Passage], Iterable[Span]] | None = None
    needs: str = ""
