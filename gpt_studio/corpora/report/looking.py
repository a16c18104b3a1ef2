"""Looks at passages one by one: what can be said about each without the others."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field

from gpt_studio.corpora.report.finder import Passage, Span
from gpt_studio.corpora.report.finding import FindingKind, Sample
from gpt_studio.corpora.report.registry import FINDERS

_CONTEXT = 40  # characters to the left and right of a sample
_LONGEST_SAMPLE = 160


@dataclass(frozen=True)
class Place:
    """A span within a passage, with its sample."""

    kind: FindingKind
    start: int
    characters: int
    sample: Sample


@dataclass
class Looked:
    """What was found out about one passage. ``key`` is a hash of its text; ``more`` counts the places, and their
    characters, that were not kept because there are too many."""

    key: int
    places: list[Place] = field(default_factory=list)
    more: dict[FindingKind, tuple[int, int]] = field(default_factory=dict)


def look(texts: Sequence[str], most: int) -> list[Looked]:
    """Look at ``texts``; of each kind at most ``most`` places a text are kept."""
    return [_look_at(Passage(text), most) for text in texts]


def _look_at(passage: Passage, most: int) -> Looked:
    looked = Looked(_key(passage.text))
    for finder in FINDERS:
        if finder.find is None:
            continue
        count = characters = 0
        for span in finder.find(passage):
            count += 1
            if count <= most:
                sample = sample_of(passage.text, span)
                looked.places.append(Place(finder.kind, span.start, span.end - span.start, sample))
            else:
                characters += span.end - span.start
        if count > most:
            looked.more[finder.kind] = (count - most, characters)
    return looked


def _key(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def sample_of(text: str, span: Span) -> Sample:
    """The span with its context, short enough to be shown."""
    return Sample(
        text[max(0, span.start - _CONTEXT) : span.start],
        _shortened(text[span.start : span.end]),
        text[span.end : span.end + _CONTEXT],
        None if span.becomes is None else _shortened(span.becomes),
    )


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_SAMPLE else text[: _LONGEST_SAMPLE - 1] + "…"
