"""What cannot be exported is refused with one sentence, and no file is left behind."""

from __future__ import annotations

import json
import shutil
from collections import namedtuple
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import gguf
import pytest
import tokenizers
import torch
from brief_models import brief_model, pieces_tokenizer, random_adapter, tokenizer_that_splits_like
from tiny_folders import change_json, unigram_tokenizer, word_piece_tokenizer
from tokenizers import normalizers, pre_tokenizers

from gpt_studio.artifacts.export.formats import FORMATS, GGUF
from gpt_studio.artifacts.export.gguf_settings import model_settings
from gpt_studio.artifacts.safetensors_data import read_tensors, write_tensors
from gpt_studio.core.errors import StudioError
from gpt_studio.core.events import Event, Log, Progress
from gpt_studio.core.folder_lock import FolderLock
from gpt_studio.core.job import JobCancelled, JobContext
from gpt_studio.jobs.models import export_model
from gpt_studio.jobs.models.export_model import ExportModel, unused_target
from gpt_studio.models.registry import SUPPORTED, family
from gpt_studio.tokenization.files import tokenizer_files
from gpt_studio.tokenization.tokenizer import Tokenizer

ONE_A_FILE = ("gguf-q8_0", "zip", "safetensors", "float16")
pytestmark = pytest.mark.xdist_group("export")


@pytest.fixture
def folder(learned: dict[str, Path], tmp_path: Path) -> Path:
    """A qwen2 folder that tests may change."""
    return shutil.copytree(learned["qwen2"], tmp_path / "model")


def refused(folder: Path, form: str, tmp_path: Path) -> str:
    out = tmp_path / "out"
    out.mkdir()
    with pytest.raises(StudioError) as caught:
        export_model.run(ExportModel(folder, form, out / "export"), JobContext())
    assert list(out.iterdir()) == []
    return str(caught.value)


