"""``gpt-studio score``: how likely a model finds a text, token by token."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from gpt_studio.cli.flags import path, text
from gpt_studio.cli.model_flags import add_adapter, add_model, add_precision
from gpt_studio.cli.opening import open_for
from gpt_studio.cli.terminal import Terminal
from gpt_studio.cli.wording import columns, count
from gpt_studio.core.errors import StudioError
from gpt_studio.core.limits import SCORED_BYTES
from gpt_studio.core.regular_file import read_regular
from gpt_studio.jobs.chat import score_text
from gpt_studio.jobs.chat.score_text import ScoredText, ScoreText


def add_arguments(parser: ArgumentParser) -> None:
    add_model(parser)
    add_adapter(parser)
    add_precision(parser)
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--text", type=text, metavar="TEXT", help="the text to score")
    which.add_argument("--file", type=path, metavar="FILE", help="a file with the text, in UTF-8")


def run(arguments: Namespace, terminal: Terminal) -> int:
    written = arguments.text if arguments.file is None else _read(arguments.file)
    opened = open_for(terminal, arguments)
    scored = terminal.run(score_text.run, ScoreText(opened, written))
    return terminal.finish(scored, _lines(scored))


def _read(file: Path) -> str:
    try:
        return read_regular(file, SCORED_BYTES).decode("utf-8")
    except UnicodeDecodeError as error:
        raise StudioError(
            "score.not_utf8",
            "{file} is not UTF-8, from byte {place} on: convert it first.",
            file=file,
            place=error.start,
        ) from error


def _lines(scored: ScoredText) -> list[str]:
    rows = [
        (str(each.id), repr(each.text), "" if each.logprob is None else f"{each.logprob:.4f}") for each in scored.tokens
    ]
    return [
        *columns([("id", "text", "log-probability"), *rows], right=(0, 2)),
        f"{count(len(rows))} tokens, {scored.nats:.3f} nats, {scored.bits_per_byte:.4f} bits per byte, perplexity "
        f"{scored.perplexity:.2f}",
    ]
