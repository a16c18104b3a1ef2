"""How much memory a training needs, and what would fit where it does not.

The estimate counts what is held at the peak: the program, the weights with gradients and optimizer, what the layers
keep for the backward pass, the matrices of attention, and one slice of the logits. Nothing is tried on a machine, a
trial step included, that the estimate does not allow.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from gpt_studio.core.errors import SettingsError
from gpt_studio.hardware.machine import choose_device
from gpt_studio.models.blockwise_attention import BLOCK
from gpt_studio.models.build import parameter_count
from gpt_studio.models.contract import AttentionPath, ModelConfig
from gpt_studio.models.traits import TRAITS
from gpt_studio.training.learning.loss import SLICE_ELEMENTS
from gpt_studio.training.planning.calibrate import attention_paths
from gpt_studio.training.planning.part_choice import layers_that_learn, numbers_that_are_saved, numbers_that_learn
from gpt_studio.training.run.out_of_memory import divisors
from gpt_studio.training.settings import LORA, REPLIES, SHARDED, TrainingSettings
from gpt_studio.training.store.checkpoint import KEPT

# Measured (tests/benchmarks/RESULTS.md, "Forecast"): Python, PyTorch and the rest; what its bfloat16 kernels add; what
# a number that a layer keeps takes, where temporary ones beside it count too; a logit in its states; a parameter with
# its gradients and the optimizer's memory; a parameter while a checkpoint is put into model and optimizer.
RUNTIME_BYTES = 310_000_000
BFLOAT16_RUNTIME_BYTES = 45_000_000
NUMBER_BYTES = {"bfloat16": 2, "float32": 4}
BYTES_A_NUMBER = {"bfloat16": 3.0, "float32": 4.6}
BYTES_A_NUMBER_ADAPTED = {"bfloat16": 3.4, "float32": 7.0}  # the small states of adapters among large ones leave holes
BYTES_A_LOGIT = 12
BYTES_A_PARAMETER = 20
BYTES_A_PARAMETER_OPENING = 24
SHORTEST_CONTEXT = 32

# Attention scores of one head, in matrices of context x context: (kept by each layer, held while one layer works).
BLOCKWISE = (0.5, 0.5)
PRODUCTS = (1.0, 2.0)
PRODUCTS_WITH_DROPOUT = (5.5, 3.0)
FUSED_WITH_DROPOUT = (4.9, 4.0)  # PyTorch has no fused kernel with dropout on a processor: products in float32


@dataclass(frozen=True)
class MemoryNeed:
    """What a training needs that computes ``attention`` in this way. All in bytes, but for these:

    ``parameters`` counts them; ``micro_batch`` is how many sequences go through the model at once. ``opening`` is held
    while the run is begun. ``folder`` is the finished model, ``disk`` adds its checkpoints.
    """

    parameters: int
    micro_batch: int
    attention: AttentionPath
    precision: str
    weights: int
    activations: int
    opening: int
    folder: int
    disk: int
    runtime: int

    @property
    def total(self) -> int:
        """The peak of the whole program."""
        return self.runtime + max(self.weights + self.activations, self.opening)


def memory_need(
    config: ModelConfig,
    settings: TrainingSettings,
    shards: int = 1,
    *,
    attention: AttentionPath = "sdpa",
) -> MemoryNeed:
    """The peak of a training, within 15% where it was measured (tests/benchmarks/RESULTS.md, "Forecast").

    Where the precision is left to the program, the larger one of both formats counts. ``shards`` is in how many
    processes the weights, gradients and the optimizer's memory are spread. Under LoRA the model's weights are held once
    more, in the format in which it computes, and gradients and the optimizer's memory belong to the adapter alone.
    Where only a part of the model learns, these belong to that part, and what comes before it keeps nothing for the
    backward pass.
    """
    parameters = parameter_count(config)
    micro_batch = settings.micro_batch or settings.batch_size
    tokens = micro_batch * settings.context_in(config.context_length)
    precision = "bfloat16" if settings.precision == "bfloat16" else "float32"
    kept = layers_that_learn(config, settings) * _numbers_kept(config)
    bytes_a_number = BYTES_A_NUMBER_ADAPTED if settings.method == LORA else BYTES_A_NUMBER
    layers = round(tokens * kept * bytes_a_number[precision])
    scores = _attention_bytes(config, settings, micro_batch, attention, precision)
    if settings.learn == REPLIES:
        # The mask of packed conversations, and the two that it is made of, one byte each (models/packed_rows.py).
        scores += tokens * settings.context_in(config.context_length) * (NUMBER_BYTES[precision] + 2)
    logits = min(tokens * config.vocab_size, SLICE_ELEMENTS) * BYTES_A_LOGIT
    learning, saved = numbers_that_learn(config, settings), numbers_that_are_saved(config, settings)
    fixed, opening = _bytes_of_fixed(parameters, saved - learning, settings, precision)
    folder = 4 * saved + (4 << 20)
    return MemoryNeed(
        parameters=parameters,
        micro_batch=micro_batch,
        attention=attention,
        precision=settings.precision,
        weights=fixed // shards + BYTES_A_PARAMETER * learning // shards,
        activations=layers + scores + logits,
        opening=opening // shards + BYTES_A_PARAMETER_OPENING * learning // shards,
        folder=folder,
        disk=folder + (KEPT + 2) * (4 * saved + 8 * learning),
        runtime=RUNTIME_BYTES + (0 if settings.precision == "float32" else BFLOAT16_RUNTIME_BYTES),
    )


def _bytes_of_fixed(parameters: int, fixed: int, settings: TrainingSettings, precision: str) -> tuple[int, int]:
    """What numbers take that do not learn: during the training, and while a checkpoint is put into the model.

    Under LoRA the model itself, of ``parameters``, which is there twice while the base is read. By the full method
    those that are ``fixed``: once in float32, as checkpoints hold them, and once more where the model computes in
    another format.
    """
    exact, working = NUMBER_BYTES["float32"], NUMBER_BYTES[precision]
    if settings.method == LORA:
        return working * parameters, 2 * exact * parameters
    held = exact if working == exact else exact + working
    return held * fixed, (held + exact) * fixed


def _numbers_kept(config: ModelConfig) -> int:
    """How many numbers a layer keeps for each token until the backward pass, the scores of attention aside.

    Two norms keep input and output each. Queries, keys and values are kept as attention reads them, and its output;
    norms of queries and keys keep one more state of both. A gated feed-forward network has four states, a plain one
    two. Dropout keeps what it multiplied with.
    """
    traits = TRAITS.get(config.model_type)
    queries, keys = config.heads * config.head_size, config.kv_heads * config.head_size
    kept = 4 * config.hidden_size + 2 * queries + 2 * keys
    kept += (4 if traits is None or traits.rotary else 2) * config.intermediate_size
    if config.model_type == "qwen3":
        kept += queries + keys
    if getattr(config, "residual_dropout", 0.0):
        kept += 2 * config.hidden_size
    return kept


def _attention_bytes(
    config: ModelConfig, settings: TrainingSettings, rows: int, attention: AttentionPath, precision: str
) -> int:
    """What the scores of attention take: nothing in a fused kernel, else matrices of context x context.

    Only layers that learn keep them, each layer holds some while it works. See models/attention.py for which way is
    taken.
    """
    length = settings.context_in(config.context_length)
    windows: Sequence[int | None] = getattr(config, "windows", (None,) * config.layers)
    narrow = [window is not None and window < length for window in windows]
    layers = layers_that_learn(config, settings)
    sliding = sum(narrow[-layers:])
    matrices = rows * config.heads * length**2
    if getattr(config, "attention_dropout", 0.0):
        if attention == "sdpa":
            kept, working = FUSED_WITH_DROPOUT if choose_device(settings.device).type == "cpu" else (0.0, 0.0)
            return round((layers * kept + working) * matrices * NUMBER_BYTES["float32"])
        kept, working = PRODUCTS_WITH_DROPOUT
        return round((layers * kept + working) * matrices * NUMBER_BYTES[precision])
    if attention == "sdpa":
        return max(sliding, any(narrow)) * length**2 * NUMBER_BYTES["float32"]  # each layer keeps its mask
    size, blocks = NUMBER_BYTES[precision], 1 + BLOCK / length
    whole = (layers - sliding) * BLOCKWISE[0] * blocks + BLOCKWISE[1] * (not all(narrow))
    return round((whole + sliding * PRODUCTS[0] + PRODUCTS[1] * any(narrow)) * matrices * size)


@dataclass(frozen=True)
class Fitting:
    """A way of doing with less memory; an update reads as many sequences as before."""

    context_length: int
    need: MemoryNeed


def fitting(config: ModelConfig, settings: TrainingSettings, available: int, shards: int = 1) -> Fitting | None:
    """The largest micro-batch that fits into ``available`` bytes, at this context length or else at a shorter one."""
    length = settings.context_in(config.context_length)
    while True:
        shorter, shortened = _reading(config, settings, length)
        found = [
            need
            for chosen in _of_each_format(shortened)
            for attention in attention_paths(settings.device)
            if (need := _largest_part(shorter, chosen, available, shards, attention)) is not None
        ]
        if found:
            return Fitting(length, max(found, key=lambda need: need.micro_batch))
        length //= 2
        if length < SHORTEST_CONTEXT:
            return None


def _reading(config: ModelConfig, settings: TrainingSettings, length: int) -> tuple[ModelConfig, TrainingSettings]:
    """Both for a training that reads ``length`` tokens at once; a model that exists keeps its own context length."""
    if settings.tuning_context is not None:
        return config, replace(settings, tuning_context=length)
    return replace(config, context_length=length), settings  # type: ignore[type-var]


def _largest_part(
    config: ModelConfig, settings: TrainingSettings, available: int, shards: int, attention: AttentionPath
) -> MemoryNeed | None:
    for micro_batch in divisors(settings.batch_size):
        parts = replace(settings, micro_batch=micro_batch)
        need = memory_need(config, parts, shards, attention=attention)
        if need.total <= available:
            return need
    return None


def ways_that_fit(
    config: ModelConfig,
    settings: TrainingSettings,
    available: int,
    shards: int = 1,
    *,
    paths: Sequence[AttentionPath] = (),
    adapter_possible: bool = True,
) -> tuple[MemoryNeed, ...]:
    """What the training needs, for each way of computing that fits into ``available`` bytes: nothing else may be tried.

    ``paths``: the ways to compute attention, if not all that the device offers. A precision that is left to the program
    is one more choice: bfloat16 may fit where float32 does not. ``adapter_possible``: one may be offered. Each comes in
    parts as large as fit if the settings leave them open. Raises StudioError, with what would fit, if nothing does.
    """
    ways = []
    for chosen in _of_each_format(settings):
        for attention in paths or attention_paths(settings.device):
            if settings.micro_batch is None:
                way = _largest_part(config, chosen, available, shards, attention)
            else:
                way = memory_need(config, chosen, shards, attention=attention)
            if way is not None and way.total <= available:
                ways.append(way)
    if not ways:
        raise _refusal(config, settings, available, shards, adapter_possible=adapter_possible)
    return tuple(ways)


def _of_each_format(settings: TrainingSettings) -> list[TrainingSettings]:
    formats = ("float32", "bfloat16") if settings.precision == "auto" else (settings.precision,)
    return [replace(settings, precision=precision) for precision in formats]


def _least(config: ModelConfig, settings: TrainingSettings, shards: int) -> MemoryNeed:
    """The need of the way that takes the least memory."""
    ways = [
        memory_need(config, chosen, shards, attention=attention)
        for chosen in _of_each_format(settings)
        for attention in attention_paths(settings.device)
    ]
    return min(ways, key=lambda way: way.total)


def check_memory(config: ModelConfig, settings: TrainingSettings, available: int, shards: int = 1) -> MemoryNeed:
    """The most that one of :func:`ways_that_fit` needs."""
    return max(ways_that_fit(config, settings, available, shards), key=lambda need: need.total)


def _adapter_that_fits(config: ModelConfig, settings: TrainingSettings, available: int) -> Fitting | None:
    """An adapter in place of a full training that does not fit at all; None if that would not fit either."""
    if settings.method == LORA or settings.parallel == SHARDED:
        return None
    return fitting(config, replace(settings, method=LORA, micro_batch=None), available)


def _refusal(
    config: ModelConfig, settings: TrainingSettings, available: int, shards: int, *, adapter_possible: bool
) -> SettingsError:
    need = _least(config, settings, shards)
    fits = fitting(config, settings, available, shards)
    sizes: dict[str, Any] = {"need": need.total / 1e9, "available": available / 1e9}
    if fits is not None and fits.context_length == settings.context_in(config.context_length):
        return SettingsError(
            "training.memory_micro_batch",
            "This training needs about {need:.1f} GB of memory and {available:.1f} GB are free. A micro-batch of "
            "{micro_batch} needs {smaller:.1f} GB and learns the same.",
            **sizes,
            micro_batch=fits.need.micro_batch,
            smaller=fits.need.total / 1e9,
            remedy={"micro_batch": fits.need.micro_batch},
        )
    goes_on = settings.tuning_context is not None
    adapter = _adapter_that_fits(config, settings, available) if goes_on and adapter_possible and fits is None else None
    if adapter is not None:
        return SettingsError(
            "training.memory_adapter",
            "Training all weights of this model needs about {need:.1f} GB of memory and {available:.1f} GB are free. "
            "An adapter (LoRA) needs about {smaller:.1f} GB, in parts of {micro_batch} and with a context of "
            "{context_length:,} tokens.",
            **sizes,
            smaller=adapter.need.total / 1e9,
            micro_batch=adapter.need.micro_batch,
            context_length=adapter.context_length,
            remedy={
                "method": LORA,
                "micro_batch": adapter.need.micro_batch,
                "tuning_context": adapter.context_length,
            },
        )
    if goes_on and fits is None:
        alone = _least(config, replace(settings, micro_batch=1), shards)
        return SettingsError(
            "training.memory_base",
            "Going on from this model needs at least {need:.1f} GB of memory, one sequence of {context_length:,} "
            "tokens at a time, and {available:.1f} GB are free: close other programs, or choose a smaller model.",
            need=alone.total / 1e9,
            available=available / 1e9,
            context_length=settings.context_in(config.context_length),
        )
    if fits is None:
        return SettingsError(
            "training.memory",
            "This training needs about {need:.1f} GB of memory and {available:.1f} GB are free, and no micro-batch "
            "would make it fit: choose a smaller model.",
            **sizes,
        )
    length = "tuning_context" if goes_on else "context_length"
    return SettingsError(
        "training.memory_context",
        "This training needs about {need:.1f} GB of memory and {available:.1f} GB are free. A context length of "
        "{context_length:,} with a micro-batch of {micro_batch} would need {smaller:.1f} GB.",
        **sizes,
        context_length=fits.context_length,
        micro_batch=fits.need.micro_batch,
        smaller=fits.need.total / 1e9,
        remedy={length: fits.context_length, "micro_batch": fits.need.micro_batch},
    )
