"""Facts about the architectures that can be trained, one line each; known without loading torch."""

from __future__ import annotations

from dataclasses import dataclass

from gpt_studio.core.errors import StudioError


@dataclass(frozen=True)
class Traits:
    """Facts about one architecture.

    ``name`` and ``about`` are a name and a phrase for people. ``rotary``: it has rotary positions, which need an even
    head size. ``grouped_queries``: there may be fewer key-value heads than heads.
    """

    name: str
    about: str
    rotary: bool
    grouped_queries: bool


TRAITS: dict[str, Traits] = {
    "gpt2": Traits("GPT-2", "the classic one from 2019", rotary=False, grouped_queries=False),
    "llama": Traits("Llama", "the one that most open models follow", rotary=True, grouped_queries=True),
    "qwen3": Traits(
        "Qwen3", "how models are built today, and usually better for its size", rotary=True, grouped_queries=True
    ),
}
TRAINABLE = tuple(TRAITS)


def check_trainable(model_type: str) -> None:
    """Raise StudioError for an architecture that this program opens but does not train."""
    if model_type not in TRAINABLE:
        raise StudioError(
            "model.not_trainable",
            "GPT Studio can open models of type {model_type} but not train them: choose one of {trainable}.",
            model_type=model_type,
            trainable=", ".join(TRAINABLE),
        )
