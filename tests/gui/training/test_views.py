"""The three views of the tab: what each shows, where, and where the keyboard is."""

from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QTranslator
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import (
    QAbstractSlider,
    QComboBox,
    QDoubleSpinBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QToolButton,
)
from tiny_folders import byte_level_tokenizer

from gpt_studio.core.errors import say
from gpt_studio.core.paths import resources
from gpt_studio.corpora.corpus import Corpus, write_corpus
from gpt_studio.jobs.training.run_session import TrainedModel
from gpt_studio.tokenization.files import save_tokenizer
from gpt_studio.training.events import Evaluated, SampleWritten, StepDone
from gpt_studio.ui.look.sizes import TextSize
from gpt_studio.ui.shell.main_window import MainWindow
from gpt_studio.ui.state.handover import ChatWith, ContinueTraining, Stage, TrainModelWith
from gpt_studio.ui.state.steps import StepState
from gpt_studio.ui.tabs.registry import TABS
from gpt_studio.ui.tabs.training.shown_run import Phase
from gpt_studio.ui.tabs.training.watch_page import LogPanel

FONT = Path(__file__).resolve().parents[2] / "data" / "fonts" / "StudioTestSans.ttf"
PLOTS = ("loss", "bits", "rate", "speed")


@pytest.fixture(params=["en", "es"])
def language(request, qapp, theme):
    """A language, shown in the font of tests/data."""
    translator = QTranslator()
    assert translator.load(QLocale(request.param), "", "", str(resources() / "i18n"))
    qapp.installTranslator(translator)
    usual = qapp.font()
    loaded = QFontDatabase.addApplicationFont(str(FONT))
    font = QFont(QFontDatabase.applicationFontFamilies(loaded)[0])
    font.setPixelSize(TextSize.BODY)
    theme.use_font(font)
    yield request.param
    theme.use_font(usual)
    QFontDatabase.removeApplicationFont(loaded)
    qapp.removeTranslator(translator)


@pytest.fixture
def window(qtbot, theme, home, runner, store):
    made = MainWindow(home, runner, store, TABS)
    qtbot.addWidget(made, before_close_func=lambda closed: runner.wait_for_all())
    made.resize(1280, 800)
    made.show()
    made.open(Stage.TRAINING)
    qtbot.waitUntil(lambda: find_in(made, "training_corpus", QComboBox).count() > 0)
    yield made
    made.tab(Stage.TRAINING).shut_down()


def find_in(window, name, kind):
    return window.findChild(kind, name)


def begin(tab, name="Cat"):
    """A run that has come half way, without a job."""
    desk = tab._desk
    desk._begin(tab.home.models / name)
    desk._enter(Phase.TRAINING)
    desk.state.words = ""
    for step in range(1, 51):
        desk._take(StepDone(step, 100, 4.0 - step / 50, 1e-3, 1.0, 5000.0, 10.0, 60.0, 0.5))
    desk._take(Evaluated(50, 3.1, 2.4, 10.0, True))
    desk._take(SampleWritten(50, "", "The cat sat on the warm stone. " * 8))
    return desk


def finish(tab, name="Cat", *, finished=True):
    desk = begin(tab, name)
    desk._finished(TrainedModel(tab.home.models / name, 918_912, 100, 100, 100, 2.0, 2.9, 2.123, 100.0, finished))
    return desk


def seen(widget):
    """Whether all of ``widget`` is in sight."""
    return widget.isVisible() and widget.visibleRegion().boundingRect() == widget.rect()


def top(window, widget):
    return widget.mapTo(window, widget.rect().topLeft()).y()


def test_text_length_name_and_start_are_in_sight_in_this_order(language, qtbot, window, find):
    qtbot.wait(50)
    column = [
        find(window, "training_corpus", QComboBox),
        find(window, "training_length_in_minutes", QDoubleSpinBox),
        find(window, "training_name", QLineEdit),
    ]
    start = find(window, "training_start", QPushButton)
    assert all(map(seen, (*column, start, find(window, "training_outlook", QLabel))))
    assert all(map(seen, (find(window, "training_origin_base"), find(window, "training_more_toggle"))))
    assert [top(window, each) for each in column] == sorted(top(window, each) for each in column)
    assert find(window, "training_settings", QScrollArea).verticalScrollBar().maximum() == 0
    assert not find(window, "training_preset", QComboBox).isVisible()
    window.activateWindow()
    column[-1].setFocus()
    window.focusNextChild()
    assert window.focusWidget() is start


