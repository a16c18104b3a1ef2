"""The length of a run: in minutes, by early stopping and on request; all of it reproducible."""

import sys
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from gpt_studio.core.errors import StudioError
from gpt_studio.core.events import Event, Log
from gpt_studio.core.job import JobContext
from gpt_studio.corpora.corpus import Corpus
from gpt_studio.jobs.training import train_model
from gpt_studio.jobs.training.train_model import RepeatTraining, ResumeTraining, TrainModel
from gpt_studio.models.shape import ModelShape
from gpt_studio.tokenization.files import save_tokenizer
from gpt_studio.tokenization.settings import TokenizerSettings
from gpt_studio.tokenization.train import train_tokenizer
from gpt_studio.training.events import CheckpointSaved, Evaluated, Hint, Paused, StepDone
from gpt_studio.training.learning.schedule import rate_at
from gpt_studio.training.pace import schedule_place
from gpt_studio.training.planning import memory
from gpt_studio.training.run.update import Updater, UpdateResult
from gpt_studio.training.settings import TrainingSettings
from gpt_studio.training.store.metrics import read_metrics
from gpt_studio.training.store.recipe import Resolved, read_recipe, recipe_path, write_recipe

STOPPED_SECONDS = 3.0
SHAPE = ModelShape(layers=1, heads=2, hidden_size=16, context_length=32)
SETTINGS = TrainingSettings(
    steps=20, batch_size=2, evaluate_every=4, checkpoint_every=4, sample_tokens=1, threads=1, precision="float32"
)

Build = Callable[..., TrainModel]


