"""``gpt-studio generate``: let a model go on from a prompt, or from each prompt of a file."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace

from gpt_studio.cli.flags import path, text, with_flags
from gpt_studio.cli.model_flags import add_adapter, add_model, add_writing
from gpt_studio.cli.opening import open_for
from gpt_studio.cli.terminal import Terminal
from gpt_studio.cli.wording import count
from gpt_studio.cli.writing_events import go_on
from gpt_studio.core.errors import StudioError
from gpt_studio.inference.sampling_settings import Sampling
from gpt_studio.jobs.chat import write_many
from gpt_studio.jobs.chat.write_many import WriteMany
from gpt_studio.jobs.models.open_model import OpenedModel

_MOST_AT_A_TIME = 1_000


def add_arguments(parser: ArgumentParser) -> None:
    add_model(parser)
    add_adapter(parser)
    which = parser.add_mutually_exclusive_group()
    which.add_argument(
        "--prompt", type=text, default="", metavar="TEXT", help="the text to go on from [none: a new text]"
    )
    which.add_argument(
        "--prompts",
        type=path,
        metavar="FILE",
        help='go on from each line of a file instead; of JSON Lines (.jsonl) from each "prompt"',
    )
    parser.add_argument(
        "--out",
        type=path,
        metavar="FILE",
        help="with --prompts: where the texts go, as a table (.csv) or as JSON Lines (.jsonl); a file that is there "
        "already is gone on with",
    )
    parser.add_argument(
        "--batch",
        type=_batch,
        default=WriteMany.batch,
        metavar="N",
        help=f"with --prompts: write so many texts at the same time [{WriteMany.batch}]",
    )
    add_writing(parser)


def run(arguments: Namespace, terminal: Terminal) -> int:
    if (arguments.prompts is None) is not (arguments.out is None):
        raise StudioError("generate.two_files", "--prompts and --out go together: give both, or --prompt alone.")
    opened = open_for(terminal, arguments)
    sampling = with_flags(opened.defaults, arguments)
    if arguments.prompts is not None:
        return _many(opened, sampling, arguments, terminal)
    written = go_on(opened, arguments.prompt, sampling, terminal, top_logprobs=arguments.top_logprobs)
    terminal.write("\n")
    return terminal.finish(written)


def _many(opened: OpenedModel, sampling: Sampling, arguments: Namespace, terminal: Terminal) -> int:
    request = WriteMany(opened, arguments.prompts, arguments.out, sampling, arguments.batch)
    done = terminal.run(write_many.run, request)
    before = f", {count(done.found)} of them were there before" if done.found else ""
    return terminal.finish(done, [f"{count(done.texts)} texts in {done.out}{before}"])


def _batch(written: str) -> int:
    value = int(written)
    if not 1 <= value <= _MOST_AT_A_TIME:
        raise ArgumentTypeError(f"{written} is not from 1 to {_MOST_AT_A_TIME}")
    return value
