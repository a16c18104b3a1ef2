"""Adapts the decisions of a recipe to this machine, and says each thing that has to be different here."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

import psutil
import torch

from gpt_studio.core.errors import Message, StudioError, say
from gpt_studio.hardware.machine import choose_device, has_fast_bfloat16
from gpt_studio.models.contract import AttentionPath
from gpt_studio.training.learning import compilation
from gpt_studio.training.parallel.distributed import Team
from gpt_studio.training.planning.calibrate import attention_paths
from gpt_studio.training.planning.decide import checked_memory
from gpt_studio.training.run.assembly import RunInputs
from gpt_studio.training.store.recipe import Resolved


def adapted(resolved: Resolved, *, alone: bool = True) -> tuple[Resolved, list[Message]]:
    """``resolved`` as far as this machine allows, and a sentence for each thing that is different now.

    ``alone`` is False where several processes train together.

    The number of threads is kept even where it is not the fastest: sums depend on how they are divided, and only the
    same number gives the same bytes.
    """
    said = []
    device = _device(resolved.device)
    if device.type != resolved.device:
        said.append(
            say(
                "training.other_device",
                "The training began on {before}, which this machine does not have: it goes on with {now}, and its "
                "numbers will differ a little from what they would have been.",
                before=resolved.device,
                now=device.type,
            )
        )
    precision = resolved.precision
    if precision == "bfloat16" and not has_fast_bfloat16(device) and device.type != "cpu":
        precision = "float32"
        said.append(
            say(
                "training.other_precision",
                "The training began in bfloat16, which {device} does not have here: it goes on in float32, and its "
                "numbers will differ a little from what they would have been.",
                device=device.type,
            )
        )
    threads = min(resolved.threads, _cores())
    if threads != resolved.threads:
        said.append(
            say(
                "training.other_threads",
                "The training began with {before} {before:|thread|threads}, and this machine has {now}: it goes on "
                "with these, and its numbers will differ a little from what they would have been.",
                before=resolved.threads,
                now=threads,
            )
        )
    obstacle = compilation.obstacle(device, alone=alone) if resolved.compiled else None
    if obstacle is not None:
        said.append(
            say(
                "training.not_compiled",
                "The training began with a compiled model, which cannot be had here, because {reason}: it goes on "
                "without, and its numbers will differ a little from what they would have been.",
                reason=obstacle,
            )
        )
    compiled = resolved.compiled and obstacle is None
    return replace(resolved, device=device.type, precision=precision, threads=threads, compiled=compiled), said


def fitting_parts(resolved: Resolved, inputs: RunInputs, team: Team) -> tuple[Resolved, list[Message]]:
    """``resolved`` in smaller micro-batches where this machine, or what is free of it, has less memory.

    Raises StudioError, with what would fit, if that does not help.
    """
    most = resolved.micro_batch or inputs.settings.batch_size
    settings = replace(inputs.settings, precision=resolved.precision, device=resolved.device, micro_batch=most)
    kept = replace(inputs, settings=settings)
    divided = replace(inputs, settings=replace(settings, micro_batch=None))
    same, other = (cast(AttentionPath, resolved.attention),), attention_paths(resolved.device)
    # First as it was, then in smaller parts, then with attention computed in another way.
    for begun, paths in ((kept, same), (divided, same), (divided, other)):
        try:
            way = max(checked_memory(begun, team, paths), key=lambda way: way.micro_batch)
        except StudioError as error:
            refused = error
            continue
        now = replace(
            resolved, attention=way.attention, micro_batch=resolved.micro_batch if begun is kept else way.micro_batch
        )
        return now, _with_less_memory(resolved, now, most)
    raise refused


def _with_less_memory(before: Resolved, now: Resolved, most: int) -> list[Message]:
    if now.attention != before.attention:
        return [
            say(
                "training.less_memory_attention",
                "There is less memory than this training began with: it goes on with another way of computing "
                "attention ({now} instead of {before}) in micro-batches of {micro_batch}, and its numbers will differ "
                "a little from what they would have been.",
                before=before.attention,
                now=now.attention,
                micro_batch=now.micro_batch,
            )
        ]
    if now.micro_batch == before.micro_batch:
        return []
    return [
        say(
            "training.less_memory",
            "There is less memory than this training began with: it goes on in micro-batches of {now} instead of "
            "{before}, and its numbers will differ a little from what they would have been.",
            before=most,
            now=now.micro_batch,
        )
    ]


def _device(wanted: str) -> torch.device:
    try:
        return choose_device(wanted)
    except StudioError:
        return choose_device("auto")


def _cores() -> int:
    """What can run at the same time here, hardware threads included."""
    logical = psutil.cpu_count() or 1
    return len(psutil.Process().cpu_affinity()) if hasattr(psutil.Process, "cpu_affinity") else logical
