"""The text on which it is measured what a model forgets."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gpt_studio.core.errors import StudioError
from gpt_studio.core.job import JobContext
from gpt_studio.corpora.corpus import Corpus, iter_documents
from gpt_studio.corpora.mixture import Mixture, WeightedCorpus
from gpt_studio.dataset.general_text import MOST_TOKENS, general_text
from gpt_studio.dataset.split import split
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
    corpus = Corpus("tales", (str(path),))
    found = general_text(corpus, tokenizer, tmp_path / "cache", JobContext())
    assert found.name == "tales"
    assert MOST_TOKENS <= len(found.tokens) < MOST_TOKENS + 500
    held_out = [parts[1].text for parts in map(split, iter_documents(corpus)) if parts[1] is not None]
    assert tokenizer.decode(found.tokens.tolist()).startswith(held_out[0])
    assert 1 < found.bytes_per_token < 8


def test_of_a_mixture_as_much_of_each_corpus_is_read(tokenizer: Tokenizer, tmp_path: Path) -> None:
    parts = []
    for animal in ("owl", "cow"):
        lines = [json.dumps({"text": f"The {animal} number {number} runs. " * 9}) for number in range(500)]
        (tmp_path / f"{animal}.jsonl").write_text("\n".join(lines), "utf-8")
        parts.append(WeightedCorpus(Corpus(animal, (str(tmp_path / f"{animal}.jsonl"),))))
    found = general_text(Mixture(tuple(parts)), tokenizer, tmp_path / "cache", JobContext())
    text = tokenizer.decode(found.tokens.tolist())
    assert 0.8 < text.count("owl") / text.count("cow") < 1.25
    assert found.name == "50% owl, 50% cow"


def test_without_a_text_it_is_the_built_in_sample(tokenizer: Tokenizer, tmp_path: Path) -> None:
    assert general_text(None, tokenizer, tmp_path / "cache", JobContext()).name == ""


def test_conversations_alone_are_refused(tokenizer: Tokenizer, tmp_path: Path) -> None:
    path = tmp_path / "talk.jsonl"
    path.write_text(json.dumps({"prompt": "Hi", "completion": "Hello"}), "utf-8")
    with pytest.raises(StudioError) as caught:
        general_text(Corpus("talk", (str(path),)), tokenizer, tmp_path / "cache", JobContext())
    assert caught.value.message.key == "training.nothing_to_remember"
