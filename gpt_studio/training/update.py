"""One update of a model from batches: forward, loss, backward, optimizer."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from gpt_studio.dataset.batches import Batches
from gpt_studio.models.contract import LanguageModel
from gpt_studio.training.loss import next_token_loss
from gpt_studio.training.optimizer import MasterOptimizer
from gpt_studio.training.pace import Pace, schedule_place
from gpt_studio.training.schedule import rate_at
from gpt_studio.training.settings import TrainingSettings

SEED_STRIDE = 1_000_003


@dataclass(frozen=True)
class UpdateResult:
    """``loss`` in nats a token, the mean over the update's batches; ``gradient_norm`` before clipping."""

    loss: float
    gradient_norm: float
    learning_rate: float


class Updater:
    """Knows how to do update number ``step``; the same step of the same run always does the same.

    ``pace`` lays the learning rate along the steps; it changes where a run is kept to its minutes.
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
    ) -> None:
        self.model = model
        self.optimizer = optimizer
        self._batches = batches
        self._settings = settings
        self.pace: Pace = ((0, steps),)
        self._peak = peak
        self._device = next(model.parameters()).device

    def __call__(self, step: int) -> UpdateResult:
        """Do update ``step`` (0-based)."""
        # Chance is drawn from the step, not from a running state: whatever else draws numbers meanwhile (a live
        # sample, a chat) cannot change the run, and a resumed run draws the same.
        torch.manual_seed((self._settings.seed * SEED_STRIDE + step) % 2**63)
        self.model.train()
        losses = []
        for part in range(self._settings.accumulation):
            inputs, targets = self._batches.batch(step * self._settings.accumulation + part)
            hidden = self.model(self._moved(torch.from_numpy(inputs)))
            loss = next_token_loss(hidden, self.model.output_weight, self._moved(torch.from_numpy(targets)))
            loss.backward()  # type: ignore[no-untyped-call]
            self.optimizer.collect()
            losses.append(loss.detach())
        rate = rate_at(schedule_place(step, self.pace), self.pace[0][1], self._peak, self._settings)
        norm = self.optimizer.step(rate, self._settings.accumulation)
        return UpdateResult(float(torch.stack(losses).mean()), norm, rate)

    def _moved(self, tensor: Tensor) -> Tensor:
        if self._device.type == "cuda":
            return tensor.pin_memory().to(self._device, non_blocking=True)
        return tensor.to(self._device)
