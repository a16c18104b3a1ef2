"""A mixture: several corpora, each with a weight, which says how much of what is learnt comes from it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from gpt_studio.core.decode import decode, within
from gpt_studio.core.job import JobContext
from gpt_studio.corpora.corpus import Corpus, corpus_from_dict, corpus_to_dict, text_bytes

LIGHTEST, HEAVIEST = 1e-6, 1e6


@dataclass(frozen=True)
class WeightedCorpus:
    """A corpus whose tokens count ``weight`` times as much as those of one with weight 1."""

    corpus: Corpus
    weight: float = 1.0


@dataclass(frozen=True)
class Mixture:
    """Two corpora or more. With weights 2 and 1, two thirds of the tokens that are learnt come from the first one."""

    parts: tuple[WeightedCorpus, ...]

    @property
    def shares(self) -> tuple[float, ...]:
        """The weights, scaled to add up to 1."""
        whole = math.fsum(part.weight for part in self.parts)
        return tuple(part.weight / whole for part in self.parts)

    @property
    def name(self) -> str:
        """For a person: ``67% Tales, 33% Letters``."""
        pairs = zip(self.shares, self.parts, strict=True)
        return ", ".join(f"{_percent(share)}% {part.corpus.name}" for share, part in pairs)

    @property
    def sources(self) -> tuple[str, ...]:
        """The files and folders of all corpora, each once."""
        return tuple(dict.fromkeys(source for part in self.parts for source in part.corpus.sources))

    def kept_in(self, cache: Path) -> Mixture:
        """As :meth:`Corpus.kept_in`, for each corpus."""
        return Mixture(tuple(replace(part, corpus=part.corpus.kept_in(cache)) for part in self.parts))


def _percent(share: float) -> str:
    return f"{100 * share:.0f}" if share >= 0.01 else f"{100 * share:.1g}"


TrainingText = Corpus | Mixture
"""What a model can learn from."""


def corpora_of(text: TrainingText) -> tuple[Corpus, ...]:
    """The corpora of a mixture; a single one alone."""
    return tuple(part.corpus for part in text.parts) if isinstance(text, Mixture) else (text,)


def bytes_of_text(text: TrainingText, context: JobContext | None = None) -> int:
    """As :func:`gpt_studio.corpora.corpus.text_bytes`, of all corpora together."""
    return sum(text_bytes(corpus, context) for corpus in corpora_of(text))


def mixture_to_list(mixture: Mixture) -> list[dict[str, Any]]:
    """The mixture as TOML and JSON can hold it."""
    return [{"weight": part.weight, "corpus": corpus_to_dict(part.corpus)} for part in mixture.parts]


def mixture_from_list(stored: tuple[dict[str, Any], ...], path: Path = Path()) -> Mixture:
    """The inverse of :func:`mixture_to_list`; ``path`` is the file named in errors. Raises as corpus_from_dict."""
    return Mixture(tuple(_part_from(values, path) for values in stored))


def _part_from(values: Mapping[str, Any], path: Path) -> WeightedCorpus:
    stored = decode(_Stored, values, path)
    return WeightedCorpus(corpus_from_dict(stored.corpus, path), stored.weight)


@dataclass(frozen=True)
class _Stored:
    """A corpus of a mixture as stored."""

    corpus: dict[str, Any]
    weight: float = within(1.0, minimum=LIGHTEST, maximum=HEAVIEST)
