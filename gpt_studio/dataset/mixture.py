"""A mixture of corpora as an encoded dataset: each corpus is encoded for itself, so another weight encodes nothing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from gpt_studio.core.errors import Message, StudioError, say
from gpt_studio.core.job import JobContext
from gpt_studio.corpora.mixture import Mixture, TrainingText, corpora_of
from gpt_studio.dataset.batches import SHORTEST_CONTEXT
from gpt_studio.dataset.encode import EncodedDataset, HeldOutPart, identity, prepare
from gpt_studio.dataset.mixed_tokens import MixedTokens
from gpt_studio.dataset.token_file import TokenFile
from gpt_studio.tokenization.conversation import Layout
from gpt_studio.tokenization.tokenizer import Tokenizer

FEWEST_HELD_OUT = 2  # tokens: one to predict, and one to predict it from
_FORMAT = 1  # increase it when the same mixture is read in another order


@dataclass(frozen=True)
class MixedDataset(EncodedDataset):
    """``names`` are those of the corpora, in the order of the files of :class:`MixedTokens`."""

    names: tuple[str, ...] = ()

    @property
    def held_out_parts(self) -> tuple[HeldOutPart, ...]:
        assert isinstance(self.held_out, MixedTokens)
        return tuple(map(HeldOutPart, self.names, self.held_out.shares, self.held_out.files))


def prepare_text(
    text: TrainingText,
    tokenizer: Tokenizer,
    cache: Path,
    context: JobContext,
    layout: Layout | None = None,
    *,
    begun_with: str = "",
    replies_only: bool = False,
) -> EncodedDataset:
    """The encoded corpus or mixture. Raises as :func:`gpt_studio.dataset.encode.prepare`.

    Each corpus of a mixture is divided for itself into what is learnt and what is held out: near duplicates of a text
    in another corpus are not looked for, but the same text is on the same side in all of them.
    """
    if not isinstance(text, Mixture):
        return prepare(text, tokenizer, cache, context, layout, begun_with=begun_with, replies_only=replies_only)
    encoded = (
        prepare(part.corpus, tokenizer, cache, context, layout, replies_only=replies_only) for part in text.parts
    )
    return mixed(text, list(encoded))


def identity_of_text(
    text: TrainingText, tokenizer: Tokenizer, context: JobContext, layout: Layout | None = None, *, replies_only: bool
) -> str:
    """The fingerprint that :func:`prepare_text` gives this text. It is read, and not encoded."""
    parts = [identity(corpus, tokenizer, context, layout, replies_only=replies_only) for corpus in corpora_of(text)]
    return _identity(text, parts) if isinstance(text, Mixture) else parts[0]


def mixed(mixture: Mixture, datasets: Sequence[EncodedDataset]) -> MixedDataset:
    """The dataset of a mixture whose corpora are these ``datasets``. Raises StudioError where one holds too little."""
    names = tuple(part.corpus.name for part in mixture.parts)
    train, held_out = [], []
    for name, dataset in zip(names, datasets, strict=True):
        if dataset.train.tokens <= SHORTEST_CONTEXT or dataset.held_out.tokens < FEWEST_HELD_OUT:
            raise StudioError(
                "mixture.too_short",
                "The corpus “{name}” is too short to be mixed with others: add text to it, or leave it out.",
                name=name,
            )
        assert isinstance(dataset.train, TokenFile)
        assert isinstance(dataset.held_out, TokenFile)
        train.append(dataset.train)
        held_out.append(dataset.held_out)
    return MixedDataset(
        train=MixedTokens(tuple(train), mixture.shares),
        held_out=MixedTokens(tuple(held_out), mixture.shares),
        conversations=sum(each.conversations for each in datasets),
        documents=sum(each.documents for each in datasets),
        fingerprint=_identity(mixture, [each.fingerprint for each in datasets]),
        names=names,
    )


def _identity(mixture: Mixture, parts: Sequence[str]) -> str:
    """The fingerprint of a mixture whose corpora have these fingerprints."""
    described = json.dumps([_FORMAT, *zip(parts, mixture.shares, strict=True)])
    return hashlib.sha256(described.encode()).hexdigest()


def shares_told(dataset: EncodedDataset, tokens: int) -> tuple[Message, ...]:
    """What a run that reads ``tokens`` reads of each corpus of a mixture, in a sentence each; () for one corpus."""
    if not isinstance(dataset, MixedDataset) or not isinstance(dataset.train, MixedTokens):
        return ()
    mixture = dataset.train
    rows = zip(dataset.names, mixture.shares, mixture.files, mixture.readings(tokens), strict=True)
    return tuple(
        say(
            "mixture.share",
            "{share:.0f}% of what is learnt comes from “{name}”: its {tokens:,} tokens are read {times:.1f} times.",
            share=100 * share,
            name=name,
            tokens=file.tokens,
            times=times,
        )
        for name, share, file, times in rows
    )
