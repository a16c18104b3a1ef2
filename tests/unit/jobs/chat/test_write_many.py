"""Going on from many prompts: the same texts as one by one, and a file of results that can be gone on with."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from gpt_studio.core.errors import StudioError
from gpt_studio.core.events import Event, Progress
from gpt_studio.core.job import JobContext
from gpt_studio.jobs.chat import write_many, write_text
from gpt_studio.jobs.chat.prompt_files import ContinuedFile, read_prompts
from gpt_studio.jobs.chat.write_many import WriteMany
from gpt_studio.jobs.chat.write_text import WriteText
from gpt_studio.jobs.models import open_model
from gpt_studio.jobs.models.open_model import OpenedModel, OpenModel

PROMPTS = [
    "one two three",
    "four",
    'Tres, ¿qué? "dos" 🦊, \u2028 x',
    "seven. one two three four five six seven. one two ",
    "five",
    "six",
]


@pytest.fixture(scope="module")
def counting(counter: Path) -> OpenedModel:
    return open_model.run(OpenModel(counter), JobContext())


@pytest.fixture
def request_for(counting: OpenedModel, tmp_path: Path) -> Any:
    path = tmp_path / "prompts.txt"
    path.write_text("\n\n".join(PROMPTS), encoding="utf-8")
    sampling = replace(counting.defaults, seed=5, temperature=1.3, top_k=0, max_new_tokens=9, stop=("seven",))
    return lambda suffix, **more: WriteMany(counting, path, tmp_path / f"out{suffix}", replace(sampling, **more), 4)


def rows(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8", newline="") as file:
        if path.suffix == ".csv":
            found = list(csv.DictReader(file))
            return [row | {name: int(row[name]) for name in ("line", "tokens", "seed")} for row in found]
        return [json.loads(line) for line in file]


@pytest.mark.parametrize("suffix", [".csv", ".jsonl"])
def test_texts_are_those_that_are_written_one_by_one(request_for: Any, suffix: str) -> None:
    request, events = request_for(suffix), list[Event]()
    done = write_many.run(request, JobContext(events.append))
    found = rows(request.out)
    assert [(row["line"], row["prompt"], row["seed"]) for row in found] == [
        (2 * place + 1, prompt, 5 + place) for place, prompt in enumerate(PROMPTS)
    ]
    for place, row in enumerate(found):
        sampling = replace(request.sampling, seed=5 + place)
        alone = write_text.run(WriteText(request.model, PROMPTS[place], sampling), JobContext())
        assert (row["text"], row["tokens"], row["ended"]) == (alone.text, alone.tokens, alone.ended)
    assert {row["ended"] for row in found} == {"end", "length"}
    assert (done.texts, done.found, done.tokens) == (6, 0, sum(row["tokens"] for row in found))
    assert [event.fraction for event in events if isinstance(event, Progress)] == [0, pytest.approx(4 / 6), 1]


@pytest.mark.parametrize("suffix", [".csv", ".jsonl"])
def test_a_torn_file_is_gone_on_with_from_its_last_whole_line(request_for: Any, suffix: str) -> None:
    request = request_for(suffix)
    write_many.run(request, JobContext())
    whole = request.out.read_bytes()
    for length in (*range(0, len(whole), 61), len(whole) - 1, len(whole)):
        request.out.write_bytes(whole[:length])
        kept = ContinuedFile(request.out).resume()
        assert whole.startswith(request.out.read_bytes())
        assert len(kept) <= len(PROMPTS)
    for length in (len(whole) // 2, len(whole) - 1, len(whole)):
        request.out.write_bytes(whole[:length])
        done = write_many.run(request, JobContext())
        assert request.out.read_bytes() == whole
        assert done.texts == 6
    assert done.found == 6


def test_without_a_seed_the_file_says_it(request_for: Any) -> None:
    request = request_for(".jsonl", seed=None)
    write_many.run(request, JobContext())
    whole = request.out.read_text(encoding="utf-8")
    request.out.write_text("".join(whole.splitlines(keepends=True)[:1]), encoding="utf-8")
    write_many.run(request, JobContext())
    assert request.out.read_text(encoding="utf-8") == whole


def test_a_text_that_does_not_fit_beside_others_is_written_alone(request_for: Any) -> None:
    request = request_for(".jsonl", max_new_tokens=140, stop=())
    request.prompts.write_text("\n".join(PROMPTS[:2]), encoding="utf-8")
    write_many.run(request, JobContext())
    first = rows(request.out)[0]
    alone = write_text.run(WriteText(request.model, PROMPTS[0], request.sampling), JobContext())
    assert (first["text"], first["tokens"]) == (alone.text, 140)


def test_cancelling_keeps_what_was_written_whole(request_for: Any) -> None:
    def stop(event: Event) -> None:
        if isinstance(event, Progress) and event.fraction:
            context.cancel()

    context = JobContext(stop)
    request = request_for(".jsonl")
    assert write_many.run(request, context).texts == 4
    assert len(rows(request.out)) == 4


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda request: replace(request, sampling=replace(request.sampling, seed=9)), "another prompt, seed or model"),
        (lambda request: replace(request, model=replace(request.model, name="other")), "another prompt, seed or model"),
        (lambda request: request.prompts.write_text("else") and request, "another prompt, seed or model"),
        (lambda request: request.prompts.write_text(PROMPTS[0]) and request, "more texts than there are prompts"),
        (lambda request: request.prompts.write_text("\n \n") and request, "holds no prompt"),
        (lambda request: request.prompts.write_bytes(b"\xff") and request, "is not UTF-8"),
        (lambda request: request.out.write_text("a,b\n1,2\n") and request, "something else"),
        (lambda request: replace(request, out=request.out.with_suffix(".txt")), r"must end with \.csv"),
    ],
)
def test_files_that_do_not_go_together_are_refused(request_for: Any, change: Any, sentence: str) -> None:
    request = request_for(".csv")
    write_many.run(request, JobContext())
    with pytest.raises(StudioError, match=sentence):
        write_many.run(change(request), JobContext())


def test_json_lines_hold_prompts_as_objects_or_as_texts(tmp_path: Path) -> None:
    path = tmp_path / "prompts.jsonl"
    path.write_text('{"prompt": "one\\ntwo", "id": 7}\r\n\n"three"\n', encoding="utf-8")
    assert [(prompt.line, prompt.text) for prompt in read_prompts(path)] == [(1, "one\ntwo"), (3, "three")]
    path.write_text('{"prompt": "one"}\n{"text": "two"}\n', encoding="utf-8")
    with pytest.raises(StudioError, match=r"Line 2 of .* has no prompt"):
        read_prompts(path)
