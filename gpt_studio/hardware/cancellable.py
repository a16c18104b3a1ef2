"""Leaving long work with torch as soon as the job is cancelled, and not only when it is done."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import torch.nn.functional as F
from torch import Tensor
from torch.overrides import TorchFunctionMode

from gpt_studio.core.job import JobContext


class Cancellable(TorchFunctionMode):
    """Within it, everything that is asked of torch is preceded by a look at whether the job was cancelled.

    On the way back through the layers, too, wherever a matrix was multiplied with. Raises JobCancelled. A look costs
    about a microsecond.
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
            result.register_hook(self._look)
        return result

    def _look(self, _: Tensor) -> None:
        self._context.raise_if_cancelled()
