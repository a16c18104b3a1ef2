"""Training with two processes of torchrun on the CPU gives what one process gives; each resumes the other's runs."""

import json
import os
import shutil
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import psutil
import pytest
import torch
import torch.distributed as dist

from gpt_studio.core.errors import StudioError
from gpt_studio.core.job import JobContext
from gpt_studio.corpora.corpus import Corpus
from gpt_studio.jobs.training import train_model
from gpt_studio.jobs.training.train_model import ResumeTraining, TrainModel
from gpt_studio.models.shape import ModelShape
from gpt_studio.training.parallel.distributed import Team
from gpt_studio.training.settings import FULL, TrainingSettings
from gpt_studio.training.store.checkpoint import checkpoints_folder, load_checkpoint, newest_checkpoint
from gpt_studio.training.store.metrics import read_metrics
from gpt_studio.training.store.recipe import read_recipe

pytestmark = [
    pytest.mark.skipif(os.name != "posix" or not dist.is_available(), reason="torchrun needs gloo and POSIX signals"),
    pytest.mark.xdist_group("torchrun"),
    pytest.mark.slow,
]

STEPS, SAVED = 18, 6
SHAPE = ModelShape(model_type="gpt2", layers=2, heads=2, hidden_size=32, context_length=64, dropout=0.0, tied=False)
SETTINGS = TrainingSettings(
    steps=STEPS,
    batch_size=4,
    accumulation=3,
    threads=1,
    device="cpu",
    precision="float32",
    evaluate_every=SAVED,
    checkpoint_every=SAVED,
    sample_tokens=4,
)
# Sums of the same float32 numbers in another order; Muon's orthogonalisation, in bfloat16, makes more of them.
CLOSE = {"abs": 2e-3}
PATIENCE = 240  # seconds


