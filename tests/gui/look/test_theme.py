from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from gpt_studio.ui.look.colours import DARK, LIGHT, Tokens, tokens
from gpt_studio.ui.look.theme import ThemeChoice
from gpt_studio.ui.widgets.buttons import Button

ENOUGH_FOR_TEXT = 4.5
"""WCAG 2.2, success criterion 1.4.3."""

PAIRS = [
    ("text", "window"),
    ("text", "surface"),
    ("text", "sunken"),
    ("text", "accent_soft"),
    ("text_muted", "window"),
    ("text_muted", "sidebar"),
    ("text_muted", "surface"),
    ("text_muted", "sunken"),
    ("accent", "surface"),
    ("on_accent", "accent_fill"),
    ("danger", "surface"),
    ("text", "danger_soft"),
    ("text", "warning_soft"),
    ("text", "success_soft"),
    ("warning", "surface"),
    ("warning", "accent_soft"),
    ("success", "surface"),
]


def luminance(colour: str) -> float:
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in QColor(colour).getRgbF()[:3]
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_can_be_read_on_its_ground(colours: Tokens, text: str, ground: str):
    assert contrast(getattr(colours, text), getattr(colours, ground)) >= ENOUGH_FOR_TEXT


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_text_can_be_read_on_every_token_colour(colours: Tokens):
    assert (
        min(contrast(colours.text, ground) for ground in (*colours.token_backgrounds, *colours.sureness))
        >= ENOUGH_FOR_TEXT
    )


def test_a_choice_shows_at_once_in_open_windows(qtbot, theme):
    button = Button("Save", name="save", icon="ph.floppy-disk")
    qtbot.addWidget(button)
    button.show()
    assert tokens() is LIGHT
    light_icon = button.icon().pixmap(16, 16).toImage()
    theme.choose(ThemeChoice.DARK)
    assert tokens() is DARK
    assert button.grab().toImage().pixelColor(8, 8).lightness() < 80
    assert button.icon().pixmap(16, 16).toImage() != light_icon
    theme.choose(ThemeChoice.LIGHT)
    assert button.grab().toImage().pixelColor(8, 8).lightness() > 200


def test_a_widget_is_given_the_new_look_a_few_times_however_deep_it_is(qtbot, theme):
    class Innermost(QLabel):
        changes = 0

        def changeEvent(self, event):
            self.changes += event.type() == QEvent.Type.StyleChange
            super().changeEvent(event)

    outermost = QWidget()
    qtbot.addWidget(outermost)
    inside = outermost
    for _ in range(20):
        inside = QWidget(inside)
    innermost = Innermost("words", inside)
    outermost.show()
    innermost.changes = 0
    theme.choose(ThemeChoice.DARK)
    assert 0 < innermost.changes <= 4
    assert innermost.palette().windowText().color() == QColor(DARK.text)


@pytest.mark.parametrize("choice", [ThemeChoice.LIGHT, ThemeChoice.DARK])
@pytest.mark.parametrize("rows", [1, 3, 5, 10])
@pytest.mark.parametrize("enlarged", [1.0, 1.25])
def test_the_list_of_a_combo_box_shows_all_its_rows(qtbot, theme, choice, rows, enlarged):
    theme.choose(choice)
    box = QComboBox()
    font = box.font()
    font.setPixelSize(round(font.pixelSize() * enlarged))
    box.setFont(font)
    box.addItems([f"Row {number}" for number in range(rows)])
    qtbot.addWidget(box)
    box.show()
    box.showPopup()
    shown = box.view()
    assert shown.verticalScrollBar().maximum() == 0
    last = shown.visualRect(shown.model().index(rows - 1, 0))
    assert shown.viewport().rect().contains(last.adjusted(1, 0, -1, 0))
    box.hidePopup()
