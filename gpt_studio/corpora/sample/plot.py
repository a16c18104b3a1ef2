"""The type of a plot. The plots are in english_plots.py and spanish_plots.py."""

from __future__ import annotations

from dataclasses import dataclass

Beat = tuple[str, ...]
PARAGRAPH: Beat = ()  # a paragraph ends here


@dataclass(frozen=True)
class Plot:
    """A story as a sequence of beats. Each beat is a choice of patterns; one that begins with "" may be left out.

    Only the hero has a name, and all pronouns and adjectives for people are the hero's: a small model then learns soon
    to keep both. ``traits``: the hero has one of them, and it explains what the hero does.
    """

    name: str
    traits: tuple[str, ...]
    beats: tuple[Beat, ...]
