"""Characters that a byte-level vocabulary cannot encode are named in a note."""

from __future__ import annotations

import json

import pytest
import tokenizers
from tokenizers import decoders, models, pre_tokenizers

from gpt_studio.tokenization.byte_alphabet import BYTE_OF
from gpt_studio.tokenization.missing_bytes import losses, missing_bytes
from gpt_studio.tokenization.tokenizer import Tokenizer


def byte_level(without: bytes, **options: object) -> Tokenizer:
    alphabet = [character for character, byte in BYTE_OF.items() if byte not in without]
    backend = tokenizers.Tokenizer(models.BPE({token: i for i, token in enumerate(alphabet)}, [], **options))
    backend.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    backend.decoder = decoders.ByteLevel()
    return Tokenizer(backend)


@pytest.mark.parametrize("without", [b"!", b"!?z", b"(~", "é".encode(), b"\n", b" ", bytes(range(0x20))])
def test_what_vanishes_is_what_is_told(without: bytes) -> None:
    tokenizer = byte_level(without)
    assert missing_bytes(tokenizer) == frozenset(without)
    for byte in range(0x80):
        kept = tokenizer.decode(tokenizer.encode(f"a{chr(byte)}")) == f"a{chr(byte)}"
        assert kept == (byte not in without and ord("a") not in without)


@pytest.mark.parametrize(
    ("without", "said"),
    [
        (b"!", "these characters vanish from every text: !"),
        (b"!?", "these characters vanish from every text: !?"),
        (b"!\n", "lacks 2 of the 256 single bytes, so these characters vanish from every text, and others that need"),
        ("é".encode(), "lacks 2 of the 256 single bytes: blanks, line ends or letters that need them vanish"),
        (b"\n", "lacks 1 of the 256 single bytes: blanks, line ends"),
    ],
)
def test_the_note(without: bytes, said: str) -> None:
    (note,) = losses(byte_level(without))
    assert said in str(note)


def test_bytes_that_no_text_has_are_not_missed() -> None:
    assert losses(byte_level(bytes([0xC0, 0xC1, *range(0xF5, 0x100)]))) == ()
    assert losses(byte_level(b"")) == ()
    assert losses(byte_level(b"\x00\x04\x06\x13\x1d\x7f\xf1\xf2")) == (), "as in the vocabulary of SmolLM2"


def test_a_token_for_the_unknown_or_another_method_says_nothing() -> None:
    assert losses(byte_level(b"!", unk_token="a")) == ()
    assert losses(Tokenizer(tokenizers.Tokenizer(models.WordLevel({"a": 0}, unk_token="a")))) == ()


def test_bytes_to_fall_back_on_count_too() -> None:
    tokens = [f"<0x{byte:02X}>" for byte in range(256) if byte != ord("!")]
    backend = tokenizers.Tokenizer(models.BPE({token: i for i, token in enumerate(tokens)}, [], byte_fallback=True))
    tokenizer = Tokenizer(backend)
    assert missing_bytes(tokenizer) == frozenset(b"!")
    assert tokenizer.encode("!") == []
    whole = json.loads(backend.to_str())
    whole["model"]["vocab"]["!"] = len(tokens)
    assert losses(Tokenizer(tokenizers.Tokenizer.from_str(json.dumps(whole)))) == ()
