"""Cancels a slow computation with torch midway."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import torch.nn.functional as F
from torch import Tensor
from torch.overrides import TorchFunctionMode

from gpt_studio.core.job import JobContext


class Cancellable(TorchFunctionMode):
    """Context manager: checks for cancellation before every torch function, and raises JobCancelled.

    In the backward pass it checks at each linear layer. A check takes about a microsecond.
    """

    def __init__(self, context: JobContext) -> None:
        super().__init__()
        self._context = context

    def __torch_function__(
        self, function: Callable[..., Any], _: Iterable[type], args: Any = (), kwargs: dict[str, Any] | None = None
    ) -> Any:
        self._context.raise_if_cancelled()
        result = function(*args, **(kwargs or {}))
        if function is F.linear and result.requires_grad:
            result.register_hook(self._check)
        return result

    def _check(self, _: Tensor) -> None:
        self._context.raise_if_cancelled()
