"""Low-rank adapters of linear layers (LoRA: Hu et al., 2022; scaled by the root of the rank: Kalajdzievski, 2023).

An adapted layer adds ``scale * B A x`` to what the frozen one gives. A is [rank, in], B is [out, rank] and begins as
zeros, so that an adapted model begins as its base.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, cast

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from gpt_studio.models.as_stored import StoredLinear
from gpt_studio.models.build import build_on_meta
from gpt_studio.models.contract import LanguageModel, ModelConfig
from gpt_studio.models.fixed_parameters import earlier_layers

HEAD = "lm_head"
_FEED_FORWARD = "mlp."
A, B = "lora_A", "lora_B"


@dataclass(frozen=True)
class LoraShape:
    """``modules`` are the adapted linear layers, by their names in the model; ``dropout`` is of their inputs."""

    modules: tuple[str, ...]
    rank: int
    alpha: float
    dropout: float = 0.0
    by_root: bool = False

    @property
    def scale(self) -> float:
        return self.alpha / (self.rank**0.5 if self.by_root else self.rank)


class LoraLinear(nn.Module):
    """A linear layer with an adapter. Its own weight and bias keep their names; ``strength`` scales what it adds."""

    def __init__(self, frozen: nn.Linear | StoredLinear, shape: LoraShape) -> None:
        super().__init__()
        weight = frozen.weight
        self.weight, self.bias = weight, frozen.bias
        self._product: Callable[..., Tensor] = F.linear if isinstance(frozen, nn.Linear) else frozen.product
        dtype = torch.float32 if isinstance(frozen, StoredLinear) else weight.dtype
        self.lora_A = nn.Parameter(torch.empty(shape.rank, weight.shape[1], dtype=dtype, device=weight.device))
        self.lora_B = nn.Parameter(torch.zeros(weight.shape[0], shape.rank, dtype=dtype, device=weight.device))
        self.scale, self.dropout, self.strength = shape.scale, shape.dropout, 1.0

    def forward(self, x: Tensor) -> Tensor:
        known = self._product(x, self.weight, self.bias)
        if self.strength == 0:
            return known
        read = F.dropout(x, self.dropout, self.training)
        # Scaled while it is narrow: a pass less over numbers as wide as the layer.
        return known + F.linear(F.linear(read, self.lora_A) * (self.scale * self.strength), self.lora_B)

    def merged(self) -> Tensor:
        """The weight of a plain layer that gives the same, in float32."""
        return self.weight.float() + (self.scale * self.strength) * (self.lora_B.float() @ self.lora_A.float())


def linear_layers(model: nn.Module, *, attention_only: bool = False, last_layers: int | None = None) -> tuple[str, ...]:
    """The names of the layers that can be adapted: all linear ones but the output layer.

    ``last_layers``: only those in so many of the model's blocks.
    """
    earlier = earlier_layers(model, last_layers)
    return tuple(
        name
        for name, module in model.named_modules()
        if isinstance(module, nn.Linear | StoredLinear)
        and name != HEAD
        and not (attention_only and _FEED_FORWARD in name)
        and not name.startswith(earlier)
    )


def add_lora(model: LanguageModel, shape: LoraShape, generator: torch.Generator | None = None) -> None:
    """Adapt ``model`` in place: from then on only its adapters learn. A is drawn as PEFT does, from ``generator``."""
    model.requires_grad_(False)
    for name in shape.modules:
        parent, _, own = name.rpartition(".")
        layer = LoraLinear(cast(nn.Linear, model.get_submodule(name)), shape)
        if not layer.lora_A.is_meta:
            bound = layer.lora_A.shape[1] ** -0.5
            drawn = torch.empty(layer.lora_A.shape).uniform_(-bound, bound, generator=generator)
            with torch.no_grad():
                layer.lora_A.copy_(drawn)
        setattr(model.get_submodule(parent), own, layer)


def lora_layers(model: nn.Module) -> Iterator[tuple[str, LoraLinear]]:
    return ((name, module) for name, module in model.named_modules() if isinstance(module, LoraLinear))


def set_strength(model: nn.Module, strength: float) -> None:
    """How much of its adapter a model uses: 0 is the base, 1 what was trained."""
    for _, layer in lora_layers(model):
        layer.strength = strength


def merge_lora(model: LanguageModel) -> None:
    """Put the adapters of ``model`` into its weights, in place and in float32."""
    for name, layer in tuple(lora_layers(model)):
        parent, _, own = name.rpartition(".")
        out, inside = layer.weight.shape
        plain = nn.Linear(inside, out, bias=layer.bias is not None, device="meta")
        plain.weight = nn.Parameter(layer.merged().detach(), requires_grad=False)
        if layer.bias is not None:
            plain.bias = layer.bias
        setattr(model.get_submodule(parent), own, plain)


def adapter_shapes(config: ModelConfig, shape: LoraShape) -> dict[str, tuple[int, ...]]:
    """The shape of each parameter of an adapter, by name."""
    model = build_on_meta(config)
    add_lora(model, shape)
    return {name: tuple(parameter.shape) for name, parameter in learning(model)}


def learning(model: nn.Module) -> Iterable[tuple[str, nn.Parameter]]:
    """The parameters that learn, with their names."""
    return ((name, parameter) for name, parameter in model.named_parameters() if parameter.requires_grad)


def lora_parameters(config: ModelConfig, rank: int, *, attention_only: bool, last_layers: int | None = None) -> int:
    """How many numbers an adapter of this ``rank`` holds."""
    return rank * _widths(cast(Any, config), attention_only, last_layers)


@functools.lru_cache(maxsize=64)
def _widths(config: Any, attention_only: bool, last_layers: int | None) -> int:
    model = build_on_meta(config)
    names = linear_layers(model, attention_only=attention_only, last_layers=last_layers)
    return sum(sum(cast(nn.Linear, model.get_submodule(name)).weight.shape) for name in names)
