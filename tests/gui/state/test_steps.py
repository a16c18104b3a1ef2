"""The path names what belongs to the thing that is shown."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from gpt_studio.corpora.corpus import Corpus
from gpt_studio.jobs.corpora.list_corpora import CorpusEntry
from gpt_studio.jobs.models.list_models import ModelEntry
from gpt_studio.jobs.tokenizers.list_tokenizers import TokenizerEntry
from gpt_studio.ui.state.handover import Stage
from gpt_studio.ui.state.library import Library
from gpt_studio.ui.state.links import Links
from gpt_studio.ui.state.steps import PATH, Steps, StepState


@pytest.fixture
def steps(qtbot: Any, home: Any, runner: Any) -> Steps:
    """Corpora and tokenizers of Ana and Leo, whose models are made; a third corpus and tokenizer with nothing yet."""
    made = Steps(Library(home, runner, Links()))
    names = ("Ana", "Leo", "New")
    made._note_corpora(tuple(CorpusEntry(Path(name), name, 0.0, Corpus(name, ())) for name in names))
    tokenizers = ("Pieces of Ana", "Leo 8k", "Alone")
    made._note_tokenizers(tuple(TokenizerEntry(Path(name), name, 8, 0.0, None) for name in tokenizers))
    made._note_models(
        (
            ModelEntry(Path("A"), "A", 3.0, data="Ana", tokenizer="Pieces of Ana"),
            ModelEntry(Path("L"), "L", 2.0, data="Leo", tokenizer="Leo 8k"),
            ModelEntry(Path("Half"), "Half", 1.0, data="New", tokenizer="Leo 8k", can_resume=True),
            ModelEntry(Path("Guest"), "Guest", 0.0),
        )
    )
    return made


def path(steps: Steps) -> list[str]:
    """Name and tick of the first three steps."""
    return [steps.name(stage) + (" ✓" if steps.state(stage) is StepState.DONE else "") for stage in PATH[:3]]


@pytest.mark.parametrize(
    ("stage", "name", "named"),
    [
        (Stage.CORPUS, "Leo", ["Leo ✓", "Leo 8k ✓", "L ✓"]),
        (Stage.CORPUS, "New", ["New ✓", "Leo 8k ✓", ""]),
        (Stage.CORPUS, "", ["Ana ✓", "Pieces of Ana ✓", "A ✓"]),
        (Stage.TOKENIZER, "Pieces of Ana", ["Ana ✓", "Pieces of Ana ✓", "A ✓"]),
        (Stage.TOKENIZER, "Alone", [" ✓", "Alone ✓", ""]),
        (Stage.TRAINING, "L", ["Leo ✓", "Leo 8k ✓", "L ✓"]),
        (Stage.TRAINING, "Guest", ["", "", "Guest ✓"]),
    ],
)
def test_the_path_is_that_of_what_is_shown(steps: Steps, stage: Stage, name: str, named: list[str]) -> None:
    steps.choose(stage, name)
    assert path(steps) == named


def test_a_run_names_its_own_texts_and_has_no_tick_before_it_is_done(steps: Steps) -> None:
    steps.choose(Stage.TRAINING, "Marta", corpus="New", tokenizer="New 1k", made=False)
    assert path(steps) == ["New ✓", "New 1k ✓", "Marta"]
    assert steps.next is Stage.TRAINING
    steps.choose(Stage.TOKENIZER, "")  # nothing is open in another tab
    assert path(steps)[2] == "Marta"
    steps.choose(Stage.TRAINING, "Marta", corpus="New", tokenizer="New 1k")
    assert steps.next is Stage.CHAT
    steps.choose(Stage.TRAINING, "Tuned", corpus="New")  # with the tokenizer of its base, which is not known
    assert path(steps) == ["New ✓", " ✓", "Tuned ✓"]
    steps.choose(Stage.TRAINING, "")
    assert path(steps) == ["Ana ✓", "Pieces of Ana ✓", "A ✓"]


def test_what_was_just_learned_on_a_corpus_belongs_to_it(steps: Steps) -> None:
    steps.choose(Stage.TOKENIZER, "Alone", corpus="New")
    assert path(steps) == ["New ✓", "Alone ✓", ""]
