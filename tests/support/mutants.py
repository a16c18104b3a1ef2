"""Makes mutants: copies of a sound model folder with one to three changes, which a seed determines.

There are changes of JSON values and structure, of safetensors headers and data, of tokenizer parts, of template syntax,
of names in the index, and of the type of a file (link, pipe, folder).
"""

from __future__ import annotations

import contextlib
import copy
import json
import os
import shutil
import struct
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import nasty

Mutator = Callable[[Path, Random], str]


def make_mutant(sound: Path, folder: Path, seed: int) -> str:
    """Copy ``sound`` to ``folder`` and change it. Returns a description of the changes."""
    random = Random(seed)
    shutil.copytree(sound, folder)
    changes = []
    for _ in range(random.choice((1, 1, 2, 3))):
        mutator = random.choice(MUTATORS)
        with contextlib.suppress(
            OSError, LookupError, TypeError, ValueError, AttributeError, struct.error
        ):  # an earlier change made this one impossible
            changes.append(f"{mutator.__name__}: {mutator(folder, random)}")
    return "; ".join(changes)


class _NothingToChangeError(LookupError):
    pass


def json_value(folder: Path, random: Random) -> str:
    path = _json_file(folder, random)
    content = _load(path)
    holder, key = _place(content, random)
    value = random.choice(nasty.VALUES)
    holder[key] = value
    _save(path, content)
    return f"{path.name} {key!r:.40} = {value!r:.40}"


def json_structure(folder: Path, random: Random) -> str:
    path = _json_file(folder, random)
    content = _load(path)
    holder, key = _place(content, random)
    change = random.choice(("remove", "wrap", "nest", "repeat", "grow"))
    match change:
        case "remove":
            del holder[key]
        case "wrap":
            holder[key] = {str(key): copy.deepcopy(holder[key])}
        case "nest":
            for _ in range(random.choice((10, 70, 900))):
                holder[key] = [holder[key]]
        case "repeat" if isinstance(holder, list):
            holder.extend(copy.deepcopy(holder[:50]))
        case _:
            holder[key] = [copy.deepcopy(holder[key])] * random.choice((2, 100, 5000))
    _save(path, content)
    return f"{path.name} {change} {key!r:.40}"


def json_text(folder: Path, random: Random) -> str:
    path = _json_file(folder, random)
    if path.stat().st_size > 10**8:  # an earlier change made it larger than memory
        raise _NothingToChangeError
    data = bytearray(path.read_bytes())
    change = random.choice(("raw", "cut", "bytes", "twice", "longer"))
    match change:
        case "raw":
            data = bytearray(random.choice(nasty.RAW))
        case "cut":
            del data[random.randrange(len(data) or 1) :]
        case "bytes":
            for _ in range(random.choice((1, 5, 50))):
                data[random.randrange(len(data))] = random.randrange(256)
        case "twice":
            data[1:1] = b'"model_type": "gpt2", "vocab_size": 3,'
        case "longer":
            _write(path, data)
            os.truncate(path, random.choice((17_000_000, 65_000_000, 10**12)))
            return f"{path.name} longer"
    _write(path, data)
    return f"{path.name} {change}"


def config_size(folder: Path, random: Random) -> str:
    path = folder / "config.json"
    content = _load(path)
    sizes = [key for key, value in content.items() if isinstance(value, int)]
    key = random.choice(sizes)
    content[key] = random.choice((0, -1, 2, 7, 1000, 10**5, 10**9, 2**40, 2**63, 1.0, True, "12", None))
    _save(path, content)
    return f"{key} = {content[key]}"


