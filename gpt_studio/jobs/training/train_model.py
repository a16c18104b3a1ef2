"""Train a model into a folder: from scratch, on from another model, or on from where a run stopped."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from gpt_studio import __version__
from gpt_studio.artifacts import names
from gpt_studio.artifacts.card import CardFacts
from gpt_studio.artifacts.chat_layout import layout_for
from gpt_studio.artifacts.chat_template import read_chat_template
from gpt_studio.artifacts.checkpoint_folders import model_of_checkpoint, shown_name
from gpt_studio.artifacts.find_model import find_model
from gpt_studio.artifacts.load import open_artifact
from gpt_studio.artifacts.open_tokenizer import open_tokenizer
from gpt_studio.artifacts.quarantine import Quarantine
from gpt_studio.artifacts.validate import read_config
from gpt_studio.core.errors import Message, StudioError, say
from gpt_studio.core.events import Log
from gpt_studio.core.folder_lock import FolderLock
from gpt_studio.core.job import JobCancelled, JobContext
from gpt_studio.core.naming import refuse_clash
from gpt_studio.core.regular_file import links_followed
from gpt_studio.corpora.corpus import Corpus
from gpt_studio.dataset.encode import prepare
from gpt_studio.jobs.tokenizers.train_tokenizer import fitting_tokenizer
from gpt_studio.jobs.training.run_session import TrainedModel, as_far_as_possible, train, weights_of
from gpt_studio.models.contract import ModelConfig
from gpt_studio.models.registry import family
from gpt_studio.models.shape import ModelShape, check_shape
from gpt_studio.models.traits import check_trainable
from gpt_studio.tokenization.tokenizer import Tokenizer
from gpt_studio.training.parallel.distributed import ALONE, Team
from gpt_studio.training.parallel.placement import Tensors
from gpt_studio.training.planning.decide import Calibrator, decide
from gpt_studio.training.planning.size_choice import check_has_minutes, reasons_for, size_for_the_time
from gpt_studio.training.run.assembly import RunInputs
from gpt_studio.training.run.out_of_memory import OutOfMemory, memory_explained
from gpt_studio.training.settings import TrainingSettings, check_settings
from gpt_studio.training.store.checkpoint import (
    check_fits,
    clear_leftovers,
    newest_checkpoint,
    read_state,
)
from gpt_studio.training.store.publish import Publisher, template_for
from gpt_studio.training.store.recipe import Recipe, Resolved, read_recipe, recipe_path
from gpt_studio.training.store.result import read_result


@dataclass(frozen=True)
class TrainModel:
    """A new run. ``folder`` must not hold a model yet; ``cache`` keeps the encoded text.

    From scratch: ``shape``, and ``tokenizer`` or None for one that is trained on the corpus first. With
    ``choose_size`` the sizes of ``shape``, and the batch, unless it is another than the usual one, are chosen for the
    minutes that are given (its architecture, context length and dropout stay). Fine-tuning: ``base``, an artifact
    folder whose shape and tokenizer are used, or its checkpoint of ``base_step``; ``shape`` and ``tokenizer`` are None
    then. ``follow_links``: links in the folders of ``base`` and ``tokenizer`` may lead to files anywhere.
    """

    folder: Path
    corpus: Corpus
    settings: TrainingSettings
    cache: Path
    tokenizer: Path | None = None
    shape: ModelShape | None = None
    base: Path | None = None
    choose_size: bool = False
    base_step: int | None = None
    follow_links: bool = False


@dataclass(frozen=True)
class RepeatTraining:
    """Run a recipe, the ``run.toml`` of an earlier run, again into a new folder: the same steps on the same text.

    ``corpus`` says where the same text is now, if it was moved. ``length`` (``minutes``, ``steps`` or ``epochs``)
    makes it a new run with the recipe's other settings. ``parallel``, if given, takes the place of the recipe's: it is
    about the machines, not about the run. ``follow_links`` as in TrainModel.
    """

    recipe: Path
    folder: Path
    cache: Path
    corpus: Corpus | None = None
    length: Mapping[str, float] = field(default_factory=dict)
    parallel: str = ""
    follow_links: bool = False


@dataclass(frozen=True)
class ResumeTraining:
    """Go on with the run in ``folder`` from its newest sound checkpoint. The rest as in RepeatTraining."""

    folder: Path
    cache: Path
    parallel: str = ""
    follow_links: bool = False


def run(request: TrainModel, context: JobContext, team: Team = ALONE) -> TrainedModel:
    """Emits Progress while it prepares, then the events of training/events.py; ends early, saved, when cancelled.

    This process leads ``team``, if it is not alone (see jobs/training/train_together.py).
    Raises StudioError for what cannot work, before anything is written; JobCancelled if cancelled before the start.
    """
    check_settings(request.settings)
    if request.shape is not None:
        check_shape(request.shape)
    if request.choose_size:
        check_has_minutes(request.settings)
    base_files = None
    if request.base is not None:
        found = find_model(request.base, request.base_step)
        request, base_files = replace(request, base=found.chosen, base_step=None), found.folder
    links = _links_in(request.base or request.tokenizer, request.follow_links)
    with _new_folder(request.folder) as lock, links:
        tokenizer, config, weights, template = _origin(request, context)
        dataset = prepare(request.corpus, tokenizer, request.cache, context, layout_for(tokenizer, template))
        shape, settings = request.shape, request.settings
        calibrator = Calibrator(context, team)
        if request.choose_size:
            unsized = RunInputs(config, dataset, settings, tokenizer.sha256)
            shape, settings = _chosen_size(unsized, shape or ModelShape(), calibrator, context)
            config = _config_of(shape, tokenizer)
        publisher = Publisher(
            request.folder,
            config,
            tokenizer,
            template_for(dataset.conversations, template),
            _card(request.folder, request.corpus, request.base, dataset.train.tokens),
            base_files,
        )
        inputs = RunInputs(config, dataset, settings, tokenizer.sha256, weights, has_learnt=weights is not None)
        with memory_explained(lambda: settings.micro_batch or settings.batch_size):
            resolved = decide(inputs, context, team, calibrator)
        recipe = Recipe(
            created=datetime.now(UTC).isoformat(timespec="seconds"),
            version=__version__,
            corpus=request.corpus,
            tokenizer=str(request.tokenizer or ""),
            base=str(request.base or ""),
            shape=shape,
            settings=settings,
            resolved=resolved,
        )
        return train(lock, publisher, inputs, recipe, resolved, None, context, team)


def repeat(request: RepeatTraining, context: JobContext, team: Team = ALONE) -> TrainedModel:
    """As :func:`run`. Raises StudioError if the text or the tokenizer is not what it was."""
    recipe = _placed(read_recipe(request.recipe), request.parallel)
    recipe = replace(recipe, corpus=request.corpus or recipe.corpus)
    tokenizer_folder = _tokenizer_folder(request.recipe, recipe)
    if request.length:
        return run(_of_another_length(request, recipe, tokenizer_folder), context, team)
    with _new_folder(request.folder) as lock, _links_of(recipe, request.follow_links):
        base = open_artifact(Path(recipe.base)) if recipe.base else None
        if base is not None:
            tokenizer = base.tokenizer
        else:
            tokenizer = _opened_tokenizer(tokenizer_folder) if tokenizer_folder else _trained_again(recipe, context)
        config = base.config if base else _config_of(recipe.shape, tokenizer)
        template = base.chat_template.source if base and base.chat_template else None
        dataset = prepare(recipe.corpus, tokenizer, request.cache, context, layout_for(tokenizer, template))
        publisher = Publisher(
            request.folder,
            config,
            tokenizer,
            template_for(dataset.conversations, template),
            _card(request.folder, recipe.corpus, Path(recipe.base) if recipe.base else None, dataset.train.tokens),
            base.place.folder if base else None,
        )
        weights = weights_of(base.model) if base else None
        inputs = RunInputs(config, dataset, recipe.settings, tokenizer.sha256, weights, has_learnt=bool(recipe.base))
        _raise_if_changed(inputs, recipe.resolved)
        recipe = replace(recipe, resolved=replace(recipe.resolved, budget=0.0))
        here = as_far_as_possible(recipe, inputs, context, team)
        return train(lock, publisher, inputs, recipe, here, None, context, team)


def _tokenizer_folder(file: Path, recipe: Recipe) -> Path | None:
    """Where the tokenizer of the run is; None if it was trained on its text and the recipe is not beside it."""
    origin = file.absolute().parent.parent
    if (origin / names.TOKENIZER).is_file():
        return origin
    known = recipe.base or recipe.tokenizer
    return Path(known) if known else None


def _trained_again(recipe: Recipe, context: JobContext) -> Tokenizer:
    """From the same text the same tokenizer comes."""
    tokenizer = fitting_tokenizer(recipe.corpus, context)
    if tokenizer.sha256 != recipe.resolved.tokenizer_sha256:
        raise _text_changed()
    return tokenizer


def _of_another_length(request: RepeatTraining, recipe: Recipe, tokenizer_folder: Path | None) -> TrainModel:
    length: dict[str, Any] = {"minutes": None, "steps": None, "epochs": None} | dict(request.length)
    return TrainModel(
        folder=request.folder,
        corpus=recipe.corpus,
        settings=replace(recipe.settings, **length),
        cache=request.cache,
        tokenizer=None if recipe.base else tokenizer_folder,
        shape=recipe.shape,
        base=Path(recipe.base) if recipe.base else None,
        follow_links=request.follow_links,
    )


def _placed(recipe: Recipe, parallel: str) -> Recipe:
    return replace(recipe, settings=replace(recipe.settings, parallel=parallel)) if parallel else recipe


def has_run(folder: Path) -> bool:
    """Whether a training was begun in ``folder``."""
    return recipe_path(folder).is_file()


def resume(request: ResumeTraining, context: JobContext, team: Team = ALONE) -> TrainedModel:
    """As :func:`run`. Raises StudioError if there is nothing to go on from, or if the text or the tokenizer changed."""
    if not has_run(request.folder):
        raise StudioError(
            "training.none_to_resume",
            "No training was begun in {folder}, so none can go on there: start a new one.",
            folder=request.folder,
        )
    recipe = _placed(read_recipe(recipe_path(request.folder)), request.parallel)
    with FolderLock(request.folder) as lock, _links_of(recipe, request.follow_links):
        clear_leftovers(request.folder)
        found = newest_checkpoint(request.folder, lambda broken: context.emit(Log(_set_aside(broken), "warning")))
        done = read_state(found).step if found else 0
        ended = read_result(request.folder)
        if found and done >= recipe.resolved.steps and ended and ended.finished:
            raise StudioError(
                "training.finished",
                "The training in {folder} already reached its last step: to train further, start a new training that "
                "goes on from this model.",
                folder=request.folder,
            )
        begun = found is not None and (request.folder / names.CONFIG).is_file()
        base = open_artifact(Path(recipe.base)) if recipe.base and not begun else None
        config = read_config(request.folder) if begun else base.config if base else None
        tokenizer = base.tokenizer if base else _opened_tokenizer(request.folder, config.vocab_size if config else None)
        config = config or _config_of(recipe.shape, tokenizer)
        if found is not None:
            check_fits(found, config)
        known = read_chat_template(request.folder)
        template = known.source if known else None
        dataset = prepare(recipe.corpus, tokenizer, request.cache, context, layout_for(tokenizer, template))
        publisher = Publisher(
            request.folder,
            config,
            tokenizer,
            template,
            _card(request.folder, recipe.corpus, Path(recipe.base) if recipe.base else None, dataset.train.tokens),
            base.place.folder if base else request.folder if recipe.base else None,
        )
        weights = weights_of(base.model) if base else None
        inputs = RunInputs(config, dataset, recipe.settings, tokenizer.sha256, weights, has_learnt=bool(recipe.base))
        _raise_if_changed(inputs, recipe.resolved)
        context.emit(
            Log(
                say(
                    "training.resumed",
                    "Going on from step {step} of {steps}.",
                    step=done,
                    steps=recipe.resolved.steps,
                )
            )
        )
        here = as_far_as_possible(recipe, inputs, context, team)
        return train(lock, publisher, inputs, recipe, here, found, context, team)


def _origin(request: TrainModel, context: JobContext) -> tuple[Tokenizer, ModelConfig, Tensors | None, str | None]:
    """Where the run starts: tokenizer, config, weights (None for new ones) and the base model's chat template."""
    if request.base is not None:
        base = open_artifact(request.base)
        check_trainable(base.config.model_type)
        template = base.chat_template.source if base.chat_template else None
        return base.tokenizer, base.config, weights_of(base.model), template
    if request.tokenizer is not None:
        tokenizer = _opened_tokenizer(request.tokenizer)
    else:
        tokenizer = fitting_tokenizer(request.corpus, context)
    return tokenizer, _config_of(request.shape, tokenizer), None, None


