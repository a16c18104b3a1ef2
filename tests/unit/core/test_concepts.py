"""The table of what words mean: the same in every language, and nothing in it that no code uses."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import gpt_studio
from gpt_studio.core.concepts import ENGLISH, concepts, word_files

PACKAGE = Path(gpt_studio.__file__).parent
LANGUAGES = [path.stem for path in word_files()]
LONGEST = 320


def calls(folder: Path = PACKAGE) -> Iterator[ast.Call]:
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                yield node


def named_in_code() -> set[str]:
    """The constants that any call is given as ``concept``."""
    given = [keyword.value for call in calls() for keyword in call.keywords if keyword.arg == "concept"]
    return {str(value.value) for value in given if isinstance(value, ast.Constant) and value.value}


def places_in_code() -> set[str]:
    """The places for which numbers are told."""
    told = {"show_number": 0, "tell": 0, "_tell": 1}
    found = set()
    for call in calls(PACKAGE / "ui"):
        number = told.get(getattr(call.func, "attr", ""))
        if number is not None and len(call.args) > number and isinstance(call.args[number], ast.Constant):
            found.add(str(call.args[number].value))  # type: ignore[attr-defined]
    return found


def test_every_concept_of_the_code_is_in_the_table_and_every_one_in_the_table_is_used():
    assert len(named_in_code()) > 20
    assert named_in_code() == set(concepts(ENGLISH))


def test_every_place_of_a_number_is_in_the_table_and_every_one_in_the_table_is_used():
    assert places_in_code() == {place for concept in concepts(ENGLISH).values() for place in concept.own}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_concepts_and_explains_each(language):
    assert {"en", "es"} <= set(LANGUAGES)
    here, english = concepts(language), concepts(ENGLISH)
    assert {key: set(concept.own) for key, concept in here.items()} == {
        key: set(concept.own) for key, concept in english.items()
    }
    for key, concept in here.items():
        assert concept.word[:1].isupper(), key
        assert concept.explanation.endswith("."), key
        assert 60 < len(concept.explanation) <= LONGEST, key
        for place, sentences in concept.own.items():
            assert all("{number}" in sentence and sentence.endswith(".") for sentence in sentences), (key, place)
    if language != ENGLISH:
        assert [key for key, concept in here.items() if concept.explanation == english[key].explanation] == []


def test_a_language_without_a_table_gets_the_english_one():
    assert concepts("xx") == concepts(ENGLISH)


def test_one_and_several_are_told_apart():
    document = concepts("en")["document"]
    assert document.with_number("corpus", "1", one=True) == "Your corpus has 1 document."
    assert document.with_number("corpus", "4,318", one=False) == "Your corpus has 4,318 documents."
