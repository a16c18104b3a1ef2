import json
from pathlib import Path

import pytest

from gpt_studio.core.events import as_json
from gpt_studio.core.job import JobContext
from gpt_studio.corpora.corpus import Corpus
from gpt_studio.jobs.training.read_history import ReadHistory, StartedWith, run
from gpt_studio.models.shape import ModelShape
from gpt_studio.training.events import Evaluated, SampleWritten, StepDone
from gpt_studio.training.settings import DEFAULT_MINUTES, TrainingSettings
from gpt_studio.training.store.recipe import Recipe, Resolved, recipe_path, write_recipe


def step(number, loss=2.0):
    return StepDone(number, 10, loss, 1e-3, 1.0, 5000.0, number * 0.1, 1.0, 0.5)


def write(folder, events):
    path = folder / "training" / "metrics.jsonl"
    path.parent.mkdir(parents=True)
    path.write_text("\n".join(json.dumps(as_json(event)) for event in events), encoding="utf-8")


def test_the_columns_are_what_the_run_reported(tmp_path):
    write(
        tmp_path, [step(1, 3.0), step(2, 2.5), Evaluated(2, 2.6, 1.3, 0.2, True, 32), SampleWritten(2, "Once", " upon")]
    )
    history = run(ReadHistory(tmp_path), JobContext())
    assert history.steps.tolist() == [1, 2]
    assert history.losses.tolist() == [3.0, 2.5]
    assert history.tokens_per_second.tolist() == [5000.0, 5000.0]
    assert (history.evaluated_steps.tolist(), history.bits_per_byte.tolist()) == ([2], [1.3])
    assert history.samples == (SampleWritten(2, "Once", " upon"),)
    assert (history.total_steps, history.last_step) == (10, 2)


def test_the_final_measurement_takes_the_place_of_the_one_at_the_last_step_and_says_whose_it_is(tmp_path):
    final = Evaluated(4, 2.4, 1.2, 0.5, best=False, context_length=32, final=True, published_step=2)
    write(
        tmp_path, [step(2), Evaluated(2, 2.4, 1.25, 0.2, True, 32), step(4), Evaluated(4, 2.6, 1.3, 0.4, True), final]
    )
    history = run(ReadHistory(tmp_path), JobContext())
    assert (history.evaluated_steps.tolist(), history.bits_per_byte.tolist()) == ([2, 4], [1.25, 1.2])
    assert history.published_step == 2


def test_a_sample_keeps_its_time(tmp_path):
    write(tmp_path, [step(1), SampleWritten(1, "Once", " upon", 2.5)])
    assert run(ReadHistory(tmp_path), JobContext()).samples == (SampleWritten(1, "Once", " upon", 2.5),)


def test_of_the_last_step_the_sample_of_the_weights_that_were_kept_counts(tmp_path):
    final = Evaluated(2, 2.4, 1.2, 0.5, best=False, context_length=32, final=True, published_step=1)
    write(
        tmp_path,
        [step(2), SampleWritten(2, "", "last"), Evaluated(2, 2.6, 1.3, 0.4, True), final, SampleWritten(2, "", "kept")],
    )
    history = run(ReadHistory(tmp_path), JobContext())
    assert [sample.text for sample in history.samples] == ["kept"]
    assert history.bits_per_byte.tolist() == [1.2]


def test_steps_that_were_done_again_after_a_crash_count_once(tmp_path):
    write(tmp_path, [step(1), step(2), step(3), step(2, 1.5)])
    history = run(ReadHistory(tmp_path), JobContext())
    assert history.steps.tolist() == [1, 2]
    assert history.losses.tolist() == [2.0, 1.5]


def test_a_folder_without_a_history_gives_an_empty_one(tmp_path):
    history = run(ReadHistory(tmp_path), JobContext())
    assert (len(history.steps), history.samples, history.last_step) == (0, (), 0)
    assert history.started_with is None


