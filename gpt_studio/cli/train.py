"""``gpt-studio train``: train a model, go on with a training that stopped, or repeat one."""

from __future__ import annotations

import math
import signal
from argparse import ArgumentParser, Namespace
from dataclasses import replace

from gpt_studio.cli.corpus_flags import add_mixture_flags, text_of
from gpt_studio.cli.flags import add_flags, given_flags, path, with_flags
from gpt_studio.cli.model_flags import add_follow_links
from gpt_studio.cli.terminal import Terminal
from gpt_studio.cli.train_events import describe_training, lines_of, lines_of_forecast
from gpt_studio.jobs.training import forecast_training, train_model, train_together
from gpt_studio.jobs.training.forecast_training import ForecastTraining
from gpt_studio.jobs.training.run_session import TrainedModel
from gpt_studio.jobs.training.train_model import RepeatTraining, ResumeTraining, TrainModel
from gpt_studio.jobs.training.train_together import TrainTogether, Wanted
from gpt_studio.models.presets import PRESETS
from gpt_studio.models.shape import ModelShape
from gpt_studio.training.settings import DEFAULT_MINUTES, TrainingSettings

DEFAULT_PRESET = "small"
AUTO = "auto"
LENGTHS = ("minutes", "steps", "epochs")
_OF_PRESETS = ("layers", "heads", "hidden_size", "context_length", "kv_heads")
CHOSEN_BY_AUTO = ("layers", "heads", "kv_heads", "hidden_size", "intermediate_size")


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--out", type=path, metavar="DIR", help="the folder of the model")
    parser.add_argument("--forecast", action="store_true", help="only say what the training would take on this machine")
    add_mixture_flags(parser)
    parser.add_argument(
        "--tokenizer", type=path, metavar="DIR", help="a trained tokenizer; otherwise one is trained on the text first"
    )
    start = parser.add_mutually_exclusive_group()
    start.add_argument(
        "--preset",
        choices=(*PRESETS, AUTO),
        help=f"the size of a new model; {AUTO} chooses the one that learns most in the minutes given "
        f"[{DEFAULT_PRESET}]",
    )
    start.add_argument("--base", type=path, metavar="DIR", help="go on from this model, with its size and tokenizer")
    parser.add_argument("--step", type=int, metavar="N", help="go on from this checkpoint of --base")
    add_follow_links(parser)
    start.add_argument("--recipe", type=path, metavar="FILE", help="repeat an earlier run exactly, from its run.toml")
    parser.add_argument(
        "--resume",
        action="store_true",
        help="go on with the run in --out that was stopped, exactly as it was begun; other flags (but --parallel) "
        "then count only if there is no run yet",
    )
    add_flags(
        parser,
        TrainingSettings,
        "training",
        leave_out=("tuning_context",),
        defaults={
            "minutes": f"{DEFAULT_MINUTES:g} min",
            "steps": "follows from the time",
            "epochs": "follows from the time",
        },
    )
    as_preset = dict.fromkeys(_OF_PRESETS, "as --preset says")
    as_preset["context_length"] += "; with --base, of the training alone: as its texts need"
    add_flags(parser, ModelShape, "size of a new model", defaults=as_preset)
    parser.set_defaults(wrong_usage=parser.error)


def run(arguments: Namespace, terminal: Terminal) -> int:
    _check_together(arguments)
    if arguments.forecast:
        ahead = terminal.run(forecast_training.run, _asked(arguments), describe_training)
        return terminal.finish(ahead, lines_of_forecast(ahead))
    wanted = _wanted(arguments, terminal)
    together = train_together.started_by_torchrun()
    trained = _train_together(wanted, terminal) if together else _train_alone(wanted, terminal)
    return terminal.finish(trained, lines_of(trained)) if trained is not None else terminal.code


def _asked(arguments: Namespace) -> ForecastTraining:
    return ForecastTraining(
        settings=_settings(arguments),
        corpus=text_of(arguments),
        shape=None if arguments.base else _shape(arguments),
        tokenizer=arguments.tokenizer.absolute() if arguments.tokenizer else None,
        base=arguments.base.absolute() if arguments.base else None,
        choose_size=arguments.preset == AUTO,
        base_step=arguments.step,
        follow_links=arguments.follow_links,
    )


def _train_together(wanted: Wanted, terminal: Terminal) -> TrainedModel | None:
    # When one process ends, torchrun sends SIGTERM to the others: ignored, so that they can still say why they end.
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    return terminal.run(train_together.run, TrainTogether(wanted), describe_training)


