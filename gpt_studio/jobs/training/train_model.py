"""Train a model into a folder: from scratch, from another model, from a recipe, or from where a run stopped."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from gpt_studio import __version__
from gpt_studio.artifacts import names
from gpt_studio.artifacts.chat_layout import layout_for
from gpt_studio.artifacts.chat_template import read_chat_template
from gpt_studio.artifacts.checkpoint_folders import model_of_checkpoint, shown_name
from gpt_studio.artifacts.find_model import find_model, found_model
from gpt_studio.artifacts.fingerprint import fingerprint_of
from gpt_studio.artifacts.load import open_artifact
from gpt_studio.artifacts.model_card import CardFacts
from gpt_studio.artifacts.open_tokenizer import open_tokenizer
from gpt_studio.artifacts.quarantine import Quarantine
from gpt_studio.artifacts.validate import read_config
from gpt_studio.core.errors import Message, StudioError, say
from gpt_studio.core.events import Log
from gpt_studio.core.folder_lock import FolderLock
from gpt_studio.core.job import JobCancelled, JobContext
from gpt_studio.core.naming import refuse_clash
from gpt_studio.core.regular_file import links_followed
from gpt_studio.corpora.mixture import TrainingText
from gpt_studio.dataset.general_text import general_text
from gpt_studio.dataset.mixture import prepare_text, shares_told
from gpt_studio.jobs.tokenizers.fitted_again import fitted_tokenizer
from gpt_studio.jobs.training.compare_answers import questions_of
from gpt_studio.jobs.training.run_session import TrainedModel, as_far_as_possible, train, weights_of
from gpt_studio.jobs.training.talking_base import (
    added_explained,
    grown_weights,
    tokens_to_add,
    with_method_for_new_tokens,
)
from gpt_studio.models.contract import ModelConfig
from gpt_studio.models.more_rows import with_rows
from gpt_studio.models.registry import family
from gpt_studio.models.shape import ModelShape, check_shape
from gpt_studio.tokenization.chat_tokens import lacking, with_chat_tokens
from gpt_studio.tokenization.conversation import Layout
from gpt_studio.tokenization.tokenizer import Tokenizer
from gpt_studio.training.parallel.distributed import ALONE, Team
from gpt_studio.training.parallel.placement import Tensors
from gpt_studio.training.planning.context_choice import check_goes_on, context_explained, settled, with_context
from gpt_studio.training.planning.decide import Calibrator, decide
from gpt_studio.training.planning.method_choice import adapter_of, chosen_method, with_method
from gpt_studio.training.planning.part_choice import check_part, part_explained
from gpt_studio.training.planning.rehearsal_choice import (
    known_text,
    with_rehearsal,
    with_share,
)
from gpt_studio.training.planning.size_choice import check_has_minutes, reasons_for, size_for_the_time
from gpt_studio.training.run.assembly import RunInputs
from gpt_studio.training.run.out_of_memory import OutOfMemory, memory_explained
from gpt_studio.training.settings import AUTO, LORA, REPLIES, TrainingSettings, check_settings
from gpt_studio.training.store.checkpoint import (
    check_fits,
    clear_leftovers,
    newest_checkpoint,
    read_state,
)
from gpt_studio.training.store.publish import Publisher, template_for
from gpt_studio.training.store.publish_adapter import AdapterPublisher
from gpt_studio.training.store.recipe import Recipe, Resolved, read_recipe, recipe_path
from gpt_studio.training.store.result import read_result


@dataclass(frozen=True)
class TrainModel:
    """A new run. ``folder`` must not hold a model yet; ``cache`` keeps the encoded text.

    From scratch: ``shape``, and ``tokenizer`` or None for one that is trained on the corpus first. With
    ``choose_size`` the sizes of ``shape``, and the batch, unless it is another than the usual one, are chosen for the
    minutes that are given (its architecture, context length and dropout stay). Fine-tuning: ``base``, an artifact
    folder whose shape and tokenizer are used, or its checkpoint of ``base_step``; ``shape`` and ``tokenizer`` are None
    then. ``adapter_folder``: where the run goes instead of ``folder`` if it learns an adapter; None for ``folder``.
    ``follow_links``: links in the folders of ``base`` and ``tokenizer`` may lead to files anywhere.
    """

    folder: Path
    corpus: TrainingText
    settings: TrainingSettings
    cache: Path
    tokenizer: Path | None = None
    shape: ModelShape | None = None
    base: Path | None = None
    choose_size: bool = False
    base_step: int | None = None
    adapter_folder: Path | None = None
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
    corpus: TrainingText | None = None
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


@dataclass(frozen=True)
class _Origin:
    """What a run begins with.

    ``weights`` reads them; None where they are drawn from the seed or lie in a checkpoint. ``template`` is None for a
    model without a chat template. ``files``: the folder whose files stay, but for what the training changes; None for
    a model from scratch. ``base_sha256``: the fingerprint of the base, "" where it is not needed. ``known_by``: the
    tokenizer of the base before ``added`` tokens were put into it; None where none were.
    """

    tokenizer: Tokenizer
    config: ModelConfig
    template: str | None = None
    weights: Callable[[], Tensors] | None = None
    files: Path | None = None
    base_sha256: str = ""
    known_by: Tokenizer | None = None
    added: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Training:
    """What is to be trained, whichever request asked for it. ``base``: the model that it goes on from, or "".

    ``data`` identifies the encoded text of a run that is repeated or goes on; "" for a new one. ``known``: the text
    that the base should not forget, as such a run found it.
    """

    corpus: TrainingText
    settings: TrainingSettings
    base: str
    origin: _Origin
    checkpoint: Path | None = None
    data: str = ""
    known: TrainingText | None = None


@dataclass(frozen=True)
class _Decided:
    """How it is trained: as the ``recipe`` says, and ``here``, as far as this machine can keep to it."""

    inputs: RunInputs
    recipe: Recipe
    here: Resolved


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
    check_goes_on(request.settings, goes_on=request.base is not None)
    added: tuple[str, ...] = ()
    if request.base is not None:
        base, text = find_model(request.base, request.base_step).chosen, request.corpus.kept_in(request.cache)
        request = replace(request, base=base, base_step=None)
        added = tokens_to_add(base, text, context, follow_links=request.follow_links)
        if added:
            request = replace(request, settings=_able_to_learn_tokens(request.settings, context))
        request = replace(request, folder=_folder_of(request))
    with _new_folder(request.folder) as lock:
        settings = settled(request.settings, goes_on=request.base is not None)
        origin = _origin(request, context)
        if added:
            origin = _with_chat_tokens(origin)
            context.emit(Log(added_explained(added, origin.config.vocab_size)))
        wanted = _Training(request.corpus, settings, str(request.base or ""), origin)
        how = partial(_decided_anew, request, wanted, context, team)
        return _train(lock, request, wanted, how, context, team)


def _able_to_learn_tokens(settings: TrainingSettings, context: JobContext) -> TrainingSettings:
    settings, why = with_method_for_new_tokens(settings)
    if why is not None:
        context.emit(Log(why))
    return settings


def _folder_of(request: TrainModel) -> Path:
    """The folder of a run that goes on from a model: adapters have a place of their own."""
    if request.adapter_folder is None or request.base is None:
        return request.folder
    method = request.settings.method
    if method == AUTO:
        with found_model(request.base, follow_links=request.follow_links) as place:
            method, _ = chosen_method(read_config(place.folder), request.settings)
    return request.adapter_folder if method == LORA else request.folder


def repeat(request: RepeatTraining, context: JobContext, team: Team = ALONE) -> TrainedModel:
    """As :func:`run`. Raises StudioError if the text or the tokenizer is not what it was."""
    recipe = _placed(read_recipe(request.recipe), request.parallel)
    recipe = replace(recipe, corpus=(request.corpus or recipe.corpus).kept_in(request.cache))
    tokenizer_folder = _tokenizer_folder(request.recipe, recipe)
    if request.length:
        return run(_of_another_length(request, recipe, tokenizer_folder), context, team)
    with _new_folder(request.folder) as lock:
        origin = _origin_again(recipe, tokenizer_folder, request.cache, context, follow_links=request.follow_links)
        _raise_if_base_changed(origin, recipe)
        # The number of steps is that of the recipe, however long they take here.
        recipe = replace(recipe, resolved=replace(recipe.resolved, budget=0.0))
        wanted = _Training(
            recipe.corpus, recipe.settings, recipe.base, origin, data=recipe.resolved.data, known=recipe.known
        )
        return _train(lock, request, wanted, partial(_decided_before, recipe, context, team, None), context, team)


def resume(request: ResumeTraining, context: JobContext, team: Team = ALONE) -> TrainedModel:
    """As :func:`run`. Raises StudioError if there is nothing to go on from, or if the text or the tokenizer changed."""
    if not has_run(request.folder):
        raise StudioError(
            "training.none_to_resume",
            "No training was begun in {folder}, so none can go on there: start a new one.",
            folder=request.folder,
        )
    recipe = _placed(read_recipe(recipe_path(request.folder)), request.parallel)
    with FolderLock(request.folder) as lock:
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
        origin = _origin_in(request.folder, recipe, begun=found is not None, follow_links=request.follow_links)
        if found is not None:
            check_fits(found, origin.config, recipe.settings, adapter_of(origin.config, recipe.settings))
        steps = recipe.resolved.steps
        going_on = say("training.resumed", "Going on from step {step:,} of {steps:,}.", step=done, steps=steps)
        _raise_if_base_changed(origin, recipe)
        wanted = _Training(
            recipe.corpus, recipe.settings, recipe.base, origin, found, recipe.resolved.data, recipe.known
        )
        return _train(lock, request, wanted, partial(_decided_before, recipe, context, team, going_on), context, team)


def has_run(folder: Path) -> bool:
    """Whether a training was begun in ``folder``."""
    return recipe_path(folder).is_file()


def _train(
    lock: FolderLock,
    request: TrainModel | RepeatTraining | ResumeTraining,
    wanted: _Training,
    decided_on: Callable[[RunInputs, TrainingText | None], _Decided],
    context: JobContext,
    team: Team,
) -> TrainedModel:
    """Encode the text, have it ``decided_on`` how to train, and train."""
    origin, base = wanted.origin, Path(wanted.base) if wanted.base else None
    check_part(origin.config, wanted.settings)
    # Files of the base are read again when the folder is written, and when the run goes back to its start.
    with _links_of(base, request.follow_links):
        layout = layout_for(origin.tokenizer, origin.template)
        replies_only = wanted.settings.learn == REPLIES
        dataset = prepare_text(
            wanted.corpus,
            origin.tokenizer,
            request.cache,
            context,
            layout,
            begun_with=wanted.data,
            replies_only=replies_only,
        )
        inputs = RunInputs(
            origin.config,
            dataset,
            wanted.settings,
            origin.tokenizer.sha256,
            origin.weights,
            has_learnt=base is not None,
            adapter=adapter_of(origin.config, wanted.settings),
            gets_tokens=bool(origin.added),
        )
        known = wanted.known
        if base is not None:
            if not wanted.data:
                known = known_text(
                    base,
                    wanted.settings,
                    origin.known_by or origin.tokenizer,
                    None if origin.known_by else layout,
                    context,
                )
            inputs = _with_known(inputs, wanted, known, layout, request.cache, context)
        decided = decided_on(inputs, known)
        for told in shares_told(dataset, _tokens_read(decided)):
            context.emit(Log(told))
        template = template_for(dataset.conversations, origin.template)
        card = _card(request.folder, wanted.corpus, base, dataset.train.tokens)
        config, adapter = decided.inputs.config, decided.inputs.adapter
        publisher: Publisher | AdapterPublisher
        if adapter is not None and origin.files is not None:
            publisher = AdapterPublisher(
                request.folder, config, origin.tokenizer, template, card, origin.files, adapter
            )
        else:
            publisher = Publisher(request.folder, config, origin.tokenizer, template, card, origin.files, origin.added)
        questions = None
        if wanted.base and dataset.conversations and layout is not None:
            questions = questions_of(wanted.corpus, origin.tokenizer, layout, context)
        return train(
            lock,
            publisher,
            decided.inputs,
            decided.recipe,
            decided.here,
            wanted.checkpoint,
            context,
            team,
            questions,
        )


def _with_known(
    inputs: RunInputs,
    wanted: _Training,
    known: TrainingText | None,
    layout: Layout | None,
    cache: Path,
    context: JobContext,
) -> RunInputs:
    """``inputs`` with the text on which it is measured what the base forgets, and the one that is read again."""
    tokenizer = wanted.origin.tokenizer
    settings = with_share(inputs.settings, wanted.corpus, known, talks=inputs.dataset.conversations > 0)
    try:
        general = general_text(known, tokenizer, cache, context)
    except StudioError:  # the base was made from conversations alone
        if settings.remember_on:
            raise
        general = general_text(None, tokenizer, cache, context)
    read_again = None
    if known is not None and settings.rehearsal:
        read_again = prepare_text(known, tokenizer, cache, context, layout)
    return replace(inputs, settings=settings, general=general, known=read_again)


def _tokens_read(decided: _Decided) -> int:
    """All that the run reads of its text, from its first step on."""
    inputs = decided.inputs
    whole = decided.here.steps * inputs.settings.sequences_a_step * inputs.config.context_length
    return round(inputs.new_share * whole)


def _decided_anew(
    request: TrainModel,
    wanted: _Training,
    context: JobContext,
    team: Team,
    inputs: RunInputs,
    known: TrainingText | None,
) -> _Decided:
    """Measures the machine. The shape and the batch are chosen first, if the request wants that."""
    shape, calibrator = request.shape, Calibrator(context, team)
    if request.choose_size:
        size = size_for_the_time(inputs, shape or ModelShape(), calibrator.seconds_a_step, team)
        context.emit(Log(reasons_for(size, inputs.config.vocab_size)))
        shape = size.shape
        inputs = replace(inputs, config=_config_of(shape, wanted.origin.tokenizer), settings=size.settings)
    if inputs.has_learnt:
        inputs, remembered = with_rehearsal(
            with_context(inputs, team.size), known, asked=bool(wanted.settings.rehearsal)
        )
        inputs, why = with_method(inputs)
        part = part_explained(inputs.config, inputs.settings)
        for said in (context_explained(inputs), why, part, remembered):
            if said is not None:
                context.emit(Log(said))
    with memory_explained(lambda: inputs.settings.micro_batch or inputs.settings.batch_size):
        resolved = decide(inputs, context, team, calibrator)
    resolved = replace(resolved, base_sha256=wanted.origin.base_sha256)
    recipe = Recipe(
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        version=__version__,
        corpus=wanted.corpus,
        tokenizer=str(request.tokenizer or ""),
        base=wanted.base,
        shape=shape,
        settings=inputs.settings,
        resolved=resolved,
        known=known,
    )
    return _Decided(inputs, recipe, resolved)


def _decided_before(
    recipe: Recipe,
    context: JobContext,
    team: Team,
    going_on: Message | None,
    inputs: RunInputs,
    _known: TrainingText | None,
) -> _Decided:
    """Raises StudioError if text or tokenizer are not those of the recipe. ``going_on`` is said once they are."""
    _raise_if_changed(inputs, recipe.resolved)
    if going_on is not None:
        context.emit(Log(going_on))
    return _Decided(inputs, recipe, as_far_as_possible(recipe, inputs, context, team))


def _tokenizer_folder(file: Path, recipe: Recipe) -> Path | None:
    """Where the tokenizer of the run is; None if it was trained on its text and the recipe is not beside it."""
    origin = file.absolute().parent.parent
    if (origin / names.TOKENIZER).is_file():
        return origin
    known = recipe.base or recipe.tokenizer
    return Path(known) if known else None


def _trained_again(recipe: Recipe, cache: Path, context: JobContext) -> Tokenizer:
    """The tokenizer that the corpus gives again. Raises StudioError if it is not the recipe's: the text changed."""
    tokenizer = fitted_tokenizer(recipe.corpus, cache, context)
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