CORPUS = Corpus("Tales", ("/gone/tales.txt",))
RESOLVED = Resolved(10, 1e-3, "cpu", "float32", "sdpa", 1, 5, 100, 5, 1000, 5000, 0.1, "data", "tokenizer")


@pytest.mark.parametrize(
    ("chosen", "found"),
    [
        ({"shape": ModelShape(layers=3), "tokenizer": "/gone/pieces"}, {"tokenizer": Path("/gone/pieces")}),
        ({"shape": ModelShape(layers=3)}, {}),
        ({"base": "/gone/base"}, {"base": Path("/gone/base"), "shape": None}),
    ],
)
def test_what_a_run_was_started_with_is_known_although_it_is_gone(tmp_path, chosen, found):
    settings = TrainingSettings(steps=10, batch_size=3)
    recipe = {"tokenizer": "", "base": "", "shape": None} | chosen
    write(tmp_path, [step(1)])
    write_recipe(recipe_path(tmp_path), Recipe("now", "1", CORPUS, settings=settings, resolved=RESOLVED, **recipe))
    expected = {"shape": ModelShape(layers=3), "vocab_size": 0} | found
    assert run(ReadHistory(tmp_path), JobContext()).started_with == StartedWith(tmp_path, CORPUS, settings, **expected)
    (tmp_path / "config.json").write_text('{"model_type": "qwen3", "vocab_size": 300}', encoding="utf-8")
    assert run(ReadHistory(tmp_path), JobContext()).started_with.vocab_size == 300


def test_a_run_for_which_no_length_was_chosen_has_the_usual_one(tmp_path):
    write(tmp_path, [])
    write_recipe(recipe_path(tmp_path), Recipe("now", "1", CORPUS, "", "", None, TrainingSettings(), RESOLVED))
    started_with = run(ReadHistory(tmp_path), JobContext()).started_with
    assert started_with.settings.minutes == DEFAULT_MINUTES
    assert started_with.shape == ModelShape()


def test_a_loss_that_was_no_number_is_not_a_number(tmp_path):
    write(tmp_path, [step(1, float("nan"))])
    history = run(ReadHistory(tmp_path), JobContext())
    assert history.losses[0] != history.losses[0]


def test_lines_in_which_something_is_missing_or_strange_stop_nothing(tmp_path):
    write(tmp_path, [step(1)])
    with (tmp_path / "training" / "metrics.jsonl").open("a", encoding="utf-8") as file:
        file.write('\n{"event": "step_done", "step": 2, "steps": null}\n{"event": "sample_written", "step": 2}')
        file.write('\n{"event": "step_done", "step": 3, "steps": 1e999, "loss": 2.0}\n')
    history = run(ReadHistory(tmp_path), JobContext())
    assert history.steps.tolist() == [1, 2, 3]
    assert history.samples == (SampleWritten(2, "", ""),)
    assert history.total_steps == 0


def test_only_measurements_are_read_where_no_more_is_wanted(tmp_path):
    write(tmp_path, [step(1), step(2), SampleWritten(2, "Once", " upon"), Evaluated(2, 2.6, 1.3, 0.2, True, 32)])
    history = run(ReadHistory(tmp_path, measurements_only=True), JobContext())
    assert (len(history.steps), history.samples) == (0, ())
    assert history.bits_per_byte.tolist() == [1.3]
    assert history.seconds == 0.2
    assert not history.is_empty


def test_a_measurement_whose_step_was_done_again_is_left_out_also_where_steps_are_not_read(tmp_path):
    write(tmp_path, [step(2), Evaluated(2, 2.6, 1.3, 0.2, True, 32), step(3), step(2), step(3)])
    assert run(ReadHistory(tmp_path, measurements_only=True), JobContext()).is_empty


def test_the_time_is_that_of_the_last_step(tmp_path):
    write(tmp_path, [step(1), step(7)])
    assert run(ReadHistory(tmp_path), JobContext()).seconds == pytest.approx(0.7)
