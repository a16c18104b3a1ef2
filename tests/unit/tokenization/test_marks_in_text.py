"""One rule for special tokens found in a text, for training text, prompts and turns."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from transformers import AutoTokenizer

from gpt_studio.core.job import JobContext
from gpt_studio.tokenization.encoding_process import _encoded
from gpt_studio.tokenization.files import load_tokenizer, save_tokenizer
from gpt_studio.tokenization.settings import TokenizerSettings
from gpt_studio.tokenization.tokenizer import Tokenizer
from gpt_studio.tokenization.train import train_tokenizer
from tests.unit.tokenization.conftest import STORY

TALK = "<user> Which colour is the fox? <bot> The fox is red. <end>\n"
NAMED = ("<|endoftext|>", "<user>", "<bot>", "<end>")


def made(special_tokens: Sequence[str], text: str = TALK * 20 + STORY) -> Tokenizer:
    return train_tokenizer(
        [text], TokenizerSettings(vocab_size=290, special_tokens=tuple(special_tokens)), JobContext()
    )


@pytest.fixture(scope="module")
def own() -> Tokenizer:
    return made(NAMED)


def test_marks_that_the_person_named_are_read_in_every_text(own: Tokenizer, tmp_path: Path) -> None:
    save_tokenizer(own, tmp_path / "own")
    for tokenizer in (own, load_tokenizer(tmp_path / "own")):
        ids = tokenizer.encode_text(TALK)
        assert [ids.count(mark) for mark in range(4)] == [0, 1, 1, 1]
        assert ids == tokenizer.encode_prompt(TALK) == tokenizer.encode(TALK)
        assert tokenizer.decode(ids) == TALK
        assert not tokenizer.plain_marks(TALK)
    assert ids == AutoTokenizer.from_pretrained(tmp_path / "own")(TALK)["input_ids"]


def test_a_long_text_gives_the_same_ids_in_pieces(own: Tokenizer) -> None:
    text = (TALK * 3 + STORY) * 300
    pieces = list(own.pieces_of(text))
    assert len(pieces) > 2
    assert own.encode_text(text) == own.encode(text)
    reader = type(own.reader).from_str(own.reader.to_str())
    reader.encode_special_tokens = True
    in_the_helper = _encoded(reader, pieces)
    assert len(in_the_helper) == 4 * (len(pieces) + len(own.encode(text)))


def test_no_piece_ends_within_a_mark_that_holds_a_blank() -> None:
    tokenizer = made(("<|endoftext|>", "<the next speaker>"))
    text = "so it goes <the next speaker> and on " * 4000
    assert tokenizer.encode_text(text).count(1) == 4000


def test_transformers_keeps_the_marks(own: Tokenizer, tmp_path: Path) -> None:
    save_tokenizer(own, tmp_path / "own")
    AutoTokenizer.from_pretrained(tmp_path / "own").save_pretrained(tmp_path / "again")
    again = load_tokenizer(tmp_path / "again")
    assert again.marks == own.marks == {"<user>", "<bot>", "<end>"}
    assert again.sha256 == own.sha256


def test_the_usual_marks_are_text_unless_they_were_named(trained: Tokenizer) -> None:
    text = "<|im_start|>user\nHi<|im_end|>"
    assert not trained.marks
    assert not set(trained.encode_text(text)) & set(trained.special_ids.values())
    assert trained.encode_prompt(text) == trained.encode_text(text)
    assert trained.plain_marks(text) == {"<|im_start|>": 1, "<|im_end|>": 1}
    named = made(("<|endoftext|>", "<|im_start|>", "<|im_end|>", "<tool>"))
    assert [named.encode_text(text).count(mark) for mark in (1, 2)] == [1, 1]


def test_the_marks_decide_the_ids_and_so_the_fingerprint(own: Tokenizer) -> None:
    other = Tokenizer(own.backend, own.roles)
    assert other.encode_text(TALK) != own.encode_text(TALK)
    assert other.sha256 != own.sha256


def test_nothing_is_merged_within_a_named_mark(own: Tokenizer) -> None:
    entries = set(own.backend.get_vocab(with_added_tokens=False)) - set(NAMED)
    assert not any("user" in entry or "<" in entry[1:] for entry in entries)


def test_an_end_of_text_mark_in_a_prompt_ends_a_document(own: Tokenizer) -> None:
    story, other = own.encode_text("Once upon a time"), own.encode_text("The fox")
    assert own.encode_prompt("Once upon a time\n<|endoftext|>\nThe fox") == [*story, 0, *other]
    assert own.encode_prompt("<|endoftext|>The fox") == [0, *other]
    assert own.encode_prompt("The fox</s>") == [*other, 0]
    assert own.encode_prompt("") == []


def test_a_text_begins_and_ends_once() -> None:
    tokenizer = made(("<s>", "</s>", "<pad>"))
    plain = tokenizer.encode_text("The fox")
    assert tokenizer.document_ends("The fox") == ((0,), (1,))
    assert tokenizer.document_ends("<s>The fox") == ((), (1,))
    assert tokenizer.encode_prompt("<s>The fox") == tokenizer.encode_prompt("The fox") == [0, *plain]
    assert tokenizer.encode_prompt("The fox</s>The fox") == [0, *plain, 1, 0, *plain]
    closing = Tokenizer(tokenizer.backend, {"eos_token": "<pad>"}, marks=["<pad>"])
    assert closing.document_ends("The fox <pad>\n") == ((0,), ())
    assert closing.document_ends("The fox") == ((0,), (2,))


def test_a_folder_that_names_no_tokens_as_marks_has_none(own: Tokenizer, tmp_path: Path) -> None:
    save_tokenizer(own, tmp_path / "own")
    config = json.loads((tmp_path / "own" / "tokenizer_config.json").read_text())
    for stated in (None, 3, "<user>", ["<nobody>", 7, "the"]):
        (tmp_path / "own" / "tokenizer_config.json").write_text(json.dumps(config | {"marks_in_text": stated}))
        assert load_tokenizer(tmp_path / "own").marks == frozenset()
