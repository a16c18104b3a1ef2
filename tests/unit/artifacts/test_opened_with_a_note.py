"""Odd folders that transformers opens correctly open here with the same numbers, and with a note on what is odd."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import safetensors.torch
import torch
from tiny_folders import byte_level_tokenizer, change_json, save_tiny

from gpt_studio.artifacts.load import Artifact, open_artifact
from gpt_studio.artifacts.open_tokenizer import open_tokenizer
from gpt_studio.artifacts.quarantine import Quarantine
from gpt_studio.core.errors import StudioError
from gpt_studio.core.job import JobContext
from gpt_studio.jobs.models import export_model
from gpt_studio.jobs.models.export_model import ExportModel
from gpt_studio.jobs.models.inspect_folder import InspectFolder
from gpt_studio.jobs.models.inspect_folder import run as inspect
from gpt_studio.tokenization.conversation import CHATML

IDS = torch.tensor([[5, 6, 7, 8]])
HEADS = {"gpt2": "transformer.wte.weight", "qwen3": "model.embed_tokens.weight"}


@pytest.fixture(params=["gpt2", "qwen3"])
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return save_tiny(tmp_path / "model", request.param, byte_level_tokenizer(), None)


@pytest.fixture
def chat_folder(tmp_path: Path) -> Path:
    return save_tiny(tmp_path / "chat", "gpt2", byte_level_tokenizer(), CHATML)


def logits(folder: Path) -> torch.Tensor:
    model = open_artifact(folder).model
    with torch.no_grad():
        return model.logits(model(IDS))


def in_transformers(folder: Path) -> torch.Tensor:
    from transformers import AutoModelForCausalLM

    with torch.no_grad():
        return AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32).eval()(IDS).logits


def rename(folder: Path, new_name: Callable[[str], str], metadata: dict[str, str] | None = None) -> None:
    path = folder / "model.safetensors"
    tensors = safetensors.torch.load_file(path)
    safetensors.torch.save_file({new_name(name): t for name, t in tensors.items()}, path, metadata or {"format": "pt"})


def notes(artifact: Artifact) -> str:
    return " ".join(map(str, artifact.notes))


def test_a_shared_table_kept_as_the_head_only(folder: Path) -> None:
    """As safetensors.torch.save_model writes tied weights."""
    expected = logits(folder)
    table = HEADS[json.loads((folder / "config.json").read_text())["model_type"]]
    rename(folder, lambda name: "lm_head.weight" if name == table else name, {"format": "pt", table: "lm_head.weight"})
    artifact = open_artifact(folder)
    assert artifact.config.tied
    assert f"only as lm_head.weight, and not as {table}" in notes(artifact)
    torch.testing.assert_close(logits(folder), expected, rtol=0, atol=0)
    torch.testing.assert_close(in_transformers(folder), expected, rtol=0, atol=1e-4)


@pytest.mark.parametrize(
    ("new_name", "said"),
    [
        (lambda name: f"_orig_mod.{name}", "begin with _orig_mod.,"),
        (lambda name: f"module.{name}", "begin with module.,"),
        (lambda name: f"model.{name}", "begin with model.,"),
        (lambda name: f"module._orig_mod.{name}", "begin with _orig_mod., module.,"),
        (lambda name: f"_orig_mod.module.model.{name}", "begin with _orig_mod., module., model.,"),
        (lambda name: f"_forward_module.{name}", "begin with _forward_module.,"),
        (lambda name: name.replace(".0.", ".0._orig_mod."), "begin with _orig_mod.,"),
        (lambda name: name.replace(".0.", ".0._checkpoint_wrapped_module."), "begin with _checkpoint_wrapped_module.,"),
    ],
)
def test_names_that_a_wrapper_lengthened(
    folder: Path, tmp_path: Path, new_name: Callable[[str], str], said: str
) -> None:
    expected = logits(folder)
    rename(folder, new_name)
    assert said in notes(open_artifact(folder))
    torch.testing.assert_close(logits(folder), expected, rtol=0, atol=0)
    out = export_model.run(ExportModel(folder, "safetensors", tmp_path / "out"), JobContext()).path
    torch.testing.assert_close(in_transformers(out), expected, rtol=0, atol=1e-4)


def test_names_that_no_wrapper_lengthened_stay(folder: Path) -> None:
    assert open_artifact(folder).notes == ()
    rename(folder, lambda name: f"module2.{name}")
    with pytest.raises(StudioError, match=r"lack \d+ tensors .*"):
        open_artifact(folder)


def test_one_tensor_too_few_or_too_many_is_one(folder: Path) -> None:
    rename(folder, lambda name: name.replace("norm.weight", "norm.wait").replace("ln_f.weight", "ln_f.wait"))
    with pytest.raises(StudioError, match=r"lack a tensor that config|lack [2-9] tensors"):
        open_artifact(folder)


@pytest.mark.parametrize("entry", ["pad_token_id", "bos_token_id", "eos_token_id"])
@pytest.mark.parametrize("value", [-1, -100])
def test_an_id_below_0_means_that_there_is_no_such_token(folder: Path, entry: str, value: int) -> None:
    expected = in_transformers(folder)
    change_json(folder / "generation_config.json", entry, to=value)
    artifact = open_artifact(folder)
    assert f"mean that there is no such token: {entry}" in notes(artifact)
    torch.testing.assert_close(logits(folder), expected, rtol=0, atol=1e-4)
    assert -1 not in artifact.stop_ids


def test_an_id_below_0_among_others_is_left_out(folder: Path) -> None:
    change_json(folder / "generation_config.json", "eos_token_id", to=[-1, 3])
    assert open_artifact(folder).stop_ids == (3,)


@pytest.mark.parametrize(
    "name",
    ["config.json", "generation_config.json", "tokenizer.json", "tokenizer_config.json", "special_tokens_map.json"],
)
def test_a_byte_order_mark(folder: Path, tmp_path: Path, name: str) -> None:
    expected = logits(folder)
    (folder / name).write_text((folder / name).read_text(encoding="utf-8"), encoding="utf-8-sig")
    assert (
        f"begin with a byte order mark, as some editors write it, and other programs may refuse them: {name}"
        in notes(open_artifact(folder))
    )
    torch.testing.assert_close(logits(folder), expected, rtol=0, atol=0)
    assert inspect(InspectFolder(folder), JobContext()).sound
    out = export_model.run(ExportModel(folder, "safetensors", tmp_path / "out"), JobContext()).path
    torch.testing.assert_close(in_transformers(out), expected, rtol=0, atol=1e-4)


def add_token(folder: Path, content: str, *, special: bool = True, also_in_vocabulary: bool = False) -> int:
    path = folder / "tokenizer.json"
    whole: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    number = max(*whole["model"]["vocab"].values(), *(entry["id"] for entry in whole["added_tokens"])) + 1
    flags = dict.fromkeys(("single_word", "lstrip", "rstrip", "normalized"), False)
    whole["added_tokens"].append(flags | {"id": number, "content": content, "special": special})
    if also_in_vocabulary:
        whole["model"]["vocab"][content] = number
    path.write_text(json.dumps(whole), encoding="utf-8")
    return number


@pytest.mark.parametrize("also_in_vocabulary", [False, True])
def test_padding_beyond_the_rows_of_the_model(folder: Path, also_in_vocabulary: bool) -> None:
    expected = logits(folder)
    add_token(folder, "[PAD]", also_in_vocabulary=also_in_vocabulary)
    add_token(folder, "<image>", also_in_vocabulary=also_in_vocabulary)
    change_json(folder / "tokenizer_config.json", "pad_token", to="[PAD]")
    artifact = open_artifact(folder)
    assert "they are left out: [PAD], <image>" in notes(artifact)
    assert artifact.tokenizer.vocab_size <= artifact.config.vocab_size
    ids = artifact.tokenizer.encode("the [PAD] cat")
    assert max(ids) < artifact.config.vocab_size
    assert artifact.tokenizer.decode(ids) == "the [PAD] cat"
    torch.testing.assert_close(logits(folder), expected, rtol=0, atol=0)
    with Quarantine() as quarantine:  # without the model, the tokenizer is whole
        assert "[PAD]" in open_tokenizer(folder, quarantine).special_ids


def test_what_texts_need_beyond_the_rows_is_refused(folder: Path) -> None:
    add_token(folder, "Marta", special=False)
    with pytest.raises(StudioError, match="tokens but the model knows only"):
        open_artifact(folder)


@pytest.mark.parametrize("role", ["bos_token", "eos_token", "unk_token"])
def test_a_role_beyond_the_rows_is_refused(folder: Path, role: str) -> None:
    add_token(folder, "<new>")
    (folder / "special_tokens_map.json").unlink()
    change_json(folder / "tokenizer_config.json", role, to="<new>")
    with pytest.raises(StudioError, match="needs the token <new>, but the model knows only"):
        open_artifact(folder)


def test_a_marker_of_the_template_beyond_the_rows_is_refused(chat_folder: Path) -> None:
    path = chat_folder / "chat_template.jinja"
    path.write_text(path.read_text() + "<|turn|>")
    add_token(chat_folder, "<|turn|>")
    with pytest.raises(StudioError, match=r"needs the token <\|turn\|>"):
        open_artifact(chat_folder)


def test_a_post_processor_that_adds_what_is_beyond_the_rows_is_refused(folder: Path) -> None:
    number = add_token(folder, "<new>")
    template = {
        "type": "TemplateProcessing",
        "single": [{"SpecialToken": {"id": "<new>", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}],
        "pair": [],
        "special_tokens": {"<new>": {"id": "<new>", "ids": [number], "tokens": ["<new>"]}},
    }
    change_json(folder / "tokenizer.json", "post_processor", to=template)
    with pytest.raises(StudioError, match=f"adds the token {number} to each text"):
        open_artifact(folder)


def test_characters_that_the_vocabulary_cannot_write(folder: Path) -> None:
    whole = json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))
    whole["model"]["vocab"]["unheard"] = whole["model"]["vocab"].pop("!")
    (folder / "tokenizer.json").write_text(json.dumps(whole), encoding="utf-8")
    artifact = open_artifact(folder)
    assert artifact.tokenizer.decode(artifact.tokenizer.encode("First!")) == "First"
    said = "these characters vanish from every text: !"
    assert said in notes(artifact)
    assert said in " ".join(map(str, inspect(InspectFolder(folder), JobContext()).facts))
