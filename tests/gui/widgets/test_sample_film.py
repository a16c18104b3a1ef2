"""A person steps through all samples of a run, and lets them play."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QSlider, QTextBrowser, QToolButton

from gpt_studio.insight.choice import Candidate, Choice
from gpt_studio.jobs.training.sample_thoughts import packed
from gpt_studio.training.events import SampleWritten
from gpt_studio.ui.thoughts.candidate_row import CandidateRow
from gpt_studio.ui.thoughts.legend import Sample
from gpt_studio.ui.thoughts.token_card import TokenCard
from gpt_studio.ui.thoughts.token_layer import TokenLayer
from gpt_studio.ui.widgets import sample_film
from gpt_studio.ui.widgets.sample_film import SampleFilm

SAMPLES = tuple(SampleWritten(10 * n, "", f"Text {n}", 6.0 * n) for n in range(1, 5))


@pytest.fixture
def film(qtbot: Any, theme: Any) -> SampleFilm:
    made = SampleFilm("film")
    qtbot.addWidget(made)
    made.resize(420, 200)
    made.show()
    return made


@pytest.fixture
def shown(film: SampleFilm, find: Callable[..., Any]) -> Callable[[], str]:
    return lambda: find(film, "film_text", QTextBrowser).toPlainText()


def click(find: Callable[..., Any], film: SampleFilm, name: str) -> None:
    QTest.mouseClick(find(film, name, QToolButton), Qt.MouseButton.LeftButton)


def test_the_newest_sample_is_shown_with_its_step_and_time(
    film: SampleFilm, shown: Callable[[], str], find: Callable[..., Any]
) -> None:
    film.show_samples(SAMPLES[:1])
    assert not find(film, "film_slider").isVisible()
    film.add(SAMPLES[1])
    assert shown() == "Text 2"
    assert find(film, "film_step", QLabel).text() == "step 20, after 12 s"
    assert find(film, "film_place", QLabel).text() == "2 of 2"
    assert find(film, "film_slider").isVisible()


def test_a_person_who_turned_back_stays_there_while_new_samples_come(
    film: SampleFilm, shown: Callable[[], str], find: Callable[..., Any]
) -> None:
    film.show_samples(SAMPLES[:3])
    click(find, film, "film_earlier")
    film.add(SAMPLES[3])
    assert shown() == "Text 2"
    click(find, film, "film_later")
    click(find, film, "film_later")
    assert shown() == "Text 4"
    film.add(SampleWritten(50, "", "Text 5", 30.0))
    assert shown() == "Text 5"


def test_left_and_right_turn_in_the_text_and_on_the_slider(
    film: SampleFilm, shown: Callable[[], str], find: Callable[..., Any]
) -> None:
    film.show_samples(SAMPLES)
    QTest.keyClick(find(film, "film_text"), Qt.Key.Key_Left)
    assert shown() == "Text 3"
    slider = find(film, "film_slider", QSlider)
    QTest.keyClick(slider, Qt.Key.Key_Home)
    assert shown() == "Text 1"
    QTest.keyClick(slider, Qt.Key.Key_Right)
    assert (shown(), slider.value()) == ("Text 2", 1)
    QTest.keyClick(find(film, "film_text"), Qt.Key.Key_Right)
    assert (shown(), slider.value()) == ("Text 3", 2)


def test_the_film_plays_from_the_beginning_to_the_newest_sample(
    film: SampleFilm, shown: Callable[[], str], find: Callable[..., Any], qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sample_film, "FRAME_MS", 1)
    seen: list[str] = []
    find(film, "film_text", QTextBrowser).textChanged.connect(lambda: seen.append(shown()))
    film.show_samples(SAMPLES)
    seen.clear()
    click(find, film, "film_play")
    qtbot.waitUntil(lambda: shown() == "Text 4")
    assert [text for text in seen if text] == ["Text 1", "Text 2", "Text 3", "Text 4"]
    assert find(film, "film_play").accessibleName() == "Play the samples one after another"


def test_turning_stops_the_film(film: SampleFilm, shown: Callable[[], str], find: Callable[..., Any]) -> None:
    film.show_samples(SAMPLES)
    click(find, film, "film_play")
    assert shown() == "Text 1"
    click(find, film, "film_later")
    assert shown() == "Text 2"
    assert find(film, "film_play").accessibleName() == "Play the samples one after another"


def test_steps_that_a_resumed_run_repeats_replace_their_samples(
    film: SampleFilm, shown: Callable[[], str], find: Callable[..., Any]
) -> None:
    film.show_samples(SAMPLES)
    film.add(SampleWritten(20, "", "Again", 13.0))
    assert shown() == "Again"
    assert find(film, "film_place", QLabel).text() == "2 of 2"
    film.clear()
    assert (shown(), find(film, "film_step", QLabel).text()) == ("", "")


def test_a_sample_without_a_time_shows_its_step_only(film: SampleFilm, find: Callable[..., Any]) -> None:
    film.show_samples((SampleWritten(1200, "Once", " upon"),))
    assert find(film, "film_step", QLabel).text() == "step 1,200"


def test_what_is_blank_is_not_counted_as_a_sample(film: SampleFilm, shown: Callable[[], str]) -> None:
    film.show_samples((*SAMPLES, SampleWritten(50, "Once", " \n")))
    film.add(SampleWritten(60, "", ""))
    assert shown() == "Text 4"


def _thoughts(*words: str) -> str:
    """That the model was unsure of all ``words`` but the first one."""
    made = []
    for place, word in enumerate(words):
        other = Candidate(99, "other", 0.6 if place else 0.1, 0.5)
        own = Candidate(place, word, 0.1 if place else 0.9, 0.5)
        made.append(Choice(place, word, word, math.log(own.probability), 0.5, 2 if place else 1, (other, own)))
    return packed(made)


def test_a_switch_tints_the_tokens_and_pointing_at_one_tells_what_else_could_have_come(
    film: SampleFilm, shown: Callable[[], str], find: Callable[..., Any], qtbot: Any
) -> None:
    film.show_samples(SAMPLES[:1])
    assert not find(film, "film_thoughts").isVisible()  # an earlier version wrote it
    film.add(SampleWritten(20, "", "\nThe café runs", 12.0, _thoughts("\nThe", " café", " runs")))
    film.add(SampleWritten(30, "Once", " upon a time", 18.0, _thoughts(" upon", " a", " time")))
    assert not film.findChildren(Sample)[0].isVisible()
    QTest.mouseClick(find(film, "film_thoughts"), Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
    assert film.findChildren(Sample)[0].isVisible()
    text, layer = find(film, "film_text", QTextBrowser), film.findChildren(TokenLayer)[0]
    assert shown() == "Once upon a time"
    assert (layer.start_text, [each.shown for each in layer.choices]) == ("Once", [" upon", " a", " time"])
    assert find(film, "film_likelihood", QLabel).text().startswith("At each token it hesitated")
    viewport = text.viewport()
    QTest.mouseMove(viewport, viewport.mapFromGlobal(layer.rect_of(1).center()))
    card = film.findChildren(TokenCard)[0]
    qtbot.waitUntil(card.isVisible)
    assert "unsure" in find(card, "chat_token_title", QLabel).text()
    rows = [row for row in card.findChildren(CandidateRow) if row.isVisible()]
    assert len(rows) == 2
    assert not any(row.isEnabled() for row in rows)  # a model in training cannot write on
    QTest.keyClick(text, Qt.Key.Key_Escape)
    assert not card.isVisible()
    QTest.keyClick(find(film, "film_slider", QSlider), Qt.Key.Key_Left)
    assert [each.shown for each in layer.choices] == ["The", " café", " runs"]
    QTest.keyClick(text, Qt.Key.Key_Right)
    assert card.choice is layer.choices[0]
    QTest.keyClick(find(film, "film_slider", QSlider), Qt.Key.Key_Left)
    assert not card.isVisible()
    assert shown() == "Text 1"  # plain
    assert not layer.choices
