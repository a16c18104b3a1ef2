"""``gpt-studio compare`` in the terminal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gpt_studio.__main__ import main


def test_the_columns_come_one_after_the_other_with_the_place_of_the_difference(
    talker: Path, counter: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    line = ["compare", str(counter), str(counter), str(talker), "--prompt", "one two", "--temperature", "0"]
    assert main([*line, "--max-new-tokens", "12"]) == 0
    out = capsys.readouterr().out.splitlines()
    assert [each for each in out if each[:3] in ("1. ", "2. ", "3. ")] == ["1. counter", "2. counter", "3. talker"]
    assert out[1] == out[5]
    assert out[2].startswith("[12 tokens, ")
    assert "2 says the same as the first one." in out
    assert any(each.startswith("3 differs from the first one from character ") for each in out)


def test_json_tells_what_happens_in_each_column(counter: Path, capsys: pytest.CaptureFixture[str]) -> None:
    line = ["compare", str(counter), str(counter), "--prompt", "one", "--seed", "5", "--max-new-tokens", "6", "--json"]
    assert main(line) == 0
    events = [json.loads(each) for each in capsys.readouterr().out.splitlines()]
    assert {each["column"] for each in events if each["event"] == "in_column"} == {0, 1}
    result = events[-1]["result"]
    assert (result["seed"], result["chat"], result["differ_at"]) == (5, False, [None, None])


def test_one_that_cannot_write_is_said_and_decides_the_exit_code(
    counter: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    line = ["compare", str(counter), str(tmp_path / "gone"), "--prompt", "one", "--max-new-tokens", "6"]
    assert main(line) == 1
    seen = capsys.readouterr()
    assert seen.err.count("There is no folder") == 1
    assert "1. counter" in seen.out


def test_a_single_model_is_refused(counter: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", str(counter), "--prompt", "one"]) == 1
    assert "choose 2 to 4" in capsys.readouterr().err
