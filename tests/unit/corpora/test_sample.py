from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import Counter

import pytest

from gpt_studio.corpora.documents import Document
from gpt_studio.corpora.sample import SAMPLE_SHA256, SAMPLE_SIZE, sample_documents
from gpt_studio.corpora.sample.conversations import casual, conversation
from gpt_studio.corpora.sample.dice import Dice
from gpt_studio.corpora.sample.lexicon import FEMININE, LOOKS, MASCULINE, THINGS
from gpt_studio.corpora.sample.people import CHILDREN, NAMES, Part
from gpt_studio.corpora.sample.spanish import agreed
from gpt_studio.corpora.sample.stories import names, story

WORDS = {"en": {word.en for word in THINGS}, "es": {word.es for word in THINGS}}
LOOK_WORDS = {
    "en": {look for look, _ in LOOKS},
    "es": {agreed(look, gender) for _, look in LOOKS for gender in (FEMININE, MASCULINE)},
}
DIGEST = """
import hashlib
from gpt_studio.corpora.sample import sample_documents
parts = [(d.text, [(t.role, t.text) for t in d.turns]) for d in sample_documents()]
print(hashlib.sha256(repr(parts).encode()).hexdigest())
"""


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    return list(sample_documents())


def texts_of(document: Document) -> list[str]:
    return [document.text] if document.text else [turn.text for turn in document.turns]


@pytest.fixture(scope="module")
def texts(documents: list[Document]) -> list[str]:
    return [text for document in documents for text in texts_of(document)]


@pytest.mark.parametrize("hash_seed", ["1", "2"])
def test_the_sample_is_the_same_everywhere(hash_seed: str) -> None:
    environment = os.environ | {"PYTHONHASHSEED": hash_seed}
    done = subprocess.run(
        [sys.executable, "-c", DIGEST], env=environment, capture_output=True, text=True, check=True, encoding="utf-8"
    )
    assert done.stdout.strip() == SAMPLE_SHA256


def test_another_seed_gives_another_sample() -> None:
    first, second = (list(sample_documents(seed, 50_000)) for seed in (0, 1))
    assert not set(first) & set(second)


def test_it_is_as_large_as_asked_for(documents: list[Document]) -> None:
    size = sum(len(text.encode()) for document in documents for text in texts_of(document))
    assert SAMPLE_SIZE <= size < SAMPLE_SIZE + 5_000
    assert sum(len(text.encode()) for d in sample_documents(size=9_000) for text in texts_of(d)) < 12_000


def test_the_shares_are_as_described(documents: list[Document]) -> None:
    size = Counter[str]()
    for document in documents:
        length = sum(len(text.encode()) for text in texts_of(document))
        kind = "conversation" if document.turns else "story" if "\n\n" in document.text else "fact"
        size[kind] += length
    total = sum(size.values())
    shares = {kind: round(100 * part / total) for kind, part in size.items()}
    assert shares == {"story": 55, "fact": 15, "conversation": 30}


def test_hardly_anything_is_repeated(documents: list[Document], texts: list[str]) -> None:
    assert len(set(documents)) == len(documents)
    sentences = Counter(sentence for text in texts for sentence in re.split(r"(?<=[.!?])\s+", text))
    assert len(sentences) > 30_000


def test_no_pattern_shows_through(texts: list[str]) -> None:
    for text in texts:
        assert text
        assert text == text.strip()
        assert not re.search(r"[{}\[\]|]|  | [.,;!?]|\.\.|,,|\bNone\b", text), text


def test_sentences_begin_with_a_capital_letter_and_end(documents: list[Document]) -> None:
    for document in documents:
        for text in [document.text] if document.text else [turn.text for turn in document.turns if turn.role != "user"]:
            for paragraph in text.split("\n\n"):
                assert re.match(r"[\"¿¡]*([A-ZÁÉÍÓÚÑ]|\d)", paragraph), paragraph
            assert text.endswith((".", "!", "?", '."', '!"', '?"')), text


def test_spanish_marks_come_in_pairs(texts: list[str]) -> None:
    for text in texts:
        if re.search(r"[¿¡]", text):
            assert text.count("¿") == text.count("?"), text
            assert text.count("¡") == text.count("!"), text


def test_quotation_marks_come_in_pairs(texts: list[str]) -> None:
    for text in texts:
        assert text.count('"') % 2 == 0, text


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_thing_of_a_story_stays_the_same(language: str) -> None:
    dice = Dice(5)
    for thing in THINGS * 10:
        told = story(dice, language, thing=thing, titled=False)
        words = set(re.findall(r"\w+", told.lower()))
        word = thing.en if language == "en" else thing.es
        assert words & WORDS[language] == {word}, told
        seen = rf"(\w+) {word}\b" if language == "en" else rf"\b{word} (\w+)"
        assert len(set(re.findall(seen, told)) & LOOK_WORDS[language]) <= 1, told


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_story_has_no_more_people_than_it_needs(language: str) -> None:
    known = {name for (spoken, _), listed in NAMES.items() if spoken == language for name in listed}
    dice = Dice(6)
    for _ in range(500):
        told = story(dice, language)
        assert 1 <= len(set(re.findall(r"\w+", told)) & known) <= 2, told


def test_two_people_never_share_a_name() -> None:
    child = Part(CHILDREN[0], FEMININE)
    dice = Dice(9)
    assert all(len(set(names(dice, "es", child, child))) == 2 for _ in range(200))


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_conversation_goes_to_and_fro_in_one_language(language: str) -> None:
    dice = Dice(7)
    for _ in range(500):
        turns = conversation(dice, language)
        assert [turn.role for turn in turns] == ["user", "assistant"] * (len(turns) // 2)
        assert len(turns) >= 2
        if language == "en":
            assert not any(re.search(r"[¿¡]", turn.text) for turn in turns), turns


def test_a_story_about_somebody_is_about_somebody() -> None:
    dice = Dice(8)
    for _ in range(300):
        for question, answer in _pairs(conversation(dice, "es")):
            if asked := re.search(r"(?:cuento|historia).* (?:sobre|de) (una?) (\w+)", question):
                assert re.search(rf"\b{asked[2]}\b", answer), (question, answer)


def _pairs(turns: tuple[object, ...]) -> list[tuple[str, str]]:
    texts = [turn.text for turn in turns]  # type: ignore[attr-defined]
    return list(zip(texts[::2], texts[1::2], strict=True))


def test_people_also_type_without_capitals_and_marks() -> None:
    assert casual("¿Qué es un gato?") == "qué es un gato"
    assert casual("Hello!") == "hello"
    assert casual("Ana has two pears. How many?") == "Ana has two pears. How many?"


def test_the_dice_never_change() -> None:
    dice = Dice(0)
    assert [dice.below(1_000) for _ in range(5)] == [883, 431, 26, 970, 106]  # the published outputs
    counts = Counter(Dice(seed).below(6) for seed in range(6_000))
    assert all(900 < counts[face] < 1_100 for face in range(6))
