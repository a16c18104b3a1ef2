"""Resuming: on other machines, from damaged and half-written folders, after kills near the end."""

import contextlib
import gc
import shutil
import weakref
from dataclasses import replace
from pathlib import Path

import pytest
from tiny_run import TinyRuns, Watcher, outcome
from torch import Tensor

from gpt_studio.core.durable import STAGING
from gpt_studio.core.errors import StudioError
from gpt_studio.core.events import Event, Log
from gpt_studio.core.job import JobContext
from gpt_studio.core.paths import Home
from gpt_studio.jobs.models import list_models
from gpt_studio.jobs.models.list_models import ListModels
from gpt_studio.jobs.training import list_checkpoints, pin_checkpoint, train_model
from gpt_studio.jobs.training.list_checkpoints import ListCheckpoints
from gpt_studio.jobs.training.pin_checkpoint import PinCheckpoint
from gpt_studio.jobs.training.train_model import RepeatTraining, ResumeTraining
from gpt_studio.training.events import CheckpointSaved, Evaluated, Paused, StepDone
from gpt_studio.training.planning import adapt_to_machine
from gpt_studio.training.planning.adapt_to_machine import adapted
from gpt_studio.training.run import loop, session
from gpt_studio.training.store.checkpoint import (
    Checkpoint,
    checkpoints,
    checkpoints_folder,
    load_checkpoint,
    save_checkpoint,
)
from gpt_studio.training.store.recipe import read_recipe, recipe_path


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> TinyRuns:
    return TinyRuns(tmp_path_factory.mktemp("tiny")).prepare()


