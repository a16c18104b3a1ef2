"""Judge which sizes of model a text can feed: "is it enough?", in one sentence and in figures."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from gpt_studio.core.errors import Message, say
from gpt_studio.core.job import JobContext
from gpt_studio.corpora.corpus import Corpus
from gpt_studio.training.planning.amount import SizeFed, Verdict, best_size, sizes_fed

__all__ = ["Amount", "JudgeAmount", "SizeFed", "Verdict", "run"]


@dataclass(frozen=True)
class JudgeAmount:
    """``size`` is that of the text in UTF-8, in bytes (about its characters), as a scan has found it.

    With ``corpus`` and ``tokenizer``, the folder of one, a sample is encoded, which takes some seconds. Without, the
    tokens are estimated from the size alone, which takes no time.
    """

    size: int
    corpus: Corpus | None = None
    tokenizer: Path | None = None


@dataclass(frozen=True)
class Amount:
    """What a text can feed. ``tokens`` are about those of its training part, nine tenths; ``sampled``: not guessed from
    the size alone.

    ``sizes`` are the sizes of model that the program chooses from, smallest first, and ``best`` is the place in it of
    the one that suits the text; ``verdict`` is that of the whole text, which is that of its best size. ``sentence``
    says it all to a person.
    """

    tokens: int
    sampled: bool
    sizes: tuple[SizeFed, ...]
    best: int
    verdict: Verdict
    sentence: Message


def run(request: JudgeAmount, context: JobContext) -> Amount:
    """Raises StudioError for a tokenizer that cannot be opened, and for a corpus that cannot be read with it."""
    tokens, vocab_size, sampled = _tokens(request, context)
    sizes = sizes_fed(tokens, vocab_size)
    best = best_size(sizes)
    return Amount(tokens, sampled, sizes, best, sizes[best].verdict, _sentence(tokens, sizes, best))


def _tokens(request: JudgeAmount, context: JobContext) -> tuple[int, int, bool]:
    """The tokens of the training part, the size of the vocabulary, and whether text was encoded to know."""
    # Loaded when it is asked: the window imports this module before it has shown itself.
    from gpt_studio.dataset.estimate import estimate, usual_bytes_per_token
    from gpt_studio.dataset.split import HELD_OUT
    from gpt_studio.jobs.tokenizers.train_tokenizer import fitting_vocabulary

    if request.tokenizer is None or request.corpus is None:
        vocab_size = fitting_vocabulary(round(request.size * (1 - HELD_OUT)))
        return round(request.size * (1 - HELD_OUT) / usual_bytes_per_token(vocab_size)), vocab_size, False
    from gpt_studio.artifacts.chat_layout import layout_for
    from gpt_studio.artifacts.open_tokenizer import open_tokenizer
    from gpt_studio.artifacts.quarantine import Quarantine

    with Quarantine() as quarantine:
        tokenizer = open_tokenizer(request.tokenizer, quarantine)
    found = estimate(request.corpus, tokenizer.vocab_size, tokenizer, context, layout_for(tokenizer, None))
    return found.tokens, tokenizer.vocab_size, True


def _sentence(tokens: int, sizes: tuple[SizeFed, ...], best: int) -> Message:
    fed = sizes[best]
    if fed.verdict is Verdict.TOO_LITTLE:
        return say(
            "amount.too_little",
            "About {tokens:,} tokens are too little for any model: it would know them by heart before it has learnt to "
            "write. From about {needed:,} tokens on, a small one can learn from it.",
            tokens=_rounded(tokens),
            needed=_rounded(sizes[0].enough_tokens),
        )
    if fed.verdict is Verdict.LITTLE:
        return say(
            "amount.little",
            "About {tokens:,} tokens are little: even a small model begins to learn them by heart when it has read "
            "them {readings:.0f} {readings:|time|times}. From about {needed:,} tokens on, it can learn more from them.",
            tokens=_rounded(tokens),
            readings=round(fed.readings),
            needed=_rounded(sizes[0].enough_tokens),
        )
    if best == len(sizes) - 1:
        return say(
            "amount.plenty",
            "About {tokens:,} tokens are enough for every size of model that is offered here, also for the largest, of "
            "about {parameters:,} parameters.",
            tokens=_rounded(tokens),
            parameters=_rounded(fed.parameters),
        )
    return say(
        "amount.enough",
        "About {tokens:,} tokens suit a model of about {parameters:,} parameters, which can read them {readings:.0f} "
        "{readings:|time|times} before it begins to learn them by heart. A larger one would know them by heart sooner: "
        "it needs about {more:,} tokens.",
        tokens=_rounded(tokens),
        parameters=_rounded(fed.parameters),
        readings=round(fed.readings),
        more=_rounded(sizes[best + 1].enough_tokens),
    )


def _rounded(number: float) -> int:
    """To two significant digits: it is an estimate."""
    return int(float(f"{number:.2g}"))
