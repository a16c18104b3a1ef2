"""Trains from the start or from a checkpoint, and leaves the model in its folder."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from gpt_studio.artifacts.load import open_artifact
from gpt_studio.core.disk_errors import DiskError
from gpt_studio.core.errors import Message, StudioError, say
from gpt_studio.core.events import Log
from gpt_studio.core.folder_lock import FolderLock
from gpt_studio.core.job import JobContext
from gpt_studio.jobs.training.compare_answers import Asking, Questions, compared
from gpt_studio.jobs.training.live_sample import LiveSample
from gpt_studio.jobs.training.talking_base import grown_weights
from gpt_studio.models.contract import LanguageModel
from gpt_studio.models.lora import set_strength
from gpt_studio.tokenization.chat_tokens import with_chat_tokens
from gpt_studio.tokenization.tokenizer import Tokenizer
from gpt_studio.training.events import Answer, Evaluated
from gpt_studio.training.parallel.distributed import Team
from gpt_studio.training.parallel.placement import Tensors
from gpt_studio.training.planning.adapt_to_machine import adapted, fitting_parts
from gpt_studio.training.run.assembly import RunInputs, starting_weights
from gpt_studio.training.run.forgetting import forgotten as forgotten_words
from gpt_studio.training.run.loop import Loop
from gpt_studio.training.run.out_of_memory import memory_explained
from gpt_studio.training.run.session import Session
from gpt_studio.training.store.answers import read_answers, write_answers
from gpt_studio.training.store.checkpoint import best_checkpoint, bytes_of, load_checkpoint
from gpt_studio.training.store.publish import Publisher
from gpt_studio.training.store.publish_adapter import AdapterPublisher
from gpt_studio.training.store.recipe import Recipe, Resolved
from gpt_studio.training.store.result import RunResult, write_result
from gpt_studio.training.store.retry_writes import SLACK_BYTES, until_written
from gpt_studio.training.store.run_folder import RunFolder

NOTICEABLY_BETTER = 0.995
COMPARED = 200_000_000
"""Parameters up to which the base is loaded again at the end to answer too: it takes memory beside the model."""


@dataclass(frozen=True)
class TrainedModel:
    """How a run ended. ``finished`` is False when it was stopped (and saved) before its last step.

    Losses in nats a token. ``published_step`` is the step whose weights the folder holds. Of a finished run,
    ``held_out_loss`` and ``bits_per_byte`` are those of its final measurement (training/events.py). ``talks``: it can
    hold conversations. ``general_before`` and ``general_after`` are bits per byte on other text, of the base and of
    this model, and ``forgotten`` says what that means; 0 and None where it was not measured.
    """

    folder: Path
    parameters: int
    steps: int
    total_steps: int
    published_step: int
    loss: float
    held_out_loss: float
    bits_per_byte: float
    seconds: float
    finished: bool
    talks: bool = False
    general_before: float = 0.0
    general_after: float = 0.0
    forgotten: Message | None = None


def train(
    lock: FolderLock,
    publisher: Publisher | AdapterPublisher,
    inputs: RunInputs,
    recipe: Recipe,
    here: Resolved,
    checkpoint: Path | None,
    context: JobContext,
    team: Team,
    questions: Questions | None = None,
) -> TrainedModel:
    """Train to the last step, or until it is stopped; the folder behind ``lock`` then holds the model.

    ``here`` is what this machine makes of the recipe (see :func:`as_far_as_possible`). ``questions`` are answered by
    the base, by the model on its way where one process trains it, and by the one that comes of it.
    """
    settings, asking = inputs.settings, None
    questions = questions if questions is not None and questions.texts else None
    if questions is not None and team.alone:
        asking = _asking(questions, publisher.folder, here, context)
    folder = RunFolder(lock, publisher, recipe)

    def record(resolved: Resolved) -> None:
        began = recipe.resolved
        kept = replace(
            resolved,
            device=began.device,
            precision=began.precision,
            threads=began.threads,
            compiled=began.compiled,
        )
        folder.recipe = replace(recipe, resolved=kept)

    until_written(folder.make_ready, context, folder=publisher.folder, step=0, needed=SLACK_BYTES)
    build = partial(
        Session,
        folder=publisher.folder,
        inputs=inputs,
        resolved=here,
        sample=_live_sample(publisher.tokenizer, settings.sample_prompt, questions),
        publish=lambda weights, state: publisher.publish(
            weights,
            replace(publisher.card, steps=state.step, loss=state.held_out_loss, bits_per_byte=state.bits_per_byte),
        ),
        record=record,
        make_ready=folder.make_ready,
        start=lambda: _start_of(inputs, recipe),
        context=context,
        checkpoint=checkpoint,
        team=team,
        answers=asking,
    )
    with memory_explained(lambda: here.micro_batch or settings.batch_size):
        session = build()
    with memory_explained(lambda: session.plan.micro_batch):
        loop, finished = session.run()
    result = _finish(session, publisher, loop) if finished else _stopped(session, loop)
    session.until_written(lambda: write_result(publisher.folder, result), loop.step)
    forgotten = _forgotten(inputs, result)
    if forgotten is not None:
        context.emit(Log(forgotten))
    if finished and questions is not None and (inputs.adapter is not None or recipe.resolved.parameters <= COMPARED):
        _compare_answers(session, questions, publisher.folder, loop.step, asking.before if asking else None)
    return TrainedModel(
        folder=publisher.folder,
        parameters=recipe.resolved.parameters,
        steps=result.steps,
        total_steps=result.total_steps,
        published_step=result.published_step,
        loss=result.train_loss,
        held_out_loss=result.held_out_loss,
        bits_per_byte=result.bits_per_byte,
        seconds=result.seconds,
        finished=result.finished,
        talks=publisher.chat_template is not None,
        general_before=result.general_before,
        general_after=result.general_after,
        forgotten=forgotten,
    )


def _live_sample(tokenizer: Tokenizer, prompt: str, questions: Questions | None) -> LiveSample:
    """What is chosen to be gone on from, else the answer to a question of the text where it has any."""
    if prompt or questions is None:
        return LiveSample(tokenizer, prompt)
    return LiveSample(tokenizer, questions.texts[0], questions.prompts[0])


def _forgotten(inputs: RunInputs, result: RunResult) -> Message | None:
    if inputs.general is None or not (result.general_before and result.general_after):
        return None
    return forgotten_words(inputs.general.name, result.general_before, result.general_after)


def _base_on_general_text(loop: Loop) -> float:
    """What was measured before the first step, in this sitting or an earlier one."""
    measured = loop.watch.history.measured
    return measured[0].general_bits_per_byte if measured and measured[0].step == 0 else 0.0


def _asking(questions: Questions, folder: Path, here: Resolved, context: JobContext) -> Asking:
    kept = read_answers(folder)
    before = [each.before for each in kept] if [each.question for each in kept] == list(questions.texts) else None

    def keep(answers: tuple[Answer, ...]) -> None:
        with contextlib.suppress(DiskError):  # it is said when the run is saved
            write_answers(folder, answers)

    return Asking(questions, before, here.budget or here.steps * here.step_seconds, keep, context)


def _compare_answers(
    session: Session, questions: Questions, folder: Path, step: int, before: Sequence[str] | None
) -> None:
    """Let what came of the base answer, and the base unless it did ``before``; the model stays the tuned one."""
    after = questions.answered(session.model)
    if before is None:
        try:
            before = _answered_by_base(session, questions)
        except StudioError as error:  # the base was moved or changed; what came of it is whole all the same
            session.context.emit(Log(error.message, "warning"))
            return
    found = compared(questions, before, after, step, final=True)
    session.until_written(lambda: write_answers(folder, found.answers), step)
    session.context.emit(found)


def _answered_by_base(session: Session, questions: Questions) -> list[str]:
    if session.inputs.adapter is not None:
        set_strength(session.model, 0.0)
        before = questions.answered(session.model)
        set_strength(session.model, 1.0)
        return before
    tuned = {name: weight.clone() for name, weight in session.weights().items()}
    session.load(session.start())
    before = questions.answered(session.model)
    session.load(tuned)
    return before


def as_far_as_possible(recipe: Recipe, inputs: RunInputs, context: JobContext, team: Team) -> Resolved:
    """The decisions of the recipe, changed where this machine cannot keep to them; each change is said.

    Raises StudioError if the training does not fit into its memory.
    """
    here, changes = adapted(recipe.resolved, alone=team.alone)
    here, smaller = fitting_parts(here, inputs, team)
    for change in (*changes, *smaller):
        context.emit(Log(change, "warning"))
    return here


def weights_of(model: LanguageModel) -> Tensors:
    """The weights of ``model`` by parameter name."""
    return {name: parameter.detach() for name, parameter in model.named_parameters()}


def _finish(session: Session, publisher: Publisher | AdapterPublisher, loop: Loop) -> RunResult:
    """Publish the best weights of the run and measure them on the held-out text."""
    best, step, sample = best_checkpoint(publisher.folder), loop.step, None
    last = loop.held_out.bits_per_byte if loop.held_out else float("inf")
    if best is not None and best[1].bits_per_byte < NOTICEABLY_BETTER * last:
        step = best[1].step
        session.load(load_checkpoint(best[0]).weights)
        sample = loop.samples.of_full_length(loop.step)
        session.context.emit(
            Log(
                say(
                    "training.best_kept",
                    "On text that it has not seen the model was best at step {step}: the folder holds that one.",
                    step=step,
                )
            )
        )
    measured = session.final_measure()
    weights = session.weights()
    facts = replace(publisher.card, steps=step, loss=measured.loss, bits_per_byte=measured.bits_per_byte)
    session.until_written(lambda: publisher.publish(weights, facts), loop.step, bytes_of(weights))
    session.note_final(
        Evaluated(
            step=loop.step,
            loss=measured.loss,
            bits_per_byte=measured.bits_per_byte,
            elapsed=loop.clock.elapsed,
            best=False,
            context_length=measured.context_length,
            final=True,
            published_step=step,
            general_bits_per_byte=measured.general_bits_per_byte,
        ),
        sample,
    )
    return RunResult(
        steps=loop.step,
        total_steps=loop.step,
        published_step=step,
        train_loss=loop.loss,
        held_out_loss=measured.loss,
        bits_per_byte=measured.bits_per_byte,
        seconds=loop.clock.elapsed,
        finished=True,
        general_before=_base_on_general_text(loop),
        general_after=measured.general_bits_per_byte,
    )


def _stopped(session: Session, loop: Loop) -> RunResult:
    held_out = loop.held_out or session.measure(session.plan.evaluate_tokens)
    return RunResult(
        steps=loop.step,
        total_steps=session.plan.steps,
        published_step=loop.step,
        train_loss=loop.loss,
        held_out_loss=held_out.loss,
        bits_per_byte=held_out.bits_per_byte,
        seconds=loop.clock.elapsed,
        finished=False,
        general_before=_base_on_general_text(loop),
        general_after=held_out.general_bits_per_byte,
    )


def _start_of(inputs: RunInputs, recipe: Recipe) -> Tensors:
    """The weights with which the run began. In a resumed run its base is opened again for this."""
    if recipe.base and inputs.weights is None:
        base = open_artifact(Path(recipe.base))
        weights = weights_of(base.model)
        if base.tokenizer.sha256 == inputs.tokenizer_sha256:
            return weights
        return grown_weights(weights, base.config, base.tokenizer, with_chat_tokens(base.tokenizer))
    return starting_weights(inputs, from_pairs=recipe.resolved.from_pairs)
