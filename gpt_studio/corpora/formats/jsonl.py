"""Reads JSON Lines and JSON: each line, value or array element gives one or more documents.

An array of messages is one conversation.

What gives no document is skipped, counted by reason and named; it never stops the file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import reduce
from itertools import groupby
from typing import Any

from gpt_studio.core.errors import Message, say, shortened
from gpt_studio.corpora.decoding import open_text
from gpt_studio.corpora.documents import Document
from gpt_studio.corpora.json_documents import Lack, are_turns, documents_in, has_role
from gpt_studio.corpora.json_values import LONGEST_VALUE, Fault, JsonValue, values_in
from gpt_studio.corpora.reading import Reading, TextFormat, not_this_kind

_NAMED_LINES = 5
_NAMED_FIELDS = 8
_VALUES_LOOKED_AT = 200
_BAD_AT_START = 10_000  # values; where so many are none and no other came, the file is of another kind
_MOST_MESSAGES = 100_000  # of a conversation; an array of more is read message by message


def read(reading: Reading) -> Iterator[Document]:
    """The documents in ``reading.text_field`` of each object, or in the detected field if that is "".

    Notes the fields of the first objects that hold a text or a conversation.
    """
    left_out = _LeftOut()
    number = 0
    with open_text(reading) as file:
        values = values_in(file)
        for number, entry in enumerate(values if reading.text_field else _with_conversations(values), start=1):
            if entry.fault is not None:
                left_out.add(entry.fault, entry.line)
                if left_out.bad == number == _BAD_AT_START:
                    raise not_this_kind(reading, "JSON Lines")
                continue
            if number <= _VALUES_LOOKED_AT:
                for name, value in _fields_of(entry.value):
                    reading.note_field(name, value)
            found = documents_in(entry.value, reading.text_field)
            left_out.turns += found.turns_left_out
            if found.lack is not None:
                left_out.add(found.lack, entry.line, entry.value)
            yield from found.documents
    reading.problem = left_out.message(number, reading) or reading.problem


def _with_conversations(values: Iterator[JsonValue]) -> Iterator[JsonValue]:
    """The values; an array whose elements are the messages of one conversation comes as one."""
    for array, elements in groupby(values, key=lambda entry: entry.array):
        held: list[JsonValue] = []
        one = array > 0
        for entry in elements:
            one = one and len(held) < _MOST_MESSAGES and (entry.fault is not None or has_role(entry.value))
            if one and entry.fault is None:
                held.append(entry)
                continue
            if not one:
                yield from held
                held = []
            yield entry
        messages = [entry.value for entry in held]
        yield from [JsonValue(held[0].line, messages)] if are_turns(messages) and messages else held


def _fields_of(value: Any) -> Iterator[tuple[str, str]]:
    """The fields of an object that give documents, each with the beginning of the first."""
    for name in value if isinstance(value, dict) else ():
        if (documents := documents_in(value, name).documents) != []:
            yield name, documents[0].text or documents[0].turns[0].text


class _LeftOut:
    """Counts entries without a document by reason, and keeps their first line numbers and fields for the message."""

    def __init__(self) -> None:
        self.turns = 0
        self._reasons: Counter[Fault | Lack] = Counter()
        self._lines: list[int] = []
        self._fields: dict[str, None] = {}

    @property
    def bad(self) -> int:
        """How many entries gave no document."""
        return self._reasons.total()

    def add(self, reason: Fault | Lack, line: int, value: Any = None) -> None:
        self._reasons[reason] += 1
        if len(self._lines) <= _NAMED_LINES:
            self._lines.append(line)
        if isinstance(value, dict) and len(self._fields) <= _NAMED_FIELDS:
            self._fields |= dict.fromkeys(value)

    def message(self, entries: int, reading: Reading) -> Message | None:
        bad = self.bad
        if not bad:
            return self._about_turns(reading)
        lines = ", ".join(str(line) for line in self._lines[:_NAMED_LINES])
        if bad == 1:
            return say(
                "jsonl.left_out_one",
                "One entry of {name} is left out (line {lines}): {reason}. {advice}",
                name=reading.path.name,
                lines=lines,
                reason=_because(next(iter(self._reasons)), 1),
                advice=self._advice(one=True),
            )
        return say(
            "jsonl.left_out",
            "{bad:,} of {entries:,} entries of {name} are left out (line {lines}): {reasons}. {advice}",
            bad=bad,
            entries=entries,
            name=reading.path.name,
            lines=lines + (", …" if bad > _NAMED_LINES else ""),
            reasons=reduce(_and, (_because(reason, count) for reason, count in self._reasons.most_common())),
            advice=self._advice(),
        )

    def _advice(self, *, one: bool = False) -> Message:
        names = [str(shortened(name)) for name in self._fields]
        if not names or not {Lack.NO_FIELD, Lack.EMPTY, Lack.NO_TURNS} & set(self._reasons):
            return say("jsonl.check_it", "Check it.") if one else say("jsonl.check_them", "Check them.")
        return say(
            "jsonl.choose_field",
            "The fields are {fields}: choose the one with the text (--text-field in the terminal).",
            fields=", ".join(names[:_NAMED_FIELDS]) + (", …" if len(names) > _NAMED_FIELDS else ""),
        )

    def _about_turns(self, reading: Reading) -> Message | None:
        if not self.turns:
            return None
        if self.turns == 1:
            return say(
                "jsonl.turn_left_out",
                "One turn of {name} is left out, which is a call or result of a tool or of an unknown role: the rest "
                "of its conversation is read.",
                name=reading.path.name,
            )
        return say(
            "jsonl.turns_left_out",
            "{count:,} turns of {name} are left out, which are calls and results of tools or of an unknown role: the "
            "rest of their conversations is read.",
            count=self.turns,
            name=reading.path.name,
        )


def _because(reason: Fault | Lack, count: int) -> Message:
    match reason:
        case Fault.NOT_JSON:
            return say("jsonl.not_json", "{count:,} not JSON", count=count)
        case Fault.TOO_LONG:
            return say(
                "jsonl.too_long",
                "{count:,} longer than {limit} million characters",
                count=count,
                limit=LONGEST_VALUE // 1_000_000,
            )
        case Fault.TOO_DEEP:
            return say("jsonl.too_deep", "{count:,} nested too deeply", count=count)
        case Lack.EMPTY:
            return say("jsonl.empty", "{count:,} with an empty text", count=count)
        case Lack.NO_TURNS:
            return say("jsonl.no_turns", "{count:,} without a turn of a user or assistant", count=count)
        case Lack.NO_FIELD:
            return say("jsonl.no_field", "{count:,} without a field that is known as text", count=count)


def _and(first: Message, second: Message) -> Message:
    return say("jsonl.reasons", "{first}, {second}", first=first, second=second)


JSONL = TextFormat("JSON Lines", (".jsonl", ".ndjson", ".json"), read, version=5)
