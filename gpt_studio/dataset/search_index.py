"""An index over encoded text that finds where a run of tokens stands word for word.

Of each :data:`WINDOW` neighbouring runs of :data:`RUN` tokens, the one with the least hash is kept with its place
(minimizers: Roberts et al., 2004). So two texts that have :data:`LEAST` tokens in common have a kept run in common,
whatever stands around them, and about one place in four is kept: half to all of the size of the encoded text.

Two files: the hashes (``hashes.u32``), sorted, and the places in the same order (``places.u32``, or ``places.u64`` in a
text of more than 2^32 tokens).
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import numpy as np
import numpy.typing as npt

from gpt_studio.core import durable
from gpt_studio.core.errors import Message, say
from gpt_studio.core.events import Progress
from gpt_studio.core.job import JobContext
from gpt_studio.dataset.token_file import TokenFile

RUN, WINDOW = 6, 7
LEAST = RUN + WINDOW - 1
"""Tokens: what is as long is always found, what is shorter only by chance."""
_VERSION = 1  # increase it when the same text is indexed otherwise
_AT_ONCE = 1 << 17  # tokens that are hashed together: what is computed fits into the processor's cache
_BETWEEN_REPORTS = 16  # portions
_BUCKET_BITS = 4
_BUCKETS = 1 << _BUCKET_BITS
_MOST_PLACES = 50_000
"""Of a run that stands at more places only the first ones are compared."""
_FACTOR, _LAST_FACTOR = np.uint32(0x9E3779B1), np.uint32(0x85EBCA6B)
"""The prime nearest to 2^32 divided by the golden ratio (Knuth, volume 3, 6.4), and one of MurmurHash3's."""
_U64 = npt.NDArray[np.uint64]


@dataclass(frozen=True)
class Found:
    """The tokens from ``start`` to before ``end`` of what was looked for stand at ``place`` of the text, and at
    ``places`` places in all that are as long."""

    start: int
    end: int
    place: int
    places: int

    @property
    def length(self) -> int:
        return self.end - self.start


def index_of(file: TokenFile, cache: Path, context: JobContext) -> SearchIndex:
    """The index of ``file`` from ``cache``; it is made and stored there first if necessary, which takes about a second
    for ten million tokens. Raises DiskError; JobCancelled, without leaving files."""
    folder = cache / "search" / f"{file.path.parent.name}-{file.path.stem}-{_VERSION}"
    if not durable.is_intact(folder):
        with durable.staged_folder(folder) as staging:
            _build(file, staging, context)
    return SearchIndex(file, folder)


class SearchIndex:
    """Looks into the files of ``folder``, which stay on disk."""

    def __init__(self, file: TokenFile, folder: Path) -> None:
        self._tokens = file.array()
        self._places_path = next(folder.glob("places.*"))
        self._hashes = _mapped(folder / "hashes.u32", "<u4")
        self._places = _mapped(self._places_path, "<u4" if self._places_path.suffix == ".u32" else "<u8")

    def find(self, ids: Sequence[int], least: int = LEAST) -> list[Found]:
        """The longest runs of ``ids``, of at least ``least`` tokens, that stand in the text; none lies within another.
        In the order in which they begin."""
        wanted = np.asarray(ids, np.int64)
        found: list[Found] = []
        for start, first, last in self._by_rarity(_hashes(wanted)):
            if any(each.start <= start and start + RUN <= each.end for each in found):
                continue  # a rarer run has led there
            longest = self._longest(wanted, start, self._places[first:last].astype(np.int64))
            if longest is not None and longest.length >= least:
                found.append(longest)
        return sorted((each for each in found if not _within_another(each, found)), key=lambda one: one.start)

    def _by_rarity(self, hashes: npt.NDArray[np.uint32]) -> list[tuple[int, int, int]]:
        """The kept runs that stand in the text: where each begins, and where its places begin and end in the files."""
        starts = _kept(hashes)
        firsts = np.searchsorted(self._hashes, hashes[starts], "left")
        lasts = np.searchsorted(self._hashes, hashes[starts], "right")
        rows = sorted(zip((lasts - firsts).tolist(), starts.tolist(), firsts.tolist(), strict=True))
        return [(start, first, first + min(count, _MOST_PLACES)) for count, start, first in rows if count]

    def _longest(self, wanted: npt.NDArray[np.int64], start: int, places: npt.NDArray[np.int64]) -> Found | None:
        """The longest run around the tokens from ``start`` on, which may stand at ``places``."""
        before = self._agreeing(wanted, start, places, -1)
        behind = self._agreeing(wanted, start, places, 1)
        lengths = before + behind
        best = int(lengths.argmax())
        if behind[best] < RUN:
            return None  # another run with the same hash
        most = int(lengths[best])
        left = int(before[best])
        return Found(start - left, start - left + most, int(places[best]) - left, int((lengths == most).sum()))

    def _agreeing(
        self, wanted: npt.NDArray[np.int64], start: int, places: npt.NDArray[np.int64], step: int
    ) -> npt.NDArray[np.int64]:
        """How many tokens agree at each of ``places``: from ``start`` on forwards, or before it backwards."""
        counts = np.zeros(len(places), np.int64)
        left = np.arange(len(places))
        shift = 0 if step > 0 else -1
        while len(left) and 0 <= start + shift < len(wanted):
            at = places[left] + shift
            inside = (at >= 0) & (at < len(self._tokens))
            left, at = left[inside], at[inside]
            left = left[self._tokens[at] == wanted[start + shift]]
            counts[left] += 1
            shift += step
        return counts


