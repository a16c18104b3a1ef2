"""The text on which it is measured what a model forgets."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gpt_studio.core.errors import StudioError
from gpt_studio.core.job import JobContext
from gpt_studio.dataset.general_text import MOST_TOKENS, general_text
from gpt_studio.tokenization.settings import TokenizerSettings
from gpt_studio.tokenization.tokenizer import Tokenizer
from gpt_studio.tokenization.train import train_tokenizer


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return train_tokenizer(["The fox runs to the river. " * 50], TokenizerSettings(vocab_size=280), JobContext())


def test_texts_are_read_up_to_so_many_tokens_and_conversations_left_out(tokenizer: Tokenizer, tmp_path: Path) -> None:
    talk = {"messages": [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Hello"}]}
    lines = [talk, *({"text": f"The fox number {number} runs. " * 9} for number in range(500))]
    path = tmp_path / "tales.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)), "utf-8")
    found = general_text(str(path), tokenizer, tmp_path / "cache", JobContext())
    assert found.name == "tales.jsonl"
    assert MOST_TOKENS <= len(found.tokens) < MOST_TOKENS + 500
    assert tokenizer.decode(found.tokens[:20].tolist()).startswith("The fox number 0")
    assert 1 < found.bytes_per_token < 8


def test_conversations_alone_are_refused(tokenizer: Tokenizer, tmp_path: Path) -> None:
    path = tmp_path / "talk.jsonl"
    path.write_text(json.dumps({"prompt": "Hi", "completion": "Hello"}), "utf-8")
    with pytest.raises(StudioError) as caught:
        general_text(str(path), tokenizer, tmp_path / "cache", JobContext())
    assert caught.value.message.key == "training.nothing_to_remember"
