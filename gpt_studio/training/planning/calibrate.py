"""Short measurements on the machine: which number format, attention path and thread count is fastest, and how long a
step takes."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

import torch

from gpt_studio.core.job import JobContext
from gpt_studio.hardware.machine import DTYPES, choose_device, has_fast_bfloat16
from gpt_studio.models.build import new_model
from gpt_studio.models.contract import AttentionPath, ModelConfig
from gpt_studio.training.learning.loss import next_token_loss

PROBE_TOKENS, LONGEST_PROBE = 2048, 4096
PROBE_SECONDS = 0.15
PROBE_SHARE = 0.001
TURNS, PASSES, SLOW_PASSES = 3, 6, 2
PRODUCTS, PRODUCT_SIZE, HOPELESS = 4, 256, 2.0
SLOW_PASS = 0.2
WORTH_CHANGING = 0.95
STEP_SECONDS = 4.0
STEP_SHARE = 0.005
STEADY_AFTER, COUNTED_STEPS = 2, 9


@dataclass(frozen=True)
class Arithmetic:
    """``precision`` is float32 or bfloat16; ``attention`` is sdpa or matmul (see models/attention.py)."""

    precision: str
    attention: AttentionPath


def attention_paths(wanted: str) -> tuple[AttentionPath, ...]:
    """The ways to compute attention that are worth trying on a device: cpu, cuda, mps, or auto for the one there is.

    On CUDA, scaled_dot_product_attention is the flash kernel and needs no measurement.
    """
    return ("sdpa", "matmul") if choose_device(wanted).type == "cpu" else ("sdpa",)


def choose_arithmetic(
    config: ModelConfig,
    batch_size: int,
    device: torch.device,
    precision: str,
    context: JobContext,
    seconds_each: float = PROBE_SECONDS,
    *,
    allowed: Sequence[Arithmetic] | None = None,
) -> Arithmetic:
    """The fastest of the candidates for one layer of this model's width, forward and backward, on this machine.

    Each is tried for ``seconds_each``, at least some times, in turn. Only ``allowed`` ones are tried, if given.
    """
    candidates = list(_candidates(device, precision))
    if allowed is not None:
        candidates = [each for each in candidates if each in allowed] or list(allowed)
    if len(candidates) == 1:
        return candidates[0]
    probes = [_Probe(config, batch_size, device, candidate) for candidate in candidates]
    _take_turns(probes, seconds_each, context)
    return min(probes, key=lambda probe: probe.shortest).arithmetic


def choose_threads(
    config: ModelConfig,
    batch_size: int,
    arithmetic: Arithmetic,
    cores: int,
    context: JobContext,
    seconds_each: float = PROBE_SECONDS,
) -> int:
    """All ``cores`` of the processor, or half of them where that is faster: small models do not gain from many.

    Leaves torch with the chosen number of threads.
    """
    half, device = max(1, cores // 2), torch.device("cpu")
    torch.set_num_threads(cores)
    if half == cores:
        return cores
    with_all, with_half = (_Probe(config, batch_size, device, arithmetic, threads) for threads in (cores, half))
    _take_turns([with_all, with_half], seconds_each, context)
    chosen = half if with_half.shortest < WORTH_CHANGING * with_all.shortest else cores
    torch.set_num_threads(chosen)
    return chosen


class _Probe:
    """Passes through one layer of the model, forward and backward, on so many ``threads``, or as many as there are."""

    def __init__(
        self, config: ModelConfig, batch_size: int, device: torch.device, arithmetic: Arithmetic, threads: int = 0
    ) -> None:
        length = min(config.context_length, LONGEST_PROBE)
        rows = max(1, min(batch_size, PROBE_TOKENS // length))
        generator = torch.Generator().manual_seed(0)
        ids = torch.randint(256, (rows, length + 1), generator=generator)
        model = new_model(_of_one_layer(config), generator=generator, device=device)
        self.arithmetic, self._threads = arithmetic, threads
        self._model, self._ids = model.to(DTYPES[arithmetic.precision]), ids.to(device)
        self._model.attention = arithmetic.attention
        self._times: list[float] = []

    def go_on(self, until: float, passes: int) -> None:
        """Make passes until there are ``passes`` and ``until`` seconds in all; fewer passes if they are slow."""
        if self._threads:
            torch.set_num_threads(self._threads)
        while len(self._times) < (min(SLOW_PASSES, passes) if self._slow else passes) or sum(self._times) < until:
            self._times.append(self._pass_seconds())

    @property
    def shortest(self) -> float:
        """Seconds of a pass."""
        return min(self._times)

    @property
    def _slow(self) -> bool:
        return bool(self._times) and self._times[0] > SLOW_PASS

    def _pass_seconds(self) -> float:
        start = time.perf_counter()
        hidden = self._model(self._ids[:, :-1])
        next_token_loss(hidden, self._model.output_weight, self._ids[:, 1:]).backward()  # type: ignore[no-untyped-call]
        self._model.zero_grad(set_to_none=True)
        return time.perf_counter() - start


def _take_turns(probes: Sequence[_Probe], seconds_each: float, context: JobContext) -> None:
    """Run each of ``probes`` for ``seconds_each``, in turn, so that a slow moment of the machine slows all of them."""
    for turn in range(1, TURNS + 1):
        for probe in probes:
            context.raise_if_cancelled()
            probe.go_on(seconds_each * turn / TURNS, PASSES * turn // TURNS)


def _of_one_layer(config: ModelConfig) -> ModelConfig:
    """The same model with one layer and a small vocabulary; what is set layer by layer is cut to the first."""
    values = dataclasses.asdict(config)  # type: ignore[call-overload]
    first = {
        name: value[:1] for name, value in values.items() if isinstance(value, tuple) and len(value) == config.layers
    }
    return dataclasses.replace(config, **(first | {"layers": 1, "vocab_size": 256}))  # type: ignore[type-var]


def _candidates(device: torch.device, precision: str) -> Iterator[Arithmetic]:
    formats = [precision]
    if precision == "auto":
        formats = ["bfloat16", "float32"] if has_fast_bfloat16(device) else ["float32"]
        if device.type == "cuda":
            formats = formats[:1]
        elif "bfloat16" in formats and not _multiplies_well_in_bfloat16():
            formats = ["float32"]
    for name in formats:
        for path in attention_paths(device.type):
            yield Arithmetic(name, path)


def _multiplies_well_in_bfloat16() -> bool:
    """Whether the processor has instructions for it; without them a product takes ten times as long as in float32.

    Found out in milliseconds, where trying a layer would take seconds.
    """
    seconds = {}
    for precision in (torch.float32, torch.bfloat16):
        matrix = torch.ones(PRODUCT_SIZE, PRODUCT_SIZE, dtype=precision)
        times = []
        for _ in range(PRODUCTS):
            start = time.perf_counter()
            torch.mm(matrix, matrix)
            times.append(time.perf_counter() - start)
        seconds[precision] = min(times)
    return seconds[torch.bfloat16] < HOPELESS * seconds[torch.float32]


def probe_seconds(budget: float | None) -> float:
    """How long to try each way of doing arithmetic: a thousandth of the ``budget`` of seconds, within PROBE_SECONDS."""
    return PROBE_SECONDS if budget is None else min(PROBE_SECONDS, PROBE_SHARE * budget)


def step_seconds(do_step: Callable[[int], object], budget: float | None, context: JobContext) -> float:
    """The usual time of one step, in seconds: the median, the first two steps being only a warm-up.

    Takes about STEP_SHARE of the ``budget`` of seconds that the run is to have, at most STEP_SECONDS; a run that is
    not defined by time gets COUNTED_STEPS, or as many as fit into half of STEP_SECONDS. The model that takes these
    steps is thrown away afterwards.
    """
    limit = STEP_SECONDS / 2 if budget is None else min(STEP_SECONDS, STEP_SHARE * budget)
    times: list[float] = []
    began = time.perf_counter()
    while len(times) <= STEADY_AFTER or time.perf_counter() - began < limit:
        context.raise_if_cancelled()
        start = time.perf_counter()
        do_step(len(times))
        times.append(time.perf_counter() - start)
        if times[0] > STEP_SECONDS or (budget is None and len(times) == STEADY_AFTER + COUNTED_STEPS):
            break
    return median(times[STEADY_AFTER:] or times)
