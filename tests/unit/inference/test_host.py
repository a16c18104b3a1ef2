"""The one owner of loaded models: what it loads, keeps and lets go."""

import os
from pathlib import Path

import pytest
import torch
from tiny_models import CASES, make

from gpt_studio.core.errors import StudioError
from gpt_studio.hardware import machine
from gpt_studio.inference import cores
from gpt_studio.inference import host as hosting
from gpt_studio.inference.host import ModelHost, Wanted

WHOLE = 1000
IDS = list(range(5, 45))


@pytest.fixture(scope="module")
def folders(tokenizer, tmp_path_factory) -> list[Path]:
    """Three models, which differ in their names only."""
    found = []
    reference = make(CASES["qwen3"])
    for name in ("one", "two", "three"):
        folder = tmp_path_factory.mktemp("models") / name
        reference.save_pretrained(folder)
        (folder / "tokenizer.json").write_text(tokenizer.backend.to_str(), encoding="utf-8")
        found.append(folder)
    return found


@pytest.fixture
def reads(monkeypatch):
    """The folders that were read, in order."""
    names, opened = [], hosting._opened
    monkeypatch.setattr(
        hosting, "_opened", lambda wanted, report: names.append(wanted.folder.name) or opened(wanted, report)
    )
    return names


class Memory:
    """The free memory that the host is told of."""

    free = WHOLE

    def __call__(self) -> int:
        return self.free


def test_a_model_is_loaded_once_for_all_who_want_it(folders, reads):
    host, said = ModelHost(), []
    first = host.open(Wanted(folders[0]), lambda *step: said.append(step))
    again = []
    assert host.open(Wanted(folders[0]), lambda *step: again.append(step)) is first
    assert again == said
    assert [step for step, done, _, _ in said if done] == ["architecture", "knowledge", "language"]
    assert (first.users, reads) == (2, ["one"])
    assert host.open(Wanted(folders[0], precision="int8")) is not first


def test_a_folder_whose_files_changed_is_read_again(folders, reads):
    host = ModelHost()
    hosted = host.open(Wanted(folders[0]))
    file = folders[0] / "model.safetensors"
    os.utime(file, ns=(1, file.stat().st_mtime_ns + 1))
    with hosted.writing(IDS) as session:
        session.prefill(IDS)
    assert reads == ["one", "one"]


def test_a_folder_that_cannot_be_used_leaves_nothing_behind(tmp_path):
    host = ModelHost()
    with pytest.raises(StudioError):
        host.open(Wanted(tmp_path))
    assert host._models == []


def test_a_conversation_goes_on_with_its_own_cache(folders):
    hosted = ModelHost().open(Wanted(folders[0]))
    other = [99, *IDS]
    for ids in (IDS, other):
        with hosted.writing(ids) as session:
            session.prefill(ids)
    for ids in (IDS, other):
        with hosted.writing([*ids, 7]) as session:
            found = session.prefill([*ids, 7])
            assert session.reused == len(ids)
    with hosted.writing([*other, 7]) as taken, hosted.writing([*other, 7]) as second:
        assert taken is not second
        torch.testing.assert_close(second.prefill([*other, 7]), found, rtol=0, atol=1e-5)


def test_when_memory_is_short_the_oldest_goes_but_never_one_that_writes(folders, reads):
    memory = Memory()
    host = ModelHost(memory, WHOLE)
    one, two = (host.open(Wanted(folder)) for folder in folders[:2])
    assert host.models == (one, two)
    with one.writing(IDS) as session:
        session.prefill(IDS)
        memory.free = WHOLE // 100
        three = host.open(Wanted(folders[2]))
        assert host.models == (one, three)
        session.step(3)
    assert host.models == (one,)
    with two.writing(IDS) as session:
        session.prefill(IDS)
    assert host.models == (two,)
    assert reads == ["one", "two", "three", "two"]


