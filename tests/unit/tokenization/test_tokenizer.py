from __future__ import annotations

import json
import threading

import pytest
import tokenizers
from hypothesis import example, given
from hypothesis import strategies as st
from tokenizers import AddedToken, Regex, decoders, models, normalizers, pre_tokenizers

from gpt_studio.core.errors import StudioError
from gpt_studio.tokenization import cutting
from gpt_studio.tokenization.rust_boundary import rust_errors
from gpt_studio.tokenization.tokenizer import Tokenizer
from tests.unit.tokenization.conftest import STORY, hostile_texts

ANY_TEXT = st.text(st.characters(codec="utf-8"), max_size=80)
SPLIT_TEXT = st.text(st.sampled_from("ab' .,;1\n\r\t\u00a0\u3000\x1cñ漢🙂s<|>"), max_size=120)


@pytest.mark.parametrize("text", hostile_texts())
def test_decoding_gives_the_text_back(trained: Tokenizer, text: str) -> None:
    assert trained.decode(trained.encode(text)) == text
    assert trained.decode(trained.encode_text(text)) == text


@given(text=ANY_TEXT)
def test_decoding_gives_any_text_back(trained: Tokenizer, text: str) -> None:
    assert trained.decode(trained.encode(text)) == text
    assert trained.decode(trained.encode_text(text)) == text


@given(ids=st.lists(st.integers(0, 399)))
def test_decodes_any_ids_as_the_library_does(trained: Tokenizer, ids: list[int]) -> None:
    assert trained.decode(ids) == trained.backend.decode(ids, skip_special_tokens=False)


@given(text=st.lists(st.sampled_from(["<|endoftext|>", "<|im_start|>", "<|im_end|>", " ", "a", "<|"])).map("".join))
def test_text_that_looks_special_stays_text_in_training_data(trained: Tokenizer, text: str) -> None:
    assert not set(trained.encode_text(text)) & set(trained.special_ids.values())
    assert trained.encode(text).count(0) == text.count("<|endoftext|>")


