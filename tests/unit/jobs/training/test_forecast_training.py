"""A forecast and the training accept and refuse the same texts, with the same count of tokens."""

from pathlib import Path

import pytest

from gpt_studio.core.errors import StudioError
from gpt_studio.core.job import JobContext
from gpt_studio.corpora.corpus import Corpus
from gpt_studio.jobs.training import forecast_training, train_model
from gpt_studio.jobs.training.forecast_training import ForecastTraining
from gpt_studio.jobs.training.train_model import TrainModel
from gpt_studio.models.shape import ModelShape
from gpt_studio.training.settings import TrainingSettings
from gpt_studio.training.store.recipe import read_recipe, recipe_path

SETTINGS = TrainingSettings(steps=1, batch_size=1, sample_tokens=1, threads=1, precision="float32")
LINE = "the cat sat on the mat and the dog sat on the log, "


@pytest.mark.parametrize("with_a_tokenizer", [True, False])
def test_the_longest_context_that_training_accepts_is_the_longest_that_the_forecast_accepts(
    tmp_path: Path, with_a_tokenizer: bool
) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    for number in range(30):
        (texts / f"{number}.txt").write_text(LINE * (1 + number % 4) + str(number), encoding="utf-8")
    corpus = Corpus("cats", (str(texts),))
    first = train(corpus, 8, tmp_path / "first")
    tokenizer = tmp_path / "first" if with_a_tokenizer else None
    tokens = read_recipe(recipe_path(tmp_path / "first")).resolved.train_tokens
    found = forecast_training.run(asked(corpus, tokens - 1, tokenizer), JobContext())
    assert (found.text_tokens, found.parameters) == (tokens, first.parameters)
    with pytest.raises(StudioError) as foreseen:
        forecast_training.run(asked(corpus, tokens, tokenizer), JobContext())
    with pytest.raises(StudioError) as met:
        train(corpus, tokens, tmp_path / "second", tokenizer)
    assert foreseen.value.message == met.value.message
    assert met.value.message.key == "dataset.short"


def asked(corpus: Corpus, context_length: int, tokenizer: Path | None) -> ForecastTraining:
    return ForecastTraining(SETTINGS, corpus, shape_of(context_length), tokenizer)


def train(corpus: Corpus, context_length: int, folder: Path, tokenizer: Path | None = None) -> train_model.TrainedModel:
    request = TrainModel(folder, corpus, SETTINGS, folder.with_suffix(".cache"), tokenizer, shape_of(context_length))
    return train_model.run(request, JobContext())


def shape_of(context_length: int) -> ModelShape:
    return ModelShape(layers=1, heads=2, hidden_size=16, context_length=context_length)
