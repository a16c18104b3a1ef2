"""Generation token by token: as transformers does it, and beyond the context length."""

import pytest
import torch

from gpt_studio.artifacts.load import open_artifact
from gpt_studio.core.job import JobContext
from gpt_studio.inference.engine import Engine
from gpt_studio.inference.generate import generate
from gpt_studio.inference.prompt_lookup import _Follows, _Pace
from gpt_studio.inference.recomputing_engine import RecomputingEngine
from gpt_studio.inference.sampling_settings import Sampling
from gpt_studio.inference.session import Session

GREEDY = Sampling(temperature=0, max_new_tokens=30)
PROMPT = torch.randint(1, 300, (20,), generator=torch.Generator().manual_seed(5)).tolist()
gpt2_and_qwen3 = pytest.mark.parametrize("reference", ["gpt2", "qwen3"], indirect=True)


@pytest.fixture
def model(reference_folder):
    return open_artifact(reference_folder).model


def written(model, prompt, sampling, stop_ids=(), context=None, *, use_cache=True):
    session = Session(Engine(model) if use_cache else RecomputingEngine(model))
    return [step.token for step in generate(session, prompt, sampling, stop_ids, context)]


def theirs(reference, **options):
    found = reference.generate(torch.tensor([PROMPT]), do_sample=False, max_new_tokens=30, pad_token_id=0, **options)
    return found[0, len(PROMPT) :].tolist()


def test_the_likeliest_tokens_are_those_of_transformers(reference, model):
    expected = theirs(reference, eos_token_id=None)
    assert len(expected) == 30
    assert written(model, PROMPT, GREEDY, ()) == expected
    assert written(model, PROMPT, GREEDY, (), use_cache=False) == expected


def guessing(monkeypatch, text):
    """Guess what stands in ``text``, every third time with a wrong second token; the list that counts the passes."""
    passes = []
    check = Session.check

    def guess(self, count):
        known = text[len(self._ids) : len(self._ids) + count]
        return [*known[:1], 7, *known[2:]] if len(passes) % 3 == 2 and len(known) > 1 else known

    def counted(self, token, guessed):
        passes.append(len(guessed))
        return check(self, token, guessed)

    monkeypatch.setattr("gpt_studio.inference.prompt_lookup._Follows.guess", guess)
    monkeypatch.setattr(Session, "check", counted)
    return passes


def test_what_is_guessed_changes_nothing(reference, model, monkeypatch):
    """For the likeliest tokens, which are those of transformers, and for draws."""
    session = Session(Engine(model))
    for sampling in (GREEDY, Sampling(temperature=1.0, max_new_tokens=30, seed=4, repetition_penalty=1.1)):
        alone = [step.token for step in generate(session, PROMPT, sampling, (), lookup=False)]
        if sampling is GREEDY:
            assert alone == theirs(reference, eos_token_id=None)
        with monkeypatch.context() as patched:
            passes = guessing(patched, PROMPT + alone)
            steps = list(generate(session, PROMPT, sampling, ()))
        assert [step.token for step in steps] == alone
        assert passes
        assert session.ids == (PROMPT + alone)[: len(session.ids)]
        plain = list(generate(Session(Engine(model)), PROMPT, sampling, (), lookup=False))
        for one, other in zip(steps, plain, strict=True):
            assert abs(one.log_probability - other.log_probability) < 1e-4


@gpt2_and_qwen3
def test_a_text_that_ends_amid_guesses_leaves_none_behind(reference, model, monkeypatch):
    alone = written(model, PROMPT, GREEDY)
    session = Session(Engine(model))
    passes = guessing(monkeypatch, PROMPT + alone)
    writing = generate(session, PROMPT, GREEDY, ())
    some = [next(writing).token for _ in range(7)]
    writing.close()
    assert passes
    assert list(session.ids) == PROMPT + some[: len(session.ids) - len(PROMPT)]


def test_repetition_is_found_by_the_last_three_tokens():
    follows = _Follows([1, 2, 3, 4, 5, 6, 1, 2])
    assert follows.guess(4) == []
    follows.take(3)
    assert follows.guess(4) == [4, 5, 6, 1]
    assert follows.guess(2) == [4, 5]
    follows.take(9)
    assert follows.guess(4) == []


def test_guesses_that_cost_more_than_they_save_pause():
    pace = _Pace()
    pace.stepped(1.0)
    assert pace.length() == 4
    pace.checked(3.0, 4)
    pace.right = 4
    assert pace.length() == 8, "five tokens for the time of three"
    pace.checked(9.0, 8)
    assert [pace.length() for _ in range(33)] == [0] * 32 + [2], "one token for the time of nine"


@pytest.mark.parametrize("reference", ["phi3 longrope", "phi3 longrope, part, window"], indirect=True)
def test_a_cache_is_begun_anew_where_positions_change_their_meaning(reference, model):
    assert len(PROMPT) < Engine(model).cache_ends_at < len(PROMPT) + 30
    expected = theirs(reference, eos_token_id=None)
    assert written(model, PROMPT, GREEDY, ()) == expected
    assert written(model, PROMPT, GREEDY, (), use_cache=False) == expected