@pytest.mark.parametrize("size", [(1280, 800), (900, 600)])
def test_a_finished_training_shows_its_writing_and_all_its_curves(language, qtbot, window, find, size):
    window.resize(*size)
    tab = window.tab(Stage.TRAINING)
    finish(tab)
    qtbot.wait(50)
    writing = find(window, "training_sample_text")
    lines = writing.viewport().height() // writing.fontMetrics().lineSpacing()
    assert seen(writing)
    assert lines >= 4
    for plot in PLOTS:
        panel = find(window, f"training_plot_{plot}")
        assert seen(panel)
        assert panel.height() >= 150
    assert seen(find(window, "training_result"))
    assert find(window, "training_torchrun").isVisible() is False


def test_each_view_has_the_buttons_of_its_next_steps(window, find):
    def offered():
        names = ("another", "stop", "pause", "resume", "start", "result_chat")
        return {name for name in names if find(window, f"training_{name}", QPushButton).isVisible()}

    def highlighted():
        return {name for name in offered() if find(window, f"training_{name}", QPushButton)._look == "primary"}

    tab = window.tab(Stage.TRAINING)
    assert (offered(), highlighted()) == ({"start"}, {"start"})
    desk = begin(tab)
    assert (offered(), highlighted()) == ({"stop", "pause"}, set())
    desk._enter(Phase.PAUSED)
    assert (offered(), highlighted()) == ({"stop", "resume"}, {"resume"})
    finish(tab)
    assert (offered(), highlighted()) == ({"another", "result_chat"}, {"result_chat"})
    desk = begin(tab)
    desk._finished(TrainedModel(tab.home.models / "Cat", 9, 50, 100, 50, 2.0, 2.9, 2.1, 1.0, False))
    assert (offered(), highlighted()) == ({"another", "resume", "result_chat"}, {"result_chat"})
    find(window, "training_another", QPushButton).click()
    assert (offered(), highlighted()) == ({"start"}, {"start"})


def test_the_keyboard_follows_to_the_next_step(window, find):
    tab = window.tab(Stage.TRAINING)
    window.activateWindow()
    find(window, "training_start", QPushButton).setFocus()
    begin(tab)
    assert window.focusWidget() is find(window, "training_pause", QPushButton)
    finish(tab)
    assert window.focusWidget() is find(window, "training_result_chat", QPushButton)
    find(window, "training_another", QPushButton).click()
    assert window.focusWidget() is find(window, "training_corpus", QComboBox)
    finish(tab)
    window.open(Stage.MODELS)
    window._pass_on(ContinueTraining(tab.home.models / "Cat"))
    assert window.focusWidget() is find(window, "training_start", QPushButton)
    window.open(Stage.MODELS)
    elsewhere = find(window, "navigate_models")
    elsewhere.setFocus()
    finish(tab)
    assert window.focusWidget() is elsewhere


def test_the_path_names_what_is_chosen_for_the_next_run(window, find, home, qtbot, runner):
    for name in ("Tales", "Letters"):
        write_corpus(home.corpora / f"{name}.toml", Corpus(name, ("sample:",)))
    save_tokenizer(byte_level_tokenizer(), home.tokenizers / "Pieces")
    window._owners.library.renew()
    qtbot.waitUntil(lambda: not runner.busy)
    steps, material = window._owners.steps, window.tab(Stage.TRAINING)._settings.material
    for name in ("Tales", "Letters"):
        material.choose_corpus(name)
        assert (steps.name(Stage.CORPUS), steps.name(Stage.TOKENIZER)) == (name, "Pieces")
    material.tokenizer.choose("own")
    assert (steps.name(Stage.CORPUS), steps.state(Stage.TOKENIZER)) == ("Letters", StepState.NEXT)


