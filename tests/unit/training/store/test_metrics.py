import errno
import json
import shutil
import sys
import tracemalloc
from pathlib import Path

import pytest
from disk_faults import Disk, refuse

from gpt_studio.core.disk_errors import DiskError, DiskFullError
from gpt_studio.core.events import as_json
from gpt_studio.core.limits import STEPS
from gpt_studio.training.events import Evaluated, StepDone
from gpt_studio.training.store.metrics import MetricsFile, read_metrics


def done(step: int, loss: float = 1.0) -> StepDone:
    return StepDone(step, 10, loss, 1e-3, 0.5, 100.0, 1.0, 2.0, 0.1)


def test_what_is_added_is_read_back_in_order(tmp_path: Path) -> None:
    file = MetricsFile(tmp_path / "metrics.jsonl")
    file.add(done(1))
    file.add(Evaluated(1, 2.0, 1.5, 1.0, True, 32))
    file.add(done(2))
    file.flush()
    file.close()
    assert [(r["event"], r["step"]) for r in read_metrics(file.path)] == [
        ("step_done", 1),
        ("evaluated", 1),
        ("step_done", 2),
    ]


def test_a_resumed_run_replaces_the_steps_that_it_did_again(tmp_path: Path) -> None:
    file = MetricsFile(tmp_path / "metrics.jsonl")
    for record in (done(1), done(2), Evaluated(2, 2.0, 1.5, 1.0, True, 32), done(3, loss=9.0)):
        file.add(record)
    file.flush()
    file.close()
    again = MetricsFile(file.path)
    again.add(done(2, loss=5.0))
    again.add(done(3, loss=6.0))
    again.flush()
    again.close()
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
    file.close()
    with path.open("ab") as raw:
        raw.write(b'{"event": "step_done", "st')
    after = MetricsFile(path)
    after.add(done(2))
    after.flush()
    after.close()
    assert [r["step"] for r in read_metrics(path)] == [1, 2]


def test_a_torn_line_makes_nothing_void(tmp_path: Path) -> None:
    path = tmp_path / "metrics.jsonl"
    path.write_text(json.dumps(as_json(done(7))) + '\n{"event": "step_done", "step": 2, "steps": 1\n', encoding="utf-8")
    assert [r["step"] for r in read_metrics(path)] == [7]


def test_no_file_is_an_empty_history(tmp_path: Path) -> None:
    assert list(read_metrics(tmp_path / "none.jsonl")) == []


@pytest.mark.skipif(sys.platform == "win32", reason="the seam is that of POSIX")
def test_what_the_disk_refuses_waits_in_memory_and_is_written_later(tmp_path: Path) -> None:
    """The half of the bytes that was written before the failure is removed too."""
    file = MetricsFile(tmp_path / "metrics.jsonl")
    file.add(done(1))
    file.flush()
    disk = Disk(tmp_path, refuse(errno.ENOSPC), at=1, kinds=frozenset({"write"}))
    file.close()  # to open it again through the seam
    with disk.watched():
        file.add(done(2))
        file.add(done(3))
        with pytest.raises(DiskFullError):
            file.flush()
    assert [r["step"] for r in read_metrics(file.path)] == [1]
    file.flush(durable=True)
    assert [r["step"] for r in read_metrics(file.path)] == [1, 2, 3]
    file.close()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows lets nobody remove an open file")
def test_a_history_whose_folder_was_removed_is_written_whole_again(tmp_path: Path) -> None:
    file = MetricsFile(tmp_path / "training" / "metrics.jsonl")
    for step in (1, 2):
        file.add(done(step))
        file.flush()
    shutil.rmtree(file.path.parent)
    file.add(done(3))
    file.flush(durable=True)
    file.close()
    assert [r["step"] for r in read_metrics(file.path)] == [1, 2, 3]


def test_a_history_that_is_a_link_is_not_added_to(tmp_path: Path) -> None:
    private = tmp_path / "private"
    private.write_text("mine")
    (tmp_path / "metrics.jsonl").symlink_to(private)
    file = MetricsFile(tmp_path / "metrics.jsonl")
    file.add(done(1))
    with pytest.raises(DiskError, match="is a link"):
        file.flush()
    assert private.read_text() == "mine"


def test_a_number_that_json_cannot_write_is_null(tmp_path: Path) -> None:
    file = MetricsFile(tmp_path / "metrics.jsonl")
    file.add(done(1, loss=float("nan")))
    file.flush()
    file.close()
    assert "NaN" not in file.path.read_text()
    assert [record["loss"] for record in read_metrics(file.path)] == [None]


@pytest.mark.parametrize(
    "line",
    [
        '{"event": "step_done", "step": 2, "loss": NaN}',
        '{"event": "step_done", "step": 2, "loss": [1]}',
        '{"event": "step_done", "step": 2, "loss": %s}' % ("[" * 100_000),
        '{"event": "step_done", "step": 2, "loss": 1%s}' % ("0" * 400),
        '{"event": "step_done", "step": "2"}',
        '{"event": "step_done", "step": true}',
        '{"event": "step_done", "step": -1}',
        f'{{"event": "step_done", "step": {STEPS + 1}}}',
        '{"event": 5, "step": 2}',
        '["event", "step"]',
        "x" * 3_000_000,
    ],
)
def test_a_line_that_is_no_record_is_left_out(tmp_path: Path, line: str) -> None:
    path = tmp_path / "metrics.jsonl"
    path.write_text('{"event": "step_done", "step": 1, "loss": 1.0}\n' + line + "\n", encoding="utf-8")
    assert [record["step"] for record in read_metrics(path)] == [1]


def test_a_long_history_is_never_in_memory_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "metrics.jsonl"
    path.write_text("".join(json.dumps(as_json(done(step))) + "\n" for step in range(20_000)), encoding="utf-8")
    tracemalloc.start()
    try:
        assert sum(1 for _ in read_metrics(path)) == 20_000
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 2_000_000


@pytest.mark.parametrize(
    "line",
    [
        b'{"event": "step_done", "step": 2, "loss": "low"}',
        b'{"event": "evaluated", "step": 2, "bits_per_byte": "few"}',
        b'{"event": "sample_written", "step": 2, "prompt": 7, "text": "x"}',
        b'{"event": "step_done", "step": 2.5}',
    ],
)
def test_a_line_with_text_for_a_number_is_left_out(tmp_path: Path, line: bytes) -> None:
    (tmp_path / "metrics.jsonl").write_bytes(line + b"\n")
    assert list(read_metrics(tmp_path / "metrics.jsonl")) == []
