"""Removes added special tokens whose ids are beyond the rows of the model's embedding; no text needs them.

People add a padding token to a tokenizer without resizing the model (Llama 2 has 32,000 rows; with ``[PAD]`` its
tokenizer has 32,001 tokens).
"""

from __future__ import annotations

import json
from collections.abc import Collection

import tokenizers


def added_beyond(backend: tokenizers.Tokenizer, room: int) -> tuple[str, ...]:
    """The added special tokens with ids of ``room`` or more, in the order of their ids."""
    added = sorted(backend.get_added_tokens_decoder().items())
    return tuple(token.content for i, token in added if i >= room and token.special)


def without_tokens(backend: tokenizers.Tokenizer, tokens: Collection[str]) -> bytes:
    """The content of tokenizer.json for ``backend`` without the added ``tokens``."""
    whole = json.loads(backend.to_str())
    whole["added_tokens"] = [entry for entry in whole["added_tokens"] if entry["content"] not in tokens]
    vocabulary = whole["model"].get("vocab")
    if isinstance(vocabulary, dict):  # Unigram has a list, which never holds added tokens
        whole["model"]["vocab"] = {token: i for token, i in vocabulary.items() if token not in tokens}
    return json.dumps(whole, ensure_ascii=False).encode()
