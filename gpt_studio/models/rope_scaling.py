"""Ways to stretch rotary positions beyond the length that a model was first trained on."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import torch
from torch import Tensor

from gpt_studio.core.errors import StudioError, say
from gpt_studio.models import hf_config

_ORIGINAL = "original_max_position_embeddings"


class Scaling(Protocol):
    """A scaling, with fields named as in ``config.json``. ``attention_factor`` multiplies the cosines and sines."""

    @property
    def kind(self) -> str: ...
    @property
    def attention_factor(self) -> float: ...

    def frequencies(self, theta: float, size: int, length: int, device: torch.device) -> Tensor:
        """Radians per position of each pair, [ceil(size / 2)], in a text of ``length`` tokens."""
        ...


def plain_frequencies(theta: float, size: int, device: torch.device) -> Tensor:
    """Radians per position of each pair, [ceil(size / 2)], unscaled and in float32 (Su et al., 2021)."""
    pairs = torch.arange(0, size, 2, dtype=torch.float32, device=device)
    return 1.0 / theta ** (pairs / size)


@dataclass(frozen=True)
class Linear:
    """Position interpolation: frequencies are divided by ``factor`` (Chen et al., 2023)."""

    factor: float
    kind = "linear"
    attention_factor = 1.0

    def frequencies(self, theta: float, size: int, length: int, device: torch.device) -> Tensor:
        return plain_frequencies(theta, size, device) / self.factor


@dataclass(frozen=True)
class Dynamic:
    """Dynamic NTK: the base grows with each token beyond ``max_position_embeddings`` (bloc97 and emozilla, 2023)."""

    factor: float
    max_position_embeddings: int
    kind = "dynamic"
    attention_factor = 1.0

    def frequencies(self, theta: float, size: int, length: int, device: torch.device) -> Tensor:
        known = self.max_position_embeddings
        growth = self.factor * max(length, known) / known - (self.factor - 1)
        return plain_frequencies(theta * growth ** (size / (size - 2)), size, device)


@dataclass(frozen=True)
class Llama3:
    """Low frequencies are divided by ``factor``, high ones kept, those between interpolated (Llama 3.1, 2024)."""

    factor: float
    low_freq_factor: float
    high_freq_factor: float
    original_max_position_embeddings: float
    kind = "llama3"
    attention_factor = 1.0

    def frequencies(self, theta: float, size: int, length: int, device: torch.device) -> Tensor:
        plain = plain_frequencies(theta, size, device)
        turns = self.original_max_position_embeddings * plain / (2 * math.pi)
        kept = (turns - self.low_freq_factor) / (self.high_freq_factor - self.low_freq_factor)
        return torch.lerp(plain / self.factor, plain, kept.clamp(0, 1))


@dataclass(frozen=True)
class Yarn:
    """Pairs below ``beta_slow`` turns are slowed by ``factor``, above ``beta_fast`` kept (YaRN, Peng et al., 2023)."""

    factor: float
    original_max_position_embeddings: float
    attention_factor: float
    beta_fast: float = 32.0
    beta_slow: float = 1.0
    truncate: bool = True
    kind = "yarn"

    def frequencies(self, theta: float, size: int, length: int, device: torch.device) -> Tensor:
        plain = plain_frequencies(theta, size, device)
        first, last = self._pair(self.beta_fast, theta, size), self._pair(self.beta_slow, theta, size)
        if self.truncate:
            first, last = math.floor(first), math.ceil(last)
        first, last = max(first, 0), min(last, size - 1)
        width = last - first or 0.001
        slowed = ((torch.arange(len(plain), dtype=torch.float32, device=device) - first) / width).clamp(0, 1)
        return torch.lerp(plain, plain / self.factor, slowed)

    def _pair(self, turns: float, theta: float, size: int) -> float:
        """The fractional index of the pair that makes ``turns`` turns within the original length."""
        return size * math.log(self.original_max_position_embeddings / (turns * 2 * math.pi)) / (2 * math.log(theta))


@dataclass(frozen=True)
class LongRope:
    """LongRoPE (Ding et al., 2024): each pair's frequency is divided by its own factor; long texts have other ones."""

    short_factor: tuple[float, ...]
    long_factor: tuple[float, ...]
    original_max_position_embeddings: float
    attention_factor: float
    kind = "longrope"

    def frequencies(self, theta: float, size: int, length: int, device: torch.device) -> Tensor:
        factors = self.long_factor if length > self.original_max_position_embeddings else self.short_factor
        return plain_frequencies(theta, size, device) / torch.tensor(factors, device=device)


