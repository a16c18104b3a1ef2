"""Decodes token ids that arrive one by one, and returns only text that later ids cannot change."""

from __future__ import annotations

import codecs
from collections.abc import Sequence

from gpt_studio.tokenization.decoder_steps import Step, steps_of
from gpt_studio.tokenization.rust_boundary import rust_errors
from gpt_studio.tokenization.tokenizer import Tokenizer, decoding_failed


class StreamDecoder:
    """Incremental decoder: ``push`` returns the text that each id completes, ``finish`` the rest.

    The concatenated text equals ``tokenizer.decode`` of all ids, for every tokenizer. Text that a later id could
    change (half a character, a run of byte tokens) is held back. The time for an id does not depend on its position.

    ``after``: earlier ids; the new text continues ``tokenizer.decode(after)``. If the new ids change the end of that
    text, which was already shown, only the text after its visible characters is returned.
    ``skip_special`` leaves special tokens out, as :meth:`Tokenizer.decode` does.
    """

    def __init__(self, tokenizer: Tokenizer, after: Sequence[int] = (), *, skip_special: bool = False) -> None:
        self._skipped = tokenizer.special_token_ids if skip_special else frozenset[int]()
        self._chain = _chain(tokenizer)
        self._shown = ""
        self._waiting = ""
        if after:
            before = tokenizer.decode(after, skip_special=skip_special)
            settled = sum(len(self._settled(token)) for token in after)
            self._shown = before[settled:]

    def push(self, token: int) -> str:
        """The text that ``token`` completes; "" if none. Raises StudioError as decoding does."""
        return self._new(self._settled(token))

    def finish(self) -> str:
        """The rest of the text, with U+FFFD for an incomplete character."""
        return self._new(self._chain.finish(), last=True)

    def _settled(self, token: int) -> str:
        return "" if token in self._skipped else self._chain.push(token)

    def _new(self, text: str, *, last: bool = False) -> str:
        """``text`` without the part that was already shown as the end of the text of ``after``."""
        if not self._shown:
            return text
        self._waiting += text
        if not last and len(self._waiting) < len(self._shown) and self._shown.startswith(self._waiting):
            return ""
        shown, self._shown = self._shown, ""
        text, self._waiting = self._waiting, ""
        if text.startswith(shown):
            return text[len(shown) :]
        return _after(text, sum(not character.isspace() for character in shown))


def pieces_of(ids: Sequence[int], tokenizer: Tokenizer) -> tuple[str, ...]:
    """For each of ``ids`` the text that it completes; joined, they are the text of all, but for a tokenizer whose ids
    must first be tried together: then each is decoded alone. Raises StudioError as decoding does."""
    decoder = StreamDecoder(tokenizer)
    if isinstance(decoder._chain, _AtTheEnd):
        return tuple(tokenizer.decode([token]) for token in ids)
    pieces = [decoder.push(token) for token in ids]
    return (*pieces[:-1], pieces[-1] + decoder.finish()) if pieces else ()


class _ByteLevel:
    """Decodes byte-level tokens."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._utf8 = codecs.getincrementaldecoder("utf-8")("replace")

    def push(self, token: int) -> str:
        return self._utf8.decode(self._tokenizer.token_bytes(token))

    def finish(self) -> str:
        return self._utf8.decode(b"", final=True)


class _InSteps:
    """Decodes tokens with the incremental steps of the tokenizer's decoder."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._backend = tokenizer.backend
        self._steps = steps_of(tokenizer.backend.decoder)
        self._any = False

    def push(self, token: int) -> str:
        with rust_errors(decoding_failed()):
            text = self._backend.id_to_token(token)
            if text is None:
                return ""
            self._any = True
            return "".join(_through(self._steps, [text]))

    def finish(self) -> str:
        if not self._any:
            return ""
        with rust_errors(decoding_failed()):
            parts: list[str] = []
            for place, step in enumerate(self._steps):
                parts += _through(self._steps[place + 1 :], list(step.finish()))
            return "".join(parts)


class _AtTheEnd:
    """Decodes all ids together in ``finish``, for tokenizers whose ids must first be tried in the helper process."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._ids: list[int] = []

    def push(self, token: int) -> str:
        self._ids.append(token)
        return ""

    def finish(self) -> str:
        return self._tokenizer.decode(self._ids)


def _chain(tokenizer: Tokenizer) -> _ByteLevel | _InSteps | _AtTheEnd:
    if tokenizer.is_byte_level:
        return _ByteLevel(tokenizer)
    return _InSteps(tokenizer) if tokenizer.rehearse_ids is None else _AtTheEnd(tokenizer)


def _through(steps: Sequence[Step], parts: list[str]) -> list[str]:
    for step in steps:
        parts = [after for part in parts for after in step.push(part)]
    return parts


def _after(text: str, visible: int) -> str:
    """The text after the first ``visible`` characters that are not white space."""
    for place, character in enumerate(text):
        if visible == 0:
            return text[place:]
        visible -= not character.isspace()
    return ""
