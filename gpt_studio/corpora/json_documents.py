"""Finds the texts and conversations in a JSON value.

Known shapes: ``{"text": "..."}`` (see :data:`TEXT_FIELDS`), ``{"messages": [{"role": ..., "content": ...}]}``,
``{"conversations": [{"from": ..., "value": ...}]}``, pairs such as ``{"prompt": ..., "completion": ...}``, strings,
exports of ChatGPT and Claude, lists of any of these, and objects with such a list under a name such as ``data``.
"""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass, field
from itertools import chain, groupby
from typing import Any, TypeGuard

from gpt_studio.corpora.chatgpt import branch, is_tree
from gpt_studio.corpora.documents import Document, Turn

TEXT_FIELDS = (
    "text",
    "content",
    "body",
    "document",
    "article",
    "story",
    "sentence",
    "selftext",
    "full_text",
    "texto",
    "contenido",
    "cuerpo",
    "documento",
    "artículo",
    "articulo",
    "comentario",
    "mensaje",
    "frase",
    "cuento",
)
TURN_FIELDS = ("messages", "conversations", "conversation", "dialogue", "dialog", "turns", "chat_messages")
LIST_FIELDS = ("data", "rows", "train", "examples", "items", "records", "entries", "documents", "texts")
PAIRS = tuple(
    (question, answer)
    for question, answers in (
        ("instruction", ("output", "response", "completion", "answer")),
        ("prompt", ("completion", "response", "answer", "output", "chosen")),
        ("question", ("answer", "response", "output")),
        ("query", ("response", "answer", "output")),
        ("input", ("output", "response", "target")),
        ("user", ("assistant",)),
        ("human", ("assistant", "bot", "gpt")),
        ("q", ("a",)),
        ("pregunta", ("respuesta",)),
        ("instrucción", ("respuesta", "salida")),
        ("instruccion", ("respuesta", "salida")),
        ("entrada", ("salida", "respuesta")),
        ("usuario", ("asistente", "respuesta")),
    )
    for answer in answers
)
_MORE = ("input", "context")  # what belongs to the question beside it
_SYSTEM_FIELDS = ("system", "system_prompt")
KNOWN_FIELDS = frozenset((*TEXT_FIELDS, *TURN_FIELDS, *LIST_FIELDS, *_SYSTEM_FIELDS, *chain.from_iterable(PAIRS)))
_ROLES = {
    "system": "system",
    "developer": "system",
    "user": "user",
    "human": "user",
    "prompter": "user",
    "question": "user",
    "assistant": "assistant",
    "gpt": "assistant",
    "ai": "assistant",
    "bot": "assistant",
    "chatbot": "assistant",
    "model": "assistant",
    "answer": "assistant",
}
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")  # JSON can escape one; UTF-8 cannot encode it
_NOT_SHOWN = "```\nThis block is not supported on your current device yet.\n```"
"""What older exports of Claude have in the place of a tool's use."""
_LISTS_DEEP = 4
_GONE = ("[deleted]", "[removed]")
"""What Reddit puts in the place of a text that was taken away."""


class Lack(enum.Enum):
    """Why a value gives no document."""

    NO_FIELD = "no_field"
    EMPTY = "empty"
    NO_TURNS = "no_turns"


@dataclass
class Found:
    """The documents of one value, or why there is none; ``turns_left_out`` counts turns of tools and unknown roles."""

    documents: list[Document] = field(default_factory=list)
    lack: Lack | None = None
    turns_left_out: int = 0


def documents_in(value: Any, name: str = "") -> Found:
    """The documents in ``value``: in the field ``name`` of each object, or in the detected one if ``name`` is ""."""
    found = Found()
    _gather(value, name, found, 0)
    if found.documents:
        found.lack = None
    elif found.lack is None:
        found.lack = Lack.EMPTY if value in ("", [], {}) else Lack.NO_FIELD
    return found


def _gather(value: Any, name: str, found: Found, depth: int) -> None:
    if isinstance(value, list) and depth < _LISTS_DEEP:
        if not name and are_turns(value):
            _add_conversation(value, found)
        else:
            for each in value:
                _gather(each, name, found, depth + 1)
    elif isinstance(value, str):
        if name:
            found.lack = Lack.NO_FIELD
        else:
            _add_text(value, found)
    elif isinstance(value, dict):
        _gather_object(value, name, found, depth)


def _gather_object(value: dict[str, Any], name: str, found: Found, depth: int) -> None:
    if name:
        if name in value:
            _add_field(value[name], found)
        elif not _gather_lists(value, name, found, depth):
            found.lack = found.lack or Lack.NO_FIELD
        return
    if is_tree(value):
        _add_conversation(branch(value), found)
        return
    for turns in TURN_FIELDS:
        if isinstance(value.get(turns), list):
            _add_conversation(value[turns], found)
            return
    if _add_pair(value, found):
        return
    texts = [value[text] for text in TEXT_FIELDS if isinstance(value.get(text), str)]
    if texts:
        _add_text(next((text for text in texts if text.strip()), ""), found)
    elif len(value) == 1 and isinstance(inner := next(iter(value.values())), dict) and depth < _LISTS_DEEP:
        _gather_object(inner, name, found, depth + 1)  # an export of posts wraps each of them
    elif not _gather_lists(value, name, found, depth):
        found.lack = found.lack or Lack.NO_FIELD


