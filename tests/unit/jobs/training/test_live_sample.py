"""What a person reads of a sample: no special tokens, and conversations as dialogues."""

from __future__ import annotations

import pytest
import torch

from gpt_studio.core.job import JobContext
from gpt_studio.inference.sampling import NextToken
from gpt_studio.inference.text_prompt import text_prompt
from gpt_studio.jobs.training.live_sample import LiveSample, readable
from gpt_studio.models.build import new_model
from gpt_studio.models.registry import family
from gpt_studio.models.shape import ModelShape
from gpt_studio.tokenization.settings import TokenizerSettings
from gpt_studio.tokenization.tokenizer import Tokenizer
from gpt_studio.tokenization.train import train_tokenizer


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    texts = ["user assistant The fox asks, the owl answers. ¿De qué color es la hierba? Verde."] * 20
    return train_tokenizer(texts, TokenizerSettings(vocab_size=320), JobContext())


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("The fox asks.\nThe owl", "The fox asks.\nThe owl"),
        ("The fox<|im_end|> asks", "The fox asks"),
        (
            "<|im_start|>user\n¿De qué color es la hierba?<|im_end|>\n<|im_start|>assistant\nVerde.<|im_end|>\n",
            "— ¿De qué color es la hierba?\n— Verde.",
        ),
        ("The fox asks.<|im_start|>user\nfox", "The fox asks.\n— fox"),
        ("user\nThe fox?<|im_end|>\n<|im_start|>assistant\nThe owl.", "— The fox?\n— The owl."),
        ("<|im_start|>assistant", ""),
        ("<|im_start|><|im_start|>user\n<|im_end|>", ""),
        ("<|im_start|>the fox asks, the owl answers, color", "— the fox asks, the owl answers, color"),
    ],
)
def test_a_sample_is_read_without_special_tokens_and_turn_by_turn(
    tokenizer: Tokenizer, written: str, read: str
) -> None:
    assert readable(tokenizer.encode(written), tokenizer) == read


def test_a_sample_has_only_characters_that_can_be_read(tokenizer: Tokenizer) -> None:
    half = tokenizer.encode("€")[:1]
    written = [*tokenizer.encode("fox\x07 \ue000owl\n"), *half, *tokenizer.encode(" asks 👩\u200d🚀"), *half]
    assert readable(written, tokenizer) == "fox owl\n asks 👩\u200d🚀"


@pytest.mark.parametrize("tokens", [1, 20])
def test_a_model_that_would_end_at_once_writes_all_the_same(
    tokenizer: Tokenizer, tokens: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    end = tokenizer.end_of_text
    assert end is not None
    shape = ModelShape(model_type="llama", layers=1, heads=2, hidden_size=16, context_length=64)
    model = new_model(family("llama").from_shape(shape, tokenizer.vocab_size), generator=torch.Generator())
    certain = NextToken.limited
    wanted = torch.zeros(tokenizer.vocab_size)
    wanted[end] = 1000.0
    monkeypatch.setattr(NextToken, "limited", lambda self, scores: certain(self, scores * 0 + wanted))
    assert LiveSample(tokenizer, "")(model, tokens).seconds_a_token is not None or tokens == 1
    assert LiveSample(tokenizer, "")(model, tokens).text


def test_a_sample_goes_on_from_its_prompt(tokenizer: Tokenizer) -> None:
    prompt = text_prompt(tokenizer, "The fox ")
    assert readable(tokenizer.encode(" asks"), tokenizer, prompt) == "asks"


def test_a_question_is_answered_and_the_answer_ends_where_the_model_ends_it(
    tokenizer: Tokenizer, monkeypatch: pytest.MonkeyPatch
) -> None:
    shape = ModelShape(model_type="llama", layers=1, heads=2, hidden_size=16, context_length=64)
    model = new_model(family("llama").from_shape(shape, tokenizer.vocab_size), generator=torch.Generator())
    said = iter([*tokenizer.encode(" asks"), *tokenizer.special_ids.values()])
    monkeypatch.setattr(
        NextToken,
        "limited",
        lambda self, scores: torch.zeros_like(scores).index_fill(-1, torch.tensor(next(said)), 1e4),
    )
    written = LiveSample(tokenizer, "Who is there? ", tuple(tokenizer.encode("Who is there?")))(model, 40)
    assert written.prompt == "— Who is there?\n— "
    assert written.text.strip() == "asks"
