"""Stored dataclasses are decoded unchanged; a wrong value is refused with the names of file and field."""

import enum
import math
import pickle
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import pytest

from gpt_studio.core.decode import DecodeError, decode, within
from gpt_studio.core.fields import setting

FILE = Path("/kept/thing.json")


class Colour(enum.Enum):
    RED = "red"
    BLUE = "blue"


@dataclass(frozen=True)
class Part:
    size: int
    weight: float = 1.0


@dataclass(frozen=True)
class Thing:
    name: str
    part: Part
    parts: tuple[Part, ...] = ()
    changes: tuple[tuple[int, float], ...] = ()
    marks: list[str] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    folder: Path | None = None
    colour: Colour = Colour.RED
    path: Literal["short", "long"] = "short"
    number: int | str = 0
    done: bool = False
    share: float = within(0.5, above=0.0, maximum=1.0)
    kind: str = within("cpu", choices=("cpu", "cuda"))
    layers: int = setting(2, label="Layers", help="How many.", minimum=1, maximum=8)
    anything: Any = None


WHOLE = {
    "name": "a",
    "part": {"size": 1},
    "parts": [{"size": 2, "weight": 3}, {"size": 4}],
    "changes": [[0, 1.5], [3, 2]],
    "marks": ["x"],
    "counts": {"a": 1},
    "folder": "/a/b",
    "colour": "blue",
    "path": "long",
    "number": "four",
    "done": True,
    "share": 1,
    "kind": "cuda",
    "layers": 8,
    "anything": [{}],
}


def test_every_kind_of_field_is_decoded() -> None:
    assert decode(Thing, WHOLE, FILE) == Thing(
        name="a",
        part=Part(1),
        parts=(Part(2, 3), Part(4)),
        changes=((0, 1.5), (3, 2)),
        marks=["x"],
        counts={"a": 1},
        folder=Path("/a/b"),
        colour=Colour.BLUE,
        path="long",
        number="four",
        done=True,
        share=1,
        kind="cuda",
        layers=8,
        anything=[{}],
    )
    assert decode(Thing, {"name": "a", "part": {"size": 1}}, FILE) == Thing("a", Part(1))


@pytest.mark.parametrize(
    ("entry", "value", "named"),
    [
        ("name", 1, "name"),
        ("name", None, "name"),
        ("name", ["a"], "name"),
        ("part", [], "part"),
        ("part", "", "part"),
        ("part", {"size": True}, "part.size"),
        ("part", {"size": 1.0}, "part.size"),
        ("part", {"size": "1"}, "part.size"),
        ("part", {"size": 1, "weight": math.nan}, "part.weight"),
        ("part", {"size": 1, "weight": math.inf}, "part.weight"),
        ("part", {"size": 1, "weight": None}, "part.weight"),
        ("part", {"size": 1, "strange": 2}, "part.strange"),
        ("part", {}, "part.size"),
        ("parts", {"size": 1}, "parts"),
        ("parts", "ab", "parts"),
        ("parts", [{"size": 1}, {"size": None}], "parts[1].size"),
        ("changes", [[0]], "changes[0]"),
        ("changes", [[0, 1, 2]], "changes[0]"),
        ("changes", [[0.5, 1]], "changes[0][0]"),
        ("marks", [1], "marks[0]"),
        ("counts", {"a": "1"}, "counts.a"),
        ("folder", 3, "folder"),
        ("folder", "a\0b", "folder"),
        ("colour", "green", "colour"),
        ("path", "middle", "path"),
        ("number", 1.5, "number"),
        ("done", 1, "done"),
        ("share", 0, "share"),
        ("share", 1.1, "share"),
        ("share", math.nan, "share"),
        ("kind", "tpu", "kind"),
        ("layers", 9, "layers"),
        ("layers", True, "layers"),
        ("strange", 1, "strange"),
    ],
)
def test_what_cannot_be_is_refused_by_file_and_field(entry: str, value: Any, named: str) -> None:
    with pytest.raises(DecodeError) as caught:
        decode(Thing, WHOLE | {entry: value}, FILE)
    assert str(FILE) in str(caught.value)
    assert named in str(caught.value.reason)


@pytest.mark.parametrize("content", [None, [], "text", 3])
def test_what_is_no_table_is_refused(content: Any) -> None:
    with pytest.raises(DecodeError, match="table"):
        decode(Thing, content, FILE)


def test_what_is_missing_is_named() -> None:
    with pytest.raises(DecodeError, match="'name' is missing"):
        decode(Thing, {"part": {"size": 1}}, FILE)


def test_unknown_entries_are_left_out_where_the_caller_says_so() -> None:
    content = WHOLE | {"strange": 1, "part": {"size": 1, "stranger": 2}}
    assert decode(Thing, content, FILE, ignore_unknown=True) == decode(Thing, WHOLE, FILE)


def test_null_stands_for_the_number_that_the_caller_names() -> None:
    assert decode(Part, {"size": 1, "weight": None}, FILE, null=math.inf) == Part(1, math.inf)
    with pytest.raises(DecodeError, match="size"):
        decode(Part, {"size": None}, FILE, null=math.inf)
    with pytest.raises(DecodeError, match="share"):  # its range holds all the same
        decode(Thing, WHOLE | {"share": None}, FILE, null=math.inf)


def test_a_sentence_stays_short_whatever_the_file_holds() -> None:
    for content in (WHOLE | {"name": ["x" * 10_000]}, WHOLE | {"y" * 10_000: 1}, WHOLE | {"layers": 10**9_000}):
        with pytest.raises(DecodeError) as caught:
            decode(Thing, content, FILE)
        assert len(str(caught.value)) < 400
    with pytest.raises(DecodeError) as caught:
        decode(Thing, WHOLE | {"name": 1, "x\x1b[2J\n": 1}, FILE)
    assert str(caught.value).isprintable()


def test_errors_travel_between_processes() -> None:
    with pytest.raises(DecodeError) as caught:
        decode(Part, {}, FILE)
    again = pickle.loads(pickle.dumps(caught.value))
    assert isinstance(again, DecodeError)
    assert again.reason == caught.value.reason
