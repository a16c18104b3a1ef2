"""Finds how a chat template ends a turn, from the text that it writes between an answer and the next question."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from gpt_studio.artifacts.chat_template import ChatTemplate
from gpt_studio.artifacts.quarantine import Quarantine
from gpt_studio.artifacts.render_chat import render_messages
from gpt_studio.core.errors import StudioError
from gpt_studio.corpora.documents import Turn
from gpt_studio.tokenization.tokenizer import Tokenizer

_QUESTION, _ANSWER, _NEXT = "firstquestionq7x", "theanswerq7x", "nextquestionq7x"
_CONVERSATION = (Turn("user", _QUESTION), Turn("assistant", _ANSWER), Turn("user", _NEXT))
_SYSTEM = Turn("system", "theinstructionq7x")
_BRACKETED = re.compile(r"<[^<>\s]+>|\[[^\[\]\s]+\]")


@dataclass(frozen=True)
class TurnEnd:
    """A reply ends at any of ``ids``, or at any of ``texts``, which consist of several ordinary tokens.

    The first of ``ids`` follows an answer; the others begin the next turn, which is not part of a reply.
    """

    ids: tuple[int, ...] = ()
    texts: tuple[str, ...] = ()


def turn_end(template: ChatTemplate, tokenizer: Tokenizer, quarantine: Quarantine) -> TurnEnd:
    """Render short conversations in ``quarantine`` and compare them; empty if the template refuses all of them."""
    between = _following(template, tokenizer, _CONVERSATION, quarantine)
    last = _following(template, tokenizer, _CONVERSATION[:2], quarantine)
    added = tokenizer.backend.get_added_tokens_decoder()
    ids: list[int] = []
    texts: list[str] = []
    for written in (between, last):
        marks = {number: added[number].content for number in _encoded(tokenizer, written) if number in added}
        marks = {number: mark for number, mark in marks.items() if mark.strip()}  # not the tokens for blank lines
        ids += marks
        first = min((place for mark in marks.values() if (place := written.find(mark)) >= 0), default=None)
        if first is not None:
            texts += _texts(written[:first])
        elif not texts and not ids:
            texts += _texts(_common_beginning(between, last)) or _texts(written)
    known = (tokenizer.backend.token_to_id(text) for text in texts if _BRACKETED.fullmatch(text))
    ids += [number for number in known if number is not None]
    return TurnEnd(tuple(dict.fromkeys(ids)), tuple(dict.fromkeys(texts)))


def _following(template: ChatTemplate, tokenizer: Tokenizer, turns: Sequence[Turn], quarantine: Quarantine) -> str:
    """The rendered text between the answer and the next question or the end; "" if rendering fails."""
    for conversation in (turns, (_SYSTEM, *turns)):
        messages = [{"role": turn.role, "content": turn.text} for turn in conversation]
        try:
            text = render_messages(template, tokenizer.roles, messages, quarantine, add_generation_prompt=False)
        except StudioError:
            continue
        _, found, after = text.rpartition(_ANSWER)
        if found:
            return after.partition(_NEXT)[0]
    return ""


def _common_beginning(one: str, other: str) -> str:
    same = (place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b)
    return one[: next(same, min(len(one), len(other)))]


def _encoded(tokenizer: Tokenizer, text: str) -> Sequence[int]:
    try:
        return tokenizer.encode(text, add_special_tokens=False)
    except StudioError:
        return ()


def _texts(written: str) -> list[str]:
    """The marks in the text after an answer: each ``<...>`` and ``[...]`` if it begins with one, else all of it.

    White space before the latter is kept, or reduced to one line end if it has any.
    """
    mark = written.strip()
    if _BRACKETED.match(mark):
        return _BRACKETED.findall(mark)
    blanks = written[: len(written) - len(written.lstrip())]
    return [("\n" if "\n" in blanks else blanks) + mark] if mark else []
