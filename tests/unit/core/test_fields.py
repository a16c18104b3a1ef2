"""Settings described in dataclass fields: read back, checked and explained."""

from dataclasses import dataclass, replace

import pytest

from gpt_studio.core.errors import StudioError
from gpt_studio.core.fields import problem_of, setting, settings_of, validate


@dataclass(frozen=True)
class Example:
    rate: float = setting(0.5, label="Rate", help="How fast.", unit="per second", minimum=0.0, maximum=1.0)
    steps: int | None = setting(None, label="Steps", help="How many.", minimum=1, advanced=True)
    kind: str = setting("a", label="Kind", help="Which.", choices=("a", "b"))
    tied: bool = setting(True, label="Tied", help="Whether.")
    words: tuple[str, ...] = setting(("x",), label="Words", help="What.")
    undescribed: int = 3


def test_what_is_described_is_found_in_order() -> None:
    rate, steps, kind, tied, words = settings_of(Example)
    assert (rate.name, rate.kind, rate.default, rate.unit, rate.optional) == ("rate", float, 0.5, "per second", False)
    assert (steps.kind, steps.optional, steps.advanced, steps.flag) == (int, True, True, "--steps")
    assert kind.choices == ("a", "b")
    assert tied.kind is bool
    assert words.kind is tuple


@pytest.mark.parametrize(
    ("name", "value", "key"),
    [
        ("rate", -0.1, "field.small"),
        ("rate", 1.1, "field.large"),
        ("rate", float("nan"), "field.type"),
        ("rate", float("inf"), "field.type"),
        ("rate", "fast", "field.type"),
        ("rate", True, "field.type"),
        ("rate", None, "field.type"),
        ("steps", 0, "field.small"),
        ("steps", 1.5, "field.type"),
        ("steps", True, "field.type"),
        ("kind", "c", "field.choice"),
        ("kind", 1, "field.type"),
        ("tied", 1, "field.type"),
        ("words", ["x"], "field.type"),
        ("words", (1,), "field.type"),
    ],
)
def test_what_is_wrong_is_said_with_the_label(name: str, value: object, key: str) -> None:
    with pytest.raises(StudioError) as caught:
        validate(replace(Example(), **{name: value}))
    assert caught.value.message.key == key
    assert str(caught.value).startswith(name.capitalize())


@pytest.mark.parametrize(
    ("name", "value"),
    [("rate", 0), ("rate", 1.0), ("steps", None), ("steps", 7), ("kind", "b"), ("tied", False), ("words", ())],
)
def test_what_is_in_range_is_accepted(name: str, value: object) -> None:
    validate(replace(Example(), **{name: value}))


def test_the_sentence_names_the_limit() -> None:
    rate, steps = settings_of(Example)[:2]
    assert str(problem_of(rate, 2)) == "Rate is 2: it may be at most 1."
    assert str(problem_of(rate, 1.0000001)) == "Rate is 1.0000001: it may be at most 1."
    assert str(problem_of(replace(steps, maximum=2**31 - 1), 2**31)) == (
        "Steps is 2147483648: it may be at most 2147483647."
    )
    assert problem_of(rate, 0.3) is None
