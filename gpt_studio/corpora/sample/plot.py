"""The type of a plot. The plots are in english_plots.py and spanish_plots.py."""

from __future__ import annotations

from dataclasses import dataclass

Beat = tuple[str, ...]
PARAGRAPH: Beat = ()  # a paragraph ends here


@dataclass(frozen=True)
class Plot:
    """A story as a sequence of beats. Each beat is a choice of patterns; one that begins with "" may be left out.

    ``traits``: the hero has one of them, and it explains what the hero does. ``groups``: who can be the hero.
    ``indoors``: the first two places of the story are in a house.
    """

    name: str
    traits: tuple[str, ...]
    titles: Beat
    beats: tuple[Beat, ...]
    groups: tuple[str, ...] = ("child", "adult", "animal")
    indoors: bool = False