def _origin(request: TrainModel, context: JobContext) -> _Origin:
    """Of a new run."""
    if request.base is not None:
        return _origin_of_base(request.base, follow_links=request.follow_links)
    if request.tokenizer is not None:
        tokenizer = _opened_tokenizer(request.tokenizer, follow_links=request.follow_links)
    else:
        tokenizer = fitted_tokenizer(request.corpus, request.cache, context)
    return _Origin(tokenizer, _config_of(request.shape, tokenizer))


def _origin_again(
    recipe: Recipe, folder: Path | None, cache: Path, context: JobContext, *, follow_links: bool
) -> _Origin:
    """Of a run that is repeated. ``folder`` holds its tokenizer; None if that is trained again."""
    if recipe.base:
        return _as_begun(_origin_of_base(Path(recipe.base), follow_links=follow_links), recipe)
    if folder is not None:
        tokenizer = _opened_tokenizer(folder, follow_links=follow_links)
    else:
        tokenizer = _trained_again(recipe, cache, context)
    return _Origin(tokenizer, _config_of(recipe.shape, tokenizer))


def _origin_in(folder: Path, recipe: Recipe, *, begun: bool, follow_links: bool) -> _Origin:
    """Of a run that is resumed. The base is opened only if ``folder`` does not hold the whole model."""
    known = read_chat_template(folder)
    template = known.source if known else None
    if recipe.settings.method == LORA:
        origin = _origin_of_base(Path(recipe.base), follow_links=follow_links)
        return replace(origin, template=template or origin.template)
    if not begun or not (folder / names.CONFIG).is_file():
        if recipe.base:
            origin = _as_begun(_origin_of_base(Path(recipe.base), follow_links=follow_links), recipe)
            return replace(origin, template=template)
        tokenizer = _opened_tokenizer(folder)
        return _Origin(tokenizer, _config_of(recipe.shape, tokenizer), template)
    config = read_config(folder)
    tokenizer = _opened_tokenizer(folder, config.vocab_size)
    return _Origin(tokenizer, config, template, files=folder if recipe.base else None)


