"""Chats of people as conversations with one of them as the model."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from gpt_studio.core.errors import StudioError
from gpt_studio.corpora.assistant import as_conversation
from gpt_studio.corpora.corpus import Corpus, fingerprint, iter_documents, read_corpus, write_corpus
from gpt_studio.corpora.documents import Document, Said, Turn
from gpt_studio.corpora.scan import Speaker, scan

CHAT = (
    "12/3/24, 21:05 - Ana: Hola\n"
    "12/3/24, 21:05 - Luis: ¿Vienes?\n"
    "12/3/24, 21:06 - Luis: Hay pan\n"
    "12/3/24, 21:07 - Ana: Voy\n"
    "12/3/24, 21:07 - Ana: ¡Ya!\n"
    "12/3/24, 21:08 - Luis: Bien\n"
    "13/3/24, 9:00 - Luis: Buenos días\n"
    "14/3/24, 9:00 - Eva: ¿Alguien?\n"
    "14/3/24, 9:01 - Luis: Yo no\n"
    "14/3/24, 9:02 - ana : Yo\n"
)
CONVERSATIONS = [
    Document(turns=(Turn("user", "¿Vienes?\nHay pan"), Turn("assistant", "Voy\n¡Ya!"))),
    Document(turns=(Turn("user", "Eva: ¿Alguien?\nLuis: Yo no"), Turn("assistant", "Yo"))),
]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    folder = tmp_path_factory.mktemp("chat")
    (folder / "_chat.txt").write_text(CHAT, "utf-8")
    return Corpus("chat", (str(folder / "_chat.txt"),)).kept_in(folder / "cache")


def test_the_speaker_answers_the_others(corpus: Corpus) -> None:
    assert list(iter_documents(replace(corpus, assistant="ANA "))) == CONVERSATIONS


def test_without_a_speaker_a_chat_is_text(corpus: Corpus) -> None:
    first, second, third = iter_documents(corpus)
    assert first.text == "Ana: Hola\nLuis: ¿Vienes?\nHay pan\nAna: Voy\n¡Ya!\nLuis: Bien"
    assert (second.turns, third.turns) == ((), ())


def test_the_report_counts_the_speakers_with_and_without_a_choice(corpus: Corpus) -> None:
    for assistant, conversations in (("", 0), ("Ana", 2)):
        (report,) = scan(replace(corpus, assistant=assistant))
        assert report.speakers == (Speaker("Luis", 4), Speaker("Ana", 2), Speaker("Eva", 1), Speaker("ana", 1))
        assert report.conversations == conversations


def test_a_speaker_who_answers_nobody_is_refused_with_the_others_named(corpus: Corpus) -> None:
    with pytest.raises(StudioError, match=r"“Eva” answers nobody in _chat.txt: choose another speaker.*Luis, Ana"):
        list(iter_documents(replace(corpus, assistant="Eva")))


def test_the_choice_is_kept_with_the_corpus_and_makes_another_text(corpus: Corpus, tmp_path: Path) -> None:
    chosen = replace(corpus, assistant="Ana")
    write_corpus(tmp_path / "chat.toml", chosen)
    assert read_corpus(tmp_path / "chat.toml") == chosen
    assert fingerprint(chosen) != fingerprint(corpus)


def test_telegram_too(tmp_path: Path) -> None:
    messages = [
        {"id": 1, "type": "message", "date_unixtime": "1700000000", "from": "Luis", "text": "¿Qué tal?"},
        {"id": 2, "type": "message", "date_unixtime": "1700000009", "from": "Ana", "text": ["Bien, ", {"text": "tú"}]},
    ]
    (tmp_path / "result.json").write_text(json.dumps({"type": "personal_chat", "messages": messages}), "utf-8")
    chosen = Corpus("", (str(tmp_path / "result.json"),), assistant="Ana")
    (document,) = iter_documents(chosen)
    assert document.turns == (Turn("user", "¿Qué tal?"), Turn("assistant", "Bien, tú"))


def test_a_monologue_is_no_conversation() -> None:
    assert as_conversation((Said("Ana", "Hola"), Said("Luis", "…")), "Ana") is None
    assert as_conversation((Said("Ana", "Hola"),), "Ana") is None
