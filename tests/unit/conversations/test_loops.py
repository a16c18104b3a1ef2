"""A text that says the same over and over is noticed."""

import time

import pytest

from gpt_studio.conversations.loops import ends_in_a_loop

VERSE = "A place where dreams are only a distant dream,\nThe sea is the home of dreams,\n"
LIST = "".join(f"{number}. Wash the {thing} with care\n" for number, thing in enumerate(["pot", "pan", "lid", "cup"]))


@pytest.mark.parametrize("cut", range(0, len(VERSE), 7))
def test_a_verse_that_comes_again_and_again_wherever_it_was_cut(cut: int) -> None:
    assert ends_in_a_loop("The unnamable sea\n" + 3 * VERSE + VERSE[:cut])
    assert not ends_in_a_loop("The unnamable sea\n" + VERSE + VERSE[:cut])


@pytest.mark.parametrize(
    ("text", "loops"),
    [
        ("", False),
        ("Ha ha ha ha!", False),
        ("no no no " * 10, True),
        ("-" * 80, False),
        ("Title\n\n" + "=" * 70, False),
        ("| a | b |\n" + "|---|---|\n", False),
        (LIST, False),
        ("once upon a time " * 3, False),
        ("and then the fox went home to sleep, " * 3, True),
        ("and then the fox went home to sleep, " * 3 + "and woke up.", False),
    ],
)
def test_only_what_a_person_would_call_a_loop(text: str, loops: bool) -> None:
    assert ends_in_a_loop(text) == loops


def test_a_long_text_is_looked_at_in_no_time() -> None:
    text = "".join(f"line {number * number}\n" for number in range(100_000))
    began = time.perf_counter()
    assert not ends_in_a_loop(text)
    assert time.perf_counter() - began < 1
