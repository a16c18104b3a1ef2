"""Encodes text as token ids and decodes ids as text."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

import tokenizers

from gpt_studio.core.errors import StudioError, shortened
from gpt_studio.corpora.marks import END_OF_TEXT as DIVIDING_MARKS
from gpt_studio.corpora.marks import divide
from gpt_studio.tokenization.begin_and_end import added_around
from gpt_studio.tokenization.byte_alphabet import bytes_of
from gpt_studio.tokenization.cutting import cut, cut_marks
from gpt_studio.tokenization.roles import end_of_text, usual_roles
from gpt_studio.tokenization.rust_boundary import rust_errors

Rehearse = Callable[[Sequence[str]], None]
RehearseIds = Callable[[Sequence[int]], None]
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


class Tokenizer:
    """Wraps a tokenizer of the Rust library. Safe to use from several threads at once.

    ``backend`` is the Rust tokenizer, with padding and truncation switched off. ``roles`` maps roles to tokens, for
    example ``{"eos_token": "<|endoftext|>"}``.

    **One rule decides which special tokens a text gives**, for training texts, prompts and turns of conversations.
    ``marks``, the special tokens that a person named when they trained the tokenizer, are recognised. An end-of-text
    mark (corpora/marks.py) divides documents, and each document gets the tokens that this tokenizer adds around a
    text. Every other special token in a text is plain text; only the tokenizer and the chat template add special
    tokens. Tokenizers from elsewhere have no ``marks``.
    """

    def __init__(
        self,
        backend: tokenizers.Tokenizer,
        roles: Mapping[str, str] | None = None,
        highest: int | None = None,
        marks: Iterable[str] = (),
        left_out: tuple[str, ...] = (),
    ) -> None:
        """``highest``: the highest id of the vocabulary without added tokens, if it is known.

        ``marks`` that are not special tokens or that divide documents are ignored. ``left_out``: special tokens of
        the tokenizer's files that were removed because the model has no rows for them.
        """
        backend.no_padding()
        backend.no_truncation()
        self.backend = backend
        self.left_out = left_out
        self.rehearse: Rehearse | None = None
        """Called with the texts before each encoding; raises StudioError if encoding them is not safe."""
        self.rehearse_ids: RehearseIds | None = None
        """Called with the ids before each decoding; raises StudioError if decoding them is not safe."""
        added = backend.get_added_tokens_decoder()
        self.special_ids: dict[str, int] = {token.content: i for i, token in sorted(added.items()) if token.special}
        if highest is None:
            highest = max(backend.get_vocab(with_added_tokens=False).values(), default=-1)
        self.highest = highest
        self.vocab_size: int = max((highest, *added)) + 1
        """The highest id plus one, which is the number of rows that the model's embedding needs."""
        self.roles: dict[str, str] = dict(usual_roles(self.special_ids) if roles is None else roles)
        self.marks = frozenset(marks) & self.special_ids.keys() - set(DIVIDING_MARKS)

    @cached_property
    def end_of_text(self) -> int | None:
        """The id that ends a document; None if the tokenizer has no such token."""
        token = end_of_text(self.special_ids, self.roles)
        return None if token is None else self.special_ids[token]

    @cached_property
    def begin_ids(self) -> tuple[int, ...]:
        """The ids that the tokenizer adds before each text; often none."""
        return added_around(self.backend)[0]

    @cached_property
    def end_ids(self) -> tuple[int, ...]:
        """The ids after each document: those that the tokenizer adds after a text, and the end-of-text token."""
        added, end = added_around(self.backend)[1], self.end_of_text
        return added if end is None or end in added else (*added, end)

    @cached_property
    def special_token_ids(self) -> frozenset[int]:
        """The ids of all special tokens."""
        return frozenset(self.special_ids.values())

    @cached_property
    def sha256(self) -> str:
        """SHA-256 (hexadecimal) of everything that determines the ids."""
        decides = self.reader if self.marks else self.backend
        return hashlib.sha256(decides.to_str().encode()).hexdigest()

    def encode(self, text: str, *, add_special_tokens: bool = True) -> list[int]:
        """Encode as transformers does: all special tokens are recognised, and the tokenizer adds its own.

        Texts of persons and documents are encoded with :meth:`encode_text` instead. A lone surrogate becomes U+FFFD.
        Raises StudioError if the tokenizer fails.
        """
        text = _encodable(text)
        self._rehearsed([text])
        with rust_errors(encoding_failed(text)):
            return list(self.backend.encode(text, add_special_tokens=add_special_tokens).ids)

    def encode_text(self, text: str) -> list[int]:
        """Encode ``text`` as in training, without added tokens: ``marks`` are recognised, other marks are text."""
        return [token for ids in self.encode_pieces(list(self.pieces_of(text))) for token in ids]

    def encode_prompt(self, text: str) -> list[int]:
        """Encode ``text`` as the beginning of a document, with the complete documents before it if marks divide it.

        Each begins with :attr:`begin_ids`. The result is empty if those and ``text`` are empty.
        """
        *whole, last = divide(text)[0]
        ids: list[int] = []
        for document in whole:
            ids += [*(self._begin_of(document) if document else ()), *self.encode_text(document), *self.end_ids]
        return [*ids, *self._begin_of(last), *self.encode_text(last)]

    def document_ends(self, text: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """The ids to add before and after the document ``text``, without those that its own ``marks`` give."""
        return self._begin_of(text), self.end_ids if self._mark_at_end(text) not in self.end_ids else ()

    def plain_marks(self, text: str) -> Counter[str]:
        """Count the special tokens in ``text`` that are read as plain text."""
        read = self.marks.union(DIVIDING_MARKS)
        return Counter(mark for mark in self._any_special.findall(text) if mark not in read)

    def _begin_of(self, text: str) -> tuple[int, ...]:
        begun = any(self.special_ids[mark] in self.begin_ids for mark in self.marks if text.startswith(mark))
        return () if begun else self.begin_ids

    def _mark_at_end(self, text: str) -> int | None:
        text = text.rstrip()
        return next((self.special_ids[mark] for mark in self.marks if text.endswith(mark)), None)

    def pieces_of(self, text: str) -> Iterator[str]:
        """Cut a long text into pieces whose ids (:meth:`encode_pieces`) concatenate to those of the whole."""
        return cut(text, self._cut_marks)

    def encode_pieces(self, pieces: Sequence[str]) -> list[list[int]]:
        """Encode each piece as a whole, as :meth:`encode_text` does, on all processor cores."""
        texts = self.checked(pieces)
        with rust_errors(encoding_failed(texts[0] if texts else "")):
            encoded = self.reader.encode_batch_fast(texts, add_special_tokens=False)
        return [encoding.ids for encoding in encoded]

    def checked(self, pieces: Sequence[str]) -> list[str]:
        """The pieces without lone surrogates. Raises StudioError if encoding them is not safe."""
        texts = [_encodable(piece) for piece in pieces]
        self._rehearsed(texts)
        return texts

    def _rehearsed(self, texts: Sequence[str]) -> None:
        if self.rehearse is not None:
            self.rehearse(texts)

    def decode(self, ids: Sequence[int], *, skip_special: bool = False) -> str:
        """The text of ``ids``, with special tokens unless ``skip_special``. Invalid UTF-8 becomes U+FFFD.

        Unknown ids are dropped. Raises StudioError if the tokenizer's decoder fails.
        """
        if skip_special:
            ids = [token for token in ids if token not in self.special_token_ids]
        if self.is_byte_level:
            return b"".join(map(self.token_bytes, ids)).decode("utf-8", "replace")
        if self.rehearse_ids is not None:
            self.rehearse_ids(ids)
        with rust_errors(decoding_failed()):
            known = [token for token in ids if self.backend.id_to_token(token) is not None]
            return str(self.backend.decode(known, skip_special_tokens=False)) if known else ""

    def token_bytes(self, token: int) -> bytes:
        """The bytes of one token; empty for an unknown id.

        Exact for byte-level tokenizers. For others, the bytes that the token adds within a text: "##ing" gives "ing",
        "▁the" gives " the".
        """
        return self._bytes.get(token, b"")

    @property
    def kind(self) -> str:
        """The name of the algorithm: ``byte-level BPE``, ``BPE``, ``WordPiece``, ``Unigram`` or ``WordLevel``."""
        name = type(self.backend.model).__name__
        return f"byte-level {name}" if self.is_byte_level else name

    @cached_property
    def is_byte_level(self) -> bool:
        """Whether tokens are byte strings (GPT-2, Llama 3, Qwen) that concatenate to the text."""
        if self.backend.decoder is None:
            return False
        decoder = json.loads(self.backend.decoder.__getstate__())
        steps = decoder.get("decoders", [decoder])
        return all(step["type"] == "ByteLevel" for step in steps)

    @cached_property
    def reader(self) -> tokenizers.Tokenizer:
        """A second Rust tokenizer for texts, which recognises ``marks`` and no other special token."""
        # A second one, because encode_special_tokens applies to a whole tokenizer and thus to all threads.
        described = json.loads(self.backend.to_str())
        for token in described["added_tokens"]:
            # The library always recognises added tokens that are not special, whatever encode_special_tokens says.
            token["special"] = token["special"] and token["content"] not in self.marks
        reader = tokenizers.Tokenizer.from_str(json.dumps(described))
        reader.encode_special_tokens = True
        return reader

    @cached_property
    def _any_special(self) -> re.Pattern[str]:
        longest_first = sorted(self.special_ids, key=lambda mark: -len(mark))
        return re.compile("|".join(map(re.escape, longest_first)) or r"(?!)")

    @cached_property
    def _cut_marks(self) -> str:
        return cut_marks(self.reader)

    @cached_property
    def _bytes(self) -> dict[int, bytes]:
        added = {i: token.content.encode() for i, token in self.backend.get_added_tokens_decoder().items()}
        read = _byte_level_bytes if self.is_byte_level else _piece_bytes
        vocabulary = self.backend.get_vocab(with_added_tokens=False)
        return {i: read(token) for token, i in vocabulary.items()} | added


def _byte_level_bytes(token: str) -> bytes:
    exact = bytes_of(token)
    return token.encode() if exact is None else exact


def _piece_bytes(token: str) -> bytes:
    if byte := re.fullmatch(r"<0x([0-9A-F]{2})>", token):
        return bytes.fromhex(byte[1])
    return token.removeprefix("##").replace("▁", " ").encode()


def _encodable(text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError:
        return _LONE_SURROGATE.sub("\ufffd", text)
    return text


def decoding_failed() -> StudioError:
    """The error for a failure of the Rust library during decoding."""
    return StudioError(
        "tokenizer.decode",
        "The tokenizer could not make text of what the model writes: it is damaged or made for another model. Choose "
        "another one.",
    )


def encoding_failed(text: str) -> StudioError:
    """The error for a failure of the Rust library while it encodes ``text``."""
    return StudioError(
        "tokenizer.encode",
        'The tokenizer could not split the text that begins with "{start}": it is damaged or made for other text. '
        "Choose another tokenizer.",
        start=shortened(text[:40]),
    )
