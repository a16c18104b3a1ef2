"""Looks at passages one by one: what can be said about each without the others. Runs in a helper process."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from importlib.util import find_spec
from itertools import pairwise, takewhile
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gpt_studio.corpora.cleaning import Cleaning, clean_text
from gpt_studio.corpora.near_duplicates import BINS, Sketches, sketches
from gpt_studio.corpora.report import boilerplate, repeated_paragraphs
from gpt_studio.corpora.report.finder import Passage, Span
from gpt_studio.corpora.report.finding import FindingKind, Sample, TextKind
from gpt_studio.corpora.report.languages import languages_of_each
from gpt_studio.corpora.report.registry import FINDERS
from gpt_studio.corpora.report.repeated_paragraphs import key_of
from gpt_studio.corpora.report.text_kinds import kind_of
from gpt_studio.corpora.seen_hashes import Hashes

_CONTEXT = 40  # characters to the left and right of a sample
_LONGEST_SAMPLE = 160


@dataclass(frozen=True)
class Place:
    """A span within a passage, with its sample."""

    kind: FindingKind
    start: int
    characters: int
    sample: Sample


@dataclass(frozen=True)
class Parts:
    """Paragraphs or lines of a passage: a hash of each, and its beginning and end, of shape (parts, 2)."""

    keys: Hashes
    spans: NDArray[np.int32]


NOTHING = Parts(np.empty(0, dtype=np.uint64), np.empty((0, 2), dtype=np.int32))
_Span = tuple[int, int]
_PartList = tuple[list[int], list[_Span]]


@dataclass(frozen=True)
class Looked:
    """What was found out about one passage.

    ``key`` is a hash of its cleaned text and ``solid`` its length, blanks at both ends not counted. ``more`` counts the
    places of each kind, and their characters, that were not kept because there are too many. ``lines`` are all
    different.
    """

    key: int
    solid: int
    kind: TextKind
    languages: tuple[str, ...]
    places: tuple[Place, ...]
    more: tuple[tuple[FindingKind, int, int], ...]
    paragraphs: Parts
    lines: Parts
    sketch: Sketches


def missing_packages() -> tuple[str, ...]:
    """The packages that are not installed and without which some kinds are not found."""
    needed = dict.fromkeys(finder.needs for finder in FINDERS if finder.needs)
    return tuple(name for name in needed if find_spec(name) is None)


def look(texts: Sequence[str], cleaning: Cleaning, most: int) -> list[Looked]:
    """Look at ``texts``; of each kind at most ``most`` places a text are kept."""
    missing = missing_packages()
    finders = [finder for finder in FINDERS if finder.find is not None and finder.needs not in missing]
    languages = languages_of_each(texts) if "py3langid" not in missing else [()] * len(texts)
    found = []
    parts: list[_PartList] = []
    for text, spoken, sketch in zip(texts, languages, sketches(texts), strict=True):
        passage = Passage(text)
        places: list[Place] = []
        more: list[tuple[FindingKind, int, int]] = []
        for finder in finders:
            assert finder.find is not None
            _note(finder.kind, finder.find(passage), text, most, places, more)
        lines, paragraphs = _lines_and_paragraphs(text)
        parts += [lines, paragraphs]
        found.append(
            Looked(
                _key(clean_text(text, cleaning)),
                len(text.strip()),
                kind_of(text),
                spoken,
                tuple(places),
                tuple(more),
                NOTHING,
                NOTHING,
                sketch,
            )
        )
    made = _as_arrays(parts)
    return [
        replace(looked, lines=lines, paragraphs=paragraphs)
        for looked, lines, paragraphs in zip(found, made[::2], made[1::2], strict=True)
    ]


def _note(
    kind: FindingKind,
    spans: Iterable[Span],
    text: str,
    most: int,
    places: list[Place],
    more: list[tuple[FindingKind, int, int]],
) -> None:
    count = characters = 0
    for span in spans:
        count += 1
        if count <= most:
            places.append(Place(kind, span.start, span.end - span.start, sample_of(text, span)))
        else:
            characters += span.end - span.start
    if count > most:
        more.append((kind, count - most, characters))


def _lines_and_paragraphs(text: str) -> tuple[_PartList, _PartList]:
    """The different lines, and all paragraphs."""
    known: dict[_Span, int] = {}
    different: dict[int, _Span] = {}
    for span in boilerplate.lines(text):
        known[span] = key = _part_key(text, span)
        different.setdefault(key, span)
    spans = list(repeated_paragraphs.paragraphs(text))
    keys = [known[span] if span in known else _part_key(text, span) for span in spans]
    return (list(different), list(different.values())), (keys, spans)


def _as_arrays(parts: Sequence[_PartList]) -> list[Parts]:
    """Each of ``parts`` as arrays, which are pieces of two long ones: many short ones take long to make."""
    keys = np.array([key for each, _ in parts for key in each], dtype=np.uint64)
    spans = np.array([span for _, each in parts for span in each], dtype=np.int32).reshape(-1, 2)
    ends = np.cumsum([len(each) for each, _ in parts]).tolist()
    return [Parts(keys[a:b], spans[a:b]) for a, b in pairwise([0, *ends])]


def _part_key(text: str, span: _Span) -> int:
    return int.from_bytes(key_of(text[span[0] : span[1]]), "little")


def _key(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def sample_of(text: str, span: Span) -> Sample:
    """The span with its context, short enough to be shown: from its first change on, if that is far in."""
    start, becomes = span.start, span.becomes
    if becomes is not None:
        pairs = zip(text[start : min(span.end, start + len(becomes))], becomes, strict=False)
        same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
        if same > _LONGEST_SAMPLE // 2:
            start, becomes = start + same, becomes[same:]
    return Sample(
        text[max(0, start - _CONTEXT) : start],
        shortened(text[start : min(span.end, start + _LONGEST_SAMPLE + 1)]),
        text[span.end : span.end + _CONTEXT],
        None if becomes is None else shortened(becomes),
    )


def shortened(text: str) -> str:
    """The beginning of ``text``, as long as a sample may be."""
    return text if len(text) <= _LONGEST_SAMPLE else text[: _LONGEST_SAMPLE - 1] + "…"


def as_bytes(batch: Sequence[Looked]) -> bytes:
    """The inverse of :func:`from_bytes`."""
    arrays = [
        np.array([looked.key for looked in batch], dtype=np.uint64),
        np.concatenate([looked.paragraphs.keys for looked in batch]),
        np.concatenate([looked.paragraphs.spans for looked in batch]).reshape(-1),
        np.concatenate([looked.lines.keys for looked in batch]),
        np.concatenate([looked.lines.spans for looked in batch]).reshape(-1),
        np.concatenate([looked.sketch for looked in batch]),
    ]
    header = [
        {
            "solid": looked.solid,
            "kind": looked.kind.value,
            "languages": looked.languages,
            "places": [
                [each.kind.value, each.start, each.characters, *_as_list(each.sample)] for each in looked.places
            ],
            "more": [[kind.value, count, characters] for kind, count, characters in looked.more],
            "parts": [len(looked.paragraphs.keys), len(looked.lines.keys)],
        }
        for looked in batch
    ]
    text = json.dumps(header).encode()
    sizes = np.array([len(text), *(array.nbytes for array in arrays)], dtype=np.int64)
    return b"".join([sizes.tobytes(), text, *(array.tobytes() for array in arrays)])


_TYPES = (np.uint64, np.uint64, np.int32, np.uint64, np.int32, np.uint32)


def from_bytes(data: bytes) -> list[Looked]:
    """The passages of a batch, as :func:`as_bytes` wrote them."""
    sizes = np.frombuffer(data, dtype=np.int64, count=len(_TYPES) + 1).tolist()
    place = 8 * (len(_TYPES) + 1)
    header: list[dict[str, Any]] = json.loads(data[place : place + sizes[0]])
    place += sizes[0]
    arrays = []
    for kind, size in zip(_TYPES, sizes[1:], strict=True):
        arrays.append(np.frombuffer(data[place : place + size], dtype=kind))
        place += size
    keys, *parts, sketched = arrays
    found = []
    paragraph = line = 0
    for number, each in enumerate(header):
        paragraphs, lines = each["parts"]
        found.append(
            Looked(
                int(keys[number]),
                each["solid"],
                TextKind(each["kind"]),
                tuple(each["languages"]),
                tuple(_place(row) for row in each["places"]),
                tuple((FindingKind(kind), count, characters) for kind, count, characters in each["more"]),
                _slice(parts[0], parts[1], paragraph, paragraphs),
                _slice(parts[2], parts[3], line, lines),
                sketched[number * BINS : (number + 1) * BINS],
            )
        )
        paragraph += paragraphs
        line += lines
    return found


def _as_list(sample: Sample) -> list[str | None]:
    return [sample.before, sample.found, sample.after, sample.becomes]


def _place(row: Sequence[Any]) -> Place:
    kind, start, characters, *sample = row
    return Place(FindingKind(kind), start, characters, Sample(*sample))


def _slice(keys: NDArray[Any], spans: NDArray[Any], start: int, count: int) -> Parts:
    return Parts(keys[start : start + count], spans[2 * start : 2 * (start + count)].reshape(-1, 2))
