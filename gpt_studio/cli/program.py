"""The command line: reads the arguments, runs the subcommand, and turns what happened into an exit code."""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from typing import Any, TextIO

from gpt_studio import __version__
from gpt_studio.cli.command import Command
from gpt_studio.cli.flags import path
from gpt_studio.cli.registry import COMMANDS, GROUPS
from gpt_studio.cli.terminal import INTERRUPTED, OutputError, Terminal, output_explained
from gpt_studio.cli.wording import harmless
from gpt_studio.core.errors import Message, StudioError
from gpt_studio.core.job import JobCancelled
from gpt_studio.core.paths import find_home

FAILED = 1


def parse(argv: Sequence[str]) -> Namespace:
    """Read the arguments: ``command`` is a :class:`Command`, or None for the window. Exits with 2 on wrong usage."""
    parser = ArgumentParser(
        prog="gpt-studio",
        description="Make a GPT of your own: text, tokenizer, training, and chat. Without a subcommand the window "
        "opens.",
    )
    parser.add_argument("--version", action="version", version=f"gpt-studio {__version__}")
    parser.add_argument("--self-test", action="store_true", help="try the whole program in a temporary folder")
    parser.set_defaults(command=None, json=False, home=None)
    _add_common(parser)
    _add_commands(parser)
    arguments = parser.parse_args(argv)
    if arguments.command is None and arguments.json:
        parser.error("--json needs a subcommand")
    if arguments.command is not None and arguments.self_test:
        parser.error("--self-test goes without a subcommand")
    return arguments


def run_command(arguments: Namespace) -> int:
    """Run the chosen subcommand and return the exit code."""
    terminal = Terminal(find_home(arguments.home), as_json=arguments.json)
    try:
        return _flushed(arguments.command.load().run(arguments, terminal))
    except OutputError as error:
        return _close_quietly(fail(error))
    except StudioError as error:
        return fail(error)
    except BrokenPipeError:
        return _close_quietly(INTERRUPTED)
    except (JobCancelled, KeyboardInterrupt):
        return INTERRUPTED


def fail(error: StudioError) -> int:
    """Print the error on standard error and return the exit code."""
    with contextlib.suppress(OSError):
        print(f"gpt-studio: {harmless(str(error))}", file=sys.stderr)
    return FAILED


def mention(message: Message | None) -> None:
    """Print ``message`` on standard error, if there is one."""
    if message is not None:
        print(f"gpt-studio: {message}", file=sys.stderr)


def make_streams_safe() -> None:
    """Prevent encoding errors: files and pipes get UTF-8, a console a replacement for what it cannot show."""
    _open_closed_streams()
    for stream in (sys.stdout, sys.stderr, sys.stdin):
        reconfigure: Callable[..., None] | None = getattr(stream, "reconfigure", None)
        if reconfigure is None:
            continue
        if stream.isatty():
            reconfigure(errors="replace")
        else:
            reconfigure(encoding="utf-8", errors="replace")


def _open_closed_streams() -> None:
    """Open the null device for standard streams that the caller closed (``>&-``). Otherwise the next file that is
    opened gets the number of one, and what a library writes to standard error ends in that file."""
    for number, (name, mode) in enumerate((("stdin", "r"), ("stdout", "w"), ("stderr", "w"))):
        try:
            os.fstat(number)
        except OSError:
            os.set_inheritable(os.open(os.devnull, os.O_RDWR), True)  # for helper processes too
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(number, mode, encoding="utf-8", closefd=False))


def _add_commands(parser: ArgumentParser) -> None:
    top = parser.add_subparsers(title="subcommands", metavar="SUBCOMMAND", parser_class=_LazyParser)
    groups: dict[str, Any] = {}
    for command in COMMANDS:
        where = top
        if len(command.words) == 2:
            group = command.words[0]
            if group not in groups:
                group_parser = top.add_parser(group, help=GROUPS[group], description=GROUPS[group].capitalize() + ".")
                groups[group] = group_parser.add_subparsers(
                    title="subcommands", metavar="SUBCOMMAND", required=True, parser_class=_LazyParser
                )
            where = groups[group]
        added = where.add_parser(command.words[-1], help=command.help, description=_sentence(command.help))
        added.fill_with(command)


class _LazyParser(ArgumentParser):
    """A subcommand's parser, whose flags are made only when that subcommand is used: making them imports its job."""

    _waiting: Command | None = None

    def fill_with(self, command: Command) -> None:
        self._waiting = command

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        if self._waiting is not None:
            command, self._waiting = self._waiting, None
            _add_common(self)
            command.load().add_arguments(self)
            self.set_defaults(command=command)
        return super().parse_known_args(args, namespace)


def _add_common(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--json",
        action="store_true",
        default=argparse.SUPPRESS,
        help="print events and the result as JSON, one object a line, on standard output",
    )
    parser.add_argument(
        "--home",
        type=path,
        metavar="DIR",
        default=argparse.SUPPRESS,
        help="your folder of corpora, tokenizers and models (otherwise GPT_STUDIO_HOME, or ~/GPT Studio)",
    )


def _sentence(phrase: str) -> str:
    return phrase[0].upper() + phrase[1:] + "."


def _flushed(code: int) -> int:
    with output_explained():
        sys.stdout.flush()
    return code


def _close_quietly(code: int) -> int:
    """``code``, after sending unwritable output to the null device, so that Python reports nothing when it exits."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    streams: tuple[TextIO, ...] = (sys.stdout, sys.stderr)
    for stream in streams:
        try:
            stream.flush()
        except OSError:
            os.dup2(nowhere, stream.fileno())
    return code
