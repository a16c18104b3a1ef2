"""Whatever stands in the text is found, at a size that is bounded."""

from pathlib import Path

import numpy as np
import pytest

from gpt_studio.core.job import JobCancelled, JobContext
from gpt_studio.dataset import search_index
from gpt_studio.dataset.search_index import LEAST, SearchIndex, index_of
from gpt_studio.dataset.token_file import TokenFile


def stored(folder: Path, ids: list[int], suffix: str = ".u16") -> TokenFile:
    kind = {".u16": "<u2", ".u32": "<u4"}[suffix]
    path = folder / "encoded" / f"train{suffix}"
    path.parent.mkdir(exist_ok=True)
    np.array(ids, kind).tofile(path)
    return TokenFile(path, len(ids), len(ids) * 4)


def indexed(folder: Path, ids: list[int]) -> SearchIndex:
    return index_of(stored(folder, ids), folder / "cache", JobContext())


@pytest.mark.parametrize("vocabulary", [30, 5000])
@pytest.mark.parametrize("at_once", [64, 1 << 17])
def test_planted_runs_are_found_whole(tmp_path, monkeypatch, vocabulary, at_once):
    monkeypatch.setattr(search_index, "_AT_ONCE", at_once)
    rng = np.random.default_rng(4)
    ids = rng.integers(0, vocabulary, 20_000)
    index = indexed(tmp_path, ids.tolist())
    for _ in range(200):
        length = int(rng.integers(LEAST, 60))
        place, at = int(rng.integers(0, len(ids) - length)), int(rng.integers(0, 20))
        asked = rng.integers(vocabulary, 2 * vocabulary, 100)
        asked[at : at + length] = ids[place : place + length]
        (found,) = index.find(asked.tolist())
        assert (found.start, found.end) == (at, at + length)
        assert ids[found.place : found.place + length].tolist() == asked[at : at + length].tolist()


def test_the_ends_of_the_text_and_of_what_is_asked(tmp_path):
    ids = list(range(100, 140))
    index = indexed(tmp_path, ids)
    for part in (ids, ids[:LEAST], ids[-LEAST:]):
        (found,) = index.find(part)
        assert (found.start, found.end, found.place) == (0, len(part), ids.index(part[0]))
    assert index.find(ids[: LEAST - 1]) == []
    assert index.find([]) == []


def test_nothing_is_found_that_does_not_stand_there(tmp_path):
    rng = np.random.default_rng(5)
    index = indexed(tmp_path, rng.integers(0, 1000, 5000).tolist())
    assert index.find(rng.integers(0, 1000, 3000).tolist()) == []


def test_the_longest_is_told_and_how_often_it_stands(tmp_path):
    run = list(range(500, 520))
    ids = [1, 2, 3, *run[:14], 4, 5, *run, 6, 7, *run, 8, 9]
    (found,) = indexed(tmp_path, ids).find([99, *run, 98])
    assert (found.start, found.end, found.places) == (1, 21, 2)


def test_one_token_over_and_over_takes_little_room(tmp_path):
    index = indexed(tmp_path, [7] * 5000)
    (found,) = index.find([1, *[7] * 40, 2])
    assert (found.start, found.end) == (1, 41)


@pytest.mark.parametrize("suffix", [".u16", ".u32"])
def test_the_index_is_no_larger_than_twice_the_text_and_made_once(tmp_path, monkeypatch, suffix):
    ids = np.random.default_rng(6).integers(0, 3000, 50_000).tolist()
    file = stored(tmp_path, ids, suffix)
    index_of(file, tmp_path / "cache", JobContext())
    size = sum(path.stat().st_size for path in (tmp_path / "cache").rglob("*.u??"))
    assert size <= 2 * file.path.stat().st_size
    monkeypatch.setattr(search_index, "_build", None)
    assert index_of(file, tmp_path / "cache", JobContext()).find(ids[100:200])


def test_texts_of_more_than_four_thousand_million_tokens_are_sorted_too(tmp_path):

    places = np.array([5, 1 << 33, 6], np.uint64)
    entries = np.stack([np.array([9, 3, 9], np.uint64), places], axis=1)
    with (tmp_path / "hashes").open("wb") as hashes, (tmp_path / "places").open("wb") as written:
        search_index._write_sorted(entries.reshape(-1), hashes, written, wide=True)
    assert np.fromfile(tmp_path / "hashes", "<u4").tolist() == [3, 9, 9]
    assert np.fromfile(tmp_path / "places", "<u8").tolist() == [1 << 33, 5, 6]


def test_cancelling_leaves_nothing(tmp_path):
    context = JobContext()
    context.cancel()
    with pytest.raises(JobCancelled):
        index_of(stored(tmp_path, list(range(100))), tmp_path / "cache", context)
    assert [path for path in (tmp_path / "cache").rglob("*") if path.is_file()] == []
