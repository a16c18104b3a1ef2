from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import tokenizers
from tokenizers import models, normalizers, pre_tokenizers

from gpt_studio.core.errors import StudioError
from gpt_studio.tokenization.conversation import CHATML
from gpt_studio.tokenization.files import load_tokenizer, save_tokenizer, tokenizer_files
from gpt_studio.tokenization.tokenizer import Tokenizer
from tests.unit.tokenization.conftest import STORY, hostile_texts


@pytest.fixture
def saved(trained: Tokenizer, tmp_path: Path) -> Path:
    save_tokenizer(trained, tmp_path / "saved")
    return tmp_path / "saved"


def write(folder: Path, files: dict[str, bytes]) -> Path:
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return folder


def test_transformers_gives_the_same_ids_and_the_same_text(trained: Tokenizer, saved: Path) -> None:
    from transformers import AutoTokenizer

    theirs = AutoTokenizer.from_pretrained(saved)
    texts = hostile_texts()
    assert len(texts) >= 100
    for text in texts:
        ids = trained.encode(text)
        assert theirs(text)["input_ids"] == ids, repr(text)
        assert theirs.decode(ids) == text, repr(text)
    assert len(theirs) == trained.vocab_size
    assert [theirs.bos_token_id, theirs.eos_token_id, theirs.unk_token_id, theirs.pad_token_id] == [0] * 4
    assert theirs(["a", "a b c"], padding=True)["attention_mask"][0][-1] == 0
    assert theirs.decode(trained.encode("<|im_start|>x<|im_end|>"), skip_special_tokens=True) == "x"


def test_transformers_reads_the_older_files_alone(trained: Tokenizer, saved: Path, tmp_path: Path) -> None:
    from transformers import GPT2Tokenizer

    theirs = GPT2Tokenizer.from_pretrained(
        write(tmp_path / "old", {name: (saved / name).read_bytes() for name in ("vocab.json", "merges.txt")}),
        additional_special_tokens=["<|im_start|>", "<|im_end|>"],
    )
    for text in hostile_texts():
        assert theirs(text)["input_ids"] == trained.encode(text), repr(text)


def test_the_files_and_what_is_in_them(trained: Tokenizer) -> None:
    files = tokenizer_files(trained, 128)
    assert sorted(files) == [
        "merges.txt",
        "special_tokens_map.json",
        "tokenizer.json",
        "tokenizer_config.json",
        "vocab.json",
    ]
    config = json.loads(files["tokenizer_config.json"])
    assert config["tokenizer_class"] == "PreTrainedTokenizerFast"
    assert config["model_input_names"] == ["input_ids", "attention_mask"]
    assert config["model_max_length"] == 128
    assert config["clean_up_tokenization_spaces"] is False
    assert "chat_template" not in config
    merges = files["merges.txt"].decode().splitlines()
    assert merges[0].startswith("#version")
    assert len(merges) - 1 == 400 - 256 - 3
    assert list(json.loads(files["vocab.json"]).values()) == list(range(400))
    assert "model_max_length" not in json.loads(tokenizer_files(trained)["tokenizer_config.json"])


def test_a_chat_template_is_written_for_both_generations_of_tools(trained: Tokenizer, tmp_path: Path) -> None:
    from transformers import AutoTokenizer

    files = tokenizer_files(trained, 128, CHATML)
    assert files["chat_template.jinja"].decode() == CHATML
    theirs = AutoTokenizer.from_pretrained(write(tmp_path / "chat", files))
    assert theirs.chat_template == CHATML
    assert (theirs.eos_token, theirs.bos_token, theirs.pad_token) == ("<|im_end|>", "<|endoftext|>", "<|endoftext|>")
    assert load_tokenizer(tmp_path / "chat").end_of_text == trained.end_of_text


@pytest.mark.parametrize("names", [["tokenizer.json"], ["vocab.json", "merges.txt"], []])
def test_loading_gives_the_same_ids(trained: Tokenizer, saved: Path, names: list[str]) -> None:
    for path in list(saved.iterdir()):
        if names and path.name not in names:
            path.unlink()
    loaded = load_tokenizer(saved)
    for text in hostile_texts():
        assert loaded.encode(text) == trained.encode(text)
        assert loaded.encode_text(text) == trained.encode_text(text)
    assert loaded.special_ids == trained.special_ids
    assert loaded.roles == trained.roles
    assert loaded.vocab_size == trained.vocab_size


def test_older_files_with_carriage_returns(trained: Tokenizer, saved: Path) -> None:
    (saved / "tokenizer.json").unlink()
    merges = (saved / "merges.txt").read_bytes()
    (saved / "merges.txt").write_bytes(merges.replace(b"\n", b"\r\n"))
    assert load_tokenizer(saved).encode(STORY) == trained.encode(STORY)


