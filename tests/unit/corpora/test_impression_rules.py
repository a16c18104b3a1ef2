"""The rules that judge what a model writes after learning the sample (tests/benchmarks/first_impression.py)."""

from __future__ import annotations

import re

import pytest
from impression_rules import answer_faults, in_language, names_in, story_faults

from gpt_studio.corpora.sample.dice import Dice
from gpt_studio.corpora.sample.people import CAST
from gpt_studio.corpora.sample.stories import story


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_story_of_the_sample_keeps_name_and_gender(language: str) -> None:
    dice = Dice(11)
    for _ in range(500):
        told = story(dice, language)
        assert story_faults(told, language) == ("", ""), told


@pytest.mark.parametrize("language", ["en", "es"])
def test_another_name_halfway_is_noticed(language: str) -> None:
    dice = Dice(12)
    for hero in CAST:
        for other in CAST:
            told = story(dice, language, hero)
            middle = told.index("\n\n")
            changed = told[:middle] + re.sub(hero.name, other.name, told[middle:])
            assert bool(story_faults(changed, language)[0]) == (other != hero), changed


def test_another_gender_is_noticed() -> None:
    told = "Luna was a shy cat. She lived on a farm. One day, Luna was sad, because he was alone. Luna went home."
    assert story_faults(told, "en") == ("", "Luna, but he")
    assert story_faults(told.replace(" he ", " she "), "en") == ("", "")
    dicho = "Luna era una gata tímida. Un día, Luna estaba cansado. Luna volvió a casa."
    assert story_faults(dicho, "es") == ("", "Luna, but cansado")
    assert story_faults(dicho.replace("cansado", "cansada"), "es") == ("", "")
    assert (
        story_faults(dicho.replace("una gata", "un gato").replace("cansado", "cansada"), "es")[1] == "Luna, but un gato"
    )


def test_others_may_come_in_if_they_are_introduced() -> None:
    told = "Luna was a shy cat. {} Luna was glad. Luna went home with a smile."
    assert story_faults(told.format("She met Tom, a duck. Tom said hello."), "en") == ("", "")
    assert story_faults(told.format("She met a duck called Tom. He said hello."), "en") == ("", "")
    assert story_faults(told.format('"Hello," said Tom.'), "en")[0] == "Luna, then Tom"


def test_a_story_needs_a_hero_who_stays_and_its_language() -> None:
    assert story_faults("There was a cat. It was sad.", "en")[0] == "no name"
    assert story_faults("Luna was a cat. " + "The duck was sad. " * 9, "en")[0] == "Luna is not named again"
    assert story_faults("Luna era una gata que vivía en una granja. Luna volvió a casa.", "en")[0] == "another language"


def test_names_are_words_with_a_capital_letter_inside_a_sentence() -> None:
    told = 'Once there was a cat called Mira. The next Monday, Mira said, "I like Bruno." Then Zed came. Luna sang.'
    assert names_in(told) == ["Mira", "Bruno", "Zed", "Luna"]


def test_an_answer_is_right_in_one_language_with_one_word() -> None:
    assert answer_faults("Grass is green.", "en", ("green",)) == ""
    assert answer_faults("Grass is red.", "en", ("green",)) == "not green"
    assert answer_faults("Grass is green and red.", "en", ("green",)) == "also red"
    assert answer_faults("La hierba es verde.", "en", ("green",)) == "another language"
    assert answer_faults("La hierba es verde.", "es", ("verde",)) == ""
    assert not in_language("The cow is in the sea.", "es")
