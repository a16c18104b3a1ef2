"""Writes a tokenizer as the files of the Hugging Face ecosystem, and reads it from them."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import tokenizers

from gpt_studio.core import durable
from gpt_studio.core.errors import StudioError, say, shortened
from gpt_studio.core.limits import SETTINGS_BYTES, TOKENIZER_BYTES
from gpt_studio.core.regular_file import is_there, read_regular
from gpt_studio.tokenization.older_files import (
    MERGES,
    VOCABULARY,
    WORD_PIECES,
    add_ends,
    damaged,
    from_vocabulary_and_merges,
    from_word_pieces,
    object_of,
    text_of,
)
from gpt_studio.tokenization.roles import usual_roles
from gpt_studio.tokenization.rust_boundary import rust_errors
from gpt_studio.tokenization.settings import IM_END
from gpt_studio.tokenization.soundness import check_soundness, unsound
from gpt_studio.tokenization.special_tokens import (
    ADDED_TOKENS,
    CONFIG,
    SPECIAL_TOKENS,
    add_special_tokens,
    read_special_tokens,
)
from gpt_studio.tokenization.tokenizer import Tokenizer
from gpt_studio.tokenization.tokenizer_class import BERT, kind_of, roles_of_class, stated_class
from gpt_studio.tokenization.tokens_without_rows import added_beyond, without_tokens

TOKENIZER = "tokenizer.json"
MODEL_CONFIG = "config.json"
MARKS = "marks_in_text"
"""The entry of tokenizer_config.json that lists the special tokens which are recognised in texts."""
CHAT_TEMPLATE = "chat_template.jinja"
_FORMS = ((TOKENIZER,), (VOCABULARY, MERGES), (WORD_PIECES,))
_OTHER_FORMS = ("tokenizer.model", "spiece.model", "sentencepiece.bpe.model", "tekken.json", "tiktoken.model")
_SETTINGS = (SPECIAL_TOKENS, CONFIG, ADDED_TOKENS, MODEL_CONFIG)
_ALL_NAMES = {TOKENIZER, CONFIG, SPECIAL_TOKENS, VOCABULARY, MERGES, WORD_PIECES, CHAT_TEMPLATE}


def tokenizer_files(
    tokenizer: Tokenizer, context_length: int | None = None, chat_template: str | None = None
) -> dict[str, bytes]:
    """The files of a tokenizer by name. ``context_length``: that of its model, in tokens.

    With a ChatML template, the token that ends a turn also ends a reply, so it becomes ``eos_token``, as in Qwen.
    """
    roles = written_roles(tokenizer)
    if chat_template is not None and IM_END in chat_template and IM_END in tokenizer.special_ids:
        roles["eos_token"] = IM_END
    files = {
        TOKENIZER: tokenizer.backend.to_str(pretty=True).encode(),
        CONFIG: json_bytes(_config(roles, tokenizer.marks, context_length, chat_template)),
        SPECIAL_TOKENS: json_bytes(roles),
    }
    files |= _vocabulary_files(json.loads(files[TOKENIZER])["model"])
    if chat_template is not None:
        files[CHAT_TEMPLATE] = chat_template.encode()
    return files


def written_roles(tokenizer: Tokenizer) -> dict[str, str]:
    """The roles for the files of a new model: those stated by the tokenizer, else begin, end and padding by name."""
    usual = usual_roles(tokenizer.special_ids)
    return {role: usual[role] for role in ("bos_token", "eos_token", "pad_token") if role in usual} | tokenizer.roles


def save_tokenizer(tokenizer: Tokenizer, folder: Path) -> None:
    """Write the tokenizer's files as ``folder``, in one step. An earlier tokenizer there is replaced.

    Raises StudioError if the folder holds other files, or if the disk refuses.
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
    """Load from ``tokenizer.json``, else from ``vocab.json`` and ``merges.txt``, else from ``vocab.txt``.

    Only for tokenizers made by this program; others are opened with artifacts/open_tokenizer.py. Raises StudioError
    if there are no such files, or if one is damaged.
    """
    return tokenizer_from(read_tokenizer_files(folder), folder)


def read_tokenizer_files(folder: Path) -> dict[str, bytes]:
    """The content of the files in ``folder`` that :func:`tokenizer_from` needs, by name, the vocabulary first.

    Raises StudioError.
    """
    wanted = next((names for names in _FORMS if all(is_there(folder / name) for name in names)), None)
    if wanted is None:
        other = next((name for name in _OTHER_FORMS if is_there(folder / name)), None)
        if other is not None:
            raise StudioError(
                "tokenizer.other_format",
                "{folder} holds its tokenizer only as {file}, a format that GPT Studio does not read: get its "
                "tokenizer.json too.",
                folder=folder,
                file=other,
            )
        raise StudioError(
            "tokenizer.missing",
            "{folder} holds no tokenizer: it needs tokenizer.json, or vocab.json and merges.txt, or vocab.txt. Choose "
            "another folder.",
            folder=folder,
        )
    files = {name: read_regular(folder / name, TOKENIZER_BYTES) for name in wanted}
    for name in _SETTINGS:
        if is_there(folder / name):
            files[name] = read_regular(folder / name, SETTINGS_BYTES)
    return files


