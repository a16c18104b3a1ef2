"""The weights of folders that transformers writes, sound and damaged."""

import json
import re
import subprocess
import sys

import pytest
import safetensors.torch
import torch

from gpt_studio.artifacts.load import open_artifact
from gpt_studio.artifacts.stored_form import StoredForm
from gpt_studio.artifacts.validate import check_folder, read_config
from gpt_studio.artifacts.weights import check_weights, load_weights, save_weights
from gpt_studio.core.errors import StudioError
from gpt_studio.models.build import build_on_meta
from gpt_studio.models.registry import family
from gpt_studio.models.shape import ModelShape

IDS = torch.randint(0, 300, (2, 40), generator=torch.Generator().manual_seed(3))
only_gpt2 = pytest.mark.parametrize("reference", ["gpt2"], indirect=True)
only_qwen3 = pytest.mark.parametrize("reference", ["qwen3"], indirect=True)
gpt2_and_qwen3 = pytest.mark.parametrize("reference", ["gpt2", "qwen3"], indirect=True)


def logits(model):
    with torch.no_grad():
        return model.logits(model(IDS))


def opened(folder):
    return load_weights(check_weights(folder, read_config(folder)))


def rewrite(folder, change):
    """Let ``change`` edit the tensors of the folder in place."""
    tensors = safetensors.torch.load_file(folder / "model.safetensors")
    change(tensors)
    safetensors.torch.save_file(
        {name: tensor.contiguous() for name, tensor in tensors.items()}, folder / "model.safetensors", {"format": "pt"}
    )


def configure(folder, **entries):
    hf = json.loads((folder / "config.json").read_text()) | entries
    (folder / "config.json").write_text(json.dumps(hf))


def refusal(folder):
    with pytest.raises(StudioError) as caught:
        check_folder(folder)
    with pytest.raises(StudioError, match="^" + re.escape(str(caught.value)) + "$"):
        open_artifact(folder)
    return str(caught.value)


def test_a_folder_of_transformers_gives_the_same_logits(reference, reference_folder):
    with torch.no_grad():
        expected = reference(IDS).logits
    artifact = open_artifact(reference_folder)
    torch.testing.assert_close(logits(artifact.model), expected, rtol=0, atol=1e-4)
    assert artifact.parameters == reference.num_parameters()


@only_gpt2
@pytest.mark.parametrize("dtype", [torch.bfloat16, torch.float16])
def test_half_precision_files_load_as_float32(reference, reference_folder, dtype):
    reference.to(dtype).save_pretrained(reference_folder)
    with torch.no_grad():
        expected = reference.float()(IDS).logits
    torch.testing.assert_close(logits(opened(reference_folder)), expected, rtol=0, atol=1e-4)


@only_gpt2
def test_a_model_can_be_opened_in_half_precision(reference_folder):
    model = open_artifact(reference_folder, dtype=torch.bfloat16).model
    assert {parameter.dtype for parameter in model.parameters()} == {torch.bfloat16}


def test_weights_in_several_files_load(reference, reference_folder):
    (reference_folder / "model.safetensors").unlink()
    reference.save_pretrained(reference_folder, max_shard_size="50KB")
    assert len(list(reference_folder.glob("model-*.safetensors"))) > 1
    with torch.no_grad():
        expected = reference(IDS).logits
    torch.testing.assert_close(logits(opened(reference_folder)), expected, rtol=0, atol=1e-4)


@only_gpt2
@pytest.mark.parametrize("place", ["../x.safetensors", "/x.safetensors", "a/x.safetensors", "..", "C:\\x", "", "."])
def test_an_index_that_leads_elsewhere_is_refused(reference_folder, place):
    (reference_folder / "model.safetensors").unlink()
    index = {"weight_map": {"transformer.wte.weight": place}}
    (reference_folder / "model.safetensors.index.json").write_text(json.dumps(index))
    assert "outside its folder" in refusal(reference_folder)


@only_gpt2
@pytest.mark.parametrize("index", ["{}", '{"weight_map": []}', '{"weight_map": {"a": 3}}'])
def test_an_index_without_places_says_so(reference_folder, index):
    (reference_folder / "model.safetensors").unlink()
    (reference_folder / "model.safetensors.index.json").write_text(index)
    assert "damaged" in refusal(reference_folder)


@only_gpt2
def test_a_missing_part_is_named(reference, reference_folder):
    (reference_folder / "model.safetensors").unlink()
    reference.save_pretrained(reference_folder, max_shard_size="50KB")
    part = sorted(reference_folder.glob("model-*.safetensors"))[1]
    part.unlink()
    assert part.name in refusal(reference_folder)


