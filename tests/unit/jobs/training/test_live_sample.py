"""What a person reads of a sample: no special tokens, and conversations as dialogues."""

from __future__ import annotations

import pytest

from gpt_studio.core.job import JobContext
from gpt_studio.inference.text_prompt import text_prompt
from gpt_studio.jobs.training.live_sample import readable
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


def test_a_sample_goes_on_from_its_prompt(tokenizer: Tokenizer) -> None:
    prompt = text_prompt(tokenizer, "The fox ")
    assert readable(tokenizer.encode(" asks"), tokenizer, prompt) == "asks"
