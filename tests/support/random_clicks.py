"""Click, type and resize at random in the real window: ``python tests/support/random_clicks.py [--runs N]``.

Each run is a process with its own home, which holds one small model. Its seed determines what it does: buttons, fields,
lists, menus, sliders, keys, the window's size; dialogs are answered, file dialogs too. At the end the window is closed
as a person closes it. A run fails if the exit status is not 0, if an exception reaches the error dialog, if Qt warns,
or if the window does not close.

Prints the counts as JSON; exits with 1 if a run failed. ``--together 2`` runs two at a time, for a busy machine.
"""

from __future__ import annotations

import argparse
import faulthandler
import json
import logging
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, Qt, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
    QWidget,
)

from gpt_studio.core.paths import Home
from gpt_studio.ui.shell.app import show_until_closed
from gpt_studio.ui.shell.main_window import MainWindow

CLOSING_SECONDS = 180
"""A running training needs some of this time to save on a busy machine."""
TICK_MS = 20
USED = (
    *(QAbstractButton, QLineEdit, QPlainTextEdit, QTextEdit, QComboBox),
    *(QAbstractSpinBox, QAbstractItemView, QAbstractSlider, QTabBar),
)
NEVER_CLICKED = {"about_look", "engine_install"}
"""Buttons that would use the network."""
EXPECTED = ("This plugin does not support", "OpenType support missing")
"""Warnings of the offscreen platform and about fonts that lack a script."""
TEXTS = [
    "",
    "hello",
    "Where is the cat?",
    "¿Qué? 👨‍👩‍👧",
    "x" * 400,
    "-1",
    "999999999",
    "0.5",
    "Mi modelo / ñ",
    "../..",
]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=100)
    parser.add_argument("--seconds", type=float, default=60, help="of clicking, each run [60]")
    parser.add_argument("--actions", type=int, default=10_000, help="after so many a run ends before its time")
    parser.add_argument("--seed", type=int, default=0, help="of the first run [0]")
    parser.add_argument("--together", type=int, default=1, help="runs at a time [1]")
    parser.add_argument("--model", type=Path, help="a model's folder to begin with [trained for the purpose]")
    parser.add_argument("--home", type=Path, help=argparse.SUPPRESS)  # this process is one run
    arguments = parser.parse_args()
    if arguments.home is not None:
        return one_run(arguments.home, arguments.seed, arguments.seconds, arguments.actions)
    with tempfile.TemporaryDirectory(prefix="clicks-", ignore_cleanup_errors=True) as scratch:
        model = arguments.model or _small_model(Path(scratch))
        with ThreadPoolExecutor(arguments.together) as pool:
            seeds = range(arguments.seed, arguments.seed + arguments.runs)
            bounds = ["--seconds", str(arguments.seconds), "--actions", str(arguments.actions)]
            found = list(pool.map(lambda seed: _in_a_process(Path(scratch), model, seed, bounds), seeds))
    failures = [each for each in found if each.pop("failed")]
    counts = {"runs": len(found), "actions": sum(each["actions"] for each in found), "failures": failures}
    print(json.dumps(counts, ensure_ascii=False, indent=1))
    return 1 if failures else 0


def _in_a_process(scratch: Path, model: Path, seed: int, bounds: list[str]) -> dict[str, Any]:
    """Run one seed in a process; returns its counts and failures."""
    place = scratch / f"run-{seed}"
    shutil.copytree(model, place / "home" / "models" / "Small")
    command = [sys.executable, __file__, "--home", place / "home", "--seed", str(seed), *bounds]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", env=_alone(place), check=False)
    shutil.rmtree(place, ignore_errors=True)
    try:
        found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    except (IndexError, ValueError):
        found = {"seed": seed, "actions": 0, "errors": [], "warnings": []}
    found["failed"] = bool(done.returncode or found["errors"] or found["warnings"])
    if done.returncode:
        found |= {"status": done.returncode, "said": done.stderr[-6000:]}
    print(f"{seed}: {'failed' if found['failed'] else 'good'}, {found['actions']} actions", file=sys.stderr, flush=True)
    return found


