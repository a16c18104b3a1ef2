"""Encodes a corpus and caches the tokens on disk, for all trainings with the same text and tokenizer."""

from __future__ import annotations

import hashlib
import json
import shutil
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from gpt_studio.core import durable
from gpt_studio.core.disk_errors import disk_errors
from gpt_studio.core.errors import Message, StudioError, say
from gpt_studio.core.events import Log, Progress
from gpt_studio.core.job import JobContext
from gpt_studio.corpora.corpus import Corpus, fingerprint, iter_documents, looking_for_changes, text_bytes
from gpt_studio.corpora.documents import Document, Turn
from gpt_studio.dataset.mixed_tokens import MixedTokens
from gpt_studio.dataset.split import HELD_OUT, MOST_COMPARED, SPLIT_VERSION, EarlierSplitter, Splitter
from gpt_studio.dataset.token_file import SUFFIXES, TokenFile, suffix_for
from gpt_studio.dataset.token_writer import TokenWriter
from gpt_studio.tokenization.conversation import LaidOut, Layout, Refused
from gpt_studio.tokenization.encoder import encoder
from gpt_studio.tokenization.settings import IM_END, IM_START
from gpt_studio.tokenization.tokenizer import Tokenizer

__all__ = ["EncodedDataset", "TokenFile", "prepare"]

_WORTH_MEASURING = 100_000  # bytes; of less, megabytes and speed say nothing
_FORMAT = 2  # increase it when the meaning of the cached files changes
_VERSIONS = (_FORMAT, SPLIT_VERSION)
_EARLIER = (1, 1)  # without the ends of documents, and held out by the number of the document in its corpus
_DESCRIPTION = "dataset.json"
_LEAST_BYTES_PER_TOKEN = 2  # low estimate; ordinary text has three to five
_SHOWN_MARKS = 5
_TOGETHER = 512  # documents written together
_TOGETHER_CHARACTERS = 1_000_000


@dataclass(frozen=True)
class HeldOutPart:
    """Held-out text that counts ``share`` of what is measured. ``name`` is that of its corpus in a mixture."""

    name: str
    share: float
    file: TokenFile


@dataclass(frozen=True)
class EncodedDataset:
    """The two parts of a text as tokens. ``fingerprint`` identifies text, tokenizer and split together."""

    train: TokenFile | MixedTokens
    held_out: TokenFile | MixedTokens
    conversations: int
    documents: int
    fingerprint: str

    @property
    def held_out_parts(self) -> tuple[HeldOutPart, ...]:
        """The held-out texts of a mixture (mixture.py); a single one of a corpus."""
        assert isinstance(self.held_out, TokenFile)
        return (HeldOutPart("", 1.0, self.held_out),)

    @property
    def distinct_tokens(self) -> int:
        """How many tokens there are to learn from before they are repeated."""
        return self.train.tokens if isinstance(self.train, TokenFile) else self.train.distinct_tokens


def prepare(
    corpus: Corpus,
    tokenizer: Tokenizer,
    cache: Path,
    context: JobContext,
    layout: Layout | None = None,
    *,
    begun_with: str = "",
    replies_only: bool = False,
) -> EncodedDataset:
    """The encoded corpus from ``cache``; it is encoded and stored there first if necessary.

    Documents are concatenated: texts with the tokens that the tokenizer adds around them, conversations as encoded by
    ``layout``. With ``replies_only`` the tokens say which of them the assistant writes: nothing else of a conversation
    is learnt. Conversations that the layout refuses are left out with a warning. If one of the two parts is empty
    (few short documents), the last tenth of all tokens is held out instead.

    ``begun_with``: the fingerprint of the text of a run that goes on. Where an earlier version of the program divided
    the text otherwise, it is divided so again: what such a run has held out so far it must not learn now.
    Raises StudioError if the corpus holds no text, if it holds conversations without a ``layout`` or only refused
    ones, or if the disk is full; JobCancelled, without leaving files.
    """
    corpus = corpus.kept_in(cache)
    content = _content(corpus, context)
    name = _fingerprint(_VERSIONS, content, tokenizer, layout, replies_only=replies_only)
    earlier = _fingerprint(_EARLIER, content, tokenizer, layout, replies_only=False)
    as_earlier = begun_with not in ("", name) and begun_with == earlier
    if as_earlier:
        name = earlier
    folder = cache / name[:32]
    if durable.is_intact(folder):
        context.emit(Log(say("dataset.cached", "The encoded text is in the cache already.")))
        return _read(folder, name)
    _check_space(corpus, tokenizer, cache)
    with durable.staged_folder(folder) as staging:
        splitter = EarlierSplitter() if as_earlier else Splitter()  # version 1 learnt all of a conversation
        _encode(corpus, tokenizer, layout, splitter, staging, context, replies_only=replies_only and not as_earlier)
    return _read(folder, name)


