"""The interface of every architecture: training, saving and generation use it without knowing which one it is."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal, Protocol, Self

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from gpt_studio.models.parts import ModelParts
from gpt_studio.models.shape import ModelShape

AttentionPath = Literal["sdpa", "matmul"]


class ModelConfig(Protocol):
    """The settings of one architecture: a frozen dataclass with at least these fields or properties."""

    @property
    def model_type(self) -> str: ...
    @property
    def vocab_size(self) -> int: ...
    @property
    def context_length(self) -> int: ...
    @property
    def layers(self) -> int: ...
    @property
    def heads(self) -> int: ...
    @property
    def kv_heads(self) -> int: ...
    @property
    def head_size(self) -> int: ...
    @property
    def hidden_size(self) -> int: ...
    @property
    def intermediate_size(self) -> int: ...
    @property
    def tied(self) -> bool: ...
    @property
    def initializer_range(self) -> float: ...

    @classmethod
    def from_hf(cls, hf: Mapping[str, Any]) -> Self:
        """Read a ``config.json`` of transformers 4 or 5. Raises StudioError for what this program cannot compute."""
        ...


class NewConfig(ModelConfig, Protocol):
    """The config of an architecture that a new model can have. Others keep the ``config.json`` that they came with."""

    @classmethod
    def from_shape(cls, shape: ModelShape, vocab_size: int) -> Self: ...

    def to_hf(
        self,
        *,
        dtype: str = "float32",
        bos_token_id: int | None = None,
        eos_token_id: int | list[int] | None = None,
        pad_token_id: int | None = None,
    ) -> dict[str, Any]:
        """The entries of a ``config.json`` that transformers 4.57 and 5.x both read correctly."""
        ...


@dataclass(frozen=True)
class WeightNames:
    """How the parameters of a model are named and stored in a Hugging Face file.

    In the module a parameter has its Hugging Face name without ``prefix``. ``transposed``: name endings of matrices
    stored as [in, out]. ``ignored``: name endings of tensors in old files that nothing needs. ``older``: former names,
    without the prefix, and the present ones.
    """

    prefix: str
    transposed: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    older: Mapping[str, str] = field(default_factory=dict)

    def to_hf(self, name: str) -> str:
        return name if name.startswith("lm_head.") else self.prefix + name

    def from_hf(self, name: str) -> str | None:
        """The parameter's name in the module, whether or not the file has the prefix; None for a tensor to ignore."""
        if name.endswith(self.ignored):
            return None
        inside = name.removeprefix(self.prefix)
        return self.older.get(inside, inside)

    def is_transposed(self, name: str) -> bool:
        return name.endswith(self.transposed)


class LanguageModel(nn.Module, ABC):
    """A causal language model: token ids in, hidden states out, and logits from those.

    ``attention`` chooses how attention is computed: ``sdpa`` is PyTorch's fused kernel, ``matmul`` uses plain
    products, which train faster on a CPU in bfloat16. Both give the same numbers up to rounding.

    ``logit_softcap`` limits the logits smoothly to that value (Gemma), None for no limit.

    ``output_product`` multiplies hidden states by the output matrix. models/as_stored.py replaces it where that matrix
    is held in half precision.
    """

    weight_names: ClassVar[WeightNames]
    residual_projections: ClassVar[tuple[str, ...]] = ()

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.config = config
        self.attention: AttentionPath = "sdpa"
        self.logit_softcap: float | None = None
        self.output_product: Callable[[Tensor, Tensor], Tensor] = F.linear

    @property
    @abstractmethod
    def output_weight(self) -> Tensor:
        """The output matrix [vocab_size, hidden_size]; in a tied model it is the embedding."""

    @abstractmethod
    def forward(self, ids: Tensor, starts: Tensor | None = None) -> Tensor:
        """Token ids [B, T] to hidden states [B, T, hidden_size], after the last norm. T is at most ``context_length``.

        ``starts`` [B, T]: where the text of each position begins, if rows hold several (see models/packed_rows.py).

        Writing goes another way (``inference/engine.py``), which keeps what was computed for earlier tokens.
        """

    @abstractmethod
    def parts(self) -> ModelParts:
        """Which module plays which part, for code that computes the model in another way."""

    def logits(self, hidden: Tensor) -> Tensor:
        """Hidden states [..., hidden_size] to unnormalised log-probabilities [..., vocab_size]."""
        logits = self.output_product(hidden, self.output_weight)
        limit = self.logit_softcap
        return logits if limit is None else limit * torch.tanh(logits / limit)

    @torch.no_grad()
    def initialise(self, generator: torch.Generator | None = None) -> None:
        """Fill all parameters of a new model as GPT-2 does (Radford et al., 2019).

        Matrices are normal with deviation ``initializer_range``, divided by sqrt(2 * layers) if they write into the
        residual stream; norms are one and biases zero. Without ``generator`` torch's global one is used.
        """
        deviation = self.config.initializer_range
        for name, parameter in self.named_parameters():
            if name.endswith("bias"):
                parameter.zero_()
            elif parameter.dim() == 1:
                parameter.fill_(1.0)
            elif name.endswith(self.residual_projections):
                parameter.normal_(0.0, deviation / (2 * self.config.layers) ** 0.5, generator=generator)
            else:
                parameter.normal_(0.0, deviation, generator=generator)