@pytest.mark.parametrize("form", [form.name for form in FORMATS])
def test_nothing_is_overwritten(form: str, folder: Path, tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.write_text("precious")
    with pytest.raises(StudioError, match="overwrites nothing"):
        export_model.run(ExportModel(folder, form, taken), JobContext())
    assert taken.read_text() == "precious"


@pytest.mark.parametrize("form", ONE_A_FILE)
def test_cancelled_midway_nothing_is_left(form: str, folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()

    def stop(event: Event) -> None:
        if isinstance(event, Progress) and event.fraction:
            context.cancel()

    context = JobContext(stop)
    with pytest.raises(JobCancelled):
        export_model.run(ExportModel(folder, form, out / "export"), context)
    assert list(out.iterdir()) == []


@pytest.mark.parametrize("form", ONE_A_FILE)
def test_a_full_disk_is_noticed_before(
    form: str, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage(10**9, 10**9, 1_000_000))
    assert "the disk has 1 MB left" in refused(folder, form, tmp_path)


@pytest.mark.parametrize("form", ["float16", "gguf-f16"])
def test_numbers_too_large_for_float16_are_named(form: str, folder: Path, tmp_path: Path) -> None:
    tensors = read_tensors(folder / "model.safetensors")
    name = "model.layers.1.mlp.up_proj.weight"
    tensors[name][3, 4] = -70_000.0
    write_tensors(folder / "model.safetensors", tensors, metadata={"format": "pt"})
    said = refused(folder, form, tmp_path)
    assert "70,000" in said
    assert (name if form == "float16" else "blk.1.ffn_up.weight") in said
    export_model.run(ExportModel(folder, "bfloat16", tmp_path / "fits"), JobContext())


def test_numbers_too_large_for_eight_bits_are_named(folder: Path, tmp_path: Path) -> None:
    tensors = read_tensors(folder / "model.safetensors")
    tensors["model.layers.0.mlp.up_proj.weight"][0, 0] = 1e9
    write_tensors(folder / "model.safetensors", tensors, metadata={"format": "pt"})
    assert "blk.0.ffn_up.weight holds 1,000,000,000" in refused(folder, "gguf-q8_0", tmp_path)


@pytest.mark.parametrize(
    ("model_type", "entry", "value"),
    [
        ("gpt2", "activation_function", "relu"),
        ("gpt2", "activation_function", "gelu"),
        ("gpt2", "scale_attn_weights", False),
        ("gpt2", "scale_attn_by_inverse_layer_idx", True),
        ("llama", "hidden_act", "gelu"),
        ("llama", "rope_scaling", {"rope_type": "dynamic", "factor": 2.0}),
        ("qwen2", "rope_scaling", {"rope_type": "yarn", "factor": 2.0, "beta_slow": 0.5}),
        ("qwen2", "rope_scaling", {"rope_type": "yarn", "factor": 2.0, "truncate": False}),
        ("qwen2", "rope_scaling", {"rope_type": "yarn", "factor": 2.0, "attention_factor": 1.7}),
    ],
)
def test_what_llama_cpp_computes_otherwise_is_named(
    model_type: str, entry: str, value: Any, learned: dict[str, Path], tmp_path: Path
) -> None:
    folder = shutil.copytree(learned[model_type], tmp_path / "model")
    change_json(folder / "config.json", entry, to=value)
    said = refused(folder, "gguf-f32", tmp_path)
    assert "which llama.cpp computes otherwise" in said
    named = next(iter(value.keys() - {"rope_type", "factor"}), entry) if isinstance(value, dict) else entry
    assert (named if named != "truncate" else "rope_scaling") in said


def test_windows_that_llama_cpp_would_ignore_are_named(folder: Path, tmp_path: Path) -> None:
    config = json.loads((folder / "config.json").read_text())
    config |= {"use_sliding_window": True, "sliding_window": 16, "max_window_layers": 1}
    (folder / "config.json").write_text(json.dumps(config))
    assert "sliding_window to 16" in refused(folder, "gguf-f32", tmp_path)


@pytest.mark.parametrize(
    ("model_type", "entry", "value"),
    [
        ("gemma2", "tie_word_embeddings", False),
        ("gemma2", "attn_logit_softcapping", None),
        ("gemma2", "attention_bias", True),
        ("gemma2", "hidden_activation", "gelu"),
        ("gemma2", "layer_types", ["full_attention", "sliding_attention"] * 13),
        ("gemma3_text", "final_logit_softcapping", 30.0),
        ("gemma3_text", "sliding_window_pattern", 2),
        ("gpt_neo", "activation_function", "gelu"),
        ("gpt_neox", "attention_bias", False),
        ("gpt_neox", "hidden_act", "relu"),
        ("gpt_neox", "rotary_pct", 0.24),
        ("mistral", "hidden_act", "gelu"),
        ("olmo2", "attention_bias", True),
        ("olmo2", "head_dim", 16),
        ("phi3", "head_dim", 16),
        ("smollm3", "attention_bias", True),
        ("smollm3", "mlp_bias", True),
        ("smollm3", "no_rope_layer_interval", 2),
    ],
)
def test_what_llama_cpp_computes_otherwise_is_named_in_what_can_be_tuned(
    model_type: str, entry: str, value: Any
) -> None:
    model_settings(family(model_type).config.from_hf({}))
    with pytest.raises(StudioError, match=r"which llama\.cpp computes otherwise") as caught:
        model_settings(family(model_type).config.from_hf({entry: value}))
    written = {"sliding_window_pattern": "layer_types", "no_rope_layer_interval": "no_rope_layers"}
    written |= {"rotary_pct": "partial_rotary_factor", "hidden_activation": "hidden_act"}
    assert written.get(entry, entry) in str(caught.value)


def test_without_a_sliding_window_the_context_ends_where_it_would_begin() -> None:
    """Mistral, Phi-3 and GPT-Neo: llama.cpp lets every token see the whole text."""
    for model_type, window in (("mistral", 4096), ("gpt_neo", 256)):
        settings = model_settings(family(model_type).config.from_hf({}))
        assert settings.entries["context_length"] == window
        assert f"texts of up to {window:,} tokens" in " ".join(map(str, settings.notes))
    wide = model_settings(family("phi3").config.from_hf({"sliding_window": 100_000}))
    assert (wide.entries["context_length"], wide.notes) == (4096, ())


def test_all_architectures_can_be_exported_and_another_one_is_named() -> None:
    assert set(GGUF) == set(SUPPORTED)
    other = SimpleNamespace(model_type="mamba")
    with pytest.raises(StudioError, match="A model of type mamba cannot be exported to GGUF"):
        model_settings(other)  # type: ignore[arg-type]
    assert not any(form.suits("mamba") for form in FORMATS if form.ending == ".gguf")


@pytest.mark.parametrize(
    ("name", "written"), [("my phi-3 model", "my phi 3 model"), ("PHI3", "PHI 3"), ("phi-4", "phi-4")]
)
def test_a_name_that_llama_cpp_would_take_for_a_promise_is_changed(
    name: str, written: str, learned: dict[str, Path], export: Callable[..., Any], tmp_path: Path
) -> None:
    folder = shutil.copytree(learned["qwen2"], tmp_path / name)
    fields = gguf.GGUFReader(export(folder, "gguf-q4_0", tmp_path / "m.gguf").path).fields
    assert fields["general.name"].contents() == written


def with_backend(change: Callable[[tokenizers.Tokenizer], None]) -> Tokenizer:
    backend = tokenizer_that_splits_like("gpt2").backend
    change(backend)
    return Tokenizer(backend)


def lower(backend: tokenizers.Tokenizer) -> None:
    backend.normalizer = normalizers.Lowercase()


def split_by_itself(backend: tokenizers.Tokenizer) -> None:
    backend.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.Digits(), pre_tokenizers.ByteLevel(add_prefix_space=False)]
    )


