from __future__ import annotations

import pytest
import tokenizers
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import models, normalizers, pre_tokenizers

from gpt_studio.tokenization.inspect import TokenPiece, bytes_per_token, pieces
from gpt_studio.tokenization.tokenizer import Tokenizer
from tests.unit.tokenization.conftest import STORY, hostile_texts


def check(tokenizer: Tokenizer, text: str) -> None:
    found = pieces(tokenizer, text)
    assert [piece.id for piece in found] == tokenizer.encode(text)
    assert "".join(piece.text for piece in found) == text
    raw = b""
    for piece in found:
        first = len(raw)
        raw += tokenizer.token_bytes(piece.id)
        # start is the character that holds the token's first byte, end the one after that of its last byte
        assert len(text[: piece.start].encode()) <= first < len(text[: piece.start + 1].encode())
        assert len(text[: piece.end - 1].encode()) < len(raw) <= len(text[: piece.end].encode())


@pytest.mark.parametrize("text", hostile_texts())
def test_the_pieces_cover_hostile_texts(trained: Tokenizer, text: str) -> None:
    check(trained, text)


@given(text=st.text(st.characters(codec="utf-8")))
def test_the_pieces_cover_any_text(trained: Tokenizer, text: str) -> None:
    check(trained, text)


def test_a_split_character_belongs_to_all_its_tokens_and_shows_in_the_last(trained: Tokenizer) -> None:
    found = pieces(trained, "é𝄞!")
    clef = [piece for piece in found if (piece.start, piece.end) == (1, 2)]
    assert [piece.text for piece in clef] == ["", "", "", "𝄞"]
    assert found[-1] == TokenPiece(found[-1].id, "!", 2, 3)


def test_special_tokens_are_pieces_of_their_own(trained: Tokenizer) -> None:
    found = pieces(trained, "a<|endoftext|>")
    assert found[-1] == TokenPiece(0, "<|endoftext|>", 1, 14)


def test_a_lone_surrogate_does_no_harm(trained: Tokenizer) -> None:
    assert "".join(piece.text for piece in pieces(trained, "a\ud800b")) == "a\ufffdb"


def test_a_tokenizer_that_changes_the_text_points_at_the_original() -> None:
    backend = tokenizers.Tokenizer(models.WordPiece({"[UNK]": 0, "play": 1, "##ing": 2}, unk_token="[UNK]"))
    backend.normalizer, backend.pre_tokenizer = normalizers.Lowercase(), pre_tokenizers.Whitespace()
    assert pieces(Tokenizer(backend), "PLAYing  x") == [
        TokenPiece(1, "PLAY", 0, 4),
        TokenPiece(2, "ing", 4, 7),
        TokenPiece(0, "  x", 9, 10),
    ]


def test_bytes_per_token(trained: Tokenizer) -> None:
    assert bytes_per_token(trained, ["𝄞", "𝄞"]) == 1.0
    assert bytes_per_token(trained, []) == 0.0
    assert bytes_per_token(trained, [STORY]) == len(STORY.encode()) / len(trained.encode_text(STORY))
    assert bytes_per_token(trained, [STORY]) > 1.5