def _type(widget: QWidget, text: str) -> None:
    """Key by key; ``QTest.keyClicks`` aborts the process at a character that has no key of its own."""
    for character in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(widget, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, character))


def _alone(place: Path) -> dict[str, str]:
    """An environment in which nothing outside ``place`` is read or written."""
    folders = {"HOME": "", "XDG_CONFIG_HOME": "config", "XDG_DATA_HOME": "data", "XDG_CACHE_HOME": "cache"}
    alone = {name: str(place / folder) for name, folder in folders.items()}
    return {**os.environ, **alone, "QT_QPA_PLATFORM": "offscreen", "HF_HUB_OFFLINE": "1"}


def _small_model(scratch: Path) -> Path:
    text = scratch / "text.txt"
    text.write_text("".join(f"The fox number {n * n % 97} runs to the river. " for n in range(2000)), encoding="utf-8")
    shape = ["--model-type", "gpt2", "--layers", "1", "--heads", "2", "--hidden-size", "16", "--context-length", "64"]
    train = ["train", "--corpus", text, *shape, "--steps", "20", "--threads", "1", "--out", scratch / "Small"]
    subprocess.run(
        [sys.executable, "-m", "gpt_studio", *train], env=_alone(scratch), check=True, stdout=subprocess.DEVNULL
    )
    return scratch / "Small"


def one_run(home: Path, seed: int, seconds: float, actions: int) -> int:
    """Open the window on ``home``, click, print the result and return the exit status."""

    faulthandler.enable()
    faulthandler.dump_traceback_later(seconds + CLOSING_SECONDS, exit=True)
    warnings: list[str] = []
    errors: list[str] = []

    def heard(kind: QtMsgType, _context: object, text: str) -> None:
        if kind not in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg) and not text.startswith(EXPECTED):
            warnings.append(text)

    qInstallMessageHandler(heard)
    logging.getLogger("gpt_studio").addHandler(_Errors(errors))
    app = QApplication([])
    person = RandomPerson(random.Random(seed), seconds, actions, _material(home.parent / "material"))
    person.begin()
    status = show_until_closed(app, Home(home))
    print(json.dumps({"seed": seed, "actions": person.actions, "errors": errors, "warnings": sorted(set(warnings))}))
    sys.stdout.flush()
    return status


class _Errors(logging.Handler):
    """Collects the tracebacks of the error dialog, which ErrorReporter logs."""

    def __init__(self, found: list[str]) -> None:
        super().__init__(logging.ERROR)
        self._found = found

    def emit(self, record: logging.LogRecord) -> None:
        self._found.append(record.getMessage())


def _material(folder: Path) -> list[Path]:
    """Files to choose in dialogs, readable and not."""
    folder.mkdir()
    (folder / "story.txt").write_text("Había una vez un zorro que vivía junto al río. " * 500, encoding="utf-8")
    (folder / "lines.jsonl").write_text('{"text": "hello world"}\n' * 200, encoding="utf-8")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "bytes.bin").write_bytes(bytes(range(256)) * 20)
    return sorted(folder.iterdir())


