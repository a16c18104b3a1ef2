"""The ten heroes of the stories, the same in both languages: each has one name, kind, home, friend and character."""

from __future__ import annotations

from dataclasses import dataclass

from gpt_studio.corpora.sample.lexicon import FEMININE, MASCULINE, Word


@dataclass(frozen=True)
class Hero:
    """``kind`` is what the hero is, with the hero's own gender; pairs are English and Spanish.

    ``likes`` is the favourite food; the Spanish one has its article. ``friend`` is an animal that helps, ``elder`` a
    relative to whom the hero goes for advice.
    """

    name: str
    kind: Word
    home: tuple[str, str]
    likes: tuple[str, str]
    friend: Word
    elder: Word

    @property
    def gender(self) -> str:
        return self.kind.gender


_GRANDMOTHER, _GRANDFATHER = Word("grandmother", "abuela", FEMININE), Word("grandfather", "abuelo", MASCULINE)
LUNA = Hero(
    "Luna", Word("cat", "gata", FEMININE), ("in a little house by the river", "en una casita junto al río"),
    ("fish", "el pescado"), Word("owl", "búho", MASCULINE), _GRANDMOTHER,
)  # fmt: skip
BRUNO = Hero(
    "Bruno", Word("bear", "oso", MASCULINE), ("in a cave in the mountains", "en una cueva de la montaña"),
    ("honey", "la miel"), Word("mouse", "ratón", MASCULINE), _GRANDFATHER,
)  # fmt: skip
NORA = Hero(
    "Nora", Word("girl", "niña", FEMININE), ("in a village by the sea", "en un pueblo junto al mar"),
    ("cherries", "las cerezas"), Word("duck", "pato", MASCULINE), _GRANDMOTHER,
)  # fmt: skip
LEO = Hero(
    "Leo", Word("boy", "niño", MASCULINE), ("in a white house on the hill", "en una casa blanca en la colina"),
    ("chocolate", "el chocolate"), Word("goat", "cabra", FEMININE), _GRANDFATHER,
)  # fmt: skip
LOLA = Hero(
    "Lola", Word("rabbit", "coneja", FEMININE), ("under an old oak", "debajo de un viejo roble"),
    ("carrots", "las zanahorias"), Word("hedgehog", "erizo", MASCULINE), _GRANDMOTHER,
)  # fmt: skip
HUGO = Hero(
    "Hugo", Word("fox", "zorro", MASCULINE), ("at the edge of the forest", "al borde del bosque"),
    ("grapes", "las uvas"), Word("sheep", "oveja", FEMININE), _GRANDFATHER,
)  # fmt: skip
RITA = Hero(
    "Rita", Word("squirrel", "ardilla", FEMININE), ("in a very tall tree", "en un árbol muy alto"),
    ("nuts", "las nueces"), Word("frog", "rana", FEMININE), _GRANDMOTHER,
)  # fmt: skip
MAX = Hero(
    "Max", Word("dog", "perro", MASCULINE), ("on a big farm", "en una granja grande"),
    ("meat", "la carne"), Word("hen", "gallina", FEMININE), _GRANDFATHER,
)  # fmt: skip
CLARA = Hero(
    "Clara", Word("baker", "panadera", FEMININE), ("beside the old mill", "al lado del viejo molino"),
    ("apples", "las manzanas"), Word("donkey", "burro", MASCULINE), _GRANDMOTHER,
)  # fmt: skip
OTTO = Hero(
    "Otto", Word("sailor", "marinero", MASCULINE), ("on a small island", "en una isla pequeña"),
    ("oranges", "las naranjas"), Word("turtle", "tortuga", FEMININE), _GRANDFATHER,
)  # fmt: skip
CAST = (LUNA, BRUNO, NORA, LEO, LOLA, HUGO, RITA, MAX, CLARA, OTTO)
