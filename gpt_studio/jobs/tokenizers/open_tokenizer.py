"""Open a tokenizer folder, and show any text as its tokens."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from gpt_studio.artifacts.open_tokenizer import open_tokenizer
from gpt_studio.artifacts.quarantine import Quarantine
from gpt_studio.core.errors import Message
from gpt_studio.core.job import JobContext
from gpt_studio.core.regular_file import links_followed
from gpt_studio.tokenization.inspect import TokenPiece, pieces
from gpt_studio.tokenization.missing_bytes import losses
from gpt_studio.tokenization.tokenizer import Tokenizer


@dataclass(frozen=True)
class OpenTokenizer:
    """``follow_links``: links in the folder may lead to files anywhere."""

    folder: Path
    follow_links: bool = False


@dataclass(frozen=True)
class OpenedTokenizer:
    """``tokenizer`` is a handle to pass on to :class:`SplitText`. ``notes`` name text that it cannot encode."""

    folder: Path
    vocab_size: int
    special_tokens: tuple[str, ...]
    notes: tuple[Message, ...]
    tokenizer: Tokenizer = field(repr=False, compare=False)


def run(request: OpenTokenizer, context: JobContext) -> OpenedTokenizer:
    """Raises StudioError if the folder holds no tokenizer or a damaged one."""
    with Quarantine() as quarantine, links_followed(request.folder, request.follow_links):
        tokenizer = open_tokenizer(request.folder, quarantine)
    special = tuple(tokenizer.special_ids)
    return OpenedTokenizer(request.folder, tokenizer.vocab_size, special, losses(tokenizer), tokenizer)


@dataclass(frozen=True)
class SplitText:
    tokenizer: Tokenizer = field(repr=False, compare=False)
    text: str


@dataclass(frozen=True)
class SplitResult:
    """The tokens of a text in order; ``text_bytes`` is the text's size in UTF-8."""

    pieces: tuple[TokenPiece, ...]
    text_bytes: int


def split_text(request: SplitText, context: JobContext) -> SplitResult:
    return SplitResult(tuple(pieces(request.tokenizer, request.text)), len(request.text.encode("utf-8", "replace")))
