"""Runs with a compiled model and runs that do not fit into memory end with the same bytes however often they are
stopped."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import load_file
from tiny_run import SETTINGS, SHAPE, TinyRuns, Watcher, outcome
from torch import Tensor

from gpt_studio.core.errors import StudioError
from gpt_studio.core.events import Event
from gpt_studio.core.job import JobContext
from gpt_studio.jobs.training import train_model
from gpt_studio.jobs.training.train_model import RepeatTraining, ResumeTraining
from gpt_studio.models.contract import LanguageModel
from gpt_studio.models.registry import family
from gpt_studio.training.events import RunPlanned, StepDone
from gpt_studio.training.learning import compilation
from gpt_studio.training.learning.compilation import obstacle
from gpt_studio.training.parallel.placement import OneProcess
from gpt_studio.training.planning import decide, trial
from gpt_studio.training.planning.memory import memory_need
from gpt_studio.training.run import assembly, loop, session
from gpt_studio.training.store.recipe import read_recipe, recipe_path

PROBLEM = obstacle(torch.device("cpu"))
needs_compiler = pytest.mark.skipif(PROBLEM is not None, reason=str(PROBLEM))


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> TinyRuns:
    return TinyRuns(tmp_path_factory.mktemp("tiny")).prepare()


@pytest.fixture(autouse=True)
def apart(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(loop, "EVENT_SECONDS", 0.0)
    monkeypatch.setenv("TORCHINDUCTOR_CACHE_DIR", str(tmp_path / "compiled"))


def stopped_at(step: int) -> Watcher:
    def act(event: Event, context: JobContext) -> None:
        if isinstance(event, StepDone) and event.step == step:
            context.cancel()

    return Watcher(act)


@needs_compiler
@pytest.mark.timeout(1800)  # The C++ compiler takes some 20 seconds, beside other work ten times as many.
@pytest.mark.filterwarnings("ignore")  # PyTorch's compiler does what PyTorch warns of.
def test_a_compiled_run_ends_with_the_same_bytes_after_a_stop(runs: TinyRuns, tmp_path: Path) -> None:
    watcher = Watcher()
    whole, broken = tmp_path / "whole", tmp_path / "broken"
    train_model.run(runs.request(whole, compile="on"), watcher.context)
    assert watcher.said("training.compiled")
    assert [event.compiled for event in watcher.of(RunPlanned)] == [True]
    assert read_recipe(recipe_path(whole)).resolved.compiled
    train_model.repeat(RepeatTraining(recipe_path(whole), broken, runs.cache), stopped_at(6).context)
    torch.compiler.reset()
    watcher = Watcher()
    train_model.resume(ResumeTraining(broken, runs.cache), watcher.context)
    assert watcher.said("training.plan_compiled")
    assert outcome(broken, 12) == outcome(whole, 12)
    names = list(load_file(whole / "model.safetensors"))
    assert "model.layers.0.input_layernorm.weight" in names
    assert not [name for name in names if "_orig_mod" in name]


@needs_compiler
@pytest.mark.timeout(1800)
@pytest.mark.filterwarnings("ignore")
def test_a_part_learns_compiled_what_it_learns_otherwise(runs: TinyRuns, tmp_path: Path) -> None:
    base = replace(
        runs.request(tmp_path / "base", steps=2), shape=replace(SHAPE, model_type="gpt2", layers=3, dropout=0.0)
    )
    train_model.run(base, JobContext())
    losses = []
    for compiled in ("on", "off"):
        part = runs.request(tmp_path / compiled, method="full", last_layers=1, compile=compiled, steps=4)
        watcher = Watcher()
        train_model.run(replace(part, base=base.folder, tokenizer=None, shape=None), watcher.context)
        losses.append([event.loss for event in watcher.of(StepDone)])
        assert watcher.of(RunPlanned)[0].compiled is (compiled == "on")
    assert losses[0] == pytest.approx(losses[1], rel=1e-4)


@pytest.fixture
def broken_compiler(monkeypatch: pytest.MonkeyPatch) -> None:
    """A compiler that is found but fails at the first training step."""

    def compile_layers(model: LanguageModel) -> None:
        def forward(*_: object) -> None:
            raise RuntimeError("C++ compile error\n\nCommand:\ng++ ...")

        model.layers[0].forward = forward  # type: ignore[index, union-attr]

    monkeypatch.setattr(assembly, "compile_layers", compile_layers)
    monkeypatch.setattr(compilation, "obstacle", lambda device, alone=True: None)


def test_a_compiler_that_fails_at_longer_stretches_is_known_before_the_first_step(
    runs: TinyRuns, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def compile_layers(model: LanguageModel) -> None:
        plain = model.layers[0].forward  # type: ignore[index, union-attr]

        def forward(hidden: Tensor, *given: object) -> object:
            if hidden.shape[1] == SHAPE.context_length:
                raise RuntimeError("C++ compile error")
            return plain(hidden, *given)

        model.layers[0].forward = forward  # type: ignore[index, union-attr]

    monkeypatch.setattr(assembly, "compile_layers", compile_layers)
    monkeypatch.setattr(compilation, "obstacle", lambda device, alone=True: None)
    with pytest.raises(StudioError, match="choose auto or off for compile"):
        train_model.run(runs.request(tmp_path / "model", compile="on"), JobContext())


@pytest.mark.usefixtures("broken_compiler")
def test_a_compiler_that_fails_is_named_where_it_was_wanted(runs: TinyRuns, tmp_path: Path) -> None:
    with pytest.raises(StudioError, match=r"because C\+\+ compile error: choose auto or off for compile"):
        train_model.run(runs.request(tmp_path / "model", compile="on"), JobContext())
    assert not (tmp_path / "model").exists()


@pytest.mark.usefixtures("broken_compiler")
def test_where_nobody_asked_for_it_a_run_goes_without_a_compiler_that_fails(
    runs: TinyRuns, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compilation, "ON_BY_ITSELF", {"cpu"})
    watcher = Watcher()
    assert train_model.run(runs.request(tmp_path / "model"), watcher.context).finished
    assert watcher.said("training.compiling_failed")
    assert [event.compiled for event in watcher.of(RunPlanned)] == [False]


@pytest.fixture
def cramped(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """A function that makes memory scarce: six passes after its call there is room for one sequence only."""
    whole, left = OneProcess.loss, [math.inf]

    def loss(self: OneProcess, inputs: Tensor, targets: Tensor, starts: Tensor | None = None) -> Tensor:
        left[0] -= 1
        if left[0] < 0 and inputs.numel() > SHAPE.context_length:
            raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB.")
        return whole(self, inputs, targets, starts)

    monkeypatch.setattr(OneProcess, "loss", loss)

    def begin() -> None:
        left[0] = 6

    return begin


def test_a_run_whose_memory_runs_out_goes_on_in_smaller_parts_for_good(
    runs: TinyRuns, tmp_path: Path, cramped: Callable[[], None]
) -> None:
    whole = tmp_path / "whole"

    def begins(event: Event, _: JobContext) -> None:
        if isinstance(event, RunPlanned):
            cramped()

    watcher = Watcher(begins)
    train_model.run(runs.request(whole, steps=16), watcher.context)
    assert [event.micro_batch for event in watcher.of(RunPlanned)] == [2]
    (said,) = watcher.said("training.smaller_parts")
    assert "micro-batches of 1." in said
    resolved = read_recipe(recipe_path(whole)).resolved
    assert resolved.micro_batch == 1
    # Repeated from its recipe it is in small parts from the beginning, and stopped or not the same.
    folders = [tmp_path / name for name in ("again", "broken")]
    train_model.repeat(RepeatTraining(recipe_path(whole), folders[0], runs.cache), JobContext())
    train_model.repeat(RepeatTraining(recipe_path(whole), folders[1], runs.cache), stopped_at(9).context)
    train_model.resume(ResumeTraining(folders[1], runs.cache), JobContext())
    assert outcome(folders[0], 16) == outcome(folders[1], 16)


def test_a_micro_batch_that_was_chosen_is_kept_and_learns_what_the_batch_would(runs: TinyRuns, tmp_path: Path) -> None:
    losses = []
    for name, chosen in (("whole", None), ("parts", 1)):
        request = runs.request(tmp_path / name, micro_batch=chosen)
        request = replace(request, shape=replace(request.shape, dropout=0.0))
        losses.append(train_model.run(request, JobContext()).held_out_loss)
        assert read_recipe(recipe_path(request.folder)).resolved.micro_batch == (chosen or 2)
    assert losses[0] == pytest.approx(losses[1], rel=1e-5)


def test_a_batch_for_which_there_is_no_room_goes_through_the_model_in_parts(
    runs: TinyRuns, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = family(SHAPE.model_type).from_shape(SHAPE, 280)
    room = memory_need(config, replace(SETTINGS, micro_batch=1)).total
    monkeypatch.setattr(decide, "available_memory", lambda device: room)
    watcher = Watcher()
    assert train_model.run(runs.request(tmp_path / "model"), watcher.context).finished
    assert [event.micro_batch for event in watcher.of(RunPlanned)] == [1]
    assert "in micro-batches of 1" in watcher.said("training.plan")[0]


def test_what_is_resumed_or_repeated_fits_into_the_memory_that_is_there_now(
    runs: TinyRuns, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "model"
    train_model.run(runs.request(folder), stopped_at(6).context)
    config = family(SHAPE.model_type).from_shape(SHAPE, 280)
    room = memory_need(config, replace(SETTINGS, micro_batch=1)).total
    resume = ResumeTraining(folder, runs.cache)
    repeat = RepeatTraining(recipe_path(folder), tmp_path / "again", runs.cache)
    monkeypatch.setattr(decide, "available_memory", lambda device: 1000)
    for again, request in ((train_model.resume, resume), (train_model.repeat, repeat)):
        with pytest.raises(StudioError, match="no micro-batch would make it fit"):
            again(request, JobContext())  # type: ignore[arg-type]
    monkeypatch.setattr(decide, "available_memory", lambda device: room)
    for again, request in ((train_model.resume, resume), (train_model.repeat, repeat)):
        watcher = Watcher()
        assert again(request, watcher.context).finished  # type: ignore[arg-type]
        assert [event.micro_batch for event in watcher.of(RunPlanned)] == [1]
        assert "in micro-batches of 1 instead of 2" in watcher.said("training.less_memory")[0]


@pytest.mark.parametrize(("worth_changing", "micro_batch"), [(1e9, 1), (0.0, 2)])
def test_halves_are_taken_where_they_are_measured_to_be_faster(
    runs: TinyRuns, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, worth_changing: float, micro_batch: int
) -> None:
    monkeypatch.setattr(trial, "HALVES_SHARE", 1.0)
    monkeypatch.setattr(trial, "WORTH_CHANGING", worth_changing)
    train_model.run(runs.request(tmp_path / "model"), JobContext())
    assert read_recipe(recipe_path(tmp_path / "model")).resolved.micro_batch == micro_batch


def test_what_is_held_out_is_measured_in_stretches_as_long_as_those_that_are_read(
    runs: TinyRuns, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of longer ones a model knows nothing yet: it would look as if it had begun to learn its text by heart."""
    evaluate, read, measured = session.evaluate, [0], []

    def measuring(model, held_out, rows, batch_size, *rest):  # type: ignore[no-untyped-def]
        measured.append((read[0], rows.context_length, batch_size))
        return evaluate(model, held_out, rows, batch_size, *rest)

    loss = OneProcess.loss

    def reading(self: OneProcess, inputs: Tensor, targets: Tensor, starts: Tensor | None = None) -> Tensor:
        read[0] = inputs.shape[1]
        return loss(self, inputs, targets, starts)

    monkeypatch.setattr(session, "evaluate", measuring)
    monkeypatch.setattr(OneProcess, "loss", reading)
    train_model.run(runs.request(tmp_path / "model"), JobContext())
    whole = SHAPE.context_length
    assert measured[:2] == [(whole // 2, whole // 2, 4)] * 2
    assert {tuple(each) for each in measured[2:]} == {(whole, whole, 2)}


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[LanguageModel]:
    """The models whose first weights were counted."""
    models: list[LanguageModel] = []
    count = assembly.start_from_pairs

    def counting(model: LanguageModel, *given: Any) -> None:
        models.append(model)
        count(model, *given)

    monkeypatch.setattr(assembly, "start_from_pairs", counting)
    return models


@pytest.mark.parametrize("tied", [True, False])
def test_a_model_with_an_output_layer_of_its_own_begins_with_counted_pairs(
    runs: TinyRuns, tmp_path: Path, counted: list[LanguageModel], tied: bool
) -> None:
    watcher = Watcher()
    request = replace(runs.request(tmp_path / "model", steps=1), shape=replace(SHAPE, hidden_size=32, tied=tied))
    train_model.run(request, watcher.context)
    assert len(counted) == (not tied)
    knows_nothing = math.log(280)
    first = watcher.of(StepDone)[0].loss
    assert first > 0.95 * knows_nothing if tied else first < 0.7 * knows_nothing


def test_what_is_resumed_or_goes_on_from_a_model_is_not_counted_again(
    runs: TinyRuns, tmp_path: Path, counted: list[LanguageModel]
) -> None:
    first = tmp_path / "first"
    train_model.run(runs.request(first), stopped_at(6).context)
    assert len(counted) == 1
    train_model.resume(ResumeTraining(first, runs.cache), JobContext())
    second = replace(runs.request(tmp_path / "second"), tokenizer=None, shape=None, base=first)
    train_model.run(second, JobContext())
    assert len(counted) == 1
