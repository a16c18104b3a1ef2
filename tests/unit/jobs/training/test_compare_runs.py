import json
import math
from pathlib import Path

import pytest

from gpt_studio.core.events import as_json
from gpt_studio.core.job import JobContext
from gpt_studio.corpora.corpus import Corpus
from gpt_studio.jobs.training.compare_runs import CompareRuns, run
from gpt_studio.models.shape import ModelShape
from gpt_studio.training.events import Evaluated, SampleWritten, StepDone
from gpt_studio.training.settings import TrainingSettings
from gpt_studio.training.store.recipe import Recipe, Resolved, recipe_path, write_recipe
from gpt_studio.training.store.result import RunResult, write_result

TALES = Corpus("Tales", ("/texts/tales.txt",))
SETTINGS = TrainingSettings(steps=10, batch_size=3, accumulation=2)


def make(
    folder: Path, *, corpus: Corpus = TALES, data: str = "data", tokenizer: str = "pieces", base: str = ""
) -> Path:
    """A folder with a recipe and measurements at steps 5 and 10, after as many seconds."""
    shape = None if base else ModelShape(context_length=64)
    resolved = Resolved(10, 1e-3, "cpu", "float32", "sdpa", 1, 5, 100, 5, 1000, 5000, 0.1, data, tokenizer)
    write_recipe(recipe_path(folder), Recipe("now", "1", corpus, "", base, shape, SETTINGS, resolved))
    events = [
        StepDone(5, 10, 2.0, 1e-3, 1.0, 5000.0, 5.0, 1.0, 0.5),
        Evaluated(5, 2.0, 1.5, 5.0, True, 32),
        SampleWritten(5, "Once", " upon"),
        Evaluated(10, 1.8, 1.25, 10.0, True, 32),
    ]
    lines = [json.dumps(as_json(event)) + "\n" for event in events]
    (folder / "training" / "metrics.jsonl").write_text("".join(lines), encoding="utf-8")
    return folder


def compare(*folders: Path):
    return run(CompareRuns(folders), JobContext())


def test_measurements_are_told_against_steps_time_and_tokens(tmp_path):
    (measured,) = compare(make(tmp_path / "one")).runs
    assert (measured.folder.name, measured.corpus) == ("one", "Tales")
    assert measured.steps.tolist() == [5, 10]
    assert measured.seconds.tolist() == [5, 10]
    assert measured.tokens.tolist() == [5 * 6 * 64, 10 * 6 * 64]
    assert measured.bits_per_byte.tolist() == [1.5, 1.25]


def test_a_run_that_was_stopped_ends_with_the_figure_of_its_card(tmp_path):
    folder = make(tmp_path / "one")
    write_result(folder, RunResult(12, 40, 12, 1.0, 1.0, 1.125, 12.5, finished=False))
    (measured,) = compare(folder).runs
    assert measured.steps.tolist() == [5, 10, 12]
    assert measured.seconds.tolist() == [5, 10, 12.5]
    assert measured.tokens.tolist()[-1] == 12 * 6 * 64
    assert measured.bits_per_byte.tolist()[-1] == 1.125


def test_a_model_that_went_on_from_another_read_windows_as_long_as_those_that_were_measured(tmp_path):
    (measured,) = compare(make(tmp_path / "one", base="/models/base")).runs
    assert measured.tokens.tolist() == [5 * 6 * 32, 10 * 6 * 32]


def test_a_folder_without_measurements_is_named_and_the_others_keep_their_order(tmp_path):
    (tmp_path / "empty").mkdir()
    found = compare(make(tmp_path / "b"), tmp_path / "empty", make(tmp_path / "a"))
    assert [each.folder.name for each in found.runs] == ["b", "a"]
    assert found.without == (tmp_path / "empty",)


def test_how_much_was_read_is_not_known_without_a_recipe(tmp_path):
    recipe_path(make(tmp_path / "one")).unlink()
    (measured,) = compare(tmp_path / "one").runs
    assert all(map(math.isnan, measured.tokens.tolist()))


@pytest.mark.parametrize(
    ("other", "same"),
    [
        ({}, True),
        ({"corpus": Corpus("Renamed", TALES.sources)}, True),
        ({"data": "changed"}, False),
        ({"data": "other", "tokenizer": "other"}, True),
        ({"data": "other", "tokenizer": "other", "corpus": Corpus("Tales", ("/texts/others.txt",))}, False),
    ],
)
def test_texts_are_the_same_if_the_encoded_text_is_or_with_another_tokenizer_the_files_are(tmp_path, other, same):
    assert compare(make(tmp_path / "one"), make(tmp_path / "other", **other)).same_text is same


def test_a_run_without_a_recipe_is_not_said_to_be_comparable(tmp_path):
    recipe_path(make(tmp_path / "other")).unlink()
    assert not compare(make(tmp_path / "one"), tmp_path / "other").same_text
