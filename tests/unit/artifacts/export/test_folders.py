"""Sharded, half-precision and zipped copies open here and in transformers, and write the same text."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from brief_models import PROMPTS, greedy
from tiny_folders import change_json, split_weights

from gpt_studio.artifacts.export.formats import Options
from gpt_studio.artifacts.load import open_artifact
from gpt_studio.artifacts.safetensors_data import read_tensors, write_tensors
from gpt_studio.artifacts.weight_files import stored_tensors

pytestmark = pytest.mark.xdist_group("export")
COPIES = (
    ("gpt2", "float16"),
    ("gpt2", "safetensors"),
    ("llama", "bfloat16"),
    ("qwen2", "safetensors"),
    ("qwen3", "float16"),
)
SMALL = Options(shard_bytes=30_000)


def in_transformers(folder: Path, length: int = 24) -> list[list[int]]:
    from transformers import AutoModelForCausalLM, AutoTokenizer

    model, loading = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32, output_loading_info=True)
    assert not any(loading.values()), loading
    tokenizer = AutoTokenizer.from_pretrained(folder)
    written = []
    for prompt in PROMPTS:
        ids = tokenizer(prompt, return_tensors="pt")
        made = model.generate(**ids, do_sample=False, max_new_tokens=length, pad_token_id=0)[0]
        written.append([token for token in made[ids["input_ids"].shape[1] :].tolist() if token not in (0, 2)])
    return written


@pytest.mark.parametrize(("model_type", "form"), COPIES)
def test_a_copy_writes_the_same_text_here_and_in_transformers(
    model_type: str, form: str, learned: dict[str, Path], export: Callable[..., Any], tmp_path: Path
) -> None:
    copy = export(learned[model_type], form, tmp_path / "copy", SMALL).path
    assert greedy(copy)[0] == greedy(learned[model_type])[0] == in_transformers(copy)
    dtypes = {stored.dtype for stored in stored_tensors(copy).values()}
    assert dtypes == {{"safetensors": "F32", "float16": "F16", "bfloat16": "BF16"}[form]}
    config = json.loads((copy / "config.json").read_text())
    assert config["dtype"] == config["torch_dtype"] == ("float32" if form == "safetensors" else form)


def test_every_architecture_that_opens_can_be_copied(
    reference: Any, reference_folder: Path, export: Callable[..., Any], tmp_path: Path
) -> None:
    copy = export(reference_folder, "bfloat16", tmp_path / "copy").path
    expected = type(reference).from_pretrained(copy, dtype=torch.float32).eval()
    ids = torch.randint(0, 250, (1, 20), generator=torch.Generator().manual_seed(0))
    opened = open_artifact(copy).model
    with torch.no_grad():
        torch.testing.assert_close(opened.logits(opened(ids)), expected(ids, use_cache=False).logits, rtol=0, atol=1e-4)


def test_parts_are_as_large_as_allowed_and_hold_each_tensor_once(
    learned: dict[str, Path], export: Callable[..., Any], tmp_path: Path
) -> None:
    copy = export(learned["llama"], "safetensors", tmp_path / "copy", Options(shard_bytes=100_000)).path
    parts = sorted(copy.glob("*.safetensors"))
    assert [part.name for part in parts] == [
        f"model-{number:05}-of-{len(parts):05}.safetensors" for number in range(1, len(parts) + 1)
    ]
    whole, again = read_tensors(learned["llama"] / "model.safetensors"), {}
    for part in parts:
        tensors = read_tensors(part)
        assert sum(tensor.nbytes for tensor in tensors.values()) <= 100_000 or len(tensors) == 1
        assert not again.keys() & tensors.keys()
        again |= tensors
    assert again.keys() == whole.keys()
    assert all(torch.equal(again[name], whole[name]) for name in whole)
    index = json.loads((copy / "model.safetensors.index.json").read_text())
    assert index["metadata"]["total_size"] == sum(tensor.nbytes for tensor in whole.values())
    assert set(index["weight_map"]) == set(whole)


def test_a_folder_in_parts_without_prefix_and_in_bfloat16_can_be_exported(
    learned: dict[str, Path], export: Callable[..., Any], tmp_path: Path
) -> None:
    """Whatever form the loader reads, the exports read too."""
    plain, odd = tmp_path / "plain" / "model", tmp_path / "odd" / "model"
    for folder in (plain, odd):
        shutil.copytree(learned["gpt2"], folder)
        tensors = read_tensors(folder / "model.safetensors")
        if folder == odd:
            masks = {f"h.{layer}.attn.bias": torch.ones(1, 1, 128, 128).tril() for layer in range(2)}
            head = {"lm_head.weight": tensors["transformer.wte.weight"]}
            tensors = {name.removeprefix("transformer."): tensor for name, tensor in tensors.items()} | masks | head
        write_tensors(folder / "model.safetensors", tensors, dtype=torch.bfloat16, metadata={"format": "pt"})
    split_weights(odd)
    for form, name in (("gguf-f32", ""), ("float16", "model.safetensors")):
        exports = [export(folder, form, folder.parent / form).path / name for folder in (plain, odd)]
        assert exports[0].read_bytes() == exports[1].read_bytes()


def test_an_unpacked_zip_is_the_folder(learned: dict[str, Path], export: Callable[..., Any], tmp_path: Path) -> None:
    folder = shutil.copytree(learned["qwen3"], tmp_path / "Mi modelo ñ")
    (folder / "training").mkdir()
    (folder / "training" / "run.toml").write_text("secret = 1")
    (folder / ".lock").write_text("")
    (folder / "pytorch_model.bin").write_text("pickle")
    (folder / "modeling.py").write_text("program")
    packed = export(folder, "zip", tmp_path / "one.zip").path
    again = export(folder, "zip", tmp_path / "two.zip").path
    assert packed.read_bytes() == again.read_bytes()
    with zipfile.ZipFile(packed) as archive:
        assert archive.testzip() is None
        archive.extractall(tmp_path / "out")
    unpacked = tmp_path / "out" / "Mi modelo ñ"
    originals = {path.name: path.read_bytes() for path in learned["qwen3"].iterdir()}
    assert {path.name: path.read_bytes() for path in unpacked.iterdir()} == originals
    assert greedy(unpacked)[0] == greedy(folder)[0]


def test_a_zip_of_a_folder_in_parts_holds_all_parts(
    learned: dict[str, Path], export: Callable[..., Any], tmp_path: Path
) -> None:
    folder = shutil.copytree(learned["qwen2"], tmp_path / "parts")
    split_weights(folder)
    packed = export(folder, "zip", tmp_path / "parts.zip").path
    shutil.unpack_archive(packed, tmp_path / "out")
    assert greedy(tmp_path / "out" / "parts")[0] == greedy(folder)[0]


def test_what_the_settings_say_is_kept(learned: dict[str, Path], export: Callable[..., Any], tmp_path: Path) -> None:
    folder = shutil.copytree(learned["qwen2"], tmp_path / "source")
    change_json(folder / "config.json", "some_entry", to={"deep": [1, 2.5, None, "ñ"]})
    (folder / "additional_chat_templates").mkdir()
    (folder / "additional_chat_templates" / "tool_use.jinja").write_text("{{ tools }}")
    copy = export(folder, "bfloat16", tmp_path / "copy").path
    before, after = (json.loads((place / "config.json").read_text(encoding="utf-8")) for place in (folder, copy))
    assert after == before | {"dtype": "bfloat16", "torch_dtype": "bfloat16"}
    more = "additional_chat_templates/tool_use.jinja"
    for name in (more, "tokenizer.json", "tokenizer_config.json", "generation_config.json", "chat_template.jinja"):
        assert (copy / name).read_bytes() == (folder / name).read_bytes()
