"""``gpt-studio generate``: let a model go on from a prompt."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from gpt_studio.cli.flags import text, with_flags
from gpt_studio.cli.model_flags import add_adapter, add_model, add_writing
from gpt_studio.cli.opening import open_for
from gpt_studio.cli.terminal import Terminal
from gpt_studio.cli.writing_events import go_on


def add_arguments(parser: ArgumentParser) -> None:
    add_model(parser)
    add_adapter(parser)
    parser.add_argument(
        "--prompt", type=text, default="", metavar="TEXT", help="the text to go on from [none: a new text]"
    )
    add_writing(parser)


def run(arguments: Namespace, terminal: Terminal) -> int:
    opened = open_for(terminal, arguments)
    sampling = with_flags(opened.defaults, arguments)
    written = go_on(opened, arguments.prompt, sampling, terminal, top_logprobs=arguments.top_logprobs)
    terminal.write("\n")
    return terminal.finish(written)