def test_the_two_ways_of_encoding_do_not_disturb_each_other(trained: Tokenizer) -> None:
    text = "a<|endoftext|>b " * 200
    special, plain = trained.encode(text), trained.encode_text(text)
    wrong: list[str] = []

    def both() -> None:
        for _ in range(50):
            if trained.encode(text) != special or trained.encode_text(text) != plain:
                wrong.append("changed")

    threads = [threading.Thread(target=both) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


def byte_level(pre_tokenizer: pre_tokenizers.PreTokenizer, trained: Tokenizer) -> Tokenizer:
    backend = tokenizers.Tokenizer.from_str(trained.backend.to_str())
    backend.pre_tokenizer = pre_tokenizer
    return Tokenizer(backend)


def split_like(expression: str) -> pre_tokenizers.PreTokenizer:
    return pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(expression), "isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )


@pytest.fixture(scope="module", params=["gpt2", "gpt2 with prefix blank", "gpt2 expression", "qwen2 and NFC", "llama3"])
def cuttable(request: pytest.FixtureRequest, trained: Tokenizer) -> Tokenizer:
    if request.param == "gpt2":
        return trained
    if request.param == "gpt2 with prefix blank":
        return byte_level(pre_tokenizers.ByteLevel(add_prefix_space=True), trained)
    if request.param == "qwen2 and NFC":
        tokenizer = byte_level(split_like(cutting._QWEN2), trained)
        tokenizer.backend.normalizer = normalizers.NFC()
        return tokenizer
    return byte_level(split_like(cutting._LLAMA3 if request.param == "llama3" else cutting._GPT2), trained)


@given(text=SPLIT_TEXT, size=st.integers(1, 8))
@example(text="a.\n b", size=1)
@example(text="x  \n\n y'", size=2)
def test_pieces_give_the_ids_of_the_whole(cuttable: Tokenizer, text: str, size: int) -> None:
    marks = cutting.cut_marks(cuttable.backend)
    assert marks
    parts = list(cutting.cut(text, marks, size))
    assert "".join(parts) == text
    [whole] = cuttable.encode_pieces([text])
    assert [token for ids in cuttable.encode_pieces(parts) for token in ids] == whole
    assert [word for part in parts for word in words_of(cuttable, part)] == words_of(cuttable, text)


def words_of(tokenizer: Tokenizer, text: str) -> list[str]:
    """What merges can never cross, whatever the vocabulary."""
    normalizer = tokenizer.backend.normalizer
    normalized = normalizer.normalize_str(text) if normalizer is not None else text
    return [word for word, _ in tokenizer.backend.pre_tokenizer.pre_tokenize_str(normalized)]


def test_a_long_text_is_cut_into_small_pieces(trained: Tokenizer) -> None:
    parts = list(trained.pieces_of(STORY * 2000))
    assert "".join(parts) == STORY * 2000
    assert max(map(len, parts)) < 2 * cutting.PIECE_CHARACTERS
    [whole] = trained.encode_pieces([STORY * 2000])
    assert trained.encode_text(STORY * 2000) == whole


@pytest.mark.parametrize(
    "change",
    [
        lambda backend: setattr(backend, "pre_tokenizer", pre_tokenizers.Metaspace()),
        lambda backend: setattr(backend, "normalizer", normalizers.Replace(Regex("a b"), "c")),
        lambda backend: setattr(backend, "pre_tokenizer", split_like(r"\p{L}+ ?|.")),
        lambda backend: backend.add_tokens([AddedToken("New York", special=False)]),
        lambda backend: backend.add_tokens([AddedToken("York", special=False, rstrip=True)]),
    ],
)
def test_what_is_not_known_to_be_safe_is_not_cut(trained: Tokenizer, change) -> None:
    backend = tokenizers.Tokenizer.from_str(trained.backend.to_str())
    change(backend)
    assert len(list(Tokenizer(backend).pieces_of(STORY * 2000))) == 1


def test_a_lone_surrogate_counts_as_a_replacement_character(trained: Tokenizer) -> None:
    assert trained.encode("a\ud83db") == trained.encode("a\ufffdb")
    assert trained.encode_text("a\ud83db") == trained.encode_text("a\ufffdb")


def test_truncation_and_padding_of_a_file_are_switched_off(trained: Tokenizer) -> None:
    backend = tokenizers.Tokenizer.from_str(trained.backend.to_str())
    backend.enable_truncation(3)
    backend.enable_padding(length=1000)
    assert Tokenizer(backend).encode(STORY) == trained.encode(STORY)


def test_a_special_token_outside_of_ascii_comes_back_whole() -> None:
    backend = tokenizers.Tokenizer(models.BPE())
    backend.pre_tokenizer, backend.decoder = pre_tokenizers.ByteLevel(add_prefix_space=False), decoders.ByteLevel()
    backend.add_tokens([AddedToken("ñandú", special=True)])
    tokenizer = Tokenizer(backend)
    assert tokenizer.decode(tokenizer.encode("ñandú")) == "ñandú"


def test_no_end_of_text_without_special_tokens(trained: Tokenizer) -> None:
    backend = tokenizers.Tokenizer(models.BPE(vocab={"a": 0, "b": 7}, merges=[]))
    tokenizer = Tokenizer(backend)
    assert tokenizer.end_of_text is None
    assert tokenizer.roles == {}
    assert tokenizer.vocab_size == 8


def test_the_hash_names_what_decides_the_ids(trained: Tokenizer) -> None:
    same = Tokenizer(tokenizers.Tokenizer.from_str(trained.backend.to_str()))
    other = byte_level(pre_tokenizers.ByteLevel(add_prefix_space=True), trained)
    assert same.sha256 == trained.sha256
    assert other.sha256 != trained.sha256


@pytest.mark.parametrize(
    ("token", "expected"), [("##ing", b"ing"), ("▁the", b" the"), ("<0xE2>", b"\xe2"), ("<0x>", b"<0x>")]
)
def test_bytes_of_other_kinds_of_tokens(token: str, expected: bytes) -> None:
    tokenizer = Tokenizer(tokenizers.Tokenizer(models.WordLevel({token: 0, "[UNK]": 1}, unk_token="[UNK]")))
    assert tokenizer.token_bytes(0) == expected
    assert tokenizer.token_bytes(99) == b""


def test_a_panic_becomes_the_explained_error() -> None:
    broken = tokenizers.Tokenizer(models.BPE())
    content = json.loads(broken.to_str()) | {"normalizer": {"type": "Precompiled", "precompiled_charsmap": "AAAA"}}
    with pytest.raises(StudioError, match="Explained"), rust_errors(StudioError("key", "Explained.")):
        tokenizers.Tokenizer.from_str(json.dumps(content))
