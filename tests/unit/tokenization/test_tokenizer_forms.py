"""Every form in which a folder may hold its tokenizer gives the ids and roles of transformers."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from tiny_folders import byte_level_tokenizer, unigram_tokenizer, word_piece_tokenizer
from transformers import AutoTokenizer, BertTokenizer, GPT2Tokenizer, Qwen2Tokenizer

from gpt_studio.core.errors import StudioError
from gpt_studio.tokenization.files import load_tokenizer, read_tokenizer_files, tokenizer_files, tokenizer_from
from gpt_studio.tokenization.tokenizer import Tokenizer

TEXTS = (
    "",
    "the cat sat on the mat",
    "The Cat SAT, on-the mat!  twice\n\n and don't",
    "¿Dónde está el niño? çñ ÀÉ I\u0307 e\u0301",
    "日本語の犬 cat狗dog 한국어",
    "a\u0000b\u200bc\u00a0d\ufffd\ttab 🎉",
    "12345 3.14 x=y_z",
    "w" * 150 + " " + "catsatmat",
    "<|endoftext|>the<|im_start|>user cat<|im_end|> <s>dog</s>",
    "[CLS] the [MASK] sat [SEP] [UNK][PAD] [mask] <image>the<pad> <extra> cat",
)
GPT2_FILES = ("vocab.json", "merges.txt")


def write(folder: Path, files: dict[str, Any]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        if isinstance(content, bytes):
            (folder / name).write_bytes(content)
        else:
            (folder / name).write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return folder


def of(tokenizer: Tokenizer, names: Sequence[str]) -> dict[str, Any]:
    return {name: data for name, data in tokenizer_files(tokenizer).items() if name in names}


def compare(folder: Path, theirs: Any) -> Tokenizer:
    ours = load_tokenizer(folder)
    for text in TEXTS:
        assert ours.encode(text) == theirs(text)["input_ids"], text
        plain = theirs(text, add_special_tokens=False)["input_ids"]
        assert ours.encode(text, add_special_tokens=False) == plain, text
    assert ours.roles == {role: str(token) for role, token in theirs.special_tokens_map.items()}
    for text in ours.roles.values():
        assert ours.special_ids[text] == theirs.convert_tokens_to_ids(text)
    assert ours.vocab_size == max(theirs.get_vocab().values()) + 1
    return ours


# vocab.txt

WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "the", "cat", "sat", "The", "##s", "##at", "on", "-", "don", "'"]
WORDS += [
    "t",
    "日",
    "本",
    "donde",
    "Dónde",
    "esta",
    "nino",
    "el",
    "?",
    "¿",
    "mat",
    "é",
    "e",
    "##sat",
    "[mask]",
    "狗",
    "!",
]


@pytest.mark.parametrize(
    "settings",
    [
        None,
        {},
        {"do_lower_case": True},
        {"do_lower_case": False},
        {"strip_accents": False},
        {"do_lower_case": False, "strip_accents": True},
        {"tokenize_chinese_chars": False},
        {"strip_accents": None, "unk_token": "[UNK]"},
        {"cls_token": "the", "sep_token": "[X]", "mask_token": None},
        {"unk_token": "cat"},
        {"unk_token": {"__type": "AddedToken", "content": "[UNK]", "lstrip": True, "rstrip": False}},
    ],
)
def test_word_pieces(tmp_path: Path, settings: dict[str, Any] | None) -> None:
    files: dict[str, Any] = {"vocab.txt": "\n".join(WORDS) + "\n"}
    if settings is not None:
        files["tokenizer_config.json"] = settings | {"tokenizer_class": "BertTokenizer"}
    folder = write(tmp_path / "bert", files)
    ours = compare(folder, BertTokenizer.from_pretrained(folder))
    assert ours.decode(ours.encode("the sat", add_special_tokens=False)) == "the sat"


@pytest.mark.parametrize(
    "vocabulary",
    [
        "\r\n".join(WORDS),
        "\n".join([*WORDS, "cat", "dog"]),
        "\n".join([*WORDS, "", "dog\u3000", " mat \x1c", "x y"]) + "\n\n",
        "\n".join(word for word in WORDS if word != "[MASK]"),
    ],
    ids=["carriage returns", "twice", "blanks", "no mask"],
)
def test_word_pieces_as_files_have_them(tmp_path: Path, vocabulary: str) -> None:
    folder = write(tmp_path / "bert", {"vocab.txt": vocabulary.encode(), "tokenizer_config.json": {}})
    compare(folder, BertTokenizer.from_pretrained(folder))


@pytest.mark.parametrize("where", ["config.json", "tokenizer_config.json"])
def test_a_gpt2_of_word_pieces(tmp_path: Path, where: str) -> None:
    """As the well-known Chinese GPT-2 models come."""
    files: dict[str, Any] = {"vocab.txt": "\n".join(WORDS), "config.json": {"model_type": "gpt2"}}
    files[where] = files.get(where, {}) | {"tokenizer_class": "BertTokenizer"}
    files["special_tokens_map.json"] = {"unk_token": "[UNK]", "cls_token": "[CLS]", "sep_token": "[SEP]"}
    folder = write(tmp_path / "chinese", files)
    compare(folder, AutoTokenizer.from_pretrained(folder))


def test_word_pieces_saved_by_us_keep_their_ids(tmp_path: Path) -> None:
    ours = compare(
        folder := write(tmp_path / "a", {"vocab.txt": "\n".join(WORDS)}), BertTokenizer(str(folder / "vocab.txt"))
    )
    again = load_tokenizer(write(tmp_path / "b", tokenizer_files(ours)))
    assert [again.encode(text) for text in TEXTS] == [ours.encode(text) for text in TEXTS]
    assert again.roles == ours.roles


# vocab.json and merges.txt


@pytest.mark.parametrize(
    ("kind", "settings"),
    [
        (GPT2Tokenizer, {}),
        (GPT2Tokenizer, {"add_prefix_space": True}),
        (GPT2Tokenizer, {"add_bos_token": True}),
        (GPT2Tokenizer, {"add_bos_token": True, "add_eos_token": True, "eos_token": "<|im_end|>"}),
        (
            GPT2Tokenizer,
            {"bos_token": "<s>", "pad_token": {"__type": "AddedToken", "content": "<pad>", "lstrip": True}},
        ),
        (GPT2Tokenizer, {"additional_special_tokens": ["<|im_start|>", "<extra>"]}),
        (Qwen2Tokenizer, {}),
        (Qwen2Tokenizer, {"bos_token": None, "extra_special_tokens": ["<|im_start|>", "<|im_end|>"]}),
    ],
)
def test_vocabulary_and_merges(tmp_path: Path, kind: Any, settings: dict[str, Any]) -> None:
    files = of(byte_level_tokenizer(), GPT2_FILES)
    files["tokenizer_config.json"] = settings | {"tokenizer_class": kind.__name__}
    folder = write(tmp_path / "older", files)
    compare(folder, kind.from_pretrained(folder))


def test_vocabulary_and_merges_with_what_slow_tokenizers_left(tmp_path: Path) -> None:
    files = of(byte_level_tokenizer(), GPT2_FILES) | {
        "tokenizer_config.json": {"tokenizer_class": "GPT2Tokenizer", "model_max_length": 100},
        "special_tokens_map.json": {
            "bos_token": {"content": "<s>", "lstrip": False, "normalized": True, "rstrip": True, "single_word": False},
            "eos_token": "<|endoftext|>",
            "additional_special_tokens": ["<image>"],
        },
        "added_tokens.json": {"<pad>": 281, "<s>": 280, "cat": 282},
    }
    folder = write(tmp_path / "slow", files)
    compare(folder, GPT2Tokenizer.from_pretrained(folder))


def test_the_architecture_tells_the_class_where_nothing_else_does(tmp_path: Path) -> None:
    files = of(byte_level_tokenizer(), GPT2_FILES) | {"config.json": {"model_type": "qwen3"}}
    folder = write(tmp_path / "qwen", files)
    ours = load_tokenizer(folder)
    theirs = Qwen2Tokenizer.from_pretrained(folder)
    plain = "The Cat, 12345 e\u0301 don't"
    assert ours.encode(plain) == theirs(plain)["input_ids"]
    assert ours.special_ids.keys() >= {"<|endoftext|>", "<|im_start|>"}


# tokenizer.json, and what the settings say besides

MAKERS = {"bytes": byte_level_tokenizer, "pieces": word_piece_tokenizer, "unigram": unigram_tokenizer}
FLAGS = {"lstrip": False, "normalized": False, "rstrip": False, "single_word": False}
SETTINGS: dict[str, dict[str, Any]] = {
    "nothing": {},
    "texts": {"tokenizer_config.json": {"bos_token": "the", "eos_token": "cat", "pad_token": "<pad>"}},
    "null": {"tokenizer_config.json": {"bos_token": None, "eos_token": "cat"}},
    "objects": {
        "tokenizer_config.json": {
            "bos_token": {"__type": "AddedToken", "content": "<s>", **FLAGS, "lstrip": True},
            "eos_token": {"__type": "AddedToken", "content": "</s>", **FLAGS},
        }
    },
    "the older map": {
        "special_tokens_map.json": {"eos_token": "</s>", "bos_token": {"content": "<s>", **FLAGS, "rstrip": True}},
        "tokenizer_config.json": {"eos_token": "cat", "unk_token": "the"},
    },
    "transformers 4": {
        "special_tokens_map.json": {"eos_token": "not this one"},
        "tokenizer_config.json": {
            "added_tokens_decoder": {
                "10": {"content": "<pad>", **FLAGS, "special": True},
                "9": {"content": "<image>", **FLAGS, "lstrip": True, "special": False},
                "2": {"content": "</s>", **FLAGS, "special": True, "rstrip": True},
            },
            "additional_special_tokens": ["<extra>", "<image>"],
            "eos_token": "</s>",
            "pad_token": "<pad>",
        },
    },
    "named since transformers 4.48": {
        "tokenizer_config.json": {"extra_special_tokens": {"image_token": "<image>"}, "eos_token": "cat"}
    },
    "transformers 5": {
        "tokenizer_config.json": {
            "extra_special_tokens": ["<extra>", "cat"],
            "model_specific_special_tokens": {"image_token": "<image>"},
            "image_token": "<image>",
            "backend": "tokenizers",
            "eos_token": "</s>",
        }
    },
}


@pytest.mark.parametrize("maker", MAKERS)
@pytest.mark.parametrize("settings", SETTINGS)
def test_settings_beside_tokenizer_json(tmp_path: Path, maker: str, settings: str) -> None:
    files: dict[str, Any] = dict(SETTINGS[settings])
    files["tokenizer_config.json"] = files.get("tokenizer_config.json", {}) | {
        "tokenizer_class": "PreTrainedTokenizerFast"
    }
    folder = write(tmp_path / "folder", {"tokenizer.json": MAKERS[maker]().backend.to_str()} | files)
    theirs = AutoTokenizer.from_pretrained(folder)
    if settings == "nothing":
        ours = load_tokenizer(folder)  # where nobody names roles, ours has the usual ones
        assert [ours.encode(text) for text in TEXTS] == [theirs(text)["input_ids"] for text in TEXTS]
    else:
        compare(folder, theirs)
    saved = tmp_path / "saved"
    theirs.save_pretrained(saved)
    if settings != "nothing":
        compare(saved, theirs)


def test_the_class_fills_in_the_roles_that_nobody_names(tmp_path: Path) -> None:
    """As the first GPT-2 comes: its settings name a length and no more."""
    tokenizer = byte_level_tokenizer()
    files = {"tokenizer.json": tokenizer.backend.to_str(), "config.json": {"model_type": "gpt2"}}
    folder = write(tmp_path / "gpt2", files | {"tokenizer_config.json": {"model_max_length": 1024}})
    theirs = AutoTokenizer.from_pretrained(folder)
    assert load_tokenizer(folder).roles == dict(theirs.special_tokens_map)


# Limits


def test_tokens_without_a_place_in_the_model_are_left_out(tmp_path: Path) -> None:
    settings = {"pad_token": "<pad>", "sep_token": "<sep>", "bos_token": "the"}
    tokenizer = byte_level_tokenizer()
    files = {"tokenizer.json": tokenizer.backend.to_str(), "tokenizer_config.json": settings}
    folder = write(tmp_path / "folder", files)
    read = read_tokenizer_files(folder)
    size = tokenizer.vocab_size
    for room, expected in ((None, size + 2), (500, size + 2), (size + 1, size + 1), (size, size), (100, size)):
        tokenizer = tokenizer_from(read, folder, room=room)
        assert tokenizer.vocab_size == expected
        assert tokenizer.roles["pad_token"] == "<pad>"
        assert "the" in tokenizer.special_ids


@pytest.mark.parametrize(
    ("files", "name", "settings"),
    [
        (("vocab.txt",), "GPT2Tokenizer", {}),
        (("vocab.txt",), "BertJapaneseTokenizer", {}),
        (GPT2_FILES, "RobertaTokenizer", {}),
        (GPT2_FILES, "BertTokenizer", {}),
    ],
)
def test_a_class_that_is_not_known_is_named(tmp_path: Path, files: Sequence[str], name: str, settings: Any) -> None:
    content = of(byte_level_tokenizer(), GPT2_FILES) if files == GPT2_FILES else {"vocab.txt": "\n".join(WORDS)}
    folder = write(tmp_path / "folder", content | {"tokenizer_config.json": settings | {"tokenizer_class": name}})
    with pytest.raises(StudioError, match=f"is a {name}, which GPT Studio cannot put together"):
        load_tokenizer(folder)


@pytest.mark.parametrize("option", ["do_lower_case", "strip_accents", "tokenize_chinese_chars"])
def test_options_that_are_neither_true_nor_false(tmp_path: Path, option: str) -> None:
    files = {"vocab.txt": "\n".join(WORDS), "tokenizer_config.json": {option: "yes"}}
    with pytest.raises(StudioError, match=f"its {option} is neither true nor false"):
        load_tokenizer(write(tmp_path / "folder", files))


@pytest.mark.parametrize("name", ["tokenizer.model", "tekken.json"])
def test_other_formats_are_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(StudioError, match=f"only as {name}"):
        load_tokenizer(write(tmp_path / "folder", {name: b"\x00"}))


@pytest.mark.parametrize(
    "settings",
    [
        {
            "added_tokens_decoder": {
                "9" * 5000: {"content": "<a>"},
                "x": {"content": "<b>"},
                "5": 7,
                "6": {"content": 1},
            }
        },
        {"added_tokens_decoder": [1]},
        {"additional_special_tokens": [7, None, "", {"content": None}]},
        {"extra_special_tokens": 3, "model_specific_special_tokens": [1]},
        {"bos_token": {"content": "", "lstrip": 3}, "image_token": 3},
        {"tokenizer_class": 3},
    ],
)
def test_settings_that_make_no_sense_change_nothing(tmp_path: Path, settings: dict[str, Any]) -> None:
    tokenizer = byte_level_tokenizer()
    folder = write(tmp_path / "a", {"tokenizer.json": tokenizer.backend.to_str(), "tokenizer_config.json": settings})
    loaded = load_tokenizer(folder)
    assert loaded.vocab_size == tokenizer.vocab_size
    assert loaded.roles == tokenizer.roles
    shutil.rmtree(folder)
