"""The loss on held-out text: every token is predicted from the tokens before it."""

import math
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from gpt_studio.dataset.batches import IGNORED, held_out_windows
from gpt_studio.dataset.token_file import TokenFile
from gpt_studio.models.build import new_model
from gpt_studio.models.registry import family
from gpt_studio.models.shape import ModelShape
from gpt_studio.training.learning.evaluate import HeldOutRows, evaluate, spread_documents, spread_windows


@given(
    size=st.integers(0, 400),
    limit=st.integers(1, 200),
    length=st.sampled_from([8, 16]),
    stretches=st.sampled_from([1, 2, 4]),
    batch_size=st.integers(1, 5),
)
def test_windows_that_are_spread_ask_for_what_really_follows(
    size: int, limit: int, length: int, stretches: int, batch_size: int
) -> None:
    """Also at the end of a window, where the next window begins elsewhere."""
    tokens = np.arange(1000, 1000 + size, dtype=np.uint32)
    starts = spread_windows(size, limit, length, stretches)
    asked: list[int] = []
    for inputs, targets, _ in held_out_windows(tokens, starts, length // stretches, batch_size):
        known = targets != IGNORED
        assert (targets[known] == inputs[known] + 1).all()
        asked += targets[known].tolist()
    assert len(set(asked)) == len(asked)
    whole = max(1, limit // length) * length
    assert len(asked) == (max(size - 1, 0) if (size - 1) // length * length <= whole else whole)


def test_bits_per_byte_are_the_mean_surprise_of_what_is_asked_for() -> None:
    shape = ModelShape(layers=1, heads=2, hidden_size=8, context_length=8)
    model = new_model(family(shape.model_type).from_shape(shape, 50), generator=torch.Generator().manual_seed(0))
    tokens = np.random.default_rng(0).integers(50, size=100).astype(np.uint16)
    starts = spread_windows(len(tokens), 16, 8)
    assert starts.tolist() == [0, 88]
    measured = evaluate(model, TokenFile(Path(), len(tokens), 250), HeldOutRows(tokens, starts, 8), 4)
    rows = torch.from_numpy(np.stack([tokens[start : start + 9] for start in starts]).astype(np.int64))
    with torch.no_grad():
        logits = model(rows[:, :-1]) @ model.output_weight.T
    expected = torch.nn.functional.cross_entropy(logits.reshape(16, 50), rows[:, 1:].reshape(-1)).item()
    assert measured.loss == pytest.approx(expected, rel=1e-5)
    assert measured.bits_per_byte == pytest.approx(expected / math.log(2) * 100 / 250, rel=1e-5)
    assert measured.context_length == 8


@pytest.mark.parametrize("tokens", [0, 1])
def test_where_there_is_nothing_to_foresee_nothing_looks_as_if_it_were_foreseen(tokens: int) -> None:
    shape = ModelShape(layers=1, heads=2, hidden_size=8, context_length=8)
    model = new_model(family(shape.model_type).from_shape(shape, 50), generator=torch.Generator().manual_seed(0))
    held_out = np.zeros(tokens, np.uint16)
    rows = HeldOutRows(held_out, spread_windows(tokens, 16, 8), 8)
    measured = evaluate(model, TokenFile(Path(), tokens, 3), rows, 4)
    assert math.isinf(measured.loss)
    assert math.isinf(measured.bits_per_byte)


def test_documents_are_measured_each_for_itself() -> None:
    shape = ModelShape(layers=1, heads=2, hidden_size=8, context_length=16)
    model = new_model(family(shape.model_type).from_shape(shape, 50), generator=torch.Generator().manual_seed(0))
    random = np.random.default_rng(0)
    lengths = random.integers(1, 12, 40)
    tokens = random.integers(50, size=lengths.sum()).astype(np.uint16)
    mask = random.integers(0, 2, len(tokens)).astype(np.uint8)
    total, count, end = 0.0, 0, 0
    for length in lengths.tolist():
        text, counted = tokens[end : end + length].astype(np.int64), mask[end + 1 : end + length] != 0
        end += length
        if counted.any():
            with torch.no_grad():
                logits = model(torch.from_numpy(text[None, :-1]))[0] @ model.output_weight.T
            losses = torch.nn.functional.cross_entropy(logits, torch.from_numpy(text[1:]), reduction="none").numpy()
            total, count = total + losses[counted].sum(), count + counted.sum()
    whole = spread_documents(lengths, 10**6, 16)
    heard: list[float] = []
    file = TokenFile(Path(), len(tokens), 3 * len(tokens))
    found = evaluate(model, file, HeldOutRows(tokens, whole, 16, mask), 3, heard.append)
    assert found.loss == pytest.approx(total / count, rel=1e-5)
    assert heard == sorted(heard)
    assert heard[-1] == 1
    part = spread_documents(lengths, int(lengths.sum()) // 4, 16)
    assert 0.1 < part.sizes.sum() / whole.sizes.sum() < 0.4
