"""AdamW, or Muon for the hidden matrices beside AdamW for the rest, over float32 master weights.

Where the model computes in bfloat16, each update is made on a float32 copy (the masters) and rounded back into the
model: bfloat16 alone has too few digits to add a small update to a large weight.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from functools import partial

import torch
from torch import Tensor, nn

from gpt_studio.models.fixed_parameters import fixed_parameters
from gpt_studio.models.lora import learning
from gpt_studio.training.learning.adamw import AdamW
from gpt_studio.training.learning.default_rates import BESIDE_MUON, BESIDE_MUON_FROM_PAIRS, WEIGHT_DECAY
from gpt_studio.training.learning.muon import Muon
from gpt_studio.training.learning.schedule import MOMENTUM
from gpt_studio.training.settings import TrainingSettings


class MasterOptimizer:
    """Updates a model from its gradients. The state is plain tensors by name, ready for safetensors.

    ``masters`` are all weights that a checkpoint holds. What stays fixed by the settings (``last_layers``,
    ``learn_embeddings``) is among them, but gets no gradient and no update.
    """

    def __init__(
        self,
        model: nn.Module,
        settings: TrainingSettings,
        precision: torch.dtype,
        products: torch.dtype | None = None,
        *,
        from_pairs: bool = False,
    ) -> None:
        """``model`` comes in float32 and is turned into ``precision``; float32 weights that learn become the masters,
        and those that the settings keep fixed stop asking for gradients.

        ``products`` is the number format in which Muon multiplies, if it is not ``precision``.
        ``from_pairs``: embedding and output layer were counted instead of drawn.
        """
        self._settings = settings
        self._beside_muon = BESIDE_MUON_FROM_PAIRS if from_pairs else BESIDE_MUON
        self._products = products or precision
        self._weight_decay = WEIGHT_DECAY[1] if settings.weight_decay is None else settings.weight_decay
        self._working = dict(learning(model))
        fixed = fixed_parameters(model, last_layers=settings.last_layers, learn_embeddings=settings.learn_embeddings)
        for name in fixed:
            model.get_parameter(name).requires_grad_(False)
        self._learning = [name for name in self._working if name not in fixed]
        self.masters = dict(self._working)
        if precision != torch.float32:
            self.masters = {name: nn.Parameter(weight.detach().clone()) for name, weight in self._working.items()}
            model.to(precision)
        hidden = set(_hidden_matrices(model)).intersection(self._learning) if settings.optimizer == "muon" else set()
        self._with_muon = bool(hidden)
        self._optimizers = [
            optimizer
            for optimizer in (self._muon(hidden), self._adamw(set(self._learning) - hidden))
            if optimizer is not None
        ]

    def _muon(self, names: set[str]) -> Muon | None:
        if not names:
            return None
        matrices = [self.masters[name] for name in self.masters if name in names]
        return Muon(
            [{"params": matrices, "rate_factor": 1.0}], weight_decay=self._weight_decay, products=self._products
        )

    def _adamw(self, names: set[str]) -> AdamW:
        ordered = [self.masters[name] for name in self.masters if name in names]
        # Beside Muon, embeddings and norms learn more from another rate than that of the matrices.
        factor = self._beside_muon if self._with_muon else 1.0
        matrices, rest = [p for p in ordered if p.ndim >= 2], [p for p in ordered if p.ndim < 2]
        return AdamW(
            [
                {"params": matrices, "weight_decay": self._weight_decay, "rate_factor": factor},
                {"params": rest, "weight_decay": 0.0, "rate_factor": factor},
            ],
            betas=(self._settings.beta1, self._settings.beta2),
        )

    def collect_at_once(self) -> None:
        """From now on :meth:`collect` each gradient as soon as the backward pass has it, so that they are never all
        held twice."""
        for name, working in self._working.items():
            if working.requires_grad and working is not self.masters[name]:
                working.register_post_accumulate_grad_hook(  # type: ignore[no-untyped-call]
                    partial(_hand_over, self.masters[name])
                )

    def collect(self) -> None:
        """Add the model's gradients to the masters' and clear them in the model."""
        for name, working in self._working.items():
            if working is not self.masters[name] and working.grad is not None:
                _hand_over(self.masters[name], working)

    def step(self, rate: float, parts: int, *, momentum: float = MOMENTUM, sound: bool = True) -> float:
        """Update the model at learning rate ``rate`` from gradients summed over ``parts`` batches.

        ``momentum`` is Muon's; AdamW's is in the settings. Returns the norm of the gradient before clipping. If it is
        not finite, or the loss was not ``sound``, nothing is changed.
        """
        gradients = [master.grad for master in self.masters.values() if master.grad is not None]
        if parts > 1:
            torch._foreach_div_(gradients, float(parts))
        norm = float(nn.utils.get_total_norm(gradients))
        if sound and math.isfinite(norm):
            if self._settings.clip > 0 and norm > self._settings.clip:
                torch._foreach_mul_(gradients, self._settings.clip / norm)
            for optimizer in self._optimizers:
                for group in optimizer.param_groups:
                    group["lr"], group["momentum"] = rate * group["rate_factor"], momentum
                optimizer.step()
            self._round(self._learning)
        self.forget_gradients()
        return norm

    def forget_gradients(self) -> None:
        """Set the gradients of masters and model to zero, as before the first batch of an update."""
        for weight in (*self.masters.values(), *self._working.values()):
            weight.grad = None

    def publish(self) -> None:
        """Round the masters into the model."""
        self._round(self._working)

    def _round(self, names: Iterable[str]) -> None:
        pairs = [(self._working[name], self.masters[name]) for name in names]
        pairs = [(working, master) for working, master in pairs if working is not master]
        if pairs:
            with torch.no_grad():
                torch._foreach_copy_([working for working, _ in pairs], [master for _, master in pairs])

    def state(self) -> dict[str, Tensor]:
        """The optimizer's memory as ``<parameter>/<what>`` -> tensor."""
        names = {id(master): name for name, master in self.masters.items()}
        return {
            f"{names[id(master)]}/{what}": torch.as_tensor(value).contiguous()
            for optimizer in self._optimizers
            for master, memory in optimizer.state.items()
            for what, value in memory.items()
        }

    def load_state(self, state: dict[str, Tensor]) -> None:
        """Put back what :meth:`state` gave."""
        for optimizer in self._optimizers:
            for group in optimizer.param_groups:
                for master in group["params"]:
                    optimizer.state[master] = {}
        owners = {id(p): o for o in self._optimizers for g in o.param_groups for p in g["params"]}
        for key, tensor in state.items():
            name, what = key.rsplit("/", 1)
            master = self.masters[name]
            # The step count stays where AdamW keeps it: on the parameter's device for the fused kernel.
            owners[id(master)].state[master][what] = tensor.to(master.device).clone()


def _hand_over(master: Tensor, working: Tensor) -> None:
    assert working.grad is not None
    if master.grad is None:
        master.grad = working.grad.float()
    else:
        master.grad += working.grad
    working.grad = None


def _hidden_matrices(model: nn.Module) -> Iterator[str]:
    """Names of the weights that map hidden states to hidden states: linear layers except the output layer."""
    embeddings = {id(module.weight) for module in model.modules() if isinstance(module, nn.Embedding)}
    for name, module in model.named_modules():
        if isinstance(module, nn.Linear) and not name.endswith("lm_head") and id(module.weight) not in embeddings:
            yield f"{name}.weight"
