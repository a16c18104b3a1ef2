"""Choose the next token from scores, with the arithmetic of Hugging Face transformers in the same order.

The order: penalties (repetition, then presence and frequency), limits (runs that must not repeat, banned tokens and
sequences, the end of a text that is too short), temperature, top-k, top-p, min-p, typical-p, and the draw.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from gpt_studio.core.errors import StudioError
from gpt_studio.inference.filters import filtered
from gpt_studio.inference.limits import Limits
from gpt_studio.inference.penalties import Penalties
from gpt_studio.inference.sampling_settings import Bans, Sampling


class NextToken:
    """Chooses the tokens of one text after ``prompt_ids``, except those that ``bans`` forbids, and except ``stop_ids``
    as long as the text is shorter than ``sampling.min_new_tokens``.

    At temperature 0 it takes the likeliest token; otherwise it draws from a generator seeded by ``sampling``.
    """

    def __init__(
        self,
        sampling: Sampling,
        prompt_ids: Sequence[int],
        bans: Bans | None = None,
        stop_ids: Sequence[int] = (),
    ) -> None:
        self._sampling = sampling
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
        return self.draw(self.odds(logits))

    def odds(self, logits: Tensor) -> Tensor:
        """The probabilities [vocab_size] with which each token is drawn; at temperature 0 that of the likeliest is 1.
        Raises as :meth:`choose` does."""
        scores = logits.to("cpu", torch.float32)
        if not scores.isfinite().all():
            raise _broken()
        scores = self.limited(scores)
        if self._sampling.temperature == 0:
            return torch.zeros_like(scores).index_fill_(0, scores.argmax(), 1.0)
        probabilities = filtered(scores, self._sampling).softmax(dim=-1)
        if not probabilities.isfinite().all():
            raise _broken()
        return probabilities

    def draw(self, odds: Tensor) -> int:
        """Draw by ``odds``, and record what was drawn as the next token of the text."""
        if self._sampling.temperature == 0:
            chosen = int(odds.argmax())
        else:
            chosen = int(torch.multinomial(odds, 1, generator=self._generator))
        self.take(chosen)
        return chosen

    def limited(self, scores: Tensor) -> Tensor:
        """Scores [vocab_size] after the penalties, with -inf for every id that must not come next."""
        held_back = self._stop_ids if self._count < self._sampling.min_new_tokens else ()
        return self._limits.applied(self._penalties.applied(scores), first=self._count == 0, held_back=held_back)

    def take(self, token: int) -> None:
        """Record ``token`` as the next one of the text."""
        self._count += 1
        self._penalties.take(token)
        self._limits.take(token)


def _broken() -> StudioError:
    return StudioError(
        "model.not_a_number",
        "The model's numbers are broken (NaN or infinity), so it cannot write: its training went wrong. Train it again "
        "with a lower learning rate, or use an earlier checkpoint.",
    )
