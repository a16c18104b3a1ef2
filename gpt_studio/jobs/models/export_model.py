"""Export a model to another format: GGUF, a zip file, several weight files, or fewer bits."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from gpt_studio.artifacts.adapter_base import base_of
from gpt_studio.artifacts.export.formats import GGUF_ENDING, Export, Format, Options, format_named
from gpt_studio.artifacts.find_model import found_model
from gpt_studio.core import durable
from gpt_studio.core.disk_errors import disk_errors
from gpt_studio.core.errors import Message, StudioError, say
from gpt_studio.core.events import Log, Progress
from gpt_studio.core.job import JobContext

if TYPE_CHECKING:
    from gpt_studio.artifacts.export.source import Source

_MODELFILE = ".Modelfile"
# Ollama's names of what decides how a model writes. Its own default penalises repetition.
_OLLAMA = {
    "temperature": "temperature",
    "top_p": "top_p",
    "top_k": "top_k",
    "min_p": "min_p",
    "typical_p": "typical_p",
    "repeat_penalty": "repetition_penalty",
    "num_predict": "max_new_tokens",
}
_SPARE = 16_000_000  # bytes that stay free beside what is written


@dataclass(frozen=True)
class ExportModel:
    """``to`` is the name of a format; ``out`` is the file or folder to make.

    ``step``: the checkpoint to take instead of the model itself. ``adapter``: the folder of an adapter of the model, to
    be exported instead of it; ``folder`` may also be that of an adapter whose model is on this machine.
    ``modelfile``: write a Modelfile for Ollama beside a GGUF file. ``follow_links``: links in the folder may lead to
    files anywhere.
    """

    folder: Path
    to: str
    out: Path
    options: Options = field(default_factory=Options)
    step: int | None = None
    adapter: Path | None = None
    modelfile: bool = False
    follow_links: bool = False


@dataclass(frozen=True)
class Exported:
    """``size`` is in bytes. ``notes`` name what the format cannot hold or holds differently. ``modelfile``: see
    ExportModel."""

    path: Path
    to: str
    size: int
    notes: tuple[Message, ...]
    modelfile: Path | None = None


def run(request: ExportModel, context: JobContext) -> Exported:
    """``out`` appears only once it is complete. Raises StudioError if the model cannot be exported there."""
    from gpt_studio.artifacts.export.source import read_source

    if request.adapter is None and request.step is None and (base := base_of(request.folder)) is not None:
        request = replace(request, folder=base, adapter=request.folder)
    form = format_named(request.to)
    beside = modelfile_of(request.out, form) if request.modelfile else None
    for target in (request.out, *([] if beside is None else [beside])):
        _refuse_taken(target)
    context.emit(Progress(say("export.checking", "Checking the model")))
    with found_model(request.folder, request.step, follow_links=request.follow_links) as place:
        source = read_source(place.chosen, request.adapter)
        if request.adapter is None:
            export = form.load().prepare(source, form, request.options)
        else:
            export = _of_adapter(source, form, request.adapter)
        context.raise_if_cancelled()
        _refuse_full_disk(request.out, export.size)
        notes = (*place.notes, *source.weights.notes, *export.notes)
        for note in notes:
            context.emit(Log(note, level="warning"))
        written = None if beside is None else _modelfile(source, request)
        _write(export, form, request.out, context)
        if beside is not None and written is not None:
            _refuse_taken(beside)
            durable.write_text(beside, written)
    return Exported(request.out, form.name, _size_of(request.out), notes, beside)


def _of_adapter(source: Source, form: Format, folder: Path) -> Export:
    from gpt_studio.artifacts.export.gguf_adapter import prepare_adapter

    return prepare_adapter(source, form, folder)


def modelfile_of(out: Path, form: Format) -> Path | None:
    """The Modelfile for Ollama that belongs to an export, None for a format that Ollama does not read."""
    return out.with_suffix(_MODELFILE) if form.ending == GGUF_ENDING else None


def _modelfile(source: Source, request: ExportModel) -> str:
    from gpt_studio.artifacts.export.modelfile import modelfile
    from gpt_studio.inference.sampling_settings import sampling_from

    sampling = sampling_from(source.language.generation, source.config.context_length)
    numbers = {name: float(getattr(sampling, own)) for name, own in _OLLAMA.items()}
    if request.adapter is None:
        return modelfile(source, request.out.name, numbers)
    return modelfile(source, _file_name(source.name, format_named(request.to)), numbers, request.out.name)


def unused_target(place: Path, name: str, form: Format) -> Path:
    """A free path in ``place`` for the model ``name`` in the format ``form``, also for its Modelfile."""
    candidate, number = place / _file_name(name, form), 2
    while _is_taken(candidate, form):
        candidate, number = place / _file_name(name, form, f" {number}"), number + 1
    return candidate


def _file_name(name: str, form: Format, number: str = "") -> str:
    stem = name if form.ending == ".zip" else f"{name}-{form.name.removeprefix('gguf-')}"
    return f"{stem}{number}{form.ending}"


def _is_taken(out: Path, form: Format) -> bool:
    beside = modelfile_of(out, form)
    return os.path.lexists(out) or (beside is not None and os.path.lexists(beside))


def _write(export: Export, form: Format, out: Path, context: JobContext) -> None:
    from gpt_studio.artifacts.export.meter import Meter

    def fill(place: Path) -> None:
        export.write(place, Meter(export.size, context))
        context.emit(Progress(say("export.syncing", "Making sure that it is on the disk"), 1.0))
        _refuse_taken(out)  # someone else may have made it meanwhile

    if form.ending:
        durable.write_with(out, fill)
    else:
        with durable.staged_folder(out, manifest=False) as staging:
            fill(staging)


def _refuse_taken(out: Path) -> None:
    if os.path.lexists(out):
        raise StudioError(
            "export.taken",
            "{path} is there already, and an export overwrites nothing: choose another name, or remove it first.",
            path=out,
        )


def _refuse_full_disk(out: Path, size: int) -> None:
    place = next(parent for parent in out.absolute().parents if parent.exists())
    with disk_errors(out):
        free = shutil.disk_usage(place).free
    if free < size + _SPARE:
        raise StudioError(
            "export.no_room",
            "The export to {path} needs {needed:,.0f} MB, and the disk has {free:,.0f} MB left: free some space, or "
            "choose another disk.",
            path=out,
            needed=(size + _SPARE) / 1e6,
            free=free / 1e6,
        )


def _size_of(path: Path) -> int:
    if path.is_dir():
        return sum(file.stat().st_size for file in path.rglob("*") if file.is_file())
    return path.stat().st_size
