"""Puts a run together from its model, its decisions, its folder and its loop, and runs it."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import InitVar, dataclass, replace
from functools import partial
from pathlib import Path

from gpt_studio.artifacts.checkpoint_folders import TRAINING
from gpt_studio.core.errors import Message, say
from gpt_studio.core.events import Log, Progress
from gpt_studio.core.job import JobContext
from gpt_studio.dataset.mixed_tokens import Ids
from gpt_studio.dataset.packing import Pieces
from gpt_studio.hardware.awake import Wakefulness, asleep_allowed, wakefulness
from gpt_studio.hardware.garbage import short_collections
from gpt_studio.hardware.memory import kept_for_the_next_step
from gpt_studio.models.contract import LanguageModel
from gpt_studio.training.events import AnswersCompared, CheckpointSaved, Evaluated, RunPlanned, SampleWritten
from gpt_studio.training.intervals import FORWARD_SPEED, USEFUL_SHARE
from gpt_studio.training.learning.evaluate import (
    HeldOut,
    HeldOutRows,
    evaluate,
    spread_documents,
    spread_windows,
    together,
)
from gpt_studio.training.learning.sequence_warmup import mean_cost
from gpt_studio.training.parallel.distributed import ALONE, Team
from gpt_studio.training.parallel.placement import Tensors
from gpt_studio.training.run.assembly import RunInputs, assemble
from gpt_studio.training.run.forgetting import measured_on
from gpt_studio.training.run.journal import Journal
from gpt_studio.training.run.length import Length
from gpt_studio.training.run.loop import Loop
from gpt_studio.training.run.recovery import Recovery
from gpt_studio.training.run.samples import Samples, Written
from gpt_studio.training.run.stopwatch import Stopwatch
from gpt_studio.training.run.watch import Watch, little_data
from gpt_studio.training.store.checkpoint import (
    RunState,
    bytes_of,
    last_good_checkpoint,
    load_checkpoint,
    save_checkpoint,
)
from gpt_studio.training.store.metrics import METRICS, MetricsFile, read_metrics
from gpt_studio.training.store.recipe import Resolved
from gpt_studio.training.store.retry_writes import SLACK_BYTES, until_written

FINAL_TOKENS = (8_192, 10_000_000)
FINAL_SHARE, FINAL_SECONDS = 0.05, 10.0
AWAKE_FOR = "A model is being trained"


@dataclass
class Session:
    """One sitting of a run: from its start or from ``checkpoint`` to its end, or until it is stopped."""

    folder: Path
    inputs: RunInputs
    resolved: InitVar[Resolved]
    sample: Callable[[LanguageModel, int], Written]
    publish: Callable[[Tensors, RunState], None]
    record: Callable[[Resolved], None]
    make_ready: Callable[[], None]
    start: Callable[[], Tensors]
    context: JobContext
    checkpoint: Path | None = None
    team: Team = ALONE
    answers: Callable[[LanguageModel, int, float], AnswersCompared | None] | None = None

    def __post_init__(self, resolved: Resolved) -> None:
        # A local variable, to be freed: it is as large as the model and its optimizer together.
        checkpoint = load_checkpoint(self.checkpoint) if self.checkpoint else None
        self.begun_at = checkpoint.state if checkpoint else None
        goes_on = checkpoint is not None and self.inputs.adapter is None
        begun = self.inputs
        if checkpoint is not None and goes_on:
            begun = replace(begun, weights=partial(dict, checkpoint.weights))
        self.updater = assemble(begun, resolved, self.context, self.team)
        self.model = self.updater.model
        self.optimizer = self.updater.optimizer
        if checkpoint is not None:
            self.load(checkpoint.weights)
            self.load_optimizer_state(checkpoint.optimizer)
            self.updater.correction = checkpoint.state.correction
        self.metrics = MetricsFile(self.folder / TRAINING / METRICS)
        self.journal = Journal(self.metrics, self.context)
        # Opened once: an open file can still be read after somebody has emptied the cache.
        files = [part.file for part in self.inputs.dataset.held_out_parts]
        self.held_out = [(file, file.array(), file.mask(), file.divided()) for file in files]

    @property
    def plan(self) -> Resolved:
        """What was decided, as it is now."""
        return self.updater.plan

    def run(self) -> tuple[Loop, bool]:
        """Train; returns the loop as it ended, and whether it reached the last step."""
        batches, settings = self.inputs.batches(), self.inputs.settings
        tokens = settings.sequences_a_step * self.inputs.context_length
        awake = wakefulness()
        journal, clock = self.journal, Stopwatch(self.context)
        loop = Loop(
            update=self.updater,
            tokens_per_step=tokens,
            steps_per_epoch=batches.steps_per_epoch / settings.accumulation,
            context=self.context,
            journal=journal,
            clock=clock,
            length=Length(self.updater, self.record, journal, settings.early_stopping or 0, self._cost),
            recovery=Recovery(self._go_back, journal),
            samples=Samples(lambda tokens: self.sample(self.model, tokens), clock, settings.sample_tokens),
            measure=lambda: self.measure(self.plan.evaluate_tokens, self.updater.stretches(loop.step - 1)),
            measures_base=self.inputs.has_learnt,
            answers=self._answers,
            watch=Watch(tuning=self.inputs.has_learnt),
            save=self._save,
            resting=lambda: asleep_allowed(awake, AWAKE_FOR),
        )
        if self.begun_at is not None:
            loop.go_on_from(self.begun_at)
            loop.watch.recall(read_metrics(self.metrics.path), loop.step)
            loop.loss = loop.watch.history.losses[-1] if loop.watch.history.losses else loop.loss
        self.context.emit(self._plan(loop, tokens))
        read = round(self.inputs.new_share * tokens * self.plan.steps)
        distinct, tuning = self.inputs.dataset.distinct_tokens, self.inputs.has_learnt
        hint = little_data(self.plan.parameters, distinct, read, tuning=tuning)
        if hint is not None and self.begun_at is None:
            self.context.emit(hint)
        self._stay(awake)
        try:
            with kept_for_the_next_step(), short_collections():
                finished = loop.run()
        finally:
            awake.release()
        return loop, finished

    def _answers(self, step: int, elapsed: float) -> AnswersCompared | None:
        return None if self.answers is None else self.answers(self.model, step, elapsed)

    def _stay(self, awake: Wakefulness) -> None:
        said = (
            say("training.awake", "The machine is kept awake while it trains.")
            if awake.hold(AWAKE_FOR)
            else say(
                "training.may_sleep",
                "This system offers no way to keep it awake, so it may fall asleep while it trains: see its settings "
                "for saving energy.",
            )
        )
        self.context.emit(Log(said))

    def _cost(self, begin: float, end: float) -> float:
        """How long steps between two places of the run (0 to 1) take, as a multiple of the first one."""
        return mean_cost(begin, end, self.plan.growth, self.inputs.context_length)

    def weights(self) -> Tensors:
        """The float32 weights by parameter name."""
        self.team.tell("weights")
        return self.updater.placement.weights()

    def load(self, weights: Tensors) -> None:
        """Put float32 weights into the masters and the model."""
        self.team.tell("load")
        self.updater.placement.load(weights)

    def optimizer_state(self) -> Tensors:
        """The optimizer's memory by name."""
        self.team.tell("optimizer_state")
        return self.updater.placement.optimizer_state()

    def load_optimizer_state(self, state: Tensors) -> None:
        """Put back what :meth:`optimizer_state` gave."""
        self.team.tell("load_optimizer_state")
        self.updater.placement.load_optimizer_state(state)

    def measure(self, limit: int, stretches: int = 1) -> HeldOut:
        """Held-out loss on about ``limit`` tokens, each sequence cut into so many ``stretches``.

        During the run they are as long as those that the model reads at that time. In longer ones it is worse, which
        would look like over-fitting.
        """
        measured = together(self._measured(limit, stretches), self.inputs.dataset.held_out_parts)
        return replace(measured, general_bits_per_byte=self._on_general_text())

    def _on_general_text(self) -> float:
        general = self.inputs.general
        return 0.0 if general is None else measured_on(general, self.model, self.inputs.config.context_length)

    def _measured(
        self, limit: int, stretches: int = 1, on_progress: Callable[[float], None] = lambda _share: None
    ) -> list[HeldOut]:
        """As :meth:`measure`, of each corpus of a mixture for itself."""
        length, batch = self.inputs.context_length, self.plan.micro_batch * stretches
        parts, measured = self.inputs.dataset.held_out_parts, []
        for place, (part, (file, tokens, mask, lengths)) in enumerate(zip(parts, self.held_out, strict=True)):
            asked = round(limit * part.share)
            places: Ids | Pieces
            if lengths is None:
                places = spread_windows(len(tokens), asked, length, stretches)
            else:
                places = spread_documents(lengths, asked, length // stretches)
            rows = HeldOutRows(tokens, places, length // stretches, mask)
            heard = partial(_heard, on_progress, place, len(parts))
            measured.append(evaluate(self.model, file, rows, batch, heard))
        return measured

    def final_measure(self) -> HeldOut:
        """Held-out loss on the whole held-out text; of a long one, on as much as the run is worth.

        That is what takes FINAL_SHARE of the run's time or FINAL_SECONDS, whichever is more.
        """
        self.journal.say(
            say("training.final_measure", "Last, the finished model is measured on text that it has not seen.")
        )
        tokens = self.inputs.settings.sequences_a_step * self.inputs.context_length
        seconds = max(FINAL_SHARE * self.plan.steps * self.plan.step_seconds, FINAL_SECONDS)
        affordable = FORWARD_SPEED * tokens * seconds / max(self.plan.step_seconds, 1e-9)
        smallest, largest = FINAL_TOKENS

        def tell(share: float) -> None:
            said = say("training.finally_measuring", "Measuring the finished model on text that it has not seen")
            self.context.emit(Progress(said, share))

        measured = self._measured(int(min(max(affordable, smallest), largest)), on_progress=tell)
        parts = self.inputs.dataset.held_out_parts
        for part, one in zip(parts, measured, strict=True):
            if len(parts) > 1:
                self.journal.say(_of_corpus(part.name, one))
        return replace(together(measured, parts), general_bits_per_byte=self._on_general_text())

    def note_final(self, measured: Evaluated, sample: SampleWritten | None) -> None:
        """Make ``measured`` the last point of the history, and report it. ``sample``: of the weights that are kept, if
        they are not the last ones, of which there is one already."""
        self.journal.note(measured)
        if sample is not None:
            self.journal.note(sample)
            self.context.emit(sample)
        self.until_written(lambda: self.metrics.flush(durable=True), measured.step)
        self.metrics.close()
        self.context.emit(measured)

    def until_written(self, write: Callable[[], None], step: int, needed: int = 0) -> float:
        """Call ``write`` until the disk lets it happen (store/retry_writes.py). Returns the seconds spent waiting."""

        def into_the_folder() -> None:
            self.make_ready()
            write()

        needed += SLACK_BYTES
        return until_written(into_the_folder, self.context, folder=self.folder, step=step, needed=needed)

    def _save(self, state: RunState) -> float:
        weights, optimizer = self.weights(), self.optimizer_state()

        def write() -> None:
            # The history first: whoever resumes from this checkpoint needs all of it.
            self.metrics.flush(durable=True)
            target = save_checkpoint(self.folder, state, weights, optimizer)
            self.publish(weights, state)
            saved.append(str(target))

        saved: list[str] = []
        waited = self.until_written(write, state.step, bytes_of(weights, weights, optimizer))
        self.context.emit(CheckpointSaved(state.step, saved[-1]))
        return waited

    def _go_back(self, step: int) -> RunState:
        """Put the last good checkpoint up to ``step``, or the weights of the start, into the model."""
        found = last_good_checkpoint(self.folder, step)
        if found is None:
            self.load(self.start())
            self.load_optimizer_state({})
            return RunState(0, 0.0, math.inf, math.inf, context_length=0, scheduled=True)
        checkpoint = load_checkpoint(found)
        self.load(checkpoint.weights)
        self.load_optimizer_state(checkpoint.optimizer)
        return checkpoint.state

    def _plan(self, loop: Loop, tokens_per_step: int) -> RunPlanned:
        done = self.plan
        left = done.steps - loop.step
        dearer = self._cost(done.progress(loop.step), 1.0) / self._cost(0.0, 1.0)
        self.context.emit(
            Log(
                say(
                    "training.plan",
                    "{steps:,} {steps:|step|steps} of {tokens:,} tokens on {device} ({threads} "
                    "{threads:|thread|threads}) in {precision}, attention by {attention}, in "
                    "micro-batches of {micro_batch}.",
                    steps=left,
                    tokens=tokens_per_step,
                    device=done.device,
                    threads=done.threads,
                    precision=done.precision,
                    attention=done.attention,
                    micro_batch=self.plan.micro_batch,
                )
            )
        )
        if done.compiled:
            self.context.emit(Log(say("training.plan_compiled", "The layers of the model are compiled.")))
        return RunPlanned(
            steps=done.steps,
            first_step=loop.step,
            seconds=left * done.step_seconds * dearer / USEFUL_SHARE,
            tokens_per_step=tokens_per_step,
            parameters=done.parameters,
            train_tokens=done.train_tokens,
            device=done.device,
            precision=done.precision,
            attention=done.attention,
            threads=done.threads,
            learning_rate=done.learning_rate,
            evaluate_every=done.evaluate_every,
            checkpoint_every=done.checkpoint_every,
            micro_batch=self.plan.micro_batch,
            compiled=done.compiled,
        )


def _heard(on_progress: Callable[[float], None], place: int, many: int, share: float) -> None:
    """Report that ``share`` of number ``place`` of so ``many`` parts is measured."""
    on_progress((place + share) / many)


def _of_corpus(name: str, measured: HeldOut) -> Message:
    return say(
        "training.measured_corpus",
        "On held-out text of “{name}”: {bits:.3f} bits per byte.",
        name=name,
        bits=measured.bits_per_byte,
    )
