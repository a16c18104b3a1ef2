"""The architectures, one line each. An architecture's file is imported when it is first needed."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, cast

from gpt_studio.core.errors import StudioError
from gpt_studio.models.traits import check_from_scratch

if TYPE_CHECKING:
    from gpt_studio.models.contract import LanguageModel, ModelConfig, NewConfig
    from gpt_studio.models.shape import ModelShape


SUPPORTED = (
    "gpt2",
    "gpt_neo",
    "gpt_neox",
    "llama",
    "mistral",
    "qwen2",
    "qwen3",
    "phi3",
    "gemma2",
    "gemma3_text",
    "olmo2",
    "smollm3",
)


@dataclass(frozen=True)
class ModelFamily:
    """An architecture: the class that reads its config and the module that computes it."""

    model_type: str
    config: type[ModelConfig]
    model: type[LanguageModel]

    def from_shape(self, shape: ModelShape, vocab_size: int) -> NewConfig:
        """The config of a new model. Raises StudioError if no new model can have this architecture."""
        check_from_scratch(self.model_type)
        return cast("type[NewConfig]", self.config).from_shape(shape, vocab_size)


def check_known(model_type: str) -> None:
    """Raise StudioError for an architecture that this program does not know."""
    if model_type not in SUPPORTED:
        raise StudioError(
            "model.unknown",
            "This model is of type {model_type!r}, which GPT Studio does not know: it can open {supported}.",
            model_type=model_type,
            supported=", ".join(SUPPORTED),
        )


def family(model_type: str) -> ModelFamily:
    """The architecture named ``model_type``. Raises StudioError for an unknown one."""
    check_known(model_type)
    module = import_module(f"gpt_studio.models.{model_type}")
    return ModelFamily(model_type, module.Config, module.Model)