def _origin_of_base(folder: Path, *, follow_links: bool) -> _Origin:
    base = open_artifact(folder, follow_links=follow_links)
    template = base.chat_template.source if base.chat_template else None
    with links_followed(folder, follow_links):
        fingerprint = fingerprint_of(folder)
    weights = partial(_read_again, folder, fingerprint, follow_links=follow_links)
    return _Origin(base.tokenizer, base.config, template, weights, base.place.folder, fingerprint)


def _read_again(folder: Path, fingerprint: str, *, follow_links: bool) -> Tensors:
    """The weights of the base. Raises StudioError if it is not the one that the run was decided with."""
    weights = weights_of(open_artifact(folder, follow_links=follow_links).model)
    with links_followed(folder, follow_links):
        if fingerprint_of(folder) != fingerprint:
            raise _base_changed(folder)
    return weights


def _with_chat_tokens(origin: _Origin) -> _Origin:
    """``origin`` of a base that gets the tokens of ChatML."""
    before, now = origin.tokenizer, with_chat_tokens(origin.tokenizer)
    return replace(
        origin,
        tokenizer=now,
        config=with_rows(origin.config, now.vocab_size),
        weights=None if origin.weights is None else partial(_grown, origin.weights, origin.config, before, now),
        known_by=before,
        added=lacking(before),
    )


