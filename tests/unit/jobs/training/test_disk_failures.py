"""The disk refuses each operation of a save in turn: nothing is lost, and every failure is reported."""

import errno
import shutil
import sys
from pathlib import Path

import pytest
from disk_faults import Disk, refuse
from tiny_run import TinyRuns, Watcher, outcome

from gpt_studio.core.durable import is_intact
from gpt_studio.core.errors import StudioError
from gpt_studio.core.events import Event, Log
from gpt_studio.core.job import JobContext
from gpt_studio.jobs.training import train_model
from gpt_studio.jobs.training.train_model import ResumeTraining
from gpt_studio.training.events import CheckpointSaved, Evaluated, SaveFailed, SaveRecovered, StepDone
from gpt_studio.training.run import loop
from gpt_studio.training.store import retry_writes
from gpt_studio.training.store.checkpoint import checkpoints, newest_checkpoint
from gpt_studio.training.store.metrics import METRICS
from gpt_studio.training.store.recipe import read_recipe, recipe_path

WRITING = frozenset({"open", "write", "fsync", "rename", "mkdir", "truncate"})
ERRORS = {errno.ENOSPC: "disk.full", errno.EIO: "disk.error", errno.EACCES: "disk.forbidden"}
SAVES = 38

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the seam is that of POSIX")


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> TinyRuns:
    return TinyRuns(tmp_path_factory.mktemp("tiny")).prepare()


@pytest.fixture(autouse=True)
def every_step_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loop, "EVENT_SECONDS", 0.0)


