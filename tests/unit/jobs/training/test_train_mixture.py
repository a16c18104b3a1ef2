"""Trainings on a mixture of corpora, and runs that began with the earlier split."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from tiny_run import TinyRuns, Watcher, outcome

from gpt_studio.core import durable
from gpt_studio.core.events import Event
from gpt_studio.core.job import JobContext
from gpt_studio.corpora.corpus import Corpus
from gpt_studio.corpora.mixture import Mixture, WeightedCorpus
from gpt_studio.dataset import encode
from gpt_studio.dataset.split import EarlierSplitter
from gpt_studio.jobs.training import compare_runs, read_history, train_model
from gpt_studio.jobs.training.compare_runs import CompareRuns
from gpt_studio.jobs.training.read_history import ReadHistory
from gpt_studio.jobs.training.train_model import RepeatTraining, ResumeTraining, TrainModel
from gpt_studio.training.events import StepDone
from gpt_studio.training.run import loop
from gpt_studio.training.store.recipe import read_recipe, recipe_path


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> TinyRuns:
    return TinyRuns(tmp_path_factory.mktemp("tiny")).prepare()


@pytest.fixture(autouse=True)
def every_step_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loop, "EVENT_SECONDS", 0.0)


class Killed(BaseException):
    pass


def killed_at(step: int) -> JobContext:
    def act(event: Event, _: JobContext) -> None:
        if isinstance(event, StepDone) and event.step == step:
            raise Killed

    return Watcher(act).context


def mixed(runs: TinyRuns, folder: Path) -> TrainModel:
    owls = runs.text.with_name("owls.txt")
    owls.write_text("\n".join(f"An owl sees mouse {n * n % 89} in night {n}." for n in range(60)))
    parts = (WeightedCorpus(Corpus("owls", (str(owls),)), 2.0), WeightedCorpus(runs.request(folder).corpus))
    return replace(runs.request(folder), corpus=Mixture(parts))


def test_a_run_on_a_mixture_is_repeated_and_resumed_to_the_byte(runs: TinyRuns, tmp_path: Path) -> None:
    request, watcher = mixed(runs, tmp_path / "whole"), Watcher()
    train_model.run(request, watcher.context)
    told = watcher.said("mixture.share")
    assert [line.split(":")[0] for line in told] == [
        "67% of what is learnt comes from “owls”",
        "33% of what is learnt comes from “foxes”",
    ]
    assert [line.split("”")[0] for line in watcher.said("training.measured_corpus")] == [
        "On held-out text of “owls",
        "On held-out text of “foxes",
    ]
    whole = outcome(request.folder, 12)
    again = tmp_path / "again"
    with pytest.raises(Killed):
        train_model.repeat(RepeatTraining(recipe_path(request.folder), again, runs.cache), killed_at(7))
    train_model.resume(ResumeTraining(again, runs.cache), JobContext())
    assert outcome(again, 12) == whole


def test_a_mixture_is_named_where_its_runs_are_shown(runs: TinyRuns, tmp_path: Path) -> None:
    request = mixed(runs, tmp_path / "shown")
    short = replace(request, settings=replace(request.settings, steps=2, evaluate_every=1, checkpoint_every=2))
    train_model.run(short, JobContext())
    history = read_history.run(ReadHistory(request.folder), JobContext())
    assert history.started_with is not None
    assert history.started_with.corpus == request.corpus
    (run,) = compare_runs.run(CompareRuns((request.folder,)), JobContext()).runs
    assert run.corpus == "67% owls, 33% foxes"
    card = (request.folder / "README.md").read_text(encoding="utf-8")
    assert "owls.txt" in card
    assert "text.txt" in card


def as_written_earlier(cached: Path) -> None:
    """Two token files and no more: the ends of the documents were not kept."""
    described = json.loads((cached / "dataset.json").read_text(encoding="utf-8"))
    for file in ("train.u16", "held_out.u16"):
        del described[file]["documents"]
    kept = {path.name: path.read_bytes() for path in cached.glob("*.u16")}
    shutil.rmtree(cached)
    with durable.staged_folder(cached) as staging:
        for name, content in kept.items():
            (staging / name).write_bytes(content)
        (staging / "dataset.json").write_text(json.dumps(described), encoding="utf-8")


def test_a_run_begun_with_the_earlier_split_goes_on_with_the_same_text(
    runs: TinyRuns, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "earlier"
    with monkeypatch.context() as earlier:
        earlier.setattr(encode, "_VERSIONS", encode._EARLIER)
        earlier.setattr(encode, "Splitter", EarlierSplitter)
        with pytest.raises(Killed):
            train_model.run(runs.request(folder), killed_at(9))
    data = read_recipe(recipe_path(folder)).resolved.data
    as_written_earlier(runs.cache / data[:32])
    assert train_model.resume(ResumeTraining(folder, runs.cache), JobContext()).finished
    assert read_recipe(recipe_path(folder)).resolved.data == data
    kept = (runs.cache / data[:32] / "train.u16").read_bytes()
    shutil.rmtree(runs.cache / data[:32])
    assert train_model.repeat(
        RepeatTraining(recipe_path(folder), tmp_path / "again", runs.cache), JobContext()
    ).finished
    assert (runs.cache / data[:32] / "train.u16").read_bytes() == kept
