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

from gpt_studio.core.errors import Message
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
    :func:`with_system_folded`. ``learnt``: for each id whether the assistant writes it; None where nobody asked.
    """

    ids: tuple[int, ...]
    text_bytes: int
    folded: bool = False
    learnt: tuple[bool, ...] | None = None


@dataclass(frozen=True)
class Refused:
    """A conversation that the template refuses. ``reason``: the template's error message, or why it cannot be used."""

    reason: Message | str


class Layout(Protocol):
    """Turns conversations into the ids that a model reads."""

    @property
    def fingerprint(self) -> str:
        """Identifies everything that determines the ids; "" for :data:`CHATML`."""

    def lay_out(self, conversations: Sequence[Sequence[Turn]], *, replies: bool = False) -> list[LaidOut | Refused]:
        """Encode each conversation as a training document; with ``replies`` it says what the assistant writes."""


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


@dataclass(frozen=True)
class _Token:
    """The id ``number``, and where in the text its letters are."""

    number: int
    start: int
    end: int


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
        if letter:
            return tuple(token.number for token in self._tokens(text, letter))
        (text,) = self._tokenizer.checked([text])
        with rust_errors(encoding_failed(text)):  # without places: half the time and half the memory
            (encoding,) = self._tokenizer.backend.encode_batch_fast([text], add_special_tokens=False)
        return tuple(encoding.ids)

    def _tokens(self, text: str, letter: str) -> list[_Token]:
        (text,) = self._tokenizer.checked([text])
        with rust_errors(encoding_failed(text)):
            encoding = self._tokenizer.backend.encode(text, add_special_tokens=False)
        marked = [_Token(number, *place) for number, place in zip(encoding.ids, encoding.offsets, strict=True)]
        if not letter:
            return marked
        found: list[_Token] = []
        done = 0
        for token in marked:
            if token.number in self._special and token.end > token.start:
                found += [*self._plain(text, done, token.start, letter), token]
                done = token.end
        return [*found, *self._plain(text, done, len(text), letter)]

    def laid_out(
        self, text: str, letter: str, *, folded: bool = False, replies: Sequence[tuple[int, int]] | None = None
    ) -> LaidOut:
        """Encode ``text``, a conversation rendered by the template, as a training document.

        The end-of-text token is added if the ids neither begin with a begin token nor end with it, so that
        conversations stay separate. ``replies``: where in ``text`` the assistant writes. The added token is one of
        theirs if the last reply reaches the end of the text without a special token that ends it.
        """
        tokens = self._tokens(text, letter)
        ids = tuple(token.number for token in tokens)
        size = len((text.replace(letter, "") if letter else text).encode("utf-8", "replace"))
        size -= sum(len(self._tokenizer.token_bytes(token)) for token in ids if token in self._special)
        end = self._end_after(ids)
        learnt = None if replies is None else (*_written_in(tokens, replies), *(False for _ in end))
        if learnt and end and learnt[-2:-1] == (True,) and ids[-1] not in self._special:
            learnt = (*learnt[:-1], True)
        return LaidOut((*ids, *end), size, folded, learnt)

    def _end_after(self, ids: tuple[int, ...]) -> tuple[int, ...]:
        end, special = self._tokenizer.end_of_text, self._tokenizer.special_ids
        begin = special.get(self._tokenizer.roles.get("bos_token", ""))
        begins = bool(ids) and ids[0] in {*self._tokenizer.begin_ids, begin} - {end}
        return () if end is None or begins or ids[-1:] == (end,) else (end,)

    def _broken(self, text: str, letter: str) -> str:
        return self._marks.sub(lambda mark: letter.join(mark[0]) + letter, text)

    def _plain(self, text: str, begin: int, end: int, letter: str) -> list[_Token]:
        """The tokens of a part of ``text`` without special tokens, at their places in the whole."""
        part, first = text[begin:end], begin == 0
        if letter not in part:
            reader = self._tokenizer.reader if first else self._inside[0]
        else:
            reader = self._unmarked if first else self._inside[1]
        kept = [place for place in range(begin, end) if text[place] != letter]
        with rust_errors(encoding_failed(part)):
            encoding = reader.encode(part.replace(letter, ""), add_special_tokens=False)
        places = [*kept, end]
        return [
            _Token(number, places[start], places[stop - 1] + 1 if stop > start else places[start])
            for number, (start, stop) in zip(encoding.ids, encoding.offsets, strict=True)
        ]

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


def _written_in(tokens: Sequence[_Token], spans: Sequence[tuple[int, int]]) -> list[bool]:
    """Whether each token lies in one of ``spans``: from the first that shares a letter with it to the last."""
    written = [False] * len(tokens)
    for begin, end in spans:
        inside = [place for place, token in enumerate(tokens) if token.start < end and token.end > begin]
        if inside:
            written[inside[0] : inside[-1] + 1] = [True] * (inside[-1] + 1 - inside[0])
    return written


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
