"""Short measurements on the machine: which number format and attention path is fastest, how long a step takes."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import torch

from gpt_studio.core.job import JobContext
from gpt_studio.models.contract import LanguageModel
from gpt_studio.training.loss import next_token_loss
from gpt_studio.training.machine import has_fast_bfloat16

PROBE_TOKENS = 4096
PROBE_SECONDS = 2.0
STEP_SECONDS = 5.0
STEADY_AFTER = 2


@dataclass(frozen=True)
class Arithmetic:
    """``precision`` is float32 or bfloat16; ``attention`` is sdpa or matmul (see models/attention.py)."""

    precision: str
    attention: str


def choose_arithmetic(
    build: Callable[[Arithmetic], LanguageModel],
    *,
    vocab_size: int,
    context_length: int,
    batch_size: int,
    device: torch.device,
    precision: str,
    context: JobContext,
) -> Arithmetic:
    """The fastest of the candidates for a forward and backward pass on this machine.

    ``build`` makes a fresh model for a candidate. On CUDA, scaled_dot_product_attention is the flash kernel and
    needs no measurement.
    """
    candidates = list(_candidates(device, precision))
    if len(candidates) == 1:
        return candidates[0]
    rows = max(1, min(batch_size, PROBE_TOKENS // context_length))
    ids = torch.randint(vocab_size, (rows, context_length + 1), generator=torch.Generator().manual_seed(0)).to(device)
    seconds = {}
    for candidate in candidates:
        context.raise_if_cancelled()
        model = build(candidate)
        seconds[candidate] = _pass_seconds(model, ids)
    return min(candidates, key=seconds.__getitem__)


def _candidates(device: torch.device, precision: str) -> Iterator[Arithmetic]:
    formats = [precision]
    if precision == "auto":
        formats = ["bfloat16", "float32"] if has_fast_bfloat16(device) else ["float32"]
        if device.type == "cuda":
            formats = formats[:1]
    for name in formats:
        for attention in ("matmul", "sdpa") if device.type == "cpu" else ("sdpa",):
            yield Arithmetic(name, attention)


def _pass_seconds(model: LanguageModel, ids: torch.Tensor) -> float:
    """The shortest of a few passes within about PROBE_SECONDS; the first one only warms up, unless it is the last."""
    times: list[float] = []
    began = time.perf_counter()
    while len(times) < 2 or time.perf_counter() - began < PROBE_SECONDS:
        start = time.perf_counter()
        loss = next_token_loss(model(ids[:, :-1]), model.output_weight, ids[:, 1:])
        loss.backward()  # type: ignore[no-untyped-call]
        model.zero_grad(set_to_none=True)
        times.append(time.perf_counter() - start)
        if len(times) >= 5 or (len(times) == 1 and times[0] > PROBE_SECONDS):
            break
    return min(times)


def step_seconds(do_step: Callable[[int], object], context: JobContext) -> float:
    """The usual time of one step, from steps done within about STEP_SECONDS; the first two only warm up.

    The model that takes these steps is thrown away afterwards.
    """
    times: list[float] = []
    began = time.perf_counter()
    while not times or (time.perf_counter() - began < STEP_SECONDS and len(times) < 40):
        context.raise_if_cancelled()
        start = time.perf_counter()
        do_step(len(times))
        times.append(time.perf_counter() - start)
    steady = sorted(times[STEADY_AFTER:] or times[-1:])
    return steady[len(steady) // 2]
