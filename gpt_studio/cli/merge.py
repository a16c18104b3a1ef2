"""``gpt-studio merge``: merge an adapter into its model."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from gpt_studio.cli.flags import path
from gpt_studio.cli.model_flags import add_follow_links, add_strength
from gpt_studio.cli.terminal import Terminal
from gpt_studio.cli.wording import count, size
from gpt_studio.jobs.models import merge_adapter
from gpt_studio.jobs.models.merge_adapter import MergeAdapter


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("base", type=path, metavar="BASE", help="the folder of the model")
    parser.add_argument("adapter", type=path, metavar="ADAPTER", help="the folder of the adapter")
    parser.add_argument("--out", type=path, required=True, metavar="DIR", help="the folder of the merged model")
    add_strength(parser)
    add_follow_links(parser)


def run(arguments: Namespace, terminal: Terminal) -> int:
    request = MergeAdapter(
        arguments.base.absolute(),
        arguments.adapter.absolute(),
        arguments.out.absolute(),
        arguments.adapter_strength,
        arguments.follow_links,
    )
    merged = terminal.run(merge_adapter.run, request)
    return terminal.finish(merged, [f"{merged.folder} ({count(merged.parameters)} parameters, {size(merged.size)})"])