def test_the_parts_that_tokens_play_survive_loading_and_saving(trained: Tokenizer, saved: Path) -> None:
    config = json.loads((saved / "tokenizer_config.json").read_text())
    config |= {"eos_token": {"content": "<|im_end|>", "special": True}, "unk_token": None}
    del config["pad_token"], config["bos_token"]
    (saved / "tokenizer_config.json").write_text(json.dumps(config))
    (saved / "special_tokens_map.json").unlink()
    files = tokenizer_files(load_tokenizer(saved))
    usual = {"bos_token": "<|endoftext|>", "pad_token": "<|endoftext|>"}
    assert json.loads(files["special_tokens_map.json"]) == usual | {"eos_token": "<|im_end|>"}


def empty(folder: Path) -> None:
    for path in folder.iterdir():
        path.unlink()


def without_tokenizer_json(folder: Path) -> None:
    (folder / "tokenizer.json").unlink()


def half_a_tokenizer_json(folder: Path) -> None:
    content = (folder / "tokenizer.json").read_bytes()
    (folder / "tokenizer.json").write_bytes(content[: len(content) // 2])


def panicking_tokenizer_json(folder: Path) -> None:
    content = json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))
    content["normalizer"] = {"type": "Precompiled", "precompiled_charsmap": "AAAA"}
    (folder / "tokenizer.json").write_text(json.dumps(content), encoding="utf-8")


def binary_tokenizer_json(folder: Path) -> None:
    (folder / "tokenizer.json").write_bytes(b"\xff\xfe\x00")


def config_is_a_list(folder: Path) -> None:
    (folder / "tokenizer_config.json").write_text("[]")


def vocabulary_of_texts(folder: Path) -> None:
    without_tokenizer_json(folder)
    (folder / "vocab.json").write_text('{"a": "b"}')


def merges_of_three(folder: Path) -> None:
    without_tokenizer_json(folder)
    (folder / "merges.txt").write_text("#version: 0.2\na b c\n")


def merges_of_another_vocabulary(folder: Path) -> None:
    without_tokenizer_json(folder)
    (folder / "merges.txt").write_text("#version: 0.2\nzzz qqq\n")


@pytest.mark.parametrize(
    ("damage", "key", "named"),
    [
        (empty, "tokenizer.missing", "saved"),
        (half_a_tokenizer_json, "tokenizer.unsound", "tokenizer.json"),
        (panicking_tokenizer_json, "tokenizer.unsound", "tokenizer.json"),
        (binary_tokenizer_json, "tokenizer.damaged", "tokenizer.json"),
        (config_is_a_list, "tokenizer.damaged", "tokenizer_config.json"),
        (vocabulary_of_texts, "tokenizer.unsound", "vocab.json"),
        (merges_of_three, "tokenizer.damaged", "merges.txt"),
        (merges_of_another_vocabulary, "tokenizer.unsound", "merges.txt"),
    ],
)
def test_explains_damage(saved: Path, damage: Callable[[Path], None], key: str, named: str) -> None:
    damage(saved)
    with pytest.raises(StudioError) as caught:
        load_tokenizer(saved)
    assert caught.value.message.key == key
    assert named in str(caught.value)


def test_a_folder_that_does_not_exist_is_explained(tmp_path: Path) -> None:
    with pytest.raises(StudioError, match="holds no tokenizer"):
        load_tokenizer(tmp_path / "nowhere")


def test_saving_replaces_a_tokenizer_but_never_other_files(trained: Tokenizer, saved: Path) -> None:
    (saved / "tokenizer.json").write_text("old")
    save_tokenizer(trained, saved)
    assert load_tokenizer(saved).encode(STORY) == trained.encode(STORY)
    (saved / "thesis.txt").write_text("years of work")
    with pytest.raises(StudioError, match=r"thesis\.txt"):
        save_tokenizer(trained, saved)
    assert (saved / "thesis.txt").read_text() == "years of work"


def test_a_word_piece_tokenizer_keeps_its_kind(tmp_path: Path) -> None:
    backend = tokenizers.Tokenizer(models.WordPiece({"[UNK]": 0, "play": 1, "##ing": 2}, unk_token="[UNK]"))
    backend.normalizer, backend.pre_tokenizer = normalizers.Lowercase(), pre_tokenizers.Whitespace()
    files = tokenizer_files(Tokenizer(backend))
    assert files["vocab.txt"] == b"[UNK]\nplay\n##ing\n"
    assert "merges.txt" not in files
    assert load_tokenizer(write(tmp_path / "pieces", files)).encode("Playing") == [1, 2]
