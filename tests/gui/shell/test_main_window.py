from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QComboBox, QWidget

from gpt_studio.core.errors import say
from gpt_studio.core.events import Log
from gpt_studio.ui.look.theme import Theme, ThemeChoice
from gpt_studio.ui.shell.main_window import MainWindow
from gpt_studio.ui.shell.settings import Language
from gpt_studio.ui.state.handover import ChatWith, Stage
from gpt_studio.ui.state.worker import RunningJob
from gpt_studio.ui.tabs.registry import Place
from gpt_studio.ui.widgets.tab import Tab


class Source(Tab):
    """Runs a job that saves when it is asked to stop."""

    stage = Stage.CORPUS

    def __init__(self, *args):
        super().__init__(*args)
        self.job: RunningJob | None = None
        self.saved: list[str] = []
        self.events: list[object] = []
        self.dropped: list[Path] = []
        self.far: tuple[str, float | None] | None = None

    def begin(self, work=None):
        self.job = self.runner.start(work or work_until_stopped, None, on_event=self._see, on_result=self._end)
        self.busy_changed.emit()

    def _see(self, event):
        self.events.append(event)
        if event.what.key == "full":
            self.person_needed.emit()

    def _end(self, result):
        self.saved.append(result)
        self.job = None
        self.busy_changed.emit()

    def busy(self):
        return say("training", "A model is being trained.") if self.job is not None else None

    def progress(self):
        return self.far

    def stop(self):
        if self.job is not None:
            self.job.stop()

    def accepts(self, paths):
        return all(path.suffix == ".txt" for path in paths)

    def drop(self, paths):
        self.dropped += paths


class Sink(Tab):
    stage = Stage.CHAT

    def __init__(self, *args):
        super().__init__(*args)
        self.heard: list[object] = []

    def activated(self):
        self.heard.append("activated")

    def receive(self, wish):
        self.heard.append(wish)


def begin(qtbot, source: Source) -> None:
    source.begin()
    qtbot.waitUntil(lambda: bool(source.events))


def work_until_stopped(_request, context):
    context.emit(Log(say("begun", "Training has begun.")))
    turn = threading.Event()
    while not context.cancelled:
        turn.wait(0.001)
    return "saved"


def work_that_asks_before_it_ends(request, context):
    work_until_stopped(request, context)
    return context.ask(Log(say("full", "The disk is full.")), 300.0).value


@pytest.fixture
def window(qtbot, theme: Theme, home, runner, store) -> MainWindow:
    made = MainWindow(home, runner, store, (Place(Stage.CORPUS, lambda: Source), Place(Stage.CHAT, lambda: Sink)))
    qtbot.addWidget(made)
    made.resize(1280, 800)
    made.show()
    return made


def test_every_stage_has_a_button_and_a_shortcut(qtbot, window, find):
    assert window.current_tab.stage is Stage.CORPUS
    qtbot.mouseClick(find(window, "navigate_chat"), Qt.MouseButton.LeftButton)
    assert window.current_tab.stage is Stage.CHAT
    assert window.current_tab.heard == ["activated"]
    window.activateWindow()
    qtbot.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert window.current_tab.stage is Stage.CORPUS
    qtbot.keyClick(window, Qt.Key.Key_5, Qt.KeyboardModifier.ControlModifier)
    assert window.current_tab.stage is Stage.CHAT


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_enter_clicks_the_button_that_has_the_keyboard(qtbot, window, find, key):
    window.activateWindow()
    settings = find(window, "navigate_settings")
    settings.setFocus()
    qtbot.waitUntil(settings.hasFocus)
    qtbot.keyClick(settings, key)
    assert find(window, "settings_dialog").isVisible()
    done = find(window, "settings_done")
    done.setFocus()
    qtbot.waitUntil(done.hasFocus)
    qtbot.keyClick(done, key)
    qtbot.waitUntil(lambda: window.findChild(QWidget, "settings_dialog") is None)


def test_the_title_tells_how_far_long_work_has_come(window):
    source = window.tab(Stage.CORPUS)
    for far, title in (
        (("First", None), "First – GPT Studio"),
        (("First", 0.43), "43 % · First – GPT Studio"),
        (None, "GPT Studio"),
    ):
        source.far = far
        source.progress_changed.emit()
        assert window.windowTitle() == title


def test_an_end_is_told_to_a_person_who_is_elsewhere(qtbot, window, theme):
    told, elsewhere = [], QWidget()
    qtbot.addWidget(elsewhere)
    window.messenger.told.connect(told.append)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.tab(Stage.CORPUS).worth_telling.emit("It is trained.")
    assert told == []
    elsewhere.show()
    elsewhere.activateWindow()
    qtbot.waitUntil(lambda: not window.isActiveWindow())
    window.tab(Stage.CORPUS).worth_telling.emit("It is trained.")
    assert told == ["It is trained."]


