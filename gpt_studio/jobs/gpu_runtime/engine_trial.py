"""Try an engine in a process of its own, which prints the result as one line of JSON."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path

from gpt_studio.core.as_python import python_command
from gpt_studio.core.decode import DecodeError, decode

_CODE = "from gpt_studio.jobs.gpu_runtime.engine_trial import try_engine; try_engine()"


@dataclass(frozen=True)
class RuntimeTrial:
    """What the engine's torch reports. ``problem`` is empty if it added two numbers correctly on the GPU."""

    torch: str = ""
    cuda: str = ""
    gpu: str = ""
    problem: str = ""


def trial_command(folder: Path) -> list[str]:
    """The command that tries the engine in ``folder``."""
    return python_command(_CODE, str(folder))


def read_trial(output: str) -> RuntimeTrial:
    """The result in the command's ``output``; a failed one if the process ended before it printed."""
    try:
        return decode(RuntimeTrial, json.loads(output.strip().splitlines()[-1]), Path())
    except (IndexError, ValueError, DecodeError):
        return RuntimeTrial(problem="its process was ended")


def try_engine() -> None:
    """Import torch from the folder named first on the command line, and add two ones on the GPU."""
    sys.path.insert(0, sys.argv[1])
    found: dict[str, str] = {}
    try:
        import torch

        found |= {"torch": str(torch.__version__), "cuda": str(torch.version.cuda or "")}
        if not torch.cuda.is_available():
            found["problem"] = "it cannot use the GPU: NVIDIA's driver may be too old for it"
        else:
            found["gpu"] = str(torch.cuda.get_device_name(0))
            if torch.ones(2, device="cuda").sum().item() != 2:
                found["problem"] = "it adds up wrongly"
    except Exception as error:
        found["problem"] = ((str(error) or type(error).__name__).strip().splitlines() or [""])[0]
    print(json.dumps(found))  # noqa: T201
