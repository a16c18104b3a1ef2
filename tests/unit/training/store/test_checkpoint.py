import json
import os
from pathlib import Path

import pytest
import torch

from gpt_studio.core.disk_errors import DiskError
from gpt_studio.core.durable import is_intact
from gpt_studio.core.errors import StudioError
from gpt_studio.training.store import pins
from gpt_studio.training.store.checkpoint import (
    RunState,
    best_checkpoint,
    checkpoints,
    checkpoints_folder,
    clear_leftovers,
    last_good_checkpoint,
    load_checkpoint,
    newest_checkpoint,
    save_checkpoint,
)


def save(folder: Path, step: int, bits: float, scheduled: bool = True, context_length: int = 32) -> Path:
    state = RunState(step, float(step), bits, bits, scheduled, context_length)
    return save_checkpoint(folder, state, {"w": torch.full((3,), float(step))}, {"w/exp_avg": torch.ones(3)})


def kept(folder: Path) -> list[str]:
    return sorted(path.name for path in checkpoints_folder(folder).iterdir())


def test_what_was_measured_in_longer_contexts_is_the_best_whatever_shorter_ones_said(tmp_path: Path) -> None:
    for step, bits, length in ((1, 2.0, 16), (2, 1.9, 16), (3, 2.6, 32), (4, 2.5, 32), (5, 2.7, 32), (6, 2.8, 32)):
        save(tmp_path, step, bits, context_length=length)
    best = best_checkpoint(tmp_path)
    assert best is not None
    assert best[1].step == 4
    save(tmp_path, 7, 2.9)
    assert kept(tmp_path) == [f"step-{step:09d}" for step in (4, 5, 6, 7)]


def test_what_is_saved_is_loaded(tmp_path: Path) -> None:
    target = save(tmp_path, 500, 1.5)
    assert target.name == "step-000000500"
    checkpoint = load_checkpoint(target)
    assert checkpoint.state == RunState(500, 500.0, 1.5, 1.5, True, 32)
    assert torch.equal(checkpoint.weights["w"], torch.full((3,), 500.0))
    assert torch.equal(checkpoint.optimizer["w/exp_avg"], torch.ones(3))


def test_the_last_three_and_the_best_stay(tmp_path: Path) -> None:
    for step, bits in ((1, 3.0), (2, 1.0), (3, 2.0), (4, 2.1), (5, 2.2), (6, 2.3)):
        save(tmp_path, step, bits)
    assert kept(tmp_path) == [f"step-{step:09d}" for step in (2, 4, 5, 6)]
    best = best_checkpoint(tmp_path)
    assert best is not None
    assert best[1].step == 2


