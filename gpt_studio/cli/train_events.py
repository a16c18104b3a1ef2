"""Show the events and results of a training."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from gpt_studio.cli.display import Seen, Step, describe
from gpt_studio.cli.interrupting import CAN_BE_NUDGED
from gpt_studio.cli.wording import count, duration, size
from gpt_studio.core.events import Event
from gpt_studio.jobs.training.forecast_training import TrainingForecast
from gpt_studio.jobs.training.run_session import TrainedModel
from gpt_studio.training.events import (
    AnswersCompared,
    CheckpointSaved,
    Evaluated,
    Hint,
    RunPlanned,
    SampleWritten,
    SaveFailed,
    SaveRecovered,
    StepDone,
)


def describe_training(event: Event) -> Seen:
    """How each event of a training is shown."""
    match event:
        case RunPlanned():
            return _planned(event)
        case StepDone():
            return Step(
                f"Step {count(event.step)} of {count(event.steps)}  loss {event.loss:.3f}  "
                f"{count(round(event.tokens_per_second))} tokens/s  {duration(event.seconds_left)} left",
                event.step / event.steps,
            )
        case Evaluated(final=True):
            return _final(event)
        case Evaluated():
            best = ", the best so far" if event.best else ""
            return (
                f"Step {count(event.step)}: held-out loss {event.loss:.3f}, "
                f"{event.bits_per_byte:.3f} bits per byte{best}{_on_other_text(event)}"
            )
        case AnswersCompared():
            return "\n".join(_answers(event) if event.final else _answers_now(event))
        case Hint():
            return f"Note: {event.what}"
        case SampleWritten():
            written = textwrap.indent(event.prompt + event.text, "    ")
            return f"Step {count(event.step)}: the model writes\n{written}"
        case CheckpointSaved():
            return f"Step {count(event.step)}: saved"
        case SaveFailed():
            return _waiting(event)
        case SaveRecovered():
            return f"Step {count(event.step)}: saved after all, going on"
    return describe(event)


def _on_other_text(event: Evaluated) -> str:
    return f"; on other text {event.general_bits_per_byte:.3f}" if event.general_bits_per_byte else ""


def _answers(event: AnswersCompared) -> Iterator[str]:
    for each in event.answers:
        for who, text in (("asked", each.question), ("base", each.before), ("now", each.after)):
            yield f"{who:>7}: {' '.join(text.split())}"


def _answers_now(event: AnswersCompared) -> Iterator[str]:
    for each in event.answers:
        question, answer = (" ".join(text.split()) for text in (each.question, each.after))
        yield f"Step {count(event.step)}: to “{question}” it answers “{answer}”"


def _final(event: Evaluated) -> str:
    return (
        f"Final measurement, of the weights of step {count(event.published_step)}: held-out loss {event.loss:.3f}, "
        f"{event.bits_per_byte:.3f} bits per byte"
    )


def _waiting(event: SaveFailed) -> str:
    room = f" At least {size(event.to_free)} must be freed." if event.to_free else ""
    retry = f"every {duration(event.retry_seconds)}" + (", or at once on SIGCONT" if CAN_BE_NUDGED else "")
    return (
        f"Warning: {event.what}{room} Nothing is lost: the training waits in memory and tries again {retry}. "
        "Ctrl-C tries once more and ends it."
    )


def lines_of(trained: TrainedModel) -> list[str]:
    """The result of a training as lines."""
    ended = "finished" if trained.finished else 'stopped and saved; "--resume" goes on from here'
    losses = f"loss {trained.loss:.3f}, held-out loss {trained.held_out_loss:.3f}"
    return [
        f"{trained.folder}",
        f"{count(trained.steps)} of {count(trained.total_steps)} steps in {duration(trained.seconds)}: {ended}",
        f"{count(trained.parameters)} parameters, {losses}, {trained.bits_per_byte:.3f} bits per byte",
    ]


def lines_of_forecast(ahead: TrainingForecast) -> list[str]:
    """A forecast as lines."""
    reasons = [str(ahead.reasons)] if ahead.reasons else []
    fits = "" if ahead.memory_bytes <= ahead.memory_available else ", more than is free"
    return [
        *reasons,
        f"Training takes about {duration(ahead.seconds)}, and {duration(ahead.preparing_seconds)} before its first "
        f"step (on {ahead.device}, {ahead.precision}, {ahead.threads} threads)",
        f"{count(ahead.steps)} steps read {count(ahead.tokens)} tokens: the text ({count(ahead.text_tokens)} tokens) "
        f"{ahead.epochs:.2f} times",
        *map(str, ahead.shares),
        f"{count(ahead.parameters)} parameters, {size(ahead.memory_bytes)} of memory{fits}, "
        f"{size(ahead.disk_bytes)} on disk with checkpoints, {size(ahead.folder_bytes)} in the end",
        *(f"Note: {hint}" for hint in ahead.hints),
    ]


def _planned(event: RunPlanned) -> str:
    goes_on = f" from step {count(event.first_step)}" if event.first_step else ""
    return (
        f"{count(event.parameters)} parameters learn from {count(event.train_tokens)} tokens for "
        f"{count(event.steps)} steps{goes_on}, {count(event.tokens_per_step)} tokens each, in about "
        f"{duration(event.seconds)} (on {event.device}, {event.precision}, {event.threads} threads)"
    )
