"""Lay out conversations of a corpus as a training on a model would, and say which of their tokens are learnt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from gpt_studio.core.errors import Message, StudioError
from gpt_studio.core.job import JobContext
from gpt_studio.corpora.corpus import Corpus, iter_documents
from gpt_studio.corpora.documents import Turn
from gpt_studio.corpora.mixture import TrainingText


@dataclass(frozen=True)
class LayOutConversations:
    """The first ``count`` conversations of ``corpus``, for the model in ``base``. ``follow_links``: links in its folder
    may lead to files anywhere. ``everything``: all of them is learnt, and not only what the assistant says."""

    corpus: TrainingText
    base: Path
    count: int = 3
    follow_links: bool = False
    everything: bool = False


@dataclass(frozen=True)
class LaidOutConversation:
    """``ids`` with, for each of them, its text in ``pieces`` and whether it is learnt in ``mask`` (1 or 0). A character
    of several tokens belongs to the last of them.

    If the model's chat template refuses the conversation, all three are empty and ``refused`` says why.
    """

    ids: tuple[int, ...] = ()
    mask: tuple[int, ...] = ()
    pieces: tuple[str, ...] = ()
    refused: Message | str = ""


@dataclass(frozen=True)
class LaidOutConversations:
    """``added_tokens``: those that the model would get, because it has no chat template and lacks them."""

    conversations: tuple[LaidOutConversation, ...]
    added_tokens: tuple[str, ...] = ()


def run(request: LayOutConversations, context: JobContext) -> LaidOutConversations:
    """Raises StudioError if the corpus holds no conversations, or the model cannot be read."""
    from gpt_studio.artifacts.chat_layout import ChatLayout
    from gpt_studio.artifacts.find_model import found_model
    from gpt_studio.artifacts.quarantine import Quarantine
    from gpt_studio.artifacts.validate import check_language, read_config
    from gpt_studio.tokenization.chat_tokens import lacking, with_chat_tokens
    from gpt_studio.tokenization.conversation import CHATML, Refused
    from gpt_studio.tokenization.stream import pieces_of

    talks = list(islice(_conversations(request.corpus, context), request.count))
    if not talks:
        raise StudioError(
            "layout.no_conversations",
            "The corpus “{name}” holds no conversations: choose files with messages, or with prompts and answers.",
            name=request.corpus.name,
        )
    with Quarantine() as quarantine, found_model(request.base, follow_links=request.follow_links) as place:
        language = check_language(place.folder, read_config(place.folder), quarantine)
        tokenizer, added = language.tokenizer, tuple[str, ...]()
        if language.chat_template is None and (added := lacking(tokenizer)):
            tokenizer = with_chat_tokens(tokenizer)
        template = language.chat_template.source if language.chat_template else CHATML
        layout = ChatLayout(template, tokenizer, quarantine)
        made = []
        for laid_out in layout.lay_out(talks, replies=not request.everything):
            if isinstance(laid_out, Refused):
                made.append(LaidOutConversation(refused=laid_out.reason))
                continue
            learnt = (True,) * len(laid_out.ids) if request.everything else laid_out.learnt
            mask = tuple(map(int, learnt or ()))
            made.append(LaidOutConversation(laid_out.ids, mask, pieces_of(laid_out.ids, tokenizer)))
    return LaidOutConversations(tuple(made), added)


def _conversations(text: TrainingText, context: JobContext) -> Iterator[tuple[Turn, ...]]:
    for corpus in (text,) if isinstance(text, Corpus) else tuple(part.corpus for part in text.parts):
        yield from (each.turns for each in iter_documents(corpus, context) if each.turns)
