"""Messages keep key, template and values; errors carry one through threads and processes."""

import pickle

import pytest

from gpt_studio.core.errors import FieldError, SettingsError, StudioError, say, shortened


def test_a_message_reads_as_a_sentence() -> None:
    message = say("file.empty", "{name} has {count:,} bytes.", name="a.txt", count=1234)
    assert str(message) == "a.txt has 1,234 bytes."
    assert message.key == "file.empty"
    assert message.values == {"name": "a.txt", "count": 1234}


def test_values_may_hold_braces() -> None:
    assert str(say("x", "Read {text}.", text="{not a place}")) == "Read {not a place}."


def test_an_error_is_its_sentence_and_survives_pickling() -> None:
    error = StudioError("disk.full", "The disk is full: {path}.", path="/a")
    assert str(error) == "The disk is full: /a."
    copy = pickle.loads(pickle.dumps(error))
    assert isinstance(copy, StudioError)
    assert copy.message == error.message


@pytest.mark.parametrize(
    "error",
    [
        FieldError("x", "{name} is too large.", field="heads", name="Heads"),
        SettingsError("x", "It needs {need:.1f} GB.", remedy={"micro_batch": 2}, need=3.0),
        SettingsError("x", "Nothing helps."),
    ],
)
def test_what_is_acted_on_is_a_field_and_survives_pickling_too(error: StudioError) -> None:
    copy = pickle.loads(pickle.dumps(error))
    assert type(copy) is type(error)
    assert str(copy) == str(error)
    assert vars(copy) == vars(error)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("plain ¿qué? 你好", "plain ¿qué? 你好"),
        ("two\nlines\tand\u2028more", "two lines and more"),
        ("\x1b[2J\x07\u202e\x00\udcff", "\ufffd[2J\ufffd\ufffd\ufffd\ufffd"),
        ("x" * 81, "x" * 80 + "…"),
        (10**80, "a very long number"),
    ],
)
def test_what_a_stranger_wrote_fits_into_a_sentence(value: object, shown: object) -> None:
    assert shortened(value) == shown
