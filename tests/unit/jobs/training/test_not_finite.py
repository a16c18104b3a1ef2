"""Values that are not finite reach no weight, no checkpoint and no file; the run goes back and continues."""

import json
import math
import random
from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from tiny_run import TinyRuns, Watcher, outcome
from torch import Tensor

from gpt_studio.core.errors import StudioError
from gpt_studio.core.events import Event
from gpt_studio.core.job import JobContext
from gpt_studio.jobs.training import train_model
from gpt_studio.jobs.training.train_model import RepeatTraining, ResumeTraining
from gpt_studio.training.events import CheckpointSaved, StepDone, WentBack
from gpt_studio.training.learning.optimizer import MasterOptimizer
from gpt_studio.training.learning.schedule import MOMENTUM
from gpt_studio.training.parallel.placement import OneProcess, Tensors
from gpt_studio.training.run import loop, recovery
from gpt_studio.training.run.session import Session
from gpt_studio.training.run.update import Updater
from gpt_studio.training.store.checkpoint import NotFiniteError, checkpoints, load_checkpoint, read_state
from gpt_studio.training.store.metrics import read_metrics
from gpt_studio.training.store.recipe import recipe_path

Spoil = Callable[[int], str]  # by the place in the data: "", "loss", "gradient" or "both"


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> TinyRuns:
    return TinyRuns(tmp_path_factory.mktemp("tiny")).prepare()


@pytest.fixture
def spoil(monkeypatch: pytest.MonkeyPatch) -> Callable[[Spoil], None]:
    """Make losses or gradients not finite depending on the data of a step, as with a bad batch."""
    monkeypatch.setattr(loop, "EVENT_SECONDS", 0.0)
    place = [0]
    update, loss, step = Updater.__call__, OneProcess.loss, MasterOptimizer.step

    def install(what: Spoil) -> None:
        def counted(self: Updater, number: int) -> object:
            place[0] = number + self.correction.skipped_data
            return update(self, number)

        def spoiled_loss(self: OneProcess, *batch: Tensor) -> Tensor:
            found = loss(self, *batch)
            return found + math.inf if what(place[0]) in ("loss", "both") else found

        def spoiled_step(
            self: MasterOptimizer, rate: float, parts: int, *, momentum: float = MOMENTUM, sound: bool = True
        ) -> float:
            if what(place[0]) in ("gradient", "both"):
                next(iter(self.masters.values())).grad.view(-1)[0] = math.nan  # type: ignore[union-attr]
            return step(self, rate, parts, momentum=momentum, sound=sound)

        monkeypatch.setattr(Updater, "__call__", counted)
        monkeypatch.setattr(OneProcess, "loss", spoiled_loss)
        monkeypatch.setattr(MasterOptimizer, "step", spoiled_step)

    return install


def assert_all_finite(folder: Path) -> int:
    """Check every number of every checkpoint and JSON file; returns the number of checkpoints."""
    there = checkpoints(folder)
    for path in there:
        checkpoint = load_checkpoint(path)
        for tensor in (*checkpoint.weights.values(), *checkpoint.optimizer.values()):
            assert torch.isfinite(tensor).all(), path
    for path in (*folder.rglob("*.json"), folder / "training" / "metrics.jsonl"):
        assert "NaN" not in path.read_text(encoding="utf-8")
        assert "Infinity" not in path.read_text(encoding="utf-8")
    return len(there)


@pytest.mark.parametrize("kind", ["loss", "gradient", "both"])
def test_one_bad_step_is_skipped_and_said(
    runs: TinyRuns, tmp_path: Path, spoil: Callable[[Spoil], None], kind: str
) -> None:
    request, watcher = runs.request(tmp_path / "model"), Watcher()
    spoil(lambda place: kind if place == 5 else "")
    train_model.run(request, watcher.context)
    assert watcher.said("training.skipped") == [
        "Step 6: the loss or its gradient was not finite, so the step was skipped."
    ]
    assert watcher.of(WentBack) == []
    assert assert_all_finite(request.folder) == 3


