"""``gpt-studio compare``: let several models write after the same words, and say where they begin to differ."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator

from gpt_studio.cli.display import Describe, Seen, Step, describe
from gpt_studio.cli.flags import given_flags, path, text
from gpt_studio.cli.model_flags import add_follow_links, add_precision, add_sampling
from gpt_studio.cli.terminal import Terminal
from gpt_studio.cli.wording import count
from gpt_studio.cli.writing_events import speed_of
from gpt_studio.core.events import Event
from gpt_studio.inference.sampling_settings import Sampling
from gpt_studio.jobs.chat import compare_replies
from gpt_studio.jobs.chat.compare_replies import Column, ColumnEnded, Compared, CompareReplies, InColumn, WritingBegins
from gpt_studio.jobs.models.open_model import LoadingStep

_SEED = 1
_SHOWN = 40  # characters before a difference


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "folders",
        type=path,
        nargs="+",
        metavar="FOLDER",
        help="two to four models, checkpoints or adapters; the same one may stand twice",
    )
    parser.add_argument(
        "--prompt",
        type=text,
        required=True,
        metavar="TEXT",
        help="a message, if all of them can answer one; else the text to go on from",
    )
    parser.add_argument("--as-text", action="store_true", help="go on from the prompt as a text in any case")
    add_follow_links(parser)
    add_precision(parser)
    add_sampling(parser)


def run(arguments: Namespace, terminal: Terminal) -> int:
    settings = given_flags(arguments, Sampling)
    seed = settings.pop("seed", None)
    columns = tuple(
        Column(folder.absolute(), settings=settings, follow_links=arguments.follow_links)
        for folder in arguments.folders
    )
    request = CompareReplies(
        columns,
        arguments.prompt,
        _SEED if seed is None else seed,
        chat=not arguments.as_text,
        precision=arguments.precision,
    )
    done = terminal.run(compare_replies.run, request, _progress(columns))
    code = terminal.finish(done, _lines(columns, done))
    return code or int(any(each.written is None for each in done.columns))


def _progress(columns: tuple[Column, ...]) -> Describe:
    """The steps, and which columns cannot write. The texts come at the end, one after the other."""

    def seen(event: Event) -> Seen:
        match event:
            case WritingBegins():
                return Step(f"Writing {len(columns)} texts", None)
            case ColumnEnded(problem=problem) if problem is not None:
                return f"{columns[event.column].name}: {problem}"
            case InColumn(happened=LoadingStep(done=False)):
                return Step(f"Opening {columns[event.column].name}", None)
        return describe(event)

    return seen


def _lines(columns: tuple[Column, ...], done: Compared) -> Iterator[str]:
    for number, (column, ended) in enumerate(zip(columns, done.columns, strict=True)):
        yield f"{number + 1}. {column.name}"
        if ended.written is None:
            yield f"   {ended.problem}"
        else:
            yield ended.written.text.strip("\n")
            yield speed_of(ended.written)
        yield ""
    for number, (ended, place) in enumerate(zip(done.columns, done.differ_at, strict=True)):
        if number and ended.written is not None:
            yield _difference(number, ended.written.text, place)


def _difference(number: int, written: str, place: int | None) -> str:
    if place is None:
        return f"{number + 1} says the same as the first one."
    before = " ".join(written[max(0, place - _SHOWN) : place].split())
    after = f", after “{before}”" if before else ""
    return f"{number + 1} differs from the first one from character {count(place + 1)} on{after}."
