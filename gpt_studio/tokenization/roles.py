"""Infers the roles of special tokens from their names, for tokenizers that do not state them.

Tokenizers write the same role as ``<s>``, ``<bos>``, ``[BOS]`` or ``<|begin_of_text|>``; only the text between the
brackets is compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from gpt_studio.tokenization.settings import END_OF_TEXT

_NAMES = {
    "bos_token": (
        "s",
        "bos",
        "sos",
        "bod",
        *(f"{verb}of{what}" for verb in ("begin", "start") for what in ("text", "sentence", "sequence", "document")),
    ),
    "eos_token": ("endoftext", "/s", "eos", "eod", "endofsentence", "endofsequence", "endofdocument"),
    "unk_token": ("unk", "unknown"),
    "sep_token": ("sep",),
    "pad_token": ("pad", "padding"),
    "cls_token": ("cls",),
    "mask_token": ("mask",),
}
_BRACKETS = re.compile("<[|\N{FULLWIDTH VERTICAL LINE}]?(.+?)[|\N{FULLWIDTH VERTICAL LINE}]?>|\\[(.+)\\]")
_BETWEEN_WORDS = re.compile("[ _\N{LOWER ONE EIGHTH BLOCK}-]")


def usual_roles(special: Iterable[str]) -> dict[str, str]:
    """The ``special`` tokens by the role that their name says.

    Without tokens for them, the end-of-text token also begins texts, as in GPT-2, and pads, because tools refuse
    batches without a padding token. GPT-2's own is also the unknown token, which byte-level text never needs.
    """
    by_name: dict[str, str] = {}
    for token in special:
        by_name.setdefault(_name(token), token)
    found = {
        role: next(by_name[name] for name in names if name in by_name)
        for role, names in _NAMES.items()
        if not by_name.keys().isdisjoint(names)
    }
    end = found.get("eos_token")
    if end is None:
        return found
    others = ("bos_token", "pad_token", "unk_token") if end == END_OF_TEXT else ("bos_token", "pad_token")
    found = dict.fromkeys(others, end) | found
    return {role: found[role] for role in _NAMES if role in found}


def end_of_text(special: Iterable[str], roles: dict[str, str]) -> str | None:
    """The token that ends a document. It can differ from ``eos_token``, which ends a turn in Qwen and Llama 3."""
    known = list(special)
    usual = usual_roles(known)
    by_name = usual.get("eos_token")
    if by_name is not None and _name(by_name) == "endoftext":
        return by_name
    candidates = (roles.get("eos_token"), by_name, roles.get("sep_token"), usual.get("sep_token"))
    return next((token for token in candidates if token in known), None)


def _name(token: str) -> str:
    """``endoftext`` for ``<|end_of_text|>``; "" for a token without brackets."""
    found = _BRACKETS.fullmatch(token)
    return "" if found is None else _BETWEEN_WORDS.sub("", found[1] or found[2]).lower().removesuffix("token")
