"""How many cores one text is written with."""

from __future__ import annotations

ONE_THREAD_PARAMETERS = 50_000_000
"""Up to this size one core computes a token faster than several, which would have to share the work out."""


def use_cores_for(parameters: int) -> None:
    """Let the calling thread compute with as many cores as suit a model of this size. Other threads, such as that of a
    training, keep their own count."""
    import torch

    from gpt_studio.hardware.machine import physical_cores

    torch.set_num_threads(physical_cores() if parameters > ONE_THREAD_PARAMETERS else 1)
