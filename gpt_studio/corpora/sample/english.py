"""English grammar for patterns: articles, pronouns, plurals, and the spelling of a finished sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gpt_studio.corpora.sample.lexicon import FEMININE, Animal, Word
from gpt_studio.corpora.sample.people import Hero

_AN = re.compile(r"\b([Aa]) (?=(?:(?!one\b|use|uni|eu)[aeiouAEIOU]|hones|hour))")


def finish(text: str) -> str:
    """Turn ``a`` into ``an`` where the next word begins with a vowel sound."""
    return _AN.sub(r"\1n ", text)


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


@dataclass(frozen=True)
class Person:
    """The hero. ``{hero}`` is the name."""

    hero: Hero
    trait: str = ""

    def __str__(self) -> str:
        return self.hero.name

    @property
    def _female(self) -> bool:
        return self.hero.gender == FEMININE

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
    def a(self) -> str:
        return f"a {self.hero.kind.en}"

    @property
    def a_trait(self) -> str:
        return f"a {self.trait} {self.hero.kind.en}"

    @property
    def home(self) -> str:
        return self.hero.home[0]

    @property
    def likes(self) -> str:
        return self.hero.likes[0]


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
    def home(self) -> str:
        return self.animal.home[0]

    @property
    def food(self) -> str:
        return self.animal.food[0]

    @property
    def sound(self) -> str:
        return self.animal.sound[0] if self.animal.sound else ""

    @property
    def legs(self) -> str:
        return {0: "no legs", 2: "two legs", 4: "four legs", 6: "six legs"}[self.animal.legs]
