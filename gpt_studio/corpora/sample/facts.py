"""Writes short texts of facts: about an animal, one of the cast, colours, what things are for, and the days."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

from gpt_studio.corpora.sample import english, spanish
from gpt_studio.corpora.sample.dice import Dice
from gpt_studio.corpora.sample.grammar import write
from gpt_studio.corpora.sample.lexicon import ANIMALS, DAYS
from gpt_studio.corpora.sample.people import CAST
from gpt_studio.corpora.sample.plot import Beat
from gpt_studio.corpora.sample.questions import COLOURED, USES

_ANIMAL = (
    ("{animal.a} has {animal.legs}.", "{animal.many} live {animal.home}.", "{animal.many} eat {animal.food}."),
    ("{animal.el} {animal.legs}.", "{animal.los} viven {animal.home}.", "{animal.los} comen {animal.food}."),
)
_SOUND = ("{animal.a} {animal.sound}.", "{animal.el} {animal.sound}.")
# Weather, and what somebody does then; in English, then in Spanish.
_WEATHER: tuple[tuple[Beat, Beat], ...] = (
    (
        ("It is raining. {hero} stays at home and reads a book.", "It is raining. {hero} puts on {hero.his} coat."),
        ("Está lloviendo. {hero} se queda en casa y lee un libro.", "Está lloviendo. {hero} se pone su abrigo."),
    ),
    (
        ("The sun is shining. {hero} goes to the river.", "The sun is shining. {hero} sits in {hero.his} garden."),
        ("Hace sol. {hero} va al río.", "Hace sol. {hero} se sienta en su jardín."),
    ),
    (
        ("It is snowing. {hero} sits by the fire.", "It is very cold. {hero} puts on {hero.his} scarf."),
        ("Está nevando. {hero} se sienta junto al fuego.", "Hace mucho frío. {hero} se pone su bufanda."),
    ),
    (
        ("It is windy. {hero} flies {hero.his} kite.", "It is windy. {hero} closes the windows."),
        ("Hace viento. {hero} juega con su cometa.", "Hace viento. {hero} cierra las ventanas."),
    ),
)


def fact(dice: Dice, language: str) -> str:
    """A piece of three to five short sentences in ``en`` or ``es``."""
    kind: Callable[[Dice, int], str] = dice.pick((_animal, _hero, _hero, _colours, _uses, _day))
    return kind(dice, 0 if language == "en" else 1)


def _animal(dice: Dice, side: int) -> str:
    animal = dice.pick(ANIMALS)
    told = [*_ANIMAL[side], _SOUND[side]] if animal.sound else [*_ANIMAL[side]]
    words: Any = spanish if side else english
    cast = {"animal": words.Creature(animal)}
    return " ".join(_say(pattern, cast, dice, side) for pattern in dice.some(told, 3))


def _hero(dice: Dice, side: int) -> str:
    words: Any = spanish if side else english
    hero = words.Person(dice.pick(CAST))
    who = ("{hero} is {hero.a}. {hero.he} lives {hero.home}.", "{hero} es {hero.un}. Vive {hero.home}.")[side]
    today = ("Today is {day}.", "Hoy es {day}.")[side]
    weather = dice.pick(_WEATHER)[side]
    cast = {"hero": hero, "day": dice.pick(DAYS)[side]}
    return " ".join(_say(pattern, cast, dice, side) for pattern in (who, today, weather))


def _colours(dice: Dice, side: int) -> str:
    is_ = ("{thing} is {colour}.", "{thing} es {colour}.")[side]
    return " ".join(
        _say(is_, {"thing": thing[side], "colour": colour[side]}, dice, side)
        for thing, colour in dice.some(COLOURED, 4)
    )


def _uses(dice: Dice, side: int) -> str:
    is_for = ("{thing.a} is used {purpose}.", "{thing.un} sirve para {purpose}.")[side]
    words: Any = spanish if side else english
    return " ".join(
        _say(is_for, {"thing": words.Thing(word), "purpose": purpose[side]}, dice, side)
        for word, purpose in dice.some(USES, 3)
    )


def _day(dice: Dice, side: int) -> str:
    comes = ("After {here} comes {after}.", "Después del {here} viene el {after}.")[side]
    first = dice.below(len(DAYS))
    days = [DAYS[(first + step) % len(DAYS)][side] for step in range(dice.between(3, 8))]
    return " ".join(_say(comes, {"here": here, "after": after}, dice, side) for here, after in pairwise(days))


def _say(pattern: str | Beat, cast: dict[str, Any], dice: Dice, side: int) -> str:
    return write(pattern, cast, dice, spanish.finish if side else english.finish)
