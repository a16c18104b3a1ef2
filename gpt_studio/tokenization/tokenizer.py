"""Text to token ids and back."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property

import tokenizers

from gpt_studio.core.errors import StudioError, shortened
from gpt_studio.tokenization.byte_alphabet import bytes_of
from gpt_studio.tokenization.cutting import cut, cut_marks
from gpt_studio.tokenization.rust_boundary import rust_errors
from gpt_studio.tokenization.settings import END_OF_TEXT

_END_NAMES = (END_OF_TEXT, "<|end_of_text|>", "</s>", "<eos>", "[SEP]")
Rehearse = Callable[[Sequence[str]], None]
RehearseIds = Callable[[Sequence[int]], None]
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


class Tokenizer:
    """A Rust tokenizer with the questions that the rest of the program asks.

    ``backend`` is the Rust tokenizer; padding and truncation are switched off in it. ``roles`` says which token plays
    which part, for example ``{"eos_token": "<|endoftext|>"}``. Safe to use from several threads at once.
    """

    def __init__(
        self,
        backend: tokenizers.Tokenizer,
        roles: Mapping[str, str] | None = None,
        highest: int | None = None,
        left_out: tuple[str, ...] = (),
    ) -> None:
        """``highest``: the highest id of the vocabulary without added tokens, if it is known. ``left_out`` are special
        tokens of its files for which the model has no rows."""
        backend.no_padding()
        backend.no_truncation()
        self.backend = backend
        self.left_out = left_out
        self.rehearse: Rehearse | None = None
        """Called with the texts before each encoding; it raises StudioError if they must not be encoded here."""
        self.rehearse_ids: RehearseIds | None = None
        """The same for the ids before each decoding."""
        added = backend.get_added_tokens_decoder()
        self.special_ids: dict[str, int] = {token.content: i for i, token in sorted(added.items()) if token.special}
        if highest is None:
            highest = max(backend.get_vocab(with_added_tokens=False).values(), default=-1)
        self.highest = highest
        self.vocab_size: int = max((highest, *added)) + 1
        """The highest id plus one: how many rows the model's embedding needs."""
        self.roles: dict[str, str] = dict(_usual_roles(self.special_ids) if roles is None else roles)

    @property
    def end_of_text(self) -> int | None:
        """The id that ends a document; None if the tokenizer has no such token."""
        for name in (END_OF_TEXT, self.roles.get("eos_token"), *_END_NAMES):
            if name in self.special_ids:
                return self.special_ids[name]
        return None

    @cached_property
    def sha256(self) -> str:
        """SHA-256 (hexadecimal) of everything that decides the ids."""
        return hashlib.sha256(self.backend.to_str().encode()).hexdigest()

    def encode(self, text: str, *, add_special_tokens: bool = True) -> list[int]:
        """The ids of ``text``, with special tokens recognised, and added as the tokenizer's own rules say.

        For prompts; the same ids as transformers'. A lone surrogate counts as U+FFFD.
        """
        text = _encodable(text)
        self._rehearsed([text])
        with rust_errors(encoding_failed(text)):
            return list(self.backend.encode(text, add_special_tokens=add_special_tokens).ids)

    def encode_plain(self, text: str) -> list[int]:
        """The ids of ``text`` alone: text that looks like a special token stays text. For training data."""
        return [token for ids in self.encode_pieces(list(self.pieces_of(text))) for token in ids]

    def pieces_of(self, text: str) -> Iterator[str]:
        """Cut a long text into pieces whose ids, by :meth:`encode_pieces`, add up to those of the whole."""
        return cut(text, self._cut_marks)

    def encode_pieces(self, pieces: Sequence[str]) -> list[list[int]]:
        """:meth:`encode_plain` of each piece, on all processor cores; each piece is encoded in one go."""
        texts = self.checked(pieces)
        with rust_errors(encoding_failed(texts[0] if texts else "")):
            encoded = self._plain.encode_batch_fast(texts, add_special_tokens=False)
        return [encoding.ids for encoding in encoded]

    def checked(self, pieces: Sequence[str]) -> list[str]:
        """The pieces as the Rust library takes them. Raises StudioError if they must not be encoded here."""
        texts = [_encodable(piece) for piece in pieces]
        self._rehearsed(texts)
        return texts

    def _rehearsed(self, texts: Sequence[str]) -> None:
        if self.rehearse is not None:
            self.rehearse(texts)

    def decode(self, ids: Sequence[int]) -> str:
        """The text of ``ids``, special tokens included. Bytes that are not UTF-8 become U+FFFD; unknown ids vanish.

        Raises StudioError if the tokenizer's own rules for that fail.
        """
        if self.is_byte_level:
            return b"".join(map(self.token_bytes, ids)).decode("utf-8", "replace")
        if self.rehearse_ids is not None:
            self.rehearse_ids(ids)
        with rust_errors(_decoding_failed()):
            return str(self.backend.decode(list(ids), skip_special_tokens=False))

    def token_bytes(self, token: int) -> bytes:
        """The bytes that one token stands for; empty for an unknown id.

        Exact for byte-level tokenizers. For others it is what the token adds inside a text: "##ing" gives "ing",
        "▁the" gives " the".
        """
        return self._bytes.get(token, b"")

    @property
    def kind(self) -> str:
        """The name of its method: ``byte-level BPE``, ``BPE``, ``WordPiece``, ``Unigram`` or ``WordLevel``."""
        name = type(self.backend.model).__name__
        return f"byte-level {name}" if self.is_byte_level else name

    @cached_property
    def is_byte_level(self) -> bool:
        """Whether tokens are plain byte strings (GPT-2, Llama 3, Qwen), so that joining them gives the text."""
        if self.backend.decoder is None:
            return False
        decoder = json.loads(self.backend.decoder.__getstate__())
        steps = decoder.get("decoders", [decoder])
        return all(step["type"] == "ByteLevel" for step in steps)

    @cached_property
    def _plain(self) -> tokenizers.Tokenizer:
        # The flag is a state of the whole tokenizer: a second one keeps the first as it is, for every thread.
        plain = tokenizers.Tokenizer.from_str(self.backend.to_str())
        plain.encode_special_tokens = True
        return plain

    @cached_property
    def _cut_marks(self) -> str:
        return cut_marks(self.backend)

    @cached_property
    def _bytes(self) -> dict[int, bytes]:
        added = {i: token.content.encode() for i, token in self.backend.get_added_tokens_decoder().items()}
        read = _byte_level_bytes if self.is_byte_level else _piece_bytes
        vocabulary = self.backend.get_vocab(with_added_tokens=False)
        return {i: read(token) for token, i in vocabulary.items()} | added


def _usual_roles(special_ids: Mapping[str, int]) -> dict[str, str]:
    """As in GPT-2, one token begins and ends a text and stands for the unknown, which byte-level text never has.

    It also pads: without a padding token, tools refuse to work on several texts at once. Padding is masked out, so
    any token will do, and Qwen takes this one too.
    """
    if END_OF_TEXT not in special_ids:
        return {}
    return dict.fromkeys(("bos_token", "eos_token", "unk_token", "pad_token"), END_OF_TEXT)


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


def _decoding_failed() -> StudioError:
    return StudioError(
        "tokenizer.decode",
        "The tokenizer could not make text of what the model writes: it is damaged or made for another model. Choose "
        "another one.",
    )


def encoding_failed(text: str) -> StudioError:
    """What to say if the Rust library fails at ``text``."""
    return StudioError(
        "tokenizer.encode",
        'The tokenizer could not split the text that begins with "{start}": it is damaged or made for other text. '
        "Choose another tokenizer.",
        start=shortened(text[:40]),
    )
