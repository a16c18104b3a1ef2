"""Incremental versions of the decoder steps of the tokenizers library.

The library decodes all tokens of a text at once, step by step. Each step here gives the same text for tokens that
come one by one: it yields what no later token can change and holds back the rest. A step reads separate tokens or,
after tokens were joined (``Fuse``, ``ByteLevel``), fragments of one text; the rules differ. The library itself
computes what a step does to a single token.
"""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator, Mapping
from typing import Any, Protocol

from tokenizers import decoders

from gpt_studio.tokenization.byte_alphabet import bytes_of

_CLEAN_UP = (
    (" .", "."),
    (" ?", "?"),
    (" !", "!"),
    (" ,", ","),
    (" ' ", "'"),
    (" n't", "n't"),
    (" 'm", "'m"),
    (" do not", " don't"),
    (" 's", "'s"),
    (" 've", "'ve"),
    (" 're", "'re"),
)
"""The replacements of the library's ``WordPiece`` and ``CTC`` decoders, in order."""
_BYTE_LENGTH = len("<0x00>")


class Step(Protocol):
    """``push`` takes the next token or fragment, ``finish`` ends the input; both yield text that is final."""

    def push(self, text: str) -> Iterator[str]: ...

    def finish(self) -> Iterator[str]: ...


def steps_of(decoder: decoders.Decoder | None) -> list[Step]:
    """The steps of a decoder in order; the concatenated output of the last one is the text."""
    if decoder is None:
        return [_JoinedByBlanks()]
    steps: list[Step] = []
    joined = False
    for state in _flat(json.loads(decoder.__getstate__())):
        steps += _of_joined_text(state) if joined else [_of_tokens(state)]
        joined = joined or state["type"] in ("Fuse", "ByteLevel")
    return steps