def _grown(weights: Callable[[], Tensors], config: ModelConfig, before: Tokenizer, now: Tokenizer) -> Tensors:
    return grown_weights(weights(), config, before, now)


def _as_begun(origin: _Origin, recipe: Recipe) -> _Origin:
    """``origin`` of the base of ``recipe``, with the tokens that its run added to it, if it did."""
    wanted = recipe.resolved.tokenizer_sha256
    if origin.tokenizer.sha256 == wanted or not lacking(origin.tokenizer):
        return origin
    more = _with_chat_tokens(origin)
    return more if more.tokenizer.sha256 == wanted else origin


def _links_of(base: Path | None, allowed: bool) -> contextlib.AbstractContextManager[None]:
    """While it is held, links in the model's folder of ``base`` may be followed, if that is ``allowed``."""
    if base is None:
        return contextlib.nullcontext()
    return links_followed(model_of_checkpoint(base) or base, allowed)


def _set_aside(broken: Path) -> Message:
    return say(
        "training.checkpoint_broken",
        "A checkpoint is damaged and was set aside as {name}: going on from the one before.",
        name=broken.name,
    )


def _opened_tokenizer(folder: Path, room: int | None = None, *, follow_links: bool = False) -> Tokenizer:
    """``room`` as in :func:`open_tokenizer`."""
    with Quarantine() as quarantine, links_followed(folder, follow_links):
        return open_tokenizer(folder, quarantine, room)


