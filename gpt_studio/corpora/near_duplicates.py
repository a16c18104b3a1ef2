"""Finds documents that are nearly the same, by the Jaccard similarity of their sequences of five words.

Each document becomes a sketch by one-permutation MinHash (Li, Owen and Zhang 2012) with optimal densification
(Shrivastava 2017): the share of equal entries of two sketches estimates the similarity of the documents, with a
standard deviation of 0.035 at 0.8. Candidates are found by locality-sensitive hashing: two documents of similarity 0.8
share one of 16 bands of six entries with a probability of 0.99, of 0.9 always. Case and punctuation do not count.
Scripts that write no spaces between words are compared by what stands between punctuation.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from gpt_studio.corpora.documents import Document, plain_text

BINS = 128
"""Entries of a sketch."""
NO_WORDS = np.uint32(0xFFFFFFFF)
"""The entry of a sketch into which no sequence of words fell."""
WORDS = 5
SHORTEST = 8
"""A document of fewer words is like another one only if all words are the same."""
_LIKE = 102  # of 128 entries: 0.797

_BANDS, _ROWS = 16, 6
_CHUNK = 1 << 20  # bytes that are looked at together
_FEWEST_SLOTS = 1 << 12
_FULLEST = 0.6

Sketches: TypeAlias = NDArray[np.uint32]
Signatures: TypeAlias = NDArray[np.uint16]

_FACTOR = 0x9E3779B97F4A7C15
_SHINGLE_FACTOR = 0xD6E8FEB86659FD93


@dataclass(frozen=True)
class _Drawn:
    """What is drawn once for all sketches: from which bins an empty one is filled, one row a try; the bins of each
    band, and how they become its key."""

    probes: NDArray[np.intp]
    band_bins: NDArray[np.intp]
    band_factors: NDArray[np.uint64]
    band_terms: NDArray[np.uint64]


@functools.cache
def _drawn() -> _Drawn:
    dice = np.random.RandomState(20261130)  # the legacy generator draws the same numbers in every version of numpy
    probes = np.argsort(dice.random_sample((2 * BINS, BINS)), axis=1).astype(np.intp)
    bins = dice.permutation(BINS)[: _BANDS * _ROWS].reshape(_BANDS, _ROWS)
    factors = (dice.randint(0, 1 << 62, size=(_BANDS, _ROWS)).astype(np.uint64) << np.uint64(1)) | np.uint64(1)
    return _Drawn(probes, bins, factors, dice.randint(0, 1 << 62, size=_BANDS).astype(np.uint64))


@functools.cache
def _lowered() -> bytes:
    """A-Z as a-z, and 0 for each ASCII character that is in no word."""
    table = bytearray(256)
    for code in range(256):
        character = chr(code)
        table[code] = ord(character.lower()) if code < 128 and character.isalnum() else code if code >= 128 else 0
    return bytes(table)


class NearDuplicates:
    """Remembers documents that are not like each other, in 0.7 kB each (1.1 kB while its table grows)."""

    def __init__(self) -> None:
        self._passed = 0
        self._signatures = np.empty((64, BINS), dtype=np.uint16)
        self._numbers = np.empty(64, dtype=np.int64)  # of the remembered documents
        self._remembered = 0
        self._table = _Table()

    def earlier_like(self, document: Document) -> int | None:
        """The number of the first earlier document with a similarity of about 0.8 or more; documents are numbered from
        0 in the order in which they are passed. Without one, None, and the document is remembered."""
        return self.earlier_like_each(sketches([plain_text(document)]))[0]

    def earlier_like_each(self, sketched: Sketches) -> list[int | None]:
        """As :meth:`earlier_like`, for several documents in their order, from :func:`sketches`."""
        signatures = _signatures(sketched)
        keys = _band_keys(signatures)
        candidates = self._table.find(keys)
        found: list[int | None] = []
        earlier_here: dict[int, int] = {}
        values, counts = np.unique(keys, return_counts=True)
        several = np.isin(keys, values[counts > 1]) if len(keys) > 1 else np.zeros(keys.shape, dtype=bool)
        wordless = np.all(sketched == NO_WORDS, axis=1).tolist()
        alone = np.logical_not(np.any(several | (candidates >= 0), axis=1)).tolist()
        new_keys, new_places = [], []
        for row in range(len(sketched)):
            match, shared = None, []
            if not alone[row] and not wordless[row]:
                like = set(candidates[row][candidates[row] >= 0].tolist())
                shared = keys[row][several[row]].tolist()
                like.update(earlier_here[key] for key in shared if key in earlier_here)
                match = self._first_like(signatures[row], sorted(like))
            found.append(match)
            if match is None:
                place = self._remember(signatures[row])
                for key in shared:
                    earlier_here.setdefault(key, place)
                new_keys.append(row)
                new_places.append(place)
            self._passed += 1
        if new_keys:
            self._table.add(keys[new_keys].reshape(-1), np.repeat(np.array(new_places, dtype=np.int32), _BANDS))
        return found

    def _first_like(self, signature: Signatures, places: list[int]) -> int | None:
        if not places:
            return None
        equal = (self._signatures[places] == signature).sum(axis=1)
        first = next((place for place, n in zip(places, equal.tolist(), strict=True) if n >= _LIKE), None)
        return None if first is None else int(self._numbers[first])

    def _remember(self, signature: Signatures) -> int:
        if self._remembered == len(self._numbers):
            self._signatures = np.concatenate([self._signatures, np.empty_like(self._signatures)])
            self._numbers = np.concatenate([self._numbers, np.empty_like(self._numbers)])
        place = self._remembered
        self._signatures[place] = signature
        self._numbers[place] = self._passed
        self._remembered += 1
        return place


def sketches(texts: Sequence[str]) -> Sketches:
    """The sketch of each text: of the hashes of its shingles that fall into each of BINS bins, the smallest.

    The sketch of a text is the minimum of the sketches of its parts, but for the shingles across their borders.
    """
    made = np.full((len(texts), BINS), NO_WORDS, dtype=np.uint32)
    for numbers, chunks in _together(texts):
        _sketch(chunks, np.array(numbers, dtype=np.intp), made)
    return made


def _together(texts: Sequence[str]) -> Iterator[tuple[list[int], list[bytes]]]:
    """The texts as UTF-8, as many at once as make a chunk; long ones in parts, cut at spaces."""
    numbers: list[int] = []
    chunks: list[bytes] = []
    size = 0
    for number, text in enumerate(texts):
        for part in _parts(text.encode("utf-8", "surrogatepass")):
            numbers.append(number)
            chunks.append(part)
            size += len(part)
            if size >= _CHUNK:
                yield numbers, chunks
                numbers, chunks, size = [], [], 0
    if chunks:
        yield numbers, chunks


def _parts(data: bytes) -> Iterator[bytes]:
    start = 0
    while len(data) - start > 2 * _CHUNK:
        cut = data.find(b" ", start + _CHUNK, start + 2 * _CHUNK)
        end = cut if cut >= 0 else start + _CHUNK
        yield data[start:end]
        start = end
    yield data[start:]


def _sketch(chunks: list[bytes], numbers: NDArray[np.intp], made: Sketches) -> None:
    words, counts = _word_hashes(chunks)
    of_chunk = np.repeat(np.arange(len(chunks)), counts)
    if len(words) >= WORDS:
        last = len(words) - WORDS + 1
        shingles = np.zeros(last, dtype=np.uint64)
        for n in range(WORDS):
            shingles += words[n : n + last] * np.uint64(pow(_SHINGLE_FACTOR, n, 1 << 64))
        long = counts >= SHORTEST
        valid = (of_chunk[:last] == of_chunk[WORDS - 1 :]) & long[of_chunk[:last]]
        _put(_mixed(shingles[valid]), numbers[of_chunk[:last][valid]], made)
    ends = np.cumsum(counts)
    short = np.flatnonzero((counts > 0) & (counts < SHORTEST))
    whole = [hashlib.blake2b(words[ends[n] - counts[n] : ends[n]].tobytes(), digest_size=8).digest() for n in short]
    _put(np.frombuffer(b"".join(whole), dtype="<u8").astype(np.uint64), numbers[short], made)


def _put(hashes: NDArray[np.uint64], rows: NDArray[np.intp], made: Sketches) -> None:
    bins = (hashes >> np.uint64(57)).astype(np.intp)
    np.minimum.at(made.reshape(-1), rows * BINS + bins, (hashes >> np.uint64(25)).astype(np.uint32))


def _word_hashes(chunks: list[bytes]) -> tuple[NDArray[np.uint64], NDArray[np.intp]]:
    """A hash of each word of all chunks, and the number of words in each chunk."""
    data = b"\0".join(chunks) + b"\0"
    codes = np.frombuffer(bytearray(data.translate(_lowered())), dtype=np.uint8)
    if not data.isascii():
        _blank_punctuation(codes, data)
    inside = codes != 0
    starts = np.flatnonzero(inside[1:] & ~inside[:-1]) + 1
    if inside[0]:
        starts = np.concatenate([[0], starts])
    borders = np.cumsum([0, *(len(chunk) + 1 for chunk in chunks)])
    counts = np.diff(np.searchsorted(starts, borders))
    if not len(starts):
        return np.empty(0, dtype=np.uint64), counts
    powers, inverses = _powers(len(codes))
    sums = np.add.reduceat(codes * powers, starts)
    return _mixed(sums * inverses[starts]), counts


def _blank_punctuation(codes: NDArray[np.uint8], data: bytes) -> None:
    """Blank the signs U+0080 to U+00BF (¿ ¡ « ») and U+2000 to U+203F (— “ ” …) of a text in UTF-8."""
    if b"\xc2" in data:
        leads = np.flatnonzero(codes == 0xC2)
        codes[leads] = codes[np.minimum(leads + 1, len(codes) - 1)] = 0
    if b"\xe2\x80" in data:
        leads = np.flatnonzero((codes[:-2] == 0xE2) & (codes[1:-1] == 0x80))
        codes[leads] = codes[leads + 1] = codes[leads + 2] = 0


def _powers(length: int) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """The powers of an odd number modulo 2**64, and their inverses, for ``length`` places."""
    powers, inverses = _many_powers(max(1 << 16, 1 << (length - 1).bit_length()))
    return powers[:length], inverses[:length]


@functools.lru_cache(maxsize=2)
def _many_powers(length: int) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    return _powers_of(np.uint64(_FACTOR), length), _powers_of(np.uint64(pow(_FACTOR, -1, 1 << 64)), length)


def _powers_of(number: np.uint64, size: int) -> NDArray[np.uint64]:
    factors = np.full(size, number, dtype=np.uint64)
    factors[0] = 1
    return np.multiply.accumulate(factors)


def _mixed(values: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Every bit of the result depends on every bit of the value (the finalizer of SplitMix64)."""
    values = values ^ (values >> np.uint64(30))
    values *= np.uint64(0xBF58476D1CE4E5B9)
    values ^= values >> np.uint64(27)
    values *= np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


