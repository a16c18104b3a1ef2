"""One update, as a whole or in micro-batches, and what happens when memory runs out."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor

from gpt_studio.core.job import JobCancelled, JobContext
from gpt_studio.dataset.batches import Batches
from gpt_studio.hardware.cancellable import Cancellable
from gpt_studio.models.build import new_model
from gpt_studio.models.registry import family
from gpt_studio.models.shape import ModelShape
from gpt_studio.models.traits import FROM_SCRATCH
from gpt_studio.training.execution_plan import ExecutionPlan
from gpt_studio.training.learning.optimizer import MasterOptimizer
from gpt_studio.training.parallel.distributed import Team
from gpt_studio.training.parallel.placement import OneProcess
from gpt_studio.training.run.feed import Feed
from gpt_studio.training.run.out_of_memory import OutOfMemory
from gpt_studio.training.run.update import Updater
from gpt_studio.training.settings import TrainingSettings

LENGTH, ROWS = 16, 12
TOKENS = np.random.default_rng(0).integers(100, size=2_000, dtype=np.uint16)
SHAPE = ModelShape(layers=2, heads=2, hidden_size=8, context_length=LENGTH)


class Cramped(OneProcess):
    """A model with memory for ``room`` sequences at a time, from the first pass on or from a later one."""

    room = ROWS
    passes_before = 0

    def loss(self, inputs: Tensor, targets: Tensor, starts: Tensor | None = None) -> Tensor:
        self.passes_before -= 1
        if self.passes_before < 0 and len(inputs) > self.room:
            raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB.")
        return super().loss(inputs, targets, starts)


class Looks(JobContext):
    """A context that counts the checks for cancelling, and is cancelled at the given one."""

    def __init__(self, cancelled_at: int = 0) -> None:
        super().__init__()
        self.count = 0
        self._cancelled_at = cancelled_at

    def raise_if_cancelled(self) -> None:
        self.count += 1
        if self.count == self._cancelled_at:
            self.cancel()
        super().raise_if_cancelled()


def updater(precision: torch.dtype = torch.float32, **settings: Any) -> tuple[Updater[ExecutionPlan], Cramped]:
    micro_batch = settings.pop("micro_batch", 0)
    model_type, context = settings.pop("model_type", "qwen3"), settings.pop("context", None)
    compiled = settings.pop("compiled", False)
    chosen = TrainingSettings(**({"batch_size": ROWS, "optimizer": "adamw"} | settings))
    shape = replace(SHAPE, model_type=model_type)
    model = new_model(family(model_type).from_shape(shape, 100), generator=torch.Generator().manual_seed(0))
    optimizer = MasterOptimizer(model, chosen, precision)
    placement = Cramped(model, optimizer)
    batches = Batches(TOKENS, LENGTH, chosen.batch_size, 0)
    made = Updater(
        model,
        optimizer,
        batches,
        chosen,
        ExecutionPlan(
            steps=100,
            learning_rate=1e-2,
            device="cpu",
            precision=str(precision).removeprefix("torch."),
            attention="sdpa",
            threads=1,
            micro_batch=micro_batch,
            compiled=compiled,
        ),
        placement=placement,
        context=context,
    )
    return made, placement


def weights(made: Updater[ExecutionPlan]) -> dict[str, Tensor]:
    return {name: tensor.clone() for name, tensor in made.placement.weights().items()}


def same(one: dict[str, Tensor], other: dict[str, Tensor]) -> bool:
    return all(torch.equal(one[name], other[name]) for name in one)


@pytest.mark.parametrize(("micro_batch", "accumulation"), [(6, 1), (1, 1), (4, 3)])
def test_an_update_in_parts_is_the_same_update(micro_batch: int, accumulation: int) -> None:
    whole, _ = updater(accumulation=accumulation)
    parts, _ = updater(accumulation=accumulation, micro_batch=micro_batch)
    for step in range(3):
        one, other = whole(step), parts(step)
        assert one.loss == pytest.approx(other.loss, rel=1e-5)
        assert one.gradient_norm == pytest.approx(other.gradient_norm, rel=1e-4)
    for name, weight in weights(whole).items():
        torch.testing.assert_close(weight, weights(parts)[name], rtol=0, atol=1e-4)


@pytest.mark.parametrize("precision", [torch.float32, torch.bfloat16])
def test_where_memory_runs_out_the_update_is_made_in_parts_from_its_beginning(precision: torch.dtype) -> None:
    cramped, placement = updater(precision, accumulation=2)
    placement.room, placement.passes_before = 3, 1
    small, _ = updater(precision, accumulation=2, micro_batch=3)
    results = [(cramped(step), small(step)) for step in range(3)]
    assert cramped.plan.micro_batch == 3
    assert all(one == other for one, other in results)
    assert same(weights(cramped), weights(small))


def test_a_single_sequence_for_which_there_is_no_memory_ends_it_and_changes_nothing() -> None:
    cramped, placement = updater()
    before = weights(cramped)
    placement.room = 0
    with pytest.raises(OutOfMemory, match="the micro-batch is as small as can be"):
        cramped(0)
    assert same(before, weights(cramped))


def test_another_error_is_not_taken_for_a_lack_of_memory() -> None:
    broken, placement = updater()

    def fail(*_: Tensor) -> Tensor:
        raise RuntimeError("shapes cannot be multiplied")

    placement.loss = fail  # type: ignore[method-assign]
    with pytest.raises(RuntimeError, match="shapes"):
        broken(0)
    assert broken.plan.micro_batch == ROWS


def test_batches_made_ready_beforehand_are_those_that_were_asked_for() -> None:
    batches = Batches(TOKENS, LENGTH, 4, 7)
    feed = Feed(batches, torch.device("cpu"))
    # Prepared and taken, prepared and left for another (after a step back), and not prepared at all.
    for prepared, wanted in ((1, 1), (2, 2), (3, 40), (None, 0), (5, 5), (5, 6)):
        if prepared is not None:
            feed.prepare(prepared)
        given, expected = feed.batch(wanted), batches.batch(wanted)
        assert given.starts is expected.starts is None
        assert np.array_equal(given.inputs.numpy(), expected.inputs)
        assert np.array_equal(given.targets.numpy(), expected.targets)


def test_batches_of_another_size_hold_the_same_sequences() -> None:
    whole, parts = Batches(TOKENS, LENGTH, 12, 3), Batches(TOKENS, LENGTH, 12, 3).in_batches_of(4)
    for step in (0, 1, 30):
        joined = [np.concatenate([parts.batch(3 * step + part)[side] for part in range(3)]) for side in (0, 1)]
        assert all(np.array_equal(one, other) for one, other in zip(joined, whole.batch(step)[:2], strict=True))


@pytest.mark.parametrize(
    ("size", "micro_batch", "rows", "parts"), [(1, 0, 12, 2), (1, 4, 4, 6), (2, 4, 4, 3), (3, 5, 4, 2), (2, 12, 12, 1)]
)
def test_no_process_takes_more_at_once_than_the_micro_batch(size: int, micro_batch: int, rows: int, parts: int) -> None:
    share = Team(0, size).share_of(12, 2, micro_batch)
    assert (share.rows, share.parts) == (rows, parts)


@pytest.mark.parametrize("model_type", FROM_SCRATCH)
def test_a_slow_update_is_left_wherever_it_is_and_changes_nothing(model_type: str) -> None:
    """The first update too, because it is not known yet whether it is slow."""
    whole = Looks()
    expected, _ = updater(accumulation=2, model_type=model_type, context=whole)
    expected(0)
    for number in range(1, whole.count + 1, 37):
        looks = Looks(number)
        left, _ = updater(accumulation=2, model_type=model_type, context=looks)
        before = weights(left)
        with pytest.raises(JobCancelled):
            left(0)
        assert looks.count == number
        assert same(weights(left), before)
        assert all(parameter.grad is None for parameter in left.model.parameters())


def test_a_stop_is_heard_on_the_way_back_through_the_layers() -> None:
    """With a model whose layers use autograd's backward passes only."""
    there, whole = Looks(), Looks()
    made, _ = updater(model_type="gpt2", context=there)
    batch = Batches(TOKENS, LENGTH, ROWS, 0).batch(0)
    with Cancellable(there):
        made.placement.loss(*(torch.from_numpy(ids) for ids in batch[:2]))
    updater(model_type="gpt2", context=whole)[0](0)
    assert whole.count >= there.count + 4 * SHAPE.layers


def test_an_update_begun_again_after_a_stop_is_the_same_update() -> None:
    context = Looks(50)
    left, _ = updater(context=context)
    with pytest.raises(JobCancelled):
        left(0)
    context.raise_if_cancelled = lambda: None  # type: ignore[method-assign]
    never, _ = updater()
    assert [left(step) for step in range(2)] == [never(step) for step in range(2)]
    assert same(weights(left), weights(never))


@pytest.mark.parametrize("compiled", [False, True])
def test_quick_updates_and_compiled_ones_are_not_listened_to(compiled: bool) -> None:
    looks = Looks()
    made, _ = updater(context=looks, compiled=compiled)
    made(0)
    assert (looks.count == 0) is compiled
    looks.count = 0
    made(1)
    assert looks.count == 0
