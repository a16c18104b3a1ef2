from __future__ import annotations

import re

import pytest

from gpt_studio.corpora.sample import english, lexicon, sample_documents, spanish
from gpt_studio.corpora.sample.dice import Dice
from gpt_studio.corpora.sample.grammar import capitals, write
from gpt_studio.corpora.sample.lexicon import ANIMALS, FEMININE, LOOKS, MASCULINE, TRAITS, Word
from gpt_studio.corpora.sample.people import CAST
from gpt_studio.corpora.sample.questions import USES

LISTS = [value for name, value in sorted(vars(lexicon).items()) if name.isupper() and isinstance(value, tuple)]
NOUNS: tuple[Word, ...] = (
    *(word for words in LISTS for word in words if isinstance(word, Word)),
    *(animal.word for animal in ANIMALS),
    *(word for word, _ in USES),
    *(word for hero in CAST for word in (hero.kind, hero.friend, hero.elder)),
)  # fmt: skip
# Nouns whose ending does not show their gender, from a dictionary.
FEMININE_BY_HEART = frozenset({"llave", "red"})
MASCULINE_BY_HEART = frozenset(
    """tambor lápiz pastel pan mar ratón león elefante puente reloj girasol barril""".split()  # noqa: SIM905
)


@pytest.fixture(scope="module")
def all_text() -> str:
    documents = sample_documents(seed=3, size=1_500_000)
    return "\n".join(text for d in documents for text in ([d.text] if d.text else [turn.text for turn in d.turns]))


@pytest.mark.parametrize("noun", NOUNS, ids=lambda noun: noun.es)
def test_every_noun_has_the_gender_of_the_dictionary(noun: Word) -> None:
    first = noun.es
    if first in FEMININE_BY_HEART | MASCULINE_BY_HEART:
        assert noun.gender == (FEMININE if first in FEMININE_BY_HEART else MASCULINE)
    else:
        assert first.endswith(("a", "o"))
        assert noun.gender == (FEMININE if first.endswith("a") else MASCULINE)


def test_articles_and_adjectives_agree_wherever_a_noun_is_used(all_text: str) -> None:
    articles = {MASCULINE: {"el", "un", "al", "del", "este", "otro"}, FEMININE: {"la", "una", "esta", "otra"}}
    changing = [look for _, look in LOOKS if look.endswith("o")]
    looks = {gender: {spanish.agreed(look, gender) for look in changing} for gender in articles}
    genders = {noun.es: noun.gender for noun in NOUNS if noun.es not in spanish.STRESSED_A}
    checked = 0
    for before, noun, after in re.findall(r"\b(\w+) (?=(\w+)(?: (?:muy )?(\w+))?)", all_text):
        if noun in genders:
            other = FEMININE if genders[noun] == MASCULINE else MASCULINE
            assert before.lower() not in articles[other], f"{before} {noun} {after}"
            assert after not in looks[other], f"{before} {noun} {after}"
            checked += 1
    assert checked > 10_000


def test_contractions_are_made(all_text: str) -> None:
    assert not re.search(r"\b(?:a|de) el\b", all_text, re.IGNORECASE)
    assert " al " in all_text
    assert " del " in all_text


def test_stressed_a_takes_the_masculine_article() -> None:
    water = spanish.Thing(Word("water", "agua", FEMININE), "frío")
    assert (water.el, water.un) == ("el agua", "un agua fría")


@pytest.mark.parametrize(
    ("plain", "finished"),
    [
        ("Ana y Inés", "Ana e Inés"),
        ("Ana y Iván", "Ana e Iván"),
        ("nieve y hielo", "nieve y hielo"),
        ("padre y hijo", "padre e hijo"),
        ("Ana o Óscar", "Ana u Óscar"),
        ("va a el mercado de el pueblo", "va al mercado del pueblo"),
        ("es de él", "es de él"),
    ],
)
def test_spanish_words_meet_well(plain: str, finished: str) -> None:
    assert spanish.finish(plain) == finished


@pytest.mark.parametrize(
    ("masculine", "feminine"),
    [
        ("rojo", "roja"),
        ("azul", "azul"),
        ("verde", "verde"),
        ("trabajador", "trabajadora"),
        ("glotón", "glotona"),
        ("marrón", "marrón"),
    ],
)
def test_adjectives_have_their_feminine(masculine: str, feminine: str) -> None:
    assert spanish.feminine(masculine) == feminine


def test_english_articles_follow_the_sound(all_text: str) -> None:
    assert english.finish("a apple, a honest owl, a one-eyed cat, a useful hour, a hour") == (
        "an apple, an honest owl, a one-eyed cat, a useful hour, an hour"
    )
    english_text = "\n".join(line for line in all_text.split("\n") if re.search(r"\b(?:the|is|was|of)\b", line))
    assert not re.search(r"(?<!¿)\b[Aa] (?:apple|orange|owl|old|elephant|adventurous|honest)", english_text)
    assert not re.search(r"\b[Aa]n [bcdfgjklmnpqrstvwxyz]", english_text)


def test_traits_are_adjectives_in_both_languages() -> None:
    assert all(english and spanish for english, spanish in TRAITS.items())


def test_patterns_choose_fill_and_begin_large() -> None:
    told = {write("[a|b [c|d]] {x}. then", {"x": 1}, Dice(seed), str) for seed in range(50)}
    assert told == {"A 1. Then", "B c 1. Then", "B d 1. Then"}


def test_what_follows_a_quotation_stays_small() -> None:
    assert capitals('"help!" she said. "come." ¿qué? sí') == '"Help!" she said. "Come." ¿Qué? Sí'