def _signatures(sketched: Sketches) -> Signatures:
    """The sketches with every empty entry taken from another one, 16 bits of each."""
    filled = sketched.copy()
    there = sketched != NO_WORDS
    rows = np.flatnonzero(~there.all(axis=1) & there.any(axis=1))
    for probe in _drawn().probes:
        if not len(rows):
            break
        open_now = filled[rows] == NO_WORDS
        taken = sketched[rows][:, probe]
        filled[rows] = np.where(open_now, taken, filled[rows])
        rows = rows[(filled[rows] == NO_WORDS).any(axis=1)]
    return filled.astype(np.uint16)


def _band_keys(signatures: Signatures) -> NDArray[np.uint64]:
    """A key for each band, of shape (documents, bands)."""
    drawn = _drawn()
    entries = signatures[:, drawn.band_bins].astype(np.uint64) + np.uint64(1)
    return _mixed((entries * drawn.band_factors).sum(axis=2, dtype=np.uint64) + drawn.band_terms)


class _Table:
    """A hash table from keys to places, with open addressing; the first place of a key stays."""

    def __init__(self) -> None:
        self._keys = np.zeros(_FEWEST_SLOTS, dtype=np.uint64)
        self._places = np.full(_FEWEST_SLOTS, -1, dtype=np.int32)
        self._used = 0

    def find(self, keys: NDArray[np.uint64]) -> NDArray[np.int32]:
        """The place of each key, -1 for a key that is not there; in the shape of ``keys``."""
        wanted = keys.reshape(-1)
        found = np.full(len(wanted), -1, dtype=np.int32)
        waiting = np.arange(len(wanted))
        slots = self._slots(wanted)
        while len(waiting):
            places = self._places[slots]
            hit = (self._keys[slots] == wanted[waiting]) & (places >= 0)
            found[waiting[hit]] = places[hit]
            on = (places >= 0) & ~hit
            waiting = waiting[on]
            slots = (slots[on] + 1) & (len(self._keys) - 1)
        return found.reshape(keys.shape)

    def add(self, keys: NDArray[np.uint64], places: NDArray[np.int32]) -> None:
        """Add the keys that are not there yet. Of equal ``keys``, the first counts."""
        keys, first = np.unique(keys, return_index=True)
        places = places[first]
        new = self.find(keys) < 0
        keys, places = keys[new], places[new]
        if self._used + len(keys) > _FULLEST * len(self._keys):
            self._grow(self._used + len(keys))
        self._insert(keys, places)

    def _grow(self, needed: int) -> None:
        keys, places = self._keys[self._places >= 0], self._places[self._places >= 0]
        size = len(self._keys)
        while needed > _FULLEST * size:
            size *= 2
        self._keys = np.zeros(size, dtype=np.uint64)
        self._places = np.full(size, -1, dtype=np.int32)
        self._used = 0
        self._insert(keys, places)

    def _insert(self, keys: NDArray[np.uint64], places: NDArray[np.int32]) -> None:
        self._used += len(keys)
        slots = self._slots(keys)
        while len(keys):
            free = self._places[slots] < 0
            self._keys[slots[free]] = keys[free]
            self._places[slots[free]] = places[free]
            on = self._keys[slots] != keys  # another key was there, or was put there at the same time
            keys, places = keys[on], places[on]
            slots = (slots[on] + 1) & (len(self._keys) - 1)

    def _slots(self, keys: NDArray[np.uint64]) -> NDArray[np.intp]:
        return (keys & np.uint64(len(self._keys) - 1)).astype(np.intp)
