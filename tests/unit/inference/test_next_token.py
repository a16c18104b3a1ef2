"""Choosing a token against transformers' own processors."""

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from transformers import (
    LogitsProcessorList,
    RepetitionPenaltyLogitsProcessor,
    TemperatureLogitsWarper,
    TopKLogitsWarper,
    TopPLogitsWarper,
)

from gpt_studio.core.errors import StudioError
from gpt_studio.inference.next_token import NextToken, filtered, keep_top_p, penalise_repetition
from gpt_studio.inference.sampling import Sampling

VOCABULARY = 50


def scores(seed, size=VOCABULARY):
    return torch.randn(size, generator=torch.Generator().manual_seed(seed)) * 5


@given(
    seed=st.integers(0, 10_000),
    temperature=st.floats(0.05, 2),
    top_k=st.integers(1, 80),
    top_p=st.floats(0.01, 0.999),
    penalty=st.floats(0.5, 3),
    seen=st.lists(st.integers(0, VOCABULARY - 1), min_size=1, max_size=60),
)
@settings(deadline=None)
def test_the_scores_are_those_of_transformers(seed, temperature, top_k, top_p, penalty, seen):
    theirs = LogitsProcessorList(
        [
            RepetitionPenaltyLogitsProcessor(penalty),
            TemperatureLogitsWarper(temperature),
            TopKLogitsWarper(top_k),
            TopPLogitsWarper(top_p),
        ]
    )
    expected = theirs(torch.tensor([seen]), scores(seed)[None].clone())[0]
    sampling = Sampling(temperature=temperature, top_k=top_k, top_p=top_p, repetition_penalty=penalty)
    found = filtered(penalise_repetition(scores(seed), torch.tensor(list(set(seen))), penalty), sampling)
    torch.testing.assert_close(found, expected, rtol=0, atol=0)


def test_nothing_is_left_out_with_the_filters_off():
    assert torch.equal(filtered(scores(1), Sampling(temperature=1, top_k=0, top_p=1)), scores(1))


def test_top_p_keeps_at_least_one_token():
    assert keep_top_p(scores(1), 0.0).isfinite().nonzero().tolist() == [[int(scores(1).argmax())]]


def test_temperature_zero_takes_the_likeliest():
    choice = NextToken(Sampling(temperature=0, top_k=0, top_p=1), [0])
    assert all(choice.choose(scores(seed)) == int(scores(seed).argmax()) for seed in range(20))


def test_draws_follow_the_probabilities_and_the_seed():
    logits = torch.tensor([2.0, 1.0, 0.0, -20.0])

    def draws(seed):
        choice = NextToken(Sampling(temperature=1, top_p=1, seed=seed), [])
        return [choice.choose(logits) for _ in range(4000)]

    assert draws(7) == draws(7)
    assert draws(7) != draws(8)
    shares = torch.bincount(torch.tensor(draws(7)), minlength=4) / 4000
    torch.testing.assert_close(shares, logits.softmax(0), rtol=0, atol=0.03)


def test_without_a_seed_each_text_is_another():
    def draws():
        choice = NextToken(Sampling(temperature=1, top_p=1), [])
        return [choice.choose(torch.zeros(1000)) for _ in range(10)]

    assert draws() != draws()


def test_drawing_leaves_the_global_generator_alone():
    before = torch.get_rng_state()
    NextToken(Sampling(), []).choose(torch.zeros(10))
    assert torch.equal(torch.get_rng_state(), before)


def test_what_was_just_written_is_penalised_too():
    choice = NextToken(Sampling(temperature=0, repetition_penalty=4), [0])
    logits = torch.tensor([1.0, 0.9, 0.8])
    assert [choice.choose(logits) for _ in range(3)] == [1, 2, 0]


@pytest.mark.parametrize("broken", [torch.nan, torch.inf, -torch.inf])
def test_broken_numbers_are_said(broken):
    with pytest.raises(StudioError, match="NaN or infinity"):
        NextToken(Sampling(), []).choose(torch.tensor([1.0, broken]))


def test_numbers_that_break_while_they_are_sampled_are_said():
    with pytest.raises(StudioError, match="NaN or infinity"):
        NextToken(Sampling(temperature=1e-3), []).choose(torch.tensor([3e38, 1.0]))
