from __future__ import annotations

import io
from pathlib import Path

import pytest

from gpt_studio.corpora.formats import plain_text
from gpt_studio.corpora.reading import Reading


def test_a_file_is_one_document(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("one\ntwo\n\nthree", encoding="utf-8")
    assert [document.text for document in plain_text.read(Reading(file))] == ["one\ntwo\n\nthree"]


def test_a_large_file_comes_in_pieces_that_end_with_a_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "large.txt"
    text = "".join(f"line {number} of a long file, año\n" for number in range(5_000))
    file.write_text(text, encoding="utf-8")
    monkeypatch.setattr(plain_text, "LARGE", 100_000)
    monkeypatch.setattr(plain_text, "PIECE", 40_000)
    monkeypatch.setattr(plain_text.pieces, "__defaults__", (40_000, 1_000))
    documents = [document.text for document in plain_text.read(Reading(file))]
    assert len(documents) > 2
    assert "".join(documents) == text
    assert all(piece.endswith("\n") for piece in documents)
    assert all(len(piece) >= plain_text.SHORTEST_PIECE for piece in documents)


def test_an_endless_line_is_cut() -> None:
    cut = list(plain_text.pieces(io.StringIO("x" * 205_000), length=50_000, longest_line=10_000))
    assert [len(piece) for piece in cut] == [60_000, 60_000, 60_000, 25_000]


def test_a_short_rest_joins_the_piece_before_it() -> None:
    assert [len(piece) for piece in plain_text.pieces(io.StringIO("x" * 125_000), 50_000, 10_000)] == [60_000, 65_000]


def test_marks_divide_small_and_large_files_alike(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "stories.txt"
    stories = [f"Story {number}. " + "It was happy. " * (number % 90) + "End." for number in range(400)]
    file.write_text("\n<|endoftext|>\n".join(stories), encoding="utf-8")
    small = Reading(file)
    assert [document.text for document in plain_text.read(small)] == stories
    monkeypatch.setattr(plain_text, "LARGE", 100_000)
    monkeypatch.setattr(plain_text, "PIECE", 30_000)
    monkeypatch.setattr(plain_text.pieces, "__defaults__", (30_000, 100))
    large = Reading(file)
    assert [document.text for document in plain_text.read(large)] == stories
    assert small.ends == large.ends == {"<|endoftext|>": 399}


def test_a_long_last_line_is_not_cut_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "large.txt"
    file.write_text("word " * 20_000 + "end", encoding="utf-8")
    monkeypatch.setattr(plain_text, "LARGE", 100_000)
    monkeypatch.setattr(plain_text, "PIECE", 40_000)
    monkeypatch.setattr(plain_text.pieces, "__defaults__", (40_000, 1_000))
    documents = [document.text for document in plain_text.read(Reading(file))]
    assert "".join(documents).replace(" ", "") == "word" * 20_000 + "end"
    assert all(len(piece) > 10_000 for piece in documents)


def test_a_line_end_of_two_characters_is_not_taken_apart() -> None:
    text = "x" * 29_999 + "\r\n" + "y" * 40_000
    first, second = plain_text.pieces(io.StringIO(text, newline=""), length=20_000, longest_line=10_000)
    assert first == "x" * 29_999 + "\r\n"
    assert second == "y" * 40_000