def weights_header(folder: Path, random: Random) -> str:
    path = _weights(folder, random)
    data = path.read_bytes()
    length = struct.unpack("<Q", data[:8])[0]
    header = json.loads(data[8 : 8 + length])
    name = random.choice([name for name in header if name != "__metadata__"])
    entry = header[name]
    change = random.choice(("dtype", "shape", "offsets", "rename", "more", "metadata", "length", "value", "swap"))
    match change:
        case "dtype":
            entry["dtype"] = random.choice(("F64", "F16", "I8", "BOOL", "F8_E4M3", "X", 3, None, ["F32"]))
        case "shape":
            entry["shape"] = random.choice(
                ([], [2**31 + 1], [0], [-1], [1] * 9, [2.0], "ab", [True], entry["shape"][::-1])
            )
        case "offsets":
            begin, end = entry["data_offsets"]
            entry["data_offsets"] = random.choice(
                ([end, begin], [begin + 4, end + 4], [0, end - begin], [begin], [2**62, 2**62 + end - begin], None)
            )
        case "rename":
            header[random.choice(("", "x" * 10_000, "\x00", "lm_head.weight", "../x"))] = header.pop(name)
        case "more":
            header |= {
                f"t{i}": {"dtype": "F32", "shape": [0], "data_offsets": [0, 0]}
                for i in range(random.choice((1, 110_000)))
            }
        case "metadata":
            header["__metadata__"] = random.choice(({"a": 1}, [], "x", {"a": None}))
        case "value":
            header[name] = random.choice(nasty.VALUES)
        case "swap":
            other = random.choice([other for other in header if other != "__metadata__"])
            header[name], header[other] = header[other], header[name]
    raw = json.dumps(header).encode()
    said = random.choice((0, 1, 2**63, 100_000_001, len(raw) + 1, len(raw) - 1)) if change == "length" else len(raw)
    _write(path, struct.pack("<Q", said) + raw + data[8 + length :])
    return f"{path.name} {change} {name:.30}"


def weights_data(folder: Path, random: Random) -> str:
    path = _weights(folder, random)
    data = bytearray(path.read_bytes())
    change = random.choice(("cut", "trailing", "nan", "bytes", "sparse"))
    match change:
        case "cut":
            del data[random.randrange(len(data)) :]
        case "trailing":
            data += b"x" * random.choice((1, 8, 1000))
        case "nan":
            data[-400:] = b"\xff" * 400
        case "bytes":
            for _ in range(random.choice((1, 20))):
                data[random.randrange(len(data))] = random.randrange(256)
        case "sparse":
            _write(path, data)
            os.truncate(path, 10**12)
            return f"{path.name} sparse"
    _write(path, data)
    return f"{path.name} {change}"


def index_names(folder: Path, random: Random) -> str:
    path = folder / "model.safetensors.index.json"
    content = _load(path)
    name = random.choice(list(content["weight_map"]))
    content["weight_map"][name] = random.choice(nasty.PLACES)
    _save(path, content)
    return f"{content['weight_map'][name]!r:.40}"


def tokenizer_part(folder: Path, random: Random) -> str:
    path = folder / "tokenizer.json"
    content = _load(path)
    model = content["model"]
    change = random.choice(
        (
            "split",
            "normalizer",
            "pre",
            "post",
            "decoder",
            "padding",
            "truncation",
            "ids",
            "merges",
            "added",
            "twice",
            "unk",
        )
    )
    match change:
        case "split":
            pattern = {random.choice(("Regex", "String")): random.choice(nasty.EXPRESSIONS)}
            behavior = random.choice(("Isolated", "Removed", "MergedWithNext", "Contiguous"))
            content["pre_tokenizer"] = {
                "type": "Split",
                "pattern": pattern,
                "behavior": behavior,
                "invert": random.random() < 0.5,
            }
        case "normalizer":
            content["normalizer"] = random.choice(nasty.NORMALIZERS)
        case "pre":
            content["pre_tokenizer"] = random.choice(nasty.PRE_TOKENIZERS)
        case "post":
            content["post_processor"] = random.choice(nasty.POST_PROCESSORS)
        case "decoder":
            content["decoder"] = random.choice(nasty.DECODERS)
        case "padding":
            content["padding"] = random.choice(nasty.PADDING)
        case "truncation":
            content["truncation"] = random.choice(nasty.TRUNCATION)
        case "ids" if isinstance(model.get("vocab"), dict):
            token = random.choice(list(model["vocab"]))
            model["vocab"][token] = random.choice((0, 1, 300, 10**6, 2**31, 2**32 - 1, 2**32, -1, 1.5, True, None))
        case "merges" if "merges" in model:
            model["merges"] = random.choice(
                (["zz qq"], [["a"]], ["a"], [["", ""]], model["merges"] * 2, [["a", "b", "c"]], 3)
            )
        case "twice" if isinstance(model.get("vocab"), dict):
            first, second = random.sample(list(model["vocab"]), 2)
            model["vocab"][first] = model["vocab"][second]
        case "unk":
            model["unk_token"] = random.choice(("gone", None, 3))
            model["unk_id"] = random.choice((10**9, -1, None))
            model["byte_fallback"] = True
            model["dropout"] = random.choice((None, 0.5, 2.0, -1))
        case _:
            added = copy.deepcopy(random.choice(content["added_tokens"]))
            added |= random.choice(
                (
                    {"id": 10**9},
                    {"content": ""},
                    {"content": "a" * 10**5},
                    {"id": 0},
                    {"normalized": True},
                    {"lstrip": True, "content": " "},
                    {"special": 3},
                )
            )
            content["added_tokens"].append(added)
    _save(path, content)
    return change