def put_a_blank_first(backend: tokenizers.Tokenizer) -> None:
    backend.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=True)


def take_whole_words(backend: tokenizers.Tokenizer) -> None:
    backend.model.ignore_merges = True


def join_in_another_order(described: dict[str, Any]) -> None:
    described["model"]["merges"].append(one_of_several_ways(described))


def join_less(described: dict[str, Any]) -> None:
    one_of_several_ways(described)


def one_of_several_ways(described: dict[str, Any]) -> Any:
    """Take away one of the ways to join a piece that has several."""
    merges = described["model"]["merges"]
    joined = ["".join(merge) for merge in merges]
    return merges.pop(next(place for place, text in enumerate(joined) if joined.count(text) > 1))


def forget_a_byte(described: dict[str, Any]) -> None:
    vocabulary = described["model"]["vocab"]
    vocabulary["<0x?F>"] = vocabulary.pop("<0x7F>")


def split_at_blanks(described: dict[str, Any]) -> None:
    described["pre_tokenizer"] = json.loads(pre_tokenizers.Metaspace(split=True).__getstate__())


def other_pieces(kind: str, change: Callable[[dict[str, Any]], None]) -> Tokenizer:
    described = json.loads(pieces_tokenizer(kind).backend.to_str())
    change(described)
    return Tokenizer(tokenizers.Tokenizer.from_str(json.dumps(described)))


@pytest.mark.parametrize(
    ("tokenizer", "reason"),
    [
        (lambda: word_piece_tokenizer(), "of the kind WordPiece"),
        (lambda: unigram_tokenizer(), "of the kind Unigram"),
        (lambda: with_backend(lower), "Lowercase"),
        (lambda: with_backend(split_by_itself), "a way of its own"),
        (lambda: with_backend(put_a_blank_first), "a way of its own"),
        (lambda: with_backend(take_whole_words), "ignore_merges"),
        (lambda: other_pieces("gemma", join_in_another_order), "in an order of its own"),
        (lambda: other_pieces("gemma", join_less), "in an order of its own"),
        (lambda: other_pieces("llama2", forget_a_byte), "no tokens for single bytes"),
        (lambda: other_pieces("mistral", split_at_blanks), "a way of its own"),
    ],
)
def test_tokenizers_that_llama_cpp_does_not_know_are_refused(
    tokenizer: Callable[[], Tokenizer], reason: str, tmp_path: Path
) -> None:
    folder = brief_model(tmp_path / "model", "llama", tokenizer(), steps=0)
    said = refused(folder, "gguf-f32", tmp_path)
    assert "llama.cpp does not know this model's kind of tokenizer" in said
    assert reason in said


