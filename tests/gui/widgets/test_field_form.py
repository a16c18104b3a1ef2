from __future__ import annotations

from dataclasses import dataclass

import pytest
from PySide6.QtCore import QLocale, QPoint, QPointF, Qt
from PySide6.QtGui import QKeySequence, QWheelEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QDoubleSpinBox, QLineEdit, QSpinBox, QWidget

from gpt_studio.core.errors import say
from gpt_studio.core.fields import setting
from gpt_studio.ui.widgets.field_form import FieldForm


@dataclass(frozen=True)
class Recipe:
    steps: int = setting(1000, label="Steps", help="How many.", minimum=1, maximum=1_000_000)
    rate: float = setting(3e-4, label="Learning rate", help="How fast.", minimum=0.0, maximum=1.0)
    schedule: str = setting("cosine", label="Schedule", help="How it falls.", choices=("cosine", "linear"))
    minutes: float | None = setting(None, label="Time", help="When to stop.", unit="min", minimum=0.1)
    tied: bool = setting(True, label="Tie weights", help="One matrix.")
    special: tuple[str, ...] = setting(("<a>", "<b>"), label="Special", help="Never split.", advanced=True)
    size: int = setting(8192, label="Size", help="How many.", unit="tokens", minimum=256, maximum=1_000_000)
    hidden: int = 7


@pytest.fixture
def form(qtbot, theme) -> FieldForm:
    made = FieldForm(Recipe(hidden=9), name="recipe")
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_form_gives_back_what_it_was_given(form):
    assert form.value() == Recipe(hidden=9)


def test_editing_a_field_changes_the_value_and_tells_so(qtbot, form, find):
    with qtbot.waitSignal(form.changed):
        find(form, "recipe_steps", QSpinBox).setValue(20)
    find(form, "recipe_schedule", QComboBox).setCurrentIndex(1)
    find(form, "recipe_tied", QCheckBox).setChecked(False)
    special = find(form, "recipe_special", QLineEdit)
    special.setText("<x>  <y> <z>")
    assert form.value() == Recipe(steps=20, schedule="linear", tied=False, special=("<x>", "<y>", "<z>"), hidden=9)


@pytest.mark.parametrize(("typed", "value"), [("3e-5", 3e-5), ("0.0125", 0.0125), (".5", 0.5), ("2.5e-4", 2.5e-4)])
def test_small_numbers_can_be_typed_as_people_write_them(qtbot, form, find, typed, value):
    rate = find(form, "recipe_rate", QDoubleSpinBox)
    rate.setFocus()
    rate.selectAll()
    qtbot.keyClicks(rate, typed)
    qtbot.keyClick(rate, Qt.Key.Key_Tab)
    assert form.value().rate == pytest.approx(value)


@pytest.mark.parametrize(
    ("value", "above", "below"),
    [(5, 6, 4), (4.6, 5, 4), (2.5, 3, 2), (2, 3, 1.5), (1.7, 2, 1.5), (1, 1.5, 0.5), (0.5, 1, 0.5), (0.3, 0.5, 0.3)],
)
def test_the_arrows_step_through_whole_minutes_and_below_two_through_halves(form, find, value, above, below):
    find(form, "recipe_minutes_automatic", QCheckBox).setChecked(False)
    minutes = find(form, "recipe_minutes", QDoubleSpinBox)
    for step, expected in ((1, above), (-1, below)):
        minutes.setValue(value)
        minutes.stepBy(step)
        assert minutes.value() == expected


def test_small_numbers_are_shown_without_padding(form, find):
    assert find(form, "recipe_rate", QDoubleSpinBox).text() == "0.0003"


def test_a_decimal_comma_is_understood_where_people_write_one(qtbot, form, find):
    rate = find(form, "recipe_rate", QDoubleSpinBox)
    rate.setLocale(QLocale(QLocale.Language.Spanish, QLocale.Country.Spain))
    rate.selectAll()
    qtbot.keyClicks(rate, "0,25")
    qtbot.keyClick(rate, Qt.Key.Key_Return)
    assert form.value().rate == 0.25


def test_an_optional_field_is_automatic_or_has_a_value(form, find):
    automatic = find(form, "recipe_minutes_automatic", QCheckBox)
    minutes = find(form, "recipe_minutes", QDoubleSpinBox)
    assert automatic.isChecked()
    assert not minutes.isEnabled()
    automatic.setChecked(False)
    minutes.setValue(2.5)
    assert form.value().minutes == 2.5
    assert minutes.text() == "2.5 min"
    form.set_value(Recipe())
    assert form.value().minutes is None


