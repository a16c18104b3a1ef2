"""What else could have come at each token of a live sample, in the form in which the history of a run keeps it: a line
of JSON of columns, about 150 bytes a token."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from gpt_studio.core.decode import decode
from gpt_studio.core.errors import StudioError
from gpt_studio.core.strict_json import parse
from gpt_studio.insight.choice import Candidate, Choice
from gpt_studio.training.events import SampleWritten

_WHOLE = 10_000
"""A probability is kept in so many parts; one that is not zero is at least one of them."""


@dataclass(frozen=True)
class _Columns:
    """One entry a token: its place in ``words``, what it shows, its probability by the model and as it was drawn, and
    its rank. The columns from ``best`` on hold as many entries for each token as there are candidates: places in
    ``words``, and their probabilities in parts of :data:`_WHOLE`. ``named`` are the ids of ``words``, ``ends`` those
    that end a text."""

    tokens: tuple[int, ...]
    shown: tuple[str, ...]
    logprobs: tuple[float, ...]
    odds: tuple[int, ...]
    ranks: tuple[int, ...]
    named: tuple[int, ...]
    words: tuple[str, ...]
    ends: tuple[int, ...]
    best: tuple[int, ...]
    best_chances: tuple[int, ...]
    best_odds: tuple[int, ...]


def packed(choices: Sequence[Choice]) -> str:
    """``choices``, all with the same number of candidates."""
    texts: dict[int, str] = {}
    for choice in choices:
        texts |= {choice.id: choice.text} | {each.id: each.text for each in choice.candidates}
    named = {token: place for place, token in enumerate(texts)}
    best = [candidate for choice in choices for candidate in choice.candidates]
    columns = _Columns(
        tokens=tuple(named[choice.id] for choice in choices),
        shown=tuple(choice.shown for choice in choices),
        logprobs=tuple(round(choice.log_probability, 4) for choice in choices),
        odds=_in_parts(choice.odds for choice in choices),
        ranks=tuple(choice.rank for choice in choices),
        named=tuple(texts),
        words=tuple(texts.values()),
        ends=tuple(sorted({candidate.id for candidate in best if candidate.ends})),
        best=tuple(named[candidate.id] for candidate in best),
        best_chances=_in_parts(candidate.probability for candidate in best),
        best_odds=_in_parts(candidate.odds for candidate in best),
    )
    return json.dumps(asdict(columns), ensure_ascii=False, separators=(",", ":"))


def choices_of(sample: SampleWritten) -> tuple[Choice, ...]:
    """What else could have come at each token of ``sample``; what they show, joined, is its text. None where that was
    not written down, or was written down otherwise."""
    if not sample.thoughts:
        return ()
    try:
        place = Path("thoughts")
        choices = _unpacked(decode(_Columns, parse(sample.thoughts.encode("utf-8", "replace"), place), place))
    except (StudioError, ValueError, IndexError):
        return ()
    return choices if "".join(choice.shown for choice in choices) == sample.text else ()


def _unpacked(columns: _Columns) -> tuple[Choice, ...]:
    """Raises ValueError or IndexError where the columns do not fit each other."""
    number = len(columns.tokens)
    width = len(columns.best) // max(1, number)
    words = tuple(zip(columns.named, columns.words, strict=True))
    ends = frozenset(columns.ends)
    best = [
        Candidate(*words[place], chance / _WHOLE, odds / _WHOLE, words[place][0] in ends)
        for place, chance, odds in zip(columns.best, columns.best_chances, columns.best_odds, strict=True)
    ]
    rows = zip(columns.tokens, columns.shown, columns.logprobs, columns.odds, columns.ranks, strict=True)
    return tuple(
        Choice(*words[place], shown, min(nats, 0.0), odds / _WHOLE, rank, tuple(best[at * width : (at + 1) * width]))
        for at, (place, shown, nats, odds, rank) in enumerate(rows)
    )


def _in_parts(probabilities: Iterable[float]) -> tuple[int, ...]:
    return tuple(math.ceil(each * _WHOLE) if each < 1 / _WHOLE else round(each * _WHOLE) for each in probabilities)