def _flat(state: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    if state["type"] == "Sequence":
        for step in state["decoders"]:
            yield from _flat(step)
    else:
        yield state


def _of_tokens(state: Mapping[str, Any]) -> Step:
    match state["type"]:
        case "Fuse":
            return _Unchanged()
        case "ByteLevel":
            return _Bytes()
        case "ByteFallback":
            return _ByteRuns()
        case "BPEDecoder":
            return _WordEnds(state["suffix"])
        case "WordPiece" | "Metaspace":
            return _FirstIsDifferent(_library_step(state), "b" if state.get("replacement") == "a" else "a")
        case "CTC":
            return _WithoutRepetition(_library_step(state))
        case "Replace" | "Strip":
            return _EachAlone(_library_step(state))
    return _Everything(_library_step(state), joined=False)


def _of_joined_text(state: Mapping[str, Any]) -> list[Step]:
    match state["type"]:
        case "Fuse":
            return []
        case "ByteFallback":
            return [_WholeIfShort(_library_step(state), _BYTE_LENGTH)]
        case "Strip":
            return [_Stripped(_library_step(state), state["content"], state["start"], state["stop"])]
        case "Replace" if state["pattern"].get("String"):
            return [_Replaced(state["pattern"]["String"], state["content"])]
        case "BPEDecoder" if state["suffix"]:
            return [_Replaced(state["suffix"], "")]
        case "Metaspace":
            return [_Replaced(state["replacement"], " " if state["prepend_scheme"] == "never" else "")]
        case "WordPiece":
            return _cleaned_up() if state["cleanup"] else []
        case "CTC" if state["pad_token"] and state["word_delimiter_token"]:
            replaced: list[Step] = [_Replaced(state["pad_token"], "")]
            if state["cleanup"]:
                replaced += [*_cleaned_up(), _Replaced(state["word_delimiter_token"], " ")]
            return replaced
    return [_Everything(_library_step(state), joined=True)]


def _cleaned_up() -> list[Step]:
    return [_Replaced(pattern, content) for pattern, content in _CLEAN_UP]


def _library_step(state: Mapping[str, Any]) -> decoders.Decoder:
    step = decoders.Fuse()
    step.__setstate__(json.dumps(state).encode())  # replaces the whole step, including its type
    return step


class _Unchanged:
    def push(self, text: str) -> Iterator[str]:
        yield text

    def finish(self) -> Iterator[str]:
        return iter(())


class _JoinedByBlanks:
    """Joins tokens by blanks, as the library does without a decoder."""

    def __init__(self) -> None:
        self._before = ""

    def push(self, text: str) -> Iterator[str]:
        yield self._before + text
        self._before = " "

    def finish(self) -> Iterator[str]:
        return iter(())


class _EachAlone:
    """A step that treats each token independently."""

    def __init__(self, step: decoders.Decoder) -> None:
        self._step = step

    def push(self, text: str) -> Iterator[str]:
        yield self._step.decode([text])

    def finish(self) -> Iterator[str]:
        return iter(())


class _FirstIsDifferent:
    """A step that treats the first token of a text differently from all others.

    ``other`` is a character that the step leaves unchanged: put in front, it makes the token the second one.
    """

    def __init__(self, step: decoders.Decoder, other: str) -> None:
        self._step, self._other = step, other
        self._first = True

    def push(self, text: str) -> Iterator[str]:
        if self._first:
            self._first = False
            yield self._step.decode([text])
        else:
            yield self._step.decode([self._other, text])[len(self._other) :]

    def finish(self) -> Iterator[str]:
        return iter(())


class _WithoutRepetition:
    """CTC: repeated tokens count once, and empty results are dropped."""

    def __init__(self, step: decoders.Decoder) -> None:
        self._step = step
        self._last: str | None = None

    def push(self, text: str) -> Iterator[str]:
        if text != self._last:
            self._last = text
            if kept := self._step.decode([text]):
                yield kept

    def finish(self) -> Iterator[str]:
        return iter(())


class _WordEnds:
    """BPEDecoder: the suffix of a word becomes a blank, and is removed in the last token of the text."""

    def __init__(self, suffix: str) -> None:
        self._suffix = suffix
        self._held: str | None = None

    def push(self, text: str) -> Iterator[str]:
        if self._held is not None:
            yield self._held.replace(self._suffix, " ")
        self._held = text

    def finish(self) -> Iterator[str]:
        if self._held is not None:
            yield self._held.replace(self._suffix, "")


class _ByteRuns:
    """ByteFallback: a run of byte tokens is decoded if all of it is UTF-8, else it becomes one U+FFFD for each byte.

    Therefore a run is held back until it ends.
    """

    def __init__(self) -> None:
        self._run = bytearray()

    def push(self, text: str) -> Iterator[str]:
        byte = _byte(text)
        if byte is not None:
            self._run.append(byte)
            return
        yield from self.finish()
        yield text

    def finish(self) -> Iterator[str]:
        if self._run:
            run = bytes(self._run)
            self._run.clear()
            try:
                yield run.decode()
            except UnicodeDecodeError:
                yield from "\ufffd" * len(run)


class _Bytes:
    """ByteLevel: each character is a byte; a token with a character outside the alphabet is used as plain text."""

    def __init__(self) -> None:
        self._utf8 = codecs.getincrementaldecoder("utf-8")("replace")

    def push(self, text: str) -> Iterator[str]:
        exact = bytes_of(text)
        yield self._utf8.decode(text.encode() if exact is None else exact)

    def finish(self) -> Iterator[str]:
        yield self._utf8.decode(b"", final=True)


class _Everything:
    """Any other step: it gets all its tokens at the end, together."""

    def __init__(self, step: decoders.Decoder, *, joined: bool) -> None:
        self._step, self._joined = step, joined
        self._held: list[str] = []

    def push(self, text: str) -> Iterator[str]:
        self._held.append(text)
        return iter(())

    def finish(self) -> Iterator[str]:
        yield self._step.decode(["".join(self._held)] if self._joined else self._held)


class _WholeIfShort:
    """A step on joined text that only changes texts of at most ``longest`` characters."""

    def __init__(self, step: decoders.Decoder, longest: int) -> None:
        self._step, self._longest = step, longest
        self._held: str | None = ""

    def push(self, text: str) -> Iterator[str]:
        if self._held is None:
            yield text
            return
        self._held += text
        if len(self._held) > self._longest:
            text, self._held = self._held, None
            yield text

    def finish(self) -> Iterator[str]:
        if self._held is not None:
            yield self._step.decode([self._held])


class _Stripped:
    """Strip on joined text: removes up to ``start`` times ``content`` at the beginning and ``stop`` times at the end.

    A text no longer than ``start + stop`` is passed to the library, which may fail there.
    """

    def __init__(self, step: decoders.Decoder, content: str, start: int, stop: int) -> None:
        self._step, self._content, self._start, self._stop = step, content, start, stop
        self._begun = False
        self._held = ""

    def push(self, text: str) -> Iterator[str]:
        self._held += text
        if not self._begun:
            if len(self._held) <= self._start + self._stop:
                return
            self._begun = True
            leading = len(self._held) - len(self._held.lstrip(self._content))
            self._held = self._held[min(leading, self._start) :]
        trailing = len(self._held) - len(self._held.rstrip(self._content))
        settled = len(self._held) - min(trailing, self._stop)
        yield self._held[:settled]
        self._held = self._held[settled:]

    def finish(self) -> Iterator[str]:
        if not self._begun:
            yield self._step.decode([self._held])


class _Replaced:
    """Replace on joined text: each ``pattern``, from the left, becomes ``content`` (Knuth, Morris and Pratt, 1977)."""

    def __init__(self, pattern: str, content: str) -> None:
        self._pattern, self._content = pattern, content
        self._matched = 0
        self._shorter = [0] * len(pattern)
        """Entry ``n - 1``: length of the longest proper prefix that is also a suffix of the first n characters."""
        for place in range(1, len(pattern)):
            length = self._shorter[place - 1]
            while length and pattern[length] != pattern[place]:
                length = self._shorter[length - 1]
            self._shorter[place] = length + (pattern[length] == pattern[place])

    def push(self, text: str) -> Iterator[str]:
        settled = []
        for character in text:
            while self._matched and self._pattern[self._matched] != character:
                kept = self._shorter[self._matched - 1]
                settled.append(self._pattern[: self._matched - kept])
                self._matched = kept
            if self._pattern[self._matched] != character:
                settled.append(character)
            elif self._matched + 1 == len(self._pattern):
                settled.append(self._content)
                self._matched = 0
            else:
                self._matched += 1
        yield "".join(settled)

    def finish(self) -> Iterator[str]:
        yield self._pattern[: self._matched]


def _byte(token: str) -> int | None:
    """The byte of a token like ``<0x0A>``, parsed as the library does; None for other tokens."""
    if len(token.encode()) != _BYTE_LENGTH or not (token.startswith("<0x") and token.endswith(">")):
        return None
    digits = token[3:5]
    if digits[0] == "+":  # the library's number parser allows a sign
        digits = digits[1:]
    return int(digits, 16) if all(digit in "0123456789abcdefABCDEF" for digit in digits) else None
