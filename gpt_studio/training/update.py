"""One update of a model from batches: forward, loss, backward, optimizer."""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import Tensor

from gpt_studio.core.job import JobContext
from gpt_studio.dataset.batches import Batches
from gpt_studio.models.contract import LanguageModel
from gpt_studio.training.distributed import ALONE, Team
from gpt_studio.training.optimizer import MasterOptimizer
from gpt_studio.training.pace import Pace, schedule_place
from gpt_studio.training.placement import OneProcess
from gpt_studio.training.schedule import rate_at
from gpt_studio.training.settings import TrainingSettings

SEED_STRIDE = 1_000_003
RANK_STRIDE = 2**56


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


@dataclass(frozen=True)
class Correction:
    """What a run changed when it went back: see :class:`gpt_studio.training.run_state.RunState`."""

    skipped_data: int = 0
    rate_factor: float = 1.0


class Updater:
    """Knows how to do update number ``step``; the same step of the same run always does the same.

    ``pace`` lays the learning rate along the steps; it changes where a run is kept to its minutes, and ``correction``
    where a run went back. In a ``team`` each process does its share of the update, with ``batches`` as large as
    :meth:`Team.share_of` says.
    """

    def __init__(
        self,
        model: LanguageModel,
        optimizer: MasterOptimizer,
        batches: Batches,
        settings: TrainingSettings,
        *,
        steps: int,
        peak: float,
        placement: OneProcess | None = None,
        team: Team = ALONE,
        context: JobContext | None = None,
    ) -> None:
        self.model = model
        self.optimizer = optimizer
        self.placement = placement or OneProcess(model, optimizer)
        self.team = team
        self._context = context or JobContext()
        self._share = team.share_of(settings.batch_size, settings.accumulation)
        self._batches = batches
        self._settings = settings
        self.pace: Pace = ((0, steps),)
        self.correction = Correction()
        self._peak = peak
        self._device = next(model.parameters()).device

    def __call__(self, step: int) -> UpdateResult:
        """Do update ``step`` (0-based)."""
        self.team.tell("update", step, self.pace, self.correction)
        place = step + self.correction.skipped_data
        # Chance is drawn from the step, not from a running state: whatever else draws numbers meanwhile (a live
        # sample, a chat) cannot change the run, and a resumed run draws the same.
        torch.manual_seed((self._settings.seed * SEED_STRIDE + place + self.team.rank * RANK_STRIDE) % 2**63)
        self.model.train()
        losses = []
        for part in range(self._share.parts):
            last = part == self._share.parts - 1
            inputs, targets = self._batches.batch(self._share.batch(place, part))
            with self.placement.passing(last=last):
                loss = self.placement.loss(
                    self._moved(torch.from_numpy(inputs)), self._moved(torch.from_numpy(targets))
                )
                loss.backward()  # type: ignore[no-untyped-call]
            self.placement.collect(last=last)
            losses.append(loss.detach())
        mean = self._agreed(torch.stack(losses).mean())
        rate = rate_at(schedule_place(step, self.pace), self.pace[0][1], self._peak, self._settings)
        rate *= self.correction.rate_factor
        norm = self.optimizer.step(rate, self._share.parts, sound=math.isfinite(mean))
        return UpdateResult(mean, norm, rate)

    def _agreed(self, loss: Tensor) -> float:
        """The mean of everyone's ``loss``. Whoever in the team was asked to stop says so on this occasion."""
        if self.team.alone:
            return float(loss)
        asked = torch.tensor(float(self._context.cancelled), device=loss.device)
        mean, votes = self.team.mean(torch.stack([loss.float(), asked])).tolist()
        if votes > 0:
            self._context.cancel()
        return float(mean)

    def _moved(self, tensor: Tensor) -> Tensor:
        if self._device.type == "cuda":
            return tensor.pin_memory().to(self._device, non_blocking=True)
        return tensor.to(self._device)
