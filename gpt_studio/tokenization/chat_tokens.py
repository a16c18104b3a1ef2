"""Adds the two tokens of ChatML, which begin and end a turn, to a tokenizer that lacks them.

So a model that was made from texts alone can go on from conversations.
"""

from __future__ import annotations

import tokenizers
from tokenizers import AddedToken

from gpt_studio.core.errors import StudioError
from gpt_studio.tokenization.settings import IM_END, IM_START
from gpt_studio.tokenization.tokenizer import Tokenizer

CHAT_TOKENS = (IM_START, IM_END)


def lacking(tokenizer: Tokenizer) -> tuple[str, ...]:
    """The tokens of ChatML that ``tokenizer`` does not have as special tokens."""
    return tuple(token for token in CHAT_TOKENS if token not in tokenizer.special_ids)


def with_chat_tokens(tokenizer: Tokenizer) -> Tokenizer:
    """``tokenizer`` with the tokens of ChatML as special tokens; every other id stays as it is.

    Raises StudioError if the ids after the last one cannot be given, because the vocabulary has gaps.
    """
    backend = tokenizers.Tokenizer.from_str(tokenizer.backend.to_str())
    backend.add_tokens([AddedToken(token, special=True, normalized=False) for token in lacking(tokenizer)])
    made = Tokenizer(backend, tokenizer.roles, tokenizer.highest, tokenizer.marks, tokenizer.left_out)
    known = set(tokenizer.backend.get_vocab().values())
    new = {made.special_ids[token] for token in lacking(tokenizer) if tokenizer.backend.token_to_id(token) is None}
    if new & known:
        raise StudioError(
            "tokenizer.gaps",
            "The tokens {tokens} cannot be added to this tokenizer, because its vocabulary has gaps: choose a base "
            "model with a chat template.",
            tokens=", ".join(lacking(tokenizer)),
        )
    made.rehearse = tokenizer.rehearse
    if rehearse := tokenizer.rehearse_ids:
        made.rehearse_ids = lambda ids: rehearse([token for token in ids if token not in new])
    return made