class RandomPerson:
    """Does a random action every :data:`TICK_MS` until the time is over, then closes the window."""

    def __init__(self, dice: random.Random, seconds: float, most: int, material: list[Path]) -> None:
        self.actions = 0
        self._dice = dice
        self._end = time.monotonic() + seconds
        self._most = most
        self._material = material

    def begin(self) -> None:
        self._later(self._tick, 500)

    def _later(self, act: Callable[[], None], milliseconds: int = TICK_MS) -> None:
        # One timer per tick, because a timer that is being handled does not fire in a nested event loop.
        QTimer.singleShot(milliseconds, act)

    def _tick(self) -> None:
        if time.monotonic() > self._end or self.actions >= self._most:
            self._close()
            return
        self._later(self._tick)
        self._act()

    def _act(self) -> None:
        popup, modal = QApplication.activePopupWidget(), QApplication.activeModalWidget()
        if isinstance(popup, QMenu):
            self._choose_from(popup)
        elif popup is not None:
            popup.close()
        elif isinstance(modal, QFileDialog):
            self._choose_file(modal)
        elif isinstance(modal, QDialog) and self._dice.random() < 0.15:
            self.actions += 1
            modal.reject()
        else:
            window = modal or self._window()
            if window is not None:
                self._use(window, resizable=modal is None)

    def _window(self) -> QWidget | None:
        shown = [each for each in QApplication.topLevelWidgets() if each.isVisible()]
        return next((each for each in shown if isinstance(each, MainWindow)), None)

    def _choose_from(self, menu: QMenu) -> None:
        offered = [each for each in menu.actions() if each.isEnabled() and not each.isSeparator()]
        menu.close()
        if offered and self._dice.random() < 0.7:
            self.actions += 1
            self._dice.choice(offered).trigger()

    def _choose_file(self, dialog: QFileDialog) -> None:
        self.actions += 1
        if dialog.acceptMode() == dialog.AcceptMode.AcceptSave or self._dice.random() < 0.3:
            dialog.reject()
            return
        chosen = self._dice.choice(self._material)
        dialog.setDirectory(str(chosen.parent))
        if dialog.fileMode() != dialog.FileMode.Directory:
            dialog.selectFile(chosen.name)
        dialog.accept()
        if dialog.isVisible():
            dialog.reject()

    def _use(self, window: QWidget, *, resizable: bool) -> None:
        chance = self._dice.random()
        if resizable and chance < 0.03:
            self.actions += 1
            window.resize(self._dice.randint(480, 1900), self._dice.randint(360, 1100))
            return
        if chance < 0.1:
            keys = (Qt.Key.Key_Tab, Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Down)
            self.actions += 1
            QTest.keyClick(QApplication.focusWidget() or window, self._dice.choice((*keys, Qt.Key.Key_Delete)))
            return
        usable = [each for each in QApplication.allWidgets() if each.window() is window and self._is_usable(each)]
        if usable:
            self.actions += 1
            self._touch(self._dice.choice(sorted(usable, key=lambda each: each.objectName())))

    def _is_usable(self, widget: QWidget) -> bool:
        return (
            isinstance(widget, USED)
            and widget.objectName() not in NEVER_CLICKED
            and widget.isVisible()
            and widget.isEnabled()
            and not widget.visibleRegion().isEmpty()
        )

    def _touch(self, widget: QWidget) -> None:
        left = Qt.MouseButton.LeftButton
        if os.environ.get("CLICKS_ALOUD"):
            print(type(widget).__name__, widget.objectName(), file=sys.stderr, flush=True)
        if isinstance(widget, (QAbstractSpinBox, QLineEdit)):
            widget.selectAll()
            _type(widget, self._dice.choice(["0", "1", "3", "8", "100", "5000", "1000000000", *TEXTS]))
            QTest.keyClick(widget, Qt.Key.Key_Tab)
        elif isinstance(widget, QComboBox):
            if widget.count():
                widget.setCurrentIndex(self._dice.randrange(widget.count()))
        elif isinstance(widget, (QPlainTextEdit, QTextEdit)):
            if not widget.isReadOnly():
                widget.setPlainText(self._dice.choice(TEXTS))
        elif isinstance(widget, QAbstractSlider):
            widget.setValue(self._dice.randint(widget.minimum(), widget.maximum()))
        elif isinstance(widget, QAbstractItemView):
            model = widget.model()
            if model is not None and model.rowCount():
                row = model.index(self._dice.randrange(model.rowCount()), 0)
                widget.setCurrentIndex(row)
                QTest.mouseClick(widget.viewport(), left, pos=widget.visualRect(row).center())
        else:
            QTest.mouseClick(widget, left, pos=widget.rect().center())

    def _close(self) -> None:
        """Answer what is open and close the window, again and again until it is gone."""
        self._later(self._close, 300)
        popup, modal = QApplication.activePopupWidget(), QApplication.activeModalWidget()
        stop = next((each for each in QApplication.allWidgets() if each.objectName() == "closing_stop"), None)
        if popup is not None:
            popup.close()
        elif isinstance(stop, QAbstractButton) and stop.isVisible():
            stop.click()
        elif isinstance(modal, QDialog):
            modal.reject()
        else:
            window = self._window()
            if window is not None:
                window.close()


if __name__ == "__main__":  # processes that the engine starts import this file
    sys.exit(main())
