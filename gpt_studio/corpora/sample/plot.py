"""The type of a plot. The plots are in english_plots.py and spanish_plots.py."""

from __future__ import annotations

from dataclasses import dataclass

from gpt_studio.corpora.sample.people import Hero

Beat = tuple[str, ...]
PARAGRAPH: Beat = ()  # a paragraph ends here


@dataclass(frozen=True)
class Plot:
    """A story as a sequence of beats. Each beat is a choice of patterns; one that begins with "" may be left out.

    Only the ``hero`` has a name, and all pronouns and adjectives for people are the hero's. A plot always has the same
    hero, whose character it shows: a small model learns that long before it learns to look back for a name.
    ``traits``: the hero has one of them, and it explains what the hero does.
    """

    hero: Hero
    traits: tuple[str, ...]
    beats: tuple[Beat, ...]
