"""Batches in which rows of a known text stand among those of a new one."""

from __future__ import annotations

import numpy as np
import pytest

from gpt_studio.dataset.batches import Batches
from gpt_studio.dataset.rehearsal import RehearsedBatches

NEW, KNOWN = np.arange(0, 401, dtype=np.uint16), np.arange(1000, 1801, dtype=np.uint16)


def batches(share: float, size: int) -> RehearsedBatches:
    return RehearsedBatches(Batches(NEW, 8, 3, seed=1), Batches(KNOWN, 8, 5, seed=1), share, size)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.75, 0.95])
def test_both_texts_are_read_in_their_own_order_and_in_their_shares(share: float) -> None:
    run = batches(share, 4)
    rows = np.concatenate([run.batch(step)[0] for step in range(50)])
    targets = np.concatenate([run.batch(step)[1] for step in range(50)])
    known = rows[:, 0] >= 1000
    assert known.sum() == int(200 * share)
    for number in range(1, 201):
        assert abs(known[:number].sum() - share * number) < 1, "as even as whole rows can be"
    for tokens, chosen in ((NEW, ~known), (KNOWN, known)):
        alone = Batches(tokens, 8, 1, seed=1)
        expected = [alone.batch(number) for number in range(chosen.sum())]
        assert (rows[chosen] == np.concatenate([each.inputs for each in expected])).all()
        assert (targets[chosen] == np.concatenate([each.targets for each in expected])).all()


def test_batches_of_another_size_hold_the_same_rows() -> None:
    whole = batches(0.3, 6)
    parts = whole.in_batches_of(2)
    for step in (0, 7, 91):
        for place in (0, 1):
            found = np.concatenate([parts.batch(3 * step + part)[place] for part in range(3)])
            assert (found == whole.batch(step)[place]).all()


def test_an_epoch_is_the_new_text_once() -> None:
    run = batches(0.75, 4)
    alone = Batches(NEW, 8, 4, seed=1)
    assert run.steps_per_epoch == pytest.approx(4 * alone.steps_per_epoch)


def test_packed_conversations_stand_beside_rows_of_text_that_see_all_of_themselves() -> None:
    lengths = np.array([4] * 100 + [1])
    new = Batches(NEW, 8, 4, seed=1, mask=np.ones(401, np.uint8), lengths=lengths)
    inputs, _, starts = RehearsedBatches(new, Batches(KNOWN, 8, 4, seed=1), 0.5, 4).batch(0)
    assert starts is not None
    for row, begins in zip(inputs, starts, strict=True):
        assert begins.tolist() == ([0] * 8 if row[0] >= 1000 else [0, 0, 0, 3, 3, 3, 6, 7])
