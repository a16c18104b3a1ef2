"""A reason inside a message stays a Message, through the helper process too, so that both can be translated."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from tiny_folders import byte_level_tokenizer, change_json

from gpt_studio.artifacts.open_tokenizer import open_tokenizer
from gpt_studio.artifacts.quarantine import Quarantine
from gpt_studio.artifacts.quarantine_messages import receive, send
from gpt_studio.artifacts.safetensors_header import read_header
from gpt_studio.core.errors import Message, StudioError, packed, say, unpacked
from gpt_studio.core.strict_json import parse


def reason_of(error: StudioError) -> Message:
    reason = error.message.values["reason"]
    assert isinstance(reason, Message)
    assert str(reason) in str(error)
    return reason


def test_messages_travel_whole() -> None:
    inner = say("inner", "{count:,} of {what!r}", count=12345, what="{x}")
    message = say("outer", "{path}: {inner}.", path=Path("a"), inner=inner)
    pipe = io.BytesIO()
    send(pipe, packed(message))
    pipe.seek(0)
    back = unpacked(receive(pipe)[0])
    assert back == say("outer", "{path}: {inner}.", path="a", inner=inner)
    assert str(back) == "a: 12,345 of '{x}'."


def test_a_reason_from_the_helper(tmp_path: Path) -> None:
    (tmp_path / "tokenizer.json").write_text(byte_level_tokenizer().backend.to_str())
    change_json(tmp_path / "tokenizer.json", "model", "vocab", "a", to=5)
    with Quarantine() as quarantine, pytest.raises(StudioError) as caught:
        open_tokenizer(tmp_path, quarantine)
    assert reason_of(caught.value).key == "tokenizer.id_twice"
    assert reason_of(caught.value).values == {"id": 5}


def test_reasons_of_damaged_files(tmp_path: Path) -> None:
    with pytest.raises(StudioError) as caught:
        parse(b'{"a": 1, "a": 2}', tmp_path)
    assert reason_of(caught.value).key == "json.twice"
    (tmp_path / "x.safetensors").write_bytes(b"\x02\0\0\0\0\0\0\0[]")
    with pytest.raises(StudioError) as caught:
        read_header(tmp_path / "x.safetensors")
    assert reason_of(caught.value).key == "weights.header_no_object"