@gpt2_and_qwen3
def test_with_a_repetition_penalty_too(reference, model):
    expected = theirs(reference, eos_token_id=None, repetition_penalty=1.3)
    assert expected != theirs(reference, eos_token_id=None)
    penalised = Sampling(temperature=0, max_new_tokens=30, repetition_penalty=1.3)
    assert written(model, PROMPT, penalised, ()) == expected


@gpt2_and_qwen3
def test_a_stop_id_ends_the_text_and_is_not_part_of_it(model):
    free = written(model, PROMPT, GREEDY, ())
    stop = free[12]
    place = free.index(stop)
    assert written(model, PROMPT, GREEDY, (299_999, stop)) == free[:place]


@gpt2_and_qwen3
def test_a_text_does_not_end_before_its_minimum_length(reference, model):
    stop = written(model, PROMPT, GREEDY, ())[2]
    held = Sampling(temperature=0, max_new_tokens=30, min_new_tokens=20)
    text = written(model, PROMPT, held, (stop,))
    assert len(text) >= 20
    assert text == theirs(reference, eos_token_id=stop, min_new_tokens=20)[: len(text)]


@gpt2_and_qwen3
@pytest.mark.parametrize("use_cache", [True, False])
def test_the_same_seed_gives_the_same_text(model, use_cache):
    def text(seed):
        return written(model, PROMPT, Sampling(max_new_tokens=30, seed=seed), (), use_cache=use_cache)

    assert text(1) == text(1) == written(model, PROMPT, Sampling(max_new_tokens=30, seed=1), ())
    assert text(1) != text(2)


@gpt2_and_qwen3
@pytest.mark.parametrize("prompt", [PROMPT, PROMPT * 10, PROMPT[:1], (PROMPT * 4)[:64], (PROMPT * 4)[:63]])
def test_writing_goes_on_when_the_context_is_full(model, prompt):
    long = Sampling(temperature=0, max_new_tokens=150)
    cached = written(model, prompt, long, ())
    assert len(cached) == 150
    assert cached == written(model, prompt, long, (), use_cache=False)


@gpt2_and_qwen3
def test_after_the_context_is_full_the_newer_half_is_remembered(model):
    text = PROMPT + written(model, PROMPT, Sampling(temperature=0, max_new_tokens=46), ())
    assert len(text) == 66
    anew = written(model, text[65 - 32 : 65], Sampling(temperature=0, max_new_tokens=1), ())
    assert text[65:] == anew


@gpt2_and_qwen3
def test_a_cancelled_context_ends_the_text(model):
    context = JobContext()
    steps = []
    for step in generate(Session(Engine(model)), PROMPT, GREEDY, (), context):
        steps.append(step)
        if len(steps) == 3:
            context.cancel()
    assert len(steps) == 3
    assert written(model, PROMPT, GREEDY, context=context) == []


@gpt2_and_qwen3
def test_nothing_of_the_writing_reaches_the_gradients_or_leaks_out(model):
    for _ in generate(Session(Engine(model)), PROMPT, GREEDY, ()):
        assert not torch.is_inference_mode_enabled()
    assert all(parameter.grad is None for parameter in model.parameters())


@gpt2_and_qwen3
def test_an_empty_prompt_is_a_mistake_of_the_caller(model):
    with pytest.raises(ValueError, match="at least one token"):
        written(model, [], GREEDY)


@gpt2_and_qwen3
def test_a_text_can_end_where_the_context_is_full(model):
    stopping = Sampling(temperature=0, max_new_tokens=150, when_full="stop")
    found = written(model, PROMPT, stopping)
    assert len(PROMPT) + len(found) == model.config.context_length + 1
    assert found == written(model, PROMPT, Sampling(temperature=0, max_new_tokens=len(found)))


def test_many_texts_side_by_side_are_those_of_transformers(reference, model):
    """Greedily, eight prompts of different lengths in one batch."""
    engine = Engine(model)
    if engine.cache_ends_at is not None:
        pytest.skip("positions change their meaning at a length, which the texts reach one after the other")
    prompts = [PROMPT[start:] for start in range(8)]
    padding = [len(PROMPT) - len(prompt) for prompt in prompts]
    ids = torch.tensor([[0] * pad + prompt for pad, prompt in zip(padding, prompts, strict=True)])
    cache, texts = engine.new_cache(padding), []
    for _ in range(20):
        ids = engine.scores(ids, cache).argmax(-1, keepdim=True)
        texts.append(ids)
    found = torch.cat(texts, dim=1).tolist()
    for prompt, text in zip(prompts[::3], found[::3], strict=True):
        expected = reference.generate(
            torch.tensor([prompt]), do_sample=False, max_new_tokens=20, pad_token_id=0, eos_token_id=None
        )
        assert text == expected[0, len(prompt) :].tolist()
