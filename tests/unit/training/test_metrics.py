from pathlib import Path

from gpt_studio.training.events import Evaluated, StepDone
from gpt_studio.training.metrics import MetricsFile, read_metrics


def done(step: int, loss: float = 1.0) -> StepDone:
    return StepDone(step, 10, loss, 1e-3, 0.5, 100.0, 1.0, 2.0, 0.1)


def test_what_is_added_is_read_back_in_order(tmp_path: Path) -> None:
    file = MetricsFile(tmp_path / "metrics.jsonl")
    file.add(done(1))
    file.add(Evaluated(1, 2.0, 1.5, 1.0, True))
    file.add(done(2))
    file.flush()
    assert [(r["event"], r["step"]) for r in read_metrics(file.path)] == [
        ("step_done", 1),
        ("evaluated", 1),
        ("step_done", 2),
    ]


def test_a_resumed_run_replaces_the_steps_that_it_did_again(tmp_path: Path) -> None:
    file = MetricsFile(tmp_path / "metrics.jsonl")
    for record in (done(1), done(2), Evaluated(2, 2.0, 1.5, 1.0, True), done(3, loss=9.0)):
        file.add(record)
    file.flush()
    again = MetricsFile(file.path)
    again.add(done(2, loss=5.0))
    again.add(done(3, loss=6.0))
    again.flush()
    assert [(r["event"], r["step"], r["loss"]) for r in read_metrics(file.path)] == [
        ("step_done", 1, 1.0),
        ("step_done", 2, 5.0),
        ("step_done", 3, 6.0),
    ]


def test_a_torn_line_is_left_out_and_never_glued_to_the_next(tmp_path: Path) -> None:
    path = tmp_path / "metrics.jsonl"
    file = MetricsFile(path)
    file.add(done(1))
    file.flush()
    with path.open("ab") as raw:
        raw.write(b'{"event": "step_done", "st')
    after = MetricsFile(path)
    after.add(done(2))
    after.flush()
    assert [r["step"] for r in read_metrics(path)] == [1, 2]


def test_no_file_is_an_empty_history(tmp_path: Path) -> None:
    assert read_metrics(tmp_path / "none.jsonl") == []
