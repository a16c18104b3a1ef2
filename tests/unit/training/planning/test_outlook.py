"""The expected length of a run, computed from a given time per step."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from gpt_studio.core.job import JobContext
from gpt_studio.dataset.estimate import stand_in
from gpt_studio.models.registry import family
from gpt_studio.models.shape import ModelShape
from gpt_studio.training.planning import outlook
from gpt_studio.training.planning.decide import decide
from gpt_studio.training.run.assembly import RunInputs
from gpt_studio.training.settings import TrainingSettings

VOCABULARY, STEP_SECONDS = 300, 2.0
SETTINGS = TrainingSettings(steps=100, batch_size=64, sample_tokens=10, device="cpu", evaluate_every=50)


@pytest.fixture
def inputs(monkeypatch: pytest.MonkeyPatch) -> Iterator[RunInputs]:
    shape = ModelShape(layers=1, heads=2, hidden_size=16, context_length=16)
    config = family("qwen3").from_shape(shape, VOCABULARY)
    with stand_in(20_000, VOCABULARY) as dataset:
        inputs = RunInputs(config, dataset, SETTINGS, "sum")
        measured = replace(decide(inputs, JobContext()), step_seconds=STEP_SECONDS)
        monkeypatch.setattr(outlook, "decide", lambda *_, **__: measured)
        yield inputs


def test_a_run_of_steps_takes_its_steps_and_little_more(inputs: RunInputs) -> None:
    ahead = outlook.outlook(inputs, JobContext())
    assert 100 * STEP_SECONDS < ahead.seconds < 1.05 * 100 * STEP_SECONDS
    assert ahead.tokens == 100 * 64 * 16


def test_a_sample_costs_what_its_tokens_do_and_not_a_step(inputs: RunInputs) -> None:
    def seconds(sample_tokens: int) -> float:
        settings = replace(SETTINGS, sample_tokens=sample_tokens)
        return outlook.outlook(replace(inputs, settings=settings), JobContext()).seconds

    assert 0 < seconds(20) - seconds(10) < STEP_SECONDS / 4


def test_a_run_of_minutes_takes_its_minutes(inputs: RunInputs) -> None:
    settings = replace(SETTINGS, steps=None, minutes=3.0)
    assert outlook.outlook(replace(inputs, settings=settings), JobContext()).seconds == 180


def test_saving_an_adapter_takes_as_long_as_its_own_numbers(inputs: RunInputs) -> None:
    def seconds(method: str) -> float:
        settings = replace(SETTINGS, method=method, lora_rank=1, lora_layers="attention", checkpoint_every=1)
        return outlook.outlook(replace(inputs, settings=settings), JobContext()).seconds

    assert seconds("lora") < seconds("full")
