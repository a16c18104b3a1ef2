"""Calibration chooses number format, attention path and threads by measuring, within the settings."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Iterator

import pytest
import torch

from gpt_studio.core.job import JobContext
from gpt_studio.models.contract import ModelConfig
from gpt_studio.models.registry import family
from gpt_studio.models.shape import ModelShape
from gpt_studio.training.planning import calibrate
from gpt_studio.training.planning.calibrate import Arithmetic, choose_arithmetic, choose_threads, step_seconds

CPU = torch.device("cpu")


@pytest.fixture(autouse=True)
def threads() -> Iterator[None]:
    before = torch.get_num_threads()
    yield
    torch.set_num_threads(before)


@pytest.fixture
def config() -> ModelConfig:
    return family("qwen3").from_shape(ModelShape(layers=2, heads=2, hidden_size=32, context_length=16), 300)


def test_a_wanted_precision_is_kept(config: ModelConfig) -> None:
    assert choose_arithmetic(config, 2, CPU, "float32", JobContext()).precision == "float32"


@pytest.mark.parametrize("cores", [1, 2, 3])
def test_all_cores_are_taken_or_half_of_them(config: ModelConfig, cores: int) -> None:
    chosen = choose_threads(config, 2, Arithmetic("float32", "matmul"), cores, JobContext())
    assert chosen in {cores, max(1, cores // 2)}
    assert torch.get_num_threads() == chosen


@pytest.mark.parametrize(("seconds", "steps"), [(0.001, 11), (0.3, 5), (3.0, 3), (5.0, 1)])
def test_as_many_steps_are_timed_as_fit_into_two_seconds(
    seconds: float, steps: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    now, done = [0.0], list[int]()

    def do_step(number: int) -> None:
        now[0] += 3 * seconds if number == 1 else seconds
        done.append(number)

    monkeypatch.setattr(calibrate.time, "perf_counter", lambda: now[0])
    assert step_seconds(do_step, None, JobContext()) == pytest.approx(seconds)
    assert done == list(range(steps))


def test_bfloat16_is_not_tried_where_its_products_are_slow(
    config: ModelConfig, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(calibrate, "_multiplies_well_in_bfloat16", lambda: False)
    tried = tried_with(monkeypatch, lambda arithmetic, _: 1.0 if arithmetic.attention == "sdpa" else 2.0)
    assert choose_arithmetic(config, 2, CPU, "auto", JobContext()) == Arithmetic("float32", "sdpa")
    assert {arithmetic.precision for arithmetic, _ in tried} == {"float32"}


def tried_with(
    monkeypatch: pytest.MonkeyPatch, seconds: Callable[[Arithmetic, int], float]
) -> list[tuple[Arithmetic, int]]:
    """Each pass of a probe and its thread count, with simulated ``seconds`` for the two."""
    tried: list[tuple[Arithmetic, int]] = []

    def take(probe: calibrate._Probe) -> float:
        tried.append((probe.arithmetic, torch.get_num_threads()))
        return seconds(*tried[-1])

    monkeypatch.setattr(calibrate._Probe, "_pass_seconds", take)
    return tried


def test_ways_take_turns_so_that_a_slow_moment_does_not_decide(
    config: ModelConfig, monkeypatch: pytest.MonkeyPatch
) -> None:
    passes = [0]

    def seconds(_: Arithmetic, threads: int) -> float:
        passes[0] += 1
        return {2: 0.02, 1: 0.03}[threads] * (5 if passes[0] <= 8 else 1)

    tried = tried_with(monkeypatch, seconds)
    assert choose_threads(config, 2, Arithmetic("float32", "matmul"), 2, JobContext(), 0.5) == 2
    turns = [threads for threads, _ in itertools.groupby(threads for _, threads in tried)]
    assert turns == [2, 1] * 3


@pytest.mark.parametrize(("seconds", "passes"), [(0.001, 500), (0.2, 6), (0.3, 2)])
def test_a_way_is_tried_for_its_seconds_and_slow_ones_at_least_twice(
    config: ModelConfig, monkeypatch: pytest.MonkeyPatch, seconds: float, passes: int
) -> None:
    tried = tried_with(monkeypatch, lambda *_: seconds)
    choose_arithmetic(config, 2, CPU, "float32", JobContext(), 0.5)
    assert Counter(arithmetic.attention for arithmetic, _ in tried) == pytest.approx(
        {"sdpa": passes, "matmul": passes}, abs=2 if passes > 10 else 0
    )


def test_a_product_tells_whether_bfloat16_is_hopeless(monkeypatch: pytest.MonkeyPatch) -> None:
    seconds = {torch.float32: 1.0, torch.bfloat16: 10.0}
    now = [0.0]

    def product(left: torch.Tensor, _: torch.Tensor) -> None:
        now[0] += seconds[left.dtype]

    monkeypatch.setattr(torch, "mm", product)
    monkeypatch.setattr(calibrate.time, "perf_counter", lambda: now[0])
    assert not calibrate._multiplies_well_in_bfloat16()
    seconds[torch.bfloat16] = 0.5
    assert calibrate._multiplies_well_in_bfloat16()


def test_of_a_very_long_context_only_a_part_is_tried() -> None:
    """A pass over the whole context could take minutes and could not be stopped."""
    shape = ModelShape(layers=1, heads=2, hidden_size=8, context_length=131_072)
    probe = calibrate._Probe(family("qwen3").from_shape(shape, 300), 8, CPU, Arithmetic("float32", "sdpa"))
    assert probe._ids.shape == (1, calibrate.LONGEST_PROBE + 1)
