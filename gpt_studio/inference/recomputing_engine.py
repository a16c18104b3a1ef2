"""The engine for a model whose weights are not here to be prepared: each token reads the whole text again.

That is a model in shards (``training/parallel/sharded.py``), of which all processes must pass through every layer
together: gathering the shards takes longer than computing.
"""

from __future__ import annotations

import torch
from torch import Tensor

from gpt_studio.models.contract import LanguageModel


class ReadIds:
    """In place of keys and values, the ids [rows, length] themselves."""

    size = 0

    def __init__(self) -> None:
        self.ids = torch.empty(1, 0, dtype=torch.long)

    @property
    def length(self) -> int:
        return self.ids.shape[1]

    def rewind(self, length: int) -> None:
        self.ids = self.ids[:, :length]

    def copy(self, length: int) -> ReadIds:
        copied = ReadIds()
        copied.ids = self.ids[:, :length]
        return copied


class RecomputingEngine:
    """Gives the scores of :class:`gpt_studio.inference.engine.Engine` by the model's own forward pass."""

    cache_ends_at = None

    def __init__(self, model: LanguageModel) -> None:
        self._model = model
        self.context_length = model.config.context_length

    def new_cache(self) -> ReadIds:
        return ReadIds()

    def scores(self, ids: Tensor, cache: ReadIds) -> Tensor:
        """The scores [1, vocab_size] of the token after ``ids`` [1, new], which continue what ``cache`` holds."""
        return self.all_scores(ids, cache)[:, -1]

    @torch.inference_mode()
    def all_scores(self, ids: Tensor, cache: ReadIds) -> Tensor:
        """As :meth:`scores`, after each of the new tokens: [1, new, vocab_size]."""
        cache.ids = torch.cat((cache.ids, ids), dim=1)
        hidden = self._model(cache.ids.to(self._model.output_weight.device))
        return self._model.logits(hidden[:, -ids.shape[1] :]).float()
