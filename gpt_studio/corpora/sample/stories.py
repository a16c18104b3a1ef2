"""Writes stories from a plot, with characters and things that stay the same throughout the story."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gpt_studio.corpora.sample import english, english_plots, spanish, spanish_plots
from gpt_studio.corpora.sample.dice import Dice
from gpt_studio.corpora.sample.grammar import write
from gpt_studio.corpora.sample.lexicon import (
    FEMININE,
    FOODS,
    GOALS,
    HEAVY,
    LOOKS,
    MASCULINE,
    PLANTS,
    SMALL_ANIMALS,
    SMALL_FRUIT,
    THINGS,
    TOYS,
    TRAPS,
    Word,
    pairs,
)
from gpt_studio.corpora.sample.people import NAMES, Kind, Part, choose_friend, choose_hero
from gpt_studio.corpora.sample.plot import PARAGRAPH, Plot

TRAITS = dict(
    pairs(
        """forgetful = olvidadizo, absent-minded = despistado, generous = generoso, kind = amable, cheerful = alegre,
        proud = orgulloso, stubborn = terco, curious = curioso, brave = valiente, patient = paciente,
        calm = tranquilo, hard-working = trabajador, lazy = perezoso, sleepy = dormilón, honest = honesto,
        good = bueno, shy = tímido, quiet = callado, strong = fuerte, greedy = glotón, timid = miedoso,
        careful = prudente, clever = listo, adventurous = aventurero"""
    )
)
OUTDOORS = pairs(
    """under a tree = debajo de un árbol, behind a big stone = detrás de una gran piedra,
    near the river = cerca del río, in the tall grass = entre la hierba alta, next to the well = junto al pozo,
    beside the road = al lado del camino, among the flowers = entre las flores,
    at the foot of the hill = al pie de la colina, behind the mill = detrás del molino,
    near the bridge = cerca del puente, in the garden = en el jardín, in front of the school = delante de la escuela"""
)
_INDOORS = pairs(
    """under the bed = debajo de la cama, behind the door = detrás de la puerta, in the kitchen = en la cocina,
    under the table = debajo de la mesa, on the stairs = en la escalera, next to the window = junto a la ventana,
    behind the cupboard = detrás del armario, under the chair = debajo de la silla"""
)
_HOMES = pairs(
    """in a small house near the river = en una casa pequeña cerca del río, in a quiet valley = en un valle tranquilo,
    in a village by the sea = en un pueblo junto al mar, at the edge of the forest = al borde del bosque,
    in a white house on a hill = en una casa blanca sobre una colina, near a big lake = cerca de un gran lago,
    in a little village in the mountains = en un pequeño pueblo de las montañas,
    in an old house with a green door = en una casa vieja con una puerta verde,
    beside an old mill = al lado de un viejo molino, on a small island = en una pequeña isla"""
)
_WHENS = pairs(
    """one morning = una mañana, one day = un día, one afternoon = una tarde, one sunny day = un día de sol,
    one cold morning = una mañana fría, one spring day = un día de primavera,
    one summer morning = una mañana de verano, one autumn afternoon = una tarde de otoño,
    one Sunday = un domingo, one Monday morning = un lunes por la mañana, one windy day = un día de viento"""
)


@dataclass(frozen=True)
class Elder:
    """An older character: the noun, and how the hero addresses them, in both languages."""

    word: Word
    name: tuple[str, str]
    call: tuple[str, str] = ("", "")


_FAMILY = (
    Elder(Word("grandmother", "abuela", FEMININE), ("Grandma", "la abuela"), ("Grandma", "Abuela")),
    Elder(Word("grandfather", "abuelo", MASCULINE), ("Grandpa", "el abuelo"), ("Grandpa", "Abuelo")),
    Elder(Word("mother", "madre", FEMININE), ("Mum", "mamá"), ("Mum", "Mamá")),
    Elder(Word("father", "padre", MASCULINE), ("Dad", "papá"), ("Dad", "Papá")),
    Elder(Word("aunt", "tía", FEMININE), ("a dear aunt", "la tía"), ("Auntie", "Tía")),
    Elder(Word("uncle", "tío", MASCULINE), ("a dear uncle", "el tío"), ("Uncle", "Tío")),
)
RELATIVES = tuple(elder.word for elder in _FAMILY)
_NEIGHBOURS = (
    Elder(Word("old neighbour", "vecina", FEMININE), ("a neighbour", "una vecina")),
    Elder(Word("old neighbour", "vecino", MASCULINE), ("a neighbour", "un vecino")),
)


@dataclass(frozen=True)
class Dish:
    """A dish, its amount, and the ingredients that can be missing."""

    word: Word
    some: tuple[str, str]
    missing: tuple[tuple[str, str], ...]


_SALT, _FLOUR, _SUGAR, _OIL = (("salt", "sal"), ("flour", "harina"), ("sugar", "azúcar"), ("oil", "aceite"))
_DISHES = (
    Dish(Word("soup", "sopa", FEMININE), ("soup", "una sopa"), (_SALT, ("garlic", "ajo"))),
    Dish(Word("bread", "pan", MASCULINE), ("bread", "pan"), (_FLOUR, _SALT)),
    Dish(Word("cake", "pastel", MASCULINE), ("a cake", "un pastel"), (_SUGAR, _FLOUR, ("milk", "leche"))),
    Dish(Word("salad", "ensalada", FEMININE), ("a salad", "una ensalada"), (_OIL, _SALT)),
    Dish(Word("omelette", "tortilla", FEMININE), ("an omelette", "una tortilla"), (_OIL, _SALT)),
)


def story(
    dice: Dice,
    language: str,
    *,
    about: str = "",
    gender: str = "",
    thing: Word | None = None,
    titled: bool = True,
    short: bool = False,
) -> str:
    """A story in ``en`` or ``es``. ``about``: the kind of the hero; ``thing``: its main thing.

    ``short`` leaves out every beat that can be left out.
    """
    hero = choose_hero(dice, about, gender)
    plots = english_plots.PLOTS if language == "en" else spanish_plots.PLOTS
    fitting = [plot for plot in plots if hero.kind.group in plot.groups and (thing is None or plot.name in _OF_A_THING)]
    plot = dice.pick(fitting)
    cast = _cast(dice, language, plot, hero, thing)
    text = _tell(plot, cast, dice, language, short)
    if titled and dice.chance(35):
        text = write(plot.titles, cast, dice, _FINISH[language]) + "\n\n" + text
    return text


_OF_A_THING = ("lost", "gift", "honest")
_FINISH = {"en": english.finish, "es": spanish.finish}


def _tell(plot: Plot, cast: Mapping[str, Any], dice: Dice, language: str, short: bool) -> str:
    paragraphs: list[list[str]] = [[]]
    for beat in plot.beats:
        if beat == PARAGRAPH:
            paragraphs.append([])
        elif short and beat[0] == "":
            continue
        elif sentence := write(beat, cast, dice, _FINISH[language]):
            paragraphs[-1].append(sentence)
    return (" " if short else "\n\n").join(" ".join(sentences) for sentences in paragraphs if sentences)


def _cast(dice: Dice, language: str, plot: Plot, hero: Part, thing: Word | None) -> dict[str, Any]:
    """The values of all names in the patterns of a plot, chosen once for the whole story."""
    side = 0 if language == "en" else 1
    words: Any = english if language == "en" else spanish
    friend = choose_friend(hero, dice)
    elder = dice.pick(_NEIGHBOURS if hero.kind.group == "adult" else _FAMILY)
    trait = dice.pick(plot.traits)
    name, friend_name = names(dice, language, hero, friend)
    kinds = (hero.kind.en, friend.kind.en)
    spots = dice.some(OUTDOORS, 3)
    if plot.indoors:
        spots[:2] = dice.some(_INDOORS, 2)
    food = words.Thing(dice.pick(SMALL_FRUIT if plot.name == "trapped" else FOODS))
    dish = dice.pick(_DISHES)
    person = Part(Kind("", "", "", ""), elder.word.gender)
    cast: dict[str, Any] = {
        "hero": words.Person(hero, name, trait if side == 0 else TRAITS[trait]),
        "friend": words.Person(friend, friend_name),
        "elder": words.Person(person, elder.word.en if side == 0 else elder.word.es),
        "elder_name": elder.name[side],
        "elder_call": elder.call[side],
        "thing": words.Thing(thing or dice.pick(_things_for(hero)), dice.pick(LOOKS)[side]),
        "heavy": words.Thing(dice.pick(HEAVY)),
        "plant": words.Thing(dice.pick(PLANTS)),
        "food": food,
        "small": words.Thing(dice.pick([word for word in SMALL_ANIMALS if word.en not in kinds])),
        "trap": words.Thing(dice.pick(TRAPS)),
        "dish": words.Thing(dish.word),
        "dish_some": dish.some[side],
        "missing": dice.pick(dish.missing)[side],
        "goal": words.Thing(dice.pick(GOALS)),
        "home": dice.pick(_HOMES)[side],
        "when": dice.pick(_WHENS)[side],
        "spot": spots[0][side],
        "spot2": spots[1][side],
        "spot3": spots[2][side],
    }
    if language == "en":
        possessive = cast["hero"].his
        return cast | {
            "elder_whose": f"the birthday of {possessive} {elder.word.en}",
            "foods": english.plural(food.word.en),
            "goal": cast["goal"].the,
        }
    return cast | {"both": spanish.Both(hero, friend), "foods": spanish.plural(food.word.es)}


def _things_for(hero: Part) -> list[Word]:
    return [word for word in THINGS if hero.kind.group != "adult" or word.en not in TOYS]


def names(dice: Dice, language: str, one: Part, other: Part) -> tuple[str, str]:
    """Two different names that match the genders."""
    first = dice.pick(NAMES[language, one.gender])
    return first, dice.pick([name for name in NAMES[language, other.gender] if name != first])
