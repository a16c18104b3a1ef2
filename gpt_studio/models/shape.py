"""The architecture and size of a new model as a person chooses them. Needs no torch."""

from __future__ import annotations

from dataclasses import dataclass

from gpt_studio.core.errors import FieldError
from gpt_studio.core.fields import setting, validate
from gpt_studio.models.traits import TRAITS


@dataclass(frozen=True)
class ModelShape:
    """The architecture and size of a new model. The vocabulary size is missing: it comes from the tokenizer."""

    model_type: str = setting(
        "qwen3",
        label="Architecture",
        concept="architecture",
        help="The kind of network: "
        + "; ".join(f"{traits.name} is {traits.about}" for traits in TRAITS.values())
        + ".",
        choices={model_type: traits.name for model_type, traits in TRAITS.items()},
    )
    layers: int = setting(
        6,
        label="Layers",
        concept="layer",
        help="How many blocks of attention and feed-forward network stand on each other. More layers find more "
        "complicated patterns; time and parameters grow with them.",
        unit="layers",
        minimum=1,
        maximum=200,
    )
    heads: int = setting(
        8,
        label="Heads",
        concept="head",
        help="How many places of the text each layer can look at in different ways at once. They share the hidden "
        "size, so it must be divisible by them; 32 to 128 numbers a head work well.",
        unit="heads",
        minimum=1,
        maximum=256,
    )
    kv_heads: int = setting(
        0,
        label="Key-value heads",
        help="Grouped-query attention: several heads share one set of keys and values, which saves memory "
        "when the model writes. 0 means as many as heads, so that nothing is shared.",
        unit="heads",
        minimum=0,
        maximum=256,
        advanced=True,
    )
    hidden_size: int = setting(
        256,
        label="Hidden size",
        concept="hidden_size",
        help="How many numbers describe each token inside the model. It is the width of the network: parameters "
        "grow with its square.",
        unit="numbers",
        minimum=8,
        maximum=16384,
    )
    intermediate_size: int = setting(
        0,
        label="Intermediate size",
        help="The width inside the feed-forward network of each layer. 0 means what is "
        "usual for the architecture: four times the hidden size, or eight thirds of it where there are three "
        "matrices instead of two.",
        unit="numbers",
        minimum=0,
        maximum=131072,
        advanced=True,
    )
    context_length: int = setting(
        256,
        label="Context length",
        concept="context_length",
        help="How many tokens the model sees at once: what lies further back is out of its sight. Memory and time "
        "of training grow with it.",
        unit="tokens",
        minimum=8,
        maximum=131072,
    )
    tied: bool = setting(
        True,
        label="Shared embedding",
        help="Use one table of token vectors for reading and for writing. It saves many parameters, above all in "
        "small models. With two tables a new model begins with counts of which token follows which: that shows in "
        "trainings of seconds.",
        advanced=True,
    )
    dropout: float = setting(
        0.0,
        label="Dropout",
        concept="dropout",
        help="The share of numbers set to zero at random while training. It helps when the model reads the same "
        "text many times; 0 is best when there is more text than time.",
        minimum=0.0,
        maximum=0.9,
        advanced=True,
    )


def check_shape(shape: ModelShape) -> None:
    """Raise FieldError for a value out of range, and for values that do not fit together."""
    validate(shape)
    traits = TRAITS[shape.model_type]
    if traits.rotary and shape.hidden_size % 2:
        raise FieldError(
            "shape.hidden_size",
            "A hidden size of {hidden_size} is odd, but rotary positions turn numbers in pairs: use {hidden_near}.",
            field="hidden_size",
            hidden_size=shape.hidden_size,
            hidden_near=shape.hidden_size + 1,
        )
    if shape.hidden_size % shape.heads:
        raise FieldError(
            "shape.heads",
            "{heads} heads cannot share a hidden size of {hidden_size}: use {heads_near} heads, "
            "or a hidden size of {hidden_near}.",
            field="heads",
            heads=shape.heads,
            hidden_size=shape.hidden_size,
            heads_near=_nearest_heads(shape.heads, shape.hidden_size, traits.rotary),
            hidden_near=_nearest_multiple(shape.hidden_size, shape.heads * (2 if traits.rotary else 1)),
        )
    head_size = shape.hidden_size // shape.heads
    if traits.rotary and head_size % 2:
        raise FieldError(
            "shape.head_size",
            "Each head gets {head_size} numbers, but rotary positions turn them in pairs and need an even count: "
            "use {heads_near} heads, or a hidden size of {hidden_near}.",
            field="heads",
            head_size=head_size,
            heads_near=_nearest_heads(shape.heads, shape.hidden_size, traits.rotary),
            hidden_near=_nearest_multiple(shape.hidden_size, 2 * shape.heads),
        )
    if not traits.grouped_queries and shape.kv_heads not in (0, shape.heads):
        raise FieldError(
            "shape.kv_heads_unsupported",
            "{model_type} has no grouped-query attention, so {kv_heads} key-value heads for {heads} heads are not "
            "possible: set key-value heads to 0, or choose another architecture.",
            field="kv_heads",
            model_type=shape.model_type,
            kv_heads=shape.kv_heads,
            heads=shape.heads,
        )
    if shape.kv_heads and shape.heads % shape.kv_heads:
        raise FieldError(
            "shape.kv_heads",
            "{heads} heads cannot be split over {kv_heads} key-value heads: use {kv_near}.",
            field="kv_heads",
            heads=shape.heads,
            kv_heads=shape.kv_heads,
            kv_near=min(_divisors(shape.heads), key=lambda count: (abs(count - shape.kv_heads), -count)),
        )


def _nearest_heads(heads: int, hidden_size: int, rotary: bool) -> int:
    """The head count nearest to ``heads`` that divides ``hidden_size``, with an even head size if ``rotary``."""
    fitting = [count for count in _divisors(hidden_size) if not rotary or (hidden_size // count) % 2 == 0]
    return min(fitting, key=lambda count: (abs(count - heads), -count))


def _nearest_multiple(size: int, step: int) -> int:
    return max(round(size / step), 1) * step


def _divisors(number: int) -> list[int]:
    return [count for count in range(1, number + 1) if number % count == 0]
