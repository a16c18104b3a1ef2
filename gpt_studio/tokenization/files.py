"""A tokenizer as the files that the Hugging Face ecosystem reads, and back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import tokenizers
from tokenizers import AddedToken, decoders, models, pre_tokenizers, processors

from gpt_studio.core import durable
from gpt_studio.core.errors import StudioError
from gpt_studio.tokenization.rust_boundary import rust_errors
from gpt_studio.tokenization.settings import IM_END
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

    Raises StudioError if there is neither, or if a file is damaged.
    """
    roles = _read_roles(folder)
    if (folder / TOKENIZER).is_file():
        content = _read(folder / TOKENIZER)
        with rust_errors(_damaged(folder / TOKENIZER)):
            return Tokenizer(tokenizers.Tokenizer.from_str(content), roles or None)
    if (folder / VOCABULARY).is_file() and (folder / MERGES).is_file():
        return _load_vocabulary_and_merges(folder, roles)
    raise StudioError(
        "tokenizer.missing",
        "{folder} holds no tokenizer: it needs tokenizer.json, or vocab.json and merges.txt. Choose another folder.",
        folder=folder,
    )


def _load_vocabulary_and_merges(folder: Path, roles: Mapping[str, str]) -> Tokenizer:
    vocabulary = _read_json(folder / VOCABULARY)
    lines = _read(folder / MERGES).split("\n")
    pairs = [line.rstrip("\r").split(" ") for line in lines if line.strip() and not line.startswith("#version")]
    if not all(isinstance(i, int) for i in vocabulary.values()):
        raise _damaged(folder / VOCABULARY)
    if not all(len(pair) == 2 for pair in pairs):
        raise _damaged(folder / MERGES)
    merges = [(left, right) for left, right in pairs]
    with rust_errors(_damaged(folder / MERGES)):
        backend = tokenizers.Tokenizer(models.BPE(vocab=vocabulary, merges=merges))
    backend.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=True)
    backend.decoder = decoders.ByteLevel()
    backend.post_processor = processors.ByteLevel(trim_offsets=False)
    special = _never_made(vocabulary, merges) + [token for token in roles.values() if token not in vocabulary]
    backend.add_special_tokens([AddedToken(token, special=True, normalized=False) for token in special])
    return Tokenizer(backend, roles or None)


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


def _read_roles(folder: Path) -> dict[str, str]:
    """Which token plays which part, by ``tokenizer_config.json`` and the older ``special_tokens_map.json``."""
    entries: dict[str, Any] = {}
    for name in (SPECIAL_TOKENS, CONFIG):
        if (folder / name).is_file():
            entries |= {role: entry for role, entry in _read_json(folder / name).items() if role in _ROLES}
    texts = {role: entry["content"] if isinstance(entry, dict) else entry for role, entry in entries.items()}
    return {role: text for role, text in texts.items() if isinstance(text, str)}


def _read_json(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(_read(path))
    except ValueError as error:
        raise _damaged(path) from error
    if not isinstance(content, dict):
        raise _damaged(path)
    return content


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise _damaged(path) from error


def _damaged(path: Path) -> StudioError:
    return StudioError(
        "tokenizer.damaged",
        "{path} cannot be read or is damaged: get a good copy of it, or choose another tokenizer.",
        path=path,
    )


def _json(content: Mapping[str, Any]) -> bytes:
    return json.dumps(content, indent=2, ensure_ascii=False).encode() + b"\n"
