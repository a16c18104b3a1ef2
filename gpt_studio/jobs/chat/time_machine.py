"""Let every checkpoint of a model write after the same words, with the same chance."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from gpt_studio.artifacts.checkpoint_folders import checkpoints_in, model_of_checkpoint
from gpt_studio.core.errors import Message, StudioError
from gpt_studio.core.events import Event
from gpt_studio.core.job import JobContext, Unreported
from gpt_studio.corpora.documents import Turn
from gpt_studio.inference.sampling_settings import Sampling
from gpt_studio.jobs.chat import write_text
from gpt_studio.jobs.chat.first_difference import common_length
from gpt_studio.jobs.chat.write_text import ReplyToChat, WriteText
from gpt_studio.jobs.models import open_model
from gpt_studio.jobs.models.open_model import OpenModel


@dataclass(frozen=True)
class WriteThroughTime:
    """``folder`` is that of the model or of one of its checkpoints. ``chat``: ``prompt`` is a message to answer, else
    the beginning of a text. ``sampling`` has a seed, else each checkpoint would draw by a chance of its own."""

    folder: Path
    prompt: str
    chat: bool
    sampling: Sampling
    follow_links: bool = False


@dataclass(frozen=True)
class Frame(Event):
    """What the checkpoint of ``step`` wrote. ``same``: with how many characters it begins like the one before.
    ``problem``: why it could not write."""

    step: int
    text: str
    same: int = 0
    problem: Message | None = None


def steps_of(folder: Path) -> tuple[int, ...]:
    """The steps of the checkpoints of the model in ``folder``, the first one first."""
    return tuple(checkpoints_in(model_of_checkpoint(folder) or folder))


def write_through_time(request: WriteThroughTime, context: JobContext) -> tuple[Frame, ...]:
    """Emits each frame as soon as it is written. Raises StudioError for a model without checkpoints, and JobCancelled.

    One checkpoint is in memory at a time.
    """
    folder = model_of_checkpoint(request.folder) or request.folder
    steps = steps_of(folder)
    if not steps:
        raise StudioError(
            "time_machine.none",
            "{name} has no checkpoints, so there is no earlier time to go back to: choose a model that was trained "
            "here.",
            name=folder.name,
        )
    frames: list[Frame] = []
    for step in steps:
        context.raise_if_cancelled()
        try:
            frame = Frame(step, _written(replace(request, folder=folder), step, context))
        except StudioError as error:
            frame = Frame(step, "", problem=error.message)
        context.raise_if_cancelled()
        frames.append(replace(frame, same=common_length(frames[-1].text if frames else "", frame.text)))
        context.emit(frames[-1])
    return tuple(frames)


def _written(request: WriteThroughTime, step: int, context: JobContext) -> str:
    quiet = Unreported(context)
    model = open_model.run(OpenModel(request.folder, step=step, follow_links=request.follow_links), quiet)
    try:
        if request.chat and model.has_template:
            return write_text.reply(ReplyToChat(model, (Turn("user", request.prompt),), request.sampling), quiet).text
        return write_text.run(WriteText(model, request.prompt, request.sampling), quiet).text
    finally:
        model.release()
