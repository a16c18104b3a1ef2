"""A power cut after each fsync, which removes all that was not synced: every reported checkpoint is still there."""

import os
import stat
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from tiny_run import TinyRuns, Watcher, outcome

from gpt_studio.artifacts.validate import read_config
from gpt_studio.artifacts.weights import check_weights, load_weights
from gpt_studio.core.durable import is_intact
from gpt_studio.core.events import Event
from gpt_studio.core.job import JobContext
from gpt_studio.jobs.training import train_model
from gpt_studio.jobs.training.train_model import RepeatTraining, ResumeTraining
from gpt_studio.training.events import CheckpointSaved
from gpt_studio.training.store.checkpoint import checkpoints
from gpt_studio.training.store.recipe import recipe_path

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="folders are synced on POSIX")

STEPS = 8


@dataclass
class Cautious:
    """A disk that keeps only what was synced: the bytes of files and the entries of folders."""

    root: Path
    after: Callable[[], None] = lambda: None
    bytes_of: dict[int, bytes] = field(default_factory=dict)
    names_in: dict[int, dict[str, int]] = field(default_factory=dict)

    def fsync(self, descriptor: int) -> None:
        path = Path(f"/dev/fd/{descriptor}").resolve()
        found = os.fstat(descriptor)
        if stat.S_ISDIR(found.st_mode):
            self.names_in[found.st_ino] = {entry.name: entry.inode() for entry in os.scandir(path)}
        else:
            self.bytes_of[found.st_ino] = os.pread(descriptor, found.st_size, 0)
        self.after()

    def what_is_left(self, target: Path) -> None:
        """Write below ``target`` what is left after the power cut."""
        self._lay_out(self.root.stat().st_ino, target)

    def _lay_out(self, inode: int, target: Path) -> None:
        target.mkdir()
        for name, inner in self.names_in.get(inode, {}).items():
            if inner in self.bytes_of:
                (target / name).write_bytes(self.bytes_of[inner])
            elif inner in self.names_in:
                self._lay_out(inner, target / name)
            else:
                (target / name).touch()


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> TinyRuns:
    return TinyRuns(tmp_path_factory.mktemp("tiny")).prepare()


def test_after_any_fsync_what_was_reported_is_left(
    runs: TinyRuns, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = runs.request(tmp_path / "whole", steps=STEPS, evaluate_every=2, checkpoint_every=2)
    train_model.run(whole, JobContext())
    (tmp_path / "disk").mkdir()
    saved: list[int] = []
    cuts: Iterator[int] = iter(range(10_000))
    last: list[Path] = []

    def cut() -> None:
        left = tmp_path / f"cut-{next(cuts)}"
        disk.what_is_left(left)
        folder = left / "model"
        there = checkpoints(folder)
        assert all(is_intact(path) for path in there)
        assert {f"step-{step:09d}" for step in saved[-2:]} <= {path.name for path in there}
        if saved:
            assert recipe_path(folder).is_file()
            load_weights(check_weights(folder, read_config(folder)))
            last.append(folder)

    def note(event: Event, _: JobContext) -> None:
        if isinstance(event, CheckpointSaved):
            saved.append(event.step)

    disk = Cautious(tmp_path / "disk", cut)
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", disk.fsync)
        request = RepeatTraining(recipe_path(whole.folder), disk.root / "model", runs.cache)
        train_model.repeat(request, Watcher(note).context)
    assert saved == [2, 4, 6, 8]
    assert len(last) > 30
    interrupted = last[len(last) // 2]
    assert train_model.resume(ResumeTraining(interrupted, runs.cache), JobContext()).finished
    assert outcome(interrupted, STEPS) == outcome(whole.folder, STEPS)
