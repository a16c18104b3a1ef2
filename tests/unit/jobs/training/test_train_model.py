"""The training job on real text with a tiny model: the files it writes, and that a stop changes no number."""

import json
import os
import random
import shutil
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from tiny_run import Watcher

from gpt_studio.artifacts.load import open_artifact
from gpt_studio.core.durable import is_intact
from gpt_studio.core.errors import StudioError
from gpt_studio.core.events import Event, Progress
from gpt_studio.core.folder_lock import FolderLock
from gpt_studio.core.job import JobCancelled, JobContext
from gpt_studio.corpora.corpus import Corpus
from gpt_studio.dataset.encode import prepare
from gpt_studio.jobs.training import train_model
from gpt_studio.jobs.training.run_session import TrainedModel
from gpt_studio.jobs.training.train_model import RepeatTraining, ResumeTraining, TrainModel
from gpt_studio.models.shape import ModelShape
from gpt_studio.tokenization.files import load_tokenizer, save_tokenizer
from gpt_studio.tokenization.settings import TokenizerSettings
from gpt_studio.tokenization.train import train_tokenizer
from gpt_studio.training.events import Evaluated, Paused, Resumed, RunPlanned, SampleWritten, StepDone
from gpt_studio.training.learning.evaluate import HeldOutRows, evaluate
from gpt_studio.training.parallel.placement import OneProcess
from gpt_studio.training.run import loop, update
from gpt_studio.training.settings import TrainingSettings
from gpt_studio.training.store.checkpoint import checkpoints_folder, newest_checkpoint
from gpt_studio.training.store.metrics import read_metrics
from gpt_studio.training.store.recipe import read_recipe, recipe_path
from gpt_studio.training.store.result import read_result

SHAPE = ModelShape(layers=2, heads=2, hidden_size=16, context_length=32, dropout=0.1)
SETTINGS = TrainingSettings(
    steps=12, batch_size=4, evaluate_every=4, checkpoint_every=4, sample_prompt="The", sample_tokens=5, threads=1
)


