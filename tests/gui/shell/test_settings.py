from __future__ import annotations

import json
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from package_index import Wheel, put_driver, serving, torch_source
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QLabel, QTextBrowser

from gpt_studio.core.errors import say
from gpt_studio.gpu_runtime.engines import FOLDER_VARIABLE, Engine, this_build
from gpt_studio.jobs.app import check_updates
from gpt_studio.jobs.gpu_runtime import install_engine, uv
from gpt_studio.ui.shell.about_dialog import AboutDialog
from gpt_studio.ui.shell.engine_keeper import EngineKeeper
from gpt_studio.ui.shell.main_window import MainWindow
from gpt_studio.ui.shell.settings import Preferences
from gpt_studio.ui.shell.settings_dialog import SettingsDialog
from gpt_studio.ui.tabs.registry import TABS

with_a_shell = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in driver is a shell script")
TORCH = f"{this_build().torch}+cu130"


@pytest.fixture
def engines(tmp_path, monkeypatch):
    """An empty folder for engines, and no GPU."""
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "engines"))
    monkeypatch.setenv("PATH", str(tmp_path / "nothing here"))
    return tmp_path / "engines"


@pytest.fixture
def gpu(engines, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", put_driver(tmp_path / "driver", "GeForce Test"))
    monkeypatch.setattr(install_engine, "NEEDED_BYTES", 1)
    monkeypatch.setattr(uv, "RETRIES", 0)
    return engines


@pytest.fixture
def open_settings(qtbot, theme, home, runner):
    """Open Settings in the window and wait until the card shows the state of the engine."""
    keeper = EngineKeeper(runner)

    def opened(preferences=Preferences()):  # noqa: B008
        dialog = SettingsDialog(preferences, home, keeper)
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.waitUntil(lambda: not keeper.working, timeout=60_000)
        return dialog

    yield opened
    keeper.deleteLater()


def words(dialog, find):
    return find(dialog, "engine_words", QLabel).text()


def visible(dialog, find):
    names = ("engine_install", "engine_retry", "engine_remove", "engine_more", "engine_busy", "engine_notice")
    return {name.removeprefix("engine_") for name in names if find(dialog, name).isVisible()}


def test_without_a_gpu_nothing_is_offered(engines, open_settings, find):
    dialog = open_settings()
    assert words(dialog, find).startswith("No NVIDIA GPU with a working driver was found here")
    assert visible(dialog, find) == set()


@with_a_shell
def test_the_gpu_is_used_after_one_click(gpu, open_settings, find, qtbot):
    with serving(Wheel("torch", TORCH, {"torch/__init__.py": torch_source(TORCH)})) as index:
        dialog = open_settings(Preferences(engine_mirror=index.url))
        assert words(dialog, find).startswith("GeForce Test is here, but the processor is used.")
        assert visible(dialog, find) == {"install", "more"}
        qtbot.mouseClick(find(dialog, "engine_install"), Qt.MouseButton.LeftButton)
        assert visible(dialog, find) == {"busy"}
        qtbot.waitUntil(lambda: "starts next" in words(dialog, find), timeout=120_000)
    assert visible(dialog, find) == {"remove"}
    assert Engine.for_build(gpu, this_build()).build() == this_build()
    qtbot.mouseClick(find(dialog, "engine_remove"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: visible(dialog, find) == {"install", "more"}, timeout=60_000)
    assert not (gpu / f"{this_build().torch}-cuda").exists()


@with_a_shell
def test_it_goes_on_while_settings_are_closed_and_can_be_stopped(gpu, open_settings, find, qtbot):
    wheel = Wheel("torch", TORCH, {"torch/__init__.py": torch_source(TORCH)})
    with serving(wheel) as index:
        index.hold(wheel.file_name)
        dialog = open_settings(Preferences(engine_mirror=index.url))
        qtbot.mouseClick(find(dialog, "engine_install"), Qt.MouseButton.LeftButton)
        qtbot.waitUntil(index.asked_for_held.is_set, timeout=120_000)
        dialog.accept()
        again = SettingsDialog(Preferences(), dialog._home, find(dialog, "engine_card")._keeper)
        qtbot.addWidget(again)
        again.show()
        assert visible(again, find) == {"busy"}
        qtbot.mouseClick(find(again, "engine_busy_cancel"), Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: "install" in visible(again, find), timeout=60_000)
        index.let_go()
    assert "notice" not in visible(again, find)


@with_a_shell
def test_what_went_wrong_is_said_in_the_card(gpu, open_settings, find, qtbot):
    with serving() as index:
        dialog = open_settings(Preferences(engine_mirror=index.url))
        qtbot.mouseClick(find(dialog, "engine_install"), Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: "notice" in visible(dialog, find), timeout=120_000)
    assert "is not offered there" in find(dialog, "engine_notice_text", QLabel).text()
    assert "install" in visible(dialog, find)


@with_a_shell
def test_an_engine_that_was_switched_off_can_be_tried_again(gpu, open_settings, find, qtbot):
    engine = Engine.for_build(gpu, this_build())
    engine.note_complete(this_build())
    engine.switch_off("libcudart.so.13: gone")
    dialog = open_settings()
    assert "because it could not be loaded (libcudart.so.13: gone)" in words(dialog, find)
    qtbot.mouseClick(find(dialog, "engine_retry"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "starts next" in words(dialog, find), timeout=60_000)
    assert engine.switched_off() is None


@with_a_shell
def test_the_mirror_is_kept(gpu, open_settings, find, qtbot, store):
    dialog = open_settings()
    dialog.changed.connect(store.save)
    qtbot.mouseClick(find(dialog, "engine_more_toggle"), Qt.MouseButton.LeftButton)
    field = find(dialog, "engine_mirror")
    qtbot.keyClicks(field, "https://mirror.example/simple ")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert store.load().engine_mirror == "https://mirror.example/simple"


class _Feed(BaseHTTPRequestHandler):
    def do_GET(self):
        data = json.dumps(
            [{"tag_name": "v99.1", "body": "- **Faster**", "html_url": "https://example.org/99"}]
        ).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_):
        pass


@pytest.fixture
def feed(monkeypatch):
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Feed)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    monkeypatch.setenv("no_proxy", "*")
    monkeypatch.setenv(check_updates.FEED_VARIABLE, f"http://127.0.0.1:{server.server_port}/")
    yield
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def about(qtbot, theme, runner):
    dialog = AboutDialog(runner)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_news_are_shown_only_when_asked_for(feed, about, find, qtbot):
    notes = find(about, "about_notes", QTextBrowser)
    assert not notes.isVisible()
    qtbot.mouseClick(find(about, "about_look"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(notes.isVisible, timeout=60_000)
    assert "GPT Studio 99.1 is there. Nothing is installed" in find(about, "about_notice_text", QLabel).text()
    assert "Faster" in notes.toPlainText()
    assert find(about, "about_notice_action").isVisible()


def test_notes_load_nothing(about, find, tmp_path):
    notes = find(about, "about_notes", QTextBrowser)
    kind = QTextDocument.ResourceType.ImageResource.value
    assert notes.loadResource(kind, QUrl.fromLocalFile(__file__)) is None


def test_who_does_not_answer_is_said(about, find, qtbot, monkeypatch):
    monkeypatch.setenv(check_updates.FEED_VARIABLE, "http://127.0.0.1:9/")
    qtbot.mouseClick(find(about, "about_look"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: find(about, "about_notice").isVisible(), timeout=60_000)
    assert "did not answer" in find(about, "about_notice_text", QLabel).text()
    assert find(about, "about_look").isEnabled()


def test_the_window_opens_about_and_tells_what_it_was_told(engines, qtbot, theme, home, runner, store, find):
    window = MainWindow(home, runner, store, TABS)
    qtbot.addWidget(window)
    window.tell(say("engine.off", "The engine is switched off, because {reason}.", reason=say("x", "it is gone")))
    window.show()
    assert find(window, "main_notice_text", QLabel).text() == "The engine is switched off, because it is gone."
    qtbot.mouseClick(find(window, "navigate_settings"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(find(window, "settings_about"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(find(window, "about_close"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(find(window, "settings_done"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not runner.busy, timeout=60_000)
