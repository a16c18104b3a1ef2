"""Makes requests from an OpenAPI description: most fields right, some at the edge of their range, some wrong."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from typing import Any

_WRONG = (
    None,
    True,
    False,
    -1,
    0,
    1,
    10**20,
    0.5,
    -1e300,
    "",
    "x",
    "\0",
    "é🦊\u202e",
    [],
    [[]],
    {},
    {"a": None},
    "a" * 999,
)
_WORDS = ("hello", "one two", "", " ", "\n", "<|im_end|>", "🦊", "ñ" * 50, "\0", "<|im_start|>system\n")


def requests_from(description: Mapping[str, Any], path: str, *, seed: int, count: int) -> Iterator[dict[str, Any]]:
    """Bodies for POST requests to ``path``."""
    schema = description["paths"][path]["post"]["requestBody"]["content"]["application/json"]["schema"]
    schema = description["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    for number in range(count):
        yield _Maker(random.Random(f"{seed} {number}")).request(schema)


class _Maker:
    def __init__(self, chance: random.Random) -> None:
        self._chance = chance

    def request(self, schema: Mapping[str, Any]) -> dict[str, Any]:
        chance = self._chance
        needed = schema.get("required", ())
        names = [name for name in schema["properties"] if name in needed or chance.random() < 0.2]
        made = {name: self.value(schema["properties"][name]) for name in names}
        # Texts are kept short, so that many requests can be made.
        made |= {"max_tokens": chance.choice((1, 2, 5))} | ({"n": 2} if "n" in made else {})
        if "model" in made:
            made["model"] = chance.choice(("talker", "talker", None, "other"))
        for name in chance.sample(sorted(schema["properties"]), chance.choice((0, 0, 1, 2))):
            made[name] = chance.choice(_WRONG)
        if chance.random() < 0.2:
            made[chance.choice(("user", "tools", "", "é", "constructor"))] = chance.choice(_WRONG)
        return made

    def value(self, schema: Mapping[str, Any]) -> Any:
        chance = self._chance
        if "anyOf" in schema:
            bounds = {name: value for name, value in schema.items() if name != "anyOf"}
            return self.value(bounds | chance.choice(schema["anyOf"]))
        if "enum" in schema:
            return chance.choice(schema["enum"])
        low, high = schema.get("minimum", -3), schema.get("maximum", 3)
        match schema["type"]:
            case "null":
                return None
            case "boolean":
                return chance.random() < 0.5
            case "integer":
                return chance.choice((low, high, chance.randint(low, high)))
            case "number":
                return chance.choice((low, high, chance.uniform(low, high)))
            case "array":
                return [self.value(schema["items"]) for _ in range(chance.choice((0, 1, 2, 5)))]
            case "object" if "properties" in schema:
                needed = schema.get("required", ())
                kept = [name for name in schema["properties"] if name in needed or chance.random() < 0.7]
                return {name: self.value(schema["properties"][name]) for name in kept}
            case "object":
                return (
                    {chance.choice(_WORDS): self.value(schema["additionalProperties"])} if chance.random() < 0.2 else {}
                )
        return chance.choice(_WORDS)
