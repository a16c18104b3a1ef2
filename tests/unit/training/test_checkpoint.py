from pathlib import Path

import pytest
import torch

from gpt_studio.core.errors import StudioError
from gpt_studio.training.checkpoint import (
    RunState,
    best_checkpoint,
    checkpoints_folder,
    load_checkpoint,
    newest_checkpoint,
    save_checkpoint,
)


def save(folder: Path, step: int, bits: float, scheduled: bool = True) -> Path:
    state = RunState(step, float(step), bits, bits, scheduled)
    return save_checkpoint(folder, state, {"w": torch.full((3,), float(step))}, {"w/exp_avg": torch.ones(3)})


def kept(folder: Path) -> list[str]:
    return sorted(path.name for path in checkpoints_folder(folder).iterdir())


def test_what_is_saved_is_loaded(tmp_path: Path) -> None:
    target = save(tmp_path, 500, 1.5)
    assert target.name == "step-000000500"
    checkpoint = load_checkpoint(target)
    assert checkpoint.state == RunState(500, 500.0, 1.5, 1.5, True)
    assert torch.equal(checkpoint.weights["w"], torch.full((3,), 500.0))
    assert torch.equal(checkpoint.optimizer["w/exp_avg"], torch.ones(3))


def test_the_last_three_and_the_best_stay(tmp_path: Path) -> None:
    for step, bits in ((1, 3.0), (2, 1.0), (3, 2.0), (4, 2.1), (5, 2.2), (6, 2.3)):
        save(tmp_path, step, bits)
    assert kept(tmp_path) == [f"step-{step:09d}" for step in (2, 4, 5, 6)]
    best = best_checkpoint(tmp_path)
    assert best is not None
    assert best[1].step == 2


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