def scaling_entries(scaling: Scaling | None) -> dict[str, Any]:
    """The value of ``rope_scaling`` in ``config.json``."""
    if scaling is None:
        return {"rope_type": "default"}
    entries: dict[str, Any] = dataclasses.asdict(scaling)  # type: ignore[call-overload]
    entries.pop("max_position_embeddings", None)
    return {"rope_type": scaling.kind} | entries


def read_scaling(options: Mapping[str, Any], context_length: int, original: Any, entry: str) -> Scaling | None:
    """The scaling that ``options`` describe; None for plain positions.

    ``original`` is the original length that the config gives outside ``options``, or None; ``entry`` names the options
    in an error. Raises StudioError for an unknown kind or option.
    """
    kind = options.get("rope_type", options.get("type")) or "default"
    unknown = sorted(str(name) for name, value in options.items() if name not in _NAMES and value is not None)
    if unknown:
        raise hf_config.unsupported(f"{entry}.{unknown[0]}", options[unknown[0]])
    if kind == "default":
        return None
    readers: dict[str, Callable[[Mapping[str, Any], int], Scaling]] = {
        "linear": _linear,
        "dynamic": _dynamic,
        "llama3": _llama3,
        "yarn": _yarn,
        "longrope": _longrope,
    }
    if not isinstance(kind, str) or kind not in readers:
        raise hf_config.unsupported(entry, kind)
    if original is not None:
        options = {**options, _ORIGINAL: original}
    elif options.get(_ORIGINAL) is None:
        options = {**options, _ORIGINAL: context_length}
    try:
        return readers[kind](options, context_length)
    except (ArithmeticError, ValueError) as error:
        raise no_angles(entry) from error


def no_angles(entry: str) -> StudioError:
    """The error for options, named ``entry``, whose numbers give no finite angles."""
    return hf_config.inconsistent(
        say("config.no_angles", "with the numbers in {entry} no positions can be computed", entry=entry)
    )


_NAMES = {
    "rope_type",
    "type",
    "rope_theta",
    "partial_rotary_factor",
    "factor",
    _ORIGINAL,
    "attention_factor",
    "beta_fast",
    "beta_slow",
    "mscale",
    "mscale_all_dim",
    "truncate",
    "low_freq_factor",
    "high_freq_factor",
    "short_factor",
    "long_factor",
    "finetuned",
}


def _linear(options: Mapping[str, Any], context_length: int) -> Linear:
    return Linear(hf_config.positive(options, "factor"))


def _dynamic(options: Mapping[str, Any], context_length: int) -> Dynamic:
    return Dynamic(hf_config.positive(options, "factor"), context_length)


def _llama3(options: Mapping[str, Any], context_length: int) -> Llama3:
    low, high = (hf_config.positive(options, f"{side}_freq_factor") for side in ("low", "high"))
    if low == high:
        raise hf_config.contradiction(low_freq_factor=low, high_freq_factor=high)
    return Llama3(hf_config.positive(options, "factor"), low, high, hf_config.positive(options, _ORIGINAL))


def _yarn(options: Mapping[str, Any], context_length: int) -> Yarn:
    original = hf_config.positive(options, _ORIGINAL)
    factor = _factor(options, context_length / original)
    attention = hf_config.optional_number(options, "attention_factor")
    if attention is None:
        above, below = (hf_config.optional_number(options, name) or 0.0 for name in ("mscale", "mscale_all_dim"))
        attention = _mscale(factor, above) / _mscale(factor, below) if above and below else _mscale(factor, 1.0)
    return Yarn(
        factor=factor,
        original_max_position_embeddings=original,
        attention_factor=attention,
        beta_fast=hf_config.optional_number(options, "beta_fast") or 32.0,
        beta_slow=hf_config.optional_number(options, "beta_slow") or 1.0,
        truncate=hf_config.switch(options, "truncate", True),
    )


def _mscale(factor: float, scale: float) -> float:
    """The factor of cosines and sines for positions stretched by ``factor`` (YaRN, equation 22)."""
    return 1.0 if factor <= 1 else 0.1 * scale * math.log(factor) + 1.0


def _longrope(options: Mapping[str, Any], context_length: int) -> LongRope:
    original = hf_config.positive(options, _ORIGINAL)
    factor = _factor(options, context_length / original)
    attention = hf_config.optional_number(options, "attention_factor")
    if attention is None:
        attention = 1.0 if factor <= 1 else math.sqrt(1 + math.log(factor) / math.log(original))
    short, long = (hf_config.positive_numbers(options, f"{length}_factor") for length in ("short", "long"))
    return LongRope(short, long, original, attention)


def _factor(options: Mapping[str, Any], implied: float) -> float:
    return implied if options.get("factor") is None else hf_config.positive(options, "factor")
