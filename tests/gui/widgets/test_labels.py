import pytest
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gpt_studio.ui.widgets.labels import ElidedLabel, SteadyLabel, label


def test_a_steady_label_grows_but_has_nothing_laid_out_again_for_shorter_words(qtbot, theme):
    page = QWidget()
    qtbot.addWidget(page)
    row = QHBoxLayout(page)
    steady, beside = SteadyLabel("Step 1"), label("left")
    row.addWidget(steady)
    row.addWidget(beside)
    row.addStretch()
    page.show()
    narrow = steady.width()
    steady.setText("Step 1,000,000")
    row.activate()
    wide = steady.width()
    assert wide > narrow
    assert beside.x() > wide
    assert row.activate() is False
    steady.setText("Step 7")
    assert row.activate() is False
    assert steady.width() == wide


def test_a_steady_label_follows_the_size_of_its_font(qtbot, theme):
    steady = SteadyLabel("Step 1,000,000")
    qtbot.addWidget(steady)
    steady.show()
    before = steady.height()
    font = steady.font()
    font.setPixelSize(40)
    steady.setFont(font)
    assert steady.height() > before


def test_a_shortened_label_follows_its_font_and_is_not_measured_anew_whenever_it_is_painted(qtbot, theme, monkeypatch):
    words = ElidedLabel("A sentence of some words")
    qtbot.addWidget(words)
    words.resize(words.sizeHint())
    words.show()
    assert not words.toolTip()
    font = words.font()
    font.setPixelSize(40)
    words.setFont(font)
    assert words.toolTip() == "A sentence of some words"
    words.grab()
    monkeypatch.setattr(words, "fontMetrics", lambda: pytest.fail("it is measured while it is painted"))
    words.grab()


def test_a_hint_that_has_no_room_is_left_out(qtbot, theme):
    words = ElidedLabel("Drag to move, scroll to zoom", or_nothing=True)
    qtbot.addWidget(words)
    words.resize(words.sizeHint())
    words.show()
    assert words._shown == words.text()
    words.resize(words.sizeHint().width() - 10, words.height())
    assert words._shown == ""
    assert words.text() in words.toolTip()
