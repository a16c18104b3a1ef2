"""What else could have come in a live sample, as the history keeps it."""

from __future__ import annotations

from dataclasses import replace

import pytest
import torch

from gpt_studio.core.job import JobContext
from gpt_studio.insight.choice import Choice
from gpt_studio.jobs.training.live_sample import LiveSample
from gpt_studio.jobs.training.sample_thoughts import choices_of, packed
from gpt_studio.models.build import new_model
from gpt_studio.models.contract import LanguageModel
from gpt_studio.models.registry import family
from gpt_studio.models.shape import ModelShape
from gpt_studio.tokenization.settings import TokenizerSettings
from gpt_studio.tokenization.tokenizer import Tokenizer
from gpt_studio.tokenization.train import train_tokenizer
from gpt_studio.training.events import SampleWritten


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    texts = ["user assistant The fox asks, the owl answers. ¿De qué color es la hierba? Verde."] * 20
    return train_tokenizer(texts, TokenizerSettings(vocab_size=320), JobContext())


@pytest.fixture(scope="module")
def model(tokenizer: Tokenizer) -> LanguageModel:
    shape = ModelShape(model_type="llama", layers=1, heads=2, hidden_size=16, context_length=128)
    config = family("llama").from_shape(shape, tokenizer.vocab_size)
    return new_model(config, generator=torch.Generator().manual_seed(0))


@pytest.mark.parametrize("prompt", ["", "The fox ", "user\nThe"])
def test_each_token_of_a_live_sample_tells_what_else_could_have_come(
    tokenizer: Tokenizer, model: LanguageModel, prompt: str
) -> None:
    written = LiveSample(tokenizer, prompt)(model, 60)  # of an untrained model: special tokens and broken characters
    choices = choices_of(SampleWritten(1, written.prompt, written.text, 0.0, written.thoughts))
    assert len(choices) == 60
    assert "".join(choice.shown for choice in choices) == written.text
    for choice in choices:
        assert len(choice.candidates) == 10
        chances = [candidate.probability for candidate in choice.candidates]
        assert chances == sorted(chances, reverse=True)
        assert choice.rank > 10 or choice.candidates[choice.rank - 1].id == choice.id
        assert all(candidate.text == _text(tokenizer, candidate.id) for candidate in choice.candidates)
        assert 0 < choice.odds <= 1
        assert 0 < choice.probability <= 1


def test_what_is_kept_takes_little_room(tokenizer: Tokenizer, model: LanguageModel) -> None:
    written = LiveSample(tokenizer, "")(model, 100)
    assert len(written.thoughts.encode()) < 250 * 100


def test_what_was_written_down_otherwise_tells_nothing(tokenizer: Tokenizer, model: LanguageModel) -> None:
    written = LiveSample(tokenizer, "")(model, 10)
    good = SampleWritten(1, "", written.text, 0.0, written.thoughts)
    assert choices_of(good)
    assert choices_of(replace(good, thoughts="")) == ()
    assert choices_of(replace(good, text=written.text + "!")) == ()
    for broken in ("{", "[]", "{}", written.thoughts.replace('"best":[', '"best":[9999,', 1), "9" * 5000):
        assert choices_of(replace(good, thoughts=broken)) == ()


def test_no_tokens() -> None:
    assert choices_of(SampleWritten(1, "", "", 0.0, packed(()))) == ()
    odd = Choice(3, "\ufffd", "", -50.0, 1e-9, 320, ())
    (found,) = choices_of(SampleWritten(1, "", "", 0.0, packed((odd,))))
    assert found.odds == 1 / 10_000  # that it could be drawn is kept


def _text(tokenizer: Tokenizer, token: int) -> str:
    return tokenizer.token_bytes(token).decode("utf-8", "replace")
