from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QTranslator

from gpt_studio.core.errors import say
from gpt_studio.core.paths import resources
from gpt_studio.ui.look import text

NOW = datetime(2026, 3, 10, 15, 0).timestamp()


@pytest.fixture(autouse=True)
def _english(theme):
    """The theme's fixture sets the English locale."""


@pytest.mark.parametrize(
    ("value", "shown"),
    [(999, "999"), (1234, "1,234"), (56789, "56.8 k"), (1_234_567, "1.2 M"), (234_567_890, "235 M"), (2e9, "2.0 G")],
)
def test_short_counts(value, shown):
    assert text.short_count(value) == shown


@pytest.mark.parametrize(
    ("value", "digits", "shown"),
    [(0.154, 2, "0.15"), (12.34, 2, "12.3"), (103.97, 2, "104"), (9.96, 1, "10"), (461.4, 1, "461")],
)
def test_large_values_that_are_rough_have_no_decimals(value, digits, shown):
    assert text.rough(value, digits) == shown


@pytest.mark.parametrize(
    ("value", "shown"), [(3_355_443, "3.4 MB"), (1500, "1.5 kB"), (250e6, "250 MB"), (7e12, "7,000 GB")]
)
def test_sizes(value, shown):
    assert text.size(value) == shown


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [(0.4, "0 s"), (59.6, "1 min 0 s"), (250, "4 min 10 s"), (7300, "2 h 1 min"), (200_000, "2 d 7 h"), (-5, "0 s")],
)
def test_durations(seconds, shown):
    assert text.duration(seconds) == shown


@pytest.mark.parametrize(
    ("then", "begins"),
    [
        (datetime(2026, 3, 10, 9, 30), "today at 9:30"),
        (datetime(2026, 3, 9, 23, 59), "yesterday at 11:59"),
        (datetime(2026, 3, 7, 1, 0), "3 "),
        (datetime(2025, 12, 24, 1, 0), "12/24/25"),
    ],
)
def test_relative_dates(then, begins):
    assert text.relative_date(then.timestamp(), NOW).startswith(begins)


def test_numbers_follow_the_language():
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.Spanish, QLocale.Country.Spain))
    try:
        assert text.count(1_234_567) == "1.234.567"
        assert text.size(3_355_443) == "3,4 MB"
        said = say(
            "x", "{a:,} of {b:,.1f} and {c:.2f}, {d:g}, {e}, {f!r}", a=12345, b=12345.67, c=0.5, d=1e-2, e=12345, f="é"
        )
        assert text.message_text(said) == "12.345 of 12.345,7 and 0,50, 0,01, 12345, 'é'"
    finally:
        QLocale.setDefault(before)


def test_a_message_without_a_translation_is_its_english_sentence():
    assert text.message_text(say("x", "{name} is empty.", name="Tales")) == "Tales is empty."


def test_a_message_can_hold_a_message():
    inner = say("y", "{count:,} lines", count=12345)
    assert text.message_text(say("x", "It has {what}.", what=inner)) == "It has 12,345 lines."


def test_paths_at_home_are_shortened():
    assert text.short_path(Path.home() / "a" / "b.txt") == str(Path("~/a/b.txt"))
    assert text.short_path("/elsewhere/b.txt") == str(Path("/elsewhere/b.txt"))


def test_a_message_is_translated_by_its_key_whatever_its_english_wording(qapp):
    spanish = QTranslator()
    assert spanish.load(str(resources() / "i18n" / "es.qm"))
    qapp.installTranslator(spanish)
    try:
        assert text.message_text(say("dataset.cached", "Reworded.")) == "El texto codificado ya está en la caché."
    finally:
        qapp.removeTranslator(spanish)


def test_a_tool_tip_is_wrapped_and_keeps_its_lines_and_words():
    words = "One word after the other makes a sentence that no screen should show in a single line. " * 4
    lines = text.tip(f"{words}\n\n{'/long' * 40}").split("\n")
    assert max(map(len, lines)) <= 64
    assert "".join(lines[-4:]) == "/long" * 40
    assert " ".join(lines).split()[: len(words.split())] == words.split()
    assert text.tip("Short") == "Short"
    assert text.tip("") == ""


def test_a_message_says_one_in_the_singular():
    said = say("x", "{steps:,} {steps:|step|steps} of {size:g} {size:|minute|minutes}", steps=1, size=1.0)
    assert str(said) == text.message_text(said) == "1 step of 1 minute"
    more = say("x", said.template, steps=1234, size=0.5)
    assert text.message_text(more) == "1,234 steps of 0.5 minutes"


def test_counts_say_one_in_the_singular(qapp):
    english, spanish = QTranslator(), QTranslator()
    assert english.load(str(resources() / "i18n" / "en.qm"))
    assert spanish.load(str(resources() / "i18n" / "es.qm"))
    for translator, said in (
        (english, ["1 step", "1,234 steps", "1 of 1 step", "1 token", "2 tokens", "1 character"]),
        (spanish, ["1 paso", "1,234 pasos", "1 de 1 paso", "1 token", "2 tokens", "1 carácter"]),
    ):
        qapp.installTranslator(translator)
        try:
            shown = [text.step_count(1), text.step_count(1234), text.step_count_of(1, 1)]
            assert [*shown, text.token_count(1), text.token_count(2), text.character_count(1)] == said
        finally:
            qapp.removeTranslator(translator)
