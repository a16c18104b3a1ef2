import json

from gpt_studio.core.events import as_json
from gpt_studio.core.job import JobContext
from gpt_studio.jobs.read_history import Evaluated, ReadHistory, SampleWritten, StepDone, run


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


def test_steps_that_were_done_again_after_a_crash_count_once(tmp_path):
    write(tmp_path, [step(1), step(2), step(3), step(2, 1.5)])
    history = run(ReadHistory(tmp_path), JobContext())
    assert history.steps.tolist() == [1, 2]
    assert history.losses.tolist() == [2.0, 1.5]


def test_a_folder_without_a_history_gives_an_empty_one(tmp_path):
    history = run(ReadHistory(tmp_path), JobContext())
    assert (len(history.steps), history.samples, history.last_step) == (0, (), 0)


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
