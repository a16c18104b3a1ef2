"""Forbidden texts never come, in whatever tokens; what is forced comes first."""

from __future__ import annotations

import pytest
import torch
from transformers import LogitsProcessorList, SequenceBiasLogitsProcessor

from gpt_studio.core.errors import StudioError
from gpt_studio.inference.forbidden_texts import ForbiddenTexts
from gpt_studio.inference.sampling import NextToken
from gpt_studio.inference.sampling_settings import Sampling

TOKENS = (b"ca", b"t", b"cat", b" ", b"dog", b"\xc3", b"\xb1")


def chosen(
    sampling: Sampling, texts: tuple[str, ...], scores: list[list[float]], forced: tuple[int, ...] = ()
) -> list[int]:
    forbidden = ForbiddenTexts(texts, TOKENS.__getitem__)
    choice = NextToken(sampling, [3], forced=forced, forbidden=forbidden)
    return [choice.choose(torch.tensor(row)) for row in scores]


def test_a_text_is_refused_in_whatever_tokens_it_would_come() -> None:
    greedy = Sampling(temperature=0)
    wants_cat = [[9.0, 0, 10, 0, 1, 0, 0], [0, 9.0, 8, 0, 1, 0, 0]]
    assert chosen(greedy, (), wants_cat) == [2, 1]
    assert chosen(greedy, ("cat",), wants_cat) == [0, 4], "neither at once nor in two parts"
    parts_of_a_letter = [[0, 0, 0, 0, 1, 9.0, 0], [0, 0, 0, 0, 1, 0, 9.0]]
    assert chosen(greedy, ("ñ",), parts_of_a_letter) == [5, 4]


def test_draws_are_those_without_the_refused_tokens() -> None:
    """As often as transformers draws them with a bias of -inf."""
    row = torch.tensor([1.0, 0.5, 2.0, 0.0, 1.5, 0.2, 0.1])
    processor = LogitsProcessorList([SequenceBiasLogitsProcessor([[[2], -float("inf")]])])
    expected = processor(torch.tensor([[3]]), row[None]).softmax(-1)[0]
    found = torch.zeros(7)
    for seed in range(2000):
        found[chosen(Sampling(temperature=1.0, top_p=1.0, seed=seed), ("cat",), [row.tolist()])[0]] += 1 / 2000
    assert found[2] == 0
    assert (found - expected).abs().max() < 0.04


def test_what_is_forced_comes_first_even_if_it_is_forbidden_or_ends_the_text() -> None:
    rows = [[0.0, 0, 0, 0, 9, 0, 0]] * 4
    for temperature in (0.0, 1.0):
        sampling = Sampling(temperature=temperature, seed=1, top_k=1)
        assert chosen(sampling, ("cat",), rows, forced=(0, 1, 3)) == [0, 1, 3, 4]


def test_where_nothing_is_left_it_is_said() -> None:
    forbidden = ForbiddenTexts(("a",), lambda token: b"a")
    with pytest.raises(StudioError, match="forbid fewer texts"):
        NextToken(Sampling(temperature=0), [3], forbidden=forbidden).choose(torch.zeros(5))
