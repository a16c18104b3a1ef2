"""Our reader and writer of safetensors files against the format's own library, and against damage."""

import contextlib
import json
import struct

import pytest
import safetensors.torch
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gpt_studio.artifacts.safetensors_data import DTYPES, read_into, read_tensors, same_numbers, write_tensors
from gpt_studio.artifacts.safetensors_header import read_header
from gpt_studio.core.errors import StudioError


def tensors():
    numbers = torch.arange(12).reshape(3, 4)
    return {name: numbers.to(dtype) for name, dtype in DTYPES.items()} | {
        "scalar": torch.tensor(3.5),
        "empty": torch.zeros(0, 5),
        "transposed": torch.randn(5, 3).T,
        "view": torch.randn(6, 6)[1:4, ::2],
    }


def raw_file(path, header, data=b""):
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)
    return path


def test_the_library_reads_what_is_written(tmp_path):
    expected = tensors()
    write_tensors(tmp_path / "x.safetensors", expected, metadata={"format": "pt"})
    found = safetensors.torch.load_file(tmp_path / "x.safetensors")
    assert found.keys() == expected.keys()
    assert all(torch.equal(found[name], expected[name]) for name in expected)
    with safetensors.safe_open(tmp_path / "x.safetensors", "pt") as opened:
        assert opened.metadata() == {"format": "pt"}


def test_what_the_library_writes_is_read(tmp_path):
    expected = {name: tensor.contiguous() for name, tensor in tensors().items()}
    safetensors.torch.save_file(expected, tmp_path / "x.safetensors")
    found = read_tensors(tmp_path / "x.safetensors")
    assert found.keys() == expected.keys()
    for name in expected:
        assert found[name].dtype == expected[name].dtype
        assert torch.equal(found[name], expected[name])


def test_a_dtype_converts_the_floating_point_tensors_only(tmp_path):
    path = tmp_path / "x.safetensors"
    write_tensors(path, {"a": torch.randn(3), "b": torch.tensor([1, 2])}, dtype=torch.bfloat16)
    assert {name: stored.dtype for name, stored in read_header(path).items()} == {"a": "BF16", "b": "I64"}


def test_reading_converts_and_transposes_into_the_target(tmp_path):
    path = tmp_path / "x.safetensors"
    stored = torch.randn(3, 5).half()
    write_tensors(path, {"x": stored})
    target = torch.full((5, 3), torch.nan)
    address = target.data_ptr()
    read_into(target, read_header(path)["x"], transposed=True)
    assert torch.equal(target, stored.float().T)
    assert target.data_ptr() == address


def test_the_numbers_of_two_tensors_are_compared(tmp_path):
    path = tmp_path / "x.safetensors"
    one = torch.randn(1000)
    other = one.clone()
    other[-1] += 1
    write_tensors(path, {"one": one, "same": one.clone(), "other": other, "shaped": one.view(10, 100)})
    stored = read_header(path)
    assert same_numbers(stored["one"], stored["same"])
    assert not same_numbers(stored["one"], stored["other"])
    assert not same_numbers(stored["one"], stored["shaped"])


def test_a_failed_write_keeps_the_old_file(tmp_path):
    path = tmp_path / "x.safetensors"
    write_tensors(path, {"x": torch.ones(3)})
    with pytest.raises(RuntimeError):
        write_tensors(path, {"x": torch.zeros(3), "unwritable": torch.zeros(3, device="meta")})
    assert torch.equal(read_tensors(path)["x"], torch.ones(3))
    assert [file.name for file in tmp_path.iterdir()] == ["x.safetensors"]


def test_a_file_cut_short_anywhere_says_so(tmp_path):
    path = tmp_path / "x.safetensors"
    write_tensors(path, {"x": torch.ones(50)})
    whole = path.read_bytes()
    for length in (*range(0, 100, 7), len(whole) - 1):
        path.write_bytes(whole[:length])
        with pytest.raises(StudioError, match=r"cut short|damaged"):
            read_tensors(path)


def test_a_file_that_shrinks_while_it_is_read_is_an_error_and_no_crash(tmp_path):
    path = tmp_path / "x.safetensors"
    write_tensors(path, {"x": torch.ones(5000)})
    stored = read_header(path)["x"]
    path.write_bytes(path.read_bytes()[:1000])
    with pytest.raises(StudioError, match="cut short"):
        read_into(torch.empty(5000), stored)
    path.unlink()
    with pytest.raises(StudioError, match="cannot be read"):
        read_into(torch.empty(5000), stored)


ENTRY = {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]}


@pytest.mark.parametrize(
    "header",
    [
        b"not json",
        b"\xff\xfe",
        b"[" * 100_000,
        [],
        {"x": 3},
        {"x": {}},
        {"x": ENTRY | {"dtype": "F33"}},
        {"x": ENTRY | {"dtype": ["F32"]}},
        {"x": ENTRY | {"shape": [3]}},
        {"x": ENTRY | {"shape": [-2]}},
        {"x": ENTRY | {"shape": [2.0]}},
        {"x": ENTRY | {"shape": 2}},
        {"x": ENTRY | {"data_offsets": [8, 0]}},
        {"x": ENTRY | {"data_offsets": [-8, 0]}},
        {"x": ENTRY | {"data_offsets": [0]}},
        {"x": ENTRY | {"data_offsets": None}},
    ],
)
def test_a_damaged_header_says_so(tmp_path, header):
    with pytest.raises(StudioError, match="damaged"):
        read_header(raw_file(tmp_path / "x.safetensors", header, b"\0" * 8))


def test_a_header_longer_than_any_is_not_read(tmp_path):
    path = tmp_path / "x.safetensors"
    path.write_bytes(struct.pack("<Q", 2**63) + b"{}")
    with pytest.raises(StudioError, match="damaged"):
        read_header(path)


@given(place=st.integers(0, 200), value=st.integers(0, 255))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200, deadline=None)
def test_any_changed_byte_gives_tensors_or_one_sentence(tmp_path, place, value):
    path = tmp_path / "x.safetensors"
    damaged = bytearray(safetensors.torch.save({"a": torch.ones(3, 3), "b": torch.ones(4).half()}, {"format": "pt"}))
    damaged[place % len(damaged)] = value
    path.write_bytes(damaged)
    with contextlib.suppress(StudioError):
        assert all(stored.path == path for stored in read_header(path).values())
