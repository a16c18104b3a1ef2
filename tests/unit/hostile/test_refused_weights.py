"""Weights that are refused before they are read, one test for each way."""

from __future__ import annotations

import json
import os
import pickle
import struct
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import torch
from tiny_folders import change_json, split_weights

from gpt_studio.artifacts.load import open_artifact
from gpt_studio.artifacts.remote_code import remote_code
from gpt_studio.artifacts.safetensors_data import read_into, read_tensors, write_tensors
from gpt_studio.artifacts.safetensors_header import read_header
from gpt_studio.artifacts.validate import read_config
from gpt_studio.artifacts.weights import check_weights, load_weights
from gpt_studio.core.errors import StudioError

Header = dict[str, Any]
FIRST = "transformer.h.0.ln_1.weight"
posix = pytest.mark.skipif(sys.platform == "win32", reason="pipes and links of POSIX")


def rewrite(folder: Path, change: Callable[[Header], None] | None = None, raw: bytes | None = None) -> None:
    """Change the header of the weights, or replace it; the data stays."""
    path = folder / "model.safetensors"
    data = path.read_bytes()
    length = struct.unpack("<Q", data[:8])[0]
    if raw is None:
        header = json.loads(data[8 : 8 + length])
        assert change is not None
        change(header)
        raw = json.dumps(header).encode()
    path.write_bytes(struct.pack("<Q", len(raw)) + raw + data[8 + length :])


def test_a_header_over_16_mb(folder, refusal):
    rewrite(folder, raw=b"{}" + b" " * 16_000_000)
    assert "header says to be longer than 16 MB" in refusal()


def test_a_header_that_says_to_be_endless(folder, refusal):
    path = folder / "model.safetensors"
    path.write_bytes(struct.pack("<Q", 2**63) + path.read_bytes()[8:])
    assert "model.safetensors is damaged" in refusal()


@pytest.mark.parametrize("kept", [0, 7, 8, 100, -1])
def test_a_truncated_file(folder, refusal, kept):
    path = folder / "model.safetensors"
    path.write_bytes(path.read_bytes()[:kept])
    assert "cut short" in refusal()


def test_overlapping_tensors(folder, refusal):
    def overlap(header: Header) -> None:
        begin, end = header[FIRST]["data_offsets"]
        header[FIRST]["data_offsets"] = [begin - 4, end - 4]

    rewrite(folder, overlap)
    assert "overlaps another one" in refusal()


def test_a_gap_between_tensors(folder, refusal):
    rewrite(folder, lambda header: header.pop(FIRST))
    assert "leaves a gap" in refusal()


def test_a_name_that_is_there_twice(folder, refusal):
    path = folder / "model.safetensors"
    data = path.read_bytes()
    length = struct.unpack("<Q", data[:8])[0]
    entry = json.loads(data[8 : 8 + length])[FIRST]
    text = data[8 : 8 + length].strip()
    rewrite(folder, raw=text[:-1] + b"," + json.dumps(FIRST).encode() + b":" + json.dumps(entry).encode() + b"}")
    assert f"the entry '{FIRST}' is there twice" in refusal()


def test_more_than_100_000_tensors(folder, refusal):
    empty = {"dtype": "F32", "shape": [0], "data_offsets": [0, 0]}
    rewrite(folder, lambda header: header.update({f"t{number}": empty for number in range(100_001)}))
    assert "more than 100,000 tensors" in refusal()


@pytest.mark.parametrize("shape", [[1] * 9, [2**31 + 1], [-1], [1.0], [True], "16", None])
def test_a_shape_that_no_tensor_has(folder, refusal, shape):
    rewrite(folder, lambda header: header[FIRST].update({"shape": shape}))
    assert f"the shape of the tensor {FIRST} is not up to 8 numbers from 0 to 2^31" in refusal()


@pytest.mark.parametrize("dtype", ["F33", "", None, 3, ["F32"]])
def test_an_unknown_dtype(folder, refusal, dtype):
    rewrite(folder, lambda header: header[FIRST].update({"dtype": dtype}))
    assert "which is unknown" in refusal()


@pytest.mark.parametrize("offsets", [[8, 0], [0], [0, 2**62], [0.0, 64.0], None])
def test_offsets_that_make_no_sense(folder, refusal, offsets):
    rewrite(folder, lambda header: header[FIRST].update({"data_offsets": offsets}))
    assert FIRST in refusal()


def test_metadata_that_is_not_text(folder, refusal):
    rewrite(folder, lambda header: header.update({"__metadata__": {"a": 1}}))
    assert "__metadata__ is not text" in refusal()


@pytest.mark.parametrize(("extra", "said"), [(b"x", "one byte follows"), (b"\x00" * 4096, "4,096 bytes follow")])
def test_trailing_bytes(folder, refusal, extra, said):
    with (folder / "model.safetensors").open("ab") as file:
        file.write(extra)
    assert said in refusal()