def test_a_model_that_nobody_wants_any_more_leaves(folders, reads):
    host = ModelHost()
    hosted = host.open(Wanted(folders[0]))
    assert host.open(Wanted(folders[0])) is hosted
    host.release(hosted)
    assert host.models == (hosted,)
    with hosted.writing(IDS) as session:
        session.prefill(IDS)
        host.release(hosted)
        assert host.models == (hosted,)
    assert (host.models, host._models) == ((), [])
    with hosted.writing(IDS) as session:  # who still has it can write: it is read for that text
        session.prefill(IDS)
    assert host.models == ()
    assert reads == ["one", "one"]


def test_a_model_for_which_memory_is_missing_is_tried_again_without_the_others(folders, monkeypatch):
    host, opened = ModelHost(), hosting._opened
    host.open(Wanted(folders[0]))

    def refused(wanted, report):
        if host.models:
            raise StudioError("weights.memory", "no memory")
        return opened(wanted, report)

    monkeypatch.setattr(hosting, "_opened", refused)
    second = host.open(Wanted(folders[1]))
    assert host.models == (second,)
    with host.models[0].writing(IDS), pytest.raises(StudioError, match="no memory"):
        host.open(Wanted(folders[2]))


def test_caches_that_nobody_uses_are_bounded(folders, monkeypatch):
    host = ModelHost(Memory(), 10**15)
    hosted = host.open(Wanted(folders[0]))
    for start in range(hosting._MOST_CACHES + 2):
        with hosted.writing([start]) as session:
            session.prefill([start, start + 1])
    assert hosted.caches == hosting._MOST_CACHES
    monkeypatch.setattr(host, "_whole", 10)
    with hosted.writing(IDS):
        pass
    assert hosted.cache_size == 0


def prefilled(hosted, ids, *, guest):
    """The scores after ``ids``, and how many of these were not read again."""
    with hosted.writing(ids, guest=guest) as session:
        return session.prefill(ids), session.reused


def test_a_guest_leaves_the_conversations_of_others_as_they_are(folders):
    hosted = ModelHost(Memory(), 10**15).open(Wanted(folders[0]))
    prefilled(hosted, IDS, guest=False)
    other = [*IDS[:20], *range(60, 70)]
    found, reused = prefilled(hosted, other, guest=True)
    assert (reused, hosted.caches) == (20, 2)
    alone, _ = prefilled(ModelHost(Memory(), 10**15).open(Wanted(folders[0])), other, guest=False)
    torch.testing.assert_close(found, alone, rtol=0, atol=1e-5)
    assert prefilled(hosted, [*IDS, 7], guest=False)[1] == len(IDS)
    assert prefilled(hosted, [*other, 7], guest=True)[1] == len(other)
    assert hosted.caches == 2


def test_what_guests_leave_behind_is_forgotten_first(folders):
    host = ModelHost(Memory(), 10**15)
    hosted = host.open(Wanted(folders[0]))
    prefilled(hosted, IDS, guest=False)
    for start in range(2 * hosting._MOST_CACHES):
        prefilled(hosted, [start, start + 1], guest=True)
    assert hosted.caches == hosting._MOST_CACHES
    assert prefilled(hosted, [*IDS, 7], guest=False)[1] == len(IDS)


def test_the_memory_of_all_caches_is_told(folders):
    hosted = ModelHost(Memory(), 10**15).open(Wanted(folders[0]))
    with hosted.writing(IDS) as session:
        session.prefill(IDS)
        assert hosted.cache_size == session.size > 0
        assert hosted.idle_cache_size == 0
    assert hosted.cache_size == hosted.idle_cache_size == session.size


def test_texts_of_a_large_model_share_the_cores(folders, monkeypatch):
    monkeypatch.setattr(cores, "ONE_THREAD_PARAMETERS", 0)
    monkeypatch.setattr(machine, "physical_cores", lambda: 4)
    counts = []
    monkeypatch.setattr(torch, "set_num_threads", counts.append)
    host = ModelHost()
    one, two = (host.open(Wanted(folder)) for folder in folders[:2])
    with one.writing(IDS) as first:
        first.prefill(IDS)
        with two.writing(IDS) as second:
            second.prefill(IDS)
            first.prefill(IDS[1:])
        first.prefill(IDS)
    assert counts == [4, 2, 2, 4]
