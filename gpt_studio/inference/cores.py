"""With how many cores each of the texts that are written at the same time is computed."""

from __future__ import annotations

from collections.abc import Callable

ONE_THREAD_PARAMETERS = 50_000_000
"""Up to this size one core writes some seventy tokens a second or more, faster than anybody reads, and the others stay
free for a training and the window."""


def share_of_cores(parameters: int, writers: Callable[[], int]) -> Callable[[], int]:
    """How many cores a text of a model of this size is written with while there are so many ``writers``.

    More threads than cores would wait for each other at the end of each operation: together they would be slower than
    one text after the other, and whoever has fewer threads would get less than its share.
    """
    from gpt_studio.hardware.machine import physical_cores

    cores = physical_cores()

    def share() -> int:
        return max(1, cores // max(1, writers())) if parameters > ONE_THREAD_PARAMETERS else 1

    return share


def compute_with(threads: int) -> None:
    """Let the calling thread compute with so many. Other threads, such as that of a training, keep their own count."""
    import torch

    if torch.get_num_threads() != threads:
        torch.set_num_threads(threads)