def special_tokens(folder: Path, random: Random) -> str:
    """Change an entry about special tokens, in the old or the new form."""
    path = folder / random.choice(("tokenizer_config.json", "special_tokens_map.json", "added_tokens.json"))
    content = _load(path) if os.path.lexists(path) else {}
    token = random.choice(nasty.TOKENS)
    entry: Any = random.choice((token, {"content": token}, {"__type": "AddedToken", "content": token, "lstrip": True}))
    key, value = random.choice(
        (
            (random.choice(("bos_token", "eos_token", "unk_token", "messages", "image_token")), entry),
            ("added_tokens_decoder", {random.choice(("0", "7", "-1", "x", "9" * 5000, str(2**40))): entry}),
            ("extra_special_tokens", random.choice(([entry] * 3, {"messages": entry}, {"": token}, token))),
            ("additional_special_tokens", [*(f"<{number}>" for number in range(500)), entry]),
            ("model_specific_special_tokens", {"roles": entry, "image_token": entry}),
            (
                "tokenizer_class",
                random.choice(("BertTokenizer", "GPT2Tokenizer", "Qwen2TokenizerFast", 3, [token])),
            ),
            (random.choice(("do_lower_case", "strip_accents", "add_prefix_space", "add_bos_token")), token),
            (token, random.choice((7, 2**40, -1, None, token))),
        )
    )
    content[key] = value
    _save(path, content)
    return f"{path.name} {key!r:.40} = {value!r:.40}"


def older_lines(folder: Path, random: Random) -> str:
    path = folder / random.choice(("vocab.txt", "merges.txt"))
    if path.is_symlink() or not path.is_file():
        raise _NothingToChangeError
    lines = path.read_bytes().split(b"\n")
    place = random.randrange(len(lines))
    change = random.choice(("remove", "twice", "blank", "long", "bytes", "join", "cut"))
    match change:
        case "remove":
            del lines[place]
        case "twice":
            lines.insert(place, lines[random.randrange(len(lines))])
        case "blank":
            lines[place : place + 1] = [b" ", b"\xe3\x80\x80", b""]
        case "long":
            lines[place] *= 100_000
        case "bytes":
            lines[place] = random.choice((b"\xff", b"\x00", b"\r", b"a b", b"a b c", b"\xed\xa0\x80", b"##"))
        case "join":
            lines = [b" ".join(lines)]
        case "cut":
            del lines[place:]
    _write(path, b"\n".join(lines))
    return f"{path.name} {change}"


def template(folder: Path, random: Random) -> str:
    text = random.choice(nasty.TEMPLATES)
    if random.random() < 0.3:
        text += random.choice(nasty.TEMPLATES)
    if random.random() < 0.7:
        _write(folder / "chat_template.jinja", text.encode("utf-8", "surrogatepass"))
    else:
        path = folder / "tokenizer_config.json"
        content = _load(path)
        content["chat_template"] = random.choice((text, [{"name": "default", "template": text}], [{"name": []}], 3))
        _save(path, content)
        (folder / "chat_template.jinja").unlink(missing_ok=True)
    return text[:60]


