"""The way from a text to a chat: its steps, what of it is ready, and what belongs to the thing that is shown."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from gpt_studio.ui.state.handover import Stage
from gpt_studio.ui.state.library import Library

if TYPE_CHECKING:
    from gpt_studio.jobs.corpora.list_corpora import CorpusEntry
    from gpt_studio.jobs.models.list_models import ModelEntry
    from gpt_studio.jobs.tokenizers.list_tokenizers import TokenizerEntry

PATH = (Stage.CORPUS, Stage.TOKENIZER, Stage.TRAINING, Stage.CHAT)
"""The steps in their order."""


class StepState(Enum):
    """What a step is for the person. ``NEXT`` is the first step that is worth going to."""

    DONE = "done"
    NEXT = "next"
    LATER = "later"


@dataclass(frozen=True)
class _Shown:
    """What a tab shows: the corpus, tokenizer or model ``name``, and what belongs to it as far as the tab knows.
    ``made``: it is complete."""

    stage: Stage
    name: str
    corpus: str = ""
    tokenizer: str = ""
    made: bool = True


@dataclass(frozen=True)
class _Step:
    """``name`` is "" where something is ready, but it is not known what belongs here."""

    name: str
    done: bool = True


class Steps(QObject):
    """Says for each step whether it is done, and with what: where a tab shows something, with what belongs to that,
    else with the newest. Models tell which corpus and tokenizer they were trained with.

    ``changed`` is emitted when an answer may be another one.
    """

    changed = Signal()

    def __init__(self, library: Library, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._begun = False
        self._corpora: tuple[str, ...] = ()
        self._tokenizers: tuple[str, ...] = ()
        self._models: tuple[ModelEntry, ...] = ()
        self._shown: _Shown | None = None

    def begin(self) -> None:
        """Read the lists. Until then no step is done; further calls do nothing."""
        if self._begun:
            return
        self._begun = True
        self._library.corpora.follow(self._note_corpora)
        self._library.tokenizers.follow(self._note_tokenizers)
        self._library.models.follow(self._note_models)

    def choose(self, stage: Stage, name: str, *, corpus: str = "", tokenizer: str = "", made: bool = True) -> None:
        """Note that the tab in front shows ``name`` of ``stage``, and what belongs to it as far as that is known
        there. "" for none: then what another stage shows stays."""
        if not name and (self._shown is None or self._shown.stage is not stage):
            return
        shown = _Shown(stage, name, corpus, tokenizer, made) if name else None
        if shown != self._shown:
            self._shown = shown
            self.changed.emit()

    def name(self, stage: Stage) -> str:
        """What the step is done or under way with; "" for nothing, or where it is not known."""
        step = self._path().get(stage)
        return "" if step is None else step.name

    def state(self, stage: Stage) -> StepState:
        step = self._path().get(stage)
        if step is not None and step.done:
            return StepState.DONE
        return StepState.NEXT if stage is self.next else StepState.LATER

    @property
    def next(self) -> Stage:
        """The step after the last one that is done. A model needs no text to be talked with, so what lies before it
        is never asked for again."""
        path = self._path()
        done = [number for number, stage in enumerate(PATH) if stage in path and path[stage].done]
        return PATH[done[-1] + 1] if done else PATH[0]

    def _path(self) -> dict[Stage, _Step]:
        """The steps of which there is something to say."""
        shown = self._shown
        if shown is not None and shown.stage is Stage.TRAINING:
            return self._of_model(shown)
        if shown is not None and shown.stage is Stage.TOKENIZER and shown.name in self._tokenizers:
            return self._of_tokenizer(shown)
        if shown is not None and shown.stage is Stage.CORPUS and shown.name in self._corpora:
            return self._of_corpus(shown.name)
        newest = next((each.name for each in self._models if _is_complete(each)), "")
        return _steps(next(iter(self._corpora), ""), next(iter(self._tokenizers), ""), newest)

    def _of_model(self, shown: _Shown) -> dict[Stage, _Step]:
        known = next((each for each in self._models if each.name == shown.name), None)
        corpus = shown.corpus or (known.data or "" if known else "")
        tokenizer = shown.tokenizer or (known.tokenizer if known else "")
        path = _steps(corpus, tokenizer, "") | {Stage.TRAINING: _Step(shown.name, shown.made)}
        return ({Stage.TOKENIZER: _Step("")} if corpus and shown.made else {}) | path

    def _of_tokenizer(self, shown: _Shown) -> dict[Stage, _Step]:
        used = [each for each in self._models if each.tokenizer == shown.name]
        corpus = shown.corpus or next((each.data for each in used if each.data), "")
        corpus = corpus or next((each for each in self._corpora if _is_named_after(shown.name, each)), "")
        path = _steps(corpus, shown.name, next((each.name for each in used if _is_complete(each)), ""))
        return ({Stage.CORPUS: _Step("")} if self._corpora else {}) | path

    def _of_corpus(self, corpus: str) -> dict[Stage, _Step]:
        used = [each for each in self._models if each.data == corpus]
        tokenizers = {each.tokenizer for each in used}
        tokenizer = next((each for each in self._tokenizers if each in tokenizers or _is_named_after(each, corpus)), "")
        return _steps(corpus, tokenizer, next((each.name for each in used if _is_complete(each)), ""))

    def _note_corpora(self, entries: tuple[CorpusEntry, ...]) -> None:
        self._corpora = tuple(each.name for each in entries if each.corpus is not None)
        self.changed.emit()

    def _note_tokenizers(self, entries: tuple[TokenizerEntry, ...]) -> None:
        self._tokenizers = tuple(each.name for each in entries if each.problem is None)
        self.changed.emit()

    def _note_models(self, entries: tuple[ModelEntry, ...]) -> None:
        self._models = tuple(each for each in entries if each.problem is None)
        self.changed.emit()


def _steps(corpus: str, tokenizer: str, model: str) -> dict[Stage, _Step]:
    named = ((Stage.CORPUS, corpus), (Stage.TOKENIZER, tokenizer), (Stage.TRAINING, model))
    return {stage: _Step(name) for stage, name in named if name}


def _is_complete(entry: ModelEntry) -> bool:
    return not entry.can_resume and not entry.in_training


def _is_named_after(tokenizer: str, corpus: str) -> bool:
    """Whether ``tokenizer`` has the name that is proposed for one that is trained on ``corpus``: ``Tales 8k``."""
    return re.fullmatch(re.escape(corpus) + r" \d+k?( \d+)?", tokenizer) is not None
