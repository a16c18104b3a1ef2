"""Going on from a model of which only a part learns: its last layers, or all but its embeddings."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import tomli_w
import torch
from tiny_run import SHAPE, TinyRuns, Watcher, outcome

from gpt_studio.artifacts.safetensors_data import read_tensors
from gpt_studio.core.errors import FieldError, StudioError
from gpt_studio.core.events import Event
from gpt_studio.core.job import JobContext
from gpt_studio.jobs.training import forecast_training, plan_training, train_model
from gpt_studio.jobs.training.forecast_training import ForecastTraining
from gpt_studio.jobs.training.plan_training import PlanTraining
from gpt_studio.jobs.training.train_model import RepeatTraining, ResumeTraining, TrainModel
from gpt_studio.training.events import StepDone
from gpt_studio.training.planning import memory
from gpt_studio.training.run import update
from gpt_studio.training.settings import AUTO, FULL, LORA
from gpt_studio.training.store.recipe import read_recipe, recipe_path

LAYERS = 3
WAYS: dict[str, dict[str, Any]] = {
    "last layers": {"method": FULL, "last_layers": 2},
    "last layers in bfloat16": {"method": FULL, "last_layers": 1, "precision": "bfloat16"},
    "all but embeddings": {"method": FULL, "learn_embeddings": False},
    "adapter of the last layer": {"method": LORA, "lora_rank": 2, "lora_dropout": 0.1, "last_layers": 1},
}


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> TinyRuns:
    return TinyRuns(tmp_path_factory.mktemp("parts")).prepare()


@pytest.fixture(scope="module")
def base(runs: TinyRuns) -> Path:
    request = replace(runs.request(runs.root / "base", steps=2), shape=replace(SHAPE, layers=LAYERS))
    train_model.run(request, JobContext())
    return request.folder


@pytest.fixture
def request_for(runs: TinyRuns, base: Path, tmp_path: Path) -> Callable[..., TrainModel]:
    def build(name: str, **settings: Any) -> TrainModel:
        request = runs.request(tmp_path / name, **{"early_stopping": 0} | settings)
        return replace(request, base=base, tokenizer=None, shape=None)

    return build


def stop_at(step: int) -> Watcher:
    def act(event: Event, context: JobContext) -> None:
        if isinstance(event, StepDone) and event.step >= step:
            context.cancel()

    return Watcher(act)


@pytest.mark.parametrize("way", WAYS)
def test_stopped_and_resumed_or_repeated_it_ends_with_equal_bytes(
    way: str, request_for: Callable[..., TrainModel], monkeypatch: pytest.MonkeyPatch
) -> None:
    # Runs are compared, so the machine's speed must not choose the way of each.
    monkeypatch.setattr(memory, "attention_paths", lambda device: ("sdpa",))
    # Every update counts as slow, so that a stop is heard within one.
    monkeypatch.setattr(update, "SLOW_SECONDS", 0.0)
    whole, parted = (request_for(name, **WAYS[way]) for name in ("whole", "parted"))
    train_model.run(whole, JobContext())
    assert not train_model.run(parted, stop_at(5).context).finished
    assert train_model.resume(ResumeTraining(parted.folder, parted.cache), JobContext()).finished
    again = RepeatTraining(recipe_path(whole.folder), whole.folder.with_name("again"), whole.cache)
    train_model.repeat(again, JobContext())
    expected = outcome(whole.folder, 12)
    assert outcome(parted.folder, 12) == expected
    assert outcome(again.folder, 12) == expected


@pytest.mark.parametrize("way", ["last layers", "last layers in bfloat16", "all but embeddings"])
def test_the_rest_is_written_as_it_was_bit_by_bit(way: str, request_for: Callable[..., TrainModel], base: Path) -> None:
    request, watcher = request_for("tuned", **WAYS[way]), Watcher()
    train_model.run(request, watcher.context)
    before, after = (read_tensors(folder / "model.safetensors") for folder in (base, request.folder))
    changed = {name for name in before if not torch.equal(before[name], after[name])}
    fixed = before.keys() - changed
    if "last_layers" in WAYS[way]:
        last = WAYS[way]["last_layers"]
        learning = tuple(f"model.layers.{place}." for place in range(LAYERS - last, LAYERS))
        assert changed == {name for name in before if name.startswith((*learning, "model.norm.", "lm_head."))}
        (said,) = watcher.said("training.part_last_layers")
        assert f"Only the last {last} of {LAYERS} layers" in said
    else:
        assert fixed == {"model.embed_tokens.weight"}
        (said,) = watcher.said("training.part_embeddings")
    count, whole = sum(before[name].numel() for name in changed), sum(map(torch.numel, before.values()))
    assert f"{count:,} of {whole:,} parameters" in said
    checkpoint = request.folder / "training" / "checkpoints" / "step-000000012"
    names = {name.removeprefix("model.") for name in before}
    assert read_tensors(checkpoint / "model.safetensors").keys() == names
    remembered = {key.rpartition("/")[0] for key in read_tensors(checkpoint / "optimizer.safetensors")}
    assert remembered == {name.removeprefix("model.") for name in changed}


def test_an_adapter_of_the_last_layers_holds_these_alone(request_for: Callable[..., TrainModel]) -> None:
    request, watcher = request_for("adapter", **WAYS["adapter of the last layer"]), Watcher()
    train_model.run(request, watcher.context)
    tensors = read_tensors(request.folder / "adapter_model.safetensors")
    assert {name.partition(".layers.")[2][:2] for name in tensors} == {f"{LAYERS - 1}."}
    (said,) = watcher.said("training.part_adapted")
    assert f"Only the last 1 of {LAYERS} layers gets an adapter" in said
    assert f"{sum(map(torch.numel, tensors.values())):,} numbers" in said


@pytest.mark.parametrize(("field", "value"), [("last_layers", 1), ("learn_embeddings", False)])
def test_a_new_model_learns_as_a_whole(field: str, value: Any, runs: TinyRuns, tmp_path: Path) -> None:
    request = runs.request(tmp_path / "new", **{field: value})
    with pytest.raises(FieldError) as caught:
        train_model.run(request, JobContext())
    assert caught.value.field == field
    with pytest.raises(FieldError) as caught:
        forecast_training.run(ForecastTraining(request.settings, request.corpus, shape=SHAPE), JobContext())
    assert caught.value.field == field
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("method", [FULL, LORA, AUTO])
def test_more_layers_than_the_model_has_are_refused_with_their_number(
    method: str, request_for: Callable[..., TrainModel], base: Path
) -> None:
    request = request_for("many", method=method, last_layers=LAYERS + 1)
    ahead = ForecastTraining(request.settings, request.corpus, base=base)
    for begin in (
        lambda: train_model.run(request, JobContext()),
        lambda: forecast_training.run(ahead, JobContext()),
    ):
        with pytest.raises(FieldError, match=f"has {LAYERS} layers.*at most {LAYERS}") as caught:
            begin()
        assert caught.value.field == "last_layers"
    assert not request.folder.exists()
    (problem,) = plan_training.run(PlanTraining(request.settings, base=base), JobContext()).problems
    assert problem.name == "last_layers"
    whole = replace(request, settings=replace(request.settings, last_layers=LAYERS, steps=1))
    assert train_model.run(whole, JobContext()).finished


def test_plan_and_forecast_know_which_part_learns(request_for: Callable[..., TrainModel], base: Path) -> None:
    request = request_for("ahead", method=FULL, last_layers=1)
    ahead = forecast_training.run(ForecastTraining(request.settings, request.corpus, base=base), JobContext())
    assert any(f"last 1 of {LAYERS} layers" in str(hint) for hint in ahead.hints)
    for method in (FULL, LORA):
        settings = replace(request.settings, method=method, tuning_context=64)
        part, whole = (
            plan_training.run(PlanTraining(each, base=base), JobContext())
            for each in (settings, replace(settings, last_layers=None))
        )
        assert part.disk_bytes < whole.disk_bytes
        assert part.memory_bytes < whole.memory_bytes
        assert not part.problems


def test_a_recipe_of_before_is_read_and_its_model_learns_as_a_whole(
    request_for: Callable[..., TrainModel], tmp_path: Path
) -> None:
    request = request_for("old", method=FULL, steps=1)
    train_model.run(request, JobContext())
    path = recipe_path(request.folder)
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    assert "last_layers" not in content["settings"]
    del content["settings"]["learn_embeddings"]
    old = tmp_path / "old.toml"
    old.write_text(tomli_w.dumps(content), encoding="utf-8")
    assert read_recipe(old) == read_recipe(path)
    assert (read_recipe(old).settings.last_layers, read_recipe(old).settings.learn_embeddings) == (None, True)
    part = request_for("part", method=FULL, steps=1, last_layers=2)
    train_model.run(part, JobContext())
    assert read_recipe(recipe_path(part.folder)).settings.last_layers == 2


def test_a_run_whose_recipe_was_changed_to_another_part_is_not_resumed(request_for: Callable[..., TrainModel]) -> None:
    request = request_for("changed", method=FULL)
    assert not train_model.run(request, stop_at(5).context).finished
    path = recipe_path(request.folder)
    path.write_text(path.read_text(encoding="utf-8").replace("learn_embeddings = true", "learn_embeddings = false"))
    with pytest.raises(StudioError) as caught:
        train_model.resume(ResumeTraining(request.folder, request.cache), JobContext())
    assert caught.value.message.key == "checkpoint.other_model"