def test_a_kill_while_old_ones_are_removed_leaves_no_half_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for step in (1, 2, 3):
        save(tmp_path, step, 1.0 / step)

    class Killed(BaseException):
        pass

    def killed(*_: object, **__: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(os, "unlink", killed)
        with pytest.raises(Killed):
            save(tmp_path, 4, 0.1)
    there = checkpoints(tmp_path)
    assert [path.name for path in there] == [f"step-{step:09d}" for step in (2, 3, 4)]
    assert all(is_intact(path) for path in there)
    clear_leftovers(tmp_path)
    assert kept(tmp_path) == [path.name for path in there]


def test_a_save_that_a_stop_brought_about_is_never_the_best(tmp_path: Path) -> None:
    save(tmp_path, 1, 2.0)
    save(tmp_path, 2, 1.0, scheduled=False)
    best = best_checkpoint(tmp_path)
    assert best is not None
    assert best[1].step == 1


@pytest.mark.parametrize("damage", ["truncate", "flip", "lose"])
def test_a_broken_checkpoint_is_set_aside_and_the_one_before_is_used(tmp_path: Path, damage: str) -> None:
    save(tmp_path, 1, 2.0)
    broken = save(tmp_path, 2, 1.0) / "model.safetensors"
    data = bytearray(broken.read_bytes())
    if damage == "truncate":
        broken.write_bytes(data[:-1])
    elif damage == "flip":
        data[-1] ^= 1
        broken.write_bytes(data)
    else:
        broken.unlink()
    newest = newest_checkpoint(tmp_path)
    assert newest is not None
    assert newest.name == "step-000000001"
    assert "broken-1-step-000000002" in kept(tmp_path)


def test_steps_count_and_not_clocks_or_names_of_other_things(tmp_path: Path) -> None:
    save(tmp_path, 10, 2.0)
    save(tmp_path, 9, 2.0)
    (checkpoints_folder(tmp_path) / "step-000000011.tmp").mkdir()
    newest = newest_checkpoint(tmp_path)
    assert newest is not None
    assert newest.name == "step-000000010"


def test_no_checkpoint_is_none(tmp_path: Path) -> None:
    assert newest_checkpoint(tmp_path) is None
    assert best_checkpoint(tmp_path) is None


def test_a_damaged_state_is_a_sentence(tmp_path: Path) -> None:
    target = save(tmp_path, 1, 2.0)
    (target / "state.json").write_text("{")
    with pytest.raises(StudioError, match="cannot be read"):
        load_checkpoint(target)


def test_pinned_ones_stay_until_they_are_let_go(tmp_path: Path) -> None:
    for step in (1, 2):
        save(tmp_path, step, float(step))
    folder = checkpoints_folder(tmp_path)
    pins.pin(folder, 2)
    for step in (3, 4, 5, 6):
        save(tmp_path, step, float(step))
    assert [path.name for path in checkpoints(tmp_path)] == [f"step-{step:09d}" for step in (1, 2, 4, 5, 6)]
    pins.pin(folder, 2, pinned=False)
    save(tmp_path, 7, 7.0)
    assert [path.name for path in checkpoints(tmp_path)] == [f"step-{step:09d}" for step in (1, 5, 6, 7)]
    with pytest.raises(StudioError, match="no checkpoint of step 2"):
        pins.pin(folder, 2)


@pytest.mark.parametrize("content", ["{", '{"steps": 1}', '{"steps": ["1"]}', '{"steps": [-1]}', "[1]"])
def test_nothing_is_removed_while_nobody_knows_what_is_pinned(tmp_path: Path, content: str) -> None:
    save(tmp_path, 1, 9.0)
    (checkpoints_folder(tmp_path) / pins.PINS).write_text(content)
    for step in (2, 3, 4, 5):
        save(tmp_path, step, 1.0)
    assert len(checkpoints(tmp_path)) == 5


def test_a_run_goes_back_to_what_every_run_of_its_recipe_has(tmp_path: Path) -> None:
    """Not to a save that a stop caused, nor to one between skipped steps, nor to a damaged one."""
    save(tmp_path, 1, 1.0)
    save(tmp_path, 2, 1.0, scheduled=False)
    save_checkpoint(tmp_path, RunState(3, 3.0, 1.0, 1.0, True, 32, skipped_in_a_row=2), {}, {})
    (save(tmp_path, 4, 1.0) / "state.json").write_text("{")
    for step in (5, 6):
        save(tmp_path, step, 1.0, scheduled=False)
    found = last_good_checkpoint(tmp_path, 6)
    assert found is not None
    assert found.name == "step-000000001"


def test_the_same_save_again_keeps_what_is_there_and_another_one_sets_it_aside(tmp_path: Path) -> None:
    target = save(tmp_path, 1, 1.0)
    before = (target / "state.json").stat().st_ino
    save_checkpoint(tmp_path, RunState(1, 99.0, 1.0, 1.0, True, 32), {"w": torch.zeros(3)}, {})
    assert (target / "state.json").stat().st_ino == before
    save_checkpoint(tmp_path, RunState(1, 1.0, 2.0, 1.0, True, 32), {"w": torch.zeros(3)}, {})
    assert torch.equal(load_checkpoint(target).weights["w"], torch.zeros(3))
    assert "earlier-1-step-000000001" in kept(tmp_path)
    (target / "model.safetensors").write_bytes(b"torn")
    save_checkpoint(tmp_path, RunState(1, 1.0, 2.0, 1.0, True, 32), {"w": torch.zeros(3)}, {})
    assert "broken-1-step-000000001" in kept(tmp_path)


STATE = {"step": 1, "elapsed": 1.0, "bits_per_byte": 1.0, "held_out_loss": 1.0, "scheduled": True}


@pytest.mark.parametrize(
    "wrong",
    [
        {"step": -1},
        {"step": True},
        {"step": 1.5},
        {"step": 10**30},
        {"elapsed": "1"},
        {"elapsed": -1.0},
        {"scheduled": 1},
        {"rate_factor": 0},
        {"rate_factor": 2.0},
        {"skipped_data": -3},
        {"more": 1},
        {"bits_per_byte": [1]},
    ],
)
def test_a_state_that_cannot_be_is_refused(tmp_path: Path, wrong: dict[str, object]) -> None:
    target = save(tmp_path, 1, 2.0)
    (target / "state.json").write_text(json.dumps(STATE | wrong))
    with pytest.raises(StudioError, match="cannot be read"):
        load_checkpoint(target)


@pytest.mark.parametrize("name", ["training", "training/checkpoints"])
def test_a_folder_that_is_a_link_is_not_written_through(tmp_path: Path, name: str) -> None:
    model, elsewhere = tmp_path / "model", tmp_path / "elsewhere"
    save(elsewhere, 1, 1.0)
    (model / name).parent.mkdir(parents=True)
    (model / name).symlink_to(elsewhere / name)
    with pytest.raises(DiskError, match="is a link"):
        save(model, 2, 1.0)
    with pytest.raises(DiskError, match="is a link"):
        newest_checkpoint(model)
    assert len(checkpoints(elsewhere)) == 1


def test_a_checkpoint_that_is_a_link_is_none(tmp_path: Path) -> None:
    save(tmp_path / "elsewhere", 5, 1.0)
    save(tmp_path, 1, 1.0)
    (checkpoints_folder(tmp_path) / "step-000000005").symlink_to(checkpoints(tmp_path / "elsewhere")[0])
    newest = newest_checkpoint(tmp_path)
    assert newest is not None
    assert newest.name == "step-000000001"


def test_a_broken_one_that_cannot_be_renamed_is_passed_over_and_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(tmp_path, 1, 1.0)
    (save(tmp_path, 2, 1.0) / "state.json").write_text("{")

    def refused(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "rename", refused)
    told: list[Path] = []
    newest = newest_checkpoint(tmp_path, told.append)
    assert newest is not None
    assert newest.name == "step-000000001"
    assert [path.name for path in told] == ["step-000000002"]
