"""How many tokens are read at once, and in how many rows, when a training goes on from a model."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from gpt_studio.dataset.estimate import stand_in
from gpt_studio.dataset.packing import Packing, pieces_of
from gpt_studio.models.registry import family
from gpt_studio.models.shape import ModelShape
from gpt_studio.training.planning.context_choice import LEAST_TOKENS, UPDATES_AN_EPOCH, with_context
from gpt_studio.training.run.assembly import RunInputs
from gpt_studio.training.settings import REPLIES, TrainingSettings

CONFIG = family("llama").from_shape(ModelShape(layers=1, heads=2, hidden_size=16, context_length=2048), 300)


def chosen(lengths: np.ndarray, settings: TrainingSettings, *, talks: bool) -> TrainingSettings:
    with stand_in(int(lengths.sum()), 300, lengths.tolist()) as dataset:
        dataset = replace(dataset, conversations=len(lengths) if talks else 0)
        return with_context(RunInputs(CONFIG, dataset, settings, "", has_learnt=True)).settings


@pytest.mark.parametrize(
    ("shortest", "longest", "count"), [(60, 70, 300), (20, 200, 100), (5, 30, 5000), (900, 1500, 50), (40, 41, 10_000)]
)
def test_rows_of_conversations_hold_little_filler_and_no_more_than_usual_is_read_in_an_update(
    shortest: int, longest: int, count: int
) -> None:
    lengths = np.random.default_rng(0).integers(shortest, longest, count)
    settings = chosen(lengths, TrainingSettings(learn=REPLIES, device="cpu"), talks=True)
    length = settings.tuning_context
    assert length is not None
    usual = min(1024, float(np.percentile(lengths, 95)))
    assert length >= usual // 1
    assert length <= 4 * (usual + 32)
    sizes = pieces_of(lengths, length).sizes
    filled = sizes.sum() / (Packing(sizes, length).rows * length)
    assert filled >= 0.9 or length > 2 * usual or length > 512
    an_update = settings.batch_size * length
    assert an_update <= max(8 * (usual + 32), length)
    assert settings.batch_size == 1 or an_update <= max(LEAST_TOKENS, lengths.sum() / UPDATES_AN_EPOCH)


def test_texts_that_are_learnt_whole_are_as_long_as_most_of_them_are() -> None:
    lengths = np.full(4000, 60)
    settings = chosen(lengths, TrainingSettings(device="cpu"), talks=False)
    assert (settings.tuning_context, settings.batch_size) == (64, 8)


def test_what_a_person_chose_stays() -> None:
    lengths = np.full(100, 60)
    asked = TrainingSettings(learn=REPLIES, device="cpu", tuning_context=96)
    assert chosen(lengths, asked, talks=True) == asked
    assert chosen(lengths, replace(asked, tuning_context=None, batch_size=6), talks=True).batch_size == 6


def test_with_text_to_rehearse_an_epoch_has_more_updates_of_the_same_size() -> None:
    lengths = np.full(100, 60)
    plain = chosen(lengths, TrainingSettings(learn=REPLIES, device="cpu"), talks=True)
    half = chosen(lengths, TrainingSettings(learn=REPLIES, device="cpu", rehearsal=0.75), talks=True)
    assert plain.batch_size < half.batch_size


@pytest.mark.parametrize(("micro_batch", "processes", "smallest"), [(None, 1, 1), (4, 1, 4), (None, 4, 4), (2, 4, 4)])
def test_a_smaller_batch_can_still_be_divided(micro_batch: int | None, processes: int, smallest: int) -> None:
    lengths = np.full(20, 600)
    settings = TrainingSettings(learn=REPLIES, device="cpu", micro_batch=micro_batch)
    with stand_in(int(lengths.sum()), 300, lengths.tolist()) as dataset:
        inputs = RunInputs(CONFIG, replace(dataset, conversations=20), settings, "", has_learnt=True)
        assert with_context(inputs, processes).settings.batch_size == smallest