def _config_of(shape: ModelShape | None, tokenizer: Tokenizer) -> ModelConfig:
    chosen = shape or ModelShape()
    return family(chosen.model_type).from_shape(chosen, tokenizer.vocab_size)


def _card(folder: Path, corpus: TrainingText, base: Path | None, train_tokens: int) -> CardFacts:
    return CardFacts(
        name=_name_of(str(folder)),
        data=tuple(_name_of(source) for source in corpus.sources),
        base=_name_of(str(base)) if base else None,
        train_tokens=train_tokens,
    )


def _name_of(source: str) -> str:
    """The name for the card. Always valid UTF-8, also where the file's name is not."""
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
    if inputs.known is not None and inputs.known.fingerprint != resolved.known_data:
        raise _text_changed()


def _raise_if_base_changed(origin: _Origin, recipe: Recipe) -> None:
    before, now = recipe.resolved.base_sha256, origin.base_sha256
    if before and now and before != now:
        raise _base_changed(recipe.base)


def _base_changed(folder: Path | str) -> StudioError:
    return StudioError(
        "training.base_changed",
        "The model in {folder} is not the one that this training began with, so what was learnt does not fit it: "
        "put it back as it was, or start a new training.",
        folder=folder,
    )


def _text_changed() -> StudioError:
    return StudioError(
        "training.text_changed",
        "The texts of this run changed since it began, so it cannot go on: restore them, or start a new training "
        "that goes on from this model.",
    )


@contextlib.contextmanager
def _new_folder(folder: Path) -> Iterator[FolderLock]:
    """Lock ``folder`` for a new run. It is removed again if the run fails before anything was learnt."""
    if (folder / names.CONFIG).exists() or (folder / names.ADAPTER).exists() or recipe_path(folder).exists():
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
