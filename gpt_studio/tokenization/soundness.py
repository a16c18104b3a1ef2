"""Refuses broken tokenizers that the tokenizers library accepts, and finds those that must be tested before use."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import tokenizers
from tokenizers import models

from gpt_studio.core.errors import Message, StudioError, say, shortened
from gpt_studio.core.limits import LONGEST_TOKEN, PADDING, VOCABULARY
from gpt_studio.tokenization.cutting import KNOWN_EXPRESSIONS

_GROWTH = 64  # output characters for each input character, over all replacements of a normalizer
_WORD = 200  # longest word of WordPiece, in characters; its time grows with their cube
_PIECE = 256  # longest token of Unigram, in characters, which it searches at every position


def check_soundness(backend: tokenizers.Tokenizer, path: Path) -> int:
    """Check ids and lengths, and return the highest id of the vocabulary, or -1 if it is empty.

    Raises StudioError, naming the file ``path``, for duplicate ids, unknown ids and values beyond core/limits.py.
    """
    vocabulary = backend.get_vocab(with_added_tokens=False)
    ids = set(vocabulary.values())
    if len(ids) != len(vocabulary):
        seen: set[int] = set()
        twice = next(i for i in vocabulary.values() if i in seen or seen.add(i))  # type: ignore[func-returns-value]
        raise unsound(path, say("tokenizer.id_twice", "two tokens of its vocabulary have the id {id}", id=twice))
    added_tokens = backend.get_added_tokens_decoder()
    if any(len(token.content) > LONGEST_TOKEN for token in added_tokens.values()):
        raise unsound(path, special_long())
    highest = max(ids | added_tokens.keys(), default=0)
    if highest >= VOCABULARY:
        raise unsound(
            path,
            say(
                "tokenizer.id_high", "it has the token id {id}, and the limit is {limit}", id=highest, limit=VOCABULARY
            ),
        )
    added = _added_ids(backend.post_processor)
    known = ids | added_tokens.keys()
    if not added <= known:
        raise unsound(
            path,
            say(
                "tokenizer.adds_unknown",
                "it adds the token {id} to each text, and there is no such token",
                id=min(added - known),
            ),
        )
    padding = backend.padding
    longest = 0 if padding is None else max(padding.get("length") or 0, padding.get("pad_to_multiple_of") or 0)
    if longest > PADDING:
        raise unsound(
            path,
            say(
                "tokenizer.padding_long",
                "its padding fills each text up to {length} tokens, and the limit is {limit}",
                length=shortened(longest),
                limit=PADDING,
            ),
        )
    return max(ids, default=-1)


def needs_rehearsal(backend: tokenizers.Tokenizer) -> bool:
    """Whether encoding could take very long or very much memory, so that the tokenizer must be tested first.

    True if it has an uncommon regular expression, if its replacements multiply the text, or if it allows very long
    words.
    """
    return _are_suspicious(backend.normalizer, backend.pre_tokenizer) or _looks_far(backend)


def needs_decoding_rehearsal(backend: tokenizers.Tokenizer) -> bool:
    """As :func:`needs_rehearsal`, for decoding."""
    return _are_suspicious(backend.decoder)


def _looks_far(backend: tokenizers.Tokenizer) -> bool:
    if isinstance(backend.model, models.WordPiece):
        return int(backend.model.max_input_chars_per_word) > _WORD
    if isinstance(backend.model, models.Unigram):
        return max(map(len, backend.get_vocab(with_added_tokens=False)), default=0) > _PIECE
    return False


def _are_suspicious(*parts: Any) -> bool:
    growth = 1.0
    for part in parts:
        for step in _steps(part):
            expression = _pattern(step).get("Regex")
            if expression is not None and expression not in KNOWN_EXPRESSIONS:
                return True
            if step.get("type") == "Replace":
                taken = len(_pattern(step).get("String", " ")) or 1
                growth *= max(1.0, len(str(step.get("content", ""))) / taken)
    return growth > _GROWTH or not math.isfinite(growth)


def special_long() -> Message:
    return say(
        "tokenizer.special_long", "one of its special tokens is longer than {limit} characters", limit=LONGEST_TOKEN
    )


def unsound(path: Path, reason: Message) -> StudioError:
    """The error for an unusable tokenizer; ``reason`` is a part of a sentence."""
    return StudioError(
        "tokenizer.unsound",
        "{path} cannot be used: {reason}. Get a good copy of it, or choose another tokenizer.",
        path=path,
        reason=reason,
    )


def _added_ids(post_processor: Any) -> set[int]:
    """The ids that a post-processor of any kind adds to a text."""
    found: set[int] = set()
    for step in _steps(post_processor):
        found.update(step["ids"] if isinstance(step.get("ids"), list) else ())
        found.update(step[part][1] for part in ("sep", "cls") if isinstance(step.get(part), list))
    return found


def _pattern(step: dict[str, Any]) -> dict[str, str]:
    pattern = step.get("pattern")
    return pattern if isinstance(pattern, dict) else {}


def _steps(part: Any) -> Iterator[dict[str, Any]]:
    """All JSON objects in the description of a pipeline component, at any depth."""
    waiting = [] if part is None else [json.loads(part.__getstate__())]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            yield value
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)