def test_what_gguf_says_otherwise_is_warned_of(tmp_path: Path) -> None:
    folder = brief_model(tmp_path / "model", "qwen2", tokenizer_that_splits_like("qwen2"), steps=0)
    events: list[Event] = []
    done = export_model.run(ExportModel(folder, "gguf-f32", tmp_path / "m.gguf"), JobContext(events.append))
    assert [note.key for note in done.notes] == ["export.nfc"]
    assert [event.what.key for event in events if isinstance(event, Log)] == ["export.nfc"]
    folder = brief_model(tmp_path / "pieces", "llama", pieces_tokenizer("mistral"), steps=0)
    done = export_model.run(ExportModel(folder, "gguf-f32", tmp_path / "pieces.gguf"), JobContext())
    assert [note.key for note in done.notes] == ["export.blank_after"]


def test_an_adapter_that_llama_cpp_cannot_hold_is_named(
    learned: dict[str, Path], export: Callable[..., Any], tmp_path: Path
) -> None:
    base, out = learned["qwen2"], tmp_path / "out.gguf"
    adapter = random_adapter(tmp_path / "adapter", base)
    for form in ("gguf-q8_0", "zip"):
        with pytest.raises(StudioError, match="as gguf-f16, gguf-bf16, gguf-f32 only"):
            export(base, form, out, adapter=adapter)
    with pytest.raises(StudioError, match=r"does not fit this model|is no linear layer"):
        export(learned["gpt2"], "gguf-f16", out, adapter=adapter)
    neo = brief_model(tmp_path / "neo", "gpt_neo", tokenizer_that_splits_like("gpt2"), steps=0)
    with pytest.raises(StudioError, match="cannot put the adapter onto it"):
        export(neo, "gguf-f16", out, adapter=random_adapter(tmp_path / "whole", neo, all_layers=True))
    assert not out.exists()
    alone = export_model.run(ExportModel(adapter, "gguf-f16", tmp_path / "alone.gguf"), JobContext())
    fields = gguf.GGUFReader(alone.path).fields
    assert (fields["general.type"].contents(), fields["general.name"].contents()) == ("adapter", "adapter")


def test_a_model_in_training_is_left_alone(folder: Path, tmp_path: Path) -> None:
    with FolderLock(folder):
        assert "A training is writing to" in refused(folder, "zip", tmp_path)


def test_a_folder_that_does_not_open_is_not_exported(folder: Path, tmp_path: Path) -> None:
    weights = folder / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:-100])
    assert "cut short" in refused(folder, "zip", tmp_path)


def test_a_new_name_is_one_that_is_free(tmp_path: Path) -> None:
    forms = {form.name: form for form in FORMATS}
    assert unused_target(tmp_path, "Heron", forms["gguf-q8_0"]) == tmp_path / "Heron-q8_0.gguf"
    assert unused_target(tmp_path, "Heron", forms["zip"]) == tmp_path / "Heron.zip"
    (tmp_path / "Heron-float16").mkdir()
    assert unused_target(tmp_path, "Heron", forms["float16"]) == tmp_path / "Heron-float16 2"


def test_broken_numbers_are_exported_as_they_are(folder: Path, tmp_path: Path) -> None:
    """A number that is infinite in the source does not count as an overflow of the export."""
    tensors = read_tensors(folder / "model.safetensors")
    tensors["model.norm.weight"][0] = torch.inf
    write_tensors(folder / "model.safetensors", tensors, metadata={"format": "pt"})
    copy = export_model.run(ExportModel(folder, "float16", tmp_path / "copy"), JobContext()).path
    assert read_tensors(copy / "model.safetensors")["model.norm.weight"][0] == torch.inf


def test_files_of_the_tokenizer_are_complete(folder: Path, tmp_path: Path) -> None:
    copy = export_model.run(ExportModel(folder, "float16", tmp_path / "copy"), JobContext()).path
    names = set(tokenizer_files(tokenizer_that_splits_like("gpt2"), 128, "template"))
    assert names <= {path.name for path in copy.iterdir()}
