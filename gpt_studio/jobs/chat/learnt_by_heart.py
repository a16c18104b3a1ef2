"""Find what of a model's replies stands word for word in the text that it learned from, and in which file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from gpt_studio.artifacts.chat_layout import layout_for
from gpt_studio.artifacts.checkpoint_folders import model_of_checkpoint
from gpt_studio.core.errors import StudioError, say
from gpt_studio.core.events import Progress
from gpt_studio.core.job import JobContext
from gpt_studio.corpora.cleaning import Duplicates
from gpt_studio.corpora.corpus import Corpus, documents_of, extraction_of, remedying_of, start_reading
from gpt_studio.corpora.documents import Document
from gpt_studio.corpora.mixture import Mixture
from gpt_studio.insight.passage_in_text import Memorised
from gpt_studio.jobs.models.open_model import OpenedModel
from gpt_studio.training.settings import REPLIES
from gpt_studio.training.store.recipe import Recipe, read_recipe, recipe_path

if TYPE_CHECKING:
    from gpt_studio.dataset.mixed_tokens import MixedTokens
    from gpt_studio.dataset.token_file import TokenFile


@dataclass(frozen=True)
class FindByHeart:
    """``texts`` are the tokens of what the model wrote, ``cache`` is that of the home."""

    model: OpenedModel
    cache: Path
    texts: tuple[tuple[int, ...], ...]


def find_by_heart(request: FindByHeart, context: JobContext) -> tuple[tuple[Memorised, ...], ...]:
    """For each text its passages. The first time an index of the text is made, which is kept in the cache.

    Raises StudioError for a model that was not trained here, and where its text has changed since; JobCancelled.
    """
    from gpt_studio.dataset.mixed_tokens import MixedTokens
    from gpt_studio.dataset.search_index import index_of
    from gpt_studio.insight.memorised import LearntText, memorised

    recipe = _recipe(request.model)
    tokenizer = request.model.hosted.artifact.tokenizer
    learnt = _encoded(request.model, recipe, request.cache, context)
    if isinstance(learnt, MixedTokens):
        assert isinstance(recipe.corpus, Mixture)
        names: Sequence[str] = [part.corpus.name for part in recipe.corpus.parts]
        files: Sequence[TokenFile] = learnt.files
    else:
        names, files = [""], [learnt]
    texts = [
        LearntText(name, file, index_of(file, request.cache, context)) for name, file in zip(names, files, strict=True)
    ]

    def decoded(ids: Sequence[int]) -> str:
        return tokenizer.decode(ids, skip_special=True)

    found = []
    for text in request.texts:
        context.raise_if_cancelled()
        found.append(memorised(text, texts, decoded))
    return tuple(found)


def _recipe(model: OpenedModel) -> Recipe:
    folder = model_of_checkpoint(model.folder) or model.folder
    if not recipe_path(folder).is_file():
        raise StudioError(
            "by_heart.not_here",
            "{name} was not trained here, so the text that it learned from is not known: ask this of a model of your "
            "own.",
            name=model.name,
        )
    return read_recipe(recipe_path(folder))


def _encoded(model: OpenedModel, recipe: Recipe, cache: Path, context: JobContext) -> TokenFile | MixedTokens:
    """What the model learned from, as tokens."""
    from gpt_studio.dataset.encode import from_cache
    from gpt_studio.dataset.mixture import prepare_text

    wanted = recipe.resolved.data
    if isinstance(recipe.corpus, Corpus) and (kept := from_cache(wanted, cache)) is not None:
        return kept.train
    artifact = model.hosted.artifact
    template = artifact.chat_template.source if artifact.chat_template is not None else None
    dataset = prepare_text(
        recipe.corpus,
        artifact.tokenizer,
        cache,
        context,
        layout_for(artifact.tokenizer, template),
        begun_with=wanted,
        replies_only=recipe.settings.learn == REPLIES,
    )
    if dataset.fingerprint != wanted:
        raise StudioError(
            "by_heart.changed",
            "The text that {name} learned from has changed since, and the cache no longer holds it as it was: let the "
            "model learn on from the text of now, then ask again.",
            name=model.name,
        )
    return dataset.train


@dataclass(frozen=True)
class FindFile:
    """``passage`` is one of those of the model."""

    model: OpenedModel
    cache: Path
    passage: Memorised


@dataclass(frozen=True)
class FoundFile:
    """``path`` is None for the built-in sample, and ``found`` False where no file holds the passage (any more)."""

    found: bool
    path: Path | None = None


def find_file(request: FindFile, context: JobContext) -> FoundFile:
    """The first file of the corpus that holds the passage. It reads the corpus again. Raises JobCancelled, and
    StudioError as reading a corpus does."""
    text = _recipe(request.model).corpus.kept_in(request.cache)
    corpora = [part.corpus for part in text.parts] if isinstance(text, Mixture) else [text]
    wanted = request.passage.text.strip()
    for corpus in corpora:
        if request.passage.corpus in ("", corpus.name):
            for path, document in _documents(corpus, context):
                if wanted in document.text or any(wanted in turn.text for turn in document.turns):
                    return FoundFile(True, path)
    return FoundFile(False)


def _documents(corpus: Corpus, context: JobContext) -> Iterator[tuple[Path | None, Document]]:
    sources, remedying = list(corpus.find_sources(context)), remedying_of(corpus, context)
    with extraction_of(sources, corpus, context) as extraction:
        for number, source in enumerate(sources):
            context.emit(Progress(say("by_heart.looking", "Looking for the file"), number / len(sources)))
            reading = start_reading(source, corpus)
            for document in documents_of(source, reading, corpus.cleaning, Duplicates(), remedying, extraction):
                context.raise_if_cancelled()
                yield source.path, document
