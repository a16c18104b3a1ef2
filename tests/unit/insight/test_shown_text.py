"""Each token gets the characters of the text that it shows."""

import pytest

from gpt_studio.insight.choice import Choice
from gpt_studio.insight.shown_text import ShownText


def of(decoded: str) -> Choice:
    return Choice(0, decoded, decoded, -1.0, 1.0, 1, ())


def shown(decoded: list[str], text: str, at_once: int = 3) -> list[str]:
    made, found = ShownText(), []
    for each in decoded:
        made.take(of(each))
    for start in range(0, len(text), at_once):
        found += made.push(text[start : start + at_once])
    return [choice.shown for choice in (*found, *made.finish())]


@pytest.mark.parametrize("at_once", [1, 3, 100])
def test_tokens_that_are_the_text(at_once):
    assert shown(["one", " two", "", "ñ\n", " "], "one twoñ\n ", at_once) == ["one", " two", "", "ñ\n", " "]


@pytest.mark.parametrize("at_once", [1, 3, 100])
def test_blanks_that_are_not_shown_at_the_beginning(at_once):
    assert shown(["\n", " ", " The", " cat"], "The cat", at_once) == ["", "", "The", " cat"]


def test_what_follows_a_stop_text_is_not_shown():
    assert shown(["one", " two", "\nUser", ":"], "one two\n") == ["one", " two", "\n", ""]


def test_a_text_that_was_cleaned_before_it_was_read():
    assert shown(["caf", "\u00e9", " and", " tea"], "cafe\u0301 and tea", 100) == ["caf", "", "e\u0301 and", " tea"]
    assert "".join(shown(["one", " two", " three"], "one\u200b two three", 100)) == "one\u200b two three"


def test_what_is_shown_so_far_is_always_a_beginning_of_the_text():
    made = ShownText()
    for each in ("one", " two", " three"):
        made.take(of(each))
    assert [each.shown for each in made.push("one tw")] == ["one"]
    assert [each.shown for each in made.push("o three")] == [" two", " three"]
    assert made.finish() == ()
