"""A model in shards: each process keeps a part of every tensor, with PyTorch's fully_shard (Zhao et al., 2023)."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.distributed.device_mesh import init_device_mesh
from torch.distributed.fsdp import FSDPModule, MixedPrecisionPolicy, fully_shard
from torch.distributed.tensor import DTensor, Replicate, distribute_tensor

from gpt_studio.models.build import build_on_meta
from gpt_studio.models.contract import LanguageModel, ModelConfig
from gpt_studio.training.learning.optimizer import MasterOptimizer
from gpt_studio.training.parallel.distributed import Team
from gpt_studio.training.parallel.placement import OneProcess, Tensors


def sharded_model(config: ModelConfig, device: torch.device, precision: torch.dtype, team: Team) -> LanguageModel:
    """An empty model of which this process holds its shards, in float32; a layer is whole only while it is used.

    These shards are the masters: they are rounded to ``precision`` where they are put together, and gradients are
    averaged in float32.
    """
    model = build_on_meta(config)
    mesh = init_device_mesh(device.type, (team.size,))
    policy = MixedPrecisionPolicy() if precision == torch.float32 else MixedPrecisionPolicy(precision, torch.float32)
    for blocks in (module for module in model.children() if isinstance(module, nn.ModuleList)):
        for block in blocks:
            fully_shard(block, mesh=mesh, mp_policy=policy)
    # The output layer is used after the model's own forward pass: what is not in a block stays whole until then.
    fully_shard(model, mesh=mesh, mp_policy=policy, reshard_after_forward=False)
    model.to_empty(device=device)
    return model


class Sharded(OneProcess):
    """For a model that does not fit into the memory of one process.

    The gradient of every part of an update is averaged at once: holding it back until the last part, as copies do,
    would need a whole gradient in each process.
    """

    def __init__(self, model: LanguageModel, optimizer: MasterOptimizer, team: Team) -> None:
        super().__init__(model, optimizer)
        self._team = team
        if team.leads:
            model.register_forward_pre_hook(lambda *_: self._call_others(), prepend=True)

    def _call_others(self) -> None:
        """Have the others take part in a forward pass of the leader, which needs the shards of all processes."""
        if not self.model.training:
            self._team.tell("forward")

    @torch.no_grad()
    def take_part(self) -> None:
        """Lend this process's shards to one forward pass of the leader."""
        self.model.eval()
        self.model(torch.zeros(1, 1, dtype=torch.long, device=next(iter(self.optimizer.masters.values())).device))

    def weights(self) -> Tensors:
        gathered = {}
        for name, master in self.optimizer.masters.items():
            whole = _whole(master.detach())
            if self._team.leads:
                gathered[name] = whole.cpu().contiguous()
        return gathered

    @torch.no_grad()
    def load(self, weights: Tensors | None) -> None:
        assert isinstance(self.model, FSDPModule)
        self.model.reshard()
        for name, master in self.optimizer.masters.items():
            master.copy_(_dealt(weights[name] if weights else None, master, master.shape))

    def optimizer_state(self) -> Tensors:
        gathered = {}
        for key, tensor in self.optimizer.state().items():
            whole = _whole(tensor)
            if self._team.leads:
                gathered[key] = whole.cpu().contiguous()
        return gathered

    def load_optimizer_state(self, state: Tensors | None) -> None:
        if state is not None:
            self._team.tell("tensors", [(key, tensor.shape, tensor.dtype) for key, tensor in state.items()])
            described = [(key, tensor.shape, tensor.dtype) for key, tensor in state.items()]
        else:
            _, (described,) = self._team.listen()
        dealt = {}
        for key, shape, dtype in described:
            master = self.optimizer.masters[key.rsplit("/", 1)[0]]
            if len(shape) == master.ndim:  # numbers of its shape, or one for each row or each column
                dealt[key] = _dealt(state[key] if state else None, master, shape)
            else:
                dealt[key] = state[key] if state else torch.empty(shape, dtype=dtype)
                self._team.spread(dealt[key])
        super().load_optimizer_state(dealt)


def _whole(tensor: Tensor) -> Tensor:
    return tensor.full_tensor() if isinstance(tensor, DTensor) else tensor


def _dealt(whole: Tensor | None, like: Tensor, shape: torch.Size) -> Tensor:
    """The leader's ``whole`` float32 tensor of this ``shape``, in shards as ``like`` is."""
    assert isinstance(like, DTensor)
    placements = like.placements if shape[0] == like.shape[0] else [Replicate()]
    given = torch.empty(shape, device=like.device) if whole is None else whole.to(like.device)
    return distribute_tensor(given, like.device_mesh, placements)