def _within_another(one: Found, found: Sequence[Found]) -> bool:
    return any(other.start <= one.start and one.end <= other.end and other.length > one.length for other in found)


def _build(file: TokenFile, folder: Path, context: JobContext) -> None:
    tokens = file.array()
    wide = len(tokens) > 1 << 32
    with contextlib.ExitStack() as files:
        parts = [files.enter_context((folder / f"part-{number}").open("w+b")) for number in range(_BUCKETS)]
        for hashed, place in _entries(tokens, context):
            bucket = hashed >> np.uint32(32 - _BUCKET_BITS)
            order = np.argsort(bucket.astype(np.uint8), kind="stable")
            bounds = np.searchsorted(bucket[order], np.arange(_BUCKETS + 1))
            joined = np.stack([hashed[order].astype(np.uint64), place[order]], axis=1) if wide else None
            if joined is None:
                joined = hashed[order].astype(np.uint64) << np.uint64(32) | place[order]
            for number, part in enumerate(parts):
                part.write(joined[bounds[number] : bounds[number + 1]].tobytes())
        hashes = files.enter_context((folder / "hashes.u32").open("wb"))
        places = files.enter_context((folder / f"places.{'u64' if wide else 'u32'}").open("wb"))
        for number, part in enumerate(parts):
            context.raise_if_cancelled()
            context.emit(Progress(_indexing(), 0.7 + 0.3 * number / _BUCKETS))
            part.seek(0)
            _write_sorted(np.frombuffer(part.read(), np.uint64), hashes, places, wide=wide)
    for path in folder.glob("part-*"):
        path.unlink()


def _write_sorted(entries: _U64, hashes: IO[bytes], places: IO[bytes], *, wide: bool) -> None:
    """Sort the entries of a bucket. One sort of whole numbers is several times as fast as one that tells an order."""
    if wide:
        pairs = entries.reshape(-1, 2)
        pairs = pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]
        hashes.write(pairs[:, 0].astype("<u4").tobytes())
        places.write(pairs[:, 1].astype("<u8").tobytes())
        return
    ordered = np.sort(entries)
    hashes.write((ordered >> np.uint64(32)).astype("<u4").tobytes())
    places.write(ordered.astype("<u4").tobytes())


def _entries(
    tokens: npt.NDArray[np.unsignedinteger], context: JobContext
) -> Iterator[tuple[npt.NDArray[np.uint32], _U64]]:
    """The hashes and places of the kept runs of ``tokens``, in portions. Portions overlap, so that none is missing."""
    shared = LEAST - 1
    last = -1
    for number, start in enumerate(range(0, max(len(tokens) - RUN + 1, 0), _AT_ONCE)):
        if number % _BETWEEN_REPORTS == 0:
            context.raise_if_cancelled()
            context.emit(Progress(_indexing(), 0.7 * start / len(tokens)))
        begin = max(0, start - shared)
        hashes = _hashes(tokens[begin : start + _AT_ONCE + shared])
        places = _kept(hashes)
        places = places[np.searchsorted(places, last - begin, "right") :]
        if len(places):
            last = int(places[-1]) + begin
            yield hashes[places], (places + begin).astype(np.uint64)


def _hashes(tokens: npt.NDArray[np.integer]) -> npt.NDArray[np.uint32]:
    """The hash of each run of :data:`RUN` tokens."""
    count = len(tokens) - RUN + 1
    if count <= 0:
        return np.empty(0, np.uint32)
    narrow = tokens.astype(np.uint32)
    found = np.zeros(count, np.uint32)
    for place in range(RUN):
        found += narrow[place : place + count]
        found *= _FACTOR
        found ^= found >> np.uint32(15)
    found *= _LAST_FACTOR
    found ^= found >> np.uint32(16)
    return found


def _kept(hashes: npt.NDArray[np.uint32]) -> npt.NDArray[np.int64]:
    """The places of the least hash of each window, in order; of equal ones the first. All where there are few."""
    count = len(hashes) - WINDOW + 1
    if count <= 0:
        return np.arange(len(hashes))
    least = hashes[:count].copy()
    place = np.zeros(count, np.int8)
    smaller = np.empty(count, np.bool_)
    for shift in range(1, WINDOW):
        other = hashes[shift : shift + count]
        np.less(other, least, out=smaller)
        np.copyto(place, shift, where=smaller)
        np.minimum(least, other, out=least)
    chosen = np.arange(count) + place
    kept: npt.NDArray[np.int64] = chosen[np.concatenate([[True], chosen[1:] != chosen[:-1]])]
    return kept


def _mapped(path: Path, kind: str) -> npt.NDArray[np.unsignedinteger]:
    if not path.stat().st_size:
        return np.empty(0, np.dtype(kind))
    return np.memmap(path, np.dtype(kind), "r")


def _indexing() -> Message:
    return say("search.indexing", "Making an index of the text")
