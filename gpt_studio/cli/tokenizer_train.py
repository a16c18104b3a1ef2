"""``gpt-studio tokenizer train``: train a tokenizer on some text."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from gpt_studio.cli.corpus_flags import add_corpus_flags, corpus_of
from gpt_studio.cli.flags import add_flags, path, with_flags
from gpt_studio.cli.terminal import Terminal
from gpt_studio.cli.wording import count
from gpt_studio.jobs.tokenizers import train_tokenizer
from gpt_studio.jobs.tokenizers.train_tokenizer import TokenizerCard, TrainTokenizer
from gpt_studio.tokenization.settings import TokenizerSettings


def add_arguments(parser: ArgumentParser) -> None:
    add_corpus_flags(parser, required=True)
    parser.add_argument("--out", type=path, required=True, metavar="DIR", help="the folder for the tokenizer's files")
    add_flags(parser, TokenizerSettings, "tokenizer")


def run(arguments: Namespace, terminal: Terminal) -> int:
    settings = with_flags(TokenizerSettings(), arguments)
    request = TrainTokenizer(corpus_of(arguments), settings, arguments.out.absolute())
    card = terminal.run(train_tokenizer.run, request)
    return terminal.finish(card, _lines(card))


def _lines(card: TokenizerCard) -> list[str]:
    seen, unseen = card.train_bytes_per_token, card.held_out_bytes_per_token
    return [
        f"{count(card.vocab_size)} tokens in {card.folder}",
        f"bytes per token: {seen:.2f} on the text it learnt from, {unseen:.2f} on text it has not seen",
    ]
