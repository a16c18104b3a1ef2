"""Reads the special tokens of a folder and their roles from all files that may state them.

transformers 5 writes only ``tokenizer_config.json``; version 4 also ``special_tokens_map.json``; older versions also
``added_tokens.json``. The files are interpreted as transformers 5 does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tokenizers
from tokenizers import AddedToken

from gpt_studio.core.errors import say
from gpt_studio.core.limits import LONGEST_TOKEN
from gpt_studio.tokenization.soundness import special_long, unsound

CONFIG = "tokenizer_config.json"
SPECIAL_TOKENS = "special_tokens_map.json"
ADDED_TOKENS = "added_tokens.json"
ROLES = ("bos_token", "eos_token", "unk_token", "sep_token", "pad_token", "cls_token", "mask_token")
BY_ID = "added_tokens_decoder"  # in tokenizer_config.json since transformers 4.34: every added token by its id
_LISTS = ("extra_special_tokens", "additional_special_tokens")  # new and old name; a dict also gives roles
_NAMED = ("model_specific_special_tokens", "extra_special_tokens")
_FLAGS = ("single_word", "lstrip", "rstrip", "normalized", "special")
_DIGITS = 9
Settings = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class SpecialTokens:
    """``roles`` maps each role (``eos_token``, ``image_token``, ...) to its token.

    ``added`` tokens override the tokenizer's own entries; ``named`` ones are special, and apply only to tokens that
    the tokenizer does not have.
    """

    roles: dict[str, str]
    added: tuple[AddedToken, ...] = ()
    named: tuple[AddedToken, ...] = ()


def read_special_tokens(settings: Settings, folder: Path, defaults: Mapping[str, str]) -> SpecialTokens:
    """Read the special tokens from ``settings`` (JSON objects by file name) of ``folder``; ``defaults`` are roles.

    Raises StudioError if a token is longer than core/limits.py allows.
    """
    config = settings.get(CONFIG, {})
    by_id = config.get(BY_ID)
    sources = [config] if isinstance(by_id, dict) else [config, settings.get(SPECIAL_TOKENS, {})]
    entries: dict[str, Any] = dict(defaults)
    for source in sources:
        entries |= {role: entry for role, entry in source.items() if role.endswith("_token")}
    for named in (source.get(key) for source in sources for key in _NAMED):
        entries |= named if isinstance(named, dict) else {}
    roles = {role: text for role in _in_order(entries) if (text := token_text(entries[role]))}
    lists = [source.get(key) for source in sources for key in _LISTS]
    extra = [entry for listed in lists if isinstance(listed, list) for entry in listed if token_text(entry)]
    special = {*roles.values(), *map(token_text, extra)}
    if isinstance(by_id, dict):
        added = [_token(entry, special=token_text(entry) in roles.values()) for entry in _by_id(by_id)]
    else:
        added = [_token(entry, special=entry in special) for entry in _older(settings.get(ADDED_TOKENS, {}))]
    _check_lengths(roles, {*special, *(token.content for token in added)}, folder)
    return SpecialTokens(
        roles,
        tuple(added),
        tuple(_token(entry, special=True) for entry in (*(entries[role] for role in roles), *extra)),
    )


def add_special_tokens(backend: tokenizers.Tokenizer, tokens: SpecialTokens, highest: int, room: int | None) -> None:
    """Make ``backend`` recognise ``tokens``. Existing ids stay; new tokens get the next ids.

    ``room``: the most ids in all; tokens beyond it are not added. ``highest``: the highest id of the vocabulary.
    """
    decoder = backend.get_added_tokens_decoder()
    known = {token.content: token for token in decoder.values()}
    wanted = {token.content: token for token in tokens.named if token.content not in known}
    wanted |= {token.content: token for token in tokens.added if _state(token) != _state(known.get(token.content))}
    order = dict.fromkeys(token.content for token in (*tokens.added, *tokens.named))
    changed = [wanted[text] for text in order if text in wanted]
    new = [token for token in changed if backend.token_to_id(token.content) is None]
    if new and room is not None:
        new = new[: max(0, room - max((highest + 1, backend.get_vocab_size(), *(i + 1 for i in decoder))))]
    backend.add_tokens([token for token in changed if backend.token_to_id(token.content) is not None] + new)


def _in_order(entries: Mapping[str, Any]) -> list[str]:
    return [*(role for role in ROLES if role in entries), *(role for role in entries if role not in ROLES)]


def token_text(entry: Any) -> str:
    """The token in an entry, which is a string or an object with ``content``; "" if there is none."""
    text = entry.get("content") if isinstance(entry, dict) else entry
    return text if isinstance(text, str) else ""


def _by_id(entries: Mapping[str, Any]) -> Iterator[Any]:
    ids = [key for key in entries if key.isdecimal() and len(key) <= _DIGITS]
    return (entries[key] for key in sorted(ids, key=int) if token_text(entries[key]))


def _older(ids: Mapping[str, Any]) -> Sequence[str]:
    """The tokens of ``added_tokens.json``, which maps tokens to ids, in the order of their ids."""
    return sorted((text for text, i in ids.items() if text and type(i) is int), key=lambda text: ids[text])


def _token(entry: Any, *, special: bool) -> AddedToken:
    flags = {flag: entry[flag] for flag in _FLAGS if type(entry.get(flag)) is bool} if isinstance(entry, dict) else {}
    special = special or flags.get("special", False)
    return AddedToken(token_text(entry), **{"normalized": not special} | flags | {"special": special})


def _state(token: AddedToken | None) -> Any:
    return None if token is None else tuple(getattr(token, flag) for flag in _FLAGS)


def _check_lengths(roles: Mapping[str, str], special: set[str], folder: Path) -> None:
    for role, text in roles.items():
        if len(text) > LONGEST_TOKEN:
            reason = say(
                "tokenizer.role_long",
                "its {role} is longer than {limit} characters",
                role=role,
                limit=LONGEST_TOKEN,
            )
            raise unsound(folder / CONFIG, reason)
    if any(len(text) > LONGEST_TOKEN for text in special):
        raise unsound(folder / CONFIG, special_long())
