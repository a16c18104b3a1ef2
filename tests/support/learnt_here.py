"""Makes a model look as if it had been trained here on a text: with a recipe, and the text encoded in the cache."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from gpt_studio.artifacts.chat_layout import layout_for
from gpt_studio.core.job import JobContext
from gpt_studio.corpora.corpus import Corpus
from gpt_studio.dataset.encode import prepare
from gpt_studio.models.shape import ModelShape
from gpt_studio.tokenization.tokenizer import Tokenizer
from gpt_studio.training.settings import TrainingSettings
from gpt_studio.training.store.recipe import Recipe, Resolved, recipe_path, write_recipe

_RESOLVED = Resolved(10, 1e-3, "cpu", "float32", "sdpa", 1, 5, 100, 5, 1000, 5000, 0.1, "data", "tokenizer")


def learn_here(folder: Path, tokenizer: Tokenizer, cache: Path, text: Path) -> None:
    """``folder`` is that of a model, ``text`` a file or folder that it is to have learned from."""
    corpus = Corpus("Known", (str(text),))
    dataset = prepare(corpus, tokenizer, cache, JobContext(), layout_for(tokenizer, None))
    recipe_path(folder).parent.mkdir(parents=True, exist_ok=True)
    resolved = replace(_RESOLVED, data=dataset.fingerprint)
    settings = TrainingSettings()
    write_recipe(recipe_path(folder), Recipe("", "", corpus, "", "", ModelShape(), settings, resolved))