@pytest.fixture(scope="module")
def undisturbed(runs: TinyRuns, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an undisturbed run that saves after each step."""
    request = runs.request(
        tmp_path_factory.mktemp("undisturbed") / "model", steps=SAVES, evaluate_every=1, checkpoint_every=1
    )
    train_model.run(request, JobContext())
    return request.folder


@pytest.mark.parametrize("number", ERRORS)
def test_a_save_that_fails_anywhere_is_told_and_done_again(
    runs: TinyRuns, tmp_path: Path, undisturbed: Path, number: int
) -> None:
    """Save n fails at its n-th disk operation, until a save has fewer than n."""
    folder = tmp_path / "model"
    disk = Disk(folder, refuse(number), kinds=WRITING)
    failed: list[int] = []
    saved: list[int] = []

    def act(event: Event, context: JobContext) -> None:
        if isinstance(event, Evaluated):
            disk.arm(at=event.step)
        elif isinstance(event, CheckpointSaved):
            disk.disarm()
            saved.append(event.step)
        elif isinstance(event, SaveFailed):
            failed.append(event.step)
            assert event.what.key == ERRORS[number]
            assert (event.to_free > 0) == (number == errno.ENOSPC)
            assert_nothing_lost(folder, saved)
            context.resume()

    watcher = Watcher(act)
    request = train_model.RepeatTraining(recipe_path(undisturbed), folder, runs.cache)
    with disk.watched():
        train_model.repeat(request, watcher.context)
    cleaning = [Path(path).name for kind, path in disk.hits if kind == "rename" and Path(path).name.startswith("step-")]
    assert len(failed) + len(cleaning) == len(disk.hits), "told once each; only an old checkpoint may stay in silence"
    assert 25 < len(failed) < SAVES, "the later ones meet only what comes after the save"
    assert failed[:25] == [*range(1, 26)]
    assert [event.step for event in watcher.of(SaveRecovered)] == failed
    assert saved == [*range(1, SAVES + 1)]
    assert outcome(folder, SAVES) == outcome(undisturbed, SAVES)


def assert_nothing_lost(folder: Path, saved: list[int]) -> None:
    there = checkpoints(folder)
    assert all(is_intact(path) for path in there)
    sound = {int(path.name.removeprefix("step-")) for path in there}
    assert set(saved[-2:]) <= sound, "the third may have given way to one that has its name and is not reported yet"


@pytest.mark.parametrize("number", ERRORS)
def test_the_first_and_the_last_words_of_a_run_are_written_in_the_end_too(
    runs: TinyRuns, tmp_path: Path, undisturbed: Path, number: int
) -> None:
    """Tokenizer and recipe before the first step; the model and the result after the last: every third thing fails."""
    folder = tmp_path / "model"
    disk = Disk(folder, refuse(number), kinds=WRITING)
    failed = []

    def act(event: Event, context: JobContext) -> None:
        if isinstance(event, SaveFailed):
            failed.append(event.step)
            disk.arm(at=len(failed) + 2)
            context.resume()
        elif isinstance(event, StepDone):
            disk.disarm()
        elif isinstance(event, CheckpointSaved) and event.step == SAVES:
            disk.arm(at=1)

    watcher = Watcher(act)
    disk.arm(at=4)  # the lock is there by then
    with disk.watched():
        train_model.repeat(train_model.RepeatTraining(recipe_path(undisturbed), folder, runs.cache), watcher.context)
    assert failed.count(0) >= 5
    assert failed.count(SAVES) >= 3
    assert outcome(folder, SAVES) == outcome(undisturbed, SAVES)


def test_a_stop_while_the_disk_is_full_says_what_is_not_saved(runs: TinyRuns, tmp_path: Path) -> None:
    request = runs.request(tmp_path / "model")
    disk = Disk(request.folder, refuse(errno.ENOSPC), kinds=WRITING)

    def act(event: Event, context: JobContext) -> None:
        if isinstance(event, StepDone) and event.step == 7:
            disk.arm(at=1, again=True)
        if isinstance(event, SaveFailed):
            context.cancel()

    watcher = Watcher(act)
    with disk.watched(), pytest.raises(StudioError) as caught:
        train_model.run(request, watcher.context)
    assert caught.value.message.key == "training.not_saved"
    assert "step 8" in str(caught.value)
    assert "The disk is full" in str(caught.value)
    newest = newest_checkpoint(request.folder)
    assert newest is not None
    assert newest.name == "step-000000004"
    assert train_model.resume(ResumeTraining(request.folder, request.cache), JobContext()).finished


def test_a_stop_that_cannot_be_saved_is_saved_once_there_is_room(runs: TinyRuns, tmp_path: Path) -> None:
    """Stopped at step 6 with a full disk; only then the person makes room."""
    request = runs.request(tmp_path / "model")
    disk = Disk(request.folder, refuse(errno.ENOSPC), kinds=WRITING)

    def act(event: Event, context: JobContext) -> None:
        if isinstance(event, StepDone) and event.step == 6:
            disk.arm(at=1, again=True)
            context.cancel()
        if isinstance(event, SaveFailed):
            disk.disarm()
            context.resume()

    watcher = Watcher(act)
    with disk.watched():
        stopped = train_model.run(request, watcher.context)
    assert (stopped.steps, stopped.finished) == (6, False)
    assert [event.step for event in watcher.of(CheckpointSaved)] == [4, 6]


def test_an_early_end_that_the_disk_would_not_note_is_noted_with_the_next_save(runs: TinyRuns, tmp_path: Path) -> None:
    request = runs.request(tmp_path / "model", steps=400)
    disk = Disk(request.folder, refuse(errno.ENOSPC), kinds=WRITING)

    def act(event: Event, context: JobContext) -> None:
        if isinstance(event, StepDone) and event.step == 6:
            disk.arm(at=1, again=True)
            context.wrap_up()
        if isinstance(event, SaveFailed):
            disk.disarm()
            context.resume()
        if isinstance(event, StepDone) and event.step == 10:
            context.cancel()

    watcher = Watcher(act)
    with disk.watched():
        stopped = train_model.run(request, watcher.context)
    assert [event.step for event in watcher.of(SaveFailed)] == [8]
    assert (stopped.steps, stopped.total_steps, stopped.finished) == (10, 26, False)
    assert read_recipe(recipe_path(request.folder)).resolved.cut_short == 6
    resumed = train_model.resume(ResumeTraining(request.folder, request.cache), JobContext())
    assert (resumed.steps, resumed.finished) == (26, True)


def test_the_bytes_to_free_are_what_the_save_needs_and_the_disk_lacks(
    runs: TinyRuns, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = runs.request(tmp_path / "model", steps=4)
    disk = Disk(request.folder, refuse(errno.ENOSPC), kinds=WRITING)

    def act(event: Event, context: JobContext) -> None:
        if isinstance(event, StepDone) and event.step == 4:
            disk.arm(at=1)
        if isinstance(event, SaveFailed):
            context.resume()

    watcher = Watcher(act)
    monkeypatch.setattr(retry_writes, "free_bytes", lambda _: 1000)
    with disk.watched():
        train_model.run(request, watcher.context)
    saved = checkpoints(request.folder)[-1]
    weights, optimizer = ((saved / f"{name}.safetensors").stat().st_size for name in ("model", "optimizer"))
    needed = watcher.of(SaveFailed)[0].to_free + 1000 - retry_writes.SLACK_BYTES
    assert needed == pytest.approx(2 * weights + optimizer, rel=0.3)


def test_nothing_is_tried_unasked_while_it_could_only_fail(
    runs: TinyRuns, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No one answers. Space is freed at the fourth check, and only then there is a second attempt."""
    request = runs.request(tmp_path / "model", steps=4)
    disk = Disk(request.folder, refuse(errno.ENOSPC), kinds=WRITING)
    looks = []

    def free(_: Path) -> int:
        looks.append(len(disk.operations))
        return 10**9 if len(looks) > 4 else 0

    def act(event: Event, _: JobContext) -> None:
        if isinstance(event, Evaluated):
            disk.arm(at=1)

    watcher = Watcher(act)
    monkeypatch.setattr(retry_writes, "RETRY_SECONDS", 0.001)
    monkeypatch.setattr(retry_writes, "free_bytes", free)
    with disk.watched():
        train_model.run(request, watcher.context)
    assert len(looks) == 5
    assert len(set(looks)) == 1
    assert len(watcher.of(SaveFailed)) == len(watcher.of(SaveRecovered)) == 1


def test_a_removed_folder_is_told_and_made_again_whole(runs: TinyRuns, tmp_path: Path) -> None:
    whole = runs.request(tmp_path / "whole")
    train_model.run(whole, JobContext())
    folder = tmp_path / "model"

    def act(event: Event, context: JobContext) -> None:
        if isinstance(event, StepDone) and event.step == 6:
            shutil.rmtree(folder)
        if isinstance(event, SaveFailed):
            assert not folder.exists()
            context.resume()

    watcher = Watcher(act)
    train_model.repeat(train_model.RepeatTraining(recipe_path(whole.folder), folder, runs.cache), watcher.context)
    assert [event.what.key for event in watcher.of(SaveFailed)] == ["disk.folder_gone"]
    assert outcome(folder, 12) == outcome(whole.folder, 12)
    assert files_of(folder) == {path for path in files_of(whole.folder) if "step-000000004" not in path}


def test_an_emptied_cache_changes_nothing(runs: TinyRuns, tmp_path: Path) -> None:
    """It is safe to delete, also while a training reads from it."""
    whole = runs.request(tmp_path / "whole")
    train_model.run(whole, JobContext())
    cache = tmp_path / "cache"

    def act(event: Event, _: JobContext) -> None:
        if isinstance(event, StepDone) and event.step == 3:
            shutil.rmtree(cache)

    request = train_model.RepeatTraining(recipe_path(whole.folder), tmp_path / "model", cache)
    train_model.repeat(request, Watcher(act).context)
    assert not cache.exists()
    assert outcome(request.folder, 12) == outcome(whole.folder, 12)


def files_of(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_measurements_that_cannot_be_written_wait_and_are_said_once(
    runs: TinyRuns, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from gpt_studio.training.store import metrics

    monkeypatch.setattr(metrics, "WRITE_SECONDS", 0.0)
    request = runs.request(tmp_path / "model")
    disk = Disk(request.folder, refuse(errno.EIO), kinds=WRITING)

    def act(event: Event, _: JobContext) -> None:
        if isinstance(event, StepDone) and event.step == 5:
            disk.arm(at=1, again=True)
        if isinstance(event, StepDone) and event.step == 7:
            disk.disarm()

    watcher = Watcher(act)
    with disk.watched():
        train_model.run(request, watcher.context)
    warnings = [event.what.key for event in watcher.of(Log) if event.level == "warning"]
    assert warnings == ["training.metrics_wait"]
    assert watcher.of(SaveFailed) == []
    assert len(outcome(request.folder, 12)["training curve"]) == 12
    assert (request.folder / "training" / METRICS).is_file()


def test_a_read_only_folder_is_told(runs: TinyRuns, tmp_path: Path) -> None:
    request = runs.request(tmp_path / "model", steps=4)
    disk = Disk(request.folder, refuse(errno.EROFS), kinds=WRITING)

    def act(event: Event, context: JobContext) -> None:
        if isinstance(event, Evaluated):
            disk.arm(at=1)
        if isinstance(event, SaveFailed):
            context.resume()

    watcher = Watcher(act)
    with disk.watched():
        train_model.run(request, watcher.context)
    assert [event.what.key for event in watcher.of(SaveFailed)] == ["disk.read_only"]
