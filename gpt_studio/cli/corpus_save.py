"""``gpt-studio corpus save``: save a choice of texts, and how they are cleaned, under a name."""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace

from gpt_studio.cli.corpus_flags import add_assistant, add_encoding, add_text_field, source, sources_of, with_reading
from gpt_studio.cli.flags import add_flags, text, with_flags
from gpt_studio.cli.model_flags import add_follow_links
from gpt_studio.cli.terminal import Terminal
from gpt_studio.core.errors import StudioError
from gpt_studio.core.naming import clashing_path
from gpt_studio.corpora.cleaning import Cleaning
from gpt_studio.corpora.corpus import Corpus
from gpt_studio.corpora.sources import SAMPLE
from gpt_studio.jobs.corpora import save_corpus
from gpt_studio.jobs.corpora.save_corpus import SaveCorpus, SavedCorpus


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("name", type=text, metavar="NAME", help="the name of the corpus; --corpus takes it afterwards")
    parser.add_argument(
        "corpus", nargs="+", type=source, metavar="PATH", help="text files and folders; sample: is the built-in sample"
    )
    parser.add_argument(
        "--replace", action="store_true", help="take the place of the corpus that has this name already"
    )
    add_text_field(parser)
    add_assistant(parser)
    add_encoding(parser)
    add_follow_links(parser)
    add_flags(parser, Cleaning, "cleaning")


def run(arguments: Namespace, terminal: Terminal) -> int:
    sources = sources_of(arguments.corpus)
    for place in sources:
        if place != SAMPLE and not os.path.lexists(place):
            raise StudioError("corpus.no_such_source", "There is nothing at {path}: check its name.", path=place)
    chosen = Corpus(name=arguments.name.strip(), sources=sources, cleaning=with_flags(Cleaning(), arguments))
    corpus = with_reading(chosen, arguments)
    there = clashing_path(save_corpus.path_of(terminal.home, corpus.name)) if arguments.replace else None
    replacing = there.stem if there is not None else ""
    saved = terminal.run(save_corpus.run, SaveCorpus(terminal.home, corpus, replacing))
    return terminal.finish(saved, _lines(saved))


def _lines(saved: SavedCorpus) -> list[str]:
    name = saved.corpus.name
    return [f"{saved.path}", f'Train on it with: --corpus "{name}"']
