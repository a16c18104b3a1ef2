"""Facts about the architectures that a new model can have, one line each; known without loading torch."""

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
FROM_SCRATCH = tuple(TRAITS)


def check_from_scratch(model_type: str) -> None:
    """Raise StudioError for an architecture that this program opens and trains on, but makes no new model of."""
    if model_type not in FROM_SCRATCH:
        raise StudioError(
            "model.not_from_scratch",
            "GPT Studio makes no new models of type {model_type}: choose one of {offered}, or go on from a model of "
            "that type.",
            model_type=model_type,
            offered=", ".join(FROM_SCRATCH),
        )
