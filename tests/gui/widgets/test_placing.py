from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from PySide6.QtCore import QRect, QTimer
from PySide6.QtWidgets import QWidget

from gpt_studio.ui.widgets.placing import keep_on_screen, place_first, within

ROOM = QRect(0, 28, 1280, 772)


@pytest.mark.parametrize(
    ("frame", "fitted"),
    [
        (QRect(100, 100, 800, 600), QRect(100, 100, 800, 600)),
        (QRect(0, 0, 1296, 848), ROOM),
        (QRect(1000, 600, 800, 600), QRect(480, 200, 800, 600)),
        (QRect(-3000, -500, 800, 600), QRect(0, 28, 800, 600)),
    ],
    ids=["fits", "too large", "beyond the right corner", "on a screen that is gone"],
)
def test_a_frame_is_moved_into_the_room_and_made_smaller_only_if_it_must(frame, fitted):
    assert within(frame, ROOM) == fitted


def test_a_window_is_brought_back_with_its_frame(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.setGeometry(5000, 4000, 3000, 2000)
    window.show()
    keep_on_screen(window)
    room = window.screen().availableGeometry()
    qtbot.waitUntil(lambda: room.contains(window.frameGeometry()))
    qtbot.waitUntil(lambda: not window.findChildren(QTimer))


def test_the_first_window_leaves_room_for_its_frame(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    place_first(window)
    room = window.screen().availableGeometry()
    assert window.height() <= room.height() - 40
    assert room.contains(window.geometry())


ON_A_SCREEN = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

app = QApplication([])
from gpt_studio.core.paths import Home
from gpt_studio.ui.shell.app import show_until_closed
from gpt_studio.ui.shell.main_window import MainWindow

def look():
    window = next(each for each in QApplication.topLevelWidgets() if isinstance(each, MainWindow))
    room, frame = window.screen().availableGeometry(), window.frameGeometry()
    print(room.contains(frame), room.width(), window.width(), flush=True)
    window.close()

QTimer.singleShot(2500, look)
from pathlib import Path
sys.exit(show_until_closed(app, Home(Path(sys.argv[1]))))
"""


@pytest.mark.parametrize(("width", "height", "ratio"), [(1280, 800, 1.0), (853, 533, 1.5), (1920, 1080, 1.0)])
def test_the_window_starts_within_the_screen(tmp_path, width, height, ratio):
    screen = {"name": "A", "x": 0, "y": 0, "width": width, "height": height, "logicalDpi": 96, "dpr": ratio}
    (tmp_path / "screens.json").write_text(json.dumps({"screens": [screen]}))
    platform = f"offscreen:configfile={tmp_path / 'screens.json'}"
    done = subprocess.run(
        [sys.executable, "-c", ON_A_SCREEN, str(tmp_path / "home")],
        env=os.environ | {"QT_QPA_PLATFORM": platform, "XDG_CONFIG_HOME": str(tmp_path), "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.stdout.split()[:2] == ["True", str(width)], done.stderr
    assert done.returncode == 0