def identity(
    corpus: Corpus, tokenizer: Tokenizer, context: JobContext, layout: Layout | None = None, *, replies_only: bool
) -> str:
    """The fingerprint that :func:`prepare` gives this corpus. The text is read, and not encoded."""
    return _fingerprint(_VERSIONS, _content(corpus, context), tokenizer, layout, replies_only=replies_only)


def _content(corpus: Corpus, context: JobContext) -> str:
    context.emit(Progress(looking_for_changes(), None))
    return fingerprint(corpus, context)


def from_cache(fingerprint: str, cache: Path) -> EncodedDataset | None:
    """The encoded corpus with this fingerprint, if ``cache`` holds it."""
    folder = cache / fingerprint[:32]
    return _read(folder, fingerprint) if fingerprint and durable.is_intact(folder) else None


def _fingerprint(
    versions: tuple[int, int], content: str, tokenizer: Tokenizer, layout: Layout | None, *, replies_only: bool
) -> str:
    parts: list[Any] = [*versions, tokenizer.sha256, tokenizer.end_of_text, content]
    # Added only where they differ from the defaults of older versions, so that their cached files stay valid.
    if tokenizer.begin_ids or len(tokenizer.end_ids) > 1:
        parts.append([tokenizer.begin_ids, tokenizer.end_ids])
    if layout is not None and layout.fingerprint:
        parts.append(layout.fingerprint)
    if layout is not None and replies_only:
        parts.append("replies")
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def _check_space(corpus: Corpus, tokenizer: Tokenizer, cache: Path) -> None:
    width = np.dtype(SUFFIXES[suffix_for(tokenizer.vocab_size)]).itemsize
    needed = text_bytes(corpus) // _LEAST_BYTES_PER_TOKEN * width
    with disk_errors(cache):
        cache.mkdir(parents=True, exist_ok=True)
        free = shutil.disk_usage(cache).free
    if needed > free:
        raise StudioError(
            "dataset.no_space",
            "The encoded text needs about {needed} MB in {folder}, but only {free} MB are free: free some space, or "
            "choose less text.",
            needed=-(-needed // 1_000_000),
            free=free // 1_000_000,
            folder=cache,
        )


def _encode(
    corpus: Corpus,
    tokenizer: Tokenizer,
    layout: Layout | None,
    splitter: Splitter | EarlierSplitter,
    folder: Path,
    context: JobContext,
    *,
    replies_only: bool,
) -> None:
    suffix = suffix_for(tokenizer.vocab_size)
    documents = 0
    started = time.monotonic()
    with (
        encoder(tokenizer, text_bytes(corpus), context) as encode,
        TokenWriter(folder / f"train{suffix}", tokenizer, encode) as train,
        TokenWriter(folder / f"held_out{suffix}", tokenizer, encode) as held_out,
    ):
        parts, plain = _Parts(tokenizer, layout, context, replies_only=replies_only), Counter[str]()
        for _, halves in splitter.split(iter_documents(corpus, context)):
            documents += 1
            for writer, part in zip((train, held_out), halves, strict=True):
                if part is not None:
                    plain += tokenizer.plain_marks(part.text)
                    parts.add(part, writer)
        parts.write()
    if plain:
        context.emit(Log(_read_as_text(plain), "warning"))
    if splitter.left_out:
        context.emit(Log(_near_duplicates(splitter.left_out)))
    if not splitter.compared:
        context.emit(Log(_too_many_to_compare()))
    parts.tell(alone=not train.tokens and not held_out.tokens)
    if not train.tokens or not held_out.tokens:
        _hold_out_last_tenth(train, held_out)
    size = train.text_bytes + held_out.text_bytes
    context.emit(Log(_done(train.tokens + held_out.tokens, size, time.monotonic() - started)))
    described: dict[str, Any] = {"documents": documents, "conversations": parts.conversations}
    for writer in (train, held_out):
        writer.drop_needless_mask()
        described[writer.path.name] = writer.described()
    durable.write_text(folder / _DESCRIPTION, json.dumps(described, indent=1))


def _write_text(writer: TokenWriter, text: str, tokenizer: Tokenizer, context: JobContext) -> None:
    begin, end = tokenizer.document_ends(text)
    writer.add_ids(begin)
    for piece in tokenizer.pieces_of(text):
        context.raise_if_cancelled()
        writer.add(piece)
    writer.add_ids(end)
    writer.end_document()


def _near_duplicates(left_out: int) -> Message:
    return say(
        "dataset.near_duplicates",
        "{count:,} {count:|document is|documents are} left out: nearly the same stands in what the model is measured "
        "on, or the other way round.",
        count=left_out,
    )


def _too_many_to_compare() -> Message:
    return say(
        "dataset.too_many_to_compare",
        "Only the first {count:,} documents were compared with each other: of those after them, nearly the same may "
        "stand both in what is learnt and in what the model is measured on.",
        count=MOST_COMPARED,
    )


def _read_as_text(plain: Counter[str]) -> Message:
    return say(
        "dataset.plain_marks",
        "The text holds special tokens of the tokenizer that were not named for texts, so they are read as plain text: "
        "{marks}.",
        marks=", ".join(f"{mark} ({count})" for mark, count in plain.most_common(_SHOWN_MARKS)),
    )


class _Parts:
    """Writes texts and conversations in their order, and counts conversations that were folded or refused.

    Parts are collected and written together, because each rendering of conversations is a call to another process.
    """

    def __init__(self, tokenizer: Tokenizer, layout: Layout | None, context: JobContext, *, replies_only: bool) -> None:
        self.conversations = 0
        self._replies_only = replies_only
        self._folded = 0
        self._refused = 0
        self._reason: Message | str | None = None
        self._tokenizer, self._layout, self._context = tokenizer, layout, context
        self._waiting: list[tuple[TokenWriter, Document]] = []
        self._characters = 0

    def add(self, part: Document, writer: TokenWriter) -> None:
        self._waiting.append((writer, part))
        self._characters += part.characters
        if len(self._waiting) >= _TOGETHER or self._characters >= _TOGETHER_CHARACTERS:
            self.write()

    def write(self) -> None:
        self._context.raise_if_cancelled()
        laid_out = iter(self._laid_out([part.turns for _, part in self._waiting if part.turns]))
        for writer, part in self._waiting:
            if not part.turns:
                _write_text(writer, part.text, self._tokenizer, self._context)
                continue
            made = next(laid_out)
            if isinstance(made, LaidOut):
                self.conversations += 1
                self._folded += made.folded
                writer.add_ids(made.ids, made.text_bytes, made.learnt if self._replies_only else None)
                writer.end_document()
            else:
                self._refused += 1
                self._reason = self._reason or made.reason
        self._waiting, self._characters = [], 0

    def _laid_out(self, conversations: list[tuple[Turn, ...]]) -> list[LaidOut | Refused]:
        if not conversations:
            return []
        if self._layout is None:
            raise _no_template()
        return self._layout.lay_out(conversations, replies=self._replies_only)

    def tell(self, *, alone: bool) -> None:
        """Report folded and refused conversations. ``alone``: nothing was written, so refusals raise StudioError."""
        if self._folded == 1:
            said = say(
                "dataset.system_folded_one",
                "The model's chat template takes no system message: in one conversation it stands before the first "
                "message of the user instead.",
            )
            self._context.emit(Log(said))
        elif self._folded:
            said = say(
                "dataset.system_folded",
                "The model's chat template takes no system message: in {count:,} conversations it stands before the "
                "first message of the user instead.",
                count=self._folded,
            )
            self._context.emit(Log(said))
        if self._reason is None:
            return
        if alone:
            raise StudioError(
                "dataset.all_refused",
                "The model's chat template refuses every conversation of the corpus ({reason}): choose another base "
                "model, or change the conversations.",
                reason=self._reason,
            )
        if self._refused == 1:
            left_out = say(
                "dataset.conversation_left_out",
                "One conversation is left out, because the model's chat template refuses it ({reason}).",
                reason=self._reason,
            )
            self._context.emit(Log(left_out, "warning"))
            return
        left_out = say(
            "dataset.conversations_left_out",
            "{count:,} {count:|conversation is|conversations are} left out, because the model's chat template "
            "refuses them ({reason}).",
            count=self._refused,
            reason=self._reason,
        )
        self._context.emit(Log(left_out, "warning"))


def _no_template() -> StudioError:
    return StudioError(
        "tokenizer.no_chat_tokens",
        "The corpus holds conversations, but there is no chat template to lay them out, and the tokenizer lacks the "
        "special tokens {start} and {end} of ChatML: choose a base model with a chat template, a tokenizer with these "
        "tokens, or a corpus without conversations.",
        start=IM_START,
        end=IM_END,
    )


def _hold_out_last_tenth(train: TokenWriter, held_out: TokenWriter) -> None:
    if not train.tokens:
        held_out.move_tail(train, 0)
    train.move_tail(held_out, int(train.tokens * (1 - HELD_OUT)))


def _done(tokens: int, size: int, seconds: float) -> Any:
    if size < _WORTH_MEASURING:
        return say("dataset.encoded_short", "The text is encoded as {tokens:,} tokens.", tokens=tokens)
    return say(
        "dataset.encoded",
        "Encoded {megabytes:.1f} MB of text as {tokens:,} tokens at {speed:.1f} MB a second.",
        megabytes=size / 1e6,
        tokens=tokens,
        speed=size / 1e6 / max(seconds, 1e-3),
    )


def _read(folder: Path, name: str) -> EncodedDataset:
    described = json.loads((folder / _DESCRIPTION).read_text(encoding="utf-8"))
    files = {file.stem: file for file in _token_files(folder)}
    train, held_out = (TokenFile(files[stem], **described[files[stem].name]) for stem in ("train", "held_out"))
    return EncodedDataset(train, held_out, described["conversations"], described["documents"], name)


def _token_files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.iterdir() if path.suffix in SUFFIXES)