def tokenizer_from(
    files: Mapping[str, bytes], folder: Path, *, room: int | None = None, highest: int | None = None
) -> Tokenizer:
    """The tokenizer in ``files``, which were read from ``folder``.

    ``room``: number of ids that the model knows. Special tokens in the settings that the vocabulary lacks get new ids
    if there is room; special tokens added beyond it are removed. ``highest``: the highest id of the vocabulary if it
    was checked before; then it is not checked again. Raises StudioError if a file is damaged or unsound.
    """
    beyond: tuple[str, ...] = ()
    settings = {name: object_of(files[name], folder / name) for name in _SETTINGS if name in files}
    about = settings.get(CONFIG, {}), settings.get(MODEL_CONFIG, {})
    kind, stated = kind_of(*about), stated_class(*about)
    place = folder / next(iter(files))
    if TOKENIZER in files:
        backend = _parsed(files[TOKENIZER], place)
        if room is not None and (beyond := added_beyond(backend, room)):
            backend = _parsed(without_tokens(backend, beyond), place)
        usual = {role: token for role, token in roles_of_class(kind).items() if backend.token_to_id(token) is not None}
    elif VOCABULARY in files:
        backend = from_vocabulary_and_merges(files, folder, about[0], kind, stated)
        usual = roles_of_class(kind)
    else:
        backend = from_word_pieces(files, folder, about[0], kind, stated)
        usual = roles_of_class(BERT)
    with rust_errors(damaged(place)):
        if highest is None:
            highest = check_soundness(backend, place)
        special = read_special_tokens(settings, folder, usual)
        add_special_tokens(backend, special, highest, room)
        if TOKENIZER not in files:
            add_ends(backend, about[0], special.roles, folder, BERT if WORD_PIECES in files else kind)
        return Tokenizer(backend, special.roles or None, highest, _marks(about[0]), left_out=beyond)


def _marks(settings: Mapping[str, Any]) -> list[str]:
    stated = settings.get(MARKS)
    return [mark for mark in stated if isinstance(mark, str)] if isinstance(stated, list) else []


def _parsed(data: bytes, place: Path) -> tokenizers.Tokenizer:
    content = text_of(data.removeprefix(codecs.BOM_UTF8), place)
    try:
        return tokenizers.Tokenizer.from_str(content)
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:  # a Rust panic is not an Exception
        reason = say("tokenizer.refused", "the tokenizers library refuses it ({error})", error=shortened(str(error)))
        raise unsound(place, reason) from error


def _config(
    roles: Mapping[str, str], marks: Iterable[str], context_length: int | None, chat_template: str | None
) -> dict[str, Any]:
    """The class PreTrainedTokenizerFast makes transformers 4 and 5 use tokenizer.json, so both give the same ids.

    transformers keeps unknown entries, such as the marks, when it saves.
    """
    config: dict[str, Any] = {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "model_input_names": ["input_ids", "attention_mask"],
        "clean_up_tokenization_spaces": False,
        **roles,
    }
    if marks:
        config[MARKS] = sorted(marks)
    if context_length is not None:
        config["model_max_length"] = context_length
    if chat_template is not None:
        config["chat_template"] = chat_template
    return config


def _vocabulary_files(model: Mapping[str, Any]) -> dict[str, bytes]:
    """The older files: vocabulary and merges for BPE, one token per line for WordPiece, none for other kinds."""
    if model["type"] == "WordPiece":
        tokens = sorted(model["vocab"], key=lambda token: int(model["vocab"][token]))
        return {WORD_PIECES: "".join(f"{token}\n" for token in tokens).encode()}
    if model["type"] != "BPE":
        return {}
    merges = [pair if isinstance(pair, str) else " ".join(pair) for pair in model["merges"]]
    return {
        VOCABULARY: json_bytes(dict(sorted(model["vocab"].items(), key=lambda entry: int(entry[1])))),
        MERGES: "\n".join(["#version: 0.2", *merges, ""]).encode(),
    }


def json_bytes(content: Mapping[str, Any]) -> bytes:
    """JSON formatted as Hugging Face libraries write it."""
    return json.dumps(content, indent=2, ensure_ascii=False).encode() + b"\n"
