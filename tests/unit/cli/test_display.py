"""Events as JSON lines, as plain lines and as a bar."""

import json
import re
from types import SimpleNamespace

import pytest

from gpt_studio.cli import display
from gpt_studio.cli.display import Bar, JsonLines, Lines, Seen, Step, WrittenPiece, describe, display_for
from gpt_studio.core.errors import say
from gpt_studio.core.events import Event, Log, Progress

NEWS = Log(say("saved", "Guardado: ñ"))
PIECE = Log(say("piece", "tok"))


def seen(event: Event) -> Seen:
    return WrittenPiece("tok") if event is PIECE else describe(event)


def half_way(text: str = "Reading") -> Progress:
    return Progress(say("reading", text), 0.5)


def test_what_is_seen_of_ordinary_events() -> None:
    assert describe(half_way()) == Step("Reading", 0.5)
    assert describe(NEWS) == "Guardado: ñ"
    assert describe(Log(say("gone", "It is gone."), "warning")) == "Warning: It is gone."
    assert describe(Event()) is None


def test_json_lines_are_ascii_objects_on_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    lines = display_for(seen, as_json=True)
    lines.show(NEWS)
    lines.note("for a person")
    lines.close()
    captured = capsys.readouterr()
    assert captured.err == "for a person\n"
    assert captured.out.isascii()
    assert json.loads(captured.out)["what"]["text"] == "Guardado: ñ"
    assert isinstance(lines, JsonLines)


def test_lines_of_a_short_job_leave_progress_out(capsys: pytest.CaptureFixture[str]) -> None:
    lines = display_for(seen, as_json=False)
    assert isinstance(lines, Lines)
    for event in (half_way(), NEWS, PIECE, half_way()):
        lines.show(event)
    lines.close()
    captured = capsys.readouterr()
    assert captured.err == "Guardado: ñ\n"
    assert captured.out == "tok"


def test_progress_comes_once_in_a_while(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    now = 100.0
    monkeypatch.setattr(display, "time", SimpleNamespace(monotonic=lambda: now))
    lines = Lines(seen)
    for number in range(33):  # four seconds
        now = 100 + number / 8
        lines.show(half_way(f"Reading {number}"))
    assert capsys.readouterr().err.splitlines() == [f"Reading {n} (50%)" for n in (8, 16, 24, 32)]


def test_what_has_no_fraction_comes_at_once_and_is_said_once(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 100.0
    monkeypatch.setattr(display, "time", SimpleNamespace(monotonic=lambda: now))
    lines = Lines(seen)
    lines.show(Progress(say("measuring", "Measuring"), None))
    now = 101.5
    for what in ("Measuring", "Timing", "Timing"):
        lines.show(Progress(say("stage", what), None))
    assert capsys.readouterr().err.splitlines() == ["Measuring", "Timing"]


def test_a_bar_is_drawn_and_taken_away_again(capsys: pytest.CaptureFixture[str]) -> None:
    bar = Bar(seen)
    bar.show(half_way())
    bar.show(NEWS)
    bar.show(Progress(say("timing", "Timing"), None))
    bar.note("Stopping")
    bar.show(PIECE)
    bar.close()
    captured = capsys.readouterr()
    assert re.search(r"Reading \|.*\|  50%", captured.err)
    assert "Guardado: ñ\n" in captured.err
    assert "Stopping\n" in captured.err
    assert "Timing  00:00" in captured.err
    assert captured.err.rstrip(" ").endswith("\r")
    assert captured.out == "tok"


def test_what_a_model_writes_cannot_command_a_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def wild(event: Event) -> Seen:
        return WrittenPiece("a\x1b[2Jb") if event is PIECE else "name\x1b[2J"

    for show in (Lines(wild), Bar(wild)):
        for at_terminal, written in ((True, "a\ufffd[2Jb"), (False, "a\x1b[2Jb")):
            monkeypatch.setattr("sys.stdout.isatty", lambda known=at_terminal: known)
            show.show(PIECE)
            show.show(NEWS)
            captured = capsys.readouterr()
            assert captured.out == written
            assert captured.err == "name\ufffd[2J\n"
