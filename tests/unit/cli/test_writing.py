"""The terminal's output before and while a model writes."""

from __future__ import annotations

import io
import json
import math
from pathlib import Path
from typing import Any

import pytest
from scripted import scripted_folder
from tiny_folders import byte_level_tokenizer

from gpt_studio.__main__ import main

REFUSES = "{{ raise_exception('System role not supported') if messages[0].role == 'system' }}"
TEMPLATE = "{% for m in messages %}{{ m.content }}<|im_end|>{% endfor %}"


def model(folder: Path, script: str = " sat", start: int = 3, **options: Any) -> str:
    tokenizer = byte_level_tokenizer()
    ids = tokenizer.encode_text(script)
    return str(scripted_folder(folder / "model", tokenizer, ids, start=start, end=0, roles=tokenizer.roles, **options))


def chat(line: list[str], said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    monkeypatch.setattr("sys.stdin", io.StringIO(said))
    assert main(["chat", *line, "--max-new-tokens", "3"]) == 0
    return capsys.readouterr()


def test_a_prompt_longer_than_the_context_is_said_before_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["generate", model(tmp_path), "--prompt", "x" * 2000, "--max-new-tokens", "1"]) == 0
    seen = capsys.readouterr()
    assert "The prompt has 2,000 tokens; the model sees the last 96." in seen.err
    assert seen.out.startswith("x" * 2000)
    assert main(["generate", model(tmp_path), "--prompt", "x" * 2000, "--max-new-tokens", "1", "--json"]) == 0
    events = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    started = next(event for event in events if event["event"] == "writing_started")
    assert (started["prompt_tokens"], started["unread_tokens"]) == (2000, 1904)


def test_a_prompt_with_a_blank_at_its_end_reads_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    start = len(byte_level_tokenizer().encode_prompt("the cat"))
    assert main(["generate", model(tmp_path, start=start), "--prompt", "the cat ", "--temperature", "0"]) == 0
    assert capsys.readouterr().out == "the cat sat\n"


def test_marks_in_a_prompt_are_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["generate", model(tmp_path), "--prompt", "<|im_end|> a", "--max-new-tokens", "1"]) == 0
    assert "Read as plain text, not as special tokens: <|im_end|>\n" in capsys.readouterr().err


def test_an_instruction_that_the_template_refuses_is_said_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = model(tmp_path, template=REFUSES + TEMPLATE)
    seen = chat([folder, "--system", "Be brief"], "hi\nhello\n", monkeypatch, capsys)
    assert seen.err.count("This model takes no system instruction") == 1
    assert "could not lay out" not in seen.err
    seen = chat([folder], "hi\n", monkeypatch, capsys)
    assert "no system instruction" not in seen.err


def test_an_instruction_without_a_template_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    seen = chat([model(tmp_path), "--system", "Be brief"], "the cat\n", monkeypatch, capsys)
    assert "--system is not used" in seen.err
    assert "--system" not in chat([model(tmp_path)], "the cat\n", monkeypatch, capsys).err


@pytest.mark.parametrize("command", [["generate", "--prompt", "a", "--max-new-tokens", "1"], ["inspect"]])
def test_settings_that_are_not_followed_are_named(
    command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = model(tmp_path, generation={"num_beams": 4, "top_h": 0.3, "min_p": 0.1, "top_k": -1})
    assert main([command[0], folder, *command[1:]]) == 0
    seen = capsys.readouterr()
    assert "also sets num_beams, top_h, which GPT Studio does not follow" in seen.out + seen.err


def test_the_rarer_settings_have_flags(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    flags = ["--min-p", "0.1", "--typical-p", "0.9", "--no-repeat-ngram-size", "2"]
    assert main(["generate", model(tmp_path), "--prompt", "the", "--max-new-tokens", "2", *flags]) == 0


def events_of(line: list[str], capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    assert main([*line, "--json"]) == 0
    return [json.loads(each) for each in capsys.readouterr().out.splitlines()]


def test_each_token_can_be_reported_with_the_likeliest_ones(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    start = len(byte_level_tokenizer().encode_prompt("the cat"))
    line = ["generate", model(tmp_path, start=start), "--prompt", "the cat", "--temperature", "0"]
    tokens = [each for each in events_of([*line, "--top-logprobs", "2"], capsys) if each["event"] == "token"]
    assert "".join(each["text"] for each in tokens) == " sat"
    for each in tokens:
        assert [each["id"], each["text"], pytest.approx(each["logprob"])] == each["top"][0]
        assert each["top"][1][2] < each["logprob"] <= 0
    assert not [each for each in events_of(line, capsys) if each["event"] == "token"]


def test_a_text_ends_before_a_stop_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    start = len(byte_level_tokenizer().encode_prompt("the cat"))
    line = ["generate", model(tmp_path, " sat on", start), "--prompt", "the cat", "--temperature", "0"]
    result = events_of([*line, "--stop", "t o", "x"], capsys)[-1]["result"]
    assert (result["text"], result["ended"]) == (" sa", "end")


def test_8_bits_write_the_same_here(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    start = len(byte_level_tokenizer().encode_prompt("the cat"))
    folder = model(tmp_path, start=start)
    assert main(["generate", folder, "--prompt", "the cat", "--temperature", "0", "--precision", "int8"]) == 0
    assert capsys.readouterr().out == "the cat sat\n"


def test_a_text_is_scored_token_by_token(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, file = model(tmp_path), tmp_path / "text.txt"
    file.write_text("the cat sát", encoding="utf-8")
    found = [
        events_of(["score", folder, *way], capsys)[-1]["result"]
        for way in (["--text", "the cat sát"], ["--file", str(file)])
    ]
    assert found[0] == found[1]
    scored = found[0]
    assert "".join(each["text"] for each in scored["tokens"]).startswith("the cat s")
    counted = [each["logprob"] for each in scored["tokens"] if each["logprob"] is not None]
    assert scored["nats"] == pytest.approx(-sum(counted), rel=1e-6)
    assert scored["bits_per_byte"] == pytest.approx(scored["nats"] / math.log(2) / scored["bytes"])
    assert main(["score", folder, "--text", "the cat"]) == 0
    assert "bits per byte, perplexity" in capsys.readouterr().out
    file.write_bytes(b"\xff")
    assert main(["score", folder, "--file", str(file)]) == 1
    assert "is not UTF-8, from byte 0 on" in capsys.readouterr().err


def test_many_prompts_go_into_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    start = len(byte_level_tokenizer().encode_prompt("the cat"))
    prompts, out = tmp_path / "prompts.txt", tmp_path / "out.jsonl"
    prompts.write_text("the cat\nthe dog\n", encoding="utf-8")
    line = ["generate", model(tmp_path, start=start), "--prompts", str(prompts), "--temperature", "0"]
    assert main([*line, "--out", str(out)]) == 0
    assert capsys.readouterr().out == f"2 texts in {out}\n"
    rows = [json.loads(row) for row in out.read_text(encoding="utf-8").splitlines()]
    assert [(row["prompt"], row["text"]) for row in rows] == [("the cat", " sat"), ("the dog", " sat")]
    assert main([*line, "--out", str(out), "--json"]) == 0
    result = json.loads(capsys.readouterr().out.splitlines()[-1])["result"]
    assert (result["texts"], result["found"], result["tokens"]) == (2, 2, 0)
    assert main(line) == 1
    assert "--prompts and --out go together" in capsys.readouterr().err
