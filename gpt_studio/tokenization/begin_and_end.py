"""Reads and sets the tokens that a tokenizer adds before and after each text."""

from __future__ import annotations

import json
from typing import Any

import tokenizers
from tokenizers import processors


def added_around(backend: tokenizers.Tokenizer) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The ids that the post-processor adds before a text, and those that it adds after."""
    processor = backend.post_processor
    return ((), ()) if processor is None else _around(json.loads(processor.__getstate__()))


def begin_texts_with(backend: tokenizers.Tokenizer, token: str) -> None:
    """Make ``backend`` add ``token`` before each text. It must not add any token yet."""
    number = backend.token_to_id(token)
    begin = processors.TemplateProcessing(
        single=[token, "$A"], pair=[token, "$A", "$B:1"], special_tokens=[(token, number)]
    )
    known = backend.post_processor
    backend.post_processor = begin if known is None else processors.Sequence([known, begin])


def _around(state: dict[str, Any]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    if state["type"] == "Sequence":
        # Only the first step that adds tokens counts: the library passes its tokens to the next as another sequence.
        return next((found for step in state["processors"] if any(found := _around(step))), ((), ()))
    if state["type"] in ("BertProcessing", "RobertaProcessing"):
        return (state["cls"][1],), (state["sep"][1],)
    if state["type"] != "TemplateProcessing":
        return (), ()
    parts: list[list[int]] = [[]]
    for piece in state["single"]:
        if "Sequence" in piece:
            parts.append([])
        else:
            parts[-1] += state["special_tokens"][piece["SpecialToken"]["id"]]["ids"]
    return tuple(parts[0]), tuple(parts[-1]) if len(parts) > 1 else ()
