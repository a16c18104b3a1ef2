"""Let two to four models, checkpoints, adapters or settings write after the same words with the same seed, in turns, so
that their texts grow together."""

from __future__ import annotations

import time
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from gpt_studio.artifacts.checkpoint_folders import checkpoints_in, shown_name, trainer_checkpoints_in
from gpt_studio.conversations.passage import SettingValue
from gpt_studio.core.errors import Message, StudioError
from gpt_studio.core.events import Event
from gpt_studio.core.job import JobContext, Unreported
from gpt_studio.corpora.documents import Turn
from gpt_studio.inference.host import ModelHost
from gpt_studio.jobs.chat.first_difference import Said, first_differences
from gpt_studio.jobs.chat.write_text import ReplyToChat, WriteText, WrittenText, in_pieces
from gpt_studio.jobs.models import open_model
from gpt_studio.jobs.models.open_model import OpenedModel, OpenModel

FEWEST, MOST = 2, 4
"""Columns."""


@dataclass(frozen=True)
class Column:
    """What writes in one column: the model in ``folder`` or its checkpoint of ``step``, with an ``adapter`` that acts
    ``adapter_strength`` times as strongly as it was trained. ``settings``: those of generation, by name, in which it is
    asked otherwise than its folder says. ``follow_links`` as in :class:`OpenModel`."""

    folder: Path
    step: int | None = None
    adapter: Path | None = None
    adapter_strength: float = 1.0
    settings: Mapping[str, SettingValue] = field(default_factory=dict)
    follow_links: bool = False

    @property
    def name(self) -> str:
        """Of the model, without its settings."""
        return shown_name(self.folder, self.step)


@dataclass(frozen=True)
class CompareReplies:
    """``chat``: ``prompt`` is a message to answer, if all models have a chat template; else they go on from it as a
    text. ``host`` and ``precision`` as in :class:`OpenModel`."""

    columns: tuple[Column, ...]
    prompt: str
    seed: int
    chat: bool = True
    precision: str = "exact"
    host: ModelHost = field(default_factory=ModelHost, repr=False, compare=False)


@dataclass(frozen=True)
class WritingBegins(Event):
    """All models are open. ``chat``: they answer; else they go on with a text."""

    chat: bool


@dataclass(frozen=True)
class InColumn(Event):
    """What happened while a model was opened or wrote: an event of jobs/models/open_model.py or
    jobs/chat/write_text.py."""

    column: int
    happened: Event


@dataclass(frozen=True)
class ColumnEnded(Event):
    """``written`` is None where the column could not write, and ``problem`` says why. ``tokens_per_second`` counts the
    time of this column only, not that of the others' turns."""

    column: int
    written: WrittenText | None = None
    problem: Message | None = None


@dataclass(frozen=True)
class Compared:
    """``differ_at``: where each text begins to differ from the first one, in characters, see
    :func:`gpt_studio.jobs.chat.first_difference.first_differences`."""

    chat: bool
    seed: int
    columns: tuple[ColumnEnded, ...]
    differ_at: tuple[int | None, ...]


def run(request: CompareReplies, context: JobContext) -> Compared:
    """A column that cannot write says so in its :class:`ColumnEnded`, and the others go on. When cancelled while they
    write, return what was written so far.

    Raises StudioError for an unfit number of columns, and JobCancelled when cancelled before all models are open.
    """
    if not FEWEST <= len(request.columns) <= MOST:
        raise StudioError(
            "compare.columns",
            "{count} {count:|column|columns} cannot be compared: choose {fewest} to {most}.",
            count=len(request.columns),
            fewest=FEWEST,
            most=MOST,
        )
    ended: dict[int, ColumnEnded] = {}

    def end(column: ColumnEnded) -> None:
        ended[column.column] = column
        context.emit(column)

    models: dict[int, OpenedModel] = {}
    try:
        for number, column in enumerate(request.columns):
            context.raise_if_cancelled()
            try:
                with _memory_told(column):
                    models[number] = _opened(request, column, _Reporting(context, number))
            except StudioError as error:
                end(ColumnEnded(number, problem=error.message))
        context.raise_if_cancelled()
        chat = request.chat and all(model.has_template for model in models.values())
        context.emit(WritingBegins(chat))
        writers = [
            _Writer(number, request.columns[number], _asked(request, number, model, chat), context)
            for number, model in models.items()
        ]
        for done in _in_turns(writers):
            end(done)
    finally:
        for model in models.values():
            model.release()
    columns = tuple(ended[number] for number in sorted(ended))
    said = [None if each.written is None else Said(each.written.text) for each in columns]
    return Compared(chat, request.seed, columns, first_differences(said))


