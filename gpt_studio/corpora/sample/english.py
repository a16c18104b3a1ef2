"""English grammar for patterns: articles, pronouns, plurals, and the spelling of a finished sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gpt_studio.corpora.sample.lexicon import FEMININE, Animal, Word
from gpt_studio.corpora.sample.people import Part

_AN = re.compile(r"\b([Aa]) (?=(?:(?!one\b|use|uni|eu)[aeiouAEIOU]|hones|hour))")


def finish(text: str) -> str:
    """Turn ``a`` into ``an`` where the next word begins with a vowel sound."""
    return _AN.sub(r"\1n ", text)


def plural(noun: str) -> str:
    """``apple`` -> ``apples``, ``peach`` -> ``peaches``, ``cherry`` -> ``cherries``."""
    if noun.endswith(("s", "x", "ch", "sh")):
        return noun + "es"
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + "s"


@dataclass(frozen=True)
class Thing:
    """A noun, perhaps with an adjective: ``{thing}`` is the noun alone, ``{thing.full}`` both."""

    word: Word
    look: str = ""

    def __str__(self) -> str:
        return self.word.en

    @property
    def full(self) -> str:
        return f"{self.look} {self.word.en}".strip()

    @property
    def a(self) -> str:
        return f"a {self.full}"

    @property
    def the(self) -> str:
        return f"the {self.word.en}"


@dataclass(frozen=True)
class Person:
    """A character with a name. ``{hero}`` is the name."""

    part: Part
    name: str
    trait: str = ""

    def __str__(self) -> str:
        return self.name

    @property
    def _female(self) -> bool:
        return self.part.gender == FEMININE

    @property
    def he(self) -> str:
        return "she" if self._female else "he"

    @property
    def him(self) -> str:
        return "her" if self._female else "him"

    @property
    def his(self) -> str:
        return "her" if self._female else "his"

    @property
    def himself(self) -> str:
        return "herself" if self._female else "himself"

    @property
    def kind(self) -> str:
        return self.part.kind.en

    @property
    def a(self) -> str:
        return f"a {self.kind}"

    @property
    def a_trait(self) -> str:
        return f"a {self.trait} {self.kind}"

    @property
    def the(self) -> str:
        return f"the {self.kind}"


@dataclass(frozen=True)
class Creature:
    """An animal as a topic: ``{animal}``, ``{animal.a}``, ``{animal.many}`` and the facts about it."""

    animal: Animal

    def __str__(self) -> str:
        return self.animal.en

    @property
    def a(self) -> str:
        return f"a {self.animal.en}"

    @property
    def many(self) -> str:
        return self.animal.en_plural

    @property
    def group(self) -> str:
        return self.animal.group[0]

    @property
    def cover(self) -> str:
        return self.animal.cover[0]

    @property
    def home(self) -> str:
        return self.animal.home[0]

    @property
    def food(self) -> str:
        return self.animal.food[0]

    @property
    def can(self) -> str:
        return self.animal.moves[0]

    @property
    def young(self) -> str:
        return self.animal.young[0] if self.animal.young else ""

    @property
    def sound(self) -> str:
        return self.animal.sound[0] if self.animal.sound else ""

    @property
    def legs(self) -> str:
        return {0: "no legs", 2: "two legs", 4: "four legs", 6: "six legs"}[self.animal.legs]
