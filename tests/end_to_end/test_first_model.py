"""From the first start to a chat with an own model, by the highlighted buttons only, and by the keyboard only."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDoubleSpinBox, QPushButton, QTextBrowser, QWidget
from window_person import Person, open_window

from gpt_studio.core.paths import resources
from gpt_studio.ui.look.theme import Theme, ThemeChoice
from gpt_studio.ui.state.handover import Stage
from gpt_studio.ui.state.worker import Runner

pytestmark = [
    pytest.mark.slow,
    pytest.mark.xdist_group("window_journey"),
    pytest.mark.timeout(900),
    pytest.mark.qt_log_ignore("This plugin does not support"),
]

SHORTEST_MINUTES = 0.05
MOST_CLICKS, MOST_KEYS = 3, 12
PATIENCE_MS = 600_000
NEEDED = {"config.json", "model.safetensors", "tokenizer.json"}


class Walker(Person):
    """Knows no names of buttons: clicks what is highlighted, and counts the clicks."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.clicks = 0

    def highlighted(self) -> list[QPushButton]:
        buttons = self.window.current_tab.findChildren(QPushButton)
        return [
            each for each in buttons if each.isVisible() and each.isEnabled() and each.property("look") == "primary"
        ]

    def click_what_is_highlighted(self) -> None:
        self.wait_until(lambda: len(self.highlighted()) == 1)
        self.clicks += 1
        QTest.mouseClick(self.highlighted()[0], Qt.MouseButton.LeftButton)

    def wait_for(self, stage: Stage) -> None:
        self.wait_until(lambda: self.window.current_tab.stage is stage, PATIENCE_MS)

    def can_write_to_the_model(self) -> bool:
        """Whether a message or a text can be typed and sent off."""
        if self.window.current_tab.stage is not Stage.CHAT or not any(map(self.sees, ("chat_composer", "chat_text"))):
            return False
        return any(self.sees(each) and self.find(each).isEnabled() for each in ("chat_composer", "chat_continue"))


Opener = Callable[[], Walker]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home of José 🦊"


@pytest.fixture
def crashes() -> Iterator[list[str]]:
    """Tracebacks of jobs that crashed. The test fails if one is left in the list at its end."""
    found: list[str] = []
    yield found
    assert not found, found[0]


