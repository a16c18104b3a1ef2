from __future__ import annotations

import pytest
import tokenizers
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import decoders, models, pre_tokenizers

from gpt_studio.tokenization.stream import StreamDecoder
from gpt_studio.tokenization.tokenizer import Tokenizer
from tests.unit.tokenization.conftest import hostile_texts


def streamed(tokenizer: Tokenizer, ids: list[int]) -> tuple[list[str], str]:
    decoder = StreamDecoder(tokenizer)
    return [decoder.push(token) for token in ids], decoder.finish()


@pytest.mark.parametrize("text", hostile_texts())
def test_never_shows_half_a_character(trained: Tokenizer, text: str) -> None:
    parts, rest = streamed(trained, trained.encode(text))
    assert "".join(parts) == text
    assert rest == ""


def test_a_split_character_comes_with_its_last_token(trained: Tokenizer) -> None:
    ids = trained.encode_text("a𝄞b")
    assert len(ids) == 6
    assert streamed(trained, ids) == (["a", "", "", "", "𝄞", "b"], "")


@given(ids=st.lists(st.integers(0, 399)))
def test_any_ids_give_what_decoding_all_at_once_gives(trained: Tokenizer, ids: list[int]) -> None:
    parts, rest = streamed(trained, ids)
    assert "".join(parts) + rest == trained.decode(ids)


def test_a_character_that_never_ends_is_replaced_at_the_end(trained: Tokenizer) -> None:
    ids = trained.encode_text("a𝄞")[:-1]
    assert streamed(trained, ids) == (["a", "", "", ""], "\ufffd")


@pytest.fixture(scope="module")
def sentence_pieces() -> Tokenizer:
    """As Llama 2 and Gemma have it: "▁" for a blank, bytes for what is not in the vocabulary."""
    words = ["▁the", "▁cat", "s", "▁", "ñ", ".", "▁▁", "<s>"]
    vocabulary = dict.fromkeys(words, -1.0) | {f"<0x{byte:02X}>": -5.0 for byte in range(256)}
    backend = tokenizers.Tokenizer(models.Unigram([("<unk>", -9.0), *vocabulary.items()], 0, byte_fallback=True))
    backend.pre_tokenizer = pre_tokenizers.Metaspace()
    backend.decoder = decoders.Sequence(
        [decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse(), decoders.Strip(" ", 1, 0)]
    )
    return Tokenizer(backend)


@pytest.mark.parametrize("text", ["the cats", "the  cats the cat.", "ñ 🙂🙂 the é.", "漢字"])
def test_pieces_of_a_sentence_join_as_they_should(sentence_pieces: Tokenizer, text: str) -> None:
    ids = sentence_pieces.encode(text)
    parts, rest = streamed(sentence_pieces, ids)
    assert "".join(parts) + rest == sentence_pieces.decode(ids) == text
    assert not any("\ufffd" in part for part in parts)


@given(data=st.data())
def test_any_pieces_of_a_sentence_without_bytes(sentence_pieces: Tokenizer, data: st.DataObject) -> None:
    ids = data.draw(st.lists(st.integers(1, 8)))
    parts, rest = streamed(sentence_pieces, ids)
    assert "".join(parts) + rest == sentence_pieces.decode(ids)


@pytest.fixture(scope="module")
def word_pieces() -> Tokenizer:
    words = ["[UNK]", "play", "##ing", "##s", "do", "n", "'", "t", ".", ","]
    backend = tokenizers.Tokenizer(models.WordPiece({word: i for i, word in enumerate(words)}, unk_token="[UNK]"))
    backend.pre_tokenizer, backend.decoder = pre_tokenizers.BertPreTokenizer(), decoders.WordPiece()
    return Tokenizer(backend)


def test_word_pieces_join_without_their_marks(word_pieces: Tokenizer) -> None:
    parts, rest = streamed(word_pieces, word_pieces.encode("playing, plays."))
    assert parts == ["play", "ing", ",", " play", "s", "."]
    assert rest == ""


def test_nothing_is_lost_or_repeated_where_a_later_token_takes_a_blank_out() -> None:
    backend = tokenizers.Tokenizer(models.WordLevel({"do": 0, " n": 1, "'t": 2, " go": 3}, unk_token="do"))
    backend.decoder = decoders.Sequence([decoders.Fuse(), decoders.Replace(" n't", "n't")])
    assert Tokenizer(backend).decode([0, 1, 2, 3]) == "don't go"
    assert streamed(Tokenizer(backend), [0, 1, 2, 3]) == (["do", " n", "'t", " go"], "")
