"""Choose the next token from scores, with the arithmetic of Hugging Face transformers in the same order.

The order: penalties (repetition, then presence and frequency), limits (runs that must not repeat, banned tokens and
sequences, the end of a text that is too short, what is forced), temperature, top-k, top-p, min-p, typical-p, and the
draw; a token that completes a forbidden text is taken out, and the draw is repeated.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import torch
from torch import Tensor

from gpt_studio.core.errors import StudioError
from gpt_studio.inference.filters import filtered
from gpt_studio.inference.forbidden_texts import ForbiddenTexts
from gpt_studio.inference.limits import Limits, all_ruled_out
from gpt_studio.inference.penalties import Penalties
from gpt_studio.inference.sampling_settings import Bans, Sampling


class NextToken:
    """Chooses the tokens of one text after ``prompt_ids``, except those that ``bans`` forbids, and except ``stop_ids``
    as long as the text is shorter than ``sampling.min_new_tokens``. The text begins with the ids ``forced``, and holds
    no text that is ``forbidden``.

    At temperature 0 it takes the likeliest token; otherwise it draws from a generator seeded by ``sampling``.
    """

    def __init__(
        self,
        sampling: Sampling,
        prompt_ids: Sequence[int],
        bans: Bans | None = None,
        stop_ids: Sequence[int] = (),
        *,
        forced: Sequence[int] = (),
        forbidden: ForbiddenTexts | None = None,
    ) -> None:
        self._sampling = sampling
        self._forced, self._forbidden = forced, forbidden
        self._penalties = Penalties(sampling, prompt_ids)
        self._limits = Limits(sampling.no_repeat_ngram_size, bans or Bans())
        for token in prompt_ids:
            self._limits.take(token)
        self._stop_ids = stop_ids
        self._count = 0
        self._generator = torch.Generator()
        if sampling.seed is None:
            self._generator.seed()
        else:
            self._generator.manual_seed(sampling.seed)

    def choose(self, logits: Tensor) -> int:
        """The next id for logits [vocab_size]. Raises StudioError if they are not finite or every id is ruled out."""
        return self.draw(logits)[0]

    def draw(self, logits: Tensor) -> tuple[int, Tensor]:
        """The next id, and the probabilities [vocab_size] by which it was drawn; at temperature 0 its own is 1. Raises
        as :meth:`choose` does."""
        scores = self._scores(logits)
        odds = self._odds(scores)
        chosen = self._drawn(odds)
        while self._refuses(chosen):
            scores = scores.index_fill(0, torch.tensor(chosen), -torch.inf)
            if not scores.isfinite().any():
                raise all_ruled_out()
            odds = self._odds(scores)
            chosen = self._drawn(odds)
        self.take(chosen)
        return chosen, odds

    def odds(self, logits: Tensor) -> Tensor:
        """The probabilities [vocab_size] by which :meth:`draw` draws at first, before it refuses anything."""
        return self._odds(self._scores(logits))

    def _scores(self, logits: Tensor) -> Tensor:
        scores = logits.to("cpu", torch.float32)
        if not _all_finite(scores):
            raise _broken()
        return self.limited(scores)

    def _odds(self, scores: Tensor) -> Tensor:
        if self._sampling.temperature == 0:
            return torch.zeros_like(scores).index_fill_(0, scores.argmax(), 1.0)
        odds = filtered(scores, self._sampling).softmax(dim=-1)
        if not _all_finite(odds):
            raise _broken()
        return odds

    def _drawn(self, odds: Tensor) -> int:
        if self._sampling.temperature == 0:
            return int(odds.argmax())
        return drawn(odds, self._generator)

    def _refuses(self, token: int) -> bool:
        return self._forbidden is not None and self._count >= len(self._forced) and self._forbidden.refuses(token)

    def limited(self, scores: Tensor) -> Tensor:
        """Scores [vocab_size] after the penalties, with -inf for every id that must not come next."""
        if self._count < len(self._forced):
            only = torch.full_like(scores, -torch.inf)
            only[self._forced[self._count]] = 0.0
            return only
        held_back = self._stop_ids if self._count < self._sampling.min_new_tokens else ()
        return self._limits.applied(self._penalties.applied(scores), first=self._count == 0, held_back=held_back)

    def take(self, token: int) -> None:
        """Record ``token`` as the next one of the text."""
        self._count += 1
        self._penalties.take(token)
        self._limits.take(token)
        if self._forbidden is not None:
            self._forbidden.take(token)


def drawn(odds: Tensor, generator: torch.Generator) -> int:
    """A token drawn by its probability in ``odds`` [vocab_size], by one number between 0 and 1.

    ``torch.multinomial`` makes a random number for each token, which took longer than all filters together (1.0 ms of a
    vocabulary of 49,152; this 0.1).
    """
    reached = odds.cumsum(0, dtype=torch.float64)
    place = torch.rand(1, dtype=torch.float64, generator=generator) * reached[-1]
    token = int(torch.searchsorted(reached, place, right=True))
    return token if token < len(odds) else int(odds.nonzero()[-1])  # where the product was rounded up to the sum


def _all_finite(numbers: Tensor) -> bool:
    """A sum is far quicker than a look at each number, and finite only if all are."""
    return math.isfinite(float(numbers.sum())) or bool(numbers.isfinite().all())


def _broken() -> StudioError:
    return StudioError(
        "model.not_a_number",
        "The model's numbers are broken (NaN or infinity), so it cannot write: its training went wrong. Train it again "
        "with a lower learning rate, or use an earlier checkpoint.",
    )
