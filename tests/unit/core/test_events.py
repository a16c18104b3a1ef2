"""The JSON form of events and results."""

import json
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from gpt_studio.core.errors import say
from gpt_studio.core.events import Event, Log, Progress, as_json, snake_case


class Kind(Enum):
    BASE = "base"


@dataclass(frozen=True)
class ModelSaved(Event):
    folder: Path
    losses: tuple[float, ...]
    best: dict[int, Kind]
    handle: object = field(default=None, repr=False)


def test_names_are_in_snake_case() -> None:
    assert snake_case("CheckpointSaved") == "checkpoint_saved"
    assert snake_case("Log") == "log"


def test_an_event_becomes_an_object_without_its_handles() -> None:
    event = ModelSaved(Path("a") / "b", (1.0, float("nan"), float("inf"), float("-inf")), {1: Kind.BASE}, object())
    expected = {
        "event": "model_saved",
        "folder": str(Path("a") / "b"),
        "losses": [1.0, None, None, None],
        "best": {"1": "base"},
    }
    assert as_json(event) == expected
    assert json.loads(json.dumps(as_json(event), allow_nan=False)) == expected


def test_a_message_gives_its_key_its_text_and_its_values() -> None:
    assert as_json(Log(say("saved", "Saved in {path}.", path=Path("x")), "warning")) == {
        "event": "log",
        "what": {"key": "saved", "text": "Saved in x.", "values": {"path": "x"}},
        "level": "warning",
    }
    assert as_json(Progress(say("p", "Reading"), 0.5))["fraction"] == 0.5


def test_a_result_has_no_event_name() -> None:
    @dataclass(frozen=True)
    class Card:
        size: int

    assert as_json([Card(3)]) == [{"size": 3}]
