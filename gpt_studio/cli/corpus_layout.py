"""``gpt-studio corpus layout``: conversations as a training on a model reads them, and what of them it learns."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from itertools import groupby

from gpt_studio.cli.corpus_flags import add_assistant, add_encoding, add_text_field, corpus_of, source
from gpt_studio.cli.flags import path
from gpt_studio.cli.model_flags import add_follow_links
from gpt_studio.cli.terminal import Terminal
from gpt_studio.jobs.corpora import lay_out_conversations
from gpt_studio.jobs.corpora.lay_out_conversations import LaidOutConversation, LayOutConversations

_SHOWN = 3
_MOST = 100_000


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "corpus", nargs="+", type=source, metavar="PATH", help="files and folders, or the name of one saved corpus"
    )
    parser.add_argument(
        "--base", type=path, required=True, metavar="DIR", help="the model that a training would go on from"
    )
    parser.add_argument(
        "--count",
        type=int,
        choices=range(1, _MOST + 1),
        default=_SHOWN,
        metavar="N",
        help=f"how many conversations, from the first on [{_SHOWN}]",
    )
    add_text_field(parser)
    add_assistant(parser)
    add_encoding(parser)
    add_follow_links(parser)


def run(arguments: Namespace, terminal: Terminal) -> int:
    request = LayOutConversations(
        corpus_of(arguments), arguments.base.absolute(), arguments.count, arguments.follow_links
    )
    made = terminal.run(lay_out_conversations.run, request)
    lines = [_line(each) for each in made.conversations]
    if made.added_tokens:
        tokens = ", ".join(made.added_tokens)
        lines.append(f"The model has no chat template: it gets {tokens}, which begin and end a turn (ChatML).")
    return terminal.finish(made, lines)


def _line(made: LaidOutConversation) -> str:
    """The conversation on one line, what is learnt between « and »."""
    if made.refused:
        return f"Left out, because the chat template refuses it: {made.refused}"
    parts = []
    for learnt, group in groupby(zip(made.mask, made.pieces, strict=True), key=lambda pair: pair[0]):
        text = "".join(piece for _, piece in group)
        parts.append(f"«{text}»" if learnt else text)
    return f"{''.join(parts)}\n({sum(made.mask)} of {len(made.ids)} tokens are learnt)"