def test_shapes_that_differ_from_the_config(folder, refusal):
    tensors = read_tensors(folder / "model.safetensors")
    write_tensors(folder / "model.safetensors", tensors | {FIRST: torch.ones(17)})
    assert f"{FIRST} should be [16] and is [17]" in refusal()


@pytest.mark.parametrize("value", [torch.nan, torch.inf, -torch.inf])
def test_nan_or_infinite_weights_open_with_a_warning(folder, quarantine, value):
    tensors = read_tensors(folder / "model.safetensors")
    tensors[FIRST][3] = value
    write_tensors(folder / "model.safetensors", tensors)
    notes = [str(note) for note in open_artifact(folder, quarantine=quarantine).notes]
    assert any("1 of the model's tensors hold NaN or infinity" in note and FIRST in note for note in notes)


def test_large_finite_weights_are_no_warning(folder, quarantine):
    tensors = read_tensors(folder / "model.safetensors")
    tensors[FIRST][:] = 3e38
    write_tensors(folder / "model.safetensors", tensors)
    assert open_artifact(folder, quarantine=quarantine).notes == ()


@posix
@pytest.mark.parametrize("name", ["model.safetensors", "config.json", "tokenizer.json", "chat_template.jinja"])
@pytest.mark.parametrize("kind", ["pipe", "folder", "device", "link out", "loop", "nowhere"])
def test_what_is_no_file_in_place_of_one(folder, refusal, name, kind):
    path = folder / name
    content = path.read_bytes()
    path.unlink()
    outside = folder.parent / "outside"
    outside.write_bytes(content)
    match kind:
        case "pipe":
            os.mkfifo(path)
        case "folder":
            path.mkdir()
        case "device":
            path.symlink_to("/dev/zero")
        case "link out":
            path.symlink_to(outside)
        case "loop":
            path.symlink_to(path)
        case "nowhere":
            path.symlink_to("/nowhere")
    assert name in refusal()


@posix
def test_a_link_inside_the_folder_and_the_hugging_face_cache_are_fine(folder, quarantine):
    (folder / "model.safetensors").rename(folder / "weights")
    (folder / "model.safetensors").symlink_to("weights")
    assert open_artifact(folder, quarantine=quarantine).parameters > 0
    cache = folder.parent / "models--me--tiny"
    snapshot, blobs = cache / "snapshots" / "abc", cache / "blobs"
    snapshot.mkdir(parents=True)
    blobs.mkdir()
    for number, path in enumerate(folder.iterdir()):
        if not path.is_symlink() and path.name != "weights":
            path.rename(blobs / str(number))
            (snapshot / path.name).symlink_to(f"../../blobs/{number}")
    (folder / "weights").rename(blobs / "weights")
    (snapshot / "model.safetensors").symlink_to("../../blobs/weights")
    assert open_artifact(snapshot, quarantine=quarantine).parameters > 0


def test_a_file_that_is_truncated_while_it_is_loaded(folder):
    weights = check_weights(folder, read_config(folder))
    os.truncate(folder / "model.safetensors", 4000)
    with pytest.raises(StudioError, match="cut short"):
        load_weights(weights)


def test_a_file_that_is_replaced_while_it_is_loaded(folder):
    weights = check_weights(folder, read_config(folder))
    content = (folder / "model.safetensors").read_bytes()
    (folder / "other").write_bytes(content)
    (folder / "other").replace(folder / "model.safetensors")
    with pytest.raises(StudioError, match="was changed while it was read"):
        load_weights(weights)


def test_a_file_that_is_written_to_while_it_is_loaded(folder):
    stored = read_header(folder / "model.safetensors")[FIRST]
    with (folder / "model.safetensors").open("r+b") as file:
        file.seek(stored.offset)
        file.write(b"\xff" * 8)
    os.utime(folder / "model.safetensors", ns=(1, 1))
    with pytest.raises(StudioError, match="was changed while it was read"):
        read_into(torch.empty(16), stored)


@pytest.mark.parametrize(
    "place",
    [
        "../x.safetensors",
        "..",
        ".",
        "",
        "/x.safetensors",
        "C:\\x.safetensors",
        "C:x.safetensors",
        "\\x.safetensors",
        "\\\\server\\share\\x.safetensors",
        "//server/share/x.safetensors",
        "a/x.safetensors",
        "a\\x.safetensors",
        "x.safetensors:stream",
        "x\x00.safetensors",
    ],
)
def test_an_index_that_leads_out_of_the_folder(folder, refusal, place):
    point_index_to(folder, place)
    assert "names a file outside its folder" in refusal()


@posix
def test_an_index_that_names_a_link_out_of_the_folder(folder, refusal):
    split_weights(folder)
    shard = folder / "model-00001-of-00002.safetensors"
    shard.rename(folder.parent / "elsewhere")
    shard.symlink_to(folder.parent / "elsewhere")
    assert "is a link that leads out of its folder" in refusal()


