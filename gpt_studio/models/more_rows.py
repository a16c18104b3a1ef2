"""Gives a model rows for tokens that were added to its tokenizer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, cast

import torch
from torch import Tensor

from gpt_studio.models.build import build_on_meta
from gpt_studio.models.contract import ModelConfig

_SPREAD = 0.1
_SEED = 0


def with_rows(config: ModelConfig, rows: int) -> ModelConfig:
    """``config`` with room for at least so many tokens."""
    return cast(ModelConfig, replace(cast(Any, config), vocab_size=max(rows, config.vocab_size)))


def grown(weights: Mapping[str, Tensor], config: ModelConfig, known: int, rows: int) -> dict[str, Tensor]:
    """The ``weights`` of a model of this ``config``, with what :func:`with_rows` adds, and rows for the tokens from
    ``known`` to ``rows``.

    A new row is the mean of the known ones, which disturbs the other probabilities least (Hewitt, 2021), plus a little
    of their spread, always the same, so that two new tokens differ. Rows that a model has to spare are filled too.
    """
    model = build_on_meta(config)
    tables = {id(model.parts().embedding.weight), id(model.output_weight)}
    names = {name for name, parameter in model.named_parameters() if id(parameter) in tables}
    return {name: _grown(weight, known, rows) if name in names else weight for name, weight in weights.items()}


def _grown(table: Tensor, known: int, rows: int) -> Tensor:
    """``table`` [n, size] with at least ``rows`` rows."""
    among = table[:known].float()
    drawn = torch.randn(rows - known, table.shape[1], generator=torch.Generator().manual_seed(_SEED))
    new = among.mean(0) + _SPREAD * among.std(0) * drawn
    return torch.cat([table[:known], new.to(table.dtype), table[rows:]])
