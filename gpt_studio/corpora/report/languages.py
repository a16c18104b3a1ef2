"""Which language a passage is in, by py3langid.

The library walks through a text byte by byte. Here it is done for many texts at once, with the same result.
"""

from __future__ import annotations

import functools
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

UNDETERMINED = "und"
"""The code of a text that says too little, or whose languages are too much alike to tell."""
SURE = 0.8
"""The least normalised probability at which a language is named."""
_NO_LANGUAGE = "zxx"
_WINDOW = 200  # characters of each place that is looked at
_SHORTEST = 40  # letters
_EVERY = 100_000  # characters of a long passage
_LONGER, _LONG = 1_500, 6_000  # characters
_OTHER = 0.25
_FEATURE_BITS = 24


def languages_of(text: str) -> tuple[str, ...]:
    """The language at the beginning of a passage; in a longer one also at its end; in a long one also in its middle and
    every 100,000 characters: 200 characters each."""
    return languages_of_each([text])[0]


def languages_of_each(texts: Sequence[str]) -> list[tuple[str, ...]]:
    """As :func:`languages_of`, for several texts, which is faster."""
    windows = [list(_windows(text)) for text in texts]
    told = iter(_Identifier.instance().languages([window for each in windows for window in each]))
    return [tuple(next(told) for _ in each) for each in windows]


def main_and_others(codes: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """The language of most of the places of a document, and those of a quarter of the places or more beside it."""
    counts = Counter(code for code in codes if code != UNDETERMINED)
    if not counts:
        return UNDETERMINED, ()
    (main, _), *rest = counts.most_common()
    return main, tuple(code for code, count in rest if count >= _OTHER * len(codes))


def _windows(text: str) -> Iterator[str]:
    yield text[:_WINDOW]
    if len(text) < _LONGER:
        return
    yield text[-_WINDOW:]
    if len(text) < _LONG:
        return
    for place in range(_EVERY, len(text) - _EVERY, _EVERY):
        yield text[place : place + _WINDOW]
    yield text[len(text) // 2 : len(text) // 2 + _WINDOW]


class _Identifier:
    """The model of py3langid, as arrays."""

    def __init__(self) -> None:
        import numpy as np
        from py3langid.langid import MODEL_FILE, LanguageIdentifier  # only where languages are told apart

        model = LanguageIdentifier.from_model_file(MODEL_FILE)  # type: ignore[no-untyped-call]
        self._moves = np.asarray(model.tk_nextmove).astype(np.int32)
        self._rows = np.asarray(model.tk_row).astype(np.int32) << 8
        self._features = np.asarray(model.tk_output).astype(np.int32)
        self._weights = np.asarray(model.nb_ptc)  # in half precision: 28 MB
        self._prior = np.asarray(model.nb_pc).astype(np.float32)
        self._codes: list[str] = list(model.nb_classes)
        places = [self._codes.index(code) for code in self._codes]
        self._twice = [(first, n) for n, first in enumerate(places) if first != n]  # one language in two scripts

    @staticmethod
    @functools.cache
    def instance() -> _Identifier:
        return _Identifier()

    def languages(self, texts: Sequence[str]) -> list[str]:
        """The language of each text; UNDETERMINED for one with few letters, and where it is in doubt."""
        there = [n for n, text in enumerate(texts) if _has_letters(text)]
        told = [UNDETERMINED] * len(texts)
        for number, (code, probability) in zip(there, self.classified([texts[n] for n in there]), strict=True):
            if probability >= SURE and code != _NO_LANGUAGE:
                told[number] = code
        return told

    def classified(self, texts: Sequence[str]) -> Iterator[tuple[str, float]]:
        """The likeliest language of each text, and its normalised probability."""
        import numpy as np

        encoded = [_prepared(text) for text in texts]
        if not encoded:
            return
        owners, features, counts = self._features_of(encoded)
        different = np.flatnonzero(np.bincount(features, minlength=1))
        rows = np.searchsorted(different, features)
        weights = self._weights[different].astype(np.float32)  # few enough to stay near the processor
        logarithms = np.log1p(counts.astype(np.float32))
        borders = np.searchsorted(owners, np.arange(len(encoded) + 1)).tolist()
        scores = np.empty((len(encoded), len(self._prior)), dtype=np.float32)
        for number in range(len(encoded)):
            here = slice(borders[number], borders[number + 1])
            scores[number] = logarithms[here] @ weights[rows[here]]
        scores += self._prior
        scores /= np.sqrt([[max(1, len(data))] for data in encoded])
        shares = np.exp(scores - scores.max(axis=1, keepdims=True))
        for first, second in self._twice:
            shares[:, first] += shares[:, second]
            shares[:, second] = 0.0
        shares /= shares.sum(axis=1, keepdims=True)
        best = shares.argmax(axis=1)
        for place, probability in zip(best.tolist(), shares.max(axis=1).tolist(), strict=True):
            yield self._codes[place], probability

    def _features_of(self, encoded: Sequence[bytes]) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        """The number of a text, one of its features, and how often it has that one; sorted by text.

        All texts go through the automaton side by side.
        """
        import numpy as np

        lengths = np.array([len(data) for data in encoded])
        letters = np.zeros((len(encoded), int(lengths.max())), dtype=np.int32)
        for row, data in zip(letters, encoded, strict=True):
            row[: len(data)] = np.frombuffer(data, dtype=np.uint8)
        columns = np.ascontiguousarray(letters.T)
        states = np.zeros(len(encoded), dtype=np.int32)
        for place, column in enumerate(columns):
            states = self._moves[self._rows[states] + column]
            columns[place] = self._features[states]
        seen = columns.T
        there = (seen >= 0) & (np.arange(seen.shape[1]) < lengths[:, None])
        owners, _ = np.nonzero(there)
        values, counts = np.unique((owners.astype(np.int64) << _FEATURE_BITS) | seen[there], return_counts=True)
        return values >> _FEATURE_BITS, values & ((1 << _FEATURE_BITS) - 1), counts


def _has_letters(text: str) -> bool:
    return sum(map(str.isalpha, text[: 2 * _SHORTEST])) >= _SHORTEST


def _prepared(text: str) -> bytes:
    """As the library has it: all capitals become small, accents are composed."""
    text = text.lower() if text.isupper() else text
    return unicodedata.normalize("NFC", text).encode("utf-8", "surrogatepass")
