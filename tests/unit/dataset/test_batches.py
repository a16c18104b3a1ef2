from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gpt_studio.core.errors import StudioError
from gpt_studio.core.fields import settings_of
from gpt_studio.dataset.batches import (
    IGNORED,
    SHORTEST_CONTEXT,
    Batches,
    fitting_context,
    held_out_windows,
    windows_in,
)
from gpt_studio.models.shape import ModelShape

TOKENS = np.arange(1000, dtype=np.uint16)


def test_targets_are_the_inputs_one_token_on() -> None:
    inputs, targets, starts = Batches(TOKENS, 16, 4, seed=1).batch(3)
    assert starts is None
    assert inputs.shape == targets.shape == (4, 16)
    assert inputs.dtype == targets.dtype == np.int64
    assert (targets == inputs + 1).all()
    assert (np.diff(inputs) == 1).all()


@given(step=st.integers(0, 10_000), seed=st.integers(0, 2**32), others=st.lists(st.integers(0, 10_000), max_size=4))
def test_a_batch_depends_on_nothing_but_the_step(step: int, seed: int, others: list[int]) -> None:
    batches = Batches(TOKENS, 16, 4, seed)
    for other in others:
        batches.batch(other)
    ours, fresh = batches.batch(step), Batches(TOKENS, 16, 4, seed).batch(step)
    assert (ours.inputs == fresh.inputs).all()
    assert (ours.targets == fresh.targets).all()


@given(
    size=st.integers(2, 300), length=st.integers(1, 40), batch_size=st.integers(1, 9), seed=st.integers(0, 2**32 - 1)
)
def test_an_epoch_shows_every_window_once(size: int, length: int, batch_size: int, seed: int) -> None:
    tokens = np.arange(size, dtype=np.uint16)
    if size <= length:
        advice = f"context length of at most {size - 1}" if size > SHORTEST_CONTEXT else "too short for any model"
        with pytest.raises(StudioError, match=advice):
            Batches(tokens, length, batch_size, seed)
        return
    batches = Batches(tokens, length, batch_size, seed)
    windows = batches.windows_per_epoch
    assert batches.steps_per_epoch == windows / batch_size
    assert windows == max(1, (size - length) // length)
    starts = np.concatenate([batches.batch(step)[0][:, 0] for step in range(-(-2 * windows // batch_size))])
    for epoch in range(2):
        chosen = sorted(starts[epoch * windows : (epoch + 1) * windows].tolist())
        assert chosen == [chosen[0] + place * length for place in range(windows)]
        assert chosen[-1] + length < size


def test_epochs_differ_in_order_and_offset() -> None:
    batches = Batches(TOKENS, 16, 1, seed=0)
    windows = batches.windows_per_epoch
    epochs = [[int(batches.batch(e * windows + n)[0][0, 0]) for n in range(windows)] for e in range(6)]
    assert len({tuple(np.argsort(epoch)) for epoch in epochs}) == 6
    assert len({min(epoch) for epoch in epochs}) > 1
    assert epochs[0] != [int(Batches(TOKENS, 16, 1, seed=1).batch(n)[0][0, 0]) for n in range(windows)]


def test_a_text_shorter_than_one_context_is_explained() -> None:
    with pytest.raises(StudioError) as caught:
        Batches(TOKENS[:256], 256, 4, 0)
    assert str(caught.value) == (
        "The training text has 256 tokens, but one context of 256 needs 257: add text, or choose a context length of "
        "at most 255."
    )


def test_a_text_shorter_than_any_context_is_explained() -> None:
    assert next(each for each in settings_of(ModelShape) if each.name == "context_length").minimum == SHORTEST_CONTEXT
    for size in (0, 1, SHORTEST_CONTEXT):
        with pytest.raises(StudioError, match=rf"too short for any model \(tokens: {size}\)"):
            Batches(TOKENS[:size], 256, 4, 0)


@given(size=st.integers(0, 200), length=st.integers(1, 30), batch_size=st.integers(1, 5))
def test_held_out_windows_ask_for_every_token_once(size: int, length: int, batch_size: int) -> None:
    tokens = np.arange(1000, 1000 + size, dtype=np.uint32)
    asked: list[int] = []
    for inputs, targets, _ in held_out_windows(tokens, np.arange(0, size - 1, length), length, batch_size):
        assert inputs.shape == targets.shape
        assert inputs.shape[0] <= batch_size
        assert inputs.shape[1] == length
        known = targets != IGNORED
        assert (targets[known] == inputs[known] + 1).all()
        assert ((inputs >= 1000) | (inputs == 0)).all()
        asked += targets[known].tolist()
    assert asked == tokens[1:].tolist()


@pytest.mark.parametrize(
    ("tokens", "wanted", "context"),
    [(10_000, 256, 256), (257, 256, 256), (256, 256, 128), (200, 256, 128), (9, 256, 8), (3, 256, 8), (3, 4, 4)],
)
def test_a_context_fits_the_text_and_is_as_long_as_wanted_if_it_can_be(tokens: int, wanted: int, context: int) -> None:
    assert fitting_context(tokens, wanted) == context


def test_with_lengths_a_window_holds_whole_documents_or_a_piece_of_a_long_one() -> None:
    lengths = np.array([3, 12, 1, 3], np.uint32)
    tokens = np.arange(100, 119, dtype=np.uint16)
    mask = np.ones(19, np.uint8)
    mask[[101 - 100, 117 - 100]] = 0
    batches = Batches(tokens, 4, 2, seed=3, mask=mask, lengths=lengths)
    assert batches.windows_per_epoch == windows_in(19, 4, lengths) == 4
    asked: dict[int, tuple[int, int]] = {}
    for step in range(2):
        inputs, targets, starts = batches.batch(step)
        assert starts is not None
        for row, column in zip(*np.nonzero(targets != IGNORED), strict=True):
            begin = starts[row, column]
            asked[int(targets[row, column])] = int(inputs[row, column]), int(inputs[row, begin])
    first_of = dict.fromkeys((101, 102), 100) | dict.fromkeys((117, 118), 116)
    for first in (103, 107, 111):  # the pieces of the long one
        first_of |= dict.fromkeys(range(first + 1, min(first + 5, 115)), first)
    assert asked == {token: (token - 1, first) for token, first in first_of.items() if token not in (101, 117)}
    again = Batches(tokens, 4, 1, seed=3, mask=mask, lengths=lengths)
    for number in range(8):  # two epochs
        alone, among = again.batch(number), batches.batch(number // 2)
        assert all((one[0] == other[number % 2]).all() for one, other in zip(alone, among, strict=True))


def test_documents_that_do_not_share_a_window_well_stand_alone() -> None:
    lengths = np.array([4, 5, 5, 5], np.uint32)
    tokens = np.arange(19, dtype=np.uint16)
    inputs, targets, starts = Batches(tokens, 4, 4, seed=0, mask=np.ones(19, np.uint8), lengths=lengths).batch(0)
    assert starts is None
    order = np.argsort(inputs[:, 0])
    assert inputs[order].tolist() == [[0, 1, 2, 0], [4, 5, 6, 7], [9, 10, 11, 12], [14, 15, 16, 17]]
    assert targets[order].tolist() == [[1, 2, 3, IGNORED], [5, 6, 7, 8], [10, 11, 12, 13], [15, 16, 17, 18]]
