"""Spanish grammar for patterns: gender, number, articles, pronouns, and the spelling of a finished sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gpt_studio.corpora.sample.lexicon import FEMININE, Animal, Word
from gpt_studio.corpora.sample.people import Part

STRESSED_A = frozenset({"agua", "águila", "ave"})
_LEGS = {0: "no {} patas", 2: "{} dos patas", 4: "{} cuatro patas", 6: "{} seis patas"}
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


def plural(word: str) -> str:
    """``taza`` -> ``tazas``, ``azul`` -> ``azules``, ``lápiz`` -> ``lápices``, ``melón`` -> ``melones``."""
    if word[-1] in "aeiouáéó":
        return word + "s"
    if word.endswith("z"):
        return word[:-1] + "ces"
    if word.endswith("ón"):
        return word[:-2] + "ones"
    return word + "es"


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
    def lo_mejor(self) -> str:
        return "la mejor" if self.word.gender == FEMININE else "el mejor"

    @property
    def o(self) -> str:
        return "a" if self.word.gender == FEMININE else "o"

    @property
    def uno(self) -> str:
        return "una" if self.word.gender == FEMININE else "uno"

    @property
    def mio(self) -> str:
        return agreed("mío", self.word.gender)

    @property
    def tuyo(self) -> str:
        return agreed("tuyo", self.word.gender)


@dataclass(frozen=True)
class Person:
    """A character with a name. ``{hero}`` is the name; ``{hero.o}`` is the ending of an adjective."""

    part: Part
    name: str
    trait: str = ""

    def __str__(self) -> str:
        return self.name

    @property
    def o(self) -> str:
        return "a" if self.part.gender == FEMININE else "o"

    @property
    def lo(self) -> str:
        return "la" if self.part.gender == FEMININE else "lo"

    @property
    def ella(self) -> str:
        return "ella" if self.part.gender == FEMININE else "él"

    @property
    def una(self) -> str:
        return "una" if self.part.gender == FEMININE else "un"

    @property
    def una_buena(self) -> str:
        return "una buena amiga" if self.part.gender == FEMININE else "un buen amigo"

    @property
    def kind(self) -> str:
        return self.part.kind.spanish(self.part.gender)

    @property
    def un(self) -> str:
        return f"{indefinite(self.kind, self.part.gender)} {self.kind}"

    @property
    def un_trait(self) -> str:
        return f"{self.un} {agreed(self.trait, self.part.gender)}"

    @property
    def trait_agreed(self) -> str:
        return agreed(self.trait, self.part.gender)

    @property
    def el(self) -> str:
        return f"{article(self.kind, self.part.gender)} {self.kind}"


@dataclass(frozen=True)
class Both:
    """Two characters together: ``{both.os}`` is ``as`` only if both are feminine."""

    one: Part
    other: Part

    @property
    def os(self) -> str:
        return "as" if self.one.gender == self.other.gender == FEMININE else "os"

    @property
    def ellos(self) -> str:
        return "ellas" if self.os == "as" else "ellos"


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
    def o(self) -> str:
        return "a" if self.animal.gender == FEMININE else "o"

    @property
    def un_group(self) -> str:
        return f"un {self.animal.group[1]}"  # also "un ave": feminine, but it begins with a stressed a

    @property
    def cover(self) -> str:
        return self.animal.cover[1]

    @property
    def home(self) -> str:
        return self.animal.home[1]

    @property
    def food(self) -> str:
        return self.animal.food[1]

    @property
    def can(self) -> str:
        return self.animal.moves[1]

    @property
    def young(self) -> str:
        return self.animal.young[1] if self.animal.young else ""

    @property
    def sound(self) -> str:
        return self.animal.sound[1] if self.animal.sound else ""

    @property
    def legs(self) -> str:
        return _LEGS[self.animal.legs].format("tiene")

    @property
    def legs_many(self) -> str:
        return _LEGS[self.animal.legs].format("tienen")
