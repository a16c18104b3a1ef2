"""Choosing a token, compared with the logits processors of transformers."""

from dataclasses import replace
from itertools import pairwise

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from transformers import GenerationConfig, GPT2Config, GPT2LMHeadModel, TopPLogitsWarper

from gpt_studio.artifacts.generation_config import Generation
from gpt_studio.core.errors import StudioError
from gpt_studio.inference.filters import filtered, keep_top_p
from gpt_studio.inference.sampling import NextToken, drawn
from gpt_studio.inference.sampling_settings import Bans, Sampling, bans_from, sampling_from

VOCABULARY = 50


def scores(seed, size=VOCABULARY):
    return torch.randn(size, generator=torch.Generator().manual_seed(seed)) * 5


@pytest.fixture(scope="module")
def theirs():
    """A model of transformers, for the processors that it makes of a generation_config.json."""
    return GPT2LMHeadModel(GPT2Config(vocab_size=VOCABULARY, n_embd=2, n_layer=1, n_head=1, n_positions=8))


def processed(theirs, entries, seen, prompt_length, logits):
    """The scores [vocab_size] of transformers' processors after the ids ``seen``."""
    config = GenerationConfig(eos_token_id=0, **entries)
    theirs._prepare_special_tokens(config, device="cpu")
    processors = theirs._get_logits_processor(config, input_ids_seq_length=prompt_length, device="cpu")
    return processors(torch.tensor([seen]), logits[None].clone())[0]


IDS = st.integers(0, VOCABULARY - 1)
FEW = st.integers(0, 4)  # so that runs of tokens come again
ENTRIES = {
    "temperature": st.floats(0.05, 2),
    "top_k": st.integers(1, 80),
    "top_p": st.floats(0.01, 0.999),
    "min_p": st.floats(0, 1),
    "typical_p": st.floats(0.01, 0.999),
    "repetition_penalty": st.floats(0.5, 3),
    "no_repeat_ngram_size": st.integers(1, 4),
    "min_new_tokens": st.integers(1, 6),
    "suppress_tokens": st.lists(IDS, min_size=1, max_size=10),
    "begin_suppress_tokens": st.lists(IDS, min_size=1, max_size=10),
    "bad_words_ids": st.lists(st.lists(FEW, min_size=1, max_size=3), min_size=1, max_size=6),
}
NOTHING = {"top_k": 0}  # transformers takes 50 where a file is silent


def agrees(theirs, entries, seen, new, logits):
    generation = Generation.from_hf({"do_sample": True, "eos_token_id": 0} | NOTHING | entries)
    sampling = replace(sampling_from(generation, 512), temperature=entries.get("temperature", 1.0))
    choice = NextToken(sampling, seen, bans_from(generation), stop_ids=(0,))
    whole = list(seen)
    for token in new:
        choice.take(token)
        whole.append(token)
    expected = processed(theirs, NOTHING | {"do_sample": True} | entries, whole, len(seen), logits)
    torch.testing.assert_close(filtered(choice.limited(logits), sampling), expected, rtol=0, atol=0)


@pytest.mark.parametrize("name", ENTRIES)
@given(data=st.data(), seed=st.integers(0, 10_000), seen=st.lists(FEW, min_size=1, max_size=30))
@settings(deadline=None, max_examples=25)
def test_every_entry_alone_gives_the_scores_of_transformers(theirs, name, data, seed, seen):
    new = data.draw(st.lists(FEW, max_size=6))
    agrees(theirs, {name: data.draw(ENTRIES[name])}, seen, new, scores(seed))


@given(
    entries=st.fixed_dictionaries({}, optional=ENTRIES),
    seed=st.integers(0, 10_000),
    seen=st.lists(st.one_of(FEW, IDS), min_size=1, max_size=60),
    new=st.lists(FEW, max_size=6),
)
@settings(deadline=None, max_examples=100)
def test_all_entries_together_give_the_scores_of_transformers(theirs, entries, seed, seen, new):
    agrees(theirs, entries, seen, new, scores(seed))


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


def test_a_token_without_probability_is_never_drawn():
    odds = torch.tensor([0.0, 0.25, 0.0, 0.75, 0.0])
    generator = torch.Generator().manual_seed(0)
    assert {drawn(odds, generator) for _ in range(200)} == {1, 3}


@pytest.mark.parametrize("number", [0.0, 1.0])  # 1 does not come, but a sum may be rounded so
def test_the_ends_of_what_can_be_drawn(number, monkeypatch):
    monkeypatch.setattr(torch, "rand", lambda *_, **__: torch.tensor([number], dtype=torch.float64))
    assert drawn(torch.tensor([0.0, 0.25, 0.0, 0.75, 0.0]), torch.Generator()) == (3 if number else 1)


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


def test_what_is_forbidden_at_the_beginning_may_come_later():
    choice = NextToken(Sampling(temperature=0), [0], Bans(at_first=(1,)))
    logits = torch.tensor([0.0, 2.0, 1.0])
    assert [choice.choose(logits) for _ in range(3)] == [2, 1, 1]


def test_no_run_comes_twice():
    choice = NextToken(Sampling(temperature=0, no_repeat_ngram_size=2), [0, 1])
    written = [0, 1, *(choice.choose(torch.arange(9.0)) for _ in range(20))]
    assert len(set(pairwise(written))) == len(written) - 1


def test_ids_that_the_model_does_not_know_forbid_nothing():
    choice = NextToken(Sampling(temperature=0), [0], Bans(always=(7,), sequences=((9,), (0, 8))))
    assert choice.choose(torch.tensor([0.0, 1.0])) == 1


def test_that_every_token_is_ruled_out_is_said():
    choice = NextToken(Sampling(no_repeat_ngram_size=1), [0, 1])
    with pytest.raises(StudioError, match="no token to write"):
        choice.choose(torch.tensor([0.0, 1.0]))


@pytest.mark.parametrize("share", [0.0, 0.3, 0.9, 0.99, 0.9999])
@pytest.mark.parametrize("sharpness", [0.2, 1.0, 2.0, 4.0])
def test_top_p_of_a_large_vocabulary_is_that_of_transformers(theirs, share, sharpness):
    logits = torch.randn(20_000, generator=torch.Generator().manual_seed(3)) * sharpness
    expected = TopPLogitsWarper(share)(torch.zeros(1, 1, dtype=torch.long), logits[None])[0]
    assert torch.equal(keep_top_p(logits, share), expected)


def test_presence_and_frequency_are_counted_as_defined():
    """As OpenAI defines them: what was written counts, not the prompt."""
    choice = NextToken(Sampling(presence_penalty=0.5, frequency_penalty=0.25), [4, 4])
    for token in (1, 1, 3):
        choice.take(token)
    logits = torch.zeros(6)
    assert choice.limited(logits).tolist() == [0.0, -1.0, 0.0, -0.75, 0.0, 0.0]
    assert logits.tolist() == [0.0] * 6