class Place:
    """A folder with a text, a cache and the models of these tests."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.text = folder / "text.txt"
        self.home = folder / "home"
        self.text.write_text(
            "".join(f"The fox number {n * n % 97} runs to the river. " for n in range(600)), encoding="utf-8"
        )

    @property
    def cache(self) -> Path:
        return self.home / "cache"

    def copy_cut_after(self, model: str, step: int, name: str) -> Path:
        """A copy of ``model`` as it was after the save at ``step``."""
        copy = self.folder / name
        shutil.copytree(self.folder / model, copy)
        for checkpoint in checkpoints_folder(copy).glob("step-*"):
            if checkpoint.name > f"step-{step:09d}":
                shutil.rmtree(checkpoint)
        return copy

    def torchrun(self, *arguments: str | Path) -> subprocess.Popen[str]:
        """Run ``gpt-studio train`` in two processes."""
        return subprocess.Popen(
            [
                *(sys.executable, "-m", "torch.distributed.run", "--standalone", "--nproc-per-node", "2"),
                *("-m", "gpt_studio", "train", "--home", self.home, "--json", *map(str, arguments)),
            ],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env=os.environ | {"OMP_NUM_THREADS": "1"},
        )


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    return Place(tmp_path_factory.mktemp("torchrun"))


@pytest.fixture(scope="module")
def alone(place: Place) -> Path:
    """A model that one process trained."""
    folder = place.folder / "alone"
    train_model.run(
        TrainModel(folder, Corpus("text", (str(place.text),)), SETTINGS, place.cache, shape=SHAPE), JobContext()
    )
    return folder


@pytest.fixture(scope="module")
def copies(place: Place, alone: Path) -> Path:
    """A model that two processes, each with a copy, trained from the recipe of ``alone``."""
    folder = place.folder / "copies"
    finished(place.torchrun("--recipe", train_model.recipe_path(alone), "--out", folder))
    return folder


def finished(process: subprocess.Popen[str]) -> str:
    said, errors = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, errors
    return said


def curve(folder: Path, first: int = 1, steps: int = STEPS, of: str = "loss") -> list[float]:
    """The losses in nats per token, or another value of each step, from step ``first`` on, of a run of ``steps``."""
    records = list(read_metrics(folder / "training" / "metrics.jsonl"))
    found = {record["step"]: record[of] for record in records if record["event"] == "step_done"}
    assert list(found) == list(range(1, steps + 1))
    return [value for step, value in found.items() if step >= first]


def assert_the_same_model(folder: Path, other: Path) -> None:
    """The last checkpoints hold tensors of the same names and shapes, and predict the held-out text as well."""
    mine, theirs = (load_checkpoint(found) for each in (folder, other) if (found := newest_checkpoint(each)))
    assert mine.state.step == theirs.state.step == STEPS
    for ours, others in ((mine.weights, theirs.weights), (mine.optimizer, theirs.optimizer)):
        assert {key: (value.shape, value.dtype) for key, value in ours.items()} == {
            key: (value.shape, value.dtype) for key, value in others.items()
        }
    # Not the weights number by number: where a gradient is only rounding, AdamW makes whole steps of it.
    assert mine.state.held_out_loss == pytest.approx(theirs.state.held_out_loss, **CLOSE)


def test_two_processes_with_copies_learn_what_one_learns(alone: Path, copies: Path) -> None:
    assert curve(copies) == pytest.approx(curve(alone), **CLOSE)
    assert_the_same_model(copies, alone)


def test_one_process_goes_on_where_two_stopped(place: Place, alone: Path, copies: Path) -> None:
    folder = place.copy_cut_after("copies", SAVED, "copies then alone")
    train_model.resume(ResumeTraining(folder, place.cache), JobContext())
    assert curve(folder, SAVED + 1) == pytest.approx(curve(alone, SAVED + 1), **CLOSE)
    assert_the_same_model(folder, alone)


def test_two_processes_with_shards_go_on_where_one_stopped_and_one_goes_on_after_them(
    place: Place, alone: Path
) -> None:
    folder = place.copy_cut_after("alone", SAVED, "alone then shards")
    finished(place.torchrun("--resume", "--parallel", "sharded", "--out", folder))
    assert curve(folder, SAVED + 1) == pytest.approx(curve(alone, SAVED + 1), **CLOSE)
    assert_the_same_model(folder, alone)

    last = place.copy_cut_after("alone then shards", 2 * SAVED, "shards then alone")
    train_model.resume(ResumeTraining(last, place.cache), JobContext())
    assert_the_same_model(last, alone)


@pytest.mark.parametrize(("parallel", "precision"), [("replicated", "bfloat16"), ("sharded", "float32")])
def test_of_a_part_that_learns_two_processes_learn_what_one_learns(
    place: Place, alone: Path, parallel: str, precision: str
) -> None:
    folder, together = (place.folder / f"{name} {parallel} {precision}" for name in ("part", "part together"))
    settings = replace(SETTINGS, method=FULL, last_layers=1, precision=precision, early_stopping=0)
    corpus = Corpus("text", (str(place.text),))
    train_model.run(TrainModel(folder, corpus, settings, place.cache, base=alone), JobContext())
    recipe = train_model.recipe_path(folder)
    finished(place.torchrun("--recipe", recipe, "--parallel", parallel, "--out", together))
    rounding = CLOSE if precision == "float32" else {"abs": 2e-2}
    assert curve(together) == pytest.approx(curve(folder), **rounding)
    base, mine, theirs = (
        load_checkpoint(found) for each in (alone, folder, together) if (found := newest_checkpoint(each))
    )
    assert mine.optimizer.keys() == theirs.optimizer.keys()
    for name, weight in base.weights.items():
        learns = name.startswith(("h.1.", "ln_f.", "lm_head."))
        assert torch.equal(weight, theirs.weights[name]) is not learns, name
        assert any(key.startswith(f"{name}/") for key in theirs.optimizer) is learns, name


def test_two_processes_that_stop_early_learn_what_one_learns_to_the_end(place: Place) -> None:
    """The held-out end of the text differs so much from the rest that the held-out loss rises from the start."""
    text = place.folder / "changing.txt"
    read = place.text.read_text(encoding="utf-8")
    text.write_text(read + "ZVQJ WXKY " * (len(read) // 80), encoding="utf-8")
    settings = replace(SETTINGS, steps=1000, evaluate_every=5, early_stopping=2)
    request = TrainModel(place.folder / "early", Corpus("text", (str(text),)), settings, place.cache, shape=SHAPE)
    train_model.run(request, JobContext())
    together = place.folder / "early together"
    flags = (
        "--model-type gpt2 --layers 2 --heads 2 --hidden-size 32 --context-length 64 --dropout 0 --no-tied "
        "--steps 1000 --batch-size 4 --accumulation 3 --threads 1 --precision float32 "
        "--evaluate-every 5 --checkpoint-every 6 --early-stopping 2 --sample-tokens 4"
    )
    finished(place.torchrun("--corpus", text, "--out", together, *flags.split()))
    one, two = (read_recipe(train_model.recipe_path(folder)).resolved for folder in (request.folder, together))
    assert (one.cut_short, one.steps) == (two.cut_short, two.steps)
    assert 10 <= one.cut_short < one.steps < 100
    for of in ("loss", "gradient_norm"):  # which is another one where the second process goes on with short stretches
        expected = curve(request.folder, steps=one.steps, of=of)
        assert curve(together, steps=one.steps, of=of) == pytest.approx(expected, **CLOSE)


def test_ctrl_c_saves_what_was_learnt(place: Place, alone: Path) -> None:
    folder = place.folder / "stopped"
    process = place.torchrun(
        *("--recipe", train_model.recipe_path(alone), "--steps", "1000000", "--out", folder),
    )
    assert process.stdout is not None
    assert any(json.loads(line)["event"] == "step_done" for line in process.stdout), process.communicate()[1]
    process.send_signal(signal.SIGINT)
    *_, ended = map(json.loads, process.stdout)
    _, errors = process.communicate(timeout=PATIENCE)
    assert ended["event"] == "result", errors
    assert not ended["result"]["finished"]
    found = newest_checkpoint(folder)
    assert found is not None
    assert load_checkpoint(found).state.step == ended["result"]["steps"]


def test_a_process_that_dies_ends_the_run_with_a_sentence(place: Place, alone: Path) -> None:
    process = place.torchrun(
        *("--recipe", train_model.recipe_path(alone), "--steps", "1000000", "--out", place.folder / "lost")
    )
    assert process.stdout is not None
    assert any(json.loads(line)["event"] == "step_done" for line in process.stdout), process.communicate()[1]
    workers = psutil.Process(process.pid).children()
    next(worker for worker in workers if worker.environ()["RANK"] == "1").kill()
    _, errors = process.communicate(timeout=PATIENCE)
    assert process.returncode != 0
    assert "Another process of this training ended" in errors


def test_an_update_that_cannot_be_divided_is_refused() -> None:
    with pytest.raises(StudioError, match="cannot be divided evenly among 5 processes"):
        Team(size=5).share_of(4, 3)


@pytest.mark.parametrize(
    ("batch_size", "accumulation", "size"), [(4, 3, 2), (8, 4, 2), (6, 1, 3), (5, 4, 4), (4, 1, 1)]
)
def test_the_shares_of_an_update_are_its_sequences_each_once(batch_size: int, accumulation: int, size: int) -> None:
    step = 7
    read = []
    for rank in range(size):
        share = Team(rank, size).share_of(batch_size, accumulation)
        assert share.rows <= batch_size
        for part in range(share.parts):
            first = share.batch(step, part) * share.rows
            read += range(first, first + share.rows)
    whole = batch_size * accumulation
    assert sorted(read) == list(range(step * whole, (step + 1) * whole))
