"""Folders that try to run their own code. A payload that runs leaves a file named OWNED."""

from __future__ import annotations

import json
import pickle
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from nasty import TEMPLATES
from tiny_folders import change_json

Payload = Callable[[Path, Path], None]
PAYLOADS: dict[str, Payload] = {}
CODES = {
    "sitecustomize": "sitecustomize.py",
    "usercustomize": "usercustomize.py",
    "startup hook": "x.pth",
    "json beside": "json.py",
    "torch beside": "torch.py",
    "tokenizers beside": "tokenizers/__init__.py",
    "jinja2 beside": "jinja2.py",
    "gpt_studio beside": "gpt_studio/__init__.py",
    "encodings beside": "encodings/__init__.py",
    "modeling": "modeling_gpt2.py",
    "configuration": "configuration_gpt2.py",
    "tokenization": "tokenization_gpt2.py",
    "package": "__init__.py",
    "main": "__main__.py",
    "config in Python": "config.py",
    "setup": "setup.py",
    "conftest": "conftest.py",
    "handler": "handler.py",
    "notebook start": ".ipython/profile_default/startup/x.py",
    "custom generate": "custom_generate/generate.py",
}


def payload(name: str) -> Callable[[Payload], Payload]:
    def add(made: Payload) -> Payload:
        PAYLOADS[name] = made
        return made

    return add


class _Trap:
    """An object whose pickle runs a command when it is loaded."""

    def __init__(self, owned: Path) -> None:
        self.owned = owned

    def __reduce__(self) -> tuple[Any, ...]:
        return Path.touch, (self.owned,)


def _code(owned: Path) -> str:
    return f"open({str(owned)!r}, 'w').close()\n"


def _beside(place: str) -> Payload:
    def make(folder: Path, owned: Path) -> None:
        path = folder / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(("import os; " if path.suffix == ".pth" else "") + _code(owned))

    return make


for name, place in CODES.items():
    PAYLOADS[name] = _beside(place)


def _pickled_weights(place: str, *, alone: bool) -> Payload:
    def make(folder: Path, owned: Path) -> None:
        if alone:
            (folder / "model.safetensors").unlink()
        (folder / place).write_bytes(pickle.dumps({"transformer.wte.weight": _Trap(owned)}))

    return make


for place in ("pytorch_model.bin", "model.pt", "last.ckpt", "model.pkl", "model.pth"):
    PAYLOADS[f"pickle {place}"] = _pickled_weights(place, alone=True)
PAYLOADS["pickle beside good weights"] = _pickled_weights("pytorch_model.bin", alone=False)
for place in (
    "training_args.bin",
    "optimizer.pt",
    "scheduler.pt",
    "rng_state.pth",
    "tokenizer.pkl",
    "adapter_model.bin",
):
    PAYLOADS[f"pickle {place}"] = _pickled_weights(place, alone=False)
for place in ("config.json", "tokenizer.json", "model.safetensors", "chat_template.jinja", "vocab.json"):
    PAYLOADS[f"pickle in place of {place}"] = _pickled_weights(place, alone=False)


@payload("pickle in a zip, as torch saves it")
def _zipped(folder: Path, owned: Path) -> None:
    (folder / "model.safetensors").unlink()
    with zipfile.ZipFile(folder / "pytorch_model.bin", "w") as file:
        file.writestr("archive/data.pkl", pickle.dumps(_Trap(owned)))


@payload("pickle in the metadata of the weights")
def _metadata(folder: Path, owned: Path) -> None:
    path = folder / "model.safetensors"
    data = path.read_bytes()
    length = struct.unpack("<Q", data[:8])[0]
    text = pickle.dumps(_Trap(owned), 0).decode("latin-1").encode("unicode_escape").decode().replace("\\", "\\\\")
    raw = b'{"__metadata__":{"pickle":"' + text.encode() + b'"},' + data[9 : 8 + length]
    path.write_bytes(struct.pack("<Q", len(raw)) + raw + data[8 + length :])


@payload("auto_map of the model")
def _auto_map(folder: Path, owned: Path) -> None:
    (folder / "modeling_x.py").write_text(_code(owned))
    change_json(folder / "config.json", "auto_map", to={"AutoModelForCausalLM": "modeling_x.M"})


@payload("auto_map of the tokenizer")
def _auto_map_tokenizer(folder: Path, owned: Path) -> None:
    (folder / "tokenization_x.py").write_text(_code(owned))
    change_json(folder / "tokenizer_config.json", "auto_map", to={"AutoTokenizer": ["tokenization_x.T", None]})
    change_json(folder / "tokenizer_config.json", "tokenizer_class", to="tokenization_x.T")


