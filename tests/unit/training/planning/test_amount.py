from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gpt_studio.training.planning.amount import FEW_READINGS, MANY_READINGS, Verdict, best_size, sizes_fed
from gpt_studio.training.planning.scaling import LADDER, MOST_PARAMETERS_A_TOKEN, expected_bits

ORDER = list(Verdict)


@given(st.integers(0, 10**12), st.sampled_from((512, 4096, 32_768)))
def test_what_is_enough_for_a_size_is_enough_for_each_smaller_one(tokens: int, vocab_size: int) -> None:
    sizes = sizes_fed(tokens, vocab_size)
    assert [(size.layers, size.hidden_size) for size in sizes] == list(LADDER)
    verdicts = [ORDER.index(size.verdict) for size in sizes]
    assert verdicts == sorted(verdicts, reverse=True)
    best = best_size(sizes)
    assert best == 0 or sizes[best].readings >= FEW_READINGS
    for size in sizes:
        assert size.readings >= 1
        assert size.worth <= size.tokens + 1e-6
        if size.verdict is Verdict.PLENTY:
            assert size.readings >= MANY_READINGS
        if size.parameters - vocab_size * size.hidden_size > MOST_PARAMETERS_A_TOKEN * max(tokens, 1):
            assert size.verdict is Verdict.TOO_LITTLE


@given(st.integers(1, 10**11), st.floats(1, 100))
def test_more_text_never_feeds_less(tokens: int, times: float) -> None:
    before, after = sizes_fed(tokens, 1024), sizes_fed(int(tokens * times), 1024)
    for one, other in zip(before, after, strict=True):
        assert ORDER.index(one.verdict) <= ORDER.index(other.verdict)


@pytest.mark.parametrize("place", range(len(LADDER)))
def test_a_text_is_enough_exactly_from_the_length_that_is_told(place: int) -> None:
    enough = sizes_fed(1, 1024)[place].enough_tokens
    short, long = (sizes_fed(round(enough * factor), 1024)[place].verdict for factor in (0.98, 1.02))
    assert ORDER.index(short) < ORDER.index(Verdict.ENOUGH) <= ORDER.index(long)


def test_the_best_size_is_the_one_that_the_law_expects_to_end_lowest() -> None:
    """Of tinyshakespeare, with as much time as helps: not the smallest, not one that knows it by heart at once."""
    tokens = 372_000
    best = best_size(sizes_fed(tokens, 1024))
    ends = [expected_bits(12 * layers * hidden**2, 1e18, tokens) for layers, hidden in LADDER]
    assert best == ends.index(min(ends)) == 2
    assert sizes_fed(tokens, 1024)[best].parameters == 12 * 4 * 192**2 + 1024 * 192
