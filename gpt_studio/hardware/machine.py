"""Finds what the machine offers for training: device, number format, cores, memory."""

from __future__ import annotations

import psutil
import torch

from gpt_studio.core.errors import StudioError
from gpt_studio.hardware.memory_limits import room_in_groups

DTYPES = {"float32": torch.float32, "bfloat16": torch.bfloat16}


def choose_device(wanted: str) -> torch.device:
    """The device for ``wanted``; ``auto`` is CUDA, else MPS, else the processor. Raises StudioError if missing."""
    there = {"cpu": True, "cuda": torch.cuda.is_available(), "mps": torch.backends.mps.is_available()}
    if wanted == "auto":
        return torch.device(next(name for name in ("cuda", "mps", "cpu") if there[name]))
    if not there[wanted]:
        raise StudioError(
            "device.missing",
            "This machine has no {device} device that can be used: choose auto or cpu as the device.",
            device=wanted,
        )
    return torch.device(wanted)


def has_fast_bfloat16(device: torch.device) -> bool:
    """Whether bfloat16 may be faster than float32 on ``device``; calibration measures whether it is."""
    if device.type == "cuda":
        return torch.cuda.get_device_capability(device)[0] >= 8
    return device.type == "cpu"


def physical_cores() -> int:
    """Number of physical cores, not hardware threads, at most as many as the process may use."""
    physical = psutil.cpu_count(logical=False) or 1
    allowed = len(psutil.Process().cpu_affinity()) if hasattr(psutil.Process, "cpu_affinity") else physical
    return max(1, min(physical, allowed))


def available_memory(wanted: str) -> int:
    """Free memory on the device, in bytes, within the limits of this process."""
    device = choose_device(wanted)
    if device.type == "cuda":
        return int(torch.cuda.mem_get_info(device)[0])
    return int(min(psutil.virtual_memory().available, room_in_groups()))
