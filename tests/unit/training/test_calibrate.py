"""Which way the machine does arithmetic is measured, within what was asked for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import torch

from gpt_studio.core.job import JobContext
from gpt_studio.models.contract import ModelConfig
from gpt_studio.models.registry import family
from gpt_studio.models.shape import ModelShape
from gpt_studio.training import calibrate
from gpt_studio.training.calibrate import Arithmetic, choose_arithmetic, choose_threads, step_seconds

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
    tried: list[Arithmetic] = []
    monkeypatch.setattr(calibrate, "_probe", lambda *given: tried.append(given[3]) or float(len(tried)))
    assert choose_arithmetic(config, 2, CPU, "auto", JobContext()) == Arithmetic("float32", "sdpa")
    assert {arithmetic.precision for arithmetic in tried} == {"float32"}


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
