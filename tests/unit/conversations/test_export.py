"""Exports for people, for programs and for training."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from gpt_studio.conversations.export import ExportFormat, exported, training_lines
from gpt_studio.conversations.imports.reading import read_export
from gpt_studio.conversations.passage import Passage
from gpt_studio.conversations.tree import CHAT, TEXT, Conversation
from gpt_studio.corpora.json_documents import documents_in

TALK = Conversation("a", CHAT, 1.0).with_passages(
    [Passage("user", "¿Qué hace?\nLine two"), Passage("assistant", "Duerme 🐈", "mine")]
)
TWO = TALK.cut_from(1).add(Passage("assistant", "Corre", "mine")).add(Passage("user", "And now?"))
STORY = Conversation("t", TEXT, 1.0).with_passages([Passage("user", "On"), Passage("assistant", "ce upon")])


@pytest.mark.parametrize(
    ("conversation", "form", "expected"),
    [
        (TALK, ExportFormat.MARKDOWN, "# ¿Qué hace?\n\n**You**\n\n¿Qué hace?\nLine two\n\n**mine**\n\nDuerme 🐈\n"),
        (TALK, ExportFormat.TEXT, "You:\n¿Qué hace?\nLine two\n\nmine:\nDuerme 🐈\n"),
        (STORY, ExportFormat.TEXT, "Once upon\n"),
        (STORY, ExportFormat.TRAINING, '{"text": "Once upon"}\n'),
        (Conversation("a", CHAT, 1.0).add(Passage("user", "Hello?")), ExportFormat.TRAINING, ""),
    ],
)
def test_what_is_shown_is_written_for_its_reader(conversation: Conversation, form: ExportFormat, expected: str) -> None:
    assert exported(conversation, form, "You") == expected


def test_examples_to_train_on_are_what_the_reader_of_corpora_takes() -> None:
    (line,) = training_lines(replace(TWO, system="Be brief."), all_branches=False)
    (document,) = documents_in(json.loads(line)).documents
    assert [(turn.role, turn.text) for turn in document.turns] == [
        ("system", "Be brief."),
        ("user", "¿Qué hace?\nLine two"),
        ("assistant", "Corre"),
    ]


def test_every_branch_gives_an_example_once() -> None:
    again = TWO.cut_from(2).add(Passage("user", "And then?"))
    lines = [json.loads(line)["messages"][-1]["content"] for line in training_lines(again, all_branches=True)]
    assert lines == ["Duerme 🐈", "Corre"]


def test_what_was_exported_as_json_can_be_imported_as_another_conversation(tmp_path: Path) -> None:
    path = tmp_path / "talk.json"
    path.write_text(exported(TWO, ExportFormat.JSON, "You"), encoding="utf-8")
    export = read_export(path, lambda: None)
    (found,) = export.found
    assert export.program == "GPT Studio"
    assert found.id != TWO.id
    assert replace(found, id=TWO.id) == TWO
