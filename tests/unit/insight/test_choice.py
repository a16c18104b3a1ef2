"""How likely choices are, one by one and together."""

import math

import pytest

from gpt_studio.insight.choice import Choice, hardest, likelihood


def of(probability: float, shown: str = "ab") -> Choice:
    return Choice(0, shown, shown, math.log(probability), 1.0, 1, ())


def test_surprise_is_counted_in_bits():
    assert [of(each).surprise for each in (1, 0.5, 0.125)] == pytest.approx([0, 1, 3])


def test_a_whole_text():
    found = likelihood([of(0.5), of(0.25, "ñ"), of(0.5, "")])
    assert (found.tokens, found.bytes) == (3, 4)
    assert found.perplexity == pytest.approx(16 ** (1 / 3))
    assert found.bits_per_byte == pytest.approx(1.0)
    assert found.zeros == pytest.approx(math.log10(16))


def test_nothing_is_certain():
    found = likelihood([])
    assert (found.perplexity, found.bits_per_byte, found.zeros) == (1.0, 0.0, 0.0)


def test_the_hardest_tokens_come_first():
    assert hardest([of(0.5), of(0.1), of(0.9), of(0.01)], 2) == [3, 1]
