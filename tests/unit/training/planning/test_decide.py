"""The decisions at the start of a run, and how often the machine is measured for them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
import torch

from gpt_studio.core.errors import StudioError
from gpt_studio.core.events import Event, Progress
from gpt_studio.core.job import JobContext
from gpt_studio.dataset.estimate import stand_in
from gpt_studio.models.registry import family
from gpt_studio.models.shape import ModelShape
from gpt_studio.training.planning.decide import Calibrator, decide
from gpt_studio.training.run.assembly import RunInputs
from gpt_studio.training.settings import TrainingSettings

VOCABULARY = 300
SETTINGS = TrainingSettings(steps=10, batch_size=2, device="cpu")


@pytest.fixture(autouse=True)
def threads() -> Iterator[None]:
    before = torch.get_num_threads()
    yield
    torch.set_num_threads(before)


@pytest.fixture
def inputs() -> Iterator[RunInputs]:
    with stand_in(2_000, VOCABULARY) as dataset:
        yield sized(RunInputs(family("qwen3").from_shape(ModelShape(), VOCABULARY), dataset, SETTINGS, "sum"), 16)


def sized(inputs: RunInputs, hidden: int) -> RunInputs:
    shape = ModelShape(layers=1, heads=2, hidden_size=hidden, context_length=16)
    return replace(inputs, config=family("qwen3").from_shape(shape, VOCABULARY))


class Listener:
    def __init__(self) -> None:
        self.heard: list[Event] = []
        self.context = JobContext(self.heard.append)

    def times(self, key: str) -> int:
        return sum(isinstance(event, Progress) and event.what.key == key for event in self.heard)


def test_nothing_is_measured_twice(inputs: RunInputs) -> None:
    listener = Listener()
    calibrator = Calibrator(listener.context)
    assert calibrator.seconds_a_step(inputs) == calibrator.seconds_a_step(inputs) > 0
    decided = decide(inputs, listener.context, calibrator=calibrator)
    assert (decided.steps, decided.step_seconds) == (10, calibrator.seconds_a_step(inputs))
    assert (listener.times("training.measuring"), listener.times("training.timing")) == (1, 1)


def test_a_text_shorter_than_one_context_is_refused_before_anything_is_measured(inputs: RunInputs) -> None:
    listener = Listener()
    shape = ModelShape(layers=1, heads=2, hidden_size=8, context_length=131_072)
    with pytest.raises(StudioError, match="choose a context length of at most"):
        decide(replace(inputs, config=family("qwen3").from_shape(shape, VOCABULARY)), listener.context)
    assert listener.heard == []


@pytest.mark.parametrize(("minutes", "measured"), [(0.1, 1), (5.0, 2)])
def test_a_short_run_does_not_measure_the_machine_again_for_another_size(
    inputs: RunInputs, minutes: float, measured: int
) -> None:
    listener = Listener()
    calibrator = Calibrator(listener.context)
    timed = replace(inputs, settings=replace(SETTINGS, steps=None, minutes=minutes))
    calibrator.machine(timed)
    calibrator.machine(sized(timed, 32))
    assert listener.times("training.measuring") == measured


def test_a_run_by_time_uses_the_steps_that_were_timed_for_a_shorter_time(inputs: RunInputs) -> None:
    listener = Listener()
    calibrator = Calibrator(listener.context)
    for minutes in (0.7, 5.0):
        calibrator.seconds_a_step(replace(inputs, settings=replace(SETTINGS, steps=None, minutes=minutes)))
    calibrator.seconds_a_step(replace(inputs, settings=replace(SETTINGS, steps=20)))
    calibrator.seconds_a_step(replace(inputs, settings=replace(SETTINGS, steps=30)))
    assert listener.times("training.timing") == 3


def test_what_the_person_chose_stays(inputs: RunInputs) -> None:
    asked = replace(SETTINGS, learning_rate=0.02, weight_decay=0.3, precision="float32", threads=1)
    decided = decide(replace(inputs, settings=asked), JobContext())
    assert (decided.learning_rate, decided.weight_decay, decided.threads) == (0.02, 0.3, 1)
    assert decided.precision == "float32"


def test_the_weight_decay_follows_from_the_length(inputs: RunInputs) -> None:
    long = replace(inputs, settings=replace(SETTINGS, steps=100_000))
    assert decide(long, JobContext()).weight_decay < decide(inputs, JobContext()).weight_decay


@pytest.mark.parametrize(("tied", "has_learnt"), [(True, False), (False, False), (False, True)])
def test_only_models_from_scratch_begin_with_short_stretches_and_counted_pairs(
    inputs: RunInputs, tied: bool, has_learnt: bool
) -> None:
    config = replace(inputs.config, tied=tied)
    decided = decide(replace(inputs, config=config, has_learnt=has_learnt), JobContext())
    assert decided.growing == (not has_learnt)
    assert decided.from_pairs == (not has_learnt and not tied)
