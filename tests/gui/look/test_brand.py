from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

from gpt_studio.ui.look.brand import application_icon, drawing, picture
from gpt_studio.ui.shell.splash import show_splash, splash_picture


def opaque_share(image: QImage) -> float:
    size = image.size()
    points = [(x, y) for x in range(size.width()) for y in range(size.height())]
    return sum(image.pixelColor(x, y).alpha() == 255 for x, y in points) / len(points)


def test_the_icon_is_drawn_at_every_size_of_a_window(qapp):
    icon = application_icon()
    assert {size.width() for size in icon.availableSizes()} == {16, 24, 32, 48, 64, 128, 256}
    for size in (16, 32):
        assert opaque_share(icon.pixmap(QSize(size, size), 1.0).toImage()) > 0.6


def test_the_icon_is_sharp_on_a_screen_of_two_pixels(qapp):
    drawn = picture(16, 2.0)
    assert drawn.size() == QSize(32, 32)
    assert drawn.deviceIndependentSize().toSize() == QSize(16, 16)


def test_the_splash_is_the_drawing_with_words_on_it(qapp):
    plain, written = drawing("splash.svg", QSize(560, 320)).toImage(), splash_picture(1.0).toImage()
    assert written.size() == QSize(560, 320)
    assert opaque_share(written) == 1.0
    assert plain.convertToFormat(written.format()) != written


def test_nobody_is_shown_a_splash_without_a_screen(qapp):
    assert show_splash() is None


ON_A_SCREEN = """
from PySide6.QtWidgets import QApplication
app = QApplication([])
from gpt_studio.ui.shell.splash import show_splash
splash = show_splash()
assert splash.isVisible()
splash.destroyed.connect(app.quit)
splash.give_way()
app.exec()
"""


@pytest.fixture
def screen():
    """The name of an X display started for the test."""
    if not shutil.which("Xvfb"):
        pytest.skip("needs Xvfb")
    server = subprocess.Popen(["Xvfb", "-displayfd", "1"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    yield f":{server.stdout.readline().strip()}"
    server.terminate()
    server.wait()
    server.stdout.close()


def test_the_splash_is_on_a_screen_at_once_and_goes(screen):
    environment = {name: value for name, value in os.environ.items() if name != "QT_QPA_PLATFORM"}
    done = subprocess.run(
        [sys.executable, "-c", ON_A_SCREEN], env=environment | {"DISPLAY": screen}, timeout=120, check=False
    )
    assert done.returncode == 0
