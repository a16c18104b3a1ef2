"""The rules of benchmarks/first_impression.py: whether a story keeps its hero, and whether an answer is right.

They know the heroes of the sample, and judge other names by what the story itself says of them.

A name stays if the story has one, if the hero is named again in its last two fifths, and if every other name is
introduced ("a duck called Tom", "Tom, a duck", "her friend Tom"). A gender stays if, wherever a sentence is about the
hero and nobody else, pronouns (English) and articles, pronouns and adjectives (Spanish) are those of the hero.
An answer is right if it is in the language asked, holds a right word, and no other word of the same kind.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from gpt_studio.corpora.sample.lexicon import DAYS, FEMININE, MASCULINE, TRAITS
from gpt_studio.corpora.sample.people import CAST

HEROES = {hero.name: hero.gender for hero in CAST}
# Words with a capital letter that are no names of heroes.
_NO_NAMES = frozenset(
    """I Tap Tac Toc GPT Studio English Spanish Africa África Earth Tierra Grandma Grandpa Mum Dad Auntie Uncle Abuela
    Abuelo Mamá Papá Tía Tío""".split()  # noqa: SIM905
) | {english for english, _ in DAYS}
_WORD = re.compile(r"[^\W\d_]+")
_SENTENCE = re.compile(r"(?<=[.!?])[\"”]?\s+")
_ELDERS = re.compile(
    r"\b(?:grand|god)?(?:mother|father)\b|\baunt\b|\buncle\b|\bneighbour\b|\babuel[oa]\b|\bmadre\b|\bpadre\b|\bt[íi][oa]\b|"
    r"\bvecin[oa]\b|\bmamá\b|\bpapá\b|\bGrandma\b|\bGrandpa\b|\bMum\b|\bDad\b",
    re.IGNORECASE,
)
_PRONOUNS = {
    ("en", FEMININE): re.compile(r"\b(?:she|her|hers|herself)\b", re.IGNORECASE),
    ("en", MASCULINE): re.compile(r"\b(?:he|him|his|himself)\b", re.IGNORECASE),
}
_STEMS = "content cansad asustad preocupad tranquil orgullos callad llamad enfadad sorprendid".split()  # noqa: SIM905
_STEMS += [trait[:-1] for trait in TRAITS.values() if trait.endswith("o") and trait != "listo"]
_KINDS = "gat os niñ conej zorr perr panader mariner erizad jardiner granjer maestr pint".split()  # noqa: SIM905
_SPANISH = {
    FEMININE: re.compile(
        rf"\b(?:ella|(?:{'|'.join(_STEMS)})a|sola|glotona|dormilona|una (?:{'|'.join(_KINDS)})a|una ardilla)\b",
        re.IGNORECASE,
    ),
    MASCULINE: re.compile(
        rf"\b(?:él|(?:{'|'.join(_STEMS)})o|hacerlo solo|estaba (?:muy )?solo|glotón|dormilón|"
        rf"un (?:{'|'.join(_KINDS)})o)\b",
        re.IGNORECASE,
    ),
}
_INTRODUCED = (
    r"(?:called|named|friend|cat|dog|llamad[oa]|llamaba|amig[oa]) {name}\b|\b{name}, (?:a|an|una?) \w+|"
    r"It was {name}|Era {name}|(?:friend|amig[oa]) (?:was|era) {name}"
)
_ENGLISH = "the is are and of in with a an i you to it not do my am have live lives eat from after"
_SPANISH_WORDS = "el la los las es son y de en con un una tiene tienen vive viven comen soy me del que no al estoy"
_SMALL_WORDS = {"en": frozenset(_ENGLISH.split()), "es": frozenset(_SPANISH_WORDS.split())}
# Words of which a right answer holds only the right one.
_ALIKE = tuple(
    frozenset(words.split())
    for words in (
        "blue green white yellow orange red black grey brown",
        "azul verde blanca blanco amarillo amarilla naranja roja rojo negro negra gris marrón",
        "two four six eight",
        "dos cuatro seis ocho",
        "barks bark moos moo meows neighs bleats clucks quacks croaks hoots howls growls roars squeaks buzzes",
        "ladra muge maúlla relincha bala cacarea grazna croa ulula aúlla gruñe ruge chilla zumba",
    )
)


def story_faults(text: str, language: str) -> tuple[str, str]:
    """What is wrong with the hero's name, and with the hero's gender; "" for nothing."""
    names = names_in(text)
    if not names:
        return "no name", "no hero"
    if not in_language(text, language):
        return "another language", "another language"
    hero = names[0]
    others = [name for name in names if name != hero]
    return _name_fault(text, hero, others), _gender_fault(text, language, hero, others)


def names_in(text: str) -> list[str]:
    """The different names, in the order of the text: words that have a capital letter inside a sentence, and heroes."""
    found = {}
    for match in _WORD.finditer(text):
        word = match[0]
        if not word[0].isupper() or word in _NO_NAMES:
            continue
        before = text[: match.start()].rstrip(' "“¿¡')
        starts = not before or before[-1] in ".!?:\n" or text[: match.start()].endswith(("¿", "¡", '"', "\n"))
        if word in HEROES or not starts:
            found.setdefault(word, match.start())
    return sorted(found, key=lambda name: text.index(name))


def in_language(text: str, language: str) -> bool:
    """Whether more of the usual small words are those of ``language`` than of the other."""
    words = [word.lower() for word in _WORD.findall(text)]
    counts = {known: sum(word in small for word in words) for known, small in _SMALL_WORDS.items()}
    marked = bool(re.search(r"[¿¡ñ]", text))
    other = "es" if language == "en" else "en"
    return counts[language] >= counts[other] and not (language == "en" and marked)


def answer_faults(text: str, language: str, right: Sequence[str]) -> str:
    """What is wrong with an answer; "" for nothing."""
    if not in_language(text, language):
        return "another language"
    held = [word for word in right if re.search(rf"\b{re.escape(word)}\b", text, re.IGNORECASE)]
    if not held:
        return "not " + " or ".join(right)
    words = {word.lower() for word in _WORD.findall(text)}
    for alike in _ALIKE:
        if alike & set(right) and words & alike - set(right):
            return "also " + ", ".join(sorted(words & alike - set(right)))
    return ""


def _name_fault(text: str, hero: str, others: Sequence[str]) -> str:
    for other in others:
        if not re.search(_INTRODUCED.format(name=other), text):
            return f"{hero}, then {other}"
    places = [match.start() for match in re.finditer(rf"\b{hero}\b", text)]
    if len(places) < 2 or places[-1] < 0.6 * len(text):
        return f"{hero} is not named again"
    return ""


def _gender_fault(text: str, language: str, hero: str, others: Sequence[str]) -> str:
    gender = HEROES.get(hero) or _gender_said(text, language, hero)
    if not gender:
        return ""
    other = MASCULINE if gender == FEMININE else FEMININE
    forms = _PRONOUNS["en", other] if language == "en" else _SPANISH[other]
    alone = True
    for sentence in _SENTENCE.split(text):
        somebody = [name for name in (hero, *others) if re.search(rf"\b{name}\b", sentence)]
        if somebody or _ELDERS.search(sentence):
            alone = somebody == [hero] or not others
        if alone and (found := forms.search(_without_elders(sentence))):
            return f"{hero}, but {found[0]}"
    return ""


def _gender_said(text: str, language: str, hero: str) -> str:
    """The gender of the first pronoun, article or adjective of a hero whom the sample does not know."""
    after = text[text.index(hero) :] if language == "en" else text
    first = {}
    for gender in (FEMININE, MASCULINE):
        forms = _PRONOUNS["en", gender] if language == "en" else _SPANISH[gender]
        if found := forms.search(after):
            first[gender] = found.start()
    return min(first, key=lambda gender: first[gender]) if first else ""


def _without_elders(sentence: str) -> str:
    """The sentence without what an old relative says or does: ``she said`` after ``"..."`` may be theirs."""
    return re.sub(r"\b(?:she|he) (?:said|asked|had said)\b", "", sentence) if _ELDERS.search(sentence) else sentence
