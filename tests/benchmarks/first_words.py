"""Seconds from the click on "Make my model" to the first words: ``python tests/benchmarks/first_words.py``.

Opens the real window in an empty home, presses the highlighted button of the start page once, and prints when each of
the first texts appears. ``--until`` stops after so many seconds; with more than the minutes of the training the chat
opens, and the folder that ``--home`` names holds a model for tests/benchmarks/first_impression.py.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))

from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication, QTextEdit
from window_person import Person, let_the_window_work

from gpt_studio.core.paths import Home
from gpt_studio.ui.shell.app import show_until_closed
from gpt_studio.ui.shell.main_window import MainWindow
from gpt_studio.ui.shell.settings import Language, Preferences, PreferencesStore

_LOOKED_EVERY_MS = 100
_SHOWN = 100  # characters of a text


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--language", choices=[each.value for each in Language], default=Language.SPANISH.value)
    parser.add_argument("--until", type=float, default=60.0, metavar="SECONDS")
    parser.add_argument("--home", type=Path, help="where the model is kept [a folder that is removed]")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        settings = Path(folder) / "settings"
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(settings))
        PreferencesStore.of_this_person().save(Preferences(language=Language(options.language)))
        app = QApplication(["gpt-studio"])
        QTimer.singleShot(0, app, lambda: watch(options.until))
        show_until_closed(app, Home(options.home or Path(folder) / "home"))
    return 0


def watch(until: float) -> None:
    """Press the button and print each new text, until the chat opens or the time is over."""
    window = next(each for each in QApplication.topLevelWidgets() if isinstance(each, MainWindow))
    person = Person(window)
    let_the_window_work(500)
    began = time.monotonic()
    person.click("start_make")
    shown = ""
    while (now := time.monotonic() - began) < until:
        let_the_window_work(_LOOKED_EVERY_MS)
        for box in window.findChildren(QTextEdit, "training_sample_text"):
            text = box.toPlainText()
            if text and text != shown:
                shown = text
                print(f"{now:6.1f} s  {text[-_SHOWN:]!r}", flush=True)
        if person.sees("chat_composer"):
            print(f"{now:6.1f} s  the chat opens", flush=True)
            break
    window.close()
    let_the_window_work(_LOOKED_EVERY_MS)
    if person.sees("closing_stop"):
        person.click("closing_stop")


if __name__ == "__main__":
    sys.exit(main())