def test_files_without_prefix_load(reference, reference_folder):
    def strip(tensors):
        for name in list(tensors):
            if not name.startswith(("lm_head.", "embed_out.")):
                tensors[name.split(".", 1)[1]] = tensors.pop(name)

    rewrite(reference_folder, strip)
    with torch.no_grad():
        expected = reference(IDS).logits
    torch.testing.assert_close(logits(opened(reference_folder)), expected, rtol=0, atol=1e-4)


OLD_BUFFERS = {
    "gpt2": {"attn.bias": torch.ones(1, 1, 64, 64, dtype=torch.uint8), "attn.masked_bias": torch.tensor(-1e4)},
    "gpt_neo": {"attn.attention.bias": torch.ones(1, 1, 64, 64), "attn.attention.masked_bias": torch.tensor(-1e9)},
    "gpt_neox": {
        "attention.bias": torch.ones(1, 1, 64, 64),
        "attention.masked_bias": torch.tensor(-1e9),
        "attention.rotary_emb.inv_freq": torch.ones(2),
    },
    "llama": {"self_attn.rotary_emb.inv_freq": torch.ones(6)},
}


@pytest.mark.parametrize("reference", OLD_BUFFERS, indirect=True)
def test_buffers_and_names_of_old_files_are_understood(reference, reference_folder):
    model_type = reference.config.model_type
    block = {"gpt2": "transformer.h.", "gpt_neo": "transformer.h.", "gpt_neox": "gpt_neox.layers."}

    def age(tensors):
        for name, buffer in OLD_BUFFERS[model_type].items():
            tensors[f"{block.get(model_type, 'model.layers.')}1.{name}"] = buffer
        if model_type == "gpt_neox":
            tensors["embed_out.weight"] = tensors.pop("lm_head.weight", tensors.get("embed_out.weight"))

    rewrite(reference_folder, age)
    with torch.no_grad():
        expected = reference(IDS).logits
    torch.testing.assert_close(logits(opened(reference_folder)), expected, rtol=0, atol=1e-4)


@gpt2_and_qwen3
def test_a_tensor_under_two_names_is_refused(reference, reference_folder):
    def double(tensors):
        name = next(name for name in tensors if name.startswith(("transformer.", "model.")))
        tensors[name.split(".", 1)[1]] = tensors[name] + 1

    rewrite(reference_folder, double)
    assert "twice, with and without a prefix" in refusal(reference_folder)


@gpt2_and_qwen3
def test_a_tied_head_that_the_file_repeats_is_left_out(reference, reference_folder):
    embedding = "transformer.wte.weight" if reference.config.model_type == "gpt2" else "model.embed_tokens.weight"
    rewrite(reference_folder, lambda tensors: tensors.update({"lm_head.weight": tensors[embedding].clone()}))
    weights = check_weights(reference_folder, read_config(reference_folder))
    assert weights.config.tied
    assert weights.notes == ()
    assert weights.parameters == reference.num_parameters()


@gpt2_and_qwen3
def test_a_head_that_differs_is_used_as_transformers_does_and_said(reference_folder):
    from transformers import AutoModelForCausalLM

    rewrite(reference_folder, lambda tensors: tensors.update({"lm_head.weight": torch.randn(300, 48)}))
    with torch.no_grad():
        expected = AutoModelForCausalLM.from_pretrained(reference_folder)(IDS).logits
    artifact = open_artifact(reference_folder)
    assert not artifact.config.tied
    assert "both are used" in str(artifact.notes[0])
    torch.testing.assert_close(logits(artifact.model), expected, rtol=0, atol=1e-4)


@only_gpt2
def test_missing_tensors_are_listed_with_their_shapes(reference_folder):
    def drop(tensors):
        for name in [name for name in tensors if ".mlp." in name]:
            del tensors[name]

    rewrite(reference_folder, drop)
    sentence = refusal(reference_folder)
    assert "lack 12 tensors" in sentence
    assert "transformer.h.0.mlp.c_fc.weight [48, 192]" in sentence
    assert "and 9 more" in sentence


@only_qwen3
def test_unexpected_tensors_are_listed(reference_folder):
    rewrite(reference_folder, lambda tensors: tensors.update({"model.layers.0.self_attn.q_proj.bias": torch.ones(48)}))
    assert "hold a tensor that the architecture" in refusal(reference_folder)
    assert "model.layers.0.self_attn.q_proj.bias" in refusal(reference_folder)


