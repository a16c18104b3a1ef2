"""Evaluates the part of Go's template language that Modelfiles of GPT Studio use, to see what Ollama would write."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

_WORD = re.compile(r'"(?:[^"\\]|\\.)*"|\(.*?\)\.\w+|\S+')


def evaluate(template: str, messages: Sequence[dict[str, str]]) -> str:
    """What ``template`` writes for ``.Messages``: range, if, else if, else, assignments, eq, ne, index and fields."""
    tokens = _tokens(template)
    written: list[str] = []
    end = _run(tokens, 0, {"Messages": list(messages)}, {}, written, True)
    assert end == len(tokens), "an end too many"
    return "".join(written)


def _tokens(template: str) -> list[tuple[str, str]]:
    tokens, at = [], 0
    for found in re.finditer(r"\{\{(.*?)\}\}", template, re.DOTALL):
        text = template[at : found.start()]
        action = found[1]
        if action.startswith("-"):
            text, action = text.rstrip(), action[1:]
        tokens += [("text", text), ("action", action.strip())]
        at = found.end()
    return [*tokens, ("text", template[at:])]


def _run(tokens: Any, at: int, data: Any, names: dict[str, Any], out: list[str], live: bool) -> int:
    """Run from ``at`` to the else or end of this level, whose place is returned."""
    while at < len(tokens):
        kind, said = tokens[at]
        if kind == "text":
            out += [said] if live else []
        elif said == "end" or said.startswith("else"):
            return at
        elif said.startswith("if "):
            at = _choose(tokens, at, data, names, out, live)
        elif said.startswith("range "):
            at = _repeat(tokens, at, data, names, out, live)
        elif found := re.fullmatch(r"(\$\w+) :?= (.+)", said):
            if live:
                names[found[1]] = _value(found[2], data, names)
        elif live:
            out.append(str(_value(said, data, names)))
        at += 1
    return at


def _choose(tokens: Any, at: int, data: Any, names: dict[str, Any], out: list[str], live: bool) -> int:
    chosen = False
    while True:
        said = tokens[at][1]
        condition = said.removeprefix("else").strip().removeprefix("if").strip()
        if said == "end":
            return at
        true = live and not chosen and (not condition or bool(_value(condition, data, names)))
        at = _run(tokens, at + 1, data, names, out, true)
        chosen = chosen or true


def _repeat(tokens: Any, at: int, data: Any, names: dict[str, Any], out: list[str], live: bool) -> int:
    found = re.fullmatch(r"range (\$\w+), (\$\w+) := (.+)", tokens[at][1])
    assert found is not None
    end = _run(tokens, at + 1, data, dict(names), [], False)
    for place, item in enumerate(_value(found[3], data, names) if live else ()):
        names |= {found[1]: place, found[2]: item}
        _run(tokens, at + 1, data, names, out, True)
    return end


def _value(said: str, data: Any, names: dict[str, Any]) -> Any:
    words = _WORD.findall(said)
    if words[0] in ("eq", "ne"):
        one, other = (_value(word, data, names) for word in words[1:])
        return (one == other) == (words[0] == "eq")
    (word,) = words
    if word.startswith('"'):
        return json.loads(word)
    if re.fullmatch(r"-?\d+", word):
        return int(word)
    if found := re.fullmatch(r"\(index (\S+) (\d+)\)\.(\w+)", word):
        return _value(found[1], data, names)[int(found[2])][found[3].lower()]
    name, *fields = word.split(".")
    value = names[name] if name else data
    for field in fields:
        value = value[field] if field == "Messages" else value[field.lower()]
    return value
