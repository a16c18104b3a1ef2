"""What the words of the program mean: one table keyed by concept, in ``resources/words``, a file for each language."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from gpt_studio.core.paths import resources

ENGLISH = "en"


@dataclass(frozen=True)
class Concept:
    """``word`` and what it means. ``own`` are sentences with the person's own number, by the place where it is known:
    one for a single thing and one for several, each with ``{number}`` in it."""

    word: str
    explanation: str
    own: Mapping[str, tuple[str, str]]

    def with_number(self, place: str, shown: str, *, one: bool) -> str:
        """The sentence of ``place`` with the number, which is ``shown`` as the person's language writes it."""
        single, several = self.own[place]
        return (single if one else several).format(number=shown)


def word_files() -> list[Path]:
    """The table in each language; the name of a file is the code of its language."""
    return sorted((resources() / "words").glob("*.toml"))


@cache
def concepts(language: str) -> Mapping[str, Concept]:
    """The table in the language of this code (``es``), or in English if there is none."""
    files = {path.stem: path for path in word_files()}
    with files.get(language, files[ENGLISH]).open("rb") as file:
        table = tomllib.load(file)
    return {
        key: Concept(
            entry["word"],
            entry["explanation"],
            {place: (single, several) for place, (single, several) in entry.get("own", {}).items()},
        )
        for key, entry in table.items()
    }
