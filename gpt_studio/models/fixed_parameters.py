"""Which parameters stay as they are where only a part of a model learns.

The layers of a model are its list of blocks. What leads into them are embeddings; what follows them is the last norm
and, unless it is the embedding, the output layer.
"""

from __future__ import annotations

import functools
from typing import Any, cast

from torch import nn

from gpt_studio.models.build import build_on_meta, parameter_count
from gpt_studio.models.contract import ModelConfig


def earlier_layers(model: nn.Module, last_layers: int | None) -> tuple[str, ...]:
    """How the names begin of all that is in a layer before the last ones; empty for None, which means all layers."""
    if last_layers is None:
        return ()
    return tuple(
        f"{name}.{place}."
        for name, blocks in model.named_children()
        if isinstance(blocks, nn.ModuleList)
        for place in range(len(blocks) - last_layers)
    )


def fixed_parameters(model: nn.Module, *, last_layers: int | None, learn_embeddings: bool) -> frozenset[str]:
    """The names of the parameters that do not learn.

    With ``last_layers`` these are the earlier layers and the embeddings, whatever ``learn_embeddings`` says; an output
    layer that is the embedding, too.
    """
    if last_layers is None and learn_embeddings:
        return frozenset()
    tables = {
        id(table) for module in model.modules() if isinstance(module, nn.Embedding) for table in module.parameters()
    }
    earlier = earlier_layers(model, last_layers)
    return frozenset(
        name for name, parameter in model.named_parameters() if id(parameter) in tables or name.startswith(earlier)
    )


def learning_count(config: ModelConfig, *, last_layers: int | None, learn_embeddings: bool) -> int:
    """How many parameters of such a model learn, where its own weights are trained."""
    return parameter_count(config) - _fixed_count(cast(Any, config), last_layers, learn_embeddings)


@functools.lru_cache(maxsize=64)
def _fixed_count(config: Any, last_layers: int | None, learn_embeddings: bool) -> int:
    model = build_on_meta(config)
    fixed = fixed_parameters(model, last_layers=last_layers, learn_embeddings=learn_embeddings)
    return sum(model.get_parameter(name).numel() for name in fixed)
