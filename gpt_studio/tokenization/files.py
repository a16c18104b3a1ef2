"""A tokenizer as the files that the Hugging Face ecosystem reads, and back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import tokenizers
from tokenizers import AddedToken, decoders, models, pre_tokenizers, processors

from gpt_studio.core import durable
from gpt_studio.core.errors import StudioError, shortened
from gpt_studio.core.limits import LONGEST_TOKEN, SETTINGS_BYTES, TOKENIZER_BYTES
from gpt_studio.core.limits import VOCABULARY as VOCABULARY_LIMIT
from gpt_studio.core.regular_file import is_there, read_regular
from gpt_studio.core.strict_json import parse
from gpt_studio.tokenization.rust_boundary import rust_errors
from gpt_studio.tokenization.settings import IM_END
from gpt_studio.tokenization.soundness import check_soundness, unsound
from gpt_studio.tokenization.tokenizer import Tokenizer

TOKENIZER = "tokenizer.json"
CONFIG = "tokenizer_config.json"
SPECIAL_TOKENS = "special_tokens_map.json"
VOCABULARY = "vocab.json"
MERGES = "merges.txt"
WORD_PIECES = "vocab.txt"
CHAT_TEMPLATE = "chat_template.jinja"
_ALL_NAMES = {TOKENIZER, CONFIG, SPECIAL_TOKENS, VOCABULARY, MERGES, WORD_PIECES, CHAT_TEMPLATE}
_ROLES = ("bos_token", "eos_token", "unk_token", "pad_token", "sep_token", "cls_token", "mask_token")


def tokenizer_files(
    tokenizer: Tokenizer, context_length: int | None = None, chat_template: str | None = None
) -> dict[str, bytes]:
    """The files of a tokenizer by name. ``context_length``: in tokens, of the model that it belongs to.

    With a ChatML template, the end of a turn is what ends a reply, so that token becomes ``eos_token``, as in Qwen.
    """
    roles = dict(tokenizer.roles)
    if chat_template is not None and IM_END in chat_template and IM_END in tokenizer.special_ids:
        roles["eos_token"] = IM_END
    files = {
        TOKENIZER: tokenizer.backend.to_str(pretty=True).encode(),
        CONFIG: _json(_config(roles, context_length, chat_template)),
        SPECIAL_TOKENS: _json(roles),
    }
    files |= _vocabulary_files(json.loads(files[TOKENIZER])["model"])
    if chat_template is not None:
        files[CHAT_TEMPLATE] = chat_template.encode()
    return files


def save_tokenizer(tokenizer: Tokenizer, folder: Path) -> None:
    """Write the tokenizer's files as ``folder``, in one step. An older tokenizer there is replaced.

    Raises StudioError if the folder holds anything else, or if the disk refuses.
    """
    strangers = sorted(path.name for path in folder.iterdir() if path.name not in _ALL_NAMES) if folder.is_dir() else []
    if strangers or folder.is_file():
        raise StudioError(
            "tokenizer.folder_used",
            "{folder} holds other things ({found}): choose a new folder for the tokenizer.",
            folder=folder,
            found=", ".join(strangers[:3]) or "a file",
        )
    with durable.staged_folder(folder, manifest=False) as staging:
        for name, content in tokenizer_files(tokenizer).items():
            (staging / name).write_bytes(content)


def load_tokenizer(folder: Path) -> Tokenizer:
    """From ``tokenizer.json``, else from GPT-2's ``vocab.json`` and ``merges.txt``.

    For tokenizers made here: what comes from elsewhere goes through artifacts/open_tokenizer.py first. Raises
    StudioError if there is neither, or if a file is damaged.
    """
    return tokenizer_from(read_tokenizer_files(folder), folder)


def read_tokenizer_files(folder: Path) -> dict[str, bytes]:
    """The content of the files in ``folder`` that :func:`tokenizer_from` needs, by name. Raises StudioError."""
    if is_there(folder / TOKENIZER):
        wanted = [TOKENIZER]
    elif is_there(folder / VOCABULARY) and is_there(folder / MERGES):
        wanted = [VOCABULARY, MERGES]
    else:
        raise StudioError(
            "tokenizer.missing",
            "{folder} holds no tokenizer: it needs tokenizer.json, or vocab.json and merges.txt. Choose another "
            "folder.",
            folder=folder,
        )
    files = {name: read_regular(folder / name, TOKENIZER_BYTES) for name in wanted}
    for name in (SPECIAL_TOKENS, CONFIG):
        if is_there(folder / name):
            files[name] = read_regular(folder / name, SETTINGS_BYTES)
    return files


def tokenizer_from(files: Mapping[str, bytes], folder: Path, *, checked: bool = False) -> Tokenizer:
    """The tokenizer in ``files``, which were read from ``folder``; ``checked`` says that this went well before.

    Raises StudioError if one of them is damaged or unsound.
    """
    roles = _roles(files, folder)
    if TOKENIZER in files:
        place = folder / TOKENIZER
        content = _text(files[TOKENIZER], place)
        try:
            backend = tokenizers.Tokenizer.from_str(content)
        except (KeyboardInterrupt, SystemExit, MemoryError):
            raise
        except BaseException as error:  # a panic is no Exception
            raise unsound(place, f"the tokenizers library refuses it ({error})") from error
    else:
        place = folder / VOCABULARY
        backend = _from_vocabulary_and_merges(files, folder, roles)
    with rust_errors(_damaged(place)):
        if not checked:
            check_soundness(backend, place)
        return Tokenizer(backend, roles or None)


def _from_vocabulary_and_merges(
    files: Mapping[str, bytes], folder: Path, roles: Mapping[str, str]
) -> tokenizers.Tokenizer:
    vocabulary = _object(files[VOCABULARY], folder / VOCABULARY)
    lines = _text(files[MERGES], folder / MERGES).split("\n")
    pairs = [line.rstrip("\r").split(" ") for line in lines if line.strip() and not line.startswith("#version")]
    if not all(type(i) is int and 0 <= i < VOCABULARY_LIMIT for i in vocabulary.values()):
        raise unsound(folder / VOCABULARY, f"an id in it is not a whole number from 0 to {VOCABULARY_LIMIT}")
    if len(set(vocabulary.values())) != len(vocabulary):
        raise unsound(folder / VOCABULARY, "two of its tokens have the same id")
    if not all(len(pair) == 2 for pair in pairs):
        raise _damaged(folder / MERGES)
    merges = [(left, right) for left, right in pairs]
    for left, right in merges:
        if left not in vocabulary or right not in vocabulary or left + right not in vocabulary:
            missing = shortened(f"{left} {right}")
            raise unsound(folder / MERGES, f"the merge {missing!r} needs tokens that {VOCABULARY} does not have")
    with rust_errors(_damaged(folder / MERGES)):
        backend = tokenizers.Tokenizer(models.BPE(vocab=vocabulary, merges=merges))
        backend.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=True)
        backend.decoder = decoders.ByteLevel()
        backend.post_processor = processors.ByteLevel(trim_offsets=False)
        special = _never_made(vocabulary, merges) + [token for token in roles.values() if token not in vocabulary]
        backend.add_special_tokens([AddedToken(token, special=True, normalized=False) for token in special])
    return backend


def _never_made(vocabulary: Mapping[str, int], merges: list[tuple[str, str]]) -> list[str]:
    """The entries that neither are bytes nor come out of a merge: no text gives them, so they are special."""
    made = {left + right for left, right in merges}
    found = [token for token in vocabulary if len(token) > 1 and token not in made]
    return sorted(found, key=lambda token: vocabulary[token])


def _config(roles: Mapping[str, str], context_length: int | None, chat_template: str | None) -> dict[str, Any]:
    """PreTrainedTokenizerFast means that tokenizer.json counts: transformers 4 and 5 then give the same ids."""
    config: dict[str, Any] = {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "model_input_names": ["input_ids", "attention_mask"],
        "clean_up_tokenization_spaces": False,
        **roles,
    }
    if context_length is not None:
        config["model_max_length"] = context_length
    if chat_template is not None:
        config["chat_template"] = chat_template
    return config


def _vocabulary_files(model: Mapping[str, Any]) -> dict[str, bytes]:
    """The older form: vocabulary and merges for BPE, one token a line for WordPiece, nothing for other kinds."""
    if model["type"] == "WordPiece":
        tokens = sorted(model["vocab"], key=lambda token: int(model["vocab"][token]))
        return {WORD_PIECES: "".join(f"{token}\n" for token in tokens).encode()}
    if model["type"] != "BPE":
        return {}
    merges = [pair if isinstance(pair, str) else " ".join(pair) for pair in model["merges"]]
    return {
        VOCABULARY: _json(dict(sorted(model["vocab"].items(), key=lambda entry: int(entry[1])))),
        MERGES: "\n".join(["#version: 0.2", *merges, ""]).encode(),
    }


def _roles(files: Mapping[str, bytes], folder: Path) -> dict[str, str]:
    """Which token plays which part, by ``tokenizer_config.json`` and the older ``special_tokens_map.json``."""
    entries: dict[str, Any] = {}
    for name in (SPECIAL_TOKENS, CONFIG):
        if name in files:
            known = _object(files[name], folder / name)
            entries |= {role: entry for role, entry in known.items() if role in _ROLES}
    texts = {role: entry.get("content") if isinstance(entry, dict) else entry for role, entry in entries.items()}
    roles = {role: text for role, text in texts.items() if isinstance(text, str)}
    for role, text in roles.items():
        if len(text) > LONGEST_TOKEN:
            raise unsound(folder / CONFIG, f"its {role} is longer than {LONGEST_TOKEN} characters")
    return roles


def _object(data: bytes, path: Path) -> dict[str, Any]:
    content = parse(data, path)
    if not isinstance(content, dict):
        raise _damaged(path)
    return content


def _text(data: bytes, path: Path) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _damaged(path) from error


def _damaged(path: Path) -> StudioError:
    return StudioError(
        "tokenizer.damaged",
        "{path} cannot be read or is damaged: get a good copy of it, or choose another tokenizer.",
        path=path,
    )


def _json(content: Mapping[str, Any]) -> bytes:
    return json.dumps(content, indent=2, ensure_ascii=False).encode() + b"\n"