def test_setting_a_value_tells_so_once_and_only_if_it_differs(form):
    told = []
    form.changed.connect(lambda: told.append(1))
    form.set_value(Recipe(hidden=9))
    assert told == []
    form.set_value(Recipe(steps=5, rate=0.1, minutes=3.0, tied=False))
    assert told == [1]
    assert form.value() == Recipe(steps=5, rate=0.1, minutes=3.0, tied=False)


def test_a_problem_stands_at_its_field_until_taken_back(form):
    form.set_problem("steps", say("x", "{count} is too many.", count=1000))
    assert form.row("steps").problem == "1000 is too many."
    assert not form.is_valid()
    form.clear_problems()
    assert form.row("steps").problem == ""
    assert form.is_valid()


def test_the_wheel_scrolls_the_page_and_not_a_number_without_focus(form, find):
    steps = find(form, "recipe_steps", QSpinBox)
    steps.clearFocus()
    turn = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(0, 0),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(steps, turn)
    assert steps.value() == 1000


def test_the_words_of_a_check_box_are_whole_in_a_narrow_form_of_columns(qtbot, theme, find):
    page = QWidget()  # which gives the form the width it has, as a page that scrolls does
    qtbot.addWidget(page)
    page.resize(400, 400)
    form = FieldForm(Recipe(), name="narrow", columns=2, help_beneath=False, parent=page)
    box = find(form, "narrow_tied", QCheckBox)
    box.setText("Words that take more than half of the line")
    page.show()
    form.setGeometry(0, 0, box.sizeHint().width() + 8, 400)
    QApplication.sendPostedEvents()
    assert box.width() >= box.sizeHint().width()


def test_advanced_fields_are_folded_away(qtbot, form, find):
    special = find(form, "recipe_special", QLineEdit)
    assert not special.isVisible()
    qtbot.mouseClick(find(form, "recipe_advanced_toggle"), Qt.MouseButton.LeftButton)
    assert special.isVisible()


def typed_into(qtbot, form, spin, *keys):
    """The field's text after select-all and ``keys``, and its text after it has lost the focus."""
    form.activateWindow()
    spin.setFocus()
    qtbot.waitUntil(spin.hasFocus)
    qtbot.keyClick(spin, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    for key in keys:
        if isinstance(key, str):
            qtbot.keyClicks(spin, key)
        elif isinstance(key, QKeySequence.StandardKey):
            qtbot.keySequence(spin, QKeySequence(key))
        else:
            qtbot.keyClick(spin, key)
    typing = spin.text()
    qtbot.keyClick(spin, Qt.Key.Key_Tab)
    return typing, spin.text()


@pytest.mark.parametrize(
    ("language", "country", "shown"),
    [
        (QLocale.Language.English, QLocale.Country.UnitedStates, "32,768"),
        (QLocale.Language.Spanish, QLocale.Country.Spain, "32.768"),
        (QLocale.Language.Spanish, QLocale.Country.Mexico, "32,768"),
        (QLocale.Language.French, QLocale.Country.France, "32\u202f768"),
    ],
)
def test_digits_stay_in_the_order_in_which_they_are_typed(qtbot, form, find, language, country, shown):
    spin = find(form, "recipe_size", QSpinBox)
    spin.setLocale(QLocale(language, country))
    assert typed_into(qtbot, form, spin, "32768") == ("32768 tokens", f"{shown} tokens")
    assert form.value().size == 32768
    assert typed_into(qtbot, form, spin, "12345")[0] == "12345 tokens"
    assert typed_into(qtbot, form, spin, "12345", Qt.Key.Key_Backspace)[0] == "1234 tokens"
    assert typed_into(qtbot, form, spin, "32768", Qt.Key.Key_Left, Qt.Key.Key_Left, "1")[0] == "327168 tokens"
    QApplication.clipboard().setText(shown)
    assert typed_into(qtbot, form, spin, QKeySequence.StandardKey.Paste)[1] == f"{shown} tokens"
    assert form.value().size == 32768


@dataclass(frozen=True)
class Named:
    schedule: str = setting("wsd", label="Schedule", help="It.", choices={"cosine": "A cosine", "wsd": "Held first"})


def test_a_choice_is_shown_by_its_name_and_stored_by_its_value(qtbot, theme, find):
    made = FieldForm(Named(), name="named")
    qtbot.addWidget(made)
    box = find(made, "named_schedule", QComboBox)
    assert [box.itemText(row) for row in range(box.count())] == ["A cosine", "Held first"]
    assert made.value() == Named("wsd")
    box.setCurrentIndex(0)
    assert made.value() == Named("cosine")
