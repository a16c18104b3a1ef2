"""One update of a model from batches: forward, loss, backward, optimizer."""

from __future__ import annotations

import contextlib
import gc
import math
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

import torch
from torch import Tensor

from gpt_studio.core.job import JobCancelled, JobContext
from gpt_studio.dataset.batches import Batches
from gpt_studio.dataset.rehearsal import RehearsedBatches
from gpt_studio.hardware.cancellable import Cancellable
from gpt_studio.models.contract import LanguageModel
from gpt_studio.training.execution_plan import ExecutionPlan
from gpt_studio.training.learning.optimizer import MasterOptimizer
from gpt_studio.training.learning.schedule import momentum_at, rate_at
from gpt_studio.training.learning.sequence_warmup import stretches_at
from gpt_studio.training.parallel.distributed import ALONE, Team
from gpt_studio.training.parallel.placement import OneProcess
from gpt_studio.training.run.feed import Feed, in_stretches
from gpt_studio.training.run.out_of_memory import out_of_memory, ran_out_of_memory, smaller_part
from gpt_studio.training.settings import TrainingSettings
from gpt_studio.training.store.run_state import Correction

SEED_STRIDE = 1_000_003
SLOW_SECONDS = 2.0
RANK_STRIDE = 2**56
PlanT = TypeVar("PlanT", bound=ExecutionPlan)


@dataclass(frozen=True)
class UpdateResult:
    """``loss`` in nats a token, the mean over the update's batches; ``gradient_norm`` before clipping."""

    loss: float
    gradient_norm: float
    learning_rate: float

    @property
    def skipped(self) -> bool:
        """Whether the weights stayed as they were, because loss or gradient was not finite."""
        return not (math.isfinite(self.loss) and math.isfinite(self.gradient_norm))


class Updater(Generic[PlanT]):
    """Knows how to do update number ``step``; the same step of the same run always does the same.

    ``plan`` is the one place where a run keeps how its updates are made: the loop replaces it where the number of
    steps changes, and the updater where memory runs out, so that one process alone goes on in smaller micro-batches.
    ``correction`` changes where a run goes back. In a ``team`` each process does its share of the update.
    """

    def __init__(
        self,
        model: LanguageModel,
        optimizer: MasterOptimizer,
        batches: Batches | RehearsedBatches,
        settings: TrainingSettings,
        plan: PlanT,
        *,
        placement: OneProcess | None = None,
        team: Team = ALONE,
        context: JobContext | None = None,
    ) -> None:
        self.model = model
        self.optimizer = optimizer
        self.placement = placement or OneProcess(model, optimizer)
        self.team = team
        self.plan = plan
        self.correction = Correction()
        self._context = context or JobContext()
        self._can_be_left = team.alone and not plan.compiled
        self._seconds = math.inf
        self._batches = batches
        self._settings = settings
        self._device = next(model.parameters()).device
        self.work_in_parts_of(plan.micro_batch or settings.batch_size)

    def work_in_parts_of(self, micro_batch: int) -> None:
        """From now on let at most ``micro_batch`` sequences go through the model at once: the same updates."""
        self.plan = replace(self.plan, micro_batch=micro_batch)
        self._share = self.team.share_of(self._settings.batch_size, self._settings.accumulation, micro_batch)
        self._feed = Feed(self._batches.in_batches_of(self._share.rows), self._device)

    def __call__(self, step: int) -> UpdateResult:
        """Do update ``step`` (0-based). Raises OutOfMemory where even the smallest parts need too much memory.

        Raises JobCancelled, with the weights as they were, if the job is cancelled while a slow one is computed.
        """
        self.team.tell("update", step, self.plan, self.correction)
        mean = self._gradients(step + self.correction.skipped_data, self.stretches(step))
        plan = self.plan
        rate = rate_at(plan.schedule_place(step), plan.first_steps, plan.learning_rate, self._settings)
        rate *= self.correction.rate_factor
        norm = self.optimizer.step(rate, self._share.parts, momentum=momentum_at(step), sound=math.isfinite(mean))
        return UpdateResult(mean, norm, rate)

    def stretches(self, step: int) -> int:
        """Into how many stretches update ``step`` cuts each sequence."""
        if not self.plan.growing or 0 < self.plan.cut_short <= step:
            return 1
        return stretches_at(self.plan.progress(step), self._batches.context_length)

    def stretch_length(self, step: int) -> int:
        """How many tokens long the stretches are that update ``step`` reads."""
        return self._batches.context_length // self.stretches(step)

    def _gradients(self, place: int, stretches: int) -> float:
        """Sum up the gradients of update ``place``, each sequence cut into so many ``stretches``; its mean loss.

        Begins again in smaller parts if memory runs out.
        """
        while True:
            try:
                with self._listening():
                    return self._passes(place, stretches)
            except JobCancelled:
                self.optimizer.forget_gradients()
                raise
            except (RuntimeError, MemoryError) as error:
                if not ran_out_of_memory(error):
                    raise
                smaller = smaller_part(self._share.rows) if self.team.alone else None
                if smaller is None:
                    raise out_of_memory(self._share.rows) from None
            # Outside of the except clause, because the error keeps alive all that was computed.
            self.optimizer.forget_gradients()
            self.work_in_parts_of(smaller)
            gc.collect()
            if self._device.type == "cuda":
                torch.cuda.empty_cache()

    @contextlib.contextmanager
    def _listening(self) -> Iterator[None]:
        """Context manager in which a slow update is given up if the job is cancelled: no weight is changed yet.

        An update counts as slow if the one before it was. A compiled update, and one of several processes, is always
        finished.
        """
        began = time.perf_counter()
        listens = self._can_be_left and self._seconds > SLOW_SECONDS
        with Cancellable(self._context) if listens else contextlib.nullcontext():
            yield
        self._seconds = time.perf_counter() - began

    def _passes(self, place: int, stretches: int) -> float:
        # The seed follows from the step: random numbers drawn meanwhile by a live sample or a chat cannot change the
        # run, and a resumed run draws the same.
        torch.manual_seed((self._settings.seed * SEED_STRIDE + place + self.team.rank * RANK_STRIDE) % 2**63)
        self.model.train()
        losses = []
        for part in range(self._share.parts):
            last = part == self._share.parts - 1
            batch = in_stretches(self._feed.batch(self._share.batch(place, part)), stretches)
            with self.placement.passing(last=last):
                loss = self.placement.loss(*batch)
                # Unlike loss.backward(), this passes through Cancellable in the backward pass, too.
                torch.autograd.backward(loss)
            self.placement.collect(last=last)
            losses.append(loss.detach())
            self._feed.prepare(self._share.batch(place + 1, 0) if last else self._share.batch(place, part + 1))
        return self._agreed(torch.stack(losses).mean())

    def _agreed(self, loss: Tensor) -> float:
        """The mean ``loss`` of all processes. If one of them was asked to stop, all of them learn it here."""
        if self.team.alone:
            return float(loss)
        asked = torch.tensor(float(self._context.cancelled), device=loss.device)
        mean, votes = self.team.mean(torch.stack([loss.float(), asked])).tolist()
        if votes > 0:
            self._context.cancel()
        return float(mean)
