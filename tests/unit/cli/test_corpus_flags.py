"""``--corpus`` of a training: one corpus, or several with weights."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path

import pytest

from gpt_studio.cli import corpus_flags
from gpt_studio.cli.corpus_flags import add_mixture_flags, text_of, weighted_source
from gpt_studio.core.errors import StudioError
from gpt_studio.corpora.corpus import Corpus, write_corpus
from gpt_studio.corpora.mixture import Mixture, TrainingText


@pytest.fixture(autouse=True)
def texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the terminal stands: two texts, one whose name ends like a weight, and a saved corpus."""
    for name in ("a.txt", "b.txt", "chapter:2"):
        (tmp_path / name).write_text("text")
    home = tmp_path / "home" / "corpora"
    home.mkdir(parents=True)
    write_corpus(home / "Tales.toml", Corpus("Tales", (str(tmp_path / "b.txt"),)))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def told(*words: str) -> TrainingText:
    parser = ArgumentParser()
    add_mixture_flags(parser)
    parser.set_defaults(home=Path("home"), follow_links=False)
    return text_of(parser.parse_args([*words]))


@pytest.mark.parametrize(
    ("words", "weights"),
    [
        ("--corpus a.txt:2 --corpus b.txt:1", (2.0, 1.0)),
        ("--corpus a.txt --corpus b.txt:.5", (1.0, 0.5)),
        ("--corpus a.txt b.txt:3 --corpus sample::1.5 --corpus Tales", (3.0, 1.5, 1.0)),
        ("--corpus Tales:7 --corpus chapter:2 --corpus chapter:2:4", (7.0, 1.0, 4.0)),
    ],
)
def test_each_corpus_has_its_weight(words: str, weights: tuple[float, ...]) -> None:
    found = told(*words.split())
    assert isinstance(found, Mixture)
    assert tuple(part.weight for part in found.parts) == weights
    assert all(part.corpus.texts is not None for part in found.parts)


def test_a_corpus_of_several_files_is_one(texts: Path) -> None:
    one = told("--corpus", "a.txt", "b.txt")
    assert one == Corpus("a, b", (str(texts / "a.txt"), str(texts / "b.txt")))
    assert told("--corpus", "a.txt", "b.txt:5") == one, "the weight of a single corpus says nothing"
    mixture = told("--corpus", "a.txt", "b.txt:3", "--corpus", "Tales")
    assert isinstance(mixture, Mixture)
    assert [part.corpus.name for part in mixture.parts] == ["a, b", "Tales"]
    assert mixture.name == "75% a, b, 25% Tales"
    with pytest.raises(StudioError, match="part of one corpus"):
        told("--corpus", "a.txt:2", "b.txt")


@pytest.mark.parametrize("value", ["a.txt:0", "a.txt:-1", "a.txt:99999999"])
def test_a_weight_that_cannot_be_is_refused(value: str) -> None:
    with pytest.raises(ArgumentTypeError, match=r"weight .* of a\.txt cannot be"):
        weighted_source(value)


def test_what_is_no_number_belongs_to_the_name(monkeypatch: pytest.MonkeyPatch) -> None:
    for value in ("a.txt:nan", "a.txt:two", "a:1e3", "sample:", ":2"):
        assert weighted_source(value) == (value, None)
    assert weighted_source("C:2") == ("C", 2.0)
    monkeypatch.setattr(corpus_flags, "DRIVES", True)
    assert weighted_source("C:2") == ("C:2", None)
    assert weighted_source("C:texts:2") == ("C:texts", 2.0)
