"""What the chat remembers from one start to the next: the folders of models that were opened, whether the sampling
settings are shown, what the model was thinking, and where in a conversation a person was reading. One JSON file in the
user's folder."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from pathlib import Path

from gpt_studio.artifacts.checkpoint_folders import shown_name
from gpt_studio.core.errors import say
from gpt_studio.core.job import JobContext
from gpt_studio.core.paths import Home
from gpt_studio.core.versioned_file import read_versioned, write_versioned
from gpt_studio.jobs.models.list_models import ModelEntry, entry_of

_FORMAT = 3
"""1 had no places, 2 no speeds and no switch for the number of tokens."""
_MOST = 50
"""Most folders, and most places, that are remembered; the oldest is forgotten first."""


@dataclass(frozen=True)
class OpenedFolder:
    """``when``: the Unix time at which it was opened last. ``precision`` and ``tokens_per_second``: how the model
    computed when it wrote last, and how fast that was; "" and 0 before."""

    path: str
    when: float
    precision: str = ""
    tokens_per_second: float = 0.0


@dataclass(frozen=True)
class ReadAt:
    """In the ``conversation`` of this id, the ``turn`` at the upper edge (-1: the end), of which this ``share`` was
    above it."""

    conversation: str
    turn: int
    share: float = 0.0


@dataclass(frozen=True)
class Speed:
    """How fast the model in ``folder`` wrote, computed in this ``precision``."""

    folder: Path
    precision: str
    tokens_per_second: float


@dataclass(frozen=True)
class ChatMemory:
    """``opened``: folders of models, the one opened last first. ``places``: the one left last first."""

    opened: tuple[OpenedFolder, ...] = ()
    sampling_shown: bool = False
    thoughts_shown: bool = False
    tokens_shown: bool = True
    places: tuple[ReadAt, ...] = ()

    def with_place(self, place: ReadAt) -> ChatMemory:
        others = tuple(each for each in self.places if each.conversation != place.conversation)
        return replace(self, places=((place, *others) if place.turn >= 0 else others)[:_MOST])

    def with_opened(self, folder: Path, when: float) -> ChatMemory:
        known = next((each for each in self.opened if each.path == str(folder)), OpenedFolder(str(folder), when))
        return replace(self, opened=(replace(known, when=when), *self.without(folder).opened)[:_MOST])

    def with_speed(self, speed: Speed) -> ChatMemory:
        """As it is where the folder was not opened."""
        found = self
        for place, each in enumerate(self.opened):
            if each.path == str(speed.folder):
                measured = replace(each, precision=speed.precision, tokens_per_second=speed.tokens_per_second)
                found = replace(self, opened=(*self.opened[:place], measured, *self.opened[place + 1 :]))
        return found

    def without(self, folder: Path) -> ChatMemory:
        return replace(self, opened=tuple(each for each in self.opened if each.path != str(folder)))


@dataclass(frozen=True)
class Recall:
    """Read what is remembered. The change to make to it before, if any: a folder that was ``opened`` at the Unix time
    ``when``, one to be ``forgotten``, how fast one was, whether sampling, the model's thoughts and the number of tokens
    are shown, the ``place`` where a conversation was left. ``trusted``: folders whose links may lead to files
    anywhere."""

    home: Home
    trusted: frozenset[Path] = frozenset()
    opened: Path | None = None
    when: float = field(default_factory=time.time)
    forgotten: Path | None = None
    sampling_shown: bool | None = None
    thoughts_shown: bool | None = None
    place: ReadAt | None = None
    speed: Speed | None = None
    tokens_shown: bool | None = None

    @property
    def changes(self) -> bool:
        shown = (self.sampling_shown, self.thoughts_shown, self.tokens_shown)
        return any(change is not None for change in (self.opened, self.forgotten, self.place, self.speed, *shown))


@dataclass(frozen=True)
class Recalled:
    """``folders`` are those remembered that do not lie among the user's models, with what the list shows of them."""

    memory: ChatMemory
    folders: tuple[ModelEntry, ...]


def recall(request: Recall, context: JobContext) -> Recalled:
    """A job. Raises StudioError for a damaged file, NewerFormatError for one of a newer program, both of which stay as
    they are, and StudioError if the disk refuses."""
    path = request.home.root / "chat.json"
    before = read_memory(path)
    memory = before
    if request.opened is not None and _is_text(request.opened):
        memory = memory.with_opened(request.opened, request.when)
    if request.forgotten is not None:
        memory = memory.without(request.forgotten)
    if request.sampling_shown is not None:
        memory = replace(memory, sampling_shown=request.sampling_shown)
    if request.place is not None:
        memory = memory.with_place(request.place)
    if request.thoughts_shown is not None:
        memory = replace(memory, thoughts_shown=request.thoughts_shown)
    if request.speed is not None:
        memory = memory.with_speed(request.speed)
    if request.tokens_shown is not None:
        memory = replace(memory, tokens_shown=request.tokens_shown)
    if memory != before:
        write_versioned(memory, path, _FORMAT)
    own = (request.home.models, request.home.adapters)
    elsewhere = [Path(each.path) for each in memory.opened if Path(each.path).parent not in own]
    folders = []
    for folder in elsewhere:
        context.raise_if_cancelled()
        folders.append(_seen(folder, folder in request.trusted))
    return Recalled(memory, tuple(folders))


def read_memory(path: Path) -> ChatMemory:
    """What the file holds; nothing where there is none."""
    return read_versioned(ChatMemory, path, _FORMAT)


def _is_text(path: Path) -> bool:
    """Whether the path can be written into a file; Linux allows names in any encoding."""
    try:
        str(path).encode()
    except UnicodeEncodeError:
        return False
    return True


def _seen(folder: Path, follow_links: bool) -> ModelEntry:
    if not folder.is_dir():
        problem = say(
            "chat.folder_missing", "The folder is not there any more: open it where it is now, or take it off the list."
        )
        return ModelEntry(folder, shown_name(folder), 0.0, problem=problem)
    return replace(entry_of(folder, follow_links), name=shown_name(folder))
