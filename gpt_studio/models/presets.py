"""Ready-made sizes, from one that learns in minutes on a laptop to the original GPT-2."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gpt_studio.models.shape import ModelShape
from gpt_studio.models.traits import TRAITS


@dataclass(frozen=True)
class Preset:
    """A named size, with one :class:`ModelShape` for each model_type that can be trained."""

    name: str
    label: str
    help: str
    shapes: Mapping[str, ModelShape]


def _preset(
    name: str,
    label: str,
    help: str,
    *,
    layers: int,
    heads: int,
    kv_heads: int,
    hidden_size: int,
    context_length: int,
) -> Preset:
    shapes = {
        model_type: ModelShape(
            model_type=model_type,
            layers=layers,
            heads=heads,
            kv_heads=kv_heads if traits.grouped_queries else 0,
            hidden_size=hidden_size,
            context_length=context_length,
        )
        for model_type, traits in TRAITS.items()
    }
    return Preset(name, label, help, shapes)


PRESETS: dict[str, Preset] = {
    preset.name: preset
    for preset in (
        _preset(
            "tiny",
            "Tiny",
            "About 1 million parameters with a vocabulary of 2,000. Learns words and short phrases in a few minutes "
            "on any computer.",
            layers=4,
            heads=4,
            kv_heads=2,
            hidden_size=128,
            context_length=256,
        ),
        _preset(
            "small",
            "Small",
            "About 5 million parameters with a vocabulary of 4,000. Writes sentences after minutes to an hour on an "
            "ordinary computer.",
            layers=6,
            heads=8,
            kv_heads=4,
            hidden_size=256,
            context_length=256,
        ),
        _preset(
            "medium",
            "Medium",
            "About 28 million parameters with a vocabulary of 8,000. Takes hours on a processor, minutes on a "
            "graphics card.",
            layers=8,
            heads=8,
            kv_heads=4,
            hidden_size=512,
            context_length=512,
        ),
        _preset(
            "gpt2-small",
            "GPT-2 small",
            "The size of the smallest GPT-2: 124 million parameters with its vocabulary of 50,257. Needs a graphics "
            "card and much text.",
            layers=12,
            heads=12,
            kv_heads=12,
            hidden_size=768,
            context_length=1024,
        ),
    )
}
