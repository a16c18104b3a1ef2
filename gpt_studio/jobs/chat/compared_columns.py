"""The columns that were compared last, for the next time: one JSON file in the user's folder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from gpt_studio.artifacts.checkpoint_folders import model_of_checkpoint, shown_name
from gpt_studio.core.decode import within
from gpt_studio.core.job import JobContext
from gpt_studio.core.paths import Home
from gpt_studio.core.versioned_file import read_versioned, write_versioned
from gpt_studio.jobs.chat.votes import Contestant
from gpt_studio.jobs.models.list_models import ModelEntry

_FORMAT = 1


@dataclass(frozen=True)
class ColumnChoice:
    """What a person chose for one column. ``path``: of the model's folder. ``step``: of its checkpoint, None for the
    model itself. ``adapter``: the path of its folder, "" for none. ``sampling``: the id of a preset, "" for what the
    model's folder asks."""

    path: str
    step: int | None = None
    adapter: str = ""
    strength: float = within(1.0, minimum=0.0, maximum=4.0)
    sampling: str = ""

    @property
    def contestant(self) -> Contestant:
        return Contestant(
            shown_name(Path(self.path), self.step),
            Path(self.adapter).name if self.adapter else "",
            self.strength if self.adapter else 1.0,
            self.sampling,
        )


@dataclass(frozen=True)
class ComparedColumns:
    """``blind``: the names were hidden until the vote."""

    columns: tuple[ColumnChoice, ...] = ()
    blind: bool = False


@dataclass(frozen=True)
class KeepColumns:
    """``now``: what to keep; None to read what is kept."""

    home: Home
    now: ComparedColumns | None = None


def keep_columns(request: KeepColumns, context: JobContext) -> ComparedColumns:
    """A job. Raises StudioError for a damaged file, NewerFormatError for one of a newer program, both of which stay as
    they are, and StudioError if the disk refuses."""
    path = request.home.root / "compare.json"
    before = read_versioned(ComparedColumns, path, _FORMAT)
    if request.now is not None and request.now != before:
        write_versioned(request.now, path, _FORMAT)
    return before if request.now is None else request.now


def choice_of(folder: Path, entries: Sequence[ModelEntry]) -> ColumnChoice:
    """What is in ``folder``, which may also be that of a checkpoint or, by ``entries``, of an adapter."""
    model = model_of_checkpoint(folder)
    if model is not None:
        return ColumnChoice(str(model), int(folder.name.removeprefix("step-")))
    base = next((each.adapter_of for each in entries if each.folder == folder), None)
    return ColumnChoice(str(folder)) if base is None else ColumnChoice(str(base), adapter=str(folder))


def first_choices(current: Path | None, entries: Sequence[ModelEntry], other_sampling: str) -> tuple[ColumnChoice, ...]:
    """Two columns to begin with: the open model and the one used last beside it, or the open one sampled otherwise."""
    usable = [each.folder for each in entries if each.problem is None]
    folders = list(dict.fromkeys([*([current] if current is not None else []), *usable]))
    choices = [choice_of(folder, entries) for folder in folders[:2]]
    return tuple(choices) if len(choices) != 1 else (choices[0], replace(choices[0], sampling=other_sampling))
