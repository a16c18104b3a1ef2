"""Folders and files that are not a model: each refusal says what it really is."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest
from tiny_folders import change_json

from gpt_studio.artifacts.find_model import find_model
from gpt_studio.artifacts.load import open_artifact
from gpt_studio.core.errors import StudioError
from gpt_studio.core.job import JobContext
from gpt_studio.core.limits import LAYERS
from gpt_studio.core.paths import Home
from gpt_studio.core.regular_file import LinkLeadsOutError
from gpt_studio.jobs.models import list_models
from gpt_studio.jobs.models.inspect_folder import InspectFolder
from gpt_studio.jobs.models.inspect_folder import run as inspect
from gpt_studio.jobs.models.list_models import ListModels

posix = pytest.mark.skipif(sys.platform == "win32", reason="links need a right there, and there are no pipes")
FILES = ["config.json", "generation_config.json", "model.safetensors", "tokenizer.json", "tokenizer_config.json"]
POINTER = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize {size}\n"


def refused(path: Path, step: int | None = None) -> str:
    with pytest.raises(StudioError) as caught:
        find_model(path, step)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 800
    return str(caught.value)


@pytest.mark.parametrize("name", FILES)
def test_a_git_lfs_pointer(folder, refusal, name):
    (folder / name).write_text(POINTER.format(size=548_105_171))
    assert f"{name} is only a Git LFS pointer, not the file itself, which has 548.1 MB: run git lfs pull" in refusal()


@pytest.mark.parametrize(
    "content",
    [
        POINTER.format(size="9" * 19),
        POINTER.format(size=-1),
        "version https://git-lfs.github.com/spec/v1\r\noid sha256:4d7a\r\n",
        "version https://hawser.github.com/spec/v1\n" + "x" * 900,
        "version https://git-lfs.github.com/spec/v1\nsize \x1b[2J\n",
    ],
)
def test_a_pointer_with_a_size_that_makes_no_sense(folder, refusal, content):
    (folder / "model.safetensors").write_text(content, newline="")
    assert "is only a Git LFS pointer, not the file itself: run git lfs pull" in refusal()


def test_a_shard_that_is_a_pointer(folder, refusal):
    (folder / "model.safetensors").unlink()
    (folder / "model.safetensors.index.json").write_text(json.dumps({"weight_map": {"a": "one.safetensors"}}))
    (folder / "one.safetensors").write_text(POINTER.format(size=12))
    assert "one.safetensors is only a Git LFS pointer" in refusal()


def test_a_web_page_in_place_of_a_file(folder, refusal):
    (folder / "config.json").write_text(" <!DOCTYPE html><html>Sign in</html>")
    assert "config.json is damaged: it is a web page, saved in place of the file" in refusal()


def test_settings_in_utf_16(folder, refusal):
    (folder / "config.json").write_text((folder / "config.json").read_text(), encoding="utf-16")
    assert "config.json is damaged: it is in UTF-16 and not in UTF-8" in refusal()


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"peft_type": "LORA", "base_model_name_or_path": "a/b"}, "only a LoRA adapter for a/b: merge it into that"),
        ({"peft_type": "IA3", "base_model_name_or_path": "a/b"}, "only a IA3 adapter for a/b: merge it"),
        ({"peft_type": "PREFIX_TUNING", "base_model_name_or_path": "a/b"}, "prefix-tuning adapter for the model a/b,"),
        ({"fine_tune_type": "lora", "model": "a/b"}, "only a LoRA adapter for a/b"),
        ({"peft_type": "LORA"}, "only a LoRA adapter, and does not say for which model"),
        ({"peft_type": "LORA", "base_model_name_or_path": "x" * 1_000_000}, "only a LoRA adapter for xxx"),
        ({"peft_type": "a\nb" * 100_000, "base_model_name_or_path": "two\nlines\x1b[2J"}, "adapter for two lines"),
        ({"peft_type": 7, "base_model_name_or_path": ["a"]}, "only a PEFT adapter, and does not say"),
    ],
)
def test_an_adapter(tmp_path, settings, said):
    (tmp_path / "adapter_config.json").write_text(json.dumps(settings))
    assert said in refused(tmp_path)


@pytest.mark.parametrize("config", ["{", "[]", '{"a":' * 100_000])
def test_an_adapter_whose_settings_are_damaged(tmp_path, config):
    (tmp_path / "adapter_config.json").write_text(config)
    assert "holds only a PEFT adapter, and does not say for which model" in refused(tmp_path)


def test_an_adapter_beside_the_settings_of_its_base(folder, refusal):
    (folder / "model.safetensors").rename(folder / "adapter_model.safetensors")
    (folder / "adapter_config.json").write_text(json.dumps({"peft_type": "LORA", "base_model_name_or_path": "a/b"}))
    assert "holds only a LoRA adapter for a/b" in refusal()


@pytest.mark.parametrize(
    ("entry", "settings", "said"),
    [
        ("quantization", {"bits": 4, "group_size": 64}, "with MLX to 4 bits"),
        ("quantization_config", {"bits": 8, "group_size": 32}, "with MLX to 8 bits"),
        ("quantization_config", {"quant_method": "gptq", "bits": 4, "group_size": 128}, "with GPTQ to 4 bits"),
        ("quantization_config", {"quant_method": "awq", "bits": 4}, "with AWQ to 4 bits"),
        ("quantization_config", {"quant_method": "bitsandbytes", "load_in_8bit": True}, "with bitsandbytes to 8 bits"),
        ("quantization_config", {"load_in_4bit": True}, "with bitsandbytes to 4 bits"),
        ("quantization_config", {"quant_method": "fp8"}, "with FP8,"),
        ("quantization_config", {"quant_method": "compressed-tensors"}, "with compressed-tensors,"),
        ("compression_config", {"format": "pack-quantized"}, "with compressed-tensors,"),
        ("quantization_config", {"quant_algo": "NVFP4"}, "with NVFP4,"),
        ("quantization_config", {"quant_method": "x\n" * 1_000_000}, "with x x x"),
        ("quantization_config", {"strange": 1}, "are quantised, which"),
        ("quantization_config", [1], "are quantised, which"),
        ("quantization_config", {"quant_method": "gptq", "bits": 10**30}, "with GPTQ,"),
    ],
)
def test_weights_that_are_quantised_by_their_settings(folder, refusal, entry, settings, said):
    change_json(folder / "config.json", entry, to=settings)
    assert said in refusal()


@pytest.mark.parametrize(
    ("name", "said"), [("quantize_config.json", "GPTQ to 4 bits"), ("quant_config.json", "AWQ to 4 bits")]
)
def test_weights_that_are_quantised_by_a_file_of_their_own(folder, refusal, name, said):
    (folder / name).write_text(json.dumps({"bits": 4, "w_bit": 4}))
    assert said in refusal()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("model.gguf", "GGUF files are for llama.cpp"),
        ("model.zip", "is a packed file: unpack it first"),
        ("model.bin", "is a pickle file"),
        ("notes.txt", "is a file, and a folder is needed here"),
    ],
)
def test_a_file_in_place_of_a_folder(tmp_path, name, said):
    (tmp_path / name).write_bytes(b"x")
    assert said in refused(tmp_path / name)


@pytest.mark.parametrize("name", ["model.safetensors", "tokenizer.json", "config.json"])
def test_a_file_of_a_model_in_place_of_its_folder(folder, name):
    assert f"{name} is a file: choose the folder that it lies in, {folder}." in refused(folder / name)


@posix
def test_what_is_neither_a_file_nor_a_folder(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "nowhere").symlink_to("/nowhere")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    assert "is neither a folder nor a file" in refused(tmp_path / "pipe")
    assert "is a link that leads nowhere" in refused(tmp_path / "nowhere")
    assert "is a link that leads nowhere" in refused(tmp_path / "loop")
    assert "There is no folder" in refused(tmp_path / "none")


def test_folders_around_a_model(folder, tmp_path):
    assert f"its folder model is one: choose {folder}." in refused(tmp_path)
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "config.json").write_text("{}")
    assert "holds 2 of them: choose one, such as model, more." in refused(tmp_path)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("model.Q4_K_M.gguf", "holds a model only as GGUF"),
        ("model_index.json", "makes pictures and not text"),
        ("params.json", "in the form of its makers"),
        ("model.safetensors", "holds weights but no config.json"),
        ("tokenizer.json", "holds a tokenizer and no model"),
        ("notes.txt", "is not a model: it has no config.json"),
    ],
)
def test_folders_without_settings_are_called_by_what_is_in_them(tmp_path, name, said):
    (tmp_path / name).write_text("x")
    assert said in refused(tmp_path)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("tf_model.h5", "only as tf_model.h5, for another program"),
        ("model.onnx", "only as model.onnx, for another program"),
        ("model.fp16.safetensors", "neither a model.safetensors nor its index, only model.fp16.safetensors"),
    ],
)
def test_weights_under_another_name(folder, refusal, name, said):
    (folder / "model.safetensors").rename(folder / name)
    assert said in refusal()


def test_what_a_trainer_leaves(folder, tmp_path, quarantine):
    out = tmp_path / "out"
    for step in (500, 1500, 1000):
        (out / f"checkpoint-{step}").mkdir(parents=True)
    assert f"its checkpoint-1500 is one: choose {out / 'checkpoint-1500'}." in refused(out)
    assert "one of these steps: 500, 1000, 1500" in refused(out, step=7)
    (out / "checkpoint-1000").rmdir()
    folder.rename(out / "checkpoint-1000")
    assert open_artifact(out, step=1000, quarantine=quarantine).place.folder == out / "checkpoint-1000"


def cached(folder: Path, main: str | None, *versions: str) -> Path:
    """``folder`` as a Hugging Face cache keeps it, in the ``versions`` given, each whole."""
    cache = folder.parent / "models--org--tiny"
    (cache / "refs").mkdir(parents=True)
    (cache / "blobs").mkdir()
    if main is not None:
        (cache / "refs" / "main").write_text(main)
    for number, path in enumerate(sorted(folder.iterdir())):
        path.rename(cache / "blobs" / str(number))
        for version in versions:
            (cache / "snapshots" / version).mkdir(parents=True, exist_ok=True)
            (cache / "snapshots" / version / path.name).symlink_to(f"../../blobs/{number}")
    return cache


@posix
def test_a_model_in_a_hugging_face_cache(folder, quarantine):
    cache = cached(folder, "abc\n", "abc", "def")
    for path in (cache, cache / "snapshots"):
        artifact = open_artifact(path, quarantine=quarantine)
        assert artifact.place.folder == cache / "snapshots" / "abc"
        assert "its version abc was opened" in str(artifact.notes[0])
    sizes = {file.name: file.size for file in inspect(InspectFolder(cache), JobContext()).files}
    assert sizes["config.json"] == (cache / "snapshots" / "abc" / "config.json").stat().st_size


@posix
def test_a_cache_among_the_models_of_the_home_is_one_of_them(folder, tmp_path):
    cache = cached(folder, "abc", "abc")
    home = Home(tmp_path / "home")
    home.models.mkdir(parents=True)
    cache.rename(home.models / cache.name)
    (entry,) = list_models.run(ListModels(home), JobContext())
    assert (entry.problem, entry.model_type) == (None, "gpt2")


@posix
@pytest.mark.parametrize("main", [None, "gone", "", "../../..", "/etc", "a/b", ".", "x" * 10_000, "\0"])
def test_a_cache_that_does_not_say_which_version(folder, quarantine, main):
    cache = cached(folder, main, "abc")
    assert open_artifact(cache, quarantine=quarantine).place.folder == cache / "snapshots" / "abc"
    (cache / "snapshots" / "def").mkdir()
    assert "holds 2 versions, and does not say which one is the main one" in refused(cache)
    for version in ("abc", "def"):
        for path in (cache / "snapshots" / version).iterdir():
            path.unlink()
        (cache / "snapshots" / version).rmdir()
    assert "no version of it was downloaded" in refused(cache)


@posix
def test_a_cache_whose_parts_are_links_or_no_files(folder, tmp_path):
    cache = cached(folder, None, "abc")
    os.mkfifo(cache / "refs" / "main")
    assert find_model(cache).folder == cache / "snapshots" / "abc"
    (cache / "snapshots").rename(tmp_path / "elsewhere")
    (cache / "snapshots").symlink_to(tmp_path / "elsewhere")
    assert "is not a model" in refused(cache)


@posix
def test_links_that_a_copy_turned_into_text(folder, refusal):
    (folder.parent / "real.json").write_text((folder / "config.json").read_text())
    (folder / "config.json").write_text("../real.json")
    assert "config.json holds only the path of the real file (../real.json)" in refusal()


@posix
def test_links_into_the_store_of_any_cache_are_fine(folder, tmp_path, quarantine):
    """As hf download --local-dir made them before huggingface_hub 0.23."""
    cache = cached(folder, None, "abc")
    local = tmp_path / "local"
    local.mkdir()
    for link in (cache / "snapshots" / "abc").iterdir():
        (local / link.name).symlink_to(link.resolve())
    assert open_artifact(local, quarantine=quarantine).parameters > 0
    (cache / "snapshots").rename(cache / "other")
    with pytest.raises(LinkLeadsOutError):
        open_artifact(local, quarantine=quarantine)


@posix
@pytest.mark.parametrize(
    "store", ["models--a--b/other/x", "blobs/x", "xmodels--a--b/blobs/x", "models--a--b/blobs/c/x"]
)
def test_links_to_what_only_looks_like_a_store(folder, refusal, tmp_path, store):
    target = tmp_path / "hub" / store
    target.parent.mkdir(parents=True)
    (tmp_path / "hub" / Path(store).parts[0] / "snapshots").mkdir(exist_ok=True)
    (folder / "model.safetensors").rename(target)
    (folder / "model.safetensors").symlink_to(target)
    assert "is a link that leads out of its folder" in refusal()


@posix
@pytest.mark.parametrize("name", ["model.safetensors", "config.json", "tokenizer.json", "chat_template.jinja"])
def test_links_to_another_disk_once_the_person_says_yes(folder, tmp_path, quarantine, name):
    (tmp_path / "disk").mkdir()
    target = (folder / name).rename(tmp_path / "disk" / name)
    (folder / name).symlink_to(target)
    with pytest.raises(LinkLeadsOutError) as caught:
        open_artifact(folder, quarantine=quarantine)
    assert (caught.value.path, caught.value.target) == (folder / name, target)
    assert open_artifact(folder, follow_links=True, quarantine=quarantine).parameters > 0
    with pytest.raises(LinkLeadsOutError):  # that was for once
        open_artifact(folder, quarantine=quarantine)


@posix
@pytest.mark.parametrize("target", ["/dev/zero", "/proc/self/environ", "/proc/self/mem", "/tmp", "loop", "pipe"])
def test_a_yes_to_links_is_none_to_devices_and_the_like(folder, tmp_path, quarantine, target):
    os.mkfifo(tmp_path / "pipe")
    (folder / "config.json").unlink()
    places = {"loop": folder / "config.json", "pipe": tmp_path / "pipe"}
    (folder / "config.json").symlink_to(places.get(target, target))
    with pytest.raises(StudioError, match=r"config\.json (is not a file|cannot be read)"):
        open_artifact(folder, follow_links=True, quarantine=quarantine)


def test_a_layer_count_beyond_the_limit_is_still_refused_in_a_checkpoint_of_a_trainer(folder, tmp_path):
    folder.rename(tmp_path / "checkpoint-7")
    change_json(tmp_path / "checkpoint-7" / "config.json", "n_layer", to=LAYERS + 1)
    with pytest.raises(StudioError, match="beyond the limit"):
        open_artifact(tmp_path, step=7)
