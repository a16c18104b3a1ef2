from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QRect, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QLabel,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QToolButton,
)
from tiny_folders import byte_level_tokenizer, change_json, save_tiny

from gpt_studio.artifacts.load import open_artifact
from gpt_studio.ui.tabs.models import export_dialog
from gpt_studio.ui.tabs.models.export_dialog import ExportDialog, FormatList
from gpt_studio.ui.tabs.models.tab import ModelsTab
from gpt_studio.ui.widgets.notice import Notice


@pytest.fixture
def model(home) -> Path:
    return save_tiny(home.models / "Heron", "gpt2", byte_level_tokenizer(), None)


@pytest.fixture
def open_dialog(make_tab, qtbot, runner, model) -> Callable[[], ExportDialog]:
    """Opens the dialog by the button on the model's card."""

    def opened() -> ExportDialog:
        tab = make_tab(ModelsTab)
        qtbot.waitUntil(lambda: not runner.busy)
        qtbot.waitUntil(lambda: _can_export(tab))
        tab.findChild(QToolButton, "model_export").click()
        dialog = tab.findChild(ExportDialog)
        qtbot.waitUntil(dialog.isVisible)
        return dialog

    return opened


def _can_export(tab: ModelsTab) -> bool:
    button = tab.findChild(QToolButton, "model_export")
    return button is not None and button.isVisible() and button.isEnabled()


def target(dialog: ExportDialog) -> str:
    return dialog.findChild(QLabel, "export_target").text()


def start(dialog: ExportDialog, qtbot, runner) -> None:
    dialog.findChild(QPushButton, "export_start").click()
    qtbot.waitUntil(lambda: not runner.busy and not dialog.running, timeout=60_000)


def close(dialog: ExportDialog) -> None:
    dialog.findChild(QPushButton, "export_close").click()


def test_a_gguf_is_made_where_the_dialog_says_and_shown(open_dialog, qtbot, runner, home):
    opened: list[QUrl] = []

    class Manager(QObject):
        @Slot(QUrl)
        def show(self, url: QUrl) -> None:
            opened.append(url)

    manager = Manager()
    QDesktopServices.setUrlHandler("file", manager, "show")
    dialog = open_dialog()
    assert target(dialog).endswith("Heron.zip"), "first what most people need"
    modelfile = dialog.findChild(QCheckBox, "export_modelfile")
    assert not modelfile.isVisible()
    dialog.findChild(QRadioButton, "export_gguf-q8_0").click()
    assert modelfile.isVisible()
    assert target(dialog).endswith("Heron-q8_0.gguf")
    start(dialog, qtbot, runner)
    made = home.exports / "Heron-q8_0.gguf"
    assert made.read_bytes()[:4] == b"GGUF"
    notice = dialog.findChild(Notice, "export_notice")
    assert "Saved as" in notice.text
    assert f'ollama create heron-q8_0 -f "{home.exports / "Heron-q8_0.Modelfile"}"' in notice.text
    assert "FROM ./Heron-q8_0.gguf" in (home.exports / "Heron-q8_0.Modelfile").read_text()
    notice.findChild(QPushButton, "export_notice_action").click()
    QDesktopServices.unsetUrlHandler("file")
    assert [Path(url.toLocalFile()) for url in opened] == [home.exports]
    assert target(dialog).endswith("Heron-q8_0 2.gguf")
    close(dialog)


def test_a_copy_of_half_the_size_opens(open_dialog, qtbot, runner, home, model):
    dialog = open_dialog()
    dialog.findChild(QRadioButton, "export_float16").click()
    assert target(dialog).endswith("Heron-float16")
    start(dialog, qtbot, runner)
    assert open_artifact(home.exports / "Heron-float16").parameters == open_artifact(model).parameters
    close(dialog)


def test_enter_exports_in_the_format_that_is_chosen_with_the_arrows(open_dialog, qtbot, runner, home):
    dialog = open_dialog()
    first = dialog.findChild(QRadioButton, "export_zip")
    dialog.activateWindow()
    first.setFocus()
    qtbot.waitUntil(first.hasFocus)
    QTest.keyClick(first, Qt.Key.Key_Return)
    assert dialog.running
    qtbot.waitUntil(lambda: not runner.busy and not dialog.running, timeout=60_000)
    assert [made.name for made in home.exports.iterdir()] == ["Heron.zip"]
    close(dialog)


def test_on_a_low_screen_the_formats_scroll_and_the_buttons_are_in_sight(open_dialog, qtbot, monkeypatch):
    usual = open_dialog()
    assert usual.findChild(QScrollArea, "export_formats").verticalScrollBar().maximum() == 0
    close(usual)
    monkeypatch.setattr(export_dialog, "room_beside_frame", lambda _window: QRect(0, 0, 900, 452))
    dialog = open_dialog()
    assert dialog.height() <= 452
    start = dialog.findChild(QPushButton, "export_start")
    assert start.visibleRegion().boundingRect() == start.rect()
    formats = dialog.findChildren(QRadioButton)
    dialog.activateWindow()
    formats[0].setFocus()
    qtbot.waitUntil(formats[0].hasFocus)
    for before, chosen in pairwise(formats):
        QTest.keyClick(before, Qt.Key.Key_Down)
        qtbot.waitUntil(lambda chosen=chosen: chosen.visibleRegion().boundingRect() == chosen.rect())
        assert chosen.isChecked()


def test_another_place_can_be_chosen(open_dialog, qtbot, runner, tmp_path):
    (tmp_path / "away").mkdir()
    dialog = open_dialog()
    dialog.findChild(QRadioButton, "export_zip").click()
    dialog.findChild(QPushButton, "export_choose").click()
    asked = dialog.findChild(QFileDialog, "export_file_dialog")
    asked.fileSelected.emit(str(tmp_path / "away" / "mine.zip"))
    asked.reject()
    start(dialog, qtbot, runner)
    assert (tmp_path / "away" / "mine.zip").is_file()
    close(dialog)


def test_what_cannot_be_exported_is_said(open_dialog, qtbot, runner, home, model):
    change_json(model / "config.json", "activation_function", to="relu")
    dialog = open_dialog()
    dialog.findChild(QRadioButton, "export_gguf-q8_0").click()
    start(dialog, qtbot, runner)
    assert "activation_function" in dialog.findChild(Notice, "export_notice").text
    assert list(home.exports.iterdir() if home.exports.exists() else []) == []
    close(dialog)


def test_only_what_suits_the_architecture_is_offered(qtbot, theme):
    formats = FormatList("mamba")
    qtbot.addWidget(formats)
    assert formats.findChild(QRadioButton, "export_gguf-f32") is None
    assert formats.findChild(QRadioButton, "export_zip").isChecked()
    assert formats.chosen.name == "zip"
    for_adapters = FormatList("gpt2", adapter=True)
    qtbot.addWidget(for_adapters)
    assert for_adapters.chosen.name == "gguf-f16", "what is chosen first can be done"
    assert for_adapters.findChild(QRadioButton, "export_zip") is None


def test_closing_ends_an_export_and_leaves_nothing_half_done(open_dialog, qtbot, runner, home):
    dialog = open_dialog()
    tab = dialog.parent()
    dialog.findChild(QPushButton, "export_start").click()
    assert tab.busy() is not None
    tab.stop()
    assert tab.busy() is None
    qtbot.waitUntil(lambda: not runner.busy, timeout=60_000)
    left = [path.name for path in home.exports.iterdir()] if home.exports.exists() else []
    assert left in ([], ["Heron.zip"])  # whole, should the machine have stood still between two lines
