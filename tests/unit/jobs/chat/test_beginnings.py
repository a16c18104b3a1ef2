"""Beginnings from the texts that a model learned from."""

from __future__ import annotations

from pathlib import Path

import pytest

from gpt_studio.core.job import JobContext
from gpt_studio.core.paths import Home
from gpt_studio.corpora.corpus import Corpus
from gpt_studio.jobs.chat import beginnings
from gpt_studio.jobs.chat.beginnings import Beginnings, FindBeginnings, find_beginnings
from gpt_studio.models.shape import ModelShape
from gpt_studio.training.settings import TrainingSettings
from gpt_studio.training.store.recipe import Recipe, Resolved, recipe_path, write_recipe

RESOLVED = Resolved(10, 1e-3, "cpu", "float32", "sdpa", 1, 5, 100, 5, 1000, 5000, 0.1, "data", "tokenizer")


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home")


def model_of(home: Home, *sources: Path | str) -> FindBeginnings:
    """A model folder with nothing in it but the recipe of a training on ``sources``."""
    folder = home.models / "Heron"
    recipe_path(folder).parent.mkdir(parents=True)
    corpus = Corpus("Heron", tuple(map(str, sources)))
    write_recipe(recipe_path(folder), Recipe("", "", corpus, "", "", ModelShape(), TrainingSettings(), RESOLVED))
    return FindBeginnings(folder, home.cache)


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_each_comes_from_another_text(home: Home, tmp_path: Path) -> None:
    texts = [
        written(tmp_path / f"{number}.txt", f"{name} walked along the long river.\nThen it rained a lot.\n")
        for number, name in enumerate(("Ana", "Leo", "Eva", "Max"))
    ]
    found = find_beginnings(model_of(home, *texts), JobContext()).texts
    assert found == ("Ana walked along the long", "Leo walked along the long", "Eva walked along the long")


def test_a_single_text_gives_several_lines_that_begin_with_words(home: Home, tmp_path: Path) -> None:
    lines = ["12 3 4", "The cat sat on the mat.", "", "* * *", "Two dogs ran away from home.", "Short one."]
    text = written(tmp_path / "book.txt", "\n".join(lines))
    assert find_beginnings(model_of(home, text), JobContext()).texts == ("The cat sat on the", "Two dogs ran away from")


def test_a_beginning_does_not_end_a_sentence(home: Home, tmp_path: Path) -> None:
    text = written(tmp_path / "a.txt", "It rained all day long. Nobody came.\n")
    assert find_beginnings(model_of(home, text), JobContext()).texts == ("It rained all day long",)


def test_a_title_begins_nothing_where_a_sentence_does(home: Home, tmp_path: Path) -> None:
    letters = written(tmp_path / "letters.txt", "The letters of grandmother\n\nDear Lucy, today it rained all day.\n")
    poem = written(tmp_path / "poem.txt", "Over the river\nAnd under the moon\n")
    found = find_beginnings(model_of(home, letters, poem), JobContext()).texts
    assert found == ("Dear Lucy, today it rained", "Over the river", "And under the moon")


def test_there_are_none_without_a_recipe_or_where_the_texts_are_gone(home: Home, tmp_path: Path) -> None:
    assert find_beginnings(FindBeginnings(home.models / "Other", home.cache), JobContext()) == Beginnings()
    assert find_beginnings(model_of(home, tmp_path / "gone.txt"), JobContext()) == Beginnings()


def test_large_files_and_those_that_would_have_to_be_unpacked_are_left_out(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(beginnings, "_LARGEST_FILE", 100)
    large = written(tmp_path / "large.txt", "The cat sat on the mat. " * 20)
    packed = written(tmp_path / "book.epub", "no book")
    assert find_beginnings(model_of(home, large, packed), JobContext()) == Beginnings()


def test_the_sample_has_some(home: Home) -> None:
    found = find_beginnings(model_of(home, "sample:"), JobContext())
    assert len(found.texts) == 3
    assert len(found.questions) > 10
    assert all(each[-1] in ".?!" for each in found.questions)
