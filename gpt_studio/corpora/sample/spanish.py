"""Spanish grammar for patterns: gender, number, articles, pronouns, and the spelling of a finished sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gpt_studio.corpora.sample.lexicon import FEMININE, Animal, Word
from gpt_studio.corpora.sample.people import Hero

STRESSED_A = frozenset({"agua", "águila", "ave"})
_AND = re.compile(r"\b([Yy]) (?=\"?(?:[iíIÍ](?![aeoáéó])|[hH][iíIÍ](?![aeoáéó])))")
_OR = re.compile(r"\b([Oo]) (?=\"?(?:[oóOÓ]|[hH][oóOÓ]))")
_CONTRACTION = re.compile(r"\b([Aa]|[Dd]e) el\b")


def finish(text: str) -> str:
    """Contract ``a el`` and ``de el``, and turn ``y`` and ``o`` into ``e`` and ``u`` before the same sound."""
    text = _CONTRACTION.sub(lambda match: match[1] + "l", text)
    text = _AND.sub(lambda match: "e " if match[1] == "y" else "E ", text)
    return _OR.sub(lambda match: "u " if match[1] == "o" else "U ", text)


def feminine(adjective: str) -> str:
    """The feminine form: ``rojo`` -> ``roja``, ``trabajador`` -> ``trabajadora``, ``glotón`` -> ``glotona``, ``verde`` stays."""
    if adjective.endswith("o"):
        return adjective[:-1] + "a"
    if adjective.endswith("dor"):
        return adjective + "a"
    if adjective.endswith(("lón", "tón")):
        return adjective[:-2] + "ona"
    return adjective


def agreed(adjective: str, gender: str) -> str:
    """The adjective in the form that agrees with a noun of ``gender``."""
    return feminine(adjective) if gender == FEMININE else adjective


def article(noun: str, gender: str) -> str:
    """``el`` or ``la``; ``el`` also for a feminine noun that begins with a stressed a."""
    return "el" if gender != FEMININE or noun in STRESSED_A else "la"


def indefinite(noun: str, gender: str) -> str:
    """``un`` or ``una``; ``un`` also for a feminine noun that begins with a stressed a."""
    return "un" if gender != FEMININE or noun in STRESSED_A else "una"


@dataclass(frozen=True)
class Thing:
    """A noun, perhaps with an adjective (given in its masculine form): ``{thing}`` is the noun alone."""

    word: Word
    look: str = ""

    def __str__(self) -> str:
        return self.word.es

    @property
    def full(self) -> str:
        return f"{self.word.es} {agreed(self.look, self.word.gender)}".strip()

    @property
    def un(self) -> str:
        return f"{indefinite(self.word.es, self.word.gender)} {self.full}"

    @property
    def un_word(self) -> str:
        return f"{indefinite(self.word.es, self.word.gender)} {self.word.es}"

    @property
    def el(self) -> str:
        return f"{article(self.word.es, self.word.gender)} {self.word.es}"

    @property
    def el_full(self) -> str:
        return f"{article(self.word.es, self.word.gender)} {self.full}"

    @property
    def lo(self) -> str:
        return "la" if self.word.gender == FEMININE else "lo"

    @property
    def o(self) -> str:
        return "a" if self.word.gender == FEMININE else "o"

    @property
    def mio(self) -> str:
        return agreed("mío", self.word.gender)

    @property
    def tuyo(self) -> str:
        return agreed("tuyo", self.word.gender)


@dataclass(frozen=True)
class Person:
    """The hero. ``{hero}`` is the name; ``{hero.o}`` is the ending of an adjective."""

    hero: Hero
    trait: str = ""

    def __str__(self) -> str:
        return self.hero.name

    @property
    def o(self) -> str:
        return "a" if self.hero.gender == FEMININE else "o"

    @property
    def un(self) -> str:
        return f"{indefinite(self.hero.kind.es, self.hero.gender)} {self.hero.kind.es}"

    @property
    def un_trait(self) -> str:
        return f"{self.un} {self.trait_agreed}"

    @property
    def trait_agreed(self) -> str:
        return agreed(self.trait, self.hero.gender)

    @property
    def home(self) -> str:
        return self.hero.home[1]

    @property
    def likes(self) -> str:
        return self.hero.likes[1]


@dataclass(frozen=True)
class Creature:
    """An animal as a topic, singular and plural, and the facts about it."""

    animal: Animal

    def __str__(self) -> str:
        return self.animal.es

    @property
    def un(self) -> str:
        return f"{indefinite(self.animal.es, self.animal.gender)} {self.animal.es}"

    @property
    def el(self) -> str:
        return f"{article(self.animal.es, self.animal.gender)} {self.animal.es}"

    @property
    def los(self) -> str:
        return ("las " if self.animal.gender == FEMININE else "los ") + self.animal.es_plural

    @property
    def home(self) -> str:
        return self.animal.home[1]

    @property
    def food(self) -> str:
        return self.animal.food[1]

    @property
    def sound(self) -> str:
        return self.animal.sound[1] if self.animal.sound else ""

    @property
    def legs(self) -> str:
        return {0: "no tiene patas", 2: "tiene dos patas", 4: "tiene cuatro patas", 6: "tiene seis patas"}[
            self.animal.legs
        ]
