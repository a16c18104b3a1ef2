"""The same questions answered by a model before and after it was tuned."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from gpt_studio.artifacts.chat_layout import ChatLayout
from gpt_studio.core.errors import StudioError
from gpt_studio.core.job import JobContext
from gpt_studio.corpora.corpus import Corpus, iter_documents
from gpt_studio.corpora.documents import Turn
from gpt_studio.corpora.mixture import TrainingText
from gpt_studio.inference.generate import generate
from gpt_studio.inference.sampling_settings import Sampling
from gpt_studio.inference.session import Session
from gpt_studio.jobs.training.live_sample import engine_of, readable
from gpt_studio.models.contract import LanguageModel
from gpt_studio.tokenization.tokenizer import Tokenizer
from gpt_studio.training.events import Answer, AnswersCompared

_QUESTIONS, _AMONG = 3, 30
_LONGEST = 64  # tokens of an answer
_LOOKED_AT = 500  # documents


@dataclass(frozen=True)
class Questions:
    """Prompts laid out as in the chat."""

    texts: tuple[str, ...]
    prompts: tuple[tuple[int, ...], ...]
    tokenizer: Tokenizer

    def answered(self, model: LanguageModel) -> list[str]:
        """The likeliest answer of ``model`` to each, up to the first special token."""
        model.eval()
        stops = tuple(self.tokenizer.special_ids.values())
        sampling = Sampling(temperature=0.0, max_new_tokens=_LONGEST)
        engine = engine_of(model)
        answers = []
        for prompt in self.prompts:
            ids = [step.token for step in generate(Session(engine), prompt, sampling, stops)]
            answers.append(readable(ids, self.tokenizer).strip() if ids else "")
        return answers


def questions_of(text: TrainingText, tokenizer: Tokenizer, layout: ChatLayout, context: JobContext) -> Questions:
    """The first turns of some of the first conversations; none where the text holds no conversation there."""
    found = list(islice(_beginnings(text, context), _AMONG))
    prompts: dict[str, tuple[int, ...]] = {}
    for turns in found[:: max(1, len(found) // _QUESTIONS)]:
        with contextlib.suppress(StudioError):  # what the template refuses is no question
            prompts[turns[-1].text] = layout.prompt(turns)[0]
    chosen = list(prompts.items())[:_QUESTIONS]
    return Questions(tuple(text for text, _ in chosen), tuple(ids for _, ids in chosen), tokenizer)


def _beginnings(text: TrainingText, context: JobContext) -> Iterator[list[Turn]]:
    """What stands before the first reply of each conversation. Looks at the beginning of the text only."""
    for corpus in (text,) if isinstance(text, Corpus) else (part.corpus for part in text.parts):
        for document in islice(iter_documents(corpus, context), _LOOKED_AT):
            replies = [place for place, turn in enumerate(document.turns) if turn.role == "assistant"]
            if replies and replies[0] > 0 and document.turns[replies[0] - 1].role == "user":
                yield list(document.turns[: replies[0]])


def compared(questions: Questions, before: Sequence[str], after: Sequence[str]) -> AnswersCompared:
    return AnswersCompared(tuple(map(Answer, questions.texts, before, after)))
