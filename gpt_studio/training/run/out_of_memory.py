"""Recognises that memory ran out during a training, and finds the smaller micro-batch to try or to offer."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator

import torch

from gpt_studio.core.errors import SettingsError

_NO_MEMORY = ("can't allocate memory", "not enough memory", "out of memory")


class OutOfMemory(SettingsError):
    """Memory ran out while training. Its remedy is a smaller ``micro_batch``, if there is one that may help."""


@contextlib.contextmanager
def memory_explained(micro_batch: Callable[[], int]) -> Iterator[None]:
    """Turn running out of memory into OutOfMemory, which offers a micro-batch smaller than ``micro_batch()``."""
    try:
        yield
    except (RuntimeError, MemoryError) as error:
        if not ran_out_of_memory(error):
            raise
        raise out_of_memory(micro_batch()) from None


def ran_out_of_memory(error: BaseException) -> bool:
    """Whether ``error`` means so: PyTorch raises an error of its own on CUDA, and a plain RuntimeError elsewhere."""
    if isinstance(error, MemoryError | torch.OutOfMemoryError):
        return True
    return isinstance(error, RuntimeError) and any(words in str(error) for words in _NO_MEMORY)


def out_of_memory(micro_batch: int) -> OutOfMemory:
    """The error for a run whose micro-batch was ``micro_batch`` when memory ran out."""
    smaller = smaller_part(micro_batch)
    if smaller is None:
        return OutOfMemory(
            "training.out_of_memory",
            "The memory ran out, and the micro-batch is as small as can be: choose a shorter context or a smaller "
            "model, or close other programs.",
        )
    return OutOfMemory(
        "training.out_of_memory_micro_batch",
        "The memory ran out. A micro-batch of {micro_batch} needs less and learns the same: start again with it.",
        micro_batch=smaller,
        remedy={"micro_batch": smaller},
    )


def smaller_part(micro_batch: int) -> int | None:
    """The next smaller micro-batch to try where one needs too much memory: at most half of it, and a divisor."""
    return next((size for size in divisors(micro_batch) if 2 * size <= micro_batch), None)


def divisors(number: int) -> list[int]:
    """The largest first."""
    return [divisor for divisor in range(number, 0, -1) if number % divisor == 0]
