"""Open an artifact folder for generation and chat, in three steps that are reported."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, cast

from gpt_studio.core.errors import Message
from gpt_studio.core.events import Event
from gpt_studio.core.job import JobContext
from gpt_studio.inference.host import HostedModel, ModelHost, Wanted
from gpt_studio.inference.sampling_settings import Sampling
from gpt_studio.jobs.chat import compile_ahead

AUTO = "auto"
PRECISIONS = {
    AUTO: "what a short measurement says: the model's own numbers, or fewer bits where that is clearly faster",
    "exact": "the model's own numbers",
    "bfloat16": "16 bits: half the memory of 32, and about twice as fast",
    "int8": "8 bits: a quarter of the memory of 32, and about three times as fast; the text is very slightly worse",
}


@dataclass(frozen=True)
class OpenModel:
    """``step``: the checkpoint to take instead of the model itself. ``follow_links``: links in the folder may lead to
    files anywhere. ``precision``: one of PRECISIONS. ``adapter``: the folder of an adapter to put onto the model,
    ``adapter_strength`` times as strong as it was trained. ``folder`` may also be that of an adapter whose model is on
    this machine: both are opened. ``host`` owns the models of a program; without one, the model belongs to this request
    alone."""

    folder: Path
    step: int | None = None
    follow_links: bool = False
    precision: str = "exact"
    adapter: Path | None = None
    adapter_strength: float = 1.0
    host: ModelHost = field(default_factory=ModelHost, repr=False, compare=False)


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
    """``folder`` is that of the request. ``hosted`` is a handle to pass on to the jobs that write. ``defaults`` come
    from generation_config.json. ``precision`` is the one in use: a GPU has no int8. ``precision_reason`` says why,
    where a measurement chose it."""

    folder: Path
    name: str
    model_type: str
    parameters: int
    context_length: int
    vocab_size: int
    has_template: bool
    defaults: Sampling
    notes: tuple[Message, ...]
    precision: str
    precision_reason: Message | None
    hosted: HostedModel = field(repr=False, compare=False)
    host: ModelHost = field(repr=False, compare=False)

    def release(self) -> None:
        """Say that nobody will write with it any more, so that its memory can be used for other models."""
        self.host.release(self.hosted)


def run(request: OpenModel, context: JobContext) -> OpenedModel:
    """Raises StudioError for a folder that is not a model, or one that cannot be used; LinkLeadsOutError where the
    reason is a link that leads out of the folder."""
    from gpt_studio.artifacts.adapter_base import base_of
    from gpt_studio.hardware.machine import choose_device
    from gpt_studio.inference.sampling_settings import sampling_from

    base = base_of(request.folder) if request.adapter is None and request.step is None else None
    asked, request = request, request if base is None else replace(request, folder=base, adapter=request.folder)

    def report(step: str, done: bool, facts: tuple[Message, ...], remarks: tuple[Message, ...]) -> None:
        context.raise_if_cancelled()
        context.emit(LoadingStep(step, done, facts, remarks))
        if step == "language" and done and choose_device("auto").type == "cpu":
            compile_ahead.run(None, context)  # the folder is sound, and the model will write

    wanted = Wanted(
        request.folder,
        request.step,
        request.follow_links,
        cast(Any, request.precision),
        request.adapter,
        request.adapter_strength,
    )
    hosted = request.host.open(wanted, report)
    artifact = hosted.artifact
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
        precision=hosted.precision,
        precision_reason=hosted.precision_reason,
        hosted=hosted,
        host=request.host,
    )