def _links_of(recipe: Recipe, allowed: bool) -> contextlib.AbstractContextManager[None]:
    """While it is held, links in what the run begins with may be followed, if that is ``allowed``."""
    begins_with = recipe.base or recipe.tokenizer
    return _links_in(Path(begins_with) if begins_with else None, allowed)


def _links_in(begins_with: Path | None, allowed: bool) -> contextlib.AbstractContextManager[None]:
    """While it is held, links may be followed in the folder, or in the model whose checkpoint it is."""
    if begins_with is None or not allowed:
        return contextlib.nullcontext()
    return links_followed(model_of_checkpoint(begins_with) or begins_with)


def _set_aside(broken: Path) -> Message:
    return say(
        "training.checkpoint_broken",
        "A checkpoint is damaged and was set aside as {name}: going on from the one before.",
        name=broken.name,
    )


def _chosen_size(
    inputs: RunInputs, template: ModelShape, calibrator: Calibrator, context: JobContext
) -> tuple[ModelShape, TrainingSettings]:
    size = size_for_the_time(inputs, template, calibrator.seconds_a_step)
    context.emit(Log(reasons_for(size, inputs.config.vocab_size)))
    return size.shape, size.settings


def _opened_tokenizer(folder: Path, room: int | None = None) -> Tokenizer:
    """``room`` as in :func:`open_tokenizer`."""
    with Quarantine() as quarantine:
        return open_tokenizer(folder, quarantine, room)


