"""Compiles the layers of a model with torch.compile, where the machine has a compiler."""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
import sysconfig
from collections.abc import Callable
from pathlib import Path
from typing import Any

import platformdirs
import torch
from torch import nn

from gpt_studio.core.errors import FieldError, Message, say
from gpt_studio.models.contract import LanguageModel

ON_BY_ITSELF = {"cuda"}
_COMPILERS = {"win32": ("cl",)}
_USUAL_COMPILERS = ("g++", "clang++")
# By default PyTorch starts a pool of processes, which saves no time for the few programs of a processor.
_OPTIONS = {"cpu": {"compile_threads": 1}}


def obstacle(device: torch.device, *, alone: bool = True) -> Message | None:
    """Why a model cannot be compiled for ``device`` here, or None if it can be tried."""
    if device.type not in ("cpu", "cuda"):
        return say("compile.device", "there is no compiler for the device {device}", device=device.type)
    if not alone:
        return say("compile.processes", "several processes train together")
    if getattr(sys, "frozen", False):
        return say("compile.packed", "the packed application has no compiler: install GPT Studio with pip for that")
    if not (_has_compiler() and (Path(sysconfig.get_path("include")) / "Python.h").is_file()):
        return say("compile.none", "no C++ compiler with Python's headers was found (such as g++ and python3-dev)")
    if device.type == "cuda" and importlib.util.find_spec("triton") is None:
        return say("compile.triton", "PyTorch's compiler for NVIDIA cards, triton, is not installed")
    return None


def chosen(wanted: str, device: torch.device, *, alone: bool = True) -> bool:
    """Whether to compile, where ``wanted`` is auto, on or off. Raises StudioError if it is wanted and cannot be."""
    if wanted == "off" or (wanted == "auto" and device.type not in ON_BY_ITSELF):
        return False
    problem = obstacle(device, alone=alone)
    if problem is not None and wanted == "on":
        raise cannot_compile(problem)
    return problem is None


def cannot_compile(reason: Message | str) -> FieldError:
    return FieldError(
        "training.compile",
        "The model cannot be compiled here, because {reason}: choose auto or off for compile.",
        reason=reason,
        field="compile",
    )


def compile_layers(model: LanguageModel) -> None:
    """Let each layer of ``model`` be compiled when it is first trained; all layers share one program.

    Measuring and writing text stay as they are: their sizes change all the time, and each would be compiled anew.
    """
    # What is compiled is kept for the next time: where nobody else can put a program, unlike the usual place.
    os.environ.setdefault("TORCHINDUCTOR_CACHE_DIR", str(platformdirs.user_cache_path("gpt-studio") / "compiled"))
    torch.compiler.reset()  # PyTorch compiles a piece of code only so often, then goes on without a word.
    options = _OPTIONS.get(model.output_weight.device.type)
    for layers in (module for module in model.children() if isinstance(module, nn.ModuleList)):
        for layer in layers:
            layer.forward = _compiled_where_it_learns(layer, options)


def _compiled_where_it_learns(layer: nn.Module, options: dict[str, Any] | None) -> Callable[..., Any]:
    plain = layer.forward
    compiled = torch.compile(plain, dynamic=False, options=options)

    def forward(*given: Any) -> Any:
        return (compiled if layer.training and torch.is_grad_enabled() else plain)(*given)

    return forward


def _has_compiler() -> bool:
    named = os.environ.get("CXX")
    return any(shutil.which(name) for name in ((named,) if named else _COMPILERS.get(sys.platform, _USUAL_COMPILERS)))
