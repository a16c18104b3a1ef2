"""Small files of the program: whatever stands in them, they are read, or refused in a sentence and left as they are."""

from __future__ import annotations

import json
import os
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from gpt_studio.core.errors import StudioError
from gpt_studio.core.job import JobContext
from gpt_studio.core.paths import Home
from gpt_studio.jobs.chat.compared_columns import ColumnChoice, ComparedColumns, KeepColumns, keep_columns
from gpt_studio.jobs.chat.votes import Contestant, KeepVotes, Vote, keep_votes

ODD = (None, True, -1, 1.5, 10**60, 10**70, "", "x", [], {}, [1], [{}], {"a": 1}, "\ud800")
WHOLE = (b"", b"[]", b"{", b"\xff", b'{"format": 1e999}', b'{"format": "1"}', b'{"a": 1, "a": 2}', b"[" * 99_999)
PAIR = (Contestant("A"), Contestant("B", "x", 2.0, "warm"))
VOTE = Vote(PAIR, PAIR[0])
COLUMNS = ComparedColumns((ColumnChoice("/a"), ColumnChoice("/b", 3, "/c")), blind=True)


def damaged(stored: bytes) -> Iterator[bytes]:
    yield from WHOLE
    yield from (json.dumps(each).encode() for each in changed(json.loads(stored)))
    chance = random.Random(0)
    for _ in range(100):
        data, place = bytearray(stored), chance.randrange(len(stored))
        data[place : place + chance.randint(0, 9)] = chance.randbytes(chance.randint(0, 3))
        yield bytes(data)


def changed(content: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for name, value in content.items():
        yield from (content | {name: odd} for odd in ODD)
        yield {other: content[other] for other in content if other != name}
        inner = value[0] if isinstance(value, list) else value
        if isinstance(inner, dict):
            yield from (content | {name: [each] if inner is not value else each} for each in changed(inner))


@pytest.mark.parametrize("name", ["votes", "compare"])
def test_a_damaged_file_is_read_or_refused_and_left_as_it_is(tmp_path: Path, name: str) -> None:
    home, path = Home(tmp_path), tmp_path / f"{name}.json"

    def kept(*, changed: bool) -> str:
        """What is said of the file, if it is refused."""
        try:
            if name == "votes":
                keep_votes(KeepVotes(home, VOTE if changed else None), JobContext())
            else:
                keep_columns(KeepColumns(home, COLUMNS if changed else None), JobContext())
        except StudioError as error:
            return str(error)
        return ""

    assert not kept(changed=True)
    refused = 0
    for data in damaged(path.read_bytes()):
        path.write_bytes(data)
        said = kept(changed=True)
        if said:
            refused += 1
            assert path.read_bytes() == data
            assert str(path) in said
            assert "\n" not in said
        assert bool(kept(changed=False)) == bool(said), "what was written can be read"
    assert refused > 100


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes are not files here")
def test_what_is_no_file_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "votes.json")
    (tmp_path / "compare.json").mkdir()
    with pytest.raises(StudioError, match="not a file"):
        keep_votes(KeepVotes(Home(tmp_path)), JobContext())
    with pytest.raises(StudioError, match="not a file"):
        keep_columns(KeepColumns(Home(tmp_path)), JobContext())
