"""The report of --self-test: one line per check, and an exit code. The parts are real modules with tiny checks."""

import sys

import pytest

from gpt_studio.cli import self_test

PART = """
from gpt_studio.core.self_checks import Check
from gpt_studio.core.errors import StudioError

def note(folder):
    (folder / "note.txt").write_text("here")
    return f"wrote into {folder.name}"

def lack():
    raise OSError("libxcb-cursor.so.0: cannot open shared object file: No such file or directory")

def refuse():
    raise StudioError("test.refused", "The {thing} is closed: come back later.", thing="shop")

def break_down():
    raise ValueError("seven")

def checks(folder):
    return [Check(name, run) for name, run in {
        "write": lambda: note(folder), "lack": lack, "refuse": refuse, "break": break_down, "read": lambda: "read",
    }.items() if name in WANTED]
"""


@pytest.fixture
def part(tmp_path, monkeypatch):
    """Makes a module of the checks of these names."""
    monkeypatch.syspath_prepend(tmp_path)
    made = []

    def make(name, *wanted):
        (tmp_path / f"{name}.py").write_text(f"WANTED = {wanted!r}\n{PART}", encoding="utf-8")
        made.append(name)
        return name

    yield make
    for name in made:
        sys.modules.pop(name, None)


def test_all_well(part, capsys):
    assert self_test.run([part("part_a", "write", "read"), part("part_b", "read")]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line[:10].rstrip() for line in lines[1:-1]] == ["ok    writ", "ok    read", "ok    read"]
    assert lines[-1].startswith("Everything works")


def test_nothing_is_left_behind(part, capsys, tmp_path, monkeypatch):
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    assert self_test.run([part("part_c", "write")]) == 0
    assert list(temporary.iterdir()) == []


def test_a_failure_ends_its_part_and_not_the_next(part, capsys):
    assert (
        self_test.run([part("part_d", "write", "break", "read"), part("part_e", "refuse"), part("part_f", "read")]) == 1
    )
    shown = capsys.readouterr()
    assert "FAIL  break: ValueError: seven" in shown.out
    assert "FAIL  refuse: The shop is closed: come back later." in shown.out
    assert shown.out.count("ok    read") == 1
    assert shown.out.splitlines()[-1].startswith("Failed: break, refuse (")
    assert shown.err.count("Traceback") == 1  # only for what nobody expected


def test_a_missing_library_is_one_sentence(part, capsys):
    assert self_test.run([part("part_g", "lack")]) == 1
    shown = capsys.readouterr()
    assert "libxcb-cursor" in shown.out
    assert shown.err == ""


def test_a_part_that_cannot_be_loaded(part, capsys):
    assert self_test.run(["part_that_is_not_there", part("part_h", "read")]) == 1
    shown = capsys.readouterr().out
    assert "FAIL  Load part_that_is_not_there: ModuleNotFoundError" in shown
    assert "ok    read" in shown