def test_during_a_run_the_settings_are_a_line_that_unfolds(window, find):
    tab = window.tab(Stage.TRAINING)
    line = tab._settings.line
    tab._desk.bar.show_what(line)
    begin(tab)
    assert "5 min" in line
    assert find(window, "training_what", QLabel).text() == line
    corpus, plots = find(window, "training_corpus", QComboBox), find(window, "training_plots")
    assert (corpus.isVisible(), plots.isVisible()) == (False, True)
    fold = find(window, "training_settings_toggle", QToolButton)
    fold.click()
    assert (corpus.isVisible(), corpus.isEnabled(), plots.isVisible()) == (True, False, False)
    more = find(window, "training_more_toggle", QToolButton)
    assert (more.text(), more.isEnabled()) == ("Size and more", True), "it can be looked at"
    fold.click()
    assert (corpus.isVisible(), plots.isVisible()) == (False, True)


def test_the_title_tells_how_far_the_run_has_come(window):
    tab = window.tab(Stage.TRAINING)
    desk = begin(tab)
    desk._show_progress()
    assert window.windowTitle() == "48 % · Cat – GPT Studio"
    finish(tab)
    assert window.windowTitle() == "GPT Studio"


def test_what_came_of_a_run_is_its_own_and_goes_with_it(window, find):
    wishes = []
    tab = window.tab(Stage.TRAINING)
    tab.asked.connect(wishes.append)
    finish(tab, "Cat")
    assert "“Cat”" in tab.header.sentence
    assert find(window, "training_result_bits", QLabel).text() == "2.123"
    assert not find(window, "training_settings").isVisible()
    begin(tab, "Dog")
    assert "“Dog”" in tab.header.sentence
    assert not find(window, "training_result").isVisible()
    finish(tab, "Dog")
    find(window, "training_result_chat", QPushButton).click()
    assert wishes == [ChatWith(tab.home.models / "Dog")]
    window.open(Stage.TRAINING)
    find(window, "training_another", QPushButton).click()
    assert find(window, "training_settings").isVisible()
    assert not find(window, "training_run").isVisible()
    assert "Dog" not in tab.header.sentence


def test_a_wish_of_another_tab_brings_the_settings_back(window, find):
    tab = window.tab(Stage.TRAINING)
    finish(tab)
    tab.receive(TrainModelWith(""))
    assert find(window, "training_corpus", QComboBox).isVisible()


def test_a_run_that_breaks_off_keeps_its_curves_and_tells_why(window, find):
    tab = window.tab(Stage.TRAINING)
    desk = begin(tab)
    desk._failed(say("test", "The roof fell in."))
    assert find(window, "training_phase", QLabel).text() == "Broken off"
    assert find(window, "training_notice_text", QLabel).text() == "The roof fell in."
    assert find(window, "training_plots").isVisible()
    find(window, "training_another", QPushButton).click()
    assert find(window, "training_start", QPushButton).isVisible()
    desk._begin(tab.home.models / "Cat")
    desk._failed(say("test", "There is no text."))
    assert find(window, "training_start", QPushButton).isVisible()
    assert find(window, "training_notice_text", QLabel).text() == "There is no text."


def test_the_log_stays_at_its_end_until_somebody_scrolls_up(qtbot, theme, find):
    log = LogPanel()
    qtbot.addWidget(log)
    log.resize(500, 120)
    log.show()
    bar = find(log, "training_log", QPlainTextEdit).verticalScrollBar()
    for number in range(20):
        log.add(f"{number}: a line that wraps into several where there is little room for it beside the time of day")
        log.resize(500 - 15 * number, 120 + 2 * number)  # as when notices come and go
        qtbot.waitUntil(lambda: bar.value() == bar.maximum())
    bar.triggerAction(QAbstractSlider.SliderAction.SliderPageStepSub)
    log.add("something new")
    assert bar.value() < bar.maximum()
    bar.triggerAction(QAbstractSlider.SliderAction.SliderToMaximum)
    log.add("something newer")
    qtbot.waitUntil(lambda: bar.value() == bar.maximum())
