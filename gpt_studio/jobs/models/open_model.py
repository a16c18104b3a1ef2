"""Open an artifact folder for generation and chat, in three steps that are reported."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gpt_studio.core.errors import Message
from gpt_studio.core.events import Event
from gpt_studio.core.job import JobContext
from gpt_studio.inference.sampling_settings import Sampling

if TYPE_CHECKING:
    import torch

    from gpt_studio.artifacts.load import Artifact


@dataclass(frozen=True)
class OpenModel:
    """``step``: the checkpoint to take instead of the model itself. ``follow_links``: links in the folder may lead to
    files anywhere. ``adapter``: the folder of an adapter to put onto the model, ``adapter_strength`` times as strong as
    it was trained. ``folder`` may also be that of an adapter whose model is on this machine: both are opened."""

    folder: Path
    step: int | None = None
    follow_links: bool = False
    adapter: Path | None = None
    adapter_strength: float = 1.0


@dataclass(frozen=True)
class LoadingStep(Event):
    """``step`` is ``architecture`` (from config.json), ``knowledge`` (from model.safetensors) or ``language`` (from
    the tokenizer's files). It is emitted when the step starts, and with ``done`` and ``facts`` when it ends.
    ``remarks`` name what is missing or unusual."""

    step: str
    done: bool
    facts: tuple[Message, ...] = ()
    remarks: tuple[Message, ...] = ()


@dataclass(frozen=True)
class OpenedModel:
    """``folder`` is that of the request. ``artifact`` is a handle to pass on to the jobs that write. ``defaults`` come
    from generation_config.json."""

    folder: Path
    name: str
    model_type: str
    parameters: int
    context_length: int
    vocab_size: int
    has_template: bool
    defaults: Sampling
    notes: tuple[Message, ...]
    artifact: Any = field(repr=False, compare=False)


def run(request: OpenModel, context: JobContext) -> OpenedModel:
    """Raises StudioError for a folder that is not a model, or one that cannot be used; LinkLeadsOutError where the
    reason is a link that leads out of the folder."""
    import torch

    from gpt_studio.artifacts.adapter_base import base_of
    from gpt_studio.artifacts.load import open_artifact
    from gpt_studio.hardware.machine import choose_device
    from gpt_studio.inference.sampling_settings import sampling_from

    base = base_of(request.folder) if request.adapter is None and request.step is None else None
    asked, request = request, request if base is None else replace(request, folder=base, adapter=request.folder)

    def report(step: str, done: bool, facts: tuple[Message, ...], remarks: tuple[Message, ...]) -> None:
        context.raise_if_cancelled()
        context.emit(LoadingStep(step, done, facts, remarks))

    def opened(device: torch.device | str) -> Artifact:
        return open_artifact(
            request.folder,
            report,
            step=request.step,
            follow_links=request.follow_links,
            device=device,
            adapter=request.adapter,
            adapter_strength=request.adapter_strength,
        )

    try:
        artifact = opened(choose_device("auto"))
    except torch.OutOfMemoryError:  # a training may hold the graphics memory; the processor always has a place
        artifact = opened("cpu")
    return OpenedModel(
        folder=asked.folder,
        name=artifact.place.name if base is None else asked.folder.name,
        model_type=artifact.config.model_type,
        parameters=artifact.parameters,
        context_length=artifact.config.context_length,
        vocab_size=artifact.config.vocab_size,
        has_template=artifact.chat_template is not None,
        defaults=sampling_from(artifact.generation, artifact.config.context_length),
        notes=artifact.notes,
        artifact=artifact,
    )