@pytest.fixture(scope="module")
def text(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("text") / "days.txt"
    path.write_text("\n".join(f"Day {n}: the {n * 7 % 13} birds sing." for n in range(2000)), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def tokenizer(text: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tokenizers") / "small"
    save_tokenizer(train_tokenizer([text.read_text()], TokenizerSettings(vocab_size=300), JobContext()), folder)
    return folder


@pytest.fixture
def build(text: Path, tokenizer: Path, tmp_path: Path) -> Build:
    def request(name: str, **changes: object) -> TrainModel:
        return TrainModel(
            folder=tmp_path / "models" / name,
            corpus=Corpus("days", (str(text),)),
            settings=replace(SETTINGS, **changes),  # type: ignore[arg-type]
            cache=tmp_path / "cache",
            tokenizer=tokenizer,
            shape=SHAPE,
        )

    return request


def weights(folder: Path) -> bytes:
    return (folder / "model.safetensors").read_bytes()


def _best(measured: Iterable[Evaluated]) -> Evaluated:
    return min(measured, key=lambda event: event.bits_per_byte)


def rates(folder: Path) -> list[float]:
    records = list(read_metrics(folder / "training/metrics.jsonl"))
    return [record["learning_rate"] for record in records if record["event"] == "step_done"]


def watching(events: list[Event], act: Callable[[Event, JobContext], None] = lambda event, context: None) -> JobContext:
    def note(event: Event) -> None:
        events.append(event)
        act(event, context)

    context = JobContext(note)
    return context


def test_a_run_of_minutes_says_in_its_recipe_what_it_did_and_can_be_repeated(build: Build, tmp_path: Path) -> None:
    request = build("timed", steps=None, minutes=0.05, evaluate_every=None, checkpoint_every=None)
    trained = train_model.run(request, JobContext())
    done = read_recipe(recipe_path(request.folder)).resolved
    assert trained.finished
    assert done.budget == 3.0
    assert trained.steps == done.steps == len(rates(request.folder))
    again = RepeatTraining(recipe_path(request.folder), tmp_path / "again", request.cache)
    assert train_model.repeat(again, JobContext()).steps == trained.steps
    assert rates(again.folder) == rates(request.folder)
    assert weights(again.folder) == weights(request.folder)
    assert read_recipe(recipe_path(again.folder)).resolved.budget == 0


def test_a_recipe_alone_is_enough_to_repeat_a_run_whose_tokenizer_was_trained_for_it(
    build: Build, text: Path, tmp_path: Path
) -> None:
    request = replace(build("original", steps=4), tokenizer=None)
    train_model.run(request, JobContext())
    recipe = recipe_path(request.folder).rename(tmp_path / "run.toml")
    request.folder.rename(tmp_path / "elsewhere")
    again = RepeatTraining(recipe, tmp_path / "again", request.cache)
    train_model.repeat(again, JobContext())
    assert weights(again.folder) == weights(tmp_path / "elsewhere")
    longer = RepeatTraining(recipe, tmp_path / "longer", request.cache, length={"steps": 5})
    assert train_model.repeat(longer, JobContext()).steps == 5
    changed = tmp_path / "changed.txt"
    changed.write_text(text.read_text().upper())
    other = RepeatTraining(recipe, tmp_path / "other", request.cache, corpus=Corpus("days", (str(changed),)))
    with pytest.raises(StudioError, match="The texts of this run changed"):
        train_model.repeat(other, JobContext())


def test_a_changed_length_is_followed_by_whoever_repeats_or_resumes_the_run(build: Build, tmp_path: Path) -> None:
    request = build("original", steps=16)
    train_model.run(request, JobContext())
    recipe = replace(read_recipe(recipe_path(request.folder)), tokenizer=str(request.tokenizer))
    pace = ((0, 16), (5, 9), (7, 14))
    changed = tmp_path / "changed.toml"

    def once(name: str, context: JobContext) -> Path:
        train_model.repeat(RepeatTraining(changed, tmp_path / name, request.cache), context)
        return tmp_path / name

    write_recipe(changed, replace(recipe, resolved=replace(recipe.resolved, steps=14, pace=pace)))
    whole = once("whole", JobContext())
    peak = recipe.resolved.learning_rate
    assert rates(whole) == [rate_at(schedule_place(step, pace), 16, peak, SETTINGS) for step in range(14)]

    def stop(event: Event, context: JobContext) -> None:
        if isinstance(event, CheckpointSaved) and event.step == 4:
            context.cancel()

    broken = once("broken", watching([], stop))
    train_model.resume(ResumeTraining(broken, request.cache), JobContext())
    assert rates(broken) == rates(whole)
    assert weights(broken) == weights(whole)


def test_a_run_ends_when_measurements_stop_getting_better_and_keeps_the_best(
    build: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # At this rate a last digit changes which measurement is the best, so the machine's speed must not choose the way.
    monkeypatch.setattr(memory, "attention_paths", lambda device: ("sdpa",))
    # A rate this high, which never falls, makes every measurement worse than the first ones.
    high = {"learning_rate": 1.0, "optimizer": "adamw", "clip": 0.0, "warmup": 0.0, "final_rate": 1.0}
    request = build("patient", steps=400, early_stopping=2, **high)
    events: list[Event] = []
    trained = train_model.run(request, watching(events))
    measured = [event for event in events if isinstance(event, Evaluated) and not event.final]
    done = read_recipe(recipe_path(request.folder)).resolved
    assert trained.finished
    assert trained.steps == done.steps == done.cut_short + max(20, round(0.2 * done.cut_short)) < 400
    assert _best(event for event in measured if event.step <= done.cut_short).step == done.cut_short - 8
    final = next(event for event in events if isinstance(event, Evaluated) and event.final)
    best = _best(measured)
    assert trained.published_step == (best.step if best.loss <= final.loss else trained.steps)
    assert trained.published_step > done.cut_short
    again = RepeatTraining(recipe_path(request.folder), tmp_path / "again", request.cache)
    assert train_model.repeat(again, JobContext()).steps == trained.steps
    assert weights(again.folder) == weights(request.folder)


@pytest.mark.parametrize("before_the_end", [24, 8])
def test_a_stopped_and_resumed_run_ends_early_at_the_same_step(
    build: Build, tmp_path: Path, before_the_end: int
) -> None:
    """Stopped just before it was seen that nothing gets better, and on the way to the end after that."""
    high = {"learning_rate": 1.0, "optimizer": "adamw", "clip": 0.0, "warmup": 0.0}
    whole = build("whole", steps=400, early_stopping=2, **high)
    trained = train_model.run(whole, JobContext())

    def stop(event: Event, context: JobContext) -> None:
        if isinstance(event, Evaluated) and event.step == trained.steps - before_the_end:
            context.cancel()

    # The recipe as it was at first: a run of its own could find other arithmetic to be faster.
    recipe = read_recipe(recipe_path(whole.folder))
    at_first = replace(recipe.resolved, steps=400, pace=(), cut_short=0)
    write_recipe(tmp_path / "run.toml", replace(recipe, resolved=at_first))
    broken = RepeatTraining(tmp_path / "run.toml", tmp_path / "broken", whole.cache)
    assert not train_model.repeat(broken, watching([], stop)).finished
    assert train_model.resume(ResumeTraining(broken.folder, broken.cache), JobContext()).steps == trained.steps
    assert weights(broken.folder) == weights(whole.folder)


def test_a_run_asked_to_wrap_up_goes_quickly_through_the_rest_of_its_schedule(build: Build, tmp_path: Path) -> None:
    """So it ends as if that had been its length: at a low rate, and with whole sequences read."""

    def wrap_up(event: Event, context: JobContext) -> None:
        if isinstance(event, Evaluated) and event.step == 8:
            context.wrap_up()

    request = build("enough", steps=400, batch_size=4)
    request = replace(request, shape=replace(SHAPE, context_length=64))
    events: list[Event] = []
    trained = train_model.run(request, watching(events, wrap_up))
    assert (trained.finished, trained.steps, trained.total_steps) == (True, 28, 28)
    done = read_recipe(recipe_path(request.folder)).resolved
    assert (done.steps, done.cut_short, done.pace) == (28, 8, ((0, 400), (8, 28)))
    assert rates(request.folder)[27] < 0.1 * done.learning_rate
    lengths = {event.step: event.context_length for event in events if isinstance(event, Evaluated)}
    assert lengths == {4: 32, 8: 32} | dict.fromkeys((12, 16, 20, 24, 28), 64)
    said = [event.what for event in events if isinstance(event, Log)]
    (longer,) = (message.values for message in said if message.key == "training.longer_stretches")
    assert longer == {"step": 9, "now": 64, "before": 32}
    again = RepeatTraining(recipe_path(request.folder), tmp_path / "again", request.cache)
    assert train_model.repeat(again, JobContext()).steps == 28
    assert weights(again.folder) == weights(request.folder)


def test_a_run_that_comes_to_its_end_can_be_stopped_and_resumed_on_the_way(build: Build) -> None:
    """Also one of minutes, which has time for many more steps."""

    def wrap_up(event: Event, context: JobContext) -> None:
        if isinstance(event, Evaluated) and event.step == 8:
            context.wrap_up()
        if isinstance(event, Evaluated) and event.step == 16:
            context.cancel()

    request = build("enough", steps=None, minutes=5.0)
    stopped = train_model.run(request, watching([], wrap_up))
    assert (stopped.finished, stopped.steps, stopped.total_steps) == (False, 16, 28)
    resumed = train_model.resume(ResumeTraining(request.folder, request.cache), JobContext())
    assert (resumed.finished, resumed.steps, resumed.total_steps) == (True, 28, 28)


def test_a_paused_run_can_be_asked_to_wrap_up(build: Build) -> None:
    def pause(event: Event, context: JobContext) -> None:
        if isinstance(event, Evaluated) and event.step == 4:
            context.pause()
            context.wrap_up()

    assert train_model.run(build("paused", steps=400), watching([], pause)).steps == 24


def test_a_text_too_short_for_the_length_is_said_before_the_first_step(build: Build) -> None:
    events: list[Event] = []
    hasty = build("often", steps=15_000, evaluate_every=15_000, checkpoint_every=15_000)
    context = watching(events, lambda event, context: context.wrap_up() if isinstance(event, StepDone) else None)
    train_model.run(hasty, context)
    kinds = [event.kind for event in events if isinstance(event, Hint)]
    assert kinds == ["little_data"]


def test_running_out_of_memory_before_the_first_checkpoint_leaves_nothing_and_offers_less(build: Build) -> None:
    def run_out(event: Event, context: JobContext) -> None:
        if isinstance(event, StepDone):
            torch.empty(1 << 60)

    request = build("greedy", batch_size=6)
    with pytest.raises(StudioError, match="micro-batch of 3"):
        train_model.run(request, watching([], run_out))
    assert not request.folder.exists()


def test_running_out_of_memory_later_leaves_what_was_saved(build: Build) -> None:
    def run_out(event: Event, context: JobContext) -> None:
        if isinstance(event, CheckpointSaved):
            torch.empty(1 << 60)

    request = build("greedy later")
    with pytest.raises(StudioError, match="memory ran out"):
        train_model.run(request, watching([], run_out))
    assert train_model.resume(ResumeTraining(request.folder, request.cache), JobContext()).finished


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a stand-in for a program of Linux")
def test_the_machine_is_kept_awake_but_for_pauses_and_it_is_said(
    build: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log, program = tmp_path / "log", tmp_path / "bin" / "systemd-inhibit"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\necho held >> "{log}"\nshift 4\n"$@"\necho released >> "{log}"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:/usr/bin:/bin")
    during_pause: list[str] = []

    def pause(event: Event, context: JobContext) -> None:
        if isinstance(event, Evaluated) and event.step == 4:
            context.pause()
        if isinstance(event, Paused):
            during_pause.append(log.read_text())
            context.resume()

    events: list[Event] = []
    train_model.run(build("awake"), watching(events, pause))
    said = [str(event.what) for event in events if isinstance(event, Log)]
    assert "The machine is kept awake while it trains." in said
    assert during_pause == ["held\n"]
    assert log.read_text().count("held") == 2


def test_the_time_during_which_the_process_is_stopped_is_no_part_of_the_training(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-Z in the terminal, during a step; the resume is noticed shortly after the end of the step."""
    context = JobContext()
    whole = Updater.__call__

    def stopped(updater: Updater[Resolved], step: int) -> UpdateResult:
        result = whole(updater, step)
        if step == 10 and updater.plan.first_steps == 20:
            time.sleep(STOPPED_SECONDS)
            threading.Timer(0.01, context.note_suspended, [STOPPED_SECONDS]).start()
        return result

    monkeypatch.setattr(Updater, "__call__", stopped)
    trained = train_model.run(build("stopped", steps=20), context)
    assert trained.finished
    assert trained.seconds < STOPPED_SECONDS
