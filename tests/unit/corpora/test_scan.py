from __future__ import annotations

import os
from pathlib import Path

import pytest

from gpt_studio.core.errors import StudioError
from gpt_studio.corpora.corpus import Corpus, fingerprint, iter_documents
from gpt_studio.corpora.scan import FileReport, MarkCount, MarkUse, preview, scan


def reports(*paths: Path) -> list[FileReport]:
    return list(scan(Corpus("mine", tuple(str(path) for path in paths))))


def problem_key(report: FileReport) -> str:
    return report.problem.key if report.problem else ""


def test_a_row_says_what_is_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("Año\r\n".encode("cp1252"))
    (tmp_path / "b.jsonl").write_text('{"text": "one"}\n{"prompt": "a", "completion": "b"}\n', encoding="utf-8")
    text, lines = reports(tmp_path)
    assert (text.size, text.characters, text.documents, text.encoding, text.format) == (
        5,
        4,
        1,
        "Windows-1252",
        "Plain text",
    )
    assert (lines.characters, lines.documents, lines.format) == (5, 2, "JSON Lines")
    assert text.problem is None
    assert lines.problem is None


def test_every_bad_situation_is_a_problem_in_its_row(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"")
    (tmp_path / "b.txt").write_bytes(b"\0\0\1")
    (tmp_path / "c.txt").write_text("twice", encoding="utf-8")
    (tmp_path / "d.txt").write_text("twice", encoding="utf-8")
    (tmp_path / "e.jsonl").write_text('{"text": "x"}\nnothing\n', encoding="utf-8")
    (tmp_path / "f.docx").write_bytes(b"PK")
    (tmp_path / "g.exe").write_bytes(b"MZ")
    rows = reports(tmp_path, tmp_path / "g.exe", tmp_path / "gone.txt")
    assert {Path(row.path).name: problem_key(row) for row in rows} == {
        "a.txt": "file.empty",
        "b.txt": "file.binary",
        "c.txt": "",
        "d.txt": "file.repeated",
        "e.jsonl": "jsonl.left_out_one",
        "f.docx": "file.damaged",
        "g.exe": "file.unsupported",
        "gone.txt": "file.gone",
    }


@pytest.mark.skipif(os.name == "nt" or not hasattr(os, "geteuid") or os.geteuid() == 0, reason="may read everything")
def test_a_forbidden_file_is_a_problem(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("secret", encoding="utf-8")
    file.chmod(0)
    assert [problem_key(row) for row in reports(tmp_path)] == ["file.forbidden"]


def test_a_file_that_vanishes_while_scanning_is_a_problem(tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / f"{name}.txt").write_text(name, encoding="utf-8")
    rows = scan(Corpus("mine", (str(tmp_path),)))
    next(rows)
    (tmp_path / "b.txt").unlink()
    assert [problem_key(row) for row in rows] == ["file.gone"]


def test_the_preview_is_the_cleaned_beginning(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text('{"text": "one\\r\\n"}\n{"prompt": "a", "completion": "b"}\n', encoding="utf-8")
    corpus = Corpus("mine", (str(file),))
    assert preview(file, corpus) == "one\n\n\nuser: a\nassistant: b"
    assert preview(file, corpus, 2) == "on"
    assert preview(file, corpus, 8) == "one\n\n\nus"


def test_the_preview_of_a_binary_file_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\0")
    with pytest.raises(StudioError, match="not a text file"):
        preview(tmp_path / "a.txt", Corpus("mine", ()))


def test_the_built_in_sample_works_like_a_file() -> None:
    corpus = Corpus("sample", ("sample:",))
    (row,) = scan(corpus)
    documents = list(iter_documents(corpus))
    assert row.name == "Built-in sample"
    assert row.problem is None
    assert row.size >= 2_000_000
    assert row.documents == len(documents)
    assert row.characters == sum(document.characters for document in documents)
    assert len(preview("sample:", corpus, 300)) == 300
    assert fingerprint(corpus) == fingerprint(corpus)


def test_marks_are_counted_with_what_is_done_with_them(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("One.\n<|endoftext|>\n[INST] Two. <user> `</s>`", encoding="utf-8")
    corpus = Corpus("mine", (str(tmp_path),))
    [row] = scan(corpus)
    assert row.marks == (
        MarkCount("<|endoftext|>", 1, MarkUse.DIVIDES),
        MarkCount("[INST]", 1, MarkUse.PLAIN_TEXT),
        MarkCount("</s>", 1, MarkUse.PLAIN_TEXT),
    )
    [row] = scan(corpus, special_tokens={"<user>": True, "[INST]": True, "<bot>": True, "<unk>": False})
    assert [(each.mark, each.use) for each in row.marks if each.use is MarkUse.SPECIAL_TOKEN] == [
        ("<user>", MarkUse.SPECIAL_TOKEN),
        ("[INST]", MarkUse.SPECIAL_TOKEN),
    ]
