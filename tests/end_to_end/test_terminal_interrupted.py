"""Ctrl-C and closed pipes: what was done is saved, and the exit code says that it was interrupted."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytestmark = [
    pytest.mark.skipif(os.name != "posix", reason="Windows sends Ctrl-C to whole consoles only"),
    pytest.mark.xdist_group("terminal"),
]

TRAIN = (
    *("--model-type", "gpt2", "--layers", "1", "--heads", "2", "--hidden-size", "16", "--context-length", "16"),
    *("--batch-size", "2", "--threads", "1", "--device", "cpu", "--precision", "float32"),
    *("--evaluate-every", "100000", "--sample-tokens", "4"),
)
INTERRUPTED = 130


def start(*arguments: str | Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "gpt_studio", *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env=os.environ | {"OMP_NUM_THREADS": "1"},
    )


def read_until(process: subprocess.Popen[str], kind: str) -> dict[str, Any]:
    """Read the program's output up to the next event of this kind, and return it."""
    assert process.stdout is not None
    for line in process.stdout:
        event: dict[str, Any] = json.loads(line)
        if event["event"] == kind:
            return event
    raise AssertionError(f"no {kind}: {process.stderr.read() if process.stderr else ''}")


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    path = tmp_path / "text.txt"
    path.write_text("".join(f"The fox number {n * n % 97} runs to the river. " for n in range(600)), encoding="utf-8")
    return path


def training(corpus: Path, tmp_path: Path, *more: str) -> subprocess.Popen[str]:
    place = ("--out", tmp_path / "model", "--home", tmp_path / "home")
    return start("train", "--corpus", corpus, *place, "--json", *TRAIN, *more)


def close_output(process: subprocess.Popen[str]) -> tuple[int, str]:
    """Close the pipe, as ``head`` does; returns the exit code and standard error."""
    with process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        said = process.stderr.read()
    return process.returncode, said


def assert_sound(folder: Path) -> None:
    assert start("inspect", folder).communicate()[0].endswith("Sound: it can be opened.\n")


def test_an_interrupted_training_is_saved_and_goes_on(corpus: Path, tmp_path: Path) -> None:
    process = training(corpus, tmp_path, "--steps", "3000")
    assert read_until(process, "step_done")["step"] < 3000
    process.send_signal(signal.SIGINT)
    stopped = read_until(process, "result")["result"]
    _, said = process.communicate()
    assert process.returncode == INTERRUPTED, said
    assert "Ctrl-C again" in said
    assert not stopped["finished"]
    assert 1 <= stopped["steps"] < 3000

    assert_sound(tmp_path / "model")

    resumed = start("train", "--resume", "--out", tmp_path / "model", "--home", tmp_path / "home", "--json")
    first = read_until(resumed, "step_done")["step"]
    assert first > stopped["steps"]
    resumed.send_signal(signal.SIGINT)
    assert read_until(resumed, "result")["result"]["steps"] >= first
    resumed.communicate()
    assert resumed.returncode == INTERRUPTED


def test_an_interruption_before_the_start_leaves_nothing(corpus: Path, tmp_path: Path) -> None:
    with corpus.open("a", encoding="utf-8") as file:
        file.writelines(f"Line {n}: {n * 7919 % 10007} foxes, {n * 104729 % 1299709} rivers.\n" for n in range(150_000))
    process = training(corpus, tmp_path, "--steps", "3")
    read_until(process, "progress")
    process.send_signal(signal.SIGINT)
    process.communicate()
    assert process.returncode == INTERRUPTED
    assert not (tmp_path / "model").exists()


def test_a_reader_that_goes_away_is_no_error(corpus: Path, tmp_path: Path) -> None:
    assert close_output(start("corpus", "stats", corpus, "--json")) == (INTERRUPTED, "")


def test_a_training_whose_reader_goes_away_is_saved(corpus: Path, tmp_path: Path) -> None:
    process = training(corpus, tmp_path, "--steps", "3000")
    read_until(process, "step_done")
    assert close_output(process) == (INTERRUPTED, "")
    assert_sound(tmp_path / "model")
