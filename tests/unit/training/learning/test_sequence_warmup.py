"""A new model reads short sequences first, and whole ones at the end."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from gpt_studio.dataset.batches import Batches
from gpt_studio.models.build import new_model
from gpt_studio.models.registry import family
from gpt_studio.models.shape import ModelShape
from gpt_studio.training.execution_plan import ExecutionPlan
from gpt_studio.training.learning.loss import next_token_loss
from gpt_studio.training.learning.optimizer import MasterOptimizer
from gpt_studio.training.learning.sequence_warmup import SHORTEST, first_of_each_length, grows, mean_cost, stretches_at
from gpt_studio.training.run.update import Updater
from gpt_studio.training.settings import TrainingSettings

LENGTH, ROWS, STEPS = 64, 3, 10
TOKENS = np.random.default_rng(0).integers(100, size=2_000, dtype=np.uint16)


@pytest.mark.parametrize(
    ("context_length", "stretches"),
    [(256, [8, 4, 2, 1]), (128, [4, 4, 2, 1]), (64, [2, 2, 2, 1]), (32, [1, 1, 1, 1]), (100, [2, 2, 2, 1])],
)
def test_stretches_grow_to_the_whole_sequence(context_length: int, stretches: list[int]) -> None:
    assert [stretches_at(progress, context_length) for progress in (0.0, 0.5, 0.7, 0.9)] == stretches


@pytest.mark.parametrize(("context_length", "first"), [(256, [0, 400, 600, 800]), (64, [0, 800]), (32, [0])])
def test_the_first_updates_of_each_length(context_length: int, first: list[int]) -> None:
    assert first_of_each_length(1000, context_length) == first


@pytest.mark.parametrize("context_length", [8, 33, 48, 96, 130, 512, 1000, 4096])
def test_stretches_divide_the_sequence_and_are_not_too_short(context_length: int) -> None:
    row = [stretches_at(progress, context_length) for progress in np.linspace(0, 1, 101)]
    assert row == sorted(row, reverse=True)
    assert row[-1] == 1
    assert all(context_length % each == 0 for each in row)
    assert all(each == 1 or context_length // each >= SHORTEST for each in row)


@pytest.mark.parametrize(
    ("chosen", "new", "expected"),
    [("auto", True, True), ("auto", False, False), ("growing", False, True), ("whole", True, False)],
)
def test_they_grow_for_new_models_unless_the_person_says_otherwise(chosen: str, new: bool, expected: bool) -> None:
    assert grows(TrainingSettings(stretches=chosen), new=new) == expected


def test_the_mean_time_of_a_step_lies_where_the_lengths_say() -> None:
    assert mean_cost(0, 1, 1.0, 256) == pytest.approx(1.0)
    assert mean_cost(0, 1, 3.0, 16) == pytest.approx(1.0), "of one length"
    # 0.4 of the run at length 32, 0.2 at 64, 0.2 at 128, 0.2 at 256.
    assert mean_cost(0, 1, 8.0, 256) == pytest.approx(0.4 * 1 + 0.2 * 2 + 0.2 * 4 + 0.2 * 8)
    assert mean_cost(0.5, 0.7, 8.0, 256) == pytest.approx(0.5 * 2 + 0.5 * 4)
    assert [mean_cost(place, place, 8.0, 256) for place in (0.0, 0.4, 0.7, 0.9, 1.0)] == [1, 2, 4, 8, 8]


@pytest.mark.parametrize(("step", "stretches"), [(0, 2), (STEPS - 1, 1)])
def test_an_update_learns_from_stretches_that_are_read_by_themselves(step: int, stretches: int) -> None:
    config = family("qwen3").from_shape(ModelShape(layers=1, heads=2, hidden_size=8, context_length=LENGTH), 100)
    settings = TrainingSettings(batch_size=ROWS, optimizer="adamw")
    batches = Batches(TOKENS, LENGTH, ROWS, 0)

    def losses(growing: bool) -> tuple[float, float]:
        model = new_model(config, generator=torch.Generator().manual_seed(0))
        inputs, targets = (torch.from_numpy(ids) for ids in batches.batch(step)[:2])
        parts = zip(inputs.chunk(stretches, 1), targets.chunk(stretches, 1), strict=True)
        with torch.no_grad():
            by_hand = [float(next_token_loss(model(ids), model.output_weight, wanted)) for ids, wanted in parts]
        update = Updater(
            model,
            MasterOptimizer(model, settings, torch.float32),
            batches,
            settings,
            ExecutionPlan(STEPS, 1e-3, "cpu", "float32", "sdpa", 1, growing=growing),
        )
        return update(step).loss, sum(by_hand) / len(by_hand)

    found, by_hand = losses(growing=True)
    assert found == pytest.approx(by_hand, abs=1e-6)
    whole, _ = losses(growing=False)
    assert (found == whole) == (stretches == 1)
