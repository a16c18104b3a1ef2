"""The tokenizer of a run without one is trained once for the same text."""

from __future__ import annotations

from pathlib import Path

import pytest

from gpt_studio.core.job import JobContext
from gpt_studio.corpora.corpus import Corpus
from gpt_studio.corpora.mixture import Mixture, WeightedCorpus
from gpt_studio.jobs.tokenizers import fitted_again
from gpt_studio.jobs.tokenizers.fitted_again import fitted_tokenizer


@pytest.fixture
def trained(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The texts on which one was trained."""
    texts: list[object] = []
    train = fitted_again.fitting_tokenizer

    def noted(text, context):
        texts.append(text)
        return train(text, context)

    monkeypatch.setattr(fitted_again, "fitting_tokenizer", noted)
    return texts


def test_the_same_text_gives_the_kept_one_whatever_its_name_and_weight(tmp_path: Path, trained: list[object]) -> None:
    for name, text in (("a", "Hello there, Año nuevo. " * 40), ("b", "Otra cosa que leer. " * 40)):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    one, two = (Corpus(name, (str(tmp_path / f"{name}.txt"),)) for name in "ab")
    cache = tmp_path / "cache"
    first = fitted_tokenizer(one, cache, JobContext())
    again = fitted_tokenizer(Corpus("other name", one.sources), cache, JobContext())
    assert (again.sha256, again.encode("Año nuevo")) == (first.sha256, first.encode("Año nuevo"))
    assert len(trained) == 1
    weights = ((1.0, 2.0), (3.0, 1.0))
    both = [Mixture((WeightedCorpus(one, a), WeightedCorpus(two, b))) for a, b in weights]
    mixed = [fitted_tokenizer(text, cache, JobContext()) for text in both]
    assert len(trained) == 2
    assert mixed[0].sha256 == mixed[1].sha256 != first.sha256
    (tmp_path / "a.txt").write_text("Something else. " * 40, encoding="utf-8")
    assert fitted_tokenizer(one, cache, JobContext()).sha256 != first.sha256
    assert len(trained) == 3
