"""Nothing is cut off in a window as small as a common small screen, nor in the narrowest possible one, in either
language."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from cut_widgets import squeezed
from PySide6.QtCore import QLocale, QRect, QTranslator
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QToolButton

from gpt_studio import ui
from gpt_studio.core.errors import say
from gpt_studio.core.paths import resources
from gpt_studio.jobs.training.forecast_training import TrainingForecast
from gpt_studio.jobs.training.run_session import TrainedModel
from gpt_studio.training.events import Evaluated, StepDone
from gpt_studio.ui.look.sizes import TextSize
from gpt_studio.ui.look.theme import Theme
from gpt_studio.ui.shell.engine_keeper import EngineKeeper
from gpt_studio.ui.shell.main_window import MainWindow
from gpt_studio.ui.shell.settings import Preferences
from gpt_studio.ui.shell.settings_dialog import SettingsDialog
from gpt_studio.ui.state.handover import Stage
from gpt_studio.ui.tabs.registry import TABS
from gpt_studio.ui.tabs.training.run_bar import RunBar
from gpt_studio.ui.tabs.training.shown_run import Phase, ShownRun

FONT = Path(__file__).resolve().parents[2] / "data" / "fonts" / "StudioTestSans.ttf"
SMALL, SMALLEST = (1024, 640), (900, 600)
FORECAST = TrainingForecast(
    seconds=987_654.0,
    preparing_seconds=5_432.0,
    steps=1_234_567,
    step_seconds=0.8,
    tokens=12_345_678_901,
    text_tokens=987_654_321,
    epochs=1_234.5,
    parameters=123_456_789,
    memory_bytes=123_456_789_012,
    memory_available=123_456_789_012,
    folder_bytes=1_234_567_890,
    disk_bytes=123_456_789_012,
    device="cpu",
    precision="float32",
    threads=2,
    context_length=1_024,
    shape=None,
    reasons=None,
    hints=(say("test", "The text is read many times, and learnt by heart. " * 3),),
)


@dataclass(frozen=True)
class Look:
    """``stretch``: width of the letters in percent; ``text``: text size in percent of the usual one."""

    language: str
    stretch: int = 100
    text: int = 100


@pytest.fixture(params=[Look("en"), Look("es", stretch=120), Look("en", text=125), Look("es", text=125)], ids=str)
def language(request, qapp: QApplication, theme: Theme) -> Iterator[None]:
    """A language, shown in a font of tests/data, so that installed fonts make no difference."""
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
    made = MainWindow(home, runner, store, TABS)
    qtbot.addWidget(made, before_close_func=lambda closed: runner.wait_for_all())
    made.resize(*SMALL)
    made.show()
    return made


def test_every_widget_has_the_room_that_it_needs_where_nothing_was_made_yet(window, qtbot, runner):
    found = {}
    for stage in Stage:
        window.open(stage)
        for size in (SMALL, SMALLEST):
            window.resize(*size)
            come_to_rest(qtbot, runner)
            assert (window.width(), window.height()) == size
            if problems := list(squeezed(window.tab(stage))):
                found[stage, size] = problems
    assert found == {}


@pytest.mark.parametrize("size", [SMALLEST, SMALL, (1400, 900)])
def test_so_it_has_while_a_training_is_forecast_and_after_it(window, qtbot, runner, find, size):
    window.resize(*size)
    window.open(Stage.TRAINING)
    come_to_rest(qtbot, runner)
    tab = window.tab(Stage.TRAINING)
    tab._settings.outlook.show_measuring(True)
    qtbot.wait(50)
    assert list(squeezed(tab)) == []
    tab._settings.show_forecast(FORECAST)
    qtbot.wait(50)
    assert list(squeezed(tab)) == []
    find(tab, "training_more_toggle", QToolButton).click()
    qtbot.wait(50)
    assert list(squeezed(tab)) == []


@pytest.mark.parametrize("finished", [True, False])
def test_so_it_has_after_a_training(window, home, qtbot, runner, find, finished):
    window.resize(*SMALLEST)
    window.open(Stage.TRAINING)
    come_to_rest(qtbot, runner)
    tab = window.tab(Stage.TRAINING)
    desk = tab._desk
    desk._begin(home.models / "Cat")
    desk._take(StepDone(1234, 5678, 4.321, 1e-3, 1.0, 5000.0, 10.0, 1.0, 0.5))
    desk._take(Evaluated(1234, 4.321, 2.345, 0.2, True))
    desk._finished(TrainedModel(home.models / "Cat", 918_912, 1234, 5678, 1234, 4.3, 4.3, 2.34, 100.0, finished))
    come_to_rest(qtbot, runner)
    desk._watch.plots.renew()
    qtbot.wait(50)
    qtbot.waitUntil(lambda: list(squeezed(tab)) == [], timeout=10_000)
    panel, canvas = find(desk, "training_plot_loss"), find(desk, "training_plot_loss_canvas")
    assert canvas.geometry().bottom() < panel.height()
    heights = [find(tab, f"training_plot_{name}").height() for name in ("loss", "bits", "rate", "speed")]
    assert min(heights) >= 150, heights
    assert not find(tab, "training_plot_speed").visibleRegion().isEmpty()


def come_to_rest(qtbot, runner):
    qtbot.waitUntil(lambda: not runner.busy, timeout=60_000)
    qtbot.wait(50)


def test_the_side_bar_shows_words_where_there_is_room_for_them(window, find):
    side_bar, button = find(window, "side_bar"), find(window, "navigate_models")
    narrow = side_bar.width()
    assert button.toolTip()
    assert button.accessibleName()
    window.resize(1366, 768)
    assert side_bar.width() > 2 * narrow


def test_what_a_run_is_doing_is_said_in_full(language, qtbot, theme, find):
    bar = RunBar()
    qtbot.addWidget(bar)
    bar.show()
    for width in (444, 540, 900):
        bar.resize(width, 160)
        for phase in Phase:
            bar.show_state(ShownRun(phase, words="…"))
            QApplication.sendPostedEvents()
            heading = find(bar, "training_phase", QLabel)
            assert list(squeezed(bar)) == [], f"{heading.text()} at {width}"


def test_a_run_can_be_watched_in_a_low_window_by_scrolling(window, qtbot, runner, find):
    window.resize(1024, 400)
    window.open(Stage.TRAINING)
    qtbot.waitUntil(lambda: not runner.busy, timeout=60_000)
    desk = window.tab(Stage.TRAINING)._desk
    desk._begin(window.tab(Stage.TRAINING).home.models / "Cat")
    watch, plots = find(window, "training_watch", QScrollArea), desk._watch.plots
    qtbot.wait(50)
    assert plots.height() >= plots.minimumSizeHint().height()
    assert watch.verticalScrollBar().maximum() > 0
    window.resize(1280, 800)
    qtbot.wait(50)
    assert watch.verticalScrollBar().maximum() == 0


def test_the_settings_fit_on_the_screen(qtbot, theme, home, runner, monkeypatch):
    class LowScreen:
        def availableGeometry(self):
            return QRect(0, 0, 1024, 600)

    monkeypatch.setattr(SettingsDialog, "screen", lambda _self: LowScreen())
    dialog = SettingsDialog(Preferences(), home, EngineKeeper(runner))
    qtbot.addWidget(dialog)
    assert dialog.height() <= 600


def test_no_sentence_is_hidden_from_the_translators_tools():
    """lupdate finds no calls of tr inside f-strings."""
    hidden = [
        f"{path.name}:{node.lineno}"
        for path in Path(ui.__file__).parent.rglob("*.py")
        for text in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(text, ast.JoinedStr)
        for node in ast.walk(text)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "tr"
    ]
    assert hidden == []
