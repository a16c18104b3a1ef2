"""Try a password on a file of a corpus."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from gpt_studio.core.errors import say
from gpt_studio.core.events import Progress
from gpt_studio.core.job import JobContext
from gpt_studio.corpora.corpus import Corpus
from gpt_studio.corpora.scan import FileReport, scan
from gpt_studio.corpora.sources import Source


@dataclass(frozen=True)
class UnlockFile:
    """``path`` is a file of ``corpus``, which keeps the text that is taken out of it. The password is kept nowhere."""

    path: str
    corpus: Corpus
    password: str = field(repr=False)


def run(request: UnlockFile, context: JobContext) -> FileReport:
    """What is in the file. Its ``needs_password`` says that it did not open."""

    def progressed(source: Source, fraction: float) -> None:
        name = source.path.name if source.path is not None else ""
        context.emit(Progress(say("corpus.reading_file", "Reading {name}", name=name), fraction))

    alone = with_password(replace(request.corpus, sources=(request.path,)), request.path, request.password)
    return next(scan(alone, context, progressed=progressed))


def with_password(corpus: Corpus, path: str, password: str) -> Corpus:
    """``corpus`` as it is read with the password of one more file, if its texts are kept anywhere."""
    if corpus.texts is None:
        return corpus
    passwords = {**corpus.texts.passwords, path: password}
    return replace(corpus, texts=replace(corpus.texts, passwords=passwords))
