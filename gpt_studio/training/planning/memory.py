"""How much memory a training needs, and what would fit where it does not."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from gpt_studio.core.errors import SettingsError
from gpt_studio.models.build import parameter_count
from gpt_studio.models.contract import ModelConfig
from gpt_studio.models.traits import TRAITS
from gpt_studio.training.learning.loss import SLICE_ELEMENTS
from gpt_studio.training.run.out_of_memory import divisors
from gpt_studio.training.settings import TrainingSettings
from gpt_studio.training.store.checkpoint import KEPT

# Measured: Python, PyTorch and the rest; what its bfloat16 kernels add; what a number that is kept takes, where
# temporary ones beside it count too; a logit in its states; a parameter with gradients and the optimizer's memory.
RUNTIME_BYTES = 310_000_000
BFLOAT16_RUNTIME_BYTES = 45_000_000
BYTES_A_NUMBER = {"bfloat16": 3.0, "float32": 4.6}
BYTES_A_LOGIT = 12
BYTES_A_PARAMETER = 20
SHORTEST_CONTEXT = 32


@dataclass(frozen=True)
class MemoryNeed:
    """All in bytes, except ``parameters`` and ``micro_batch``, the sequences that go through the model at once.

    ``folder`` is the finished model, ``disk`` adds its checkpoints.
    """

    parameters: int
    micro_batch: int
    weights: int
    activations: int
    folder: int
    disk: int
    runtime: int

    @property
    def total(self) -> int:
        return self.runtime + self.weights + self.activations


def memory_need(config: ModelConfig, settings: TrainingSettings, shards: int = 1) -> MemoryNeed:
    """The peak of a training, within a tenth where it was measured (tests/benchmarks/RESULTS.md, "Forecast").

    Where the precision is left to the program, the larger one of both formats counts. ``shards`` is in how many
    processes the weights, gradients and the optimizer's memory are spread.
    """
    parameters = parameter_count(config)
    micro_batch = settings.micro_batch or settings.batch_size
    tokens = micro_batch * config.context_length
    number = BYTES_A_NUMBER["bfloat16" if settings.precision == "bfloat16" else "float32"]
    activations = round(tokens * config.layers * _numbers_kept(config) * number)
    logits = min(tokens * config.vocab_size, SLICE_ELEMENTS) * BYTES_A_LOGIT
    folder = 4 * parameters + (4 << 20)
    return MemoryNeed(
        parameters=parameters,
        micro_batch=micro_batch,
        weights=BYTES_A_PARAMETER * parameters // shards,
        activations=activations + logits,
        folder=folder,
        disk=folder + (KEPT + 2) * 12 * parameters,
        runtime=RUNTIME_BYTES + (0 if settings.precision == "float32" else BFLOAT16_RUNTIME_BYTES),
    )


def _numbers_kept(config: ModelConfig) -> int:
    """How many numbers a layer keeps for each token until the backward pass.

    Without rotary positions: inputs, norms, queries, keys, values and outputs, and the feed-forward network before
    and after its function. With them queries and keys are kept in three states, and the feed-forward network has a
    gate. Attention weights are not kept: they are computed again, block by block.
    """
    traits = TRAITS.get(config.model_type)
    rotary = traits is None or traits.rotary
    width = 20 if rotary else 8
    return (width + (2 if getattr(config, "dropout", 0.0) else 0)) * config.hidden_size + (
        4 if rotary else 2
    ) * config.intermediate_size


@dataclass(frozen=True)
class Fitting:
    """A way of doing with less memory; an update reads as many sequences as before."""

    context_length: int
    need: MemoryNeed


def fitting(config: ModelConfig, settings: TrainingSettings, available: int, shards: int = 1) -> Fitting | None:
    """The largest micro-batch that fits into ``available`` bytes, at this context length or else at a shorter one."""
    length = config.context_length
    while True:
        shorter = replace(config, context_length=length)  # type: ignore[type-var]
        for micro_batch in divisors(settings.batch_size):
            need = memory_need(shorter, replace(settings, micro_batch=micro_batch), shards)
            if need.total <= available:
                return Fitting(length, need)
        length //= 2
        if length < SHORTEST_CONTEXT:
            return None


def check_memory(config: ModelConfig, settings: TrainingSettings, available: int, shards: int = 1) -> MemoryNeed:
    """What the training needs, in parts as large as fit into ``available`` bytes if the settings leave them open.

    Raises StudioError, with what would fit, if nothing does.
    """
    need = memory_need(config, settings, shards)
    if need.total <= available:
        return need
    fits = fitting(config, settings, available, shards)
    if fits is None or fits.context_length < config.context_length or settings.micro_batch is not None:
        raise _refusal(config, need, fits, available)
    return fits.need


def _refusal(config: ModelConfig, need: MemoryNeed, fits: Fitting | None, available: int) -> SettingsError:
    sizes: dict[str, Any] = {"need": need.total / 1e9, "available": available / 1e9}
    if fits is None:
        return SettingsError(
            "training.memory",
            "This training needs about {need:.1f} GB of memory and {available:.1f} GB are free, and no micro-batch "
            "would make it fit: choose a smaller model.",
            **sizes,
        )
    smaller, micro_batch = fits.need.total / 1e9, fits.need.micro_batch
    if fits.context_length == config.context_length:
        return SettingsError(
            "training.memory_micro_batch",
            "This training needs about {need:.1f} GB of memory and {available:.1f} GB are free. A micro-batch of "
            "{micro_batch} needs {smaller:.1f} GB and learns the same.",
            **sizes,
            micro_batch=micro_batch,
            smaller=smaller,
            remedy={"micro_batch": micro_batch},
        )
    return SettingsError(
        "training.memory_context",
        "This training needs about {need:.1f} GB of memory and {available:.1f} GB are free. A context length of "
        "{context_length} with a micro-batch of {micro_batch} would need {smaller:.1f} GB.",
        **sizes,
        context_length=fits.context_length,
        micro_batch=micro_batch,
        smaller=smaller,
        remedy={"context_length": fits.context_length, "micro_batch": micro_batch},
    )