def _gather_lists(value: dict[str, Any], name: str, found: Found, depth: int) -> bool:
    lists = [value[each] for each in LIST_FIELDS if isinstance(value.get(each), list)]
    for each in lists:
        _gather(each, name, found, depth + 1)
    return bool(lists)


def _add_field(value: Any, found: Found) -> None:
    if isinstance(value, str):
        _add_text(value, found)
    elif isinstance(value, list) and value and all(isinstance(each, str) for each in value):
        for each in value:
            _add_text(each, found)
    elif isinstance(value, list):
        _add_conversation(value, found)
    else:
        found.lack = found.lack or Lack.NO_FIELD


def _add_text(text: str, found: Found) -> None:
    if text.strip() and text not in _GONE:
        found.documents.append(Document(_without_surrogates(text)))
    else:
        found.lack = found.lack or Lack.EMPTY


def _add_pair(value: dict[str, Any], found: Found) -> bool:
    """Add a question and its answer as a conversation, or only the answer as a text. False if there is no pair."""
    for question, answer in PAIRS:
        if question not in value or answer not in value:
            continue
        asked, answered = value[question], value[answer]
        if are_turns(asked) and are_turns(answered):
            _add_conversation([*asked, *answered], found)
            return True
        if (asked is None or isinstance(asked, str)) and isinstance(answered, str):
            more = [value.get(name) for name in _MORE if name != question]
            asked = "\n\n".join(part for part in (asked, *more) if isinstance(part, str) and part.strip())
            if not answered.strip():
                found.lack = found.lack or Lack.EMPTY
            elif not asked:
                _add_text(answered, found)
            else:
                system = (value[each] for each in _SYSTEM_FIELDS if isinstance(value.get(each), str))
                turns = [Turn("system", _without_surrogates(text)) for text in system if text.strip()][:1]
                turns += [Turn("user", _without_surrogates(asked)), Turn("assistant", _without_surrogates(answered))]
                found.documents.append(Document(turns=tuple(turns)))
            return True
    return False


def _add_conversation(items: list[Any], found: Found) -> None:
    turns: list[Turn] = []
    others = 0
    if items and all(isinstance(item, str) for item in items):
        items = [{"role": ("user", "assistant")[number % 2], "content": item} for number, item in enumerate(items)]
    for item in items:
        read = _turns(item)
        others += read is None
        turns += read or []
    if any(turn.role != "system" for turn in turns):
        found.documents.append(Document(turns=tuple(turns)))
        found.turns_left_out += others
    else:
        found.lack = found.lack or (Lack.NO_TURNS if others else Lack.EMPTY)


def are_turns(value: Any) -> TypeGuard[list[Any]]:
    """Whether ``value`` is a list of messages, each with a role, at least one with a known one."""
    return isinstance(value, list) and all(map(has_role, value)) and any(_role(item) in _ROLES for item in value)


def _turns(item: Any) -> list[Turn] | None:
    """The non-empty turns of one entry; None for a tool call, an unknown role, or an entry that is no turn or pair."""
    if not isinstance(item, dict):
        return None
    if not _role(item):
        pair = Found()
        return [turn for document in pair.documents for turn in document.turns] if _add_pair(item, pair) else None
    role = _ROLES.get(_role(item))
    if role is None:
        return None
    content = next((item[name] for name in ("content", "value", "text", "message") if name in item), None)
    text = _joined(content)
    if not text.strip():
        return None if item.get("tool_calls") or item.get("function_call") else []
    return [Turn(role, _without_surrogates(text))]


def has_role(item: Any) -> bool:
    """Whether ``item`` is a message that says whose it is."""
    return bool(_role(item))


def _role(item: Any) -> str:
    if not isinstance(item, dict):
        return ""
    role = next((item[name] for name in ("role", "from", "speaker", "sender") if name in item), "")
    return role.strip().lower() if isinstance(role, str) else ""


def _is_text(part: Any) -> bool:
    return isinstance(part, str)


def _joined(content: Any) -> str:
    """The text of a message whose content is a string or a list of parts; a tool's use divides it into paragraphs."""
    if isinstance(content, list):
        parts = [part.get("text") if isinstance(part, dict) else part for part in content]
        said = ["".join(map(str, group)) for is_text, group in groupby(parts, _is_text) if is_text]
        return "\n\n".join(part for part in said if part.strip())
    return content.replace(_NOT_SHOWN, "") if isinstance(content, str) else ""


def _without_surrogates(text: str) -> str:
    return _LONE_SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)
