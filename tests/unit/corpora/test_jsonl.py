from __future__ import annotations

import json
from pathlib import Path

import pytest

from gpt_studio.corpora.documents import Document, Turn
from gpt_studio.corpora.formats import jsonl
from gpt_studio.corpora.reading import Reading

ASKED = (Turn("user", "Hi"), Turn("assistant", "Hello"))


def write(tmp_path: Path, *lines: str) -> Path:
    file = tmp_path / "a.jsonl"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


@pytest.mark.parametrize(
    "value",
    [
        {"messages": [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Hello"}]},
        {"conversations": [{"from": "human", "value": "Hi"}, {"from": "gpt", "value": "Hello"}]},
        {"messages": [{"role": "user", "content": [{"type": "text", "text": "Hi"}]}, {"from": "bot", "text": "Hello"}]},
        {"prompt": "Hi", "completion": "Hello"},
        {"instruction": "Hi", "input": "", "output": "Hello"},
        {"question": "Hi", "answer": "Hello", "text": "not this"},
    ],
)
def test_conversations_are_found(value: object) -> None:
    assert jsonl.document_of(value) == Document(turns=ASKED)


@pytest.mark.parametrize("value", [{"id": 7, "text": "Sí"}, {"content": "Sí", "title": "No"}, "Sí"])
def test_texts_are_found(value: object) -> None:
    assert jsonl.document_of(value) == Document("Sí")


def test_a_chosen_field_is_the_only_one_read() -> None:
    value = {"text": "no", "title": "yes", "talk": [{"role": "user", "content": "Hi"}]}
    assert jsonl.document_of(value, "title") == Document("yes")
    assert jsonl.document_of(value, "talk") == Document(turns=ASKED[:1])
    assert jsonl.document_of(value, "missing") is None


def test_bad_lines_are_skipped_counted_and_named(tmp_path: Path) -> None:
    bad = ["{not json", '{"n": 1}', "[]", '{"messages": [{"role": "tool", "content": "x"}]}']
    reading = Reading(write(tmp_path, '{"text": "a"}', *bad, "", '{"text": "b"}'))
    assert [document.text for document in jsonl.read(reading)] == ["a", "b"]
    assert reading.problem is not None
    assert reading.problem.values == {"bad": 4, "lines": 6, "named": "2, 3, 4, 5"}


def test_a_line_too_long_for_memory_is_skipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsonl, "LONGEST_LINE", 100)
    long = json.dumps({"text": "x" * 1_000})
    reading = Reading(write(tmp_path, '{"text": "a"}', long, '{"text": "b"}'))
    assert [document.text for document in jsonl.read(reading)] == ["a", "b"]
    assert reading.problem is not None
    assert reading.problem.values["named"] == "2"


def test_half_characters_become_replacement_characters(tmp_path: Path) -> None:
    (document,) = jsonl.read(Reading(write(tmp_path, r'{"text": "a\ud83d b"}')))
    document.text.encode("utf-8")
    assert document.text == "a\N{REPLACEMENT CHARACTER} b"


def test_fields_are_listed_in_order(tmp_path: Path) -> None:
    file = write(
        tmp_path, '{"id": 3, "title": "a", "text": "b"}', "broken", '{"messages": [{"from": "gpt", "value": "c"}]}'
    )
    assert jsonl.fields_of_jsonl(file) == ("title", "text", "messages")
