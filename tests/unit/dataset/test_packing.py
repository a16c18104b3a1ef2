"""Whole texts in rows of one length."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gpt_studio.dataset.packing import WORTH_PACKING, Packing, pieces_of

LENGTHS = st.lists(st.integers(0, 60), max_size=120).map(lambda lengths: np.array(lengths, np.int64))


@given(lengths=LENGTHS, row_length=st.integers(1, 40))
def test_every_token_but_the_first_of_each_text_is_asked_for_once(lengths: np.ndarray, row_length: int) -> None:
    pieces = pieces_of(lengths, row_length)
    assert ((pieces.sizes >= 1) & (pieces.sizes <= row_length)).all()
    asked = [
        place + 1
        for start, size in zip(pieces.starts, pieces.sizes, strict=True)
        for place in range(start, start + size)
    ]
    begins = np.cumsum(lengths) - lengths
    expected = [
        place
        for begin, length in zip(begins, lengths, strict=True)
        for place in range(begin + 1, begin + max(length, 1))
    ]
    assert asked == expected


@given(lengths=LENGTHS, row_length=st.integers(1, 40), seed=st.integers(0, 2**32 - 1))
def test_each_piece_is_dealt_once_and_no_row_is_too_long(lengths: np.ndarray, row_length: int, seed: int) -> None:
    sizes = pieces_of(lengths, row_length).sizes
    packing = Packing(sizes, row_length)
    rows = packing.deal(np.random.default_rng(seed))
    assert len(rows) == packing.rows
    assert sorted(piece for row in rows for piece in row.tolist()) == list(range(len(sizes)))
    assert all(0 < sizes[row].sum() <= row_length for row in rows)
    plain = len(best_fit(sizes.tolist(), row_length))
    assert packing.packed == (0 < plain <= WORTH_PACKING * len(sizes))
    assert packing.rows == (plain if packing.packed else len(sizes))


def best_fit(sizes: list[int], row_length: int) -> list[int]:
    """What is left in each row where pieces, longest first, are put one by one into the fullest row with room."""
    rooms: list[int] = []
    for size in sorted(sizes, reverse=True):
        fitting = [room for room in rooms if room >= size]
        if fitting:
            rooms.remove(min(fitting))
        rooms.append((min(fitting) if fitting else row_length) - size)
    return rooms


@pytest.mark.parametrize(
    ("sizes", "rows"), [([6, 4, 3, 3, 2, 2], 2), ([5] * 7, 4), ([1] * 10, 1), ([7, 7, 3, 2, 1], 2)]
)
def test_rows_are_filled_as_far_as_they_can_be(sizes: list[int], rows: int) -> None:
    assert Packing(np.array(sizes), 10).rows == rows


def test_texts_of_any_usual_lengths_leave_little_filler() -> None:
    random = np.random.default_rng(0)
    for lengths in (random.integers(20, 60, 300), np.clip(random.lognormal(4.5, 1, 3000).astype(int), 2, 1000)):
        row = int(np.percentile(lengths, 95))
        sizes = pieces_of(lengths, row).sizes
        assert sizes.sum() >= 0.85 * row * Packing(sizes, row).rows


def test_each_epoch_deals_anew() -> None:
    packing = Packing(np.array([4] * 20 + [6] * 20), 10)
    first, second = (packing.deal(np.random.default_rng(seed)) for seed in (0, 1))
    partners = [{frozenset(row.tolist()) for row in rows} for rows in (first, second)]
    assert len(partners[0] & partners[1]) < 10
    assert [row.tolist() for row in packing.deal(np.random.default_rng(0))] == [row.tolist() for row in first]
