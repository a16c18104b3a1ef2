"""Train a tokenizer on the training part of a corpus, save it, and measure its bytes per token."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from gpt_studio.artifacts.open_tokenizer import open_tokenizer
from gpt_studio.artifacts.quarantine import Quarantine
from gpt_studio.core.errors import Message, say
from gpt_studio.core.events import Log, Progress
from gpt_studio.core.job import JobContext, Unreported
from gpt_studio.core.naming import refuse_clash, unused
from gpt_studio.core.regular_file import links_followed
from gpt_studio.corpora.corpus import Corpus, iter_documents, text_bytes
from gpt_studio.corpora.documents import Document
from gpt_studio.corpora.mixture import TrainingText, corpora_of
from gpt_studio.dataset.split import split
from gpt_studio.tokenization.files import save_tokenizer
from gpt_studio.tokenization.inspect import bytes_per_token
from gpt_studio.tokenization.settings import TokenizerSettings
from gpt_studio.tokenization.tokenizer import Tokenizer
from gpt_studio.tokenization.train import TrainedTokenizer, train_on_sample, train_tokenizer

_PIECE_CHARACTERS = 100_000
MEASURED_CHARACTERS = 1_000_000
FITTING_VOCABULARY = (512, 32_768)
_KIBI = 1024
_LONGEST_NAME = 60  # of the corpus in the name of its tokenizer


@dataclass(frozen=True)
class TrainTokenizer:
    """``folder`` is where the tokenizer's files go, usually ``<home>/tokenizers/<name>``.

    ``named_after``: the name of the corpus if the folder's name is the one that :func:`suggested_name` gives for the
    size that is asked for. If the text supports only a smaller one, the folder beside it is used that is named by that.
    """

    corpus: Corpus
    settings: TokenizerSettings
    folder: Path
    named_after: str = ""


@dataclass(frozen=True)
class TokenizerCard:
    """The measures of a trained tokenizer. The more bytes per token, the fewer tokens a text takes.

    ``wanted_vocab_size`` is the size that was asked for if the text supports only a smaller one, else 0.
    ``text_bytes`` and ``sample_bytes``: the size of the training text and of the sample of it that the tokenizer learnt
    from; 0 if it was not trained now.
    """

    folder: Path
    vocab_size: int
    special_tokens: tuple[str, ...]
    train_bytes_per_token: float
    held_out_bytes_per_token: float
    wanted_vocab_size: int = 0
    text_bytes: int = 0
    sample_bytes: int = 0

    @property
    def is_of_sample(self) -> bool:
        """Whether the tokenizer learnt from a part of the text."""
        return self.sample_bytes < self.text_bytes


def run(request: TrainTokenizer, context: JobContext) -> TokenizerCard:
    """Train, save and measure. A vocabulary larger than the text supports is reduced to what it supports, with a note.

    Raises StudioError for an empty corpus, for settings that cannot work, and for a name that clashes with another.
    """
    trained, folder = train_and_save(request, context)
    measured = measured_card(folder, trained.tokenizer, request.corpus)
    card = replace(measured, text_bytes=trained.text_bytes, sample_bytes=trained.sample_bytes)
    wanted = request.settings.vocab_size
    if card.vocab_size >= wanted:
        return card
    card = replace(card, wanted_vocab_size=wanted)
    context.emit(Log(smaller_vocabulary(card, request.settings.min_frequency), "warning"))
    return card


def train_and_save(request: TrainTokenizer, context: JobContext) -> tuple[TrainedTokenizer, Path]:
    """The part of :func:`run` before the measuring, which takes as long: the tokenizer and its folder."""
    refuse_clash(request.folder)
    trained = train_on_sample(_texts(request.corpus, context, held_out=False), request.settings, context)
    tokenizer = trained.tokenizer
    context.raise_if_cancelled()
    folder = request.folder
    if request.named_after and tokenizer.vocab_size < request.settings.vocab_size:
        folder = unused(folder.parent / suggested_name(request.named_after, tokenizer.vocab_size))
    save_tokenizer(tokenizer, folder)
    context.emit(Log(say("tokenizer.saved", "The tokenizer is saved in {folder}.", folder=folder)))
    return trained, folder


def smaller_vocabulary(card: TokenizerCard, min_frequency: int) -> Message:
    """The note that the text supports fewer tokens than the person wanted."""
    supported, wanted = card.vocab_size, card.wanted_vocab_size
    if card.is_of_sample:
        return say(
            "tokenizer.vocab_smaller_sample",
            "The sample of the text supports a vocabulary of {supported}, not of {wanted}, with pairs that occur at "
            "least {min_frequency} times: the tokenizer has {supported} tokens. For more, let it learn from more text.",
            supported=supported,
            wanted=wanted,
            min_frequency=min_frequency,
        )
    return say(
        "tokenizer.vocab_smaller",
        "The text supports a vocabulary of {supported}, not of {wanted}, with pairs that occur at least "
        "{min_frequency} times: the tokenizer has {supported} tokens. For more, add text.",
        supported=supported,
        wanted=wanted,
        min_frequency=min_frequency,
    )


@dataclass(frozen=True)
class ProposeVocabulary:
    """Ask which vocabulary size suits ``corpus``."""

    corpus: Corpus


def propose_vocabulary(request: ProposeVocabulary, context: JobContext) -> int:
    """A vocabulary size that follows from the sizes of the files, which are not read."""
    return fitting_vocabulary(text_bytes(request.corpus, context))


def fitting_vocabulary(characters: int) -> int:
    """A vocabulary size for a text of that many characters: a power of two near its square root, within limits."""
    entries: int = 2 ** round(math.log2(max(characters, 1) ** 0.5))
    smallest, largest = FITTING_VOCABULARY
    return min(max(entries, smallest), largest)


def suggested_name(corpus: str, vocab_size: int) -> str:
    """A name for a tokenizer of that size trained on the corpus of that name, for example ``Tales 8k``."""
    size = f"{vocab_size // _KIBI}k" if vocab_size % _KIBI == 0 else str(vocab_size)
    return f"{corpus[:_LONGEST_NAME].strip(' .')} {size}"


@dataclass(frozen=True)
class MeasureTokenizer:
    """Ask how well the tokenizer in ``folder`` packs ``corpus``, on which it need not have been trained.
    ``follow_links``: links in ``folder`` may lead to files anywhere."""

    folder: Path
    corpus: Corpus
    follow_links: bool = False


def measure(request: MeasureTokenizer, context: JobContext) -> TokenizerCard:
    """Raises StudioError if the folder holds no tokenizer or the corpus no text."""
    with Quarantine() as quarantine, links_followed(request.folder, request.follow_links):
        tokenizer = open_tokenizer(request.folder, quarantine)
    context.raise_if_cancelled()
    return measured_card(request.folder, tokenizer, request.corpus, context)


def fitting_tokenizer(text: TrainingText, context: JobContext) -> Tokenizer:
    """Train a tokenizer that fits ``text``, for a run that has none.

    It reads each corpus of a mixture once, whatever its weight: so it does not change when the weights do.
    """
    size = sum(len(part) for part in _texts_of_all(text, Unreported(context)))
    settings = TokenizerSettings(vocab_size=fitting_vocabulary(size))
    context.emit(
        Log(
            say(
                "tokenizer.chosen",
                "Training a tokenizer with {entries:,} entries on the text.",
                entries=settings.vocab_size,
            )
        )
    )
    return train_tokenizer(_texts_of_all(text, context), settings, context)


def measured_card(
    folder: Path, tokenizer: Tokenizer, corpus: Corpus, context: JobContext | None = None
) -> TokenizerCard:
    """The card of ``tokenizer`` with bytes per token on both parts of ``corpus``, at most a million characters each.

    ``context`` hears how far it has come, and can cancel it.
    """
    watched = context or JobContext()
    return TokenizerCard(
        folder=folder,
        vocab_size=tokenizer.vocab_size,
        special_tokens=tuple(tokenizer.special_ids),
        train_bytes_per_token=bytes_per_token(tokenizer, _measured(corpus, watched, held_out=False)),
        held_out_bytes_per_token=bytes_per_token(tokenizer, _measured(corpus, watched, held_out=True)),
    )


def _measured(corpus: Corpus, context: JobContext, *, held_out: bool) -> Iterator[str]:
    """The texts to measure on, in pieces after each of which it is told how far it has come."""
    room = MEASURED_CHARACTERS
    said = say("tokenizer.measuring", "Counting the tokens of the corpus")
    for text in _texts(corpus, Unreported(context), held_out=held_out):
        taken = text[:room]
        for begin in range(0, len(taken), _PIECE_CHARACTERS):
            context.raise_if_cancelled()
            yield taken[begin : begin + _PIECE_CHARACTERS]
        room -= len(taken)
        context.emit(Progress(said, (held_out + 1 - room / MEASURED_CHARACTERS) / 2))
        if room <= 0:
            break


def _texts_of_all(text: TrainingText, context: JobContext) -> Iterator[str]:
    for corpus in corpora_of(text):
        yield from _texts(corpus, context, held_out=False)


def _texts(corpus: Corpus, context: JobContext, *, held_out: bool) -> Iterator[str]:
    """The texts of one part of the corpus. A conversation gives one text per turn.

    Near duplicates are not looked for (dataset/split.py): a tokenizer learns nothing by heart. Where all of a few short
    documents are held out, the training part is all of them: dataset/encode.py divides their tokens then.
    """
    found = held_out
    for document in iter_documents(corpus, context):
        part = split(document)[1 if held_out else 0]
        if part is not None:
            found = True
            yield from _texts_of(part)
    if not found:
        for document in iter_documents(corpus, context):
            yield from _texts_of(document)


def _texts_of(document: Document) -> Iterator[str]:
    if document.text:
        yield document.text
    yield from (turn.text for turn in document.turns)