def test_control_and_comma_open_settings(qtbot, window, find):
    window.activateWindow()
    qtbot.keyClick(window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    assert find(window, "settings_dialog").isVisible()
    qtbot.mouseClick(find(window, "settings_done"), Qt.MouseButton.LeftButton)


def test_a_tab_is_built_when_it_is_first_needed(window):
    assert not window.findChildren(Sink)
    window.open(Stage.CHAT)
    window.open(Stage.CORPUS)
    window.open(Stage.CHAT)
    assert len(window.findChildren(Sink)) == 1


def test_a_wish_opens_the_tab_that_can_fulfil_it(window):
    wish = ChatWith(Path("model"))
    window.tab(Stage.CORPUS).asked.emit(wish)
    assert window.current_tab.stage is Stage.CHAT
    assert window.current_tab.heard == ["activated", wish]


def test_a_tab_at_work_has_a_mark_in_the_side_bar(qtbot, window, find):
    source = window.tab(Stage.CORPUS)
    begin(qtbot, source)
    assert find(window, "navigate_corpus").accessibleDescription() == "A model is being trained."
    source.stop()
    qtbot.waitUntil(lambda: find(window, "navigate_corpus").accessibleDescription() == "")


def test_closing_while_a_job_runs_asks_and_can_be_declined(qtbot, window, find):
    source = window.tab(Stage.CORPUS)
    begin(qtbot, source)
    window.close()
    assert window.isVisible()
    qtbot.mouseClick(find(window, "closing_stay"), Qt.MouseButton.LeftButton)
    assert window.isVisible()
    assert source.job is not None
    source.stop()
    qtbot.waitUntil(lambda: source.job is None)
    assert window.isVisible()


def test_closing_while_a_job_runs_lets_it_save_and_then_closes(qtbot, window, find):
    source = window.tab(Stage.CORPUS)
    begin(qtbot, source)
    window.close()
    qtbot.mouseClick(find(window, "closing_stop"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not window.isVisible())
    assert source.saved == ["saved"]


def test_closing_is_called_off_for_a_job_that_needs_a_decision_first(qtbot, window, find):
    source = window.tab(Stage.CORPUS)
    window.open(Stage.CHAT)
    source.begin(work_that_asks_before_it_ends)
    qtbot.waitUntil(lambda: bool(source.events))
    window.close()
    qtbot.mouseClick(find(window, "closing_stop"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.current_tab is source)
    assert window.isVisible()
    assert QApplication.activeModalWidget() is None
    source.job.resume()
    qtbot.waitUntil(lambda: source.job is None)
    assert source.saved == ["try again"]
    assert window.isVisible()


def test_files_go_to_the_first_tab_that_wants_them(window, tmp_path, find):
    window.open(Stage.CHAT)
    drop(window, tmp_path / "picture.png")
    assert window.current_tab.stage is Stage.CHAT
    drop(window, tmp_path / "tale.txt")
    assert window.current_tab.stage is Stage.CORPUS
    assert window.current_tab.dropped == [tmp_path / "tale.txt"]
    assert not find(window, "drop_overlay").isVisible()


def drop(window: MainWindow, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    actions, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPointF(500, 300).toPoint(), actions, data, left, none)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted() == (path.suffix == ".txt")
    if enter.isAccepted():
        QApplication.sendEvent(window, QDropEvent(QPointF(500, 300), actions, data, left, none))


def test_settings_take_effect_at_once_and_are_kept(qtbot, window, store, theme, find):
    window.preferences_changed.connect(lambda changed: theme.choose(changed.theme))
    qtbot.mouseClick(find(window, "navigate_settings"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(find(window, "settings_theme_dark"), Qt.MouseButton.LeftButton)
    assert store.load().theme is ThemeChoice.DARK
    assert window.grab().toImage().pixelColor(700, 500).lightness() < 60
    language = find(window, "settings_language", QComboBox)
    language.setCurrentIndex(2)
    language.activated.emit(2)
    assert store.load().language is Language.SPANISH
    assert find(window, "settings_restart_notice").isVisible()
    qtbot.mouseClick(find(window, "settings_done"), Qt.MouseButton.LeftButton)


def test_the_window_remembers_its_place(window, store):
    place = window.saveGeometry()
    window.close()
    assert store.geometry() == place


def test_the_tab_key_goes_through_the_side_bar_first_and_stops_at_the_chosen_tab_only(qtbot, window, find):
    window.activateWindow()
    find(window, "navigate_corpus").setFocus()
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Down)
    assert window.current_tab.stage is Stage.CHAT
    assert window.focusWidget() is find(window, "navigate_chat")
    for name in ("corpus", "chat"):
        qtbot.mouseClick(find(window, f"navigate_{name}"), Qt.MouseButton.LeftButton)
        assert window.focusWidget() is find(window, f"navigate_{name}")
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
    assert window.focusWidget() is find(window, "navigate_settings")
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Backtab)
    assert window.focusWidget() is find(window, "navigate_chat")


def test_a_click_in_the_side_bar_leaves_the_keyboard_in_the_tab(qtbot, window, find):
    qtbot.mouseClick(find(window, "navigate_chat"), Qt.MouseButton.LeftButton)
    assert window.focusWidget() is not find(window, "navigate_chat")
