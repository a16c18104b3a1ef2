"""Build a model from its config, with or without weights, or only count its parameters."""

from __future__ import annotations

import functools
from collections.abc import Callable, Hashable, Iterable
from typing import Any, cast

import torch
from torch import nn
from torch.overrides import TorchFunctionMode

from gpt_studio.models.contract import LanguageModel, ModelConfig
from gpt_studio.models.registry import family


def build_on_meta(config: ModelConfig) -> LanguageModel:
    """The model on torch's meta device: its parameters have shapes but no memory."""
    return _unfilled(config, "meta")


def new_model(
    config: ModelConfig, *, generator: torch.Generator | None = None, device: torch.device | str = "cpu"
) -> LanguageModel:
    """A model to train from scratch, in float32 and training mode.

    Its first weights are drawn from ``generator`` (a CPU one, so that every device starts from the same weights),
    else from torch's global one.
    """
    model = _unfilled(config, "cpu")
    model.initialise(generator)
    return model.to(device)


def parameter_count(config: ModelConfig) -> int:
    """The number of parameters; an embedding shared with the output counts once."""
    return _counted(cast(Hashable, config))


@functools.lru_cache(maxsize=256)
def _counted(config: Any) -> int:
    return sum(parameter.numel() for parameter in build_on_meta(config).parameters())


def _unfilled(config: ModelConfig, device: str) -> LanguageModel:
    with torch.device(device), _Unfilled():
        return family(config.model_type).model(config)


class _Unfilled(TorchFunctionMode):
    """Makes ``torch.nn.init`` do nothing: on the meta device it loads torch's compiler, which takes a second."""

    def __torch_function__(
        self, function: Callable[..., Any], _: Iterable[type], args: Any = (), kwargs: dict[str, Any] | None = None
    ) -> Any:
        kwargs = kwargs or {}
        fills = getattr(function, "__module__", "") == nn.init.__name__
        return kwargs["tensor"] if fills else function(*args, **kwargs)