@pytest.fixture(scope="module")
def text(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("text") / "animals.txt"
    animals, doings = ("cat", "dog", "bird", "fish"), ("sleeps", "eats", "runs", "sings")
    lines = [f"The {animals[n % 4]} {doings[n * 7 % 5 % 4]} on day {n}." for n in range(2000)]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def tokenizer(text: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tokenizers") / "small"
    save_tokenizer(train_tokenizer([text.read_text()], TokenizerSettings(vocab_size=300), JobContext()), folder)
    return folder


@pytest.fixture
def request_for(text: Path, tokenizer: Path, tmp_path: Path) -> Callable[..., TrainModel]:
    def build(name: str, **changes: object) -> TrainModel:
        fields = {
            "folder": tmp_path / "models" / name,
            "corpus": Corpus("animals", (str(text),)),
            "settings": SETTINGS,
            "cache": tmp_path / "cache",
            "tokenizer": tokenizer,
            "shape": SHAPE,
        }
        return TrainModel(**(fields | changes))

    return build


def stop_at(step: int) -> Watcher:
    def act(event: Event, context: JobContext) -> None:
        if isinstance(event, StepDone | Evaluated | SampleWritten) and event.step >= step:
            context.cancel()

    return Watcher(act)


def weights(folder: Path) -> bytes:
    return (folder / "model.safetensors").read_bytes()


def test_a_run_leaves_a_complete_folder_and_tells_what_happened(request_for: Callable[..., TrainModel]) -> None:
    request, recorder = request_for("whole"), Watcher()
    result = train_model.run(request, recorder.context)
    assert isinstance(result, TrainedModel)
    assert (result.steps, result.total_steps, result.finished) == (12, 12, True)
    assert 0 < result.bits_per_byte < 9
    assert {path.name for path in request.folder.iterdir()} == {
        "config.json", "generation_config.json", "model.safetensors", "tokenizer.json", "tokenizer_config.json",
        "vocab.json", "merges.txt", "special_tokens_map.json", "README.md", "training",
    }  # fmt: skip
    assert is_intact(checkpoints_folder(request.folder) / "step-000000012")
    plan = recorder.of(RunPlanned)[0]
    assert (plan.steps, plan.tokens_per_step) == (12, 4 * 32)
    assert [event.step for event in recorder.of(Evaluated)] == [4, 8, 12]
    assert recorder.of(StepDone)[-1].step == 12
    assert all(sample.prompt == "The" for sample in recorder.of(SampleWritten))
    assert [
        r["step"] for r in read_metrics(request.folder / "training/metrics.jsonl") if r["event"] == "step_done"
    ] == [*range(1, 13)]
    stored = read_result(request.folder)
    assert stored is not None
    assert stored.bits_per_byte == result.bits_per_byte


def test_one_final_measurement_of_what_is_saved_ends_the_curve_and_is_the_only_figure_told(
    request_for: Callable[..., TrainModel],
) -> None:
    request, recorder = request_for("final"), Watcher()
    result = train_model.run(request, recorder.context)
    finals = [event for event in recorder.of(Evaluated) if event.final]
    assert finals == recorder.of(Evaluated)[-1:]
    (final,) = finals
    assert (final.step, final.published_step) == (12, result.published_step)
    assert (final.bits_per_byte, final.loss) == (result.bits_per_byte, result.held_out_loss)
    assert f"| Bits per byte | {final.bits_per_byte:.4f} on held-out text |" in (
        request.folder / "README.md"
    ).read_text(encoding="utf-8")
    measured = [r for r in read_metrics(request.folder / "training/metrics.jsonl") if r["event"] == "evaluated"]
    assert [(r["step"], r["final"]) for r in measured] == [(4, False), (8, False), (12, True)]
    assert measured[-1]["bits_per_byte"] == result.bits_per_byte
    opened, dataset = open_artifact(request.folder), request.cache
    tokens = prepare(request.corpus, opened.tokenizer, dataset, JobContext()).held_out
    whole = evaluate(opened.model, tokens, HeldOutRows(tokens.array(), np.arange(0, tokens.tokens - 1, 32), 32), 4)
    assert final.bits_per_byte == pytest.approx(whole.bits_per_byte, rel=1e-4)


def test_a_stopped_run_has_no_final_measurement(request_for: Callable[..., TrainModel]) -> None:
    stopped = stop_at(6)
    assert not train_model.run(request_for("stopped early"), stopped.context).finished
    assert not any(event.final for event in stopped.of(Evaluated))


def test_learning_lowers_the_held_out_loss(request_for: Callable[..., TrainModel]) -> None:
    recorder = Watcher()
    settings = replace(SETTINGS, steps=60, evaluate_every=20, checkpoint_every=60, learning_rate=0.01)
    train_model.run(request_for("learns", settings=settings, shape=replace(SHAPE, dropout=0.0)), recorder.context)
    losses = [event.loss for event in recorder.of(Evaluated)]
    assert losses == sorted(losses, reverse=True)
    assert losses[-1] < 0.7 * losses[0]


@pytest.mark.parametrize("precision", ["float32", "bfloat16"])
@pytest.mark.parametrize("step", [1, 4, 6, 11])
def test_stopped_and_resumed_ends_with_the_same_bytes(
    request_for: Callable[..., TrainModel], tmp_path: Path, precision: str, step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loop, "EVENT_SECONDS", 0.0)
    broken = request_for("broken", settings=replace(SETTINGS, precision=precision, accumulation=2))
    stopped = train_model.run(broken, stop_at(step).context)
    assert (stopped.finished, stopped.steps) == (False, step)
    resumed = train_model.resume(ResumeTraining(broken.folder, broken.cache), JobContext())
    assert resumed.finished
    whole = RepeatTraining(recipe_path(broken.folder), tmp_path / "whole", broken.cache)
    result = train_model.repeat(whole, JobContext())
    assert weights(broken.folder) == weights(whole.folder)
    assert resumed.bits_per_byte == result.bits_per_byte


@pytest.mark.parametrize("done", [0, 5])
def test_a_slow_step_is_left_where_it_is_and_made_again_when_resumed(
    request_for: Callable[..., TrainModel], tmp_path: Path, done: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def note(event: Event, _: JobContext) -> None:
        if isinstance(event, RunPlanned if done == 0 else StepDone) and getattr(event, "step", 0) == done:
            armed.set()

    def collect(self: OneProcess, *, last: bool) -> None:
        usual(self, last=last)
        if armed.is_set() and not last:
            recorder.context.cancel()

    monkeypatch.setattr(loop, "EVENT_SECONDS", 0.0)
    monkeypatch.setattr(update, "SLOW_SECONDS", -1.0)
    usual, armed, recorder = OneProcess.collect, threading.Event(), Watcher(note)
    monkeypatch.setattr(OneProcess, "collect", collect)
    broken = request_for("broken", settings=replace(SETTINGS, accumulation=2))
    stopped = train_model.run(broken, recorder.context)
    assert (stopped.finished, stopped.steps) == (False, done)
    armed.clear()
    train_model.resume(ResumeTraining(broken.folder, broken.cache), JobContext())
    whole = RepeatTraining(recipe_path(broken.folder), tmp_path / "whole", broken.cache)
    train_model.repeat(whole, JobContext())
    assert weights(broken.folder) == weights(whole.folder)


def test_a_recipe_run_again_gives_the_same_model(request_for: Callable[..., TrainModel], tmp_path: Path) -> None:
    request = request_for("original")
    train_model.run(request, JobContext())
    again = RepeatTraining(recipe_path(request.folder), tmp_path / "again", request.cache)
    train_model.repeat(again, JobContext())
    assert weights(again.folder) == weights(request.folder)


def test_a_recipe_of_another_length_keeps_the_other_settings(
    request_for: Callable[..., TrainModel], text: Path, tmp_path: Path
) -> None:
    request = request_for("original", settings=replace(SETTINGS, learning_rate=0.007))
    train_model.run(request, JobContext())
    moved = tmp_path / "moved.txt"
    moved.write_bytes(text.read_bytes())
    again = RepeatTraining(
        recipe_path(request.folder), tmp_path / "longer", request.cache, Corpus("moved", (str(moved),)), {"steps": 3}
    )
    assert train_model.repeat(again, JobContext()).total_steps == 3
    kept = read_recipe(recipe_path(again.folder))
    assert (kept.settings.learning_rate, kept.shape, kept.corpus.name) == (0.007, SHAPE, "moved")
    assert (again.folder / "tokenizer.json").read_bytes() == (request.folder / "tokenizer.json").read_bytes()


def test_pausing_reports_and_changes_nothing(request_for: Callable[..., TrainModel], tmp_path: Path) -> None:
    def pause_once(event: Event, context: JobContext) -> None:
        if isinstance(event, Evaluated) and event.step == 4:
            context.pause()
        if isinstance(event, Paused):
            context.resume()

    request, recorder = request_for("paused"), Watcher(pause_once)
    train_model.run(request, recorder.context)
    assert [event.step for event in recorder.of(Paused)] == [event.step for event in recorder.of(Resumed)] == [4]
    again = RepeatTraining(recipe_path(request.folder), tmp_path / "unpaused", request.cache)
    train_model.repeat(again, JobContext())
    assert weights(again.folder) == weights(request.folder)


def test_stopping_before_the_first_step_leaves_nothing(request_for: Callable[..., TrainModel]) -> None:
    request = request_for("cancelled")
    recorder = Watcher(lambda event, context: context.cancel())
    with pytest.raises(JobCancelled):
        train_model.run(request, recorder.context)
    assert not request.folder.exists()


def test_stopping_while_pairs_are_counted_leaves_nothing_of_a_new_run_and_an_old_one_as_it_was(
    request_for: Callable[..., TrainModel],
) -> None:
    def stop(event: Event, context: JobContext) -> None:
        if isinstance(event, Progress) and event.what.key == "training.counting":
            context.cancel()

    request = request_for("counted", shape=replace(SHAPE, tied=False))
    with pytest.raises(JobCancelled):
        train_model.run(request, Watcher(stop).context)
    assert not request.folder.exists()

    train_model.run(request, stop_at(1).context)
    shutil.rmtree(checkpoints_folder(request.folder))
    with pytest.raises(JobCancelled):
        train_model.resume(ResumeTraining(request.folder, request.cache), Watcher(stop).context)
    assert train_model.resume(ResumeTraining(request.folder, request.cache), JobContext()).finished


def test_fine_tuning_starts_from_the_base_and_keeps_its_tokenizer(request_for: Callable[..., TrainModel]) -> None:
    base = request_for("base", settings=replace(SETTINGS, steps=40, learning_rate=0.01))
    train_model.run(base, JobContext())
    tuned = request_for("tuned", base=base.folder, tokenizer=None, shape=None)
    recorder = Watcher()
    train_model.run(tuned, recorder.context)
    assert (tuned.folder / "tokenizer.json").read_bytes() == (base.folder / "tokenizer.json").read_bytes()
    scratch = Watcher()
    train_model.run(request_for("scratch"), scratch.context)
    assert recorder.of(Evaluated)[0].loss < scratch.of(Evaluated)[0].loss - 0.3


def test_conversations_are_laid_out_by_the_template_that_the_folder_keeps(
    request_for: Callable[..., TrainModel], tmp_path: Path
) -> None:
    base = request_for("base", settings=replace(SETTINGS, steps=1))
    train_model.run(base, JobContext())
    template = "{% for m in messages %}[{{ m.role }}] {{ m.content }}{{ eos_token }}{% endfor %}"
    (base.folder / "chat_template.jinja").write_text(template)
    (base.folder / "generation_config.json").write_text('{"eos_token_id": [0, 1], "temperature": 0.6}')
    (base.folder / "LICENSE").write_text("Do as you like.")
    chats = tmp_path / "chats.jsonl"
    pairs = [{"prompt": f"How many is {n}?", "completion": f"It is {n}."} for n in range(300)]
    lines = [
        {"messages": [{"role": "user", "content": p["prompt"]}, {"role": "assistant", "content": p["completion"]}]}
        for p in pairs
    ]
    chats.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    tuned = request_for("tuned", corpus=Corpus("chats", (str(chats),)), base=base.folder, tokenizer=None, shape=None)
    train_model.run(tuned, stop_at(5).context)
    assert train_model.resume(ResumeTraining(tuned.folder, tuned.cache), JobContext()).finished
    for name in ("chat_template.jinja", "generation_config.json", "LICENSE", "tokenizer_config.json"):
        assert (tuned.folder / name).read_bytes() == (base.folder / name).read_bytes()
    (encoded,) = (path for path in tuned.cache.glob("*/train.u16") if b"How many" in _decoded(path, tuned.folder))
    assert b"[user] How many is 7?<|endoftext|>[assistant] It is 7.<|endoftext|>" in _decoded(encoded, tuned.folder)
    again = train_model.repeat(
        RepeatTraining(recipe_path(tuned.folder), tmp_path / "models" / "again", tuned.cache), JobContext()
    )
    assert weights(again.folder) == weights(tuned.folder)
    assert (again.folder / "LICENSE").exists()


def _decoded(tokens: Path, folder: Path) -> bytes:
    ids = np.fromfile(tokens, "<u2").tolist()
    return load_tokenizer(folder).decode(ids).encode()


@pytest.mark.parametrize("step", [None, 1])
def test_a_base_whose_files_are_links_is_trained_repeated_and_resumed_once_links_may_be_followed(
    request_for: Callable[..., TrainModel], tmp_path: Path, step: int | None
) -> None:
    base = request_for("base", settings=replace(SETTINGS, steps=1))
    train_model.run(base, JobContext())
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    for name in ("tokenizer.json", "tokenizer_config.json", "model.safetensors"):
        (base.folder / name).rename(elsewhere / name)
        (base.folder / name).symlink_to(elsewhere / name)
    tuned = request_for("tuned", base=base.folder, base_step=step, tokenizer=None, shape=None)
    with pytest.raises(StudioError, match="link"):
        train_model.run(tuned, JobContext())
    assert not tuned.folder.exists()
    assert not train_model.run(replace(tuned, follow_links=True), stop_at(5).context).finished
    train_model.resume(ResumeTraining(tuned.folder, tuned.cache, follow_links=True), JobContext())
    again = RepeatTraining(recipe_path(tuned.folder), tmp_path / "models" / "again", tuned.cache, follow_links=True)
    train_model.repeat(again, JobContext())
    assert weights(again.folder) == weights(tuned.folder)
    assert (tuned.folder / "tokenizer.json").read_bytes() == (elsewhere / "tokenizer.json").read_bytes()


def test_a_corpus_of_conversations_gives_a_chat_template_and_resumes(
    request_for: Callable[..., TrainModel], text: Path, tmp_path: Path
) -> None:
    chats = tmp_path / "chats.jsonl"
    lines = [
        {
            "messages": [
                {"role": "user", "content": f"How many is {n}?"},
                {"role": "assistant", "content": f"It is {n}."},
            ]
        }
        for n in range(300)
    ]
    chats.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    request = request_for("chatty", corpus=Corpus("both", (str(text), str(chats))))
    train_model.run(request, stop_at(5).context)
    assert (request.folder / "chat_template.jinja").exists()
    generation = json.loads((request.folder / "generation_config.json").read_text())
    assert len(generation["eos_token_id"]) == 2
    assert train_model.resume(ResumeTraining(request.folder, request.cache), JobContext()).finished


def test_without_a_tokenizer_one_is_trained_on_the_corpus(request_for: Callable[..., TrainModel]) -> None:
    request = request_for("own", tokenizer=None)
    train_model.run(request, JobContext())
    assert json.loads((request.folder / "config.json").read_text())["vocab_size"] == 414


def test_a_folder_that_holds_a_model_is_not_overwritten(request_for: Callable[..., TrainModel]) -> None:
    request = request_for("taken")
    train_model.run(request, JobContext())
    before = weights(request.folder)
    with pytest.raises(StudioError, match="already holds a model"):
        train_model.run(request, JobContext())
    assert weights(request.folder) == before


def test_a_second_writer_is_refused_and_told_who_holds_the_folder(request_for: Callable[..., TrainModel]) -> None:
    request = request_for("held")
    train_model.run(request, stop_at(4).context)
    with FolderLock(request.folder), pytest.raises(StudioError, match="process"):
        train_model.resume(ResumeTraining(request.folder, request.cache), JobContext())


def test_the_slower_of_two_new_runs_leaves_the_folder_to_the_faster(
    request_for: Callable[..., TrainModel], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both found no folder; then one has it and the other is refused."""
    request = request_for("raced")
    faster = FolderLock(request.folder)

    class Slower(FolderLock):
        def __enter__(self) -> FolderLock:
            faster.__enter__()
            return super().__enter__()

    monkeypatch.setattr(train_model, "FolderLock", Slower)
    with pytest.raises(StudioError, match="process"):
        train_model.run(request, JobContext())
    assert faster.is_held()
    faster.__exit__()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere every name is text")
def test_a_text_and_a_model_whose_names_are_not_utf_8(
    request_for: Callable[..., TrainModel], text: Path, tmp_path: Path
) -> None:
    """As on disks of twenty years ago."""
    old = tmp_path / os.fsdecode(b"espa\xf1ol.txt")
    old.write_bytes(text.read_bytes())
    request = request_for(os.fsdecode(b"a\xf1os"), corpus=Corpus("old", (str(old),)))
    train_model.run(request, stop_at(4).context)
    assert train_model.resume(ResumeTraining(request.folder, request.cache), JobContext()).finished
    assert "espa?ol.txt" in (request.folder / "README.md").read_text(encoding="utf-8")


def test_a_changed_text_refuses_to_resume(request_for: Callable[..., TrainModel], text: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.txt"
    copy.write_bytes(text.read_bytes())
    request = request_for("changed", corpus=Corpus("copy", (str(copy),)))
    train_model.run(request, stop_at(4).context)
    copy.write_text(copy.read_text() + "\nThe end.")
    with pytest.raises(StudioError, match="texts of this run changed"):
        train_model.resume(ResumeTraining(request.folder, request.cache), JobContext())


def test_a_finished_run_cannot_be_resumed(request_for: Callable[..., TrainModel]) -> None:
    request = request_for("done")
    train_model.run(request, JobContext())
    with pytest.raises(StudioError, match="already reached its last step"):
        train_model.resume(ResumeTraining(request.folder, request.cache), JobContext())


def test_a_run_killed_before_its_first_checkpoint_begins_again(request_for: Callable[..., TrainModel]) -> None:
    class Killed(BaseException):
        pass

    def die(event: Event, context: JobContext) -> None:
        if isinstance(event, StepDone) and event.step >= 1:
            raise Killed

    request = request_for("killed")
    with pytest.raises(Killed):
        train_model.run(request, Watcher(die).context)
    assert newest_checkpoint(request.folder) is None
    assert train_model.resume(ResumeTraining(request.folder, request.cache), JobContext()).finished


def test_a_corpus_shorter_than_one_context_is_a_sentence(
    request_for: Callable[..., TrainModel], tmp_path: Path
) -> None:
    short = tmp_path / "short.txt"
    short.write_text("Too short.")
    request = request_for("short", corpus=Corpus("short", (str(short),)))
    with pytest.raises(StudioError, match="context"):
        train_model.run(request, JobContext())
    assert not request.folder.exists()


def test_too_little_memory_is_said_before_the_start(request_for: Callable[..., TrainModel]) -> None:
    shape = ModelShape(layers=48, heads=32, hidden_size=8192, context_length=4096)
    request = request_for("huge", shape=shape, settings=replace(SETTINGS, batch_size=64))
    with pytest.raises(StudioError, match="GB of memory"):
        train_model.run(request, JobContext())
    assert not request.folder.exists()


def test_the_best_weights_are_published_when_the_run_learns_its_text_by_heart(
    request_for: Callable[..., TrainModel], tmp_path: Path
) -> None:
    small = tmp_path / "small.txt"
    chance = random.Random(0)
    small.write_text(" ".join(f"{chance.randrange(10**6):x}" for _ in range(400)))
    settings = replace(
        SETTINGS,
        steps=300,
        evaluate_every=20,
        checkpoint_every=20,
        learning_rate=0.02,
        final_rate=1.0,
        weight_decay=0.0,
    )
    request = request_for(
        "overfit", corpus=Corpus("small", (str(small),)), settings=settings, shape=replace(SHAPE, dropout=0.0)
    )
    recorder = Watcher()
    result = train_model.run(request, recorder.context)
    *_, final = recorder.of(Evaluated)
    curve = {event.step: event.bits_per_byte for event in recorder.of(Evaluated) if not event.final}
    assert (final.step, final.published_step) == (300, result.published_step)
    assert result.published_step == min(curve, key=curve.__getitem__)
    assert result.published_step < 300
    before, last = recorder.of(SampleWritten)[-2:]
    assert before.step == last.step == 300, "the folder's own weights wrote the last sample"
    assert before.elapsed < last.elapsed
    assert result.bits_per_byte == pytest.approx(min(curve.values()), rel=0.02)
