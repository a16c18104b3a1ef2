"""Which language a passage is in, by py3langid."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

UNDETERMINED = "und"
"""The code of a text that says too little, or whose languages are too much alike to tell."""
SURE = 0.8
"""The least normalised probability at which a language is named."""
_WINDOW = 500  # characters of each place that is looked at
_SHORTEST = 40  # letters
_EVERY = 100_000  # characters of a long passage
_LONG = 3 * _WINDOW
_OTHER = 0.25


def languages_of(text: str) -> list[str]:
    """The language at the beginning of a passage and, in a longer one, at its middle, its end, and every 100,000
    characters: 500 characters each."""
    return [_language(window) for window in _windows(text)]


def main_and_others(codes: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """The language of most of the places of a document, and those of a quarter of the places or more beside it."""
    counts = Counter(code for code in codes if code != UNDETERMINED)
    if not counts:
        return UNDETERMINED, ()
    (main, _), *rest = counts.most_common()
    return main, tuple(code for code, count in rest if count >= _OTHER * len(codes))


def _windows(text: str) -> Iterator[str]:
    yield text[:_WINDOW]
    if len(text) < _LONG:
        return
    for place in range(_EVERY, len(text) - _EVERY, _EVERY):
        yield text[place : place + _WINDOW]
    yield text[len(text) // 2 : len(text) // 2 + _WINDOW]
    yield text[-_WINDOW:]


def _language(text: str) -> str:
    if sum(map(str.isalpha, text[: 2 * _SHORTEST])) < _SHORTEST:
        return UNDETERMINED
    code, probability = _identifier().classify(text)
    return code if probability >= SURE else UNDETERMINED


@functools.cache
def _identifier() -> Any:
    """Normalised probabilities: without them, py3langid gives logarithms that grow with the length of the text."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # only where languages are told apart

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)  # type: ignore[no-untyped-call]