@only_gpt2
def test_wrong_shapes_are_listed_as_expected_and_found(reference_folder):
    configure(reference_folder, n_inner=100)
    sentence = refusal(reference_folder)
    assert "transformer.h.0.mlp.c_fc.weight should be [48, 100] and is [48, 192]" in sentence


@only_gpt2
def test_a_model_of_another_size_is_refused(reference_folder):
    configure(reference_folder, n_layer=2)
    assert "hold 12 tensors that the architecture in config.json does not have: transformer.h.2." in refusal(
        reference_folder
    )
    configure(reference_folder, n_layer=4)
    assert "lack 12 tensors that config.json asks for: transformer.h.3.ln_1.weight [48]" in refusal(reference_folder)


@only_gpt2
def test_whole_numbers_are_not_weights(reference_folder):
    rewrite(reference_folder, lambda tensors: tensors.update({"transformer.ln_f.bias": torch.ones(48).to(torch.int8)}))
    assert "stored as I8" in refusal(reference_folder)


@only_gpt2
def test_a_file_cut_short_is_refused(reference_folder):
    path = reference_folder / "model.safetensors"
    path.write_bytes(path.read_bytes()[:-100])
    assert "cut short" in refusal(reference_folder)


@only_gpt2
def test_pickled_weights_are_never_opened(reference_folder):
    (reference_folder / "model.safetensors").rename(reference_folder / "pytorch_model.bin")
    sentence = refusal(reference_folder)
    assert "pytorch_model.bin" in sentence
    assert "safetensors" in sentence


@only_gpt2
def test_a_folder_without_weights_says_so(reference_folder):
    (reference_folder / "model.safetensors").unlink()
    assert "no weights" in refusal(reference_folder)


@only_gpt2
def test_a_folder_without_config_says_so(reference_folder):
    (reference_folder / "config.json").unlink()
    assert "no config.json" in refusal(reference_folder)


def test_a_folder_that_is_not_there_says_so(tmp_path):
    assert "no folder" in refusal(tmp_path / "gone")


@only_gpt2
@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe\x00", b"[" * 200_000])
@pytest.mark.parametrize("name", ["config.json", "generation_config.json", "tokenizer_config.json"])
def test_damaged_json_is_named(reference_folder, name, content):
    (reference_folder / name).write_bytes(content)
    assert name in refusal(reference_folder)


@only_gpt2
def test_an_unknown_model_type_lists_the_known(reference_folder):
    configure(reference_folder, model_type="bert")
    assert "gpt2, " in refusal(reference_folder)
    configure(reference_folder, model_type=None)
    assert "does not say its model_type" in refusal(reference_folder)


@only_gpt2
def test_quantised_weights_are_refused(reference_folder):
    configure(reference_folder, quantization_config={"quant_method": "gptq"})
    assert "quantised" in refusal(reference_folder)


@only_gpt2
def test_a_vocabulary_larger_than_the_embedding_is_refused(reference, reference_folder):
    reference.resize_token_embeddings(100)
    reference.save_pretrained(reference_folder)
    assert "but the model knows only 100" in refusal(reference_folder)


@pytest.mark.skipif(sys.platform != "linux", reason="reads the peak where Linux tells it")
@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16, torch.float16])
def test_loading_holds_the_tensors_once_as_they_are_stored(tmp_path, dtype):
    """Measured in a process of its own: 100 MB of weights raise its peak by little more than 100 MB."""
    code = """
import re, sys
from pathlib import Path
from gpt_studio.artifacts.load import broken_numbers
from gpt_studio.artifacts.validate import read_config
from gpt_studio.artifacts.weights import check_weights, load_weights
folder = Path(sys.argv[1])
weights = check_weights(folder, read_config(folder))
peak = lambda: int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
before = peak()
model = load_weights(weights)
assert broken_numbers(model) == ()
print(peak() - before)
"""
    rows = 95_000 * 4 // dtype.itemsize
    config = family("gpt2").from_shape(ModelShape(model_type="gpt2", layers=2, heads=4, hidden_size=256), rows)
    model = build_on_meta(config).to_empty(device="cpu")
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.zero_()
    save_weights(tmp_path, model, StoredForm(usual=dtype))
    (tmp_path / "config.json").write_text(json.dumps(config.to_hf()))
    found = subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=True, capture_output=True)
    size = (tmp_path / "model.safetensors").stat().st_size
    assert size > 95e6
    assert 0.9 * size < int(found.stdout) * 1024 < 1.25 * size
