"""The same questions answered by a model before it is tuned, while it is, and afterwards."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator, Sequence
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
_SHARE, _LONGEST_SECONDS = 0.02, 10.0


@dataclass(frozen=True)
class Questions:
    """Prompts laid out as in the chat."""

    texts: tuple[str, ...]
    prompts: tuple[tuple[int, ...], ...]
    tokenizer: Tokenizer

    def answered(self, model: LanguageModel) -> list[str]:
        """The likeliest answer of ``model`` to each, up to the first special token."""
        answers = self.answered_unless(lambda: False, model)
        assert answers is not None
        return answers

    def answered_unless(self, given_up: Callable[[], bool], model: LanguageModel) -> list[str] | None:
        """As :meth:`answered`; None if it is ``given_up``, which is asked at each token."""
        model.eval()
        stops = tuple(self.tokenizer.special_ids.values())
        sampling = Sampling(temperature=0.0, max_new_tokens=_LONGEST)
        engine = engine_of(model)
        answers = []
        for prompt in self.prompts:
            ids = []
            for step in generate(Session(engine), prompt, sampling, stops):
                if given_up():
                    return None
                ids.append(step.token)
            answers.append(readable(ids, self.tokenizer).strip() if ids else "")
        return answers


class Asking:
    """Lets a model answer ``questions`` at each measurement of its training.

    The base answers before the first step, unless ``before`` holds what it answered in an earlier sitting. All of it
    takes at most _SHARE of the ``whole`` seconds of the run; what would take longer is given up, or left out.
    ``keep`` is called with what is found each time.
    """

    def __init__(
        self,
        questions: Questions,
        before: Sequence[str] | None,
        whole: float,
        keep: Callable[[tuple[Answer, ...]], None],
        context: JobContext,
    ) -> None:
        self.before = before
        self._questions = questions
        self._whole = whole
        self._keep = keep
        self._context = context
        self._spent = self._longest = 0.0

    def __call__(self, model: LanguageModel, step: int, elapsed: float) -> AnswersCompared | None:
        """What the model of ``step`` answers, after ``elapsed`` seconds of the run; None where it is not asked."""
        if step == 0:
            if self.before is None:
                self.before = self._answers(model, _SHARE * self._whole / 2)
            return None
        if self.before is None or self._spent + self._longest > _SHARE * elapsed:
            return None
        after = self._answers(model, _SHARE * self._whole - self._spent)
        if after is None:
            return None
        found = compared(self._questions, self.before, after, step)
        self._keep(found.answers)
        return found

    def _answers(self, model: LanguageModel, allowed: float) -> list[str] | None:
        began = time.perf_counter()
        until = began + min(allowed, _LONGEST_SECONDS)
        found = self._questions.answered_unless(lambda: self._context.cancelled or time.perf_counter() > until, model)
        took = time.perf_counter() - began
        self._spent, self._longest = self._spent + took, max(self._longest, took)
        return found


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


def compared(
    questions: Questions, before: Sequence[str], after: Sequence[str], step: int, *, final: bool = False
) -> AnswersCompared:
    return AnswersCompared(tuple(map(Answer, questions.texts, before, after)), step, final)