def test_a_skipped_step_changes_nothing(runs: TinyRuns, tmp_path: Path, spoil: Callable[[Spoil], None]) -> None:
    """A bad second step changes nothing but that its data are read."""
    spoil(lambda place: "both" if place == 1 else "")
    request = runs.request(tmp_path / "model", steps=2, evaluate_every=1, checkpoint_every=1)
    train_model.run(request, JobContext())
    first, second = (load_checkpoint(path) for path in checkpoints(request.folder))
    assert all(torch.equal(first.weights[name], second.weights[name]) for name in first.weights)
    assert all(torch.equal(first.optimizer[name], second.optimizer[name]) for name in first.optimizer)


def test_three_in_a_row_go_back_skip_the_data_and_slow_down(
    runs: TinyRuns, tmp_path: Path, spoil: Callable[[Spoil], None]
) -> None:
    request, watcher = runs.request(tmp_path / "model"), Watcher()
    spoil(lambda place: "both" if place in (5, 6, 7) else "")
    trained = train_model.run(request, watcher.context)
    assert trained.finished
    assert watcher.of(WentBack) == [WentBack(8, 4, 0.5)]
    assert watcher.said("training.went_back") == [
        "At step 8 the numbers were not finite any more: going on from step 4, with other text and 0.5 of the planned "
        "learning rate."
    ]
    last = read_state(checkpoints(request.folder)[-1])
    assert (last.skipped_data, last.rate_factor, last.skipped_in_a_row) == (4, 0.5, 0)
    rates = {record["step"]: record["learning_rate"] for record in done(request.folder)}
    before = {event.step: event.learning_rate for event in watcher.of(StepDone)[:8]}
    assert rates[4] == before[4]
    assert rates[5] == pytest.approx(before[5] / 2)
    assert assert_all_finite(request.folder) == 3


def done(folder: Path) -> list[dict]:
    return [record for record in read_metrics(folder / "training/metrics.jsonl") if record["event"] == "step_done"]


