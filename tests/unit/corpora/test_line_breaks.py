"""Texts broken at a fixed width are joined and one long line is divided; everything else stays as it is."""

from __future__ import annotations

import random
import textwrap
import time

import pytest

from gpt_studio.corpora.line_breaks import LONG_LINE, broken_up, is_long_line, is_wrapped, joined

WORDS = ("the", "old", "fox", "went", "down", "to", "river", "and", "asked", "a", "keeper", "for", "lighthouse", "key")


def prose(paragraphs: int = 12, seed: int = 0) -> list[str]:
    chance = random.Random(seed)
    return [" ".join(chance.choices(WORDS, k=chance.randrange(40, 160))).capitalize() + "." for _ in range(paragraphs)]


@pytest.mark.parametrize("width", [60, 72, 80, 100])
@pytest.mark.parametrize(("between", "indent"), [("\n\n", ""), ("\n", "    ")])
def test_wrapped_paragraphs_become_lines_again(width: int, between: str, indent: str) -> None:
    paragraphs = prose()
    wrapped = between.join(textwrap.fill(paragraph, width, initial_indent=indent) for paragraph in paragraphs)
    assert is_wrapped(wrapped, 20)
    assert joined(wrapped) == between.join(indent + paragraph for paragraph in paragraphs)


VERSES = "\n".join(["Twinkle, twinkle, little star,", "how I wonder what you are,", "up above the world so high"] * 20)
DIALOGUE = "\n".join(["— Who are you, my friend, and what do you want from me on such a day as this one is?"] * 40)
CODE = "\n".join(f"    total_of_{n} = compute_the_sum(values[{n}], factor={n * n})" for n in range(60))
ONE_LINE_EACH = "\n".join(prose(60))
ALIKE = "\n".join(f"The old fox number {n:03d} asked the keeper of the lighthouse for a golden key." for n in range(60))
GENES = "\n".join(["ACGT" * 15] * 60)


@pytest.mark.parametrize("text", ["", "A fox.", VERSES, DIALOGUE, CODE, ONE_LINE_EACH, ALIKE, GENES])
def test_other_texts_keep_their_lines(text: str) -> None:
    assert not is_wrapped(text)
    assert joined(text) == text


def test_verses_titles_and_lists_within_a_wrapped_text_keep_their_lines() -> None:
    paragraphs = [textwrap.fill(paragraph, 72) for paragraph in prose()]
    kept = "CHAPTER ONE\nIn which the fox sets out\n\n- bread\n- a lantern\n\nTwinkle, twinkle,\nlittle star"
    assert joined("\n\n".join([*paragraphs, kept])).endswith("\n\n" + kept)


def test_a_word_divided_at_its_hyphen_gets_no_blank_inside() -> None:
    paragraph = prose(1)[0].replace("lighthouse", "light-house").replace("keeper", "light-keeper")
    wrapped = textwrap.fill(paragraph, 50)
    assert "light-\n" in wrapped
    assert joined(wrapped) == paragraph


def test_a_long_line_is_divided_after_sentences_and_loses_nothing() -> None:
    line = " ".join(f"The fox said: “It is day {n}!” Then it slept." for n in range(400))
    assert is_long_line(line)
    parts = broken_up(line).split("\n")
    assert all(400 < len(part) < 700 for part in parts[:-1])
    assert all(part.endswith((".", "”")) for part in parts)
    assert " ".join(parts) == line
    assert not is_long_line("\n".join(parts))


def test_what_has_no_sentences_and_what_is_short_is_not_divided() -> None:
    without = "fox " * LONG_LINE
    assert broken_up(without) == without
    assert not is_long_line(without)
    short = "A fox. " * 100
    assert broken_up(short) == short
    assert not is_long_line(short)


def test_millions_of_characters_are_no_trouble() -> None:
    started = time.perf_counter()
    joined("the old fox went down to the river and asked the keeper of a lighthouse\n" * 30_000)
    broken_up("no end of a sentence here " * 100_000)
    assert time.perf_counter() - started < 10
