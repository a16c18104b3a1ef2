"""``gpt-studio tokenizer train``: train a tokenizer on some text."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from dataclasses import replace

from gpt_studio.cli.corpus_flags import add_corpus_flags, corpus_of
from gpt_studio.cli.flags import add_flags, given_flags, path, with_flags
from gpt_studio.cli.model_flags import add_follow_links
from gpt_studio.cli.terminal import Terminal
from gpt_studio.cli.wording import count
from gpt_studio.jobs.tokenizers import train_tokenizer
from gpt_studio.jobs.tokenizers.train_tokenizer import ProposeVocabulary, TokenizerCard, TrainTokenizer
from gpt_studio.tokenization.settings import TokenizerSettings


def add_arguments(parser: ArgumentParser) -> None:
    add_corpus_flags(parser, required=True)
    add_follow_links(parser)
    parser.add_argument("--out", type=path, required=True, metavar="DIR", help="the folder for the tokenizer's files")
    add_flags(parser, TokenizerSettings, "tokenizer", defaults={"vocab_size": "follows from the size of the text"})


def run(arguments: Namespace, terminal: Terminal) -> int:
    corpus, settings = corpus_of(arguments), with_flags(TokenizerSettings(), arguments)
    if "vocab_size" not in given_flags(arguments, TokenizerSettings):
        proposed = terminal.run(train_tokenizer.propose_vocabulary, ProposeVocabulary(corpus))
        settings = replace(settings, vocab_size=proposed)
    request = TrainTokenizer(corpus, settings, arguments.out.absolute())
    card = terminal.run(train_tokenizer.run, request)
    return terminal.finish(card, _lines(card))


def _lines(card: TokenizerCard) -> list[str]:
    seen, unseen = card.train_bytes_per_token, card.held_out_bytes_per_token
    return [
        f"{count(card.vocab_size)} tokens in {card.folder}",
        f"bytes per token: {seen:.2f} on the text it learnt from, {unseen:.2f} on text it has not seen",
    ]
