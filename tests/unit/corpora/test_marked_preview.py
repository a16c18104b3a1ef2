from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from gpt_studio.core.job import JobContext
from gpt_studio.corpora.cleaning import Cleaning
from gpt_studio.corpora.corpus import Corpus
from gpt_studio.corpora.marked_preview import Fate, Piece, changes, marked_preview

KEPT, REMOVED, ADDED, SKIPPED = Fate
LETTERS = {KEPT: "", REMOVED: "-", ADDED: "+", SKIPPED: "x"}


def shown(pieces: tuple[Piece, ...] | list[Piece]) -> list[str]:
    return [LETTERS[piece.fate] + piece.text for piece in pieces]


def preview(path: Path, cleaning: Cleaning = Cleaning(), limit: int = 1000, repeated: tuple[int, ...] = ()):  # noqa: B008
    return marked_preview(str(path), Corpus("mine", (), cleaning=cleaning), limit, repeated, JobContext())


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("the same", "the same", ["the same"]),
        ("one two  \nthree", "one two\nthree", ["one ", "two", "-  ", "\n", "three"]),
        ("the cafÃ© closed", "the café closed", ["the ", "caf", "-Ã©", "+é", " ", "closed"]),
        ("write to ana@mail.org now", "write to <email> now", ["write to ", "-ana@mail.org ", "+<email> ", "now"]),
        ("Menu\nHome\nA tale.", "A tale.", ["-Menu\nHome\n", "A tale."]),
        ("", "new", ["+new"]),
    ],
)
def test_what_changes_is_marked_word_by_word_or_letter_by_letter(before: str, after: str, expected: list[str]) -> None:
    assert shown(list(changes(before, after))) == expected


def test_invisible_characters_and_blanks_are_struck_but_line_ends_and_accents_written_alike_are_not(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Cafe\u0301\u200b one.\r\nTwo.   \r\nThree.", encoding="utf-8", newline="")
    pieces, whole = preview(path)
    assert shown(pieces) == ["Café", "-\u200b", " one.\nTwo.", "-   ", "\nThree."]
    assert whole
    assert shown(preview(path, Cleaning(*[False] * 7))[0]) == ["Cafe\u0301\u200b one.\r\nTwo.   \r\nThree."]


def test_repeated_documents_are_shown_with_the_reason_and_turns_after_their_roles(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    lines = [{"text": "one"}, {"text": " "}, {"text": "two " * 300}, {"prompt": "a", "completion": "b\x07"}]
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    pieces, whole = preview(path, repeated=(1,))
    assert shown(pieces) == ["one\n\n", "x" + ("two " * 300)[:399] + "…", "\n\nuser: a\nassistant: b", "-\x07"]
    assert pieces[1].reason is not None
    assert pieces[1].reason.key == "preview.repeated"
    assert whole


def test_a_long_text_is_cut_and_what_follows_is_not_taken_for_removed(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("A line of words.  \n" * 500, encoding="utf-8")
    pieces, whole = preview(path, limit=100)
    assert sum(len(piece.text) for piece in pieces if piece.fate is KEPT) == 100
    assert {piece.text for piece in pieces if piece.fate is REMOVED} == {"  "}
    assert not any(piece.fate is ADDED for piece in pieces)
    assert not whole


def test_many_documents_end_at_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(json.dumps({"text": f"entry {number:04}"}) for number in range(100)), encoding="utf-8")
    pieces, whole = preview(path, limit=30)
    assert shown(pieces) == ["entry 0000\n\nentry 0001\n\nentry 0002"]
    assert not whole
    assert preview(path, limit=5)[0][0].text == "entry"
    everything, whole = preview(path, replace(Cleaning(), duplicates=False), 10_000)
    assert everything[0].text.endswith("entry 0099")
    assert whole
