"""Walk through the real application and make a picture of each step: ``python tests/support/contact_sheet.py OUT``.

From the first start to a chat with a model of one's own, in English and in Spanish, on each screen of :data:`SCREENS`,
each step light and dark. OUT gets one picture per step, look and screen, and ``contact-sheet.png`` with all of them.
A picture shows the screen: what does not fit on it is cut, and said. A step that cannot be done ends its walk; its
picture is framed in red. The exit status is then 1.

``--language en --screen 1280x800`` makes only these, ``--steps 400`` trains for longer, ``--until training`` ends the
walk after that step. ``--documentation`` makes the pictures of docs/screenshots from the same walk. The application
runs offscreen, or on the display that QT_QPA_PLATFORM names, such as xcb.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPoint, QRect, QSettings, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter, QPen
from PySide6.QtWidgets import QApplication, QComboBox, QPlainTextEdit, QProgressBar, QWidget
from window_person import Person, let_the_window_work

from gpt_studio.core.paths import Home
from gpt_studio.ui.look.theme import ThemeChoice
from gpt_studio.ui.shell.app import show_until_closed
from gpt_studio.ui.shell.main_window import MainWindow
from gpt_studio.ui.shell.settings import Language, Preferences, PreferencesStore

Do = Callable[[Person], object]


@dataclass(frozen=True)
class Screen:
    """A screen of ``width`` times ``height`` pixels, with everything on it ``scale`` times as large."""

    width: int
    height: int
    scale: float = 1.0

    @property
    def name(self) -> str:
        return f"{self.width}x{self.height}" + (f"@{self.scale:.0%}" if self.scale != 1 else "")

    @property
    def room(self) -> QSize:
        """Its size as the application sees it."""
        return QSize(int(self.width / self.scale), int(self.height / self.scale))


SCREENS = (Screen(900, 500), Screen(1280, 800), Screen(1920, 1080), Screen(2560, 1440, 2.0), Screen(1280, 800, 1.5))
LANGUAGES = (Language.ENGLISH, Language.SPANISH)
LOOKS = (ThemeChoice.LIGHT, ThemeChoice.DARK)
STEPS_OF_TRAINING = 120


class Step:
    """``name`` is that of its picture, which is taken when all of ``doings`` are done."""

    def __init__(self, name: str, *doings: Do) -> None:
        self.name, self.doings = name, doings


def fill_the_screen(person: Person) -> None:
    person.window.resize(person.window.screen().availableGeometry().size())


def click(name: str) -> Do:
    return lambda person: person.click(name)


def write(name: str, text: str) -> Do:
    return lambda person: person.write(name, text)


def paste(name: str, text: str) -> Do:
    return lambda person: person.reach(name, QPlainTextEdit).setPlainText(text)


def choose(name: str, key: str) -> Do:
    """Choose the entry of a combo box that stands for ``key``, whatever it is called in this language."""

    def do(person: Person) -> None:
        box = person.reach(name, QComboBox)
        person.choose(name, box.itemText(box.findData(key)))

    return do


def see(name: str) -> Do:
    return lambda person: person.wait_until(lambda: person.sees(name), LONGEST_WAIT_MS)


def gone(name: str) -> Do:
    return lambda person: person.wait_until(lambda: not person.sees(name), LONGEST_WAIT_MS)


def usable(name: str) -> Do:
    return lambda person: person.wait_until(
        lambda: person.sees(name) and person.find(name).isEnabled(), LONGEST_WAIT_MS
    )


def progress(name: str, share: float) -> Do:
    """Wait until a progress bar has gone this far, or its work has ended."""

    def is_there(bar: QProgressBar) -> bool:
        return not bar.isVisible() or bar.value() >= share * bar.maximum() > 0

    return lambda person: person.wait_until(lambda: is_there(person.find(name, QProgressBar)), LONGEST_WAIT_MS)


def say(text: str) -> Do:
    """Send a message and wait for the end of the reply."""

    def do(person: Person) -> None:
        see("chat_send")(person)
        person.say_in_chat(text)
        see("chat_send")(person)

    return do


LONGEST_WAIT_MS = 600_000
TEXT = (
    "Once upon a time, a little fox found a golden key under the bridge. “Whose is it?” she asked the lighthouse "
    "keeper. Nobody knew.\n¿Quién encontró la llave? Una zorra muy pequeña, el 23 de abril de 1984.\n"
    "   x = 3.14159 * r**2   # 東京"
)


def walk(steps_of_training: int) -> tuple[Step, ...]:
    """The steps, in their order. This is the only place that knows the names of the widgets."""
    return (
        Step("start"),
        Step(
            "text",
            fill_the_screen,
            click("navigate_corpus"),
            click("corpus_start_sample"),
            see("corpus_save"),
            gone("corpus_scan"),
        ),
        Step("text-saved", click("corpus_save"), see("corpus_next")),
        Step("tokenizer", click("corpus_next"), see("tokenizer_train")),
        Step(
            "tokenizer-trained",
            click("tokenizer_train"),
            see("tokenizer_next"),
            gone("tokenizer_busy"),
            paste("tokenizer_text", TEXT),
        ),
        Step("training", click("tokenizer_next"), see("training_start")),
        Step(
            "training-running",
            click("training_more_toggle"),
            choose("training_preset", "tiny"),
            click("training_length_steps"),
            write("training_length_in_steps", str(steps_of_training)),
            click("training_start"),
            usable("training_pause"),  # the first step is being made
            progress("training_progress", 0.4),
        ),
        Step("training-finished", see("training_result")),
        Step("models", click("navigate_models"), see("models_list")),
        Step("chat-empty", click("navigate_chat"), see("chat_open_newest")),
        Step("chat-opened", click("chat_open_newest"), see("chat_greeting")),
        Step("chat", say("Hello! Who are you?"), say("¿Qué comen los zorros?"), say("Tell me about penguins.")),
        Step("chat-sampling", click("chat_sampling_toggle"), see("chat_sampling_panel")),
        Step("settings", click("navigate_settings"), see("settings_dialog")),
    )


DOCUMENTATION = {
    "corpus-light": ("text-saved", ThemeChoice.LIGHT),
    "tokenizer-light": ("tokenizer-trained", ThemeChoice.LIGHT),
    "training-light": ("training-running", ThemeChoice.LIGHT),
    "models-dark": ("models", ThemeChoice.DARK),
    "chat-dark": ("chat", ThemeChoice.DARK),
}
"""The pictures of docs/screenshots: the step and the look of each, in English on the screen named next."""
SCREEN_OF_DOCUMENTATION = SCREENS[1]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--language", choices=[each.value for each in LANGUAGES], action="append")
    parser.add_argument("--screen", choices=[each.name for each in SCREENS], action="append")
    parser.add_argument("--steps", type=int, default=STEPS_OF_TRAINING, help="the steps of the training")
    parser.add_argument("--until", default="", metavar="STEP", help="the last step of the walk")
    parser.add_argument("--documentation", action="store_true")
    parser.add_argument("--walking-in", type=Path, metavar="FOLDER", help=argparse.SUPPRESS)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    languages = [each for each in LANGUAGES if each.value in (options.language or [each.value])]
    screens = [each for each in SCREENS if each.name in (options.screen or [each.name])]
    if options.documentation:
        languages, screens = [Language.ENGLISH], [SCREEN_OF_DOCUMENTATION]
    steps = until(walk(options.steps), options.until)
    if options.walking_in is not None:
        return Walker(languages[0], screens[0], steps, options.out).walk(options.walking_in)
    failed = 0
    for language in languages:
        for screen in screens:
            print(f"{language.value} {screen.name}", flush=True)
            failed += walk_in_a_process(language, screen, options)
    sheet(options.out, [step.name for step in steps])
    if options.documentation:
        document(options.out)
    return min(failed, 1)


def until(steps: Sequence[Step], last: str) -> Sequence[Step]:
    names = [step.name for step in steps]
    return steps[: names.index(last) + 1] if last else steps


def picture_of(out: Path, step: str, language: Language, look: ThemeChoice, screen: Screen) -> Path:
    return out / f"{step} {language.value} {look.value} {screen.name}.png"


def walk_in_a_process(language: Language, screen: Screen, options: argparse.Namespace) -> int:
    """Scale and screen are settled when an application starts, so each walk has its own. Returns its exit status."""
    with tempfile.TemporaryDirectory() as folder:
        shown = Path(folder) / "screen.json"
        about = {"name": "screen", "x": 0, "y": 0, "width": screen.width, "height": screen.height, "dpr": 1}
        shown.write_text(json.dumps({"screens": [about | {"logicalDpi": 96, "logicalBaseDpi": 96}]}))
        environment = os.environ | {"QT_SCALE_FACTOR": str(screen.scale)}
        if environment["QT_QPA_PLATFORM"] == "offscreen":
            environment["QT_QPA_PLATFORM"] = f"offscreen:configfile={shown}"
        command = [sys.executable, __file__, str(options.out), "--walking-in", folder, "--language", language.value]
        command += ["--screen", screen.name, "--steps", str(options.steps), "--until", options.until]
        return subprocess.run(command, env=environment, check=False).returncode


class Walker:
    """Uses the application as it starts for a new person, and photographs the screen."""

    def __init__(self, language: Language, screen: Screen, steps: Sequence[Step], out: Path) -> None:
        self._language, self._screen, self._steps, self._out = language, screen, steps, out
        self._failed = False
        self._said: set[str] = set()

    def walk(self, folder: Path) -> int:
        """Keep everything below ``folder``. Returns the exit status."""
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(folder / "settings"))
        self._preferences = Preferences(theme=ThemeChoice.LIGHT, language=self._language)
        PreferencesStore.of_this_person().save(self._preferences)
        app = QApplication(["gpt-studio"])
        QTimer.singleShot(0, app, self._go)
        show_until_closed(app, Home(folder / "GPT Studio"))
        return int(self._failed)

    def _go(self) -> None:
        window = next(each for each in QApplication.topLevelWidgets() if isinstance(each, MainWindow))
        person = Person(window)
        began = time.monotonic()
        for step in self._steps:
            problem = ""
            try:
                for do in step.doings:
                    do(person)
            except AssertionError as error:
                problem, self._failed = str(error).splitlines()[0], True
            self._photograph(step, window, problem)
            print(f"  {time.monotonic() - began:5.0f} s  {step.name}  {problem}", flush=True)
            if problem:
                break
        self._leave(window)

    def _photograph(self, step: Step, window: MainWindow, problem: str) -> None:
        for look in LOOKS:
            window.preferences_changed.emit(replace(self._preferences, theme=look))
            let_the_window_work(500)
            taken = self._screenshot(window, framed=bool(problem))
            taken.save(str(picture_of(self._out, step.name, self._language, look, self._screen)))
        if window.size() != window.size().boundedTo(self._screen.room):
            size, room = (f"{each.width()}x{each.height()}" for each in (window.size(), self._screen.room))
            self._complain(f"the window is {size} on a screen of {room}")

    def _complain(self, problem: str) -> None:
        """Say what is wrong, once."""
        self._failed = True
        if problem not in self._said:
            self._said.add(problem)
            print(f"  {problem}", flush=True)

    def _screenshot(self, window: MainWindow, *, framed: bool) -> QImage:
        """The screen with the window and its dialogs, each in the middle of what it belongs to."""
        image = QImage(self._screen.width, self._screen.height, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(self._screen.scale)
        image.fill(QColor("#5b6472"))
        painter = QPainter(image)
        place = QPoint()
        for shown in [window, *(each for each in QApplication.topLevelWidgets() if _is_dialog(each, window))]:
            around = self._screen.room if shown is window else window.size()
            free = (around - shown.size()) / 2
            place = place + QPoint(max(0, free.width()), max(0, free.height()))
            painter.drawPixmap(place, shown.grab())
            if shown is not window:  # the frame that the system would draw
                painter.setPen(QColor("#5b6472"))
                painter.drawRect(QRect(place, shown.size()).adjusted(-1, -1, 0, 0))
        if framed:
            painter.setPen(QPen(QColor("#d03030"), 6))
            painter.drawRect(QRect(QPoint(), self._screen.room).adjusted(3, 3, -3, -3))
        painter.end()
        return image

    def _leave(self, window: MainWindow) -> None:
        """Close the dialogs and the window, and stop what still runs."""
        for dialog in [each for each in QApplication.topLevelWidgets() if _is_dialog(each, window)]:
            dialog.close()
        window.close()
        person = Person(window)
        if person.sees("closing_stop"):
            person.click("closing_stop")


def _is_dialog(widget: QWidget, window: MainWindow) -> bool:
    return widget.isVisible() and widget is not window and widget.windowType() == Qt.WindowType.Dialog


_THUMBNAIL = QSize(360, 225)
_GAP, _MARGIN, _HEAD = 8, 150, 26


def sheet(out: Path, steps: Sequence[str]) -> None:
    """All pictures of ``out`` on one, those of earlier calls too: a row for each step, a column for each screen,
    language and look."""
    app = QGuiApplication.instance() or QGuiApplication([])
    columns = [
        (screen, language, look)
        for screen in SCREENS
        for language in LANGUAGES
        for look in LOOKS
        if picture_of(out, steps[0], language, look, screen).exists()
    ]
    across, down = _THUMBNAIL.width() + _GAP, _THUMBNAIL.height() + _GAP
    image = QImage(_MARGIN + across * len(columns), _HEAD + down * len(steps), QImage.Format.Format_RGB32)
    image.fill(QColor("#30343c"))
    painter = QPainter(image)
    painter.setPen(QColor("white"))
    for column, (screen, language, look) in enumerate(columns):
        left = _MARGIN + column * across
        title = QRect(left, 0, _THUMBNAIL.width(), _HEAD)
        painter.drawText(title, Qt.AlignmentFlag.AlignCenter, f"{screen.name}  {language.value}  {look.value}")
        for row, step in enumerate(steps):
            place = QRect(QPoint(left, _HEAD + row * down), _THUMBNAIL)
            picture = QImage(str(picture_of(out, step, language, look, screen)))
            if not picture.isNull():
                picture.setDevicePixelRatio(1)
                small = picture.scaled(
                    _THUMBNAIL, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
                )
                painter.drawImage(place.topLeft(), small)
    for row, step in enumerate(steps):
        painter.drawText(QRect(8, _HEAD + row * down, _MARGIN - 16, _HEAD), Qt.AlignmentFlag.AlignVCenter, step)
    painter.end()
    image.save(str(out / "contact-sheet.png"))
    print(out / "contact-sheet.png")
    del app


def document(out: Path) -> None:
    """Copy the pictures of the documentation to where it looks for them."""
    folder = Path(__file__).resolve().parents[2] / "docs" / "screenshots"
    for name, (step, look) in DOCUMENTATION.items():
        taken = picture_of(out, step, Language.ENGLISH, look, SCREEN_OF_DOCUMENTATION)
        shutil.copyfile(taken, folder / f"{name}.png")


if __name__ == "__main__":
    sys.exit(main())