@pytest.fixture
def start(qapp: QApplication, home: Path, crashes: list[str]) -> Iterator[Opener]:
    """A function that opens a window on the same home at each call."""
    Theme(qapp).choose(ThemeChoice.LIGHT)
    opened: list[tuple[Walker, Runner]] = []

    def open_one() -> Walker:
        runner = Runner()
        runner.crashed.connect(crashes.append)
        opened.append((Walker(open_window(home, home.parent / "settings.ini", runner)), runner))
        return opened[-1][0]

    yield open_one
    for walker, runner in opened:
        runner.wait_for_all()
        walker.window.close()
        walker.window.deleteLater()
        runner.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def language(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[str]:
    before = QLocale()
    spoken: str = request.param
    QLocale.setDefault(QLocale("en_US" if spoken == "en" else spoken))
    installed = []
    for name, folder in (
        (spoken, str(resources() / "i18n")),
        (f"qtbase_{spoken}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)),
    ):
        translator = QTranslator()
        if translator.load(name, folder):
            qapp.installTranslator(translator)
            installed.append(translator)
    yield spoken
    for translator in installed:
        qapp.removeTranslator(translator)
    QLocale.setDefault(before)


def written(folder: Path, words: int) -> Path:
    """A text of so many words, of which no two sentences are the same."""
    dice = random.Random(words)
    syllables = ("ca", "mi", "no", "lu", "per", "ta", "so", "bre", "gi", "fo", "den", "ra")
    known = ["".join(dice.choices(syllables, k=dice.randint(1, 3))) for _ in range(600)]
    sentences = []
    for _ in range(words // 10):
        sentences.append(" ".join(dice.choices(known, k=10)).capitalize() + ".")
    path = folder / "Mi diario.txt"
    path.write_text("\n".join(sentences), encoding="utf-8")
    return path


# The other pairs begin the same way in the tests below, which speak English: by the keyboard from the sample, and from
# a short text to a later start.
@pytest.mark.parametrize(
    ("language", "kind"), [("es", "sample"), ("es", "short"), ("en", "long")], indirect=["language"]
)
def test_the_highlighted_buttons_lead_to_a_chat(
    start: Opener, home: Path, tmp_path: Path, language: str, kind: str
) -> None:
    walker = start()
    assert walker.window.current_tab.stage is Stage.START
    if kind != "sample":
        text = written(tmp_path, 300 if kind == "short" else 370_000)
        assert (text.stat().st_size > 2_000_000) == (kind == "long")
        walker.window.current_tab.drop([text])
    walker.write("start_minutes", "0.05" if language == "en" else "0,05")
    walker.click_what_is_highlighted()
    walker.wait_for(Stage.TRAINING)
    assert walker.clicks <= MOST_CLICKS
    walker.wait_for(Stage.CHAT)
    walker.wait_until(walker.can_write_to_the_model)
    assert walker.clicks == 1
    model = next((home / "models").iterdir())
    assert model.name == ("My first model" if language == "en" else "Mi primer modelo")
    assert {path.name for path in model.iterdir()} >= NEEDED
    assert walker.find("training_sample_text", QTextBrowser).toPlainText().strip() != ""
    assert len(list((home / "corpora").glob("*.toml"))) == 1
    assert len(list((home / "tokenizers").iterdir())) == 1


def test_one_click_and_no_key_begin_a_training_on_the_sample_for_minutes(start: Opener, home: Path) -> None:
    walker = start()
    walker.click_what_is_highlighted()
    walker.wait_for(Stage.TRAINING)
    walker.wait_until(lambda: walker.find("training_stop").isEnabled())
    walker.wait_until(
        lambda: walker.find("training_sample_text", QTextBrowser).toPlainText().strip() != "", PATIENCE_MS
    )
    assert walker.clicks == 1
    assert walker.find("training_sample_text").isVisible()
    walker.click("training_stop")
    walker.wait_until(lambda: not walker.find("training_stop").isEnabled())
    assert walker.window.current_tab.stage is Stage.TRAINING  # it was stopped: nobody is led away


def test_the_keyboard_leads_to_a_chat(start: Opener, home: Path, qapp: QApplication) -> None:
    walker = start()
    walker.window.activateWindow()
    walker.wait_until(lambda: walker.window.isActiveWindow())
    walker.find("start_minutes", QDoubleSpinBox).setValue(SHORTEST_MINUTES)
    keys = 0

    def press(key: Qt.Key) -> None:
        nonlocal keys
        keys += 1
        QTest.keyClick(qapp.focusWidget(), key)

    press(Qt.Key.Key_Return)
    walker.wait_for(Stage.CHAT)
    walker.wait_until(lambda: qapp.focusWidget() is not None and qapp.focusWidget().objectName() == "chat_composer")
    QTest.keyClicks(qapp.focusWidget(), "Hello")
    press(Qt.Key.Key_Return)
    walker.wait_until(lambda: len(walker.window.tab(Stage.CHAT).parts.middle.messages.messages) == 2)
    assert keys <= MOST_KEYS
    assert keys == 2


def test_a_later_start_shows_the_last_tab_with_the_last_model(start: Opener, home: Path, tmp_path: Path) -> None:
    walker = start()
    walker.window.current_tab.drop([written(tmp_path, 300)])
    walker.find("start_minutes", QDoubleSpinBox).setValue(SHORTEST_MINUTES)
    walker.click_what_is_highlighted()
    walker.wait_for(Stage.CHAT)
    walker.wait_until(walker.can_write_to_the_model)
    walker.window.close()
    later = start()
    assert later.window.current_tab.stage is Stage.CHAT
    later.wait_until(later.can_write_to_the_model)
    assert later.window.tab(Stage.CHAT).at_next_start() == home / "models" / "My first model"
