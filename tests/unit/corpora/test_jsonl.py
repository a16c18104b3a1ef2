from __future__ import annotations

import io
import json
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from gpt_studio.core.errors import StudioError
from gpt_studio.corpora import json_values
from gpt_studio.corpora.documents import Document, Turn
from gpt_studio.corpora.formats import jsonl
from gpt_studio.corpora.json_documents import Lack, documents_in
from gpt_studio.corpora.json_values import values_in
from gpt_studio.corpora.reading import Reading

ASKED = (Turn("user", "Hi"), Turn("assistant", "Hello"))


def document_of(value: Any, name: str = "") -> Document | None:
    found = documents_in(value, name).documents
    assert len(found) <= 1
    return found[0] if found else None


def texts_of(tmp_path: Path, content: str, field: str = "", name: str = "a.jsonl") -> tuple[list[str], Reading]:
    file = tmp_path / name
    file.write_text(content, encoding="utf-8")
    reading = Reading(file, field)
    return [document.text for document in jsonl.read(reading)], reading


@pytest.mark.parametrize(
    "value",
    [
        {"messages": [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Hello"}]},
        {"conversations": [{"from": "human", "value": "Hi"}, {"from": "gpt", "value": "Hello"}]},
        {"messages": [{"role": "user", "content": [{"type": "text", "text": "Hi"}]}, {"from": "bot", "text": "Hello"}]},
        {"prompt": "Hi", "completion": "Hello"},
        {"prompt": "Hi", "response": "Hello"},
        {"instruction": "Hi", "input": "", "output": "Hello"},
        {"instruction": "", "input": "Hi", "output": "Hello"},
        {"question": "Hi", "answer": "Hello", "text": "not this"},
        {"input": "Hi", "output": "Hello"},
        {"query": "Hi", "response": "Hello"},
        {"user": "Hi", "assistant": "Hello"},
        {"conversation": [{"human": "Hi", "assistant": "Hello"}]},
        {"dialog": ["Hi", "Hello"]},
        {"prompt": [{"role": "user", "content": "Hi"}], "completion": [{"role": "assistant", "content": "Hello"}]},
        [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Hello"}],
    ],
)
def test_conversations_are_found(value: object) -> None:
    assert document_of(value) == Document(turns=ASKED)


@pytest.mark.parametrize(
    "value",
    [
        {"id": 7, "text": "Sí"},
        {"content": "Sí", "title": "No"},
        "Sí",
        {"prompt": "", "completion": "Sí"},
        {"prompt": None, "completion": "Sí"},
        {"data": [{"text": "Sí"}]},
        [["Sí"]],
    ],
)
def test_texts_are_found(value: object) -> None:
    assert document_of(value) == Document("Sí")


def test_a_chosen_field_is_the_only_one_read() -> None:
    value = {"text": "no", "title": "yes", "talk": [{"role": "user", "content": "Hi"}]}
    assert document_of(value, "title") == Document("yes")
    assert document_of(value, "talk") == Document(turns=ASKED[:1])
    assert document_of(value, "missing") is None
    assert document_of("yes", "title") is None


@pytest.mark.parametrize("empty", ["", " ", None, []])
def test_an_empty_turn_is_left_out_alone(empty: object) -> None:
    turns = [{"role": "system", "content": empty}, {"role": "user", "content": "Hi"}]
    turns += [{"role": "assistant", "content": "Hello"}, {"role": "user", "content": empty}]
    found = documents_in({"messages": turns})
    assert found.documents == [Document(turns=ASKED)]
    assert found.turns_left_out == 0


def test_turns_of_tools_are_left_out_and_counted(tmp_path: Path) -> None:
    turns = [
        {"role": "user", "content": "Hi"},
        {"role": "assistant", "content": None, "tool_calls": [{"function": {"name": "w"}}]},
        {"role": "tool", "content": "sunny"},
        {"role": "assistant", "content": "Hello"},
    ]
    file = tmp_path / "a.jsonl"
    file.write_text(json.dumps({"messages": turns}), encoding="utf-8")
    reading = Reading(file)
    assert list(jsonl.read(reading)) == [Document(turns=ASKED)]
    assert reading.problem is not None
    assert (reading.problem.key, reading.problem.values["count"]) == ("jsonl.turns_left_out", 2)


@pytest.mark.parametrize(
    ("value", "lack"),
    [
        ({"n": 1}, Lack.NO_FIELD),
        ({"text": 3}, Lack.NO_FIELD),
        (7, Lack.NO_FIELD),
        ([], Lack.EMPTY),
        ({"text": " "}, Lack.EMPTY),
        ({"prompt": "Hi", "completion": ""}, Lack.EMPTY),
        ({"messages": [{"role": "tool", "content": "x"}]}, Lack.NO_TURNS),
        ({"messages": []}, Lack.EMPTY),
    ],
)
def test_what_gives_no_document_says_why(value: object, lack: Lack) -> None:
    assert documents_in(value).lack is lack


ONE_TWO = [{"text": "one"}, {"text": "two"}]


@pytest.mark.parametrize(
    "content",
    [
        '{"text": "one"}\n{"text": "two"}\n',
        '{"text": "one"}\r{"text": "two"}',
        '\ufeff{"text": "one"}\n\ufeff{"text": "two"}\n',
        '{"text": "one"}{"text": "two"}',
        '\x1e{"text": "one"}\n\x1e{"text": "two"}\n',
        json.dumps(ONE_TWO),
        json.dumps(ONE_TWO, indent=2),
        "\n\ufeff " + json.dumps(ONE_TWO, indent=2),
        "\n".join(json.dumps(value, indent=2) for value in ONE_TWO),
        '["one",\n"two"]',
        '[["one"], ["two"]]',
        '["one"]\n["two"]\n',
        '[{"text": "one"},\n{"text": "two"},]',
        '[{"text": "one"},\n{"text": "two"}',
        json.dumps({"version": 1, "data": ONE_TWO}, indent=1),
        '{"text": "one", "n": NaN}\n{"text": "not this", "text": "two"}',
        '{"text": "one", "n": ' + "9" * 5_000 + '}\n{"text": "two"}',
    ],
)
def test_every_way_to_put_values_into_a_file_is_read(tmp_path: Path, content: str) -> None:
    texts, reading = texts_of(tmp_path, content)
    assert texts == ["one", "two"]
    assert reading.problem is None


@pytest.mark.parametrize(
    ("content", "kept", "lines", "reasons"),
    [
        ('{"text": "a"}\n{not json\n{"n": 1}\n[]\n{"text": "b"}\n', ["a", "b"], "2, 3, 4", "without a field"),
        ('{"text": "a"}\n{"text": "b"\n{"text": "c"}\n', ["a", "c"], "2", "1 not JSON"),
        ('{"text": "un\n{"text": "c"}\nplain words\n', ["c"], "1, 3", "2 not JSON"),
        (
            '[{"text": "a"},\n{bad},\n{"text": "x, ]}\\" y"},\n{"text": "b" "c"},\n"d"]',
            ["a", 'x, ]}" y', "d"],
            "2, 4",
            "",
        ),
        ('{"text": "a"}\n' + '{"a":' * 3_000 + "1" + "}" * 3_000 + '\n{"text": "b"}', ["a", "b"], "2", "too deeply"),
        ("[" * 5_000 + "]" * 5_000, [], "1", "too deeply"),
    ],
)
def test_what_cannot_be_used_is_skipped_counted_and_named(
    tmp_path: Path, content: str, kept: list[str], lines: str, reasons: str
) -> None:
    texts, reading = texts_of(tmp_path, content)
    assert texts == kept
    assert reading.problem is not None
    assert reading.problem.key == ("jsonl.left_out" if "," in lines else "jsonl.left_out_one")
    assert reading.problem.values["lines"] == lines
    assert reasons in str(reading.problem)


def test_the_fields_that_there_are_and_the_flag_are_named(tmp_path: Path) -> None:
    content = '{"review": "a", "Text": "b", "stars": 4}\n' * 3
    texts, reading = texts_of(tmp_path, content)
    assert texts == []
    assert "review, Text, stars" in str(reading.problem)
    assert "--text-field" in str(reading.problem)
    assert list(reading.fields) == ["review", "Text"]
    assert texts_of(tmp_path, content, "review")[0] == ["a", "a", "a"]


@pytest.mark.parametrize("array", [False, True])
def test_a_value_too_long_to_be_held_is_skipped_and_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, array: bool
) -> None:
    monkeypatch.setattr(json_values, "LONGEST_VALUE", 2_000)
    monkeypatch.setattr(json_values, "_LONGEST_LINE", 1_000)
    monkeypatch.setattr(json_values, "_BLOCK", 100)
    entries = ['{"text": "a"}', json.dumps({"text": '",]}\\' * 1_000}), '{"text": "b"}']
    texts, reading = texts_of(tmp_path, "[" + ",".join(entries) + "]" if array else "\n".join(entries))
    assert texts == ["a", "b"]
    assert "longer than" in str(reading.problem)


def test_half_characters_become_replacement_characters(tmp_path: Path) -> None:
    texts, _ = texts_of(tmp_path, r'{"text": "a\ud83d b"}')
    assert texts == ["a\N{REPLACEMENT CHARACTER} b"]


def test_fields_are_listed_in_order(tmp_path: Path) -> None:
    lines = ('{"id": 3, "title": "a", "text": "b"}', "broken", '{"messages": [{"from": "gpt", "value": "c"}]}')
    assert texts_of(tmp_path, "\n".join(lines))[1].fields == {"title": ["a"], "text": ["b"], "messages": ["c"]}


@pytest.mark.parametrize(
    "content",
    [
        '[{"text":"a\\"] ,"}, {"text":"bé\\u00e9\\\\"}, [1,2,[3]], "s", 12.5, tru, {"x":"y" z}, null]',
        '{"text":"a"}\n{bad\n{"text":"b \\u00e9"}\n[1,2]\n{"text": "un\n{"text":"c"}\n12\n',
        '[\n [1],\n "x"\n]',
    ],
)
def test_where_blocks_end_changes_nothing(monkeypatch: pytest.MonkeyPatch, content: str) -> None:
    whole = list(values_in(io.StringIO(content)))
    assert len(whole) >= 2
    for length in range(1, 30):
        monkeypatch.setattr(json_values, "_BLOCK", length)
        assert list(values_in(io.StringIO(content))) == whole


def test_a_long_array_is_not_held() -> None:
    class Endless(io.StringIO):
        """A hundred million elements, of which no more is made than is read."""

        made = 0

        def read(self, size: int | None = -1) -> str:
            assert size is not None
            start = "[" if not self.made else ""
            self.made += size
            return start + '{"text": "a"},' * (size // 14)

    file = Endless()
    for entry in islice(values_in(file), 1_000_000):
        assert entry == json_values.JsonValue(1, {"text": "a"}, array=1)
    assert file.made < 1_000_000 * 14 + 10_000_000


TURNS = [{"role": "system", "content": "S"}, {"role": "user", "content": "hi"}, {"role": "assistant", "content": "yo"}]
SHORT = [{"from": "human", "value": "a"}, {"from": "gpt", "value": "b"}]


@pytest.mark.parametrize("indent", [None, 1])
@pytest.mark.parametrize(
    ("value", "turns"),
    [
        (TURNS, [3]),
        (SHORT, [2]),
        ({"messages": TURNS}, [3]),
        ({"id": 1, "title": "t", "conversations": SHORT}, [2]),
        ([{"messages": TURNS}, {"messages": SHORT}], [3, 2]),
        ([TURNS, SHORT], [3, 2]),
        ([*TURNS, {"role": "tool", "content": "z"}], [3]),
    ],
)
def test_a_file_that_is_one_value_of_conversations(
    tmp_path: Path, value: object, turns: list[int], indent: int | None
) -> None:
    for name in ("a.json", "a.jsonl"):
        path = tmp_path / name
        path.write_text(json.dumps(value, indent=indent), encoding="utf-8")
        found = list(jsonl.read(Reading(path)))
        assert [len(document.turns) for document in found] == turns


def test_messages_that_are_no_conversation_are_texts(tmp_path: Path) -> None:
    mixed = [TURNS[1], {"text": "a note"}, TURNS[2]]
    assert texts_of(tmp_path, json.dumps(mixed), name="a.json")[0] == ["hi", "a note", "yo"]
    strangers = [{"role": "x", "content": "a"}, {"role": "y", "content": "b"}]
    assert texts_of(tmp_path, json.dumps(strangers), name="a.json")[0] == ["a", "b"]
    assert texts_of(tmp_path, json.dumps(TURNS), "content", name="a.json")[0] == ["S", "hi", "yo"]


def test_arrays_of_messages_one_after_another_are_conversations_of_their_own(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps(TURNS, indent=1) + "\n" + json.dumps(SHORT, indent=1), encoding="utf-8")
    assert [len(document.turns) for document in jsonl.read(Reading(path))] == [3, 2]
    path.write_text(json.dumps(TURNS, indent=1).replace('"hi"', "hi"), encoding="utf-8")
    reading = Reading(path)
    assert [len(document.turns) for document in jsonl.read(reading)] == [2]
    assert "One entry of a.json is left out (line 6): 1 not JSON" in str(reading.problem), (
        "the broken message, and the rest of the conversation"
    )


@pytest.mark.parametrize(
    ("value", "asked", "answered"),
    [
        ({"instruction": "Who?", "context": "Ana is here.", "response": "Ana"}, "Who?\n\nAna is here.", "Ana"),
        ({"prompt": "Who?", "chosen": "Ana", "rejected": "Nobody"}, "Who?", "Ana"),
        ({"pregunta": "¿Quién?", "respuesta": "Ana"}, "¿Quién?", "Ana"),
    ],
)
def test_forms_of_instructions_are_conversations(value: dict[str, str], asked: str, answered: str) -> None:
    (document,) = documents_in(value).documents
    assert [turn.text for turn in document.turns] == [asked, answered]


def test_a_file_that_begins_with_nothing_but_other_lines_is_of_another_kind(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    lines = ["a"] * 10_000
    path.write_text("\n".join([*lines[1:], '{"text": "A story."}']))
    assert [document.text for document in jsonl.read(Reading(path))] == ["A story."]
    path.write_text("\n".join([*lines, '{"text": "A story."}']))
    with pytest.raises(StudioError, match="no JSON Lines file"):
        list(jsonl.read(Reading(path)))


def _node(role: str, text: str, parent: str | None, **about: object) -> dict[str, object]:
    content = {"content_type": "text", "parts": [text]}
    return {"parent": parent, "message": {"author": {"role": role}, "content": content, "metadata": about}}


def test_an_export_of_chatgpt_gives_the_branch_that_is_shown() -> None:
    nodes = {
        "root": {"parent": None, "message": None},
        "hidden": _node("system", "secreto", "root", is_visually_hidden_from_conversation=True),
        "asked": _node("user", "¿Cómo hago pan?", "hidden"),
        "old": _node("assistant", "No sé.", "asked"),
        "new": _node("assistant", "Con harina.", "asked"),
    }
    (document,) = documents_in({"title": "Pan", "mapping": nodes, "current_node": "new"}).documents
    assert document.turns == (Turn("user", "¿Cómo hago pan?"), Turn("assistant", "Con harina."))


def test_a_tree_without_end_ends() -> None:
    nodes = {"a": _node("user", "uno", "b"), "b": _node("assistant", "dos", "a")}
    (document,) = documents_in({"mapping": nodes, "current_node": "b"}).documents
    assert [turn.text for turn in document.turns] == ["uno", "dos"]


def test_exports_of_claude_and_of_posts() -> None:
    claude = {
        "name": "Pan",
        "chat_messages": [{"sender": "human", "text": "¿Y?"}, {"sender": "assistant", "text": "Sí"}],
    }
    (document,) = documents_in(claude).documents
    assert document.turns == (Turn("user", "¿Y?"), Turn("assistant", "Sí"))
    posts = [{"tweet": {"full_text": "Hola"}}, {"title": "¿?", "selftext": "Cuento"}, {"body": "[deleted]"}]
    assert [found.text for post in posts for found in documents_in(post).documents] == ["Hola", "Cuento"]