def test_an_index_whose_shard_is_missing(folder, refusal):
    split_weights(folder)
    (folder / "model-00002-of-00002.safetensors").unlink()
    assert "names the file 'model-00002-of-00002.safetensors', which is not there" in refusal()


def test_an_index_whose_shards_hold_the_same_tensor(folder, refusal):
    split_weights(folder)
    first, second = (folder / f"model-0000{number}-of-00002.safetensors" for number in (1, 2))
    write_tensors(second, read_tensors(first))
    assert "which another file of the model holds too" in refusal()


def test_an_index_with_thousands_of_files(folder, refusal):
    split_weights(folder)
    places = {f"t{number}": f"{number}.safetensors" for number in range(10_001)}
    (folder / "model.safetensors.index.json").write_text(json.dumps({"weight_map": places}))
    assert "more than 10,000 files" in refusal()


@pytest.mark.parametrize("name", ["pytorch_model.bin", "model.pt", "model.pth", "last.ckpt", "weights.pkl"])
def test_pickles_are_never_loaded(folder, refusal, name):
    (folder / "model.safetensors").unlink()
    (folder / name).write_bytes(b"cos\nsystem\n(S'exit 3'\ntR.")
    sentence = refusal()
    assert name in sentence
    assert "get the model in the safetensors format" in sentence


def point_index_to(folder: Path, place: str) -> None:
    split_weights(folder)
    path = folder / "model.safetensors.index.json"
    index = json.loads(path.read_text())
    index["weight_map"][FIRST] = place
    path.write_text(json.dumps(index))


@pytest.mark.parametrize("name", ["x" * 1_000_000, "two\nlines\x1b[2J", "transformer." + "y" * 100_000])
def test_names_of_tensors_fit_into_a_sentence(folder, refusal, name):
    rewrite(folder, lambda header: header.update({name: {"dtype": "F32", "shape": [0], "data_offsets": [0, 0]}}))
    assert refusal().isprintable()
    rewrite(folder, lambda header: header[name].update(dtype="F33"))
    assert refusal().isprintable()


def test_a_name_that_is_there_twice_by_its_prefix_fits_into_a_sentence(folder, refusal):
    empty = {"dtype": "F32", "shape": [0], "data_offsets": [0, 0]}
    rewrite(folder, lambda header: header.update({"x" * 100_000: empty, "transformer." + "x" * 100_000: empty}))
    assert "twice, with and without a prefix" in refusal()


@pytest.mark.parametrize("name", ["model.PT", "Weights.Pickle", "model.pkl", "two\nlines.bin"])
def test_pickles_are_known_by_endings_in_capitals_too(folder, refusal, name):
    (folder / "model.safetensors").rename(folder / name)
    sentence = refusal()
    assert "a pickle file" in sentence
    assert sentence.isprintable()


@pytest.mark.parametrize("save", [torch.save, lambda value, path: path.write_bytes(pickle.dumps(value))])
@pytest.mark.parametrize("name", ["model.safetensors", "model-00001-of-00002.safetensors"])
def test_pickles_are_known_under_any_name(folder, refusal, save, name):
    if name != "model.safetensors":
        split_weights(folder)
    save({"a": [1, 2]}, folder / name)
    assert f"{name} is a pickle file whatever its name says" in refusal()


def test_an_index_that_names_a_file_over_two_lines(folder, refusal):
    split_weights(folder)
    (folder / "a\nb").write_text("x")
    change_json(folder / "model.safetensors.index.json", "weight_map", "x", to="a\nb")
    assert refusal().isprintable()


def test_a_folder_that_cannot_be_listed(folder, refusal, monkeypatch):
    (folder / "model.safetensors").rename(folder / "other.safetensors")

    def refuse(self):
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "iterdir", refuse)
        with pytest.raises(StudioError, match="cannot be read"):
            check_weights(folder, read_config(folder))
        with pytest.raises(StudioError, match="cannot be read"):
            remote_code(folder)


def test_a_model_larger_than_the_memory(folder, refusal, monkeypatch):
    """A sparse file takes no space on a disk; reading it would make the system kill the program."""
    monkeypatch.setattr("psutil.virtual_memory", lambda: SimpleNamespace(available=1000))
    assert "GB of memory, and 0.0 GB are free" in refusal()


def test_an_index_with_a_file_that_holds_nothing(folder, refusal):
    split_weights(folder)
    (folder / "empty.safetensors").write_bytes(struct.pack("<Q", 2) + b"{}")
    change_json(folder / "model.safetensors.index.json", "weight_map", "x", to="empty.safetensors")
    assert "empty.safetensors, one of the files that hold the model, holds no tensor" in refusal()