def test_without_a_checkpoint_it_goes_back_to_the_start(
    runs: TinyRuns, tmp_path: Path, spoil: Callable[[Spoil], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """After going back, the run equals one that begins there with the same weights, other data and half the rate."""
    spoil(lambda place: "both" if place in (1, 2, 3) else "")
    begun: list[Tensors] = []
    loaded = Session.load

    def loading(session: Session, weights: Tensors) -> None:
        begun.extend(({name: weight.clone() for name, weight in session.weights().items()}, weights))
        loaded(session, weights)

    monkeypatch.setattr(Session, "load", loading)
    # The first step changed nothing, so before the way back there is still what the run began with.
    spoil(lambda place: "both" if place in (0, 1, 2) else "")
    request, watcher = runs.request(tmp_path / "start"), Watcher()
    train_model.run(request, watcher.context)
    before, after = begun
    assert before.keys() == after.keys()
    assert all(torch.equal(before[name], after[name]) for name in before)

    spoil(lambda place: "both" if place in (1, 2, 3) else "")
    request, watcher = runs.request(tmp_path / "model"), Watcher()
    train_model.run(request, watcher.context)
    assert watcher.of(WentBack) == [WentBack(4, 0, 0.5)]
    assert [record["step"] for record in done(request.folder)] == [*range(1, 13)]
    assert assert_all_finite(request.folder) == 3


def test_a_run_that_breaks_down_again_and_again_ends_with_a_sentence_and_its_checkpoint(
    runs: TinyRuns, tmp_path: Path, spoil: Callable[[Spoil], None]
) -> None:
    spoil(lambda place: "both" if place >= 5 else "")
    request, watcher = runs.request(tmp_path / "model"), Watcher()
    with pytest.raises(StudioError, match=r"broke down at step 7 again and again, also at 0\.015625 of its learning"):
        train_model.run(request, watcher.context)
    assert len(watcher.of(WentBack)) == recovery.MOST_RETURNS
    assert [read_state(path).step for path in checkpoints(request.folder)] == [4]
    assert assert_all_finite(request.folder) == 1


def test_weights_that_overflowed_are_not_saved(runs: TinyRuns, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An update may end in infinity though its gradient was finite: the save refuses, and the run goes back."""
    monkeypatch.setattr(loop, "EVENT_SECONDS", 0.0)
    step, armed = MasterOptimizer.step, [False]

    def overflowing(
        self: MasterOptimizer, rate: float, parts: int, *, momentum: float = MOMENTUM, sound: bool = True
    ) -> float:
        norm = step(self, rate, parts, momentum=momentum, sound=sound)
        if armed.pop():
            with torch.no_grad():
                next(iter(self.masters.values())).view(-1)[0] = math.inf
        armed.append(False)
        return norm

    def arm(event: Event, _: JobContext) -> None:
        if isinstance(event, StepDone) and event.step == 7:
            armed[0] = not watcher.of(WentBack)

    monkeypatch.setattr(MasterOptimizer, "step", overflowing)
    request, watcher = runs.request(tmp_path / "model"), Watcher(arm)
    assert train_model.run(request, watcher.context).finished
    assert watcher.of(WentBack) == [WentBack(8, 4, 0.5)]
    assert assert_all_finite(request.folder) == 3


def test_nothing_that_is_not_finite_is_published(runs: TinyRuns, tmp_path: Path) -> None:
    from gpt_studio.training.store.checkpoint import RunState, save_checkpoint

    state = RunState(1, 1.0, 1.0, 1.0, scheduled=True, context_length=32)
    for weights, optimizer in (({"w": torch.tensor([math.nan])}, {}), ({}, {"w/exp_avg": torch.tensor([math.inf])})):
        with pytest.raises(NotFiniteError):
            save_checkpoint(tmp_path, state, weights, optimizer)
    assert list(tmp_path.rglob("*")) == []


@pytest.mark.parametrize("seed", range(3))
def test_bad_steps_anywhere_and_a_stop_anywhere_end_with_the_same_bytes(
    runs: TinyRuns, tmp_path: Path, spoil: Callable[[Spoil], None], seed: int
) -> None:
    chance = random.Random(seed)
    bad = {place: chance.choice(("loss", "gradient", "both")) for place in range(40) if chance.random() < 0.35}
    spoil(lambda place: bad.get(place, ""))
    whole, saved = runs.request(tmp_path / "whole"), Watcher()
    train_model.run(whole, saved.context)
    assert assert_all_finite(whole.folder) == 3
    again = RepeatTraining(recipe_path(whole.folder), tmp_path / "again", runs.cache)
    left = chance.sample(range(1, 14), 3)

    def stop_sometimes(event: Event, context: JobContext) -> None:
        if isinstance(event, StepDone):
            left[:] = [steps - 1 for steps in left]
            if 0 in left:
                context.cancel()

    trained = train_model.repeat(again, Watcher(stop_sometimes).context)
    while not trained.finished:
        trained = train_model.resume(ResumeTraining(again.folder, runs.cache), Watcher(stop_sometimes).context)
    assert outcome(again.folder, 12) == outcome(whole.folder, 12)
    assert saved.of(CheckpointSaved)


def test_a_held_out_loss_that_is_not_finite_is_null_in_every_file(
    runs: TinyRuns, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from gpt_studio.training.learning.evaluate import HeldOut
    from gpt_studio.training.run import session
    from gpt_studio.training.store.result import read_result

    monkeypatch.setattr(session, "evaluate", lambda *_: HeldOut(math.nan, math.nan, 32))
    request = runs.request(tmp_path / "model")
    trained = train_model.run(request, JobContext())
    assert trained.finished
    assert_all_finite(request.folder)
    state = checkpoints(request.folder)[-1] / "state.json"
    assert json.loads(state.read_text())["held_out_loss"] is None
    assert math.isinf(read_state(state.parent).held_out_loss)
    stored = read_result(request.folder)
    assert stored is not None
    assert math.isinf(stored.bits_per_byte)
