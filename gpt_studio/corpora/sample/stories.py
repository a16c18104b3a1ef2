"""Writes stories from a plot, with a hero and things that stay the same throughout the story."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gpt_studio.corpora.sample import english, english_plots, spanish, spanish_plots
from gpt_studio.corpora.sample.dice import Dice
from gpt_studio.corpora.sample.grammar import write
from gpt_studio.corpora.sample.lexicon import (
    DISHES,
    FOODS,
    GOALS,
    HEAVY,
    LOOKS,
    PLANTS,
    SMALL_ANIMALS,
    SPOTS,
    THINGS,
    TRAITS,
    TRAPS,
    WHENS,
)
from gpt_studio.corpora.sample.people import CAST, Hero
from gpt_studio.corpora.sample.plot import PARAGRAPH, Plot

_FINISH = {"en": english.finish, "es": spanish.finish}


def story(dice: Dice, language: str, hero: Hero | None = None) -> str:
    """A story in ``en`` or ``es`` about ``hero``, or about any of the cast."""
    plots = english_plots.PLOTS if language == "en" else spanish_plots.PLOTS
    hero = hero or dice.pick(CAST)
    plot = dice.pick([plot for plot in plots if plot.hero == hero])
    return _tell(plot, _cast(dice, language, plot), dice, language)


def _tell(plot: Plot, cast: Mapping[str, Any], dice: Dice, language: str) -> str:
    paragraphs: list[list[str]] = [[]]
    for beat in plot.beats:
        if beat == PARAGRAPH:
            paragraphs.append([])
        elif sentence := write(beat, cast, dice, _FINISH[language]):
            paragraphs[-1].append(sentence)
    return "\n\n".join(" ".join(sentences) for sentences in paragraphs)


def _cast(dice: Dice, language: str, plot: Plot) -> dict[str, Any]:
    """The values of all names in the patterns of a plot, chosen once for the whole story."""
    side = 0 if language == "en" else 1
    words: Any = english if language == "en" else spanish
    trait = dice.pick(plot.traits)
    spots = dice.some(SPOTS, 3)
    return {
        "hero": words.Person(plot.hero, trait if side == 0 else TRAITS[trait]),
        "friend": words.Thing(plot.hero.friend),
        "elder": words.Thing(plot.hero.elder),
        "thing": words.Thing(dice.pick(THINGS), dice.pick(LOOKS)[side]),
        "heavy": words.Thing(dice.pick(HEAVY)),
        "plant": words.Thing(dice.pick(PLANTS)),
        "food": words.Thing(dice.pick(FOODS)),
        "small": words.Thing(dice.pick(SMALL_ANIMALS)),
        "trap": words.Thing(dice.pick(TRAPS)),
        "dish": words.Thing(dice.pick(DISHES)),
        "goal": words.Thing(dice.pick(GOALS)),
        "when": dice.pick(WHENS)[side],
        "spot": spots[0][side],
        "spot2": spots[1][side],
        "spot3": spots[2][side],
    }
