"""A hundred adapter folders as they come from damaged disks, other programs and people who mean harm.

Each entry of :data:`CASES` changes a copy of a sound adapter: its settings, its weights, or its folder.
"""

from __future__ import annotations

import json
import os
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

Change = Callable[[Path], None]
SETTINGS, WEIGHTS = "adapter_config.json", "adapter_model.safetensors"
Header = dict[str, Any]


def settings(**entries: Any) -> Change:
    """Set entries of the settings."""

    def change(folder: Path) -> None:
        said = json.loads((folder / SETTINGS).read_text())
        (folder / SETTINGS).write_text(json.dumps(said | entries))

    return change


def settings_as(data: bytes) -> Change:
    return lambda folder: _put(folder / SETTINGS, data)


def settings_without(*names: str) -> Change:
    def change(folder: Path) -> None:
        said = json.loads((folder / SETTINGS).read_text())
        (folder / SETTINGS).write_text(json.dumps({name: value for name, value in said.items() if name not in names}))

    return change


def weights_as(data: bytes) -> Change:
    return lambda folder: _put(folder / WEIGHTS, data)


def cut(share: float) -> Change:
    """Keep only a share of the weights' bytes; from the end if it is negative."""

    def change(folder: Path) -> None:
        data = (folder / WEIGHTS).read_bytes()
        count = int(len(data) * abs(share))
        (folder / WEIGHTS).write_bytes(data[:count] if share > 0 else data[-count:])

    return change


def header(change_header: Callable[[Header], Header | None]) -> Change:
    """Change the weights' header and keep the numbers."""

    def change(folder: Path) -> None:
        data = (folder / WEIGHTS).read_bytes()
        (length,) = struct.unpack("<Q", data[:8])
        said = json.loads(data[8 : 8 + length])
        written = json.dumps(change_header(said) or said).encode()
        (folder / WEIGHTS).write_bytes(struct.pack("<Q", len(written)) + written + data[8 + length :])

    return change


def header_text(text: str) -> Change:
    written = text.encode()
    return weights_as(struct.pack("<Q", len(written)) + written + bytes(64))


def numbers(part: bytes, at: int = -400) -> Change:
    """Overwrite the numbers from ``at`` on."""

    def change(folder: Path) -> None:
        data = bytearray((folder / WEIGHTS).read_bytes())
        data[at : at + len(part)] = part
        (folder / WEIGHTS).write_bytes(bytes(data))

    return change


def first(said: Header) -> Header:
    """The header's entry of the first tensor."""
    return said[next(name for name in said if name != "__metadata__")]  # type: ignore[no-any-return]


def each_name(rename: Callable[[str], str]) -> Change:
    return header(
        lambda said: {name if name == "__metadata__" else rename(name): entry for name, entry in said.items()}
    )


def one_name(name: str) -> Change:
    """Give the first tensor another name."""

    def rename(said: Header) -> Header:
        old = next(each for each in said if each != "__metadata__")
        return {name if each == old else each: entry for each, entry in said.items()}

    return header(rename)


def entry(**values: Any) -> Change:
    """Set values in the header's entry of the first tensor."""
    return header(lambda said: first(said).update(values))


def instead(name: str, make: Callable[[Path], None]) -> Change:
    """Something else in the place of a file."""

    def change(folder: Path) -> None:
        (folder / name).unlink()
        make(folder / name)

    return change


def _put(path: Path, data: bytes) -> None:
    path.write_bytes(data)


def _swap_sides(name: str) -> str:
    return name.replace("lora_A", "lora_?").replace("lora_B", "lora_A").replace("lora_?", "lora_B")


def _drop_a_tensor(said: Header) -> None:
    said.pop(next(name for name in said if name.endswith("lora_B.weight")))


def _two_in_one_place(said: Header) -> None:
    tensors = [value for name, value in said.items() if name != "__metadata__"]
    tensors[1]["data_offsets"] = tensors[0]["data_offsets"]


def _reversed(said: Header) -> Header:
    return dict(reversed(said.items()))


def _longer(folder: Path) -> None:
    with (folder / WEIGHTS).open("ab") as file:
        file.write(b"PK\x03\x04 and a program")


_DEEP = b'{"r": ' + b"[" * 20_000 + b"]" * 20_000 + b"}"
_LONG_NAME = "base_model.model." + "x" * 5000 + ".lora_A.weight"

