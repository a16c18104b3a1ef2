"""A copy of the model in each process, kept equal by PyTorch's DistributedDataParallel (Li et al., 2020)."""

# No `from __future__ import annotations` here: DDP reads the types of its hook, and they must not be strings.
import contextlib
from contextlib import AbstractContextManager
from typing import cast

import torch
import torch.distributed as dist
from torch import Tensor
from torch.futures import Future
from torch.nn.parallel import DistributedDataParallel

from gpt_studio.models.contract import LanguageModel
from gpt_studio.training.learning.optimizer import MasterOptimizer
from gpt_studio.training.parallel.distributed import Team
from gpt_studio.training.parallel.placement import ModelWithLoss, OneProcess, Tensors


class Replicated(OneProcess):
    """Each process computes the gradient of its rows; in the last backward pass of an update these are averaged.

    They are averaged in float32, also where the model computes in bfloat16: rounding every process's part before the
    sum would lose digits that one process alone keeps, and the sums of earlier parts are in float32 already.
    """

    def __init__(self, model: LanguageModel, optimizer: MasterOptimizer, team: Team) -> None:
        super().__init__(model, optimizer)
        self._team = team
        self._ddp = DistributedDataParallel(ModelWithLoss(model))
        self._objective = self._ddp
        names = {id(working): name for name, working in model.named_parameters()}
        self._apart = {
            key: optimizer.masters[name]
            for key, name in names.items()
            if name in optimizer.masters and id(optimizer.masters[name]) != key
        }
        if self._apart:
            self._ddp.register_comm_hook(None, self._average_into_masters)

    def passing(self, *, last: bool) -> AbstractContextManager[None]:
        return contextlib.nullcontext() if last else cast(AbstractContextManager[None], self._ddp.no_sync())

    def collect(self, *, last: bool) -> None:
        if last and self._apart:
            for working in self.model.parameters():
                working.grad = None
        else:
            self.optimizer.collect()

    def load(self, weights: Tensors | None) -> None:
        if self._team.leads:
            super().load(weights)
        for master in self.optimizer.masters.values():
            self._team.spread(master.detach())
        self.optimizer.publish()

    def load_optimizer_state(self, state: Tensors | None) -> None:
        if self._team.leads:
            assert state is not None
            self._team.tell("tensors", [(key, tensor.shape, tensor.dtype) for key, tensor in state.items()])
        else:
            _, (described,) = self._team.listen()
            state = {key: torch.empty(shape, dtype=dtype) for key, shape, dtype in described}
        for tensor in state.values():
            self._team.spread(tensor)
        super().load_optimizer_state(state)

    def _average_into_masters(self, _: None, bucket: dist.GradBucket) -> Future[Tensor]:  # type: ignore[name-defined]
        """DDP's hook for one bucket of gradients that are ready: add what earlier parts gave, and average."""
        masters = [self._apart[id(working)] for working in bucket.parameters()]
        gradients = [gradient.float() for gradient in bucket.gradients()]
        for gradient, master in zip(gradients, masters, strict=True):
            if master.grad is not None:
                gradient += master.grad
        total = torch.cat([gradient.flatten() for gradient in gradients]).div_(self._team.size)
        summing = dist.all_reduce(total, async_op=True)
        assert summing is not None
        unused: Tensor = bucket.buffer()

        def hand_over(_done: Future[list[Tensor]]) -> Tensor:
            begin = 0
            for master in masters:
                master.grad = total[begin : begin + master.numel()].view_as(master)
                begin += master.numel()
            return unused

        return cast(Future[Tensor], summing.get_future().then(hand_over))
