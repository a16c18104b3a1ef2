"""The ten heroes of the stories. Each has one name, one kind and one home, the same in both languages."""

from __future__ import annotations

from dataclasses import dataclass

from gpt_studio.corpora.sample.lexicon import FEMININE, MASCULINE, Word


@dataclass(frozen=True)
class Hero:
    """``kind`` is what the hero is, with the hero's own gender; pairs are English and Spanish.

    ``likes`` is the favourite food; the Spanish one has its article.
    """

    name: str
    kind: Word
    home: tuple[str, str]
    likes: tuple[str, str]

    @property
    def gender(self) -> str:
        return self.kind.gender


CAST = (
    Hero("Luna", Word("cat", "gata", FEMININE), ("in a little house by the river", "en una casita junto al río"),
         ("fish", "el pescado")),
    Hero("Bruno", Word("bear", "oso", MASCULINE), ("in a cave in the mountains", "en una cueva de la montaña"),
         ("honey", "la miel")),
    Hero("Nora", Word("girl", "niña", FEMININE), ("in a village by the sea", "en un pueblo junto al mar"),
         ("cherries", "las cerezas")),
    Hero("Leo", Word("boy", "niño", MASCULINE), ("in a white house on the hill", "en una casa blanca en la colina"),
         ("chocolate", "el chocolate")),
    Hero("Lola", Word("rabbit", "coneja", FEMININE), ("under an old oak", "debajo de un viejo roble"),
         ("carrots", "las zanahorias")),
    Hero("Hugo", Word("fox", "zorro", MASCULINE), ("at the edge of the forest", "al borde del bosque"),
         ("grapes", "las uvas")),
    Hero("Rita", Word("squirrel", "ardilla", FEMININE), ("in a very tall tree", "en un árbol muy alto"),
         ("nuts", "las nueces")),
    Hero("Max", Word("dog", "perro", MASCULINE), ("on a big farm", "en una granja grande"), ("meat", "la carne")),
    Hero("Clara", Word("baker", "panadera", FEMININE), ("beside the old mill", "al lado del viejo molino"),
         ("apples", "las manzanas")),
    Hero("Otto", Word("sailor", "marinero", MASCULINE), ("on a small island", "en una isla pequeña"),
         ("oranges", "las naranjas")),
)  # fmt: skip
