"""A one-sentence event about which a question can be asked."""

from __future__ import annotations

from dataclasses import dataclass

from gpt_studio.corpora.sample.dice import Dice
from gpt_studio.corpora.sample.lexicon import DAYS, LOOKS, THINGS, Word
from gpt_studio.corpora.sample.people import NAMES, Part, choose_hero
from gpt_studio.corpora.sample.stories import OUTDOORS, RELATIVES


@dataclass(frozen=True)
class Scene:
    """Who found what, how it looked, where and when, and who got it; pairs are English and Spanish."""

    hero: Part
    name: str
    thing: Word
    look: tuple[str, str]
    spot: tuple[str, str]
    day: tuple[str, str]
    elder: Word


def choose_scene(dice: Dice, language: str) -> Scene:
    """A scene whose hero has a name in ``en`` or ``es``."""
    hero = choose_hero(dice)
    return Scene(
        hero=hero,
        name=dice.pick(NAMES[language, hero.gender]),
        thing=dice.pick(THINGS),
        look=dice.pick(LOOKS),
        spot=dice.pick(OUTDOORS),
        day=dice.pick(DAYS),
        elder=dice.pick(RELATIVES),
    )
