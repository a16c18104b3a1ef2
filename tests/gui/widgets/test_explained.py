"""Words with a dotted underline, and the card that says what they mean."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

from gpt_studio.inference.sampling_settings import Sampling
from gpt_studio.ui.look.colours import tokens
from gpt_studio.ui.look.theme import ThemeChoice
from gpt_studio.ui.widgets.explained import ConceptCard, ExplainedLabel
from gpt_studio.ui.widgets.field_form import FieldForm


@pytest.fixture
def page(qtbot, theme):
    made = QWidget()
    QVBoxLayout(made)
    qtbot.addWidget(made)
    made.resize(300, 200)
    made.show()
    made.activateWindow()
    return made


@pytest.fixture
def word(page) -> ExplainedLabel:
    made = ExplainedLabel("Documents", concept="document")
    page.layout().addWidget(made)
    return made


@pytest.fixture(autouse=True)
def _close_cards(qapp):
    yield
    for card in cards():
        card.close()


def cards() -> list[ConceptCard]:
    return [each for each in QApplication.topLevelWidgets() if isinstance(each, ConceptCard) and each.isVisible()]


def said() -> str:
    """All that the only card says."""
    (card,) = cards()
    return " ".join(each.text() for each in card.findChildren(QLabel))


def test_a_click_explains_the_word_with_the_number_of_the_person(qtbot, word):
    word.show_number("corpus", 4318, "4,318")
    qtbot.mouseClick(word, Qt.MouseButton.LeftButton)
    assert said().startswith("Document One text that stands by itself")
    assert said().endswith("Your corpus has 4,318 documents.")
    (card,) = cards()
    assert card.accessibleName() == "Document"
    assert "4,318" in card.accessibleDescription()
    QTest.keyClick(card, Qt.Key.Key_Escape)
    assert cards() == []


def test_without_a_number_there_is_no_sentence_about_one_and_one_is_said_as_one(qtbot, word):
    word.explain()
    assert "{number}" not in said()
    assert "Your corpus" not in said()
    cards()[0].close()
    word.show_number("corpus", 1, "1")
    word.explain()
    assert said().endswith("Your corpus has 1 document.")
    cards()[0].close()
    word.forget_number()
    word.explain()
    assert "Your corpus" not in said()


@pytest.mark.parametrize("key", [Qt.Key.Key_F1, Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_it_is_reached_and_opened_and_closed_by_keyboard(qtbot, page, word, key):
    word.setFocus(Qt.FocusReason.TabFocusReason)
    assert word.focusPolicy() & Qt.FocusPolicy.TabFocus
    qtbot.keyClick(word, key)
    assert len(cards()) == 1
    qtbot.keyClick(cards()[0], key)
    assert cards() == []
    assert page.focusWidget() is word


def test_the_field_of_a_form_explains_its_label_at_f1_and_the_label_costs_no_key(qtbot, page):
    form = FieldForm(Sampling(), name="sampling", fields={"temperature", "max_new_tokens"})
    page.layout().addWidget(form)
    word = form.findChild(ExplainedLabel, "explained_temperature")
    assert word.text() == "Temperature"
    assert word.focusPolicy() is Qt.FocusPolicy.NoFocus
    editor = form.row("temperature").editor.control
    editor.setFocus()
    QTest.keyClick(editor, Qt.Key.Key_F1)
    assert said().startswith("Temperature")
    cards()[0].close()
    QTest.keyClick(form.row("max_new_tokens").editor.control, Qt.Key.Key_F1)
    assert cards() == []


def test_it_speaks_the_language_of_the_window(word):
    usual = QLocale()
    QLocale.setDefault(QLocale("es_MX"))
    try:
        word.show_number("corpus", 2, "2")
        word.explain()
    finally:
        QLocale.setDefault(usual)
    assert said().startswith("Documento Un texto que se entiende por sí solo")
    assert said().endswith("Tu corpus tiene 2 documentos.")


@pytest.mark.parametrize("choice", [ThemeChoice.LIGHT, ThemeChoice.DARK])
def test_the_word_and_only_the_word_is_underlined_with_dots(qtbot, page, theme, choice):
    theme.choose(choice)
    word = ExplainedLabel("12 tokens · fast", concept="token", part="token")
    page.layout().addWidget(word)
    qtbot.waitUntil(lambda: word.isVisible() and 100 < word.width() < page.width())
    lines = word._underlines()
    assert len(lines) == 1
    begin, end = lines[0]
    assert begin.x() == pytest.approx(word.fontMetrics().horizontalAdvance("12 "), abs=2)
    assert end.x() == pytest.approx(word.fontMetrics().horizontalAdvance("12 tokens"), abs=2)
    word.clearFocus()
    dots = _share_of_line(page, word, tokens().text_muted)
    assert 0.25 < dots < 0.75
    word.setFocus()
    assert _share_of_line(page, word, tokens().accent) == 1.0


def _share_of_line(page: QWidget, word: ExplainedLabel, colour: str) -> float:
    """How much of the line beneath the word has this colour."""
    begin, end = word._underlines()[0]
    picture, at = page.grab().toImage(), word.mapTo(page, begin)
    row = [picture.pixelColor(at.x() + x, at.y()) for x in range(end.x() - begin.x())]
    return sum(_near(each, QColor(colour)) for each in row) / len(row)


def _near(one: QColor, other: QColor) -> bool:
    return all(abs(a - b) < 40 for a, b in zip(one.getRgb(), other.getRgb(), strict=True))


def test_a_card_stays_on_the_screen(page, word):
    screen = word.screen().availableGeometry()
    page.move(screen.right() - 100, screen.bottom() - 60)
    word.explain()
    (card,) = cards()
    assert screen.contains(card.geometry())


def test_a_word_that_has_no_room_is_elided_and_still_explains_itself(qtbot, page):
    word = ExplainedLabel("Learning rate of the model that is trained", concept="learning_rate", elided=True)
    page.layout().addWidget(word)
    page.resize(120, 100)
    qtbot.waitUntil(lambda: word.width() <= 120)
    (line,) = word._underlines()
    assert line[1].x() <= word.width()
    qtbot.mouseClick(word, Qt.MouseButton.LeftButton)
    assert QApplication.activePopupWidget() is not None