CASES: dict[str, Change] = {
    # The settings: damaged files.
    "settings: empty": settings_as(b""),
    "settings: no object": settings_as(b"[]"),
    "settings: a number": settings_as(b"7"),
    "settings: null": settings_as(b"null"),
    "settings: cut": settings_as(b'{"peft_type": "LORA", "r": 3'),
    "settings: zeros": settings_as(bytes(400)),
    "settings: no UTF-8": settings_as(b'{"peft_type": "LO\xff\xfeRA"}'),
    "settings: UTF-16": settings_as('{"peft_type": "LORA"}'.encode("utf-16")),
    "settings: a pickle": settings_as(b"\x80\x04\x95cos\nsystem\n(S'true'\ntR."),
    "settings: nested twenty thousand deep": settings_as(_DEEP),
    "settings: a very long number": settings_as(b'{"peft_type": "LORA", "r": 1' + b"0" * 5000 + b"}"),
    "settings: not JSON but YAML": settings_as(b"peft_type: LORA\nr: 3\n"),
    "settings: a web page": settings_as(b"<!DOCTYPE html><html>404</html>"),
    "settings: a pointer to large files": settings_as(b"version https://git-lfs.github.com/spec/v1\noid sha256:00\n"),
    "settings: far too long": settings_as(b'{"peft_type": "LORA", "x": "' + b"a" * 70_000_000 + b'"}'),
    # The settings: values that cannot be.
    "r: a text": settings(r="3"),
    "r: none": settings(r=None),
    "r: true": settings(r=True),
    "r: a fraction": settings(r=3.5),
    "r: as a fraction": settings(r=3.0),
    "r: negative": settings(r=-3),
    "r: huge": settings(r=10**9),
    "r: a list": settings(r=[3]),
    "r: another one": settings(r=2),
    "r: missing": settings_without("r"),
    "alpha: a text": settings(lora_alpha="5"),
    "alpha: zero": settings(lora_alpha=0),
    "alpha: negative": settings(lora_alpha=-5),
    "alpha: infinite": settings(lora_alpha=float("inf")),
    "alpha: no number": settings(lora_alpha=float("nan")),
    "alpha: beyond all numbers": settings(lora_alpha=10**400),
    "alpha: a truth": settings(lora_alpha=True),
    "alpha: tiny": settings(lora_alpha=1e-30),
    "root: a text": settings(use_rslora="yes"),
    "root: a number": settings(use_rslora=2),
    "kind: missing": settings_without("peft_type"),
    "kind: a list": settings(peft_type=["LORA"]),
    "kind: small letters": settings(peft_type="lora"),
    "kind: prompt tuning": settings(peft_type="PROMPT_TUNING"),
    "bias: a list": settings(bias=["all"]),
    "bias: all": settings(bias="all"),
    "begin: a number": settings(init_lora_weights=7),
    "begin: a list": settings(init_lora_weights=[1]),
    "begin: pissa": settings(init_lora_weights="pissa"),
    # The settings: what other programs add.
    "dora": settings(use_dora=True),
    "dora as a text": settings(use_dora="true"),
    "saved modules": settings(modules_to_save=["lm_head"]),
    "ranks by layer": settings(rank_pattern={"c_fc": 2}),
    "strengths by layer": settings(alpha_pattern={"c_fc": 2}),
    "a program": settings(auto_mapping={"base_model_class": "x"}, loader="os.system('true')"),
    "an unknown entry with a name of control signs": settings(**{"\x1b[31m\u202eevil": 1}),
    "an unknown entry with a very long name": settings(**{"x" * 4000: 1}),
    "an unknown entry with a very long value": settings(new="y" * 100_000),
    "tokens that learn": settings(trainable_token_indices={"wte": [1]}),
    # The weights: damaged files.
    "weights: empty": weights_as(b""),
    "weights: seven bytes": weights_as(b"1234567"),
    "weights: zeros": weights_as(bytes(4000)),
    "weights: a pickle": weights_as(b"\x80\x02}q\x00." + bytes(200)),
    "weights: a zip, as torch writes it": weights_as(b"PK\x03\x04" + bytes(200)),
    "weights: a pointer to large files": weights_as(b"version https://git-lfs.github.com/spec/v1\noid sha256:00\n"),
    "weights: a web page": weights_as(b"<!DOCTYPE html><html>404</html>"),
    "weights: half": cut(0.5),
    "weights: a tenth": cut(0.1),
    "weights: nearly all": cut(0.999),
    "weights: the end alone": cut(-0.7),
    "weights: longer": _longer,
    "header: longer than the file": weights_as(struct.pack("<Q", 10_000) + b"{}"),
    "header: as long as it can be said": weights_as(b"\xff" * 8 + b"{}"),
    "header: of length zero": weights_as(bytes(8)),
    "header: no object": header_text("[]"),
    "header: empty object": header_text("{}"),
    "header: metadata alone": header_text('{"__metadata__": {"format": "pt"}}'),
    "header: deep": header_text('{"a": ' + "[" * 20_000 + "]" * 20_000 + "}"),
    "header: no UTF-8": weights_as(struct.pack("<Q", 4) + b'{"\xff\xff'),
    "header: the same name twice": header_text(
        '{"a": {"dtype": "F32", "shape": [1], "data_offsets": [0, 4]},'
        ' "a": {"dtype": "F32", "shape": [1], "data_offsets": [4, 8]}}'
    ),
    # The weights: headers that lie.
    "shape: negative": entry(shape=[-3, 16]),
    "shape: huge": entry(shape=[2**40, 2**40]),
    "shape: a text": entry(shape="3x16"),
    "shape: fractions": entry(shape=[3.0, 16.0]),
    "shape: turned": header(lambda said: first(said).update(shape=list(reversed(first(said)["shape"])))),
    "shape: flat": header(lambda said: first(said).update(shape=[first(said)["shape"][0] * first(said)["shape"][1]])),
    "shape: missing": header(lambda said: first(said).pop("shape")),
    "shape: nothing": entry(shape=[]),
    "shape: of very many": entry(shape=[1] * 5000),
    "place: negative": entry(data_offsets=[-4, 188]),
    "place: beyond the end": entry(data_offsets=[10**9, 10**9 + 192]),
    "place: backwards": header(lambda said: first(said).update(data_offsets=first(said)["data_offsets"][::-1])),
    "place: one number": entry(data_offsets=[0]),
    "place: that of another tensor": header(_two_in_one_place),
    "place: missing": header(lambda said: first(said).pop("data_offsets")),
    "format: whole numbers": entry(dtype="I32"),
    "format: truths": entry(dtype="BOOL"),
    "format: unknown": entry(dtype="F4"),
    "format: a list": entry(dtype=["F32"]),
    "format: two bytes for four": entry(dtype="F16"),
    "format: of twice the length": entry(dtype="F64"),
    # The weights: names and numbers.
    "names: without a prefix": each_name(lambda name: name.removeprefix("base_model.model.")),
    "names: of an adapter with a name": each_name(lambda name: name.replace(".weight", ".default.weight")),
    "names: sides swapped": each_name(_swap_sides),
    "names: of another architecture": each_name(lambda name: name.replace("transformer.h", "model.layers")),
    "names: DoRA's sizes": one_name("base_model.model.transformer.h.0.attn.c_attn.lora_magnitude_vector.weight"),
    "names: a layer that is not there": one_name("base_model.model.transformer.h.99.attn.c_attn.lora_A.weight"),
    "names: the embedding": one_name("base_model.model.transformer.wte.lora_embedding_A"),
    "names: a way out of the folder": one_name("base_model.model.../../etc/passwd.lora_A.weight"),
    "names: a method": one_name("base_model.model.transformer.h.0.__class__.lora_A.weight"),
    "names: empty": one_name(""),
    "names: very long": one_name(_LONG_NAME),
    "names: control signs": one_name("base_model.model.\x1b[2J\u202e.lora_A.weight"),
    "names: a whole weight": one_name("base_model.model.transformer.h.0.attn.c_attn.weight"),
    "a tensor is missing": header(_drop_a_tensor),
    "numbers: infinite": numbers(struct.pack("<f", float("inf"))),
    "numbers: not a number": numbers(struct.pack("<f", float("nan"))),
    "numbers: huge": numbers(struct.pack("<f", 3e38)),
    "numbers: other ones": numbers(struct.pack("<40f", *range(40))),
    # The folder.
    "folder: no settings": lambda folder: (folder / SETTINGS).unlink(),
    "folder: no weights": lambda folder: (folder / WEIGHTS).unlink(),
    "folder: weights of the old kind": lambda folder: (folder / WEIGHTS).rename(folder / "adapter_model.bin") and None,
    "folder: settings are a folder": instead(SETTINGS, lambda path: path.mkdir()),
    "folder: weights are a folder": instead(WEIGHTS, lambda path: path.mkdir()),
    "folder: settings lead elsewhere": instead(SETTINGS, lambda path: path.symlink_to("/etc/passwd")),
    "folder: weights lead elsewhere": instead(WEIGHTS, lambda path: path.symlink_to("/etc/passwd")),
    "folder: weights lead in a circle": instead(WEIGHTS, lambda path: path.symlink_to(path)),
    "folder: weights lead nowhere": instead(WEIGHTS, lambda path: path.symlink_to(path.parent / "gone")),
    "folder: weights are a queue": instead(WEIGHTS, os.mkfifo),
    "folder: settings are a queue": instead(SETTINGS, os.mkfifo),
    "folder: weights without end": instead(WEIGHTS, lambda path: path.symlink_to("/dev/zero")),
    # What looks odd and is sound.
    "sound: as it was": lambda folder: None,
    "sound: more notes": settings(peft_version="99.0", task_type=None, revision="main", inference_mode=False),
    "sound: layers named by a pattern": settings(target_modules="all-linear"),
    "sound: no dropout entry": settings_without("lora_dropout", "bias", "init_lora_weights", "inference_mode"),
    "sound: entries of later versions that are off": settings(use_something=False, new_list=[], new_table={}),
    "sound: tensors in another order": header(_reversed),
    "sound: notes in the header": header(lambda said: said.update({"__metadata__": {"a": "b"}})),
}
