"""What the tokenizer library accepts and this program does not, and which tokenizers deserve suspicion."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import tokenizers

from gpt_studio.core.errors import Message, StudioError, say, shortened
from gpt_studio.core.limits import PADDING, VOCABULARY
from gpt_studio.tokenization.cutting import KNOWN_EXPRESSIONS

_GROWTH = 64  # characters out for one in, over all replacements of a normalizer


def check_soundness(backend: tokenizers.Tokenizer, path: Path) -> int:
    """The highest id of the vocabulary; -1 if it is empty.

    Raises StudioError, naming the file ``path``, for ids and lengths that no tokenizer has.
    """
    vocabulary = backend.get_vocab(with_added_tokens=False)
    ids = set(vocabulary.values())
    if len(ids) != len(vocabulary):
        seen: set[int] = set()
        twice = next(i for i in vocabulary.values() if i in seen or seen.add(i))  # type: ignore[func-returns-value]
        raise unsound(path, say("tokenizer.id_twice", "two tokens of its vocabulary have the id {id}", id=twice))
    highest = max(ids | backend.get_added_tokens_decoder().keys(), default=0)
    if highest >= VOCABULARY:
        raise unsound(
            path,
            say(
                "tokenizer.id_high", "it has the token id {id}, and the limit is {limit}", id=highest, limit=VOCABULARY
            ),
        )
    added = _added_ids(backend.post_processor)
    known = ids | backend.get_added_tokens_decoder().keys()
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
    if padding is not None and (padding.get("length") or 0) > PADDING:
        raise unsound(
            path,
            say(
                "tokenizer.padding_long",
                "its padding fills each text up to {length} tokens, and the limit is {limit}",
                length=shortened(padding["length"]),
                limit=PADDING,
            ),
        )
    return max(ids, default=-1)


def needs_rehearsal(backend: tokenizers.Tokenizer) -> bool:
    """Whether some text might take this tokenizer unreasonably long, or become unreasonably large in it.

    That is so if it has an expression other than those in common use, or if its replacements multiply.
    """
    growth = 1.0
    for part in (backend.normalizer, backend.pre_tokenizer, backend.decoder):
        for step in _steps(part):
            expression = _pattern(step).get("Regex")
            if expression is not None and expression not in KNOWN_EXPRESSIONS:
                return True
            if step.get("type") == "Replace":
                taken = len(_pattern(step).get("String", " ")) or 1
                growth *= max(1.0, len(str(step.get("content", ""))) / taken)
    return growth > _GROWTH or not math.isfinite(growth)


def unsound(path: Path, reason: Message) -> StudioError:
    """``reason`` is a part of a sentence."""
    return StudioError(
        "tokenizer.unsound",
        "{path} cannot be used: {reason}. Get a good copy of it, or choose another tokenizer.",
        path=path,
        reason=reason,
    )


def _added_ids(post_processor: Any) -> set[int]:
    """The ids that a post-processor puts around a text, whichever kind it is."""
    found: set[int] = set()
    for step in _steps(post_processor):
        found.update(step["ids"] if isinstance(step.get("ids"), list) else ())
        found.update(step[part][1] for part in ("sep", "cls") if isinstance(step.get(part), list))
    return found


def _pattern(step: dict[str, Any]) -> dict[str, str]:
    pattern = step.get("pattern")
    return pattern if isinstance(pattern, dict) else {}


def _steps(part: Any) -> Iterator[dict[str, Any]]:
    """A part of the pipeline and, where it is a sequence, all that is in it."""
    waiting = [] if part is None else [json.loads(part.__getstate__())]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            yield value
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)