@payload("auto_map of another repository, and trust")
def _remote(folder: Path, owned: Path) -> None:
    change_json(folder / "config.json", "auto_map", to={"AutoModelForCausalLM": "someone/evil--modeling_x.M"})
    change_json(folder / "config.json", "trust_remote_code", to=True)


@payload("a model type that is a module")
def _module(folder: Path, owned: Path) -> None:
    (folder / "evil.py").write_text(_code(owned))
    change_json(folder / "config.json", "model_type", to="..evil")


@payload("a model type that is a path")
def _path(folder: Path, owned: Path) -> None:
    (folder / "evil.py").write_text(_code(owned))
    change_json(folder / "config.json", "model_type", to=f"{folder}/evil")


@payload("Python objects in the config")
def _objects(folder: Path, owned: Path) -> None:
    for entry in ("py/object", "py/reduce", "__reduce__", "!!python/object/apply:os.system", "__class__"):
        change_json(folder / "config.json", entry, to={"py/function": "os.system", "args": [f"touch {owned}"]})


@payload("expressions in the config")
def _expressions(folder: Path, owned: Path) -> None:
    change_json(folder / "config.json", "activation_function", to=f"__import__('os').system('touch {owned}')")


@payload("format fields in names")
def _format(folder: Path, owned: Path) -> None:
    change_json(folder / "config.json", "model_type", to="{0.__class__.__init__.__globals__}{path.__class__}")


@payload("commands in names of the index")
def _index(folder: Path, owned: Path) -> None:
    (folder / "model.safetensors").unlink()
    places = {"a": f"$(touch {owned})", "b": f"|touch {owned}"}
    (folder / "model.safetensors.index.json").write_text(json.dumps({"weight_map": places}))


@payload("a link to a program in place of the weights")
def _link(folder: Path, owned: Path) -> None:
    (folder / "model.safetensors").unlink()
    (folder / "model.safetensors").symlink_to("/bin/sh")


@payload("a link to a device")
def _device(folder: Path, owned: Path) -> None:
    (folder / "config.json").unlink()
    (folder / "config.json").symlink_to("/dev/stdin")


@payload("a run with links for its files")
def _run(folder: Path, owned: Path) -> None:
    (folder / "training").symlink_to(owned.parent)
    (folder / ".lock").symlink_to(owned)


@payload("a tokenizer with a file name inside")
def _tokenizer(folder: Path, owned: Path) -> None:
    change_json(folder / "tokenizer.json", "model", "vocab", to=str(folder / "vocab.json"))


@payload("a custom part of the tokenizer")
def _custom(folder: Path, owned: Path) -> None:
    part = {"type": "Custom", "class": "os.system", "args": f"touch {owned}"}
    change_json(folder / "tokenizer.json", "pre_tokenizer", to=part)


@payload("a class beside a list of words")
def _words(folder: Path, owned: Path) -> None:
    for name in ("tokenizer.json", "vocab.json", "merges.txt"):
        (folder / name).unlink(missing_ok=True)
    (folder / "vocab.txt").write_text(f"[UNK]\n$(touch {owned})\n`touch {owned}`\n")
    (folder / "tokenization_x.py").write_text(_code(owned))
    change_json(folder / "config.json", "tokenizer_class", to="tokenization_x.BertTokenizer")
    change_json(folder / "tokenizer_config.json", "tokenizer_class", to="BertTokenizer")
    change_json(folder / "tokenizer_config.json", "vocab_file", to="tokenization_x.py")


@payload("special tokens that are expressions")
def _special(folder: Path, owned: Path) -> None:
    token = f"{{{{ cycler.__init__.__globals__.os.system('touch {owned}') }}}}"
    change_json(folder / "tokenizer_config.json", "extra_special_tokens", to={"cycler": token, "messages": token})
    change_json(folder / "special_tokens_map.json", "bos_token", to={"__type": "os.system", "content": token})


@payload("a second template")
def _second(folder: Path, owned: Path) -> None:
    (folder / "additional_chat_templates").symlink_to(owned.parent)
    (folder / "chat_template.jinja").write_text("{% include 'additional_chat_templates/tool_use.jinja' %}")


def _template(source: str) -> Payload:
    def make(folder: Path, owned: Path) -> None:
        (folder / "chat_template.jinja").write_bytes(source.replace("OWNED", str(owned)).encode("utf-8", "replace"))

    return make


_ESCAPES = [text for text in TEMPLATES if "__" in text or "import" in text or "include" in text or "extends" in text]
for number, source in enumerate(_ESCAPES):
    PAYLOADS[f"template {number}: {source[:40]}"] = _template(source)
