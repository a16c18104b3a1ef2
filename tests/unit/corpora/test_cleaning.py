from __future__ import annotations

import time

import pytest

from gpt_studio.core.fields import settings_of
from gpt_studio.corpora.cleaning import Cleaning, Duplicates, clean, clean_text, is_blank
from gpt_studio.corpora.documents import Document, Turn


@pytest.mark.parametrize(
    ("step", "dirty", "cleaned"),
    [
        ("newlines", "a\r\nb\rc\n", "a\nb\nc\n"),
        ("newlines", "a\fb\vc\x1cd", "a\nb\nc\nd"),
        ("unicode", "cafe\u0301 n\u0303", "café ñ"),
        ("control", "a\x00b\x1b[0m\u200bc\td\n", "ab[0mc\td\n"),
        ("blanks", "a  \n \n\n\n\n\nb \t", "a\n\n\nb"),
    ],
)
def test_each_step_does_its_own_work_and_can_be_switched_off(step: str, dirty: str, cleaned: str) -> None:
    off = {setting.name: False for setting in settings_of(Cleaning)}
    assert clean_text(dirty, Cleaning(**off)) == dirty
    assert clean_text(dirty, Cleaning(**(off | {step: True}))) == cleaned


def test_emoji_made_of_several_characters_stay_whole() -> None:
    family = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
    assert clean_text(family, Cleaning()) == family


def test_turns_are_cleaned_and_keep_their_roles() -> None:
    document = Document(turns=(Turn("user", "a\r\n"), Turn("assistant", "b ")))
    assert clean(document, Cleaning()).turns == (Turn("user", "a\n"), Turn("assistant", "b"))


def test_blank_documents_are_known() -> None:
    assert is_blank(Document(" \n"))
    assert is_blank(Document(turns=(Turn("user", " "),)))
    assert not is_blank(Document(turns=(Turn("user", "x"),)))


def test_duplicates_tell_texts_from_conversations() -> None:
    duplicates = Duplicates()
    assert duplicates.is_new(Document("a"))
    assert not duplicates.is_new(Document("a"))
    assert duplicates.is_new(Document(turns=(Turn("user", "a"),)))
    assert duplicates.is_new(Document(turns=(Turn("assistant", "a"),)))


def test_a_million_spaces_are_no_trouble() -> None:
    start = time.perf_counter()
    clean_text(" " * 1_000_000 + "x", Cleaning())
    assert time.perf_counter() - start < 2


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n", "\v", "\f", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"])
def test_every_end_of_a_line_or_page_stays_one(end: str) -> None:
    for newlines in (True, False):
        for control in (True, False):
            cleaned = clean_text(f"one{end}two", Cleaning(newlines=newlines, control=control))
            assert cleaned.splitlines() == ["one", "two"]
    assert clean_text(f"one  {end}two", Cleaning()).splitlines() == ["one", "two"]


def test_parts_of_a_text_are_compared_with_other_files_only() -> None:
    duplicates = Duplicates()
    assert [duplicates.is_new(Document("a"), part_of_text=True) for _ in range(2)] == [True, True]
    duplicates.begin_file()
    assert not duplicates.is_new(Document("a"), part_of_text=True)
    assert [duplicates.is_new(Document("b")) for _ in range(2)] == [True, False]
