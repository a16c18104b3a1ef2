"""The program in places where it cannot work: it says so in one sentence, and the window opens where it can."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from window_person import Person, open_window

from gpt_studio.ui.look.theme import Theme, ThemeChoice
from gpt_studio.ui.state.handover import Stage
from gpt_studio.ui.state.worker import Runner

pytestmark = [
    pytest.mark.xdist_group("bad_places"),
    pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints"),
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="displays and /proc are Linux's"),
]

UNWRITABLE = Path("/proc/GPT Studio")
"""A place where nobody can make anything, not even an administrator."""


def refusal(*arguments: str, **environment: str) -> str:
    """Run the program, which must exit with 1; returns the sentence on standard error."""
    kept = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    kept.pop("QT_QPA_PLATFORM", None)
    done = subprocess.run(
        [sys.executable, "-m", "gpt_studio", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=kept | {"OMP_NUM_THREADS": "1"} | environment,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, ""), done.stderr
    said = [line for line in done.stderr.splitlines() if line.startswith("gpt-studio: ")]
    assert len(said) == 1, done.stderr
    assert "Traceback" not in done.stderr
    return said[0].removeprefix("gpt-studio: ")


def test_without_a_display() -> None:
    assert refusal().startswith("There is no display to open the window on: run this where there is one, or")


@pytest.mark.parametrize("display", [":4711", "nonsense"])
def test_with_a_display_that_does_not_answer(display: str) -> None:
    assert refusal(DISPLAY=display).startswith(f'The display "{display}" does not let GPT Studio open its window:')


def test_with_a_wayland_that_is_gone(tmp_path: Path) -> None:
    said = refusal(WAYLAND_DISPLAY="wayland-0", XDG_RUNTIME_DIR=str(tmp_path))
    assert said.startswith("There is no display")


def test_the_terminal_where_nothing_can_be_written(tmp_path: Path) -> None:
    text = tmp_path / "text.txt"
    text.write_text("The fox is in the house. " * 200, encoding="utf-8")
    out = UNWRITABLE / "tokenizers" / "x"
    said = refusal("tokenizer", "train", "--corpus", str(text), "--vocab-size", "265", "--out", str(out))
    assert str(UNWRITABLE) in said
    model = str(UNWRITABLE / "models" / "x")
    assert str(UNWRITABLE) in refusal("train", "--corpus", str(text), "--out", model, "--steps", "2", "--device", "cpu")


@pytest.fixture
def person(qapp: Any, tmp_path: Path) -> Iterator[Person]:
    """A Person at a window whose home cannot be created and whose settings cannot be saved."""
    Theme(qapp).choose(ThemeChoice.LIGHT)
    crashes: list[str] = []
    runner = Runner()
    runner.crashed.connect(crashes.append)
    opened = Person(open_window(UNWRITABLE, UNWRITABLE / "settings.ini", runner))
    yield opened
    runner.wait_for_all()
    opened.window.close()
    opened.window.deleteLater()
    runner.deleteLater()
    qapp.processEvents()
    assert crashes == []


def test_the_window_opens_and_says_what_cannot_be_saved(person: Person, tmp_path: Path) -> None:
    is_calm: Callable[[], bool] = lambda: not person.window._runner.busy  # noqa: E731
    for stage in Stage:
        person.window.open(stage)
        person.wait_until(is_calm)
    (tmp_path / "text.txt").write_text("The fox is in the house. " * 200, encoding="utf-8")
    person.window.open(Stage.CORPUS)
    tab = person.window.tab(Stage.CORPUS)
    tab.drop([tmp_path / "text.txt"])
    person.write("corpus_name", "Fox")
    person.click("corpus_save")
    person.wait_until(lambda: str(UNWRITABLE) in shown_words(person))


def shown_words(person: Person) -> str:
    from PySide6.QtWidgets import QLabel

    return "\n".join(label.text() for label in person.window.findChildren(QLabel) if label.isVisible())
