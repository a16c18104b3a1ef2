"""Writes short texts of facts about animals, jobs, sizes, how things work, and daily life."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from gpt_studio.corpora.sample import english, spanish
from gpt_studio.corpora.sample.dice import Dice
from gpt_studio.corpora.sample.grammar import write
from gpt_studio.corpora.sample.lexicon import ANIMALS, DAYS, FEMININE, JOBS, MASCULINE, Animal
from gpt_studio.corpora.sample.people import NAMES
from gpt_studio.corpora.sample.plot import Beat
from gpt_studio.corpora.sample.topics import TOPICS

_GROUPS = {
    "mammal": ("mammals", "mamíferos"),
    "bird": ("birds", "aves"),
    "reptile": ("reptiles", "reptiles"),
    "insect": ("insects", "insectos"),
    "fish": ("fish", "peces"),
    "amphibian": ("amphibians", "anfibios"),
}
_CLEARLY = 3  # least difference between two sizes that are compared

# Sentences about an animal, in the singular and in the plural.
_ENGLISH_ANIMAL: dict[str, tuple[Beat, Beat]] = {
    "group": (
        ("{animal.a} is a {animal.group}.", "The {animal} is a {animal.group}."),
        ("{animal.many} are {groups}.",),
    ),
    "body": (
        ("It has {animal.legs} and {animal.cover}.", "Its body has {animal.cover}, and it has {animal.legs}."),
        (
            "They have {animal.legs} and {animal.cover}.",
            "Their bodies have {animal.cover}, and they have {animal.legs}.",
        ),
    ),
    "home": (
        ("It lives {animal.home}.", "{animal.a} lives {animal.home}."),
        ("They live {animal.home}.", "{animal.many} live {animal.home}.", "You can find {animal.many} {animal.home}."),
    ),
    "food": (
        ("It eats {animal.food}.", "Its food is {animal.food}.", "It likes to eat {animal.food}."),
        ("They eat {animal.food}.", "{animal.many} eat {animal.food}.", "Their food is {animal.food}."),
    ),
    "can": (
        ("It can {animal.can}.", "{animal.a} can {animal.can}."),
        ("They can {animal.can}.", "{animal.many} can {animal.can}."),
    ),
    "young": (
        ("A young {animal} is called a {animal.young}.", "When it is young, {animal.a} is called a {animal.young}."),
        ("A young {animal} is called a {animal.young}.", "A {animal.young} is a young {animal}."),
    ),
    "sound": (
        ("{animal.a} {animal.sound}.", "You know {animal.a} by its sound: it {animal.sound}."),
        ("{animal.a} {animal.sound}.",),
    ),
}
_SPANISH_ANIMAL: dict[str, tuple[Beat, Beat]] = {
    "group": (
        ("{animal.el} es {animal.un_group}.", "{animal.un} es {animal.un_group}."),
        ("{animal.los} son {groups}.",),
    ),
    "body": (
        ("Tiene {animal.cover}, y {animal.legs}.", "Su cuerpo tiene {animal.cover}, y {animal.legs}."),
        ("Tienen {animal.cover}, y {animal.legs_many}.", "Su cuerpo tiene {animal.cover}, y {animal.legs_many}."),
    ),
    "home": (
        ("Vive {animal.home}.", "{animal.el} vive {animal.home}."),
        ("Viven {animal.home}.", "{animal.los} viven {animal.home}.", "Podemos encontrarl{animal.o}s {animal.home}."),
    ),
    "food": (
        ("Come {animal.food}.", "Se alimenta de {animal.food}.", "{animal.el} come {animal.food}."),
        ("Comen {animal.food}.", "Se alimentan de {animal.food}.", "{animal.los} comen {animal.food}."),
    ),
    "can": (
        ("Puede {animal.can}.", "{animal.el} puede {animal.can}."),
        ("Pueden {animal.can}.", "{animal.los} pueden {animal.can}."),
    ),
    "young": (
        ("Su cría se llama {animal.young}.", "La cría de {animal.el} se llama {animal.young}."),
        ("Su cría se llama {animal.young}.", "Cuando es pequeñ{animal.o}, {animal.el} se llama {animal.young}."),
    ),
    "sound": (
        ("{animal.el} {animal.sound}.", "Se conoce por su voz: {animal.el} {animal.sound}."),
        ("{animal.el} {animal.sound}.",),
    ),
}
_JOB = (
    (
        "{name} is a {job}. {he} works {where}, where {he} {does}. Every day {he} uses a {tool}.",
        "A {job} {does}. {name} is a {job} and works {where}. The {tool} is very important in this work.",
        "{name} works {where}. {he} is a {job} and {does}. {he} [likes|loves] [this work|the work] very much.",
        "My friend {name} is a {job}. A {job} {does}, and for that {he} needs a {tool}.",
    ),
    (
        "{name} es {job}. Trabaja {where}, donde {does}. Todos los días usa {un_tool}.",
        "{un_job} {does}. {name} es {job} y trabaja {where}. {el_tool} es muy importante en este trabajo.",
        "{name} trabaja {where}. Es {job} y {does}. Le gusta mucho [este trabajo|su trabajo].",
        "Mi {amigo} {name} es {job}. {un_job} {does}, y para eso necesita {un_tool}.",
    ),
)
_SIZES = (
    (
        "{big.a} is bigger than {middle.a}, and {middle.a} is bigger than {small.a}.",
        "{small.a} is small, {middle.a} is bigger, and {big.a} is the biggest of the three.",
        "Between {big.a} and {small.a}, the {big} is the bigger one. {middle.a} is bigger than {small.a} too.",
    ),
    (
        "{big.el} es más grande que {middle.el}, y {middle.el} es más grande que {small.el}.",
        "{small.el} es pequeñ{small.o}, {middle.el} es más grande, y {big.el} es el animal más grande de los tres.",
        "Entre {big.el} y {small.el}, {big.el} es más grande. {middle.el} también es más grande que {small.el}.",
    ),
)
# Weather, what people do then, and what else fits; each row in English, then in Spanish.
_WEATHER: tuple[tuple[Beat, Beat, Beat, Beat], ...] = (
    (
        ("it is raining", "it is wet outside"),
        (
            "{name} opens an umbrella",
            "{name} stays at home and reads a book",
            "{name} puts on a coat and goes for a walk",
        ),
        ("está lloviendo", "llueve mucho"),
        (
            "{name} abre el paraguas",
            "{name} se queda en casa y lee un libro",
            "{name} se pone el abrigo y sale a pasear",
        ),
    ),
    (
        ("the sun is shining", "it is hot"),
        ("{name} goes to the beach", "{name} drinks cold water in the shade", "{name} eats an ice cream in the garden"),
        ("hace sol", "hace calor"),
        ("{name} va a la playa", "{name} bebe agua fría a la sombra", "{name} come un helado en el jardín"),
    ),
    (
        ("it is snowing", "it is very cold"),
        ("{name} makes a snowman", "{name} sits by the fire", "{name} puts on a scarf and a hat"),
        ("está nevando", "hace mucho frío"),
        ("{name} hace un muñeco de nieve", "{name} se sienta junto al fuego", "{name} se pone la bufanda y el gorro"),
    ),
    (
        ("it is windy", "there is a strong wind"),
        ("{name} flies a kite", "{name} closes the windows", "{name} looks at the clouds that run across the sky"),
        ("hace viento", "sopla un viento fuerte"),
        ("{name} hace volar una cometa", "{name} cierra las ventanas", "{name} mira las nubes que corren por el cielo"),
    ),
)
_MEALS = (
    ("In the morning {he} [has|eats] bread with [butter|honey|cheese|jam]",
     "At noon {he} eats [soup|rice|fish|an omelette] with [bread|salad|potatoes]",
     "In the evening {he} drinks [a cup of milk|hot soup|orange juice] and goes to bed [early|at nine|with a book]"),
    ("Por la mañana come pan con [mantequilla|miel|queso|mermelada]",
     "A mediodía come [sopa|arroz|pescado|tortilla] con [pan|ensalada|patatas]",
     "Por la noche bebe [una taza de leche|sopa caliente|zumo de naranja] y se acuesta [temprano|a las nueve|con un libro]"),
)  # fmt: skip


def fact(dice: Dice, language: str) -> str:
    """A piece of two to six sentences in ``en`` or ``es``."""
    kind: Callable[[Dice, int], str] = dice.pick(
        (_animal, _animal, _animal, _topic, _topic, _job, _sizes, _day, _day, _day)
    )
    return kind(dice, 0 if language == "en" else 1)


def about_animal(animal: Animal, dice: Dice, side: int, count: int = 2) -> str:
    """A sentence that says what an animal is, and ``count`` more about it. ``side``: 0 English, 1 Spanish."""
    told = ["body", "home", "food", "can"]
    told += ["young"] if animal.young else []
    told += ["sound"] if animal.sound else []
    patterns = _SPANISH_ANIMAL if side else _ENGLISH_ANIMAL
    cast: dict[str, Any] = {
        "animal": spanish.Creature(animal) if side else english.Creature(animal),
        "groups": _GROUPS[animal.group[0]][side],
    }
    number = dice.below(2)
    sentences = [_say(patterns[name][number], cast, dice, side) for name in ("group", *dice.some(told, count))]
    return " ".join(sentences)


def _animal(dice: Dice, side: int) -> str:
    return about_animal(dice.pick(ANIMALS), dice, side, dice.between(3, 5))


def _topic(dice: Dice, side: int) -> str:
    beats = dice.pick(TOPICS)[side]
    return " ".join(sentence for beat in beats if (sentence := _say(beat, {}, dice, side)))


def _job(dice: Dice, side: int) -> str:
    job, gender = dice.pick(JOBS), dice.pick((FEMININE, MASCULINE))
    word = (job.en, job.es_f if gender == FEMININE else job.es_m)[side]
    cast = {
        "name": _name(dice, side, gender),
        "he": "she" if gender == FEMININE else "he",
        "job": word,
        "un_job": ("una " if gender == FEMININE else "un ") + word,
        "amigo": "amiga" if gender == FEMININE else "amigo",
        "does": job.does[side],
        "where": job.where[side],
        "tool": job.tool.en,
        "un_tool": spanish.Thing(job.tool).un,
        "el_tool": spanish.Thing(job.tool).el,
    }
    return _say(_JOB[side], cast, dice, side)


def _sizes(dice: Dice, side: int) -> str:
    words: Any = spanish if side else english
    small, middle, big = three_sizes(dice)
    cast = {"small": words.Creature(small), "middle": words.Creature(middle), "big": words.Creature(big)}
    return _say(_SIZES[side], cast, dice, side)


def three_sizes(dice: Dice) -> tuple[Animal, Animal, Animal]:
    """Three animals, each clearly bigger than the one before."""
    middle = dice.pick([animal for animal in ANIMALS if 4 <= animal.size <= 8])
    small = dice.pick([animal for animal in ANIMALS if animal.size <= middle.size - _CLEARLY])
    big = dice.pick([animal for animal in ANIMALS if animal.size >= middle.size + _CLEARLY])
    return small, middle, big


def _day(dice: Dice, side: int) -> str:
    gender = dice.pick((FEMININE, MASCULINE))
    weather = dice.pick(_WEATHER)
    cast = {
        "name": _name(dice, side, gender),
        "he": "she" if gender == FEMININE else "he",
        "day": dice.pick(DAYS)[side],
        "weather": dice.pick(weather[2 * side]),
    }
    start = (
        ("Today is {day}, and {weather}.", "It is {day}. {weather} today."),
        ("Hoy es {day} y {weather}.", "Es {day}. Hoy {weather}."),
    )[side]
    meals = [_say(meal + ".", cast, dice, side) for meal in _MEALS[side] if dice.chance(70)]
    return " ".join(
        [_say(start, cast, dice, side), _say(dice.pick(weather[2 * side + 1]) + ".", cast, dice, side), *meals]
    )


def _name(dice: Dice, side: int, gender: str) -> str:
    return dice.pick(NAMES[("en", "es")[side], gender])


def _say(pattern: str | Beat, cast: dict[str, Any], dice: Dice, side: int) -> str:
    return write(pattern, cast, dice, spanish.finish if side else english.finish)
