"""Conversations that a person keeps as examples."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gpt_studio.conversations.examples import examples_file, keep_example
from gpt_studio.conversations.passage import Passage
from gpt_studio.conversations.tree import CHAT, Conversation
from gpt_studio.core.errors import StudioError
from gpt_studio.core.job import JobContext
from gpt_studio.core.paths import Home
from gpt_studio.corpora.corpus import iter_documents, read_corpus
from gpt_studio.jobs.chat.keep_example import KeepExample, run

FIRST = Conversation("a", CHAT, 1.0).with_passages([Passage("user", "Hola"), Passage("assistant", "Adiós")])
CORRECTED = FIRST.branch(1, Passage("assistant", "¡Hola!"))
LONGER = CORRECTED.with_passages([Passage("user", "¿Qué tal?"), Passage("assistant", "Bien")])
OTHER = Conversation("b", CHAT, 1.0).with_passages([Passage("user", "Eh"), Passage("assistant", "¿Sí?")])


def kept(home: Home) -> list[list[str]]:
    lines = examples_file(home).read_text("utf-8").splitlines()
    return [[message["content"] for message in json.loads(line)["messages"]] for line in lines]


def test_what_is_corrected_or_gone_on_with_takes_the_place_of_the_earlier_example(tmp_path: Path) -> None:
    home = Home(tmp_path)
    assert [keep_example(home, each) for each in (FIRST, OTHER, CORRECTED)] == [1, 2, 2]
    assert kept(home) == [["Eh", "¿Sí?"], ["Hola", "¡Hola!"]]
    assert keep_example(home, LONGER) == 2
    assert kept(home) == [["Eh", "¿Sí?"], ["Hola", "¡Hola!", "¿Qué tal?", "Bien"]]


def test_lines_of_somebody_else_stay(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.exports.mkdir()
    examples_file(home).write_text('{"text": "mine"}\nnot JSON\n', "utf-8")
    keep_example(home, FIRST)
    assert examples_file(home).read_text("utf-8").startswith('{"text": "mine"}\nnot JSON\n{"messages"')


def test_without_a_reply_nothing_is_kept(tmp_path: Path) -> None:
    with pytest.raises(StudioError):
        keep_example(Home(tmp_path), FIRST.cut_from(1))
    assert not examples_file(Home(tmp_path)).exists()


def test_the_examples_are_one_corpus_whatever_it_is_called(tmp_path: Path) -> None:
    home = Home(tmp_path)
    first = run(KeepExample(home, FIRST, "Examples"), JobContext())
    (home.corpora / "Examples.toml").rename(home.corpora / "Mine.toml")
    second = run(KeepExample(home, OTHER, "Examples"), JobContext())
    assert (first.corpus, second.corpus, second.count) == ("Examples", "Mine", 2)
    documents = list(iter_documents(read_corpus(home.corpora / "Mine.toml")))
    assert [[turn.text for turn in each.turns] for each in documents] == kept(home)
