"""What a fine-tuned model keeps of its base's folder."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import torch
from tiny_folders import byte_level_tokenizer, change_json, save_tiny, word_piece_tokenizer
from transformers import AutoTokenizer

from gpt_studio.artifacts.base_files import inherited_config, inherited_files
from gpt_studio.artifacts.load import Artifact, open_artifact
from gpt_studio.artifacts.model_card import CardFacts
from gpt_studio.artifacts.save import save_tuned
from gpt_studio.artifacts.validate import read_config
from gpt_studio.models.build import build_on_meta
from gpt_studio.models.more_rows import grown, with_rows
from gpt_studio.tokenization.chat_tokens import lacking, with_chat_tokens
from gpt_studio.tokenization.conversation import CHATML

OWN = "{{ bos_token }}{% for m in messages %}[{{ m.role }}] {{ m.content }}{{ eos_token }}{% endfor %}"
WRITES = {"bos_token_id": 0, "eos_token_id": [1, 2], "do_sample": True, "temperature": 0.6, "min_p": 0.05}
EXTRA = {
    "LICENSE": b"Do as you like.",
    "NOTICE.txt": b"By somebody.",
    "added_tokens.json": b'{"<|endoftext|>": 0}',
    "additional_chat_templates/tool_use.jinja": b"{{ tools }}",
    "preprocessor.json": b"{}",
}
NOT_KEPT = {
    "pytorch_model.bin": b"weights",
    "model.safetensors.index.json": b"{}",
    "modeling_own.py": b"import os",
    ".gitattributes": b"*",
    "trainer_state.json": b"{}",
    "training/run.toml": b"",
    "Readme.MD": b"",
}


@pytest.fixture
def base(tmp_path: Path) -> Path:
    folder = save_tiny(tmp_path / "base", "qwen3", byte_level_tokenizer(), OWN)
    (folder / "generation_config.json").write_text(json.dumps(WRITES))
    change_json(folder / "tokenizer_config.json", "eos_token", to={"content": "<|im_end|>", "__type": "AddedToken"})
    change_json(folder / "tokenizer_config.json", "padding_side", to="left")
    change_json(folder / "config.json", "eos_token_id", to=[2, 1])
    change_json(folder / "config.json", "dtype", to="bfloat16")
    change_json(folder / "config.json", "_name_or_path", to="somewhere")
    change_json(folder / "config.json", "auto_map", to={"AutoModel": "modeling_own.Model"})
    for name, content in (EXTRA | NOT_KEPT).items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


def tuned(base: Path, template: str | None, to: Path) -> Path:
    """What a training on ``template`` leaves, with the weights as they are."""
    (base / "model.safetensors.index.json").unlink(missing_ok=True)
    opened = open_artifact(base)
    files = inherited_files(base, opened.tokenizer, opened.config.context_length, template)
    save_tuned(to, opened.model, opened.config, files, base, CardFacts(name="tuned", base="base"))
    return to


def open_both(base: Path, other: Path) -> tuple[Artifact, Artifact]:
    return open_artifact(base), open_artifact(other)


def test_only_weights_card_and_dtype_change(base: Path, tmp_path: Path) -> None:
    folder = tuned(base, OWN, tmp_path / "tuned")
    made = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert made == {
        path.relative_to(base).as_posix() for path in base.rglob("*") if path.is_file()
    } - NOT_KEPT.keys() | {"README.md"}
    for name in made - {"README.md", "config.json", "model.safetensors"}:
        assert (folder / name).read_bytes() == (base / name).read_bytes(), name
    before, after = (json.loads((place / "config.json").read_text()) for place in (base, folder))
    assert before.pop("auto_map")
    assert after == before
    first, second = open_both(base, folder)
    assert (first.stop_ids, first.start_id, first.generation) == (second.stop_ids, second.start_id, second.generation)
    assert first.tokenizer.sha256 == second.tokenizer.sha256
    assert first.tokenizer.roles == second.tokenizer.roles


def test_token_ids_that_the_base_leaves_open_stay_open(base: Path) -> None:
    config = read_config(base)
    change_json(base / "config.json", "bos_token_id", to=None)
    content = json.loads((base / "config.json").read_text())
    del content["pad_token_id"]
    (base / "config.json").write_text(json.dumps(content))
    entries = inherited_config(base, config)
    assert entries["bos_token_id"] is None
    assert entries["eos_token_id"] == [2, 1]
    assert "pad_token_id" not in entries


def test_without_a_generation_config_the_ids_are_those_of_the_config(base: Path, tmp_path: Path) -> None:
    (base / "generation_config.json").unlink()
    change_json(base / "config.json", "bos_token_id", to=None)
    folder = tuned(base, OWN, tmp_path / "tuned")
    written = json.loads((folder / "generation_config.json").read_text())
    assert written == {"eos_token_id": [2, 1]} | (
        {"pad_token_id": 0} if json.loads((base / "config.json").read_text())["pad_token_id"] == 0 else {}
    )
    first, second = open_both(base, folder)
    assert first.stop_ids == second.stop_ids


def test_a_base_without_a_template_gets_chatml_and_ends_its_turns(base: Path, tmp_path: Path) -> None:
    (base / "chat_template.jinja").unlink()
    for path in (base / "additional_chat_templates").iterdir():
        path.unlink()
    config = json.loads((base / "tokenizer_config.json").read_text()) | {"eos_token": "<|endoftext|>"}
    del config["chat_template"]
    (base / "tokenizer_config.json").write_text(json.dumps(config))
    (base / "generation_config.json").write_text(json.dumps(WRITES | {"eos_token_id": 0}))
    folder = tuned(base, CHATML, tmp_path / "tuned")
    assert json.loads((folder / "generation_config.json").read_text()) == WRITES | {"eos_token_id": [0, 2]}
    theirs = AutoTokenizer.from_pretrained(folder)
    assert (theirs.chat_template, theirs.eos_token, theirs.padding_side) == (CHATML, "<|im_end|>", "left")
    assert json.loads((folder / "special_tokens_map.json").read_text())["eos_token"] == "<|im_end|>"
    assert open_artifact(folder).stop_ids == (0, 2)
    again = tuned(folder, CHATML, tmp_path / "again")
    assert (again / "tokenizer_config.json").read_bytes() == (folder / "tokenizer_config.json").read_bytes()


def test_tokens_that_a_base_gets_stand_in_all_files_that_list_tokens(tmp_path: Path) -> None:
    base = save_tiny(tmp_path / "base", "llama", word_piece_tokenizer(), None)
    rows = open_artifact(base).config.vocab_size
    listed = {str(rows): {"content": "[PAD]", "special": True}, "0": {"content": "[UNK]", "special": True}}
    change_json(base / "tokenizer_config.json", "added_tokens_decoder", to=listed)
    (base / "added_tokens.json").write_text(json.dumps({"[UNK]": 0, "[PAD]": rows}))
    whole = json.loads((base / "tokenizer.json").read_text())
    whole["added_tokens"].append(whole["added_tokens"][0] | {"id": rows, "content": "[PAD]"})
    (base / "tokenizer.json").write_text(json.dumps(whole))
    opened = open_artifact(base)
    assert opened.tokenizer.left_out == ("[PAD]",)
    tokenizer = with_chat_tokens(opened.tokenizer)
    config = with_rows(opened.config, tokenizer.vocab_size)
    files = inherited_files(base, tokenizer, 64, CHATML, lacking(opened.tokenizer))
    weights = grown(dict(opened.model.named_parameters()), opened.config, rows, tokenizer.vocab_size)
    model = build_on_meta(config)
    model.load_state_dict(weights, strict=False, assign=True)
    folder = tmp_path / "tuned"
    save_tuned(folder, model, config, files, base, CardFacts(name="tuned", base="base"))
    about = json.loads((folder / "tokenizer_config.json").read_text())
    assert {key: entry["content"] for key, entry in about["added_tokens_decoder"].items()} == {
        "0": "[UNK]",
        str(rows): "<|im_start|>",
        str(rows + 1): "<|im_end|>",
    }
    assert json.loads((folder / "added_tokens.json").read_text()) == {
        "[UNK]": 0,
        "<|im_start|>": rows,
        "<|im_end|>": rows + 1,
    }
    assert json.loads((folder / "config.json").read_text())["vocab_size"] == rows + 2
    theirs, ours = AutoTokenizer.from_pretrained(folder), open_artifact(folder)
    assert theirs.convert_tokens_to_ids(["<|im_start|>", "<|im_end|>"]) == [rows, rows + 1]
    text = "<|im_start|>user the cat<|im_end|>"
    assert theirs(text)["input_ids"] == ours.tokenizer.encode(text)
    assert ours.chat_template is not None
    assert rows + 1 in ours.stop_ids


def test_a_base_of_older_files_gets_those_that_every_tool_reads(base: Path, tmp_path: Path) -> None:
    ids = open_artifact_ids(base)
    (base / "tokenizer.json").unlink()
    (base / "tokenizer_config.json").unlink()
    folder = tuned(base, None, tmp_path / "tuned")
    assert open_artifact_ids(folder) == ids
    assert AutoTokenizer.from_pretrained(folder)("the cat")["input_ids"] == ids
    assert (folder / "merges.txt").read_bytes() == (base / "merges.txt").read_bytes()


def open_artifact_ids(folder: Path) -> list[int]:
    (folder / "model.safetensors.index.json").unlink(missing_ok=True)
    return open_artifact(folder).tokenizer.encode("the cat")


def test_links_that_lead_out_and_giants_stay_behind(base: Path, tmp_path: Path) -> None:
    (tmp_path / "private.txt").write_text("secret")
    (base / "linked.txt").symlink_to(tmp_path / "private.txt")
    with (base / "giant.txt").open("wb") as file:
        file.truncate(100_000_000)
    folder = tuned(base, OWN, tmp_path / "tuned")
    assert not (folder / "linked.txt").exists()
    assert not (folder / "giant.txt").exists()
    assert torch.equal(open_artifact(base).model.output_weight, open_artifact(folder).model.output_weight), (
        "the weights are those that were given"
    )
