"""``gpt-studio corpus report``: the table for a person, the events for a program, the corpus with remedies."""

import json
from pathlib import Path

import pytest

from gpt_studio.__main__ import main
from gpt_studio.corpora.corpus import read_corpus
from gpt_studio.corpora.remedies import Remedies

TEXT = "Escribe a ana@correo.es sobre el barco que vimos ayer.\n\nCorre, dijo el zorro\a, y todos corrieron al río."


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "texts.jsonl"
    path.write_text("\n".join(json.dumps({"text": text}) for text in (TEXT, TEXT)), encoding="utf-8")
    return path


def run(*words: object, home: Path) -> int:
    return main(["corpus", "report", *map(str, words), "--home", str(home)])


def test_a_person_reads_a_table_and_samples(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(file, home=tmp_path / "home") == 0
    said = capsys.readouterr().out
    assert "2 documents" in said
    assert "languages: es 100.0%" in said
    row = next(line for line in said.splitlines() if line.startswith("Personal data"))
    assert row.split()[2:] == ["2", "2", "1", "26", "personal"]
    assert "[ana@correo.es]" in said
    assert "-> name@example.com" in said
    assert "applied already" in next(line for line in said.splitlines() if line.startswith("Documents that repeat"))


def test_a_program_reads_events_and_counts(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(file, "--json", home=tmp_path / "home") == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    found = [line["finding"] for line in lines if line["event"] == "finding"]
    assert [each["kind"] for each in found if each["sample"]["found"] == "ana@correo.es"] == ["personal", "personal"]
    counts = {each["kind"]: each["count"] for each in lines[-1]["result"]["report"]["kinds"]}
    assert counts == {"duplicate_documents": 1, "control": 2, "personal": 2}


def test_remedies_are_saved_with_a_corpus(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = tmp_path / "home"
    assert run(file, "--apply", "personal", "wrapped_lines", "--out", "clean", home=home) == 0
    saved = read_corpus(home / "corpora" / "clean.toml")
    assert saved.remedies == Remedies(personal=True)
    assert saved.cleaning.join_lines
    assert '--corpus "clean"' in capsys.readouterr().out
    assert file.read_text(encoding="utf-8").count("ana@correo.es") == 2
    assert run(file, "--apply", "all", "--out", "clean", home=home) == 1
    assert run(file, "--apply", "all", "--out", "clean", "--replace", home=home) == 0
    assert read_corpus(home / "corpora" / "clean.toml").remedies == Remedies(personal=True)


def test_apply_and_out_go_together(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(file, "--apply", "personal", home=tmp_path / "home") == 1
    assert "--out CORPUS together" in capsys.readouterr().err
