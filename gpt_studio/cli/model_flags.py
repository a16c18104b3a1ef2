"""The arguments of every subcommand that takes a model: its folder, a checkpoint of it, and whether links are safe."""

from __future__ import annotations

from argparse import ArgumentParser

from gpt_studio.cli.flags import path


def add_model(parser: ArgumentParser) -> None:
    parser.add_argument("folder", type=path, metavar="FOLDER", help="a model's folder, or one of its checkpoints")
    parser.add_argument(
        "--step", type=int, metavar="N", help="its checkpoint of this step, instead of the model itself"
    )
    add_follow_links(parser)


def add_follow_links(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--follow-links",
        action="store_true",
        help="links may lead out of their folder, such as to weights on another disk or to more folders with texts: "
        "for folders that you trust",
    )