def checkpoint_steps(folder: Path, context: JobContext) -> tuple[int, ...]:
    """A job: the steps of the checkpoints of the model in ``folder``, the first one first."""
    return tuple(sorted({**trainer_checkpoints_in(folder), **checkpoints_in(folder)}))


def _opened(request: CompareReplies, column: Column, context: JobContext) -> OpenedModel:
    return open_model.run(
        OpenModel(
            column.folder,
            step=column.step,
            follow_links=column.follow_links,
            precision=request.precision,
            adapter=column.adapter,
            adapter_strength=column.adapter_strength,
            host=request.host,
        ),
        context,
    )


def _asked(request: CompareReplies, number: int, model: OpenedModel, chat: bool) -> WriteText | ReplyToChat:
    settings: Mapping[str, object] = request.columns[number].settings
    sampling = replace(model.defaults, **{**settings, "seed": request.seed})  # type: ignore[arg-type]
    if chat:
        return ReplyToChat(model, (Turn("user", request.prompt),), sampling)
    return WriteText(model, request.prompt, sampling)


class _Reporting(Unreported):
    """Context for the work of one column."""

    def __init__(self, whole: JobContext, column: int) -> None:
        super().__init__(whole)
        self._to, self._column = whole, column

    def emit(self, event: Event) -> None:
        self._to.emit(InColumn(self._column, event))


class _OwnTime:
    """A clock that stands still while others have their turn."""

    def __init__(self) -> None:
        self._before = self._since = 0.0

    def __call__(self) -> float:
        return self._before + time.perf_counter() - self._since

    @contextmanager
    def running(self) -> Iterator[None]:
        self._since = time.perf_counter()
        try:
            yield
        finally:
            self._before = self()


class _Writer:
    """Writes one column, a piece of text a turn."""

    def __init__(self, number: int, column: Column, asked: WriteText | ReplyToChat, whole: JobContext) -> None:
        self._number, self._column = number, column
        self._clock = _OwnTime()
        self._pieces: Generator[None, None, WrittenText] = in_pieces(asked, _Reporting(whole, number), self._clock)

    def take_turn(self) -> ColumnEnded | None:
        """What came of the column, if this was its last turn."""
        try:
            with self._clock.running(), _memory_told(self._column):
                next(self._pieces)
        except StopIteration as end:
            return ColumnEnded(self._number, end.value)
        except StudioError as error:
            return ColumnEnded(self._number, problem=error.message)
        return None


def _in_turns(writers: Sequence[_Writer]) -> Iterator[ColumnEnded]:
    """A piece of text each, one column after the other, until all have ended."""
    left = list(writers)
    while left:
        for writer in tuple(left):
            done = writer.take_turn()
            if done is not None:
                left.remove(writer)
                yield done


@contextmanager
def _memory_told(column: Column) -> Iterator[None]:
    """Turn running out of memory into a StudioError."""
    from gpt_studio.training.run.out_of_memory import ran_out_of_memory

    try:
        yield
    except (RuntimeError, MemoryError) as error:
        if not ran_out_of_memory(error):
            raise
        raise StudioError(
            "compare.memory",
            "Memory ran out while {name} was to write: take fewer columns, smaller models, or close other programs.",
            name=column.name,
        ) from None
