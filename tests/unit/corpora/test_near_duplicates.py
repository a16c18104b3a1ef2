from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np
import pytest

from gpt_studio.corpora.documents import Document, Turn
from gpt_studio.corpora.near_duplicates import NearDuplicates, sketches

WORDS = [f"{first}{second}" for first in ("al", "ber", "ño", "tré", "qu") for second in ("a", "eo", "ina", "or", "uz")]


def text_of(dice: random.Random, length: int) -> list[str]:
    return [dice.choice(WORDS) for _ in range(length)]


def changed(dice: random.Random, words: Sequence[str], share: float) -> list[str]:
    return [f"x{dice.random():.6f}" if dice.random() < share else word for word in words]


def similarity(first: Sequence[str], second: Sequence[str]) -> float:
    one, two = ({tuple(words[n : n + 5]) for n in range(len(words) - 4)} for words in (first, second))
    return len(one & two) / len(one | two)


def like(*texts: str) -> list[int | None]:
    near = NearDuplicates()
    return [near.earlier_like(Document(text)) for text in texts]


def test_the_first_earlier_document_that_is_like_one_is_found() -> None:
    dice = random.Random(1)
    words = text_of(dice, 400)
    other = text_of(dice, 400)
    nearly = [*words[:200], "another", *words[201:]]
    assert like(*map(" ".join, (other, words, nearly, words, text_of(dice, 400)))) == [None, None, 1, 1, None]


def test_case_and_punctuation_do_not_count() -> None:
    text = "¿Dónde está el zorro? «En el bosque», dijo la gallina — y se marchó corriendo…"
    same = "Dónde está el zorro. En el bosque: dijo la GALLINA, y se marchó corriendo!"
    assert like(text, same, text.replace("zorro", "perro")) == [None, 0, None]


def test_short_documents_are_compared_exactly() -> None:
    assert like("One fox.", "one fox", "One hen.", "", "", "...", "...") == [None, 0, None, None, None, None, None]


def test_conversations_are_compared_by_their_turns() -> None:
    words = " ".join(text_of(random.Random(2), 60))
    near = NearDuplicates()
    assert near.earlier_like(Document(turns=(Turn("user", "Hello"), Turn("assistant", words)))) is None
    assert near.earlier_like(Document(f"Hello\n\n{words}")) == 0


@pytest.mark.parametrize("length", [40, 300, 3_000])
def test_pairs_are_found_by_their_similarity(length: int) -> None:
    """Of pairs with a similarity of 0.85 and more nearly all, below 0.7 nearly none."""
    dice = random.Random(length)
    alike: list[bool] = []
    different: list[bool] = []
    for _ in range(150):
        words = text_of(dice, length)
        other = changed(dice, words, dice.choice((0.005, 0.02, 0.05, 0.1)))
        near = NearDuplicates()
        near.earlier_like(Document(" ".join(words)))
        found = near.earlier_like(Document(" ".join(other))) == 0
        true = similarity(words, other)
        if true >= 0.85:
            alike.append(found)
        elif true < 0.7:
            different.append(found)
    assert np.mean(alike) >= 0.97
    assert np.mean(different) <= 0.03


def test_it_makes_no_difference_how_many_are_passed_at_once() -> None:
    dice = random.Random(3)
    originals = [text_of(dice, 80) for _ in range(60)]
    copies = [changed(dice, dice.choice(originals), 0.01) for _ in range(60)]
    texts = [" ".join(words) for words in (*originals, *copies, *originals[:5])]
    dice.shuffle(texts)
    at_once = NearDuplicates().earlier_like_each(sketches(texts))
    assert at_once == like(*texts)
    assert sum(found is not None for found in at_once) > 40


def test_a_long_text_has_the_sketch_of_its_parts() -> None:
    dice = random.Random(4)
    part = [" ".join(text_of(dice, 2_000)) for _ in range(200)]
    whole = sketches(["\n".join(part)])[0]
    assert (np.minimum.reduce(sketches(part)) == whole).mean() > 0.95


def test_the_table_grows() -> None:
    dice = random.Random(5)
    texts = [" ".join(text_of(dice, 30)) for _ in range(800)]
    near = NearDuplicates()
    assert set(near.earlier_like_each(sketches(texts))) == {None}
    assert near.earlier_like_each(sketches(texts)) == list(range(800))
