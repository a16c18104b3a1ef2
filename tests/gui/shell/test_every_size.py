"""In a window of any size, in either language and with larger text, everything can be seen whole or scrolled to, and
nothing covers anything else."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from cut_widgets import cut_or_covered, squeezed
from PySide6.QtCore import QLocale, QTranslator
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication, QScrollArea, QToolButton, QWidget
from tiny_folders import byte_level_tokenizer, save_tiny

from gpt_studio.core.paths import resources
from gpt_studio.corpora.corpus import Corpus, write_corpus
from gpt_studio.jobs.tokenizers.train_tokenizer import TokenizerCard
from gpt_studio.tokenization.conversation import CHATML
from gpt_studio.ui.look.sizes import TextSize
from gpt_studio.ui.look.theme import Theme
from gpt_studio.ui.shell.main_window import MainWindow
from gpt_studio.ui.state.handover import ChatWith, Stage
from gpt_studio.ui.tabs.registry import TABS

FONT = Path(__file__).resolve().parents[2] / "data" / "fonts" / "StudioTestSans.ttf"
SIZES = [(640, 400), (853, 500), (900, 500), (900, 600), (1024, 640), (1280, 800)]
"""The second is what a frame leaves of a screen of 1280x800 at a scale of 150%."""
UNSCROLLED = (900, 600)
"""From here on nothing has to be scrolled sideways."""


@dataclass(frozen=True)
class Look:
    """``stretch`` and ``text``: width of the letters and size of the text in percent of the usual."""

    language: str
    stretch: int
    text: int


LOOKS = [Look("en", 100, 100), Look("en", 110, 125), Look("es", 110, 125)]


@pytest.fixture(params=LOOKS, ids=lambda look: f"{look.language}-{look.text}%")
def language(request, qapp: QApplication, theme: Theme) -> Iterator[None]:
    look: Look = request.param
    translator = QTranslator()
    assert translator.load(QLocale(look.language), "", "", str(resources() / "i18n"))
    qapp.installTranslator(translator)
    usual = qapp.font()
    loaded = QFontDatabase.addApplicationFont(str(FONT))
    font = QFont(QFontDatabase.applicationFontFamilies(loaded)[0])
    font.setPixelSize(TextSize.BODY * look.text // 100)
    font.setStretch(look.stretch)
    theme.use_font(font)
    yield
    theme.use_font(usual)
    QFontDatabase.removeApplicationFont(loaded)
    qapp.removeTranslator(translator)


@pytest.fixture
def window(language, qtbot, theme, home, runner, store) -> MainWindow:
    write_corpus(home.corpora / "Tales.toml", Corpus("Tales", ("sample:",)))
    model = save_tiny(home.models / "Cat", "gpt2", byte_level_tokenizer(), CHATML)
    shutil.copytree(model, home.tokenizers / "Pieces", ignore=shutil.ignore_patterns("model*", "config*"))
    made = MainWindow(home, runner, store, TABS)
    qtbot.addWidget(made, before_close_func=lambda closed: runner.wait_for_all())
    made.show()
    return made


@pytest.fixture
def check(window, qtbot, runner) -> Callable[..., None]:
    """``check(stage)``: look at the tab in every size."""

    def checked(stage: Stage, sizes: Sequence[tuple[int, int]] = SIZES) -> None:
        found = {}
        for size in sizes:
            window.resize(*size)
            qtbot.waitUntil(lambda: not runner.busy, timeout=60_000)
            assert (window.width(), window.height()) == size
            scrolls = size < UNSCROLLED
            if problems := when_at_rest(lambda scrolls=scrolls: faults(window.tab(stage), scrolls=scrolls), qtbot):
                found[size] = problems
        assert found == {}

    return checked


def faults(tab: QWidget, *, scrolls: bool) -> list[str]:
    return [*cut_or_covered(tab), *([] if scrolls else squeezed(tab))]


def when_at_rest(look: Callable[[], list[str]], qtbot) -> list[str]:
    """What ``look`` finds, once the window has been laid out."""
    for _ in range(10):
        qtbot.wait(20)
        if not (found := look()):
            break
    return found


@pytest.mark.parametrize("stage", list(Stage))
def test_every_tab(window, check, stage):
    window.open(stage)
    check(stage, SIZES[1:] if stage is Stage.TRAINING else SIZES)


def test_an_open_corpus(window, check, find):
    window.tab(Stage.CORPUS).add(["sample:"])
    check(Stage.CORPUS)
    find(window, "corpus_cleaning_panel_toggle", QToolButton).click()
    check(Stage.CORPUS)


def test_a_trained_tokenizer(window, check, qtbot, runner):
    window.open(Stage.TOKENIZER)
    tab = window.tab(Stage.TOKENIZER)
    qtbot.waitUntil(lambda: tab._opened is not None, timeout=60_000)
    tab._measured(TokenizerCard(tab._opened.folder, 8192, (), 3.21, 3.1))
    check(Stage.TOKENIZER)


def test_a_chat_with_a_model_that_was_just_opened(window, check, home, qtbot, runner):
    window.open(Stage.CHAT)
    window.tab(Stage.CHAT).receive(ChatWith(home.models / "Cat"))
    qtbot.waitUntil(lambda: window.tab(Stage.CHAT).parts.opener.model is not None, timeout=60_000)
    check(Stage.CHAT)


def test_the_keyboard_brings_what_is_out_of_sight_into_view(window, qtbot, find):
    window.open(Stage.CORPUS)
    window.resize(480, 360)
    window.activateWindow()
    qtbot.wait(50)
    button, frame = find(window, "corpus_begin"), find(window, "corpus_tab_frame", QScrollArea)
    view = frame.viewport()
    window.setFocus()
    frame.horizontalScrollBar().setValue(0)
    assert not view.rect().contains(button.mapTo(view, button.rect().center()))
    button.setFocus()
    qtbot.waitUntil(lambda: view.rect().contains(button.mapTo(view, button.rect().center())))
