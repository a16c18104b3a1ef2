from __future__ import annotations

import subprocess
import sys

from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon, QPainter, QPixmap
from qtawesome.iconic_font import CharIconPainter

from gpt_studio.ui.look.colours import tokens
from gpt_studio.ui.look.icons import icon
from gpt_studio.ui.look.theme import ThemeChoice


def test_an_icon_is_drawn_once_however_often_it_is_shown(theme, monkeypatch):
    drawn = []
    paint = CharIconPainter.paint
    monkeypatch.setattr(CharIconPainter, "paint", lambda *given: (drawn.append("once"), paint(*given))[1])
    for _ in range(5):
        icon("ph.anchor").pixmap(QSize(19, 19), 2.0)
    assert len(drawn) == 1
    icon("ph.anchor").pixmap(QSize(19, 19), 2.0, QIcon.Mode.Disabled)
    assert len(drawn) == 2


def test_an_icon_that_is_painted_is_sharp_and_has_the_colour_of_the_theme(theme):
    for choice in (ThemeChoice.LIGHT, ThemeChoice.DARK):
        theme.choose(choice)
        ground = QPixmap(QSize(32, 32))
        ground.setDevicePixelRatio(2.0)
        ground.fill(tokens().surface)
        painter = QPainter(ground)
        icon("ph.circle-fill", "accent").paint(painter, 0, 0, 16, 16)
        painter.end()
        assert ground.toImage().pixelColor(16, 16).name() == tokens().accent


def test_icons_can_become_garbage_together_with_what_shows_them(tmp_path):
    """The process ended here with a segmentation fault, and so did one in twenty programs at their exit."""
    script = tmp_path / "icons.py"
    script.write_text(_GARBAGE, encoding="utf-8")
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, encoding="utf-8")
    assert (done.returncode, done.stdout) == (0, "gone\n"), done.stderr


_GARBAGE = """
import gc

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from gpt_studio.ui.look import icons
from gpt_studio.ui.look.theme import ThemeChoice, Theme

application = QApplication([])
Theme(application).choose(ThemeChoice.LIGHT)
for name in ("ph.trash", "ph.books", "ph.plus", "ph.minus"):
    shown = [icons.icon(name)]
    shown[0].pixmap(QSize(20, 20))
    icons._font().icons.clear()
    shown.append(shown)
    del shown
    gc.collect()
print("gone")
"""
