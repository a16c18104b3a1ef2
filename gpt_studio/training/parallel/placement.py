"""How a model's weights are placed during a training. Here: in one process. See replicated.py and sharded.py."""

from __future__ import annotations

import contextlib
from contextlib import AbstractContextManager
from typing import cast

import torch
from torch import Tensor, nn

from gpt_studio.models.contract import LanguageModel
from gpt_studio.training.learning.loss import next_token_loss
from gpt_studio.training.learning.optimizer import MasterOptimizer

Tensors = dict[str, Tensor]


class ModelWithLoss(nn.Module):
    """A model and its loss as one module, the unit that PyTorch's parallel wrappers expect."""

    def __init__(self, model: LanguageModel) -> None:
        super().__init__()
        self.model = model

    def forward(self, inputs: Tensor, targets: Tensor, starts: Tensor | None) -> Tensor:
        """Mean loss in nats a token of ids [B, T] against targets [B, T]; ``starts`` as in models/packed_rows.py."""
        return next_token_loss(self.model(inputs, starts), self.model.output_weight, targets, self.model.logit_softcap)


class OneProcess:
    """The whole model here. The other placements do the same with several processes.

    ``weights`` and ``optimizer_state`` are what a checkpoint holds, the same in every placement. Where there are
    several processes, all must call the methods below together; what is loaded is the leader's, the others give None.
    """

    def __init__(self, model: LanguageModel, optimizer: MasterOptimizer) -> None:
        self.model = model
        self.optimizer = optimizer
        self._objective: nn.Module = ModelWithLoss(model)

    def loss(self, inputs: Tensor, targets: Tensor, starts: Tensor | None = None) -> Tensor:
        return cast(Tensor, self._objective(inputs, targets, starts))

    def passing(self, *, last: bool) -> AbstractContextManager[None]:  # noqa: ARG002 (what the others need)
        """Context manager for the passes of one part of an update. In the ``last`` part processes combine their
        gradients."""
        return contextlib.nullcontext()

    def collect(self, *, last: bool) -> None:  # noqa: ARG002
        """Move the gradients into the masters. To be called after each backward pass."""
        self.optimizer.collect()

    def weights(self) -> Tensors:
        """The float32 weights by parameter name, on the CPU."""
        return {name: master.detach().cpu().contiguous() for name, master in self.optimizer.masters.items()}

    @torch.no_grad()
    def load(self, weights: Tensors | None) -> None:
        """Put float32 weights into the masters and the model."""
        assert weights is not None
        for name, master in self.optimizer.masters.items():
            master.copy_(weights[name])
        self.optimizer.publish()

    def optimizer_state(self) -> Tensors:
        return self.optimizer.state()

    def load_optimizer_state(self, state: Tensors | None) -> None:
        assert state is not None
        self.optimizer.load_state(state)