def kind_of_file(folder: Path, random: Random) -> str:
    path = random.choice(sorted(folder.iterdir()))
    kinds = ("gone", "empty", "folder", "loop", "dangling", "out", "device", "pipe", "many")
    kind = random.choice(kinds)
    path.unlink()
    match kind:
        case "empty":
            _write(path, b"")
        case "folder":
            path.mkdir()
        case "loop":
            path.symlink_to(path.name)
        case "dangling":
            path.symlink_to("/nowhere/at/all")
        case "out":
            path.symlink_to(random.choice((folder.parent / "outside.json", Path("/proc/self/cmdline"))))
        case "device":
            path.symlink_to(random.choice(("/dev/zero", "/dev/null", "/dev/stdin", "/dev/tty")))
        case "pipe":
            os.mkfifo(path)
        case "many":
            path.symlink_to("config.json")
    return f"{path.name} {kind}"


def strange_files(folder: Path, random: Random) -> str:
    name = random.choice(list(nasty.FILES))
    with contextlib.suppress(OSError):
        _write(folder / name, nasty.FILES[name])
    if random.random() < 0.5:
        path = folder / random.choice(("config.json", "tokenizer_config.json"))
        content = _load(path)
        content |= {"auto_map": {"AutoConfig": "sitecustomize.X"}, "trust_remote_code": True}
        _save(path, content)
    return repr(name)


def training_folder(folder: Path, random: Random) -> str:
    """Add damaged files of a training to a folder that has none."""
    training = folder / "training"
    (training / "checkpoints" / "step-000000001").mkdir(parents=True, exist_ok=True)
    path = random.choice(
        (training / "run.toml", training / "result.json", training / "checkpoints" / "step-000000001" / "state.json")
    )
    if random.random() < 0.2:
        os.mkfifo(path)
    elif random.random() < 0.2:
        (folder / ".lock").symlink_to(folder.parent / "outside.json")
    else:
        _write(
            path,
            random.choice(
                (*nasty.RAW, b"a = " + b"[" * 10_000, b'{"step": "x", "bits_per_byte": [1]}', b'{"steps": {}}')
            ),
        )
    return path.name


MUTATORS: tuple[Mutator, ...] = (
    json_value,
    json_value,
    json_structure,
    json_text,
    config_size,
    weights_header,
    weights_header,
    weights_data,
    index_names,
    tokenizer_part,
    tokenizer_part,
    special_tokens,
    older_lines,
    template,
    kind_of_file,
    strange_files,
    training_folder,
)


def _json_file(folder: Path, random: Random) -> Path:
    found = sorted(path for path in folder.glob("*.json") if path.is_file() and not path.is_symlink())
    if not found:
        raise _NothingToChangeError
    return random.choice(found)


def _weights(folder: Path, random: Random) -> Path:
    found = sorted(path for path in folder.glob("*.safetensors") if path.is_file() and not path.is_symlink())
    found = [path for path in found if 8 < path.stat().st_size < 10**7]
    if not found:
        raise _NothingToChangeError
    return random.choice(found)


def _load(path: Path) -> Any:
    try:
        if path.is_symlink() or not path.is_file() or path.stat().st_size > 10**7:
            raise _NothingToChangeError
        content = json.loads(path.read_bytes())
    except (ValueError, RecursionError) as error:
        raise _NothingToChangeError from error
    if not isinstance(content, dict) or not content:
        raise _NothingToChangeError
    return content


def _save(path: Path, content: Any) -> None:
    _write(path, json.dumps(content).encode())


def _write(path: Path, data: bytes) -> None:
    """Write a file, but never through a link or into a pipe that an earlier change has made."""
    if path.is_symlink() or (os.path.lexists(path) and not path.is_file()):
        raise _NothingToChangeError
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o644)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)


def _place(content: Any, random: Random) -> tuple[Any, Any]:
    """A random container in ``content`` and one of its keys."""
    holder = content
    while True:
        key = random.choice(list(holder)) if isinstance(holder, dict) else random.randrange(len(holder))
        inner = holder[key]
        if not isinstance(inner, dict | list) or not inner or random.random() < 0.3:
            return holder, key
        holder = inner
