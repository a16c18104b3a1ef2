"""The characters of stories: names and kinds in both languages."""

from __future__ import annotations

from dataclasses import dataclass

from gpt_studio.corpora.sample.dice import Dice
from gpt_studio.corpora.sample.lexicon import FEMININE, JOBS, MASCULINE

NAMES = {
    ("en", FEMININE): [
        "Anna",
        "Lucy",
        "Mia",
        "Rose",
        "Emma",
        "Lily",
        "Sara",
        "Nora",
        "Ella",
        "Ruby",
        "Clara",
        "Molly",
        "Kate",
        "Alice",
        "Julia",
        "Nina",
    ],
    ("en", MASCULINE): [
        "Tom",
        "Ben",
        "Sam",
        "Max",
        "Leo",
        "Jack",
        "Oscar",
        "Hugo",
        "Peter",
        "Daniel",
        "Adam",
        "Finn",
        "Noah",
        "George",
        "Luke",
        "Martin",
    ],
    ("es", FEMININE): [
        "Ana",
        "Lucía",
        "Marta",
        "Rosa",
        "Elena",
        "Sara",
        "Nora",
        "Clara",
        "Julia",
        "Carmen",
        "Alicia",
        "Inés",
        "Paula",
        "Lola",
        "Irene",
        "Eva",
    ],
    ("es", MASCULINE): [
        "Tomás",
        "Pablo",
        "Luis",
        "Mateo",
        "Leo",
        "Hugo",
        "Pedro",
        "Daniel",
        "Marcos",
        "Diego",
        "Óscar",
        "Iván",
        "Andrés",
        "Javier",
        "Nico",
        "Bruno",
    ],
}


@dataclass(frozen=True)
class Kind:
    """A kind of character. Without a Spanish form for a gender there is no such character of that gender."""

    en: str
    es_m: str
    es_f: str
    group: str  # child, adult or animal

    def spanish(self, gender: str) -> str:
        return self.es_f if gender == FEMININE else self.es_m


CHILDREN = (Kind("girl", "", "niña", "child"), Kind("boy", "niño", "", "child"))
ADULTS = tuple(Kind(job.en, job.es_m, job.es_f, "adult") for job in JOBS)
CREATURES = (
    Kind("fox", "zorro", "zorra", "animal"),
    Kind("rabbit", "conejo", "coneja", "animal"),
    Kind("bear", "oso", "osa", "animal"),
    Kind("mouse", "ratón", "ratona", "animal"),
    Kind("cat", "gato", "gata", "animal"),
    Kind("dog", "perro", "perra", "animal"),
    Kind("duck", "pato", "pata", "animal"),
    Kind("squirrel", "", "ardilla", "animal"),
    Kind("frog", "", "rana", "animal"),
    Kind("turtle", "", "tortuga", "animal"),
    Kind("hedgehog", "erizo", "", "animal"),
    Kind("monkey", "mono", "mona", "animal"),
    Kind("donkey", "burro", "burra", "animal"),
    Kind("elephant", "elefante", "elefanta", "animal"),
)
KINDS = (*CHILDREN, *ADULTS, *CREATURES)


@dataclass(frozen=True)
class Part:
    """A character of a story, independent of the language."""

    kind: Kind
    gender: str


def choose_hero(dice: Dice, wanted: str = "", gender: str = "") -> Part:
    """A child (40 %), an animal (40 %) or an adult (20 %), or a hero of the ``wanted`` kind and gender."""
    if wanted:
        kind = next(known for known in KINDS if known.en == wanted)
    else:
        kind = dice.pick(dice.pick((CHILDREN, CHILDREN, ADULTS, CREATURES, CREATURES)))
    return Part(kind, gender or _gender(kind, dice))


def choose_friend(hero: Part, dice: Dice) -> Part:
    """A character of the same group, and of another kind unless both are children."""
    group = [kind for kind in KINDS if kind.group == hero.kind.group and (kind.group == "child" or kind != hero.kind)]
    kind = dice.pick(group)
    return Part(kind, _gender(kind, dice))


def _gender(kind: Kind, dice: Dice) -> str:
    possible = [gender for gender in (FEMININE, MASCULINE) if kind.spanish(gender)]
    return dice.pick(possible)
