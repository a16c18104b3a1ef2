"""Make a picture of every tab: ``python tests/support/screenshots.py OUT [--home HOME] [--only STAGE]``.

Light and dark, at 1280x800 and 1920x1080. Without ``--home`` an empty folder shows the empty states.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QElapsedTimer, QEventLoop, QSettings
from PySide6.QtWidgets import QApplication

from gpt_studio.core.paths import Home
from gpt_studio.ui.app import load_translations
from gpt_studio.ui.handover import Stage
from gpt_studio.ui.main_window import MainWindow
from gpt_studio.ui.settings import Language, PreferencesStore
from gpt_studio.ui.tabs.registry import TABS
from gpt_studio.ui.theme import Choice, Theme
from gpt_studio.ui.worker import Runner

SIZES = ((1280, 800), (1920, 1080))
_LONGEST_WAIT_MS = 60_000
_SETTLE_MS = 300


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--home", type=Path)
    parser.add_argument("--only", choices=[stage.value for stage in Stage])
    parser.add_argument("--language", choices=[language.value for language in Language], default="en")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    load_translations(app, Language(options.language))
    theme = Theme(app)
    theme.choose(Choice.LIGHT)
    with tempfile.TemporaryDirectory() as folder:
        store = PreferencesStore(QSettings(f"{folder}/settings.ini", QSettings.Format.IniFormat))
        runner = Runner()
        window = MainWindow(Home(options.home or Path(folder) / "home"), runner, store, TABS)
        window.show()
        for kind in TABS:
            if options.only in (None, kind.stage.value):
                take(window, theme, runner, kind.stage, options.out)
        window.close()
        runner.wait_for_all()


def take(window: MainWindow, theme: Theme, runner: Runner, stage: Stage, out: Path) -> None:
    """Save the four pictures of one tab."""
    window.open(stage)
    for width, height in SIZES:
        window.resize(width, height)
        for choice in (Choice.LIGHT, Choice.DARK):
            theme.choose(choice)
            settle(runner)
            path = out / f"{stage.value}-{choice.value}-{width}x{height}.png"
            window.grab().save(str(path))
            print(path)


def settle(runner: Runner) -> None:
    """Let jobs end and the window draw itself."""
    clock, calm = QElapsedTimer(), QElapsedTimer()
    clock.start()
    calm.start()
    while clock.elapsed() < _LONGEST_WAIT_MS and calm.elapsed() < _SETTLE_MS:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        if runner.busy:
            calm.restart()


if __name__ == "__main__":
    main()
