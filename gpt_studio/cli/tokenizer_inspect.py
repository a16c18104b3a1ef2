"""``gpt-studio tokenizer inspect``: show a text as the tokens of a tokenizer."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from gpt_studio.cli.flags import path, text
from gpt_studio.cli.model_flags import add_follow_links
from gpt_studio.cli.terminal import Terminal
from gpt_studio.cli.wording import columns, count
from gpt_studio.jobs.tokenizers import open_tokenizer
from gpt_studio.jobs.tokenizers.open_tokenizer import OpenedTokenizer, OpenTokenizer, SplitResult, SplitText


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("folder", type=path, metavar="DIR", help="a folder with a tokenizer's files, or a model's")
    add_follow_links(parser)
    parser.add_argument("--text", type=text, required=True, metavar="TEXT", help="the text to show")


def run(arguments: Namespace, terminal: Terminal) -> int:
    opened = terminal.run(open_tokenizer.run, OpenTokenizer(arguments.folder.absolute(), arguments.follow_links))
    split = terminal.run(open_tokenizer.split_text, SplitText(opened.tokenizer, arguments.text))
    return terminal.finish(split, _lines(opened, split))


def _lines(opened: OpenedTokenizer, split: SplitResult) -> list[str]:
    rows = [(str(piece.id), repr(piece.text)) for piece in split.pieces]
    packing = f", {split.text_bytes / len(rows):.2f} bytes a token" if rows else ""
    return [
        *columns([("id", "text"), *rows], right=(0,)),
        f"{count(len(rows))} tokens of a vocabulary of {count(opened.vocab_size)}{packing}",
        *map(str, opened.notes),
    ]