def _train_alone(wanted: Wanted, terminal: Terminal) -> TrainedModel:
    match wanted:
        case ResumeTraining():
            return terminal.run(train_model.resume, wanted, describe_training)
        case RepeatTraining():
            return terminal.run(train_model.repeat, wanted, describe_training)
        case TrainModel():
            return terminal.run(train_model.run, wanted, describe_training)


def _wanted(arguments: Namespace, terminal: Terminal) -> Wanted:
    folder, cache = arguments.out.absolute(), terminal.home.cache
    given = given_flags(arguments, TrainingSettings)
    if arguments.resume and (train_model.has_run(folder) or not _says_what_to_train(arguments)):
        return ResumeTraining(folder, cache, given.get("parallel", ""), arguments.follow_links)
    if arguments.recipe:
        return RepeatTraining(
            recipe=arguments.recipe.absolute(),
            folder=folder,
            cache=cache,
            corpus=text_of(arguments) if arguments.corpus else None,
            length={name: given[name] for name in LENGTHS if name in given},
            parallel=given.get("parallel", ""),
            follow_links=arguments.follow_links,
        )
    return TrainModel(
        folder=folder,
        cache=cache,
        corpus=text_of(arguments),
        settings=_settings(arguments),
        tokenizer=arguments.tokenizer.absolute() if arguments.tokenizer else None,
        shape=None if arguments.base else _shape(arguments),
        base=arguments.base.absolute() if arguments.base else None,
        choose_size=arguments.preset == AUTO,
        base_step=arguments.step,
        follow_links=arguments.follow_links,
    )


def _check_together(arguments: Namespace) -> None:
    """Exit with wrong usage for flags that contradict each other, or that are too few."""
    of_a_size = set(given_flags(arguments, ModelShape)) - ({"context_length"} if arguments.base else set())
    fixed = bool(of_a_size or arguments.tokenizer)
    chosen = given_flags(arguments, TrainingSettings)
    if arguments.recipe and (fixed or set(chosen) - {*LENGTHS, "parallel"}):
        arguments.wrong_usage(
            "--recipe trains as that run did: of the other flags only --corpus, --parallel and a length go with it"
        )
    if arguments.base and fixed:
        arguments.wrong_usage("--base brings its own size and tokenizer: leave the flags for those out")
    if arguments.step is not None and not arguments.base:
        arguments.wrong_usage("--step names a checkpoint of --base: give --base too, or --steps for a number of steps")
    if not (_says_what_to_train(arguments) or arguments.resume):
        arguments.wrong_usage("--corpus is needed: files or folders with text, or sample:")
    if arguments.out is None and not arguments.forecast:
        arguments.wrong_usage("--out is needed: the folder of the model")
    if arguments.forecast and (arguments.recipe or arguments.resume):
        arguments.wrong_usage("--forecast is for a new training: describe it with --corpus and the other flags")
    if arguments.preset == AUTO:
        sizes = [f"--{name.replace('_', '-')}" for name in CHOSEN_BY_AUTO if name in given_flags(arguments, ModelShape)]
        if sizes:
            arguments.wrong_usage(f"--preset {AUTO} chooses {' and '.join(sizes)}: leave them out")
        if "steps" in chosen or "epochs" in chosen:
            arguments.wrong_usage(f"--preset {AUTO} needs a time: give --minutes")
    lengths = [f"--{name}" for name in LENGTHS if name in chosen]
    if len(lengths) > 1:
        arguments.wrong_usage(f"{' and '.join(lengths)} contradict each other: give only one of them")


def _says_what_to_train(arguments: Namespace) -> bool:
    return bool(arguments.corpus or arguments.recipe)


def _settings(arguments: Namespace) -> TrainingSettings:
    settings = with_flags(TrainingSettings(), arguments)
    if not arguments.base:
        return settings
    return replace(settings, tuning_context=given_flags(arguments, ModelShape).get("context_length"))


def _shape(arguments: Namespace) -> ModelShape:
    given = given_flags(arguments, ModelShape)
    if arguments.preset == AUTO:
        return with_flags(ModelShape(), arguments)
    model_type = given.get("model_type", ModelShape().model_type)
    shape = with_flags(PRESETS[arguments.preset or DEFAULT_PRESET].shapes[model_type], arguments)
    if "heads" in given and "kv_heads" not in given and shape.kv_heads:
        # The preset's key-value heads were chosen for the preset's heads.
        shape = replace(shape, kv_heads=math.gcd(shape.heads, shape.kv_heads))
    return shape
