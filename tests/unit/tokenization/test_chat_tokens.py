"""Adding the tokens of ChatML to a tokenizer that lacks them."""

from __future__ import annotations

import json

import pytest
import tokenizers
from tiny_folders import byte_level_tokenizer, unigram_tokenizer, word_piece_tokenizer
from tokenizers import AddedToken

from gpt_studio.core.errors import StudioError
from gpt_studio.tokenization.chat_tokens import lacking, with_chat_tokens
from gpt_studio.tokenization.tokenizer import Tokenizer

TEXT = "the cat sat <|im_start|> on the mat"


def with_words(words: dict[str, int], *added: str) -> Tokenizer:
    backend = tokenizers.Tokenizer(tokenizers.models.WordLevel(words, unk_token="?"))
    backend.pre_tokenizer = tokenizers.pre_tokenizers.Whitespace()
    backend.add_special_tokens([AddedToken(token, special=True) for token in added])
    return Tokenizer(backend)


@pytest.mark.parametrize("make", [word_piece_tokenizer, unigram_tokenizer])
def test_new_tokens_get_the_next_ids_and_all_others_stay(make) -> None:
    before = make()
    now = with_chat_tokens(before)
    assert lacking(before) == ("<|im_start|>", "<|im_end|>")
    assert lacking(now) == ()
    assert now.special_ids["<|im_start|>"] == before.vocab_size
    assert now.special_ids["<|im_end|>"] == before.vocab_size + 1 == now.vocab_size - 1
    assert now.backend.get_vocab().items() >= before.backend.get_vocab().items()
    assert now.roles == before.roles
    assert now.encode_text(TEXT) == before.encode_text(TEXT)
    assert now.special_ids["<|im_start|>"] in now.encode(TEXT)


def test_the_given_tokenizer_stays_as_it_was() -> None:
    before = unigram_tokenizer()
    fingerprint = before.sha256
    with_chat_tokens(before)
    assert before.sha256 == Tokenizer(before.backend).sha256 == fingerprint
    assert lacking(before)


def test_one_that_has_both_lacks_none_and_one_that_has_one_gets_the_other() -> None:
    assert lacking(byte_level_tokenizer()) == ()
    half = with_words({"?": 0, "a": 1}, "<|im_end|>")
    now = with_chat_tokens(half)
    assert lacking(half) == ("<|im_start|>",)
    assert now.special_ids == {"<|im_end|>": 2, "<|im_start|>": 3}


def test_a_token_that_is_an_ordinary_one_becomes_special_with_its_id() -> None:
    now = with_chat_tokens(with_words({"?": 0, "<|im_start|>": 1, "a": 2}))
    assert now.special_ids == {"<|im_start|>": 1, "<|im_end|>": 3}


def test_it_is_the_same_when_it_is_read_again() -> None:
    now = with_chat_tokens(word_piece_tokenizer())
    read = Tokenizer(tokenizers.Tokenizer.from_str(json.dumps(json.loads(now.backend.to_str()))), now.roles)
    assert read.sha256 == now.sha256


def test_a_vocabulary_with_gaps_is_refused() -> None:
    with pytest.raises(StudioError) as refused:
        with_chat_tokens(with_words({"?": 0, "a": 3}))
    assert refused.value.message.key == "tokenizer.gaps"


def test_ids_that_are_rehearsed_leave_out_the_new_tokens() -> None:
    before, rehearsed = unigram_tokenizer(), []
    before.rehearse_ids = rehearsed.append
    now = with_chat_tokens(before)
    assert now.decode([3, now.special_ids["<|im_end|>"], 4])
    assert rehearsed == [[3, 4]]
