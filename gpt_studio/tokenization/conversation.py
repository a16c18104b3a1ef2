"""Encodes conversations that a chat template rendered as text.

Special tokens in the template's own text are encoded as such; the same characters in a turn never are, so that no
person can end a turn or begin another by typing them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import tokenizers

from gpt_studio.corpora.documents import Turn
from gpt_studio.tokenization.rust_boundary import rust_errors
from gpt_studio.tokenization.tokenizer import Tokenizer, encoding_failed

CHATML = (
    "{% for message in messages %}"
    "{{ '<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>\\n' }}"
    "{% endfor %}"
    "{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}"
)
"""The default chat template (Jinja): each turn between the two special tokens, with its role on the first line."""

_GUARDS = tuple(map(chr, range(0x12000, 0x1236F)))  # cuneiform: no tokenizer changes it, and it is rare in texts


@dataclass(frozen=True)
class LaidOut:
    """A conversation as ids. ``text_bytes``: the size of its text in UTF-8 without special tokens.

    ``folded``: the template refused the system message, so it was put before a user turn; see
    :func:`with_system_folded`.
    """

    ids: tuple[int, ...]
    text_bytes: int
    folded: bool = False


@dataclass(frozen=True)
class Refused:
    """A conversation that the template refuses. ``reason``: the template's error message."""

    reason: str


class Layout(Protocol):
    """Turns conversations into the ids that a model reads."""

    @property
    def fingerprint(self) -> str:
        """Identifies everything that determines the ids; "" for :data:`CHATML`."""

    def lay_out(self, conversations: Sequence[Sequence[Turn]]) -> list[LaidOut | Refused]:
        """Encode each conversation as a training document."""


def with_system_folded(turns: Sequence[Turn], places: Container[int] | None = None) -> tuple[Turn, ...] | None:
    """``turns`` with what the system says put before the user's next turn; None if there is no such pair.

    ``places`` are those of the system's turns that are meant; None for all of them.
    """
    folded: list[Turn] = []
    said: list[str] = []
    for place, turn in enumerate(turns):
        if turn.role == "system" and (places is None or place in places):
            said.append(turn.text)
        elif turn.role == "user" and said:
            folded.append(Turn("user", "\n\n".join([*said, turn.text])))
            said = []
        else:
            folded.append(turn)
    return None if said or len(folded) == len(turns) else tuple(folded)


class TurnReader:
    """Encodes conversations rendered with ``template`` (Jinja) for ``tokenizer``.

    :meth:`guarded` inserts a letter that no turn holds into the marks in turns, so that they are not recognised;
    :meth:`ids` removes it.
    """

    def __init__(self, tokenizer: Tokenizer, template: str) -> None:
        self._tokenizer = tokenizer
        self._template = template
        roles = set(tokenizer.roles.values())
        read = {mark for mark in tokenizer.marks if mark not in template and mark not in roles}
        kept = sorted(tokenizer.special_ids.keys() - read, key=lambda mark: -len(mark))
        # IGNORECASE, because some tokenizers change the case of a text before they look for marks.
        self._marks = re.compile("|".join(map(re.escape, kept)) or r"(?!)", re.IGNORECASE)
        self._special = frozenset(tokenizer.special_ids.values())

    def guarded(self, turns: Iterable[Turn]) -> tuple[tuple[Turn, ...], str]:
        """The turns to pass to the template, and the letter inserted; "" if no turn holds a mark."""
        turns = tuple(turns)
        if not any(self._marks.search(turn.text) for turn in turns):
            return turns, ""
        taken = self._template.join(turn.text for turn in turns)
        letter = next(letter for letter in _GUARDS if letter not in taken)
        return tuple(Turn(turn.role, self._broken(turn.text, letter)) for turn in turns), letter

    def ids(self, text: str, letter: str = "") -> tuple[int, ...]:
        """The ids of ``text``, rendered from turns guarded with ``letter``."""
        if not letter:
            return tuple(self._tokenizer.encode(text, add_special_tokens=False))
        (text,) = self._tokenizer.checked([text])
        found: list[int] = []
        done = 0
        with rust_errors(encoding_failed(text)):
            encoding = self._tokenizer.backend.encode(text, add_special_tokens=False)
        for token, (start, end) in zip(encoding.ids, encoding.offsets, strict=True):
            if token in self._special and end > start:
                found += [*self._plain(text[done:start], letter, first=done == 0), token]
                done = end
        return (*found, *self._plain(text[done:], letter, first=done == 0))

    def laid_out(self, text: str, letter: str, *, folded: bool = False) -> LaidOut:
        """Encode ``text``, a conversation rendered by the template, as a training document.

        The end-of-text token is added if the ids neither begin with a begin token nor end with it, so that
        conversations stay separate.
        """
        ids = self.ids(text, letter)
        size = len((text.replace(letter, "") if letter else text).encode("utf-8", "replace"))
        size -= sum(len(self._tokenizer.token_bytes(token)) for token in ids if token in self._special)
        return LaidOut((*ids, *self._end_after(ids)), size, folded)

    def _end_after(self, ids: tuple[int, ...]) -> tuple[int, ...]:
        end, special = self._tokenizer.end_of_text, self._tokenizer.special_ids
        begin = special.get(self._tokenizer.roles.get("bos_token", ""))
        begins = bool(ids) and ids[0] in {*self._tokenizer.begin_ids, begin} - {end}
        return () if end is None or begins or ids[-1:] == (end,) else (end,)

    def _broken(self, text: str, letter: str) -> str:
        return self._marks.sub(lambda mark: letter.join(mark[0]) + letter, text)

    def _plain(self, part: str, letter: str, *, first: bool) -> list[int]:
        if letter not in part:
            return self._read(self._tokenizer.reader if first else self._inside[0], part)
        return self._read(self._unmarked if first else self._inside[1], part.replace(letter, ""))

    def _read(self, reader: tokenizers.Tokenizer, text: str) -> list[int]:
        with rust_errors(encoding_failed(text)):
            return list(reader.encode(text, add_special_tokens=False).ids)

    @cached_property
    def _unmarked(self) -> tokenizers.Tokenizer:
        return _without_special(self._tokenizer.backend.to_str())

    @cached_property
    def _inside(self) -> tuple[tokenizers.Tokenizer, tokenizers.Tokenizer]:
        """Reader and backend for parts within a text, without the blank that some tokenizers put before its start."""
        return (
            _without_special(_never_first(self._tokenizer.reader.to_str())),
            _without_special(_never_first(self._tokenizer.backend.to_str())),
        )


def _never_first(described: str) -> str:
    state = json.loads(described)
    step = state["pre_tokenizer"] or {}
    for part in (step, *step.get("pretokenizers", ())):
        if part.get("prepend_scheme") == "first":
            part["prepend_scheme"] = "never"
    return json.dumps(state)


def _without_special(described: str) -> tokenizers.Tokenizer:
    """A tokenizer that recognises no special token."""
    made = tokenizers.Tokenizer.from_str(described)
    made.encode_special_tokens = True
    return made
