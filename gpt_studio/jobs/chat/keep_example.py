"""Keep a conversation of the chat as an example to train on, in a corpus of its own."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from gpt_studio.conversations.examples import examples_file, keep_example
from gpt_studio.conversations.tree import Conversation
from gpt_studio.core.job import JobContext
from gpt_studio.core.naming import unused_name
from gpt_studio.core.paths import Home
from gpt_studio.corpora.corpus import Corpus, write_corpus
from gpt_studio.jobs.corpora import list_corpora, save_corpus
from gpt_studio.jobs.corpora.list_corpora import ListCorpora


@dataclass(frozen=True)
class KeepExample:
    """What is shown of ``conversation`` becomes an example. ``name``: that of the corpus, if there is none yet."""

    home: Home
    conversation: Conversation
    name: str


@dataclass(frozen=True)
class KeptExample:
    """``count`` examples are in ``file`` now, which the corpus called ``corpus`` reads."""

    file: Path
    corpus: str
    count: int


def run(request: KeepExample, context: JobContext) -> KeptExample:
    """Raises StudioError if there is no reply to learn from, or if the disk refuses."""
    count = keep_example(request.home, request.conversation)
    file = examples_file(request.home)
    saved = list_corpora.run(ListCorpora(request.home), context)
    holding = next((each for each in saved if each.corpus is not None and str(file) in each.corpus.sources), None)
    if holding is not None:
        return KeptExample(file, holding.name, count)
    name = unused_name(request.name, [each.name for each in saved])
    write_corpus(save_corpus.path_of(request.home, name), Corpus(name, (str(file),)))
    return KeptExample(file, name, count)