def _config_of(shape: ModelShape | None, tokenizer: Tokenizer) -> ModelConfig:
    chosen = shape or ModelShape()
    return family(chosen.model_type).from_shape(chosen, tokenizer.vocab_size)


def _card(folder: Path, corpus: Corpus, base: Path | None, train_tokens: int) -> CardFacts:
    return CardFacts(
        name=_name_of(str(folder)),
        data=tuple(_name_of(source) for source in corpus.sources),
        base=_name_of(str(base)) if base else None,
        train_tokens=train_tokens,
    )


def _name_of(source: str) -> str:
    """For the card, which is read elsewhere: always UTF-8, whatever the file's name is."""
    return (
        "the built-in sample" if source == "sample:" else shown_name(Path(source)).encode("utf-8", "replace").decode()
    )


def _raise_if_changed(inputs: RunInputs, resolved: Resolved) -> None:
    if inputs.tokenizer_sha256 != resolved.tokenizer_sha256:
        raise StudioError(
            "training.tokenizer_changed",
            "The tokenizer is not the one that this run began with: restore its files, or start a new training.",
        )
    if inputs.dataset.fingerprint != resolved.data:
        raise _text_changed()


def _text_changed() -> StudioError:
    return StudioError(
        "training.text_changed",
        "The texts of this run changed since it began, so it cannot go on: restore them, or start a new training "
        "that goes on from this model.",
    )


@contextlib.contextmanager
def _new_folder(folder: Path) -> Iterator[FolderLock]:
    """Hold ``folder`` for a new run; if nothing came of it, nothing stays behind."""
    if (folder / names.CONFIG).exists() or recipe_path(folder).exists():
        raise StudioError(
            "training.folder_taken",
            "{folder} already holds a model: choose another name, or resume the training that is there.",
            folder=folder,
        )
    refuse_clash(folder)
    existed, ours = folder.exists(), False
    try:
        with FolderLock(folder) as lock:
            ours = True
            clear_leftovers(folder)
            yield lock
    except BaseException as error:
        nothing_learnt = isinstance(error, OutOfMemory | JobCancelled) and newest_checkpoint(folder) is None
        if ours and not existed and (nothing_learnt or not recipe_path(folder).exists()):
            shutil.rmtree(folder, ignore_errors=True)
        raise
