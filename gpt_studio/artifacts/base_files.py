"""Selects the files and settings that a fine-tuned model keeps from its base model.

Weights and model card are new. The tokenizer's files, ``generation_config.json``, chat template, licence and other
small files are kept byte for byte, and so are the entries of ``config.json``. If
the chat template is another one, as ChatML for a base without a template, the files that name it are changed, and so
are the files that list tokens if some were added.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from gpt_studio.artifacts import names
from gpt_studio.artifacts.chat_template import read_chat_template
from gpt_studio.artifacts.config_file import read_config_entries
from gpt_studio.artifacts.generation_config import token_ids
from gpt_studio.artifacts.json_file import read_optional_object
from gpt_studio.core import durable
from gpt_studio.core.errors import StudioError
from gpt_studio.core.limits import SETTINGS_BYTES, TOKENIZER_BYTES
from gpt_studio.core.regular_file import read_regular
from gpt_studio.core.strict_json import parse
from gpt_studio.models.contract import ModelConfig
from gpt_studio.models.registry import family
from gpt_studio.tokenization.files import json_bytes, tokenizer_files, written_roles
from gpt_studio.tokenization.settings import IM_END
from gpt_studio.tokenization.special_tokens import BY_ID, token_text
from gpt_studio.tokenization.tokenizer import Tokenizer

TOKEN_IDS = ("bos_token_id", "eos_token_id", "pad_token_id")
_KEPT_SUFFIXES = ("", ".txt", ".md", ".json", ".jinja", ".model", ".tiktoken")
_MADE_ANEW = (names.CONFIG, names.CARD.lower(), durable.MANIFEST.lower())
_OF_A_TRAINING = ("trainer_state.json", "all_results.json", "train_results.json", "eval_results.json")
_SPECIAL = {"lstrip": False, "normalized": False, "rstrip": False, "single_word": False, "special": True}
_NEEDS_CODE = "auto_map"  # names Python files, which are not kept


def inherited_files(
    base: Path, tokenizer: Tokenizer, context_length: int, chat_template: str | None, added: Sequence[str] = ()
) -> dict[str, bytes]:
    """The kept files of ``base`` by name, and required files that ``base`` lacks.

    ``chat_template``: the one that the model is trained with. ``added``: tokens of ``tokenizer`` that the one in
    ``base`` lacks. Raises StudioError for a damaged file.
    """
    files = dict(_kept(base))
    made = tokenizer_files(tokenizer, context_length)
    if added:
        files |= _with_tokens(files, base, tokenizer, added) | {names.TOKENIZER: made[names.TOKENIZER]}
    for name in (names.TOKENIZER, names.TOKENIZER_CONFIG):
        files.setdefault(name, made[name])
    files.setdefault(names.GENERATION, json_bytes(_ids_alone(base, tokenizer)))
    known = read_chat_template(base)
    if chat_template is not None and (known is None or known.source != chat_template):
        files |= _with_chatml(files, base, tokenizer, chat_template)
    return files


def inherited_config(base: Path, config: ModelConfig) -> dict[str, Any]:
    """The entries of the base's ``config.json``, in its own version's form, corrected where ``config`` had to be."""
    entries = read_config_entries(base)
    stated = family(config.model_type).config.from_hf(entries)
    if stated.tied != config.tied:
        entries["tie_word_embeddings"] = config.tied
    if stated.vocab_size != config.vocab_size:
        entries["vocab_size"] = config.vocab_size
    return {name: value for name, value in entries.items() if name != _NEEDS_CODE}


def _kept(base: Path) -> Iterator[tuple[str, bytes]]:
    templates = base / names.MORE_TEMPLATES
    inside = sorted(templates.glob("*.jinja")) if templates.is_dir() and not templates.is_symlink() else []
    for path in (*sorted(base.iterdir()), *inside):
        name = path.relative_to(base).as_posix()
        lists_weights = name.endswith(".index.json")
        if name.startswith(".") or name.lower() in (*_MADE_ANEW, *_OF_A_TRAINING) or lists_weights:
            continue
        if path.suffix.lower() in _KEPT_SUFFIXES and path.is_file():
            limit = TOKENIZER_BYTES if name.startswith(("tokenizer.", "vocab.", "merges.")) else SETTINGS_BYTES
            with contextlib.suppress(StudioError):  # the files that the model needs were read before training
                yield name, read_regular(path, limit)


def _ids_alone(base: Path, tokenizer: Tokenizer) -> dict[str, Any]:
    """``generation_config.json`` as transformers derives it for a folder without the file."""
    hf = read_config_entries(base)
    stated = {name: hf[name] for name in TOKEN_IDS if hf.get(name) is not None}
    if stated:
        return stated
    roles = written_roles(tokenizer)
    ids = {f"{role}_id": tokenizer.special_ids.get(token) for role, token in roles.items()}
    return {name: ids[name] for name in TOKEN_IDS if ids.get(name) is not None}


def _with_tokens(
    files: Mapping[str, bytes], base: Path, tokenizer: Tokenizer, added: Sequence[str]
) -> dict[str, bytes]:
    """The changed files that list tokens beside ``tokenizer.json``: ``added`` ones come in, and those for which the
    model has no rows go, because their ids are given away."""
    ids = {token: tokenizer.special_ids[token] for token in added}
    gone = {*tokenizer.left_out, *added}
    changed = {}
    if names.TOKENIZER_CONFIG in files:
        about = parse(files[names.TOKENIZER_CONFIG], base / names.TOKENIZER_CONFIG)
        listed = about.get(BY_ID)
        if isinstance(listed, dict):
            kept = {key: entry for key, entry in listed.items() if token_text(entry) not in gone}
            about[BY_ID] = kept | {str(number): _SPECIAL | {"content": token} for token, number in ids.items()}
            changed[names.TOKENIZER_CONFIG] = json_bytes(about)
    if names.ADDED_TOKENS in files:
        older = parse(files[names.ADDED_TOKENS], base / names.ADDED_TOKENS)
        kept = {token: number for token, number in older.items() if token not in gone}
        changed[names.ADDED_TOKENS] = json_bytes(kept | ids)
    return changed


def _with_chatml(files: Mapping[str, bytes], base: Path, tokenizer: Tokenizer, template: str) -> dict[str, bytes]:
    """The changed files: the chat template, and for ChatML the end of a turn as an end-of-text token."""
    ends = {"eos_token": IM_END} if IM_END in template and IM_END in tokenizer.special_ids else {}
    changed = {names.CHAT_TEMPLATE: template.encode()}
    about = parse(files[names.TOKENIZER_CONFIG], base / names.TOKENIZER_CONFIG)
    changed[names.TOKENIZER_CONFIG] = json_bytes(about | ends | {"chat_template": template})
    if names.SPECIAL_TOKENS in files:
        changed[names.SPECIAL_TOKENS] = json_bytes(
            parse(files[names.SPECIAL_TOKENS], base / names.SPECIAL_TOKENS) | ends
        )
    if ends:
        writes = parse(files[names.GENERATION], base / names.GENERATION)
        before = token_ids(writes, "eos_token_id") or token_ids(
            read_optional_object(base / names.CONFIG), "eos_token_id", names.CONFIG
        )
        both = [*before, *(() if tokenizer.end_of_text is None or before else (tokenizer.end_of_text,))]
        ids = list(dict.fromkeys((*both, tokenizer.special_ids[IM_END])))
        changed[names.GENERATION] = json_bytes(writes | {"eos_token_id": ids})
    return changed