@pytest.fixture(scope="module")
def whole(runs: TinyRuns, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an undisturbed run."""
    request = runs.request(tmp_path_factory.mktemp("whole") / "model")
    train_model.run(request, JobContext())
    return request.folder


class Killed(BaseException):
    pass


@pytest.fixture(autouse=True)
def every_step_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loop, "EVENT_SECONDS", 0.0)


@pytest.fixture
def killed(runs: TinyRuns, whole: Path, tmp_path: Path) -> Path:
    """The folder of a run that was killed after step 10 of 12."""
    return killed_at(runs, whole, tmp_path / "killed" / "model", StepDone, 10)


def killed_at(runs: TinyRuns, whole: Path, folder: Path, kind: type, step: int) -> Path:
    def act(event: Event, _: JobContext) -> None:
        if isinstance(event, kind) and event.step == step:  # type: ignore[attr-defined]
            raise Killed

    with pytest.raises(Killed):
        train_model.repeat(RepeatTraining(recipe_path(whole), folder, runs.cache), Watcher(act).context)
    return folder


def resumed(runs: TinyRuns, folder: Path) -> Watcher:
    watcher = Watcher()
    assert train_model.resume(ResumeTraining(folder, runs.cache), watcher.context).finished
    return watcher


def rewritten(folder: Path, *changes: tuple[str, str]) -> None:
    text = recipe_path(folder).read_text()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    recipe_path(folder).write_text(text)


def test_a_resumed_run_does_not_keep_what_it_read_from_its_checkpoint(
    runs: TinyRuns, killed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Weights and the optimizer's memory once more would be three times the model."""
    read: list[weakref.ref[Tensor]] = []
    alive: list[int] = []
    load = session.load_checkpoint

    def loading(folder: Path) -> Checkpoint:
        checkpoint = load(folder)
        read.extend(weakref.ref(tensor) for tensor in (*checkpoint.weights.values(), *checkpoint.optimizer.values()))
        return checkpoint

    def look(event: Event, _: JobContext) -> None:
        if isinstance(event, StepDone):
            gc.collect()
            alive.append(sum(tensor() is not None for tensor in read))

    monkeypatch.setattr(session, "load_checkpoint", loading)
    train_model.resume(ResumeTraining(killed, runs.cache), Watcher(look).context)
    assert len(read) > 20
    assert set(alive) == {0}


def test_what_this_machine_does_not_have_is_said_and_the_run_goes_on(runs: TinyRuns, killed: Path) -> None:
    before = adapt_to_machine._cores()
    rewritten(killed, ("threads = 1\nevaluate_every", "threads = 4096\nevaluate_every"))
    watcher = resumed(runs, killed)
    assert watcher.said("training.other_threads") == [
        f"The training began with 4096 threads, and this machine has {before}: it goes on with these, and its numbers "
        "will differ a little from what they would have been."
    ]
    assert read_recipe(recipe_path(killed)).resolved.threads == 4096


def test_a_compiled_run_goes_on_without_a_compiler_and_says_so(
    runs: TinyRuns, killed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("CXX", raising=False)
    rewritten(killed, ("compiled = false", "compiled = true"))
    (said,) = resumed(runs, killed).said("training.not_compiled")
    assert "no C++ compiler" in said
    assert read_recipe(recipe_path(killed)).resolved.compiled


def test_devices_and_formats_are_honoured_where_they_are(whole: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    resolved = read_recipe(recipe_path(whole)).resolved
    assert adapted(resolved) == (resolved, [])
    monkeypatch.setattr(adapt_to_machine.torch.cuda, "is_available", lambda: False)
    monkeypatch.setattr(adapt_to_machine.torch.backends.mps, "is_available", lambda: False)
    there, said = adapted(replace(resolved, device="cuda", precision="bfloat16"))
    assert (there.device, there.precision) == ("cpu", "bfloat16")
    assert [message.key for message in said] == ["training.other_device"]
    monkeypatch.setattr(adapt_to_machine.torch.backends.mps, "is_available", lambda: True)
    there, said = adapted(replace(resolved, device="mps", precision="bfloat16"))
    assert (there.device, there.precision) == ("mps", "float32")
    assert [message.key for message in said] == ["training.other_precision"]


def test_a_damaged_checkpoint_is_set_aside_and_told(runs: TinyRuns, killed: Path, whole: Path) -> None:
    newest = checkpoints(killed)[-1]
    (newest / "optimizer.safetensors").write_bytes(b"")
    watcher = resumed(runs, killed)
    assert watcher.said("training.checkpoint_broken") == [
        "A checkpoint is damaged and was set aside as broken-1-step-000000008: going on from the one before."
    ]
    assert (newest.parent / "broken-1-step-000000008").is_dir()
    assert outcome(killed, 12) == outcome(whole, 12)


def test_what_a_kill_left_half_written_is_cleared(runs: TinyRuns, killed: Path, whole: Path) -> None:
    for place in (killed, killed / "training", checkpoints_folder(killed)):
        (place / (STAGING + "0" * 32)).mkdir()
    resumed(runs, killed)
    assert not list(killed.rglob(STAGING + "*"))
    assert outcome(killed, 12) == outcome(whole, 12)


def test_a_run_killed_after_its_last_checkpoint_is_brought_to_its_end(
    runs: TinyRuns, whole: Path, tmp_path: Path
) -> None:
    home = Home(tmp_path)
    folder = killed_at(runs, whole, home.models / "model", CheckpointSaved, 12)
    assert not (folder / "training" / "result.json").exists()
    assert [entry.can_resume for entry in list_models.run(ListModels(home), JobContext())] == [True]
    resumed(runs, folder)
    assert outcome(folder, 12) == outcome(whole, 12)
    assert [entry.can_resume for entry in list_models.run(ListModels(home), JobContext())] == [False]
    with pytest.raises(StudioError, match="already reached its last step"):
        resumed(runs, folder)


def test_a_run_killed_between_its_first_checkpoint_and_its_model_goes_on(
    runs: TinyRuns, killed: Path, whole: Path
) -> None:
    for name in ("config.json", "generation_config.json", "model.safetensors", "README.md"):
        (killed / name).unlink()
    resumed(runs, killed)
    assert outcome(killed, 12) == outcome(whole, 12)


def test_a_stop_leaves_no_trace_in_the_curves(runs: TinyRuns, whole: Path, tmp_path: Path) -> None:
    """A stop evaluates for its own save; an undisturbed run does not at this step."""

    def act(event: Event, context: JobContext) -> None:
        if isinstance(event, StepDone) and event.step == 6:
            context.cancel()

    folder = tmp_path / "stopped" / "model"
    watcher = Watcher(act)
    train_model.repeat(RepeatTraining(recipe_path(whole), folder, runs.cache), watcher.context)
    assert [event.step for event in watcher.of(Evaluated)] == [4, 6]
    resumed(runs, folder)
    assert outcome(folder, 12) == outcome(whole, 12)


@pytest.mark.parametrize("step", [3, 8])
@pytest.mark.parametrize("way", ["pause", "stop", "kill", "close"])
def test_wherever_and_however_it_is_stopped_the_same_bytes_come_out(
    runs: TinyRuns, whole: Path, tmp_path: Path, way: str, step: int
) -> None:
    """All 50 points are those of tests/support/stop_run.py, with real kills and a real window's thread."""

    def act(event: Event, context: JobContext) -> None:
        if isinstance(event, StepDone) and event.step == step:
            {"pause": context.pause, "stop": context.cancel, "kill": die, "close": context.leave}[way]()
        elif isinstance(event, Paused):
            context.resume()

    def die() -> None:
        raise Killed

    folder = tmp_path / "model"
    with contextlib.suppress(Killed):
        train_model.repeat(RepeatTraining(recipe_path(whole), folder, runs.cache), Watcher(act).context)
    if way != "pause":
        resumed(runs, folder)
    assert outcome(folder, 12) == outcome(whole, 12)


def test_a_checkpoint_of_another_model_is_refused_in_one_sentence(runs: TinyRuns, killed: Path) -> None:
    rewritten(killed, ("hidden_size = 8", "hidden_size = 16"))
    (killed / "config.json").unlink()
    with pytest.raises(StudioError, match="belongs to another model"):
        resumed(runs, killed)


def test_a_jump_of_the_loss_is_told(runs: TinyRuns, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from gpt_studio.training.parallel.placement import OneProcess

    loss, calls = OneProcess.loss, [0]

    def jumping(self, *batch):  # type: ignore[no-untyped-def]
        calls[0] += 1
        return loss(self, *batch) + (30.0 if calls[0] == 60 else 0.0)

    monkeypatch.setattr(OneProcess, "loss", jumping)
    watcher = Watcher()
    train_model.run(runs.request(tmp_path / "model", steps=60, checkpoint_every=60), watcher.context)
    assert len(watcher.said("training.spike")) == 1
    assert "the loss jumped to" in watcher.said("training.spike")[0]
    assert [event.level for event in watcher.of(Log) if event.what.key == "training.spike"] == ["warning"]


def test_checkpoints_are_listed_and_pinned(runs: TinyRuns, whole: Path, tmp_path: Path) -> None:
    folder = tmp_path / "model"
    shutil.copytree(whole, folder)
    pin_checkpoint.run(PinCheckpoint(folder, 4), JobContext())
    found = list_checkpoints.run(ListCheckpoints(folder), JobContext())
    assert [(entry.step, entry.pinned) for entry in found.entries] == [(4, True), (8, False), (12, False)]
    fewest = min(found.entries, key=lambda entry: (-entry.context_length, entry.bits_per_byte))
    assert [entry for entry in found.entries if entry.best] == [fewest]
    last = load_checkpoint(found.entries[-1].folder)
    state = replace(last.state, step=13, bits_per_byte=fewest.bits_per_byte / 2, scheduled=False)
    save_checkpoint(folder, state, last.weights, last.optimizer)
    now = list_checkpoints.run(ListCheckpoints(folder), JobContext()).entries
    assert [entry.step for entry in now if entry.best] == [13], "also one saved because the run was stopped"
    assert all(entry.size > 1000 for entry in found.entries)
    pin_checkpoint.run(PinCheckpoint(folder, 4, pinned=False), JobContext())
    found = list_checkpoints.run(ListCheckpoints(folder), JobContext())
    assert not any(entry.pinned for entry in found.entries)
    with pytest.raises(StudioError, match="no checkpoint of step 5"):
        pin_checkpoint.run(PinCheckpoint(folder, 5), JobContext())
    with pytest.raises(StudioError, match="No training was begun"):
        list_checkpoints.run(ListCheckpoints(tmp_path / "none"), JobContext())
