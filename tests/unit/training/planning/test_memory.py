"""What a training needs, what would fit instead, and what is said when memory runs out in earnest."""

import re
from dataclasses import replace

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from gpt_studio.core.errors import StudioError
from gpt_studio.models.registry import family
from gpt_studio.models.shape import ModelShape
from gpt_studio.training.planning.memory import check_memory, fitting, memory_need
from gpt_studio.training.run.out_of_memory import OutOfMemory, memory_explained
from gpt_studio.training.settings import TrainingSettings

CONFIG = family("qwen3").from_shape(ModelShape(layers=6, heads=8, hidden_size=256, context_length=256), 4096)
BATCH = TrainingSettings(batch_size=48, accumulation=2)


def refused(available: int, chosen: TrainingSettings = BATCH) -> StudioError:
    with pytest.raises(StudioError, match="GB of memory") as caught:
        check_memory(CONFIG, chosen, available)
    return caught.value


def test_what_fits_is_not_refused() -> None:
    assert check_memory(CONFIG, BATCH, 64 << 30) == memory_need(CONFIG, BATCH)


def test_a_batch_that_does_not_fit_is_divided_into_parts_that_do() -> None:
    available = memory_need(CONFIG, TrainingSettings(batch_size=20)).total
    need = check_memory(CONFIG, BATCH, available)
    assert need.micro_batch == 16
    assert need.total <= available


def test_smaller_parts_are_suggested_where_a_person_chose_too_large_ones() -> None:
    available = memory_need(CONFIG, TrainingSettings(batch_size=20)).total
    error = refused(available, replace(BATCH, micro_batch=24))
    assert error.remedy == {"micro_batch": 16}
    assert error.message.values["smaller"] * 1e9 <= available
    assert check_memory(CONFIG, replace(BATCH, micro_batch=12), available).micro_batch == 12


def test_a_shorter_context_is_suggested_where_no_batch_would_fit() -> None:
    one = TrainingSettings(batch_size=1)
    short = family("qwen3").from_shape(ModelShape(layers=6, heads=8, hidden_size=256, context_length=100), 4096)
    assert refused(memory_need(short, one).total).remedy == {"context_length": 64, "micro_batch": 1}


def test_a_model_that_never_fits_is_told_so() -> None:
    assert "choose a smaller model" in str(refused(1 << 20))


@settings(max_examples=25, deadline=None)
@given(batch=st.integers(1, 300), accumulation=st.integers(1, 8), megabytes=st.integers(300, 20_000))
def test_what_is_suggested_fits_and_divides_the_batch(batch: int, accumulation: int, megabytes: int) -> None:
    chosen = TrainingSettings(batch_size=batch, accumulation=accumulation)
    found = fitting(CONFIG, chosen, megabytes << 20)
    if found is not None:
        assert found.need.total <= megabytes << 20
        assert batch % found.need.micro_batch == 0
        assert found.context_length == CONFIG.context_length or memory_need(CONFIG, chosen).total > megabytes << 20


def test_an_allocation_that_the_system_refuses_is_explained_with_half_of_it() -> None:
    with pytest.raises(OutOfMemory) as caught, memory_explained(lambda: BATCH.batch_size):
        torch.empty(1 << 60)
    assert caught.value.message.values == {"micro_batch": 24}


def test_an_odd_batch_is_cut_by_its_smallest_divisor() -> None:
    with pytest.raises(OutOfMemory) as caught, memory_explained(lambda: 9):
        raise MemoryError
    assert caught.value.message.values == {"micro_batch": 3}


def test_memory_of_a_graphics_card_that_runs_out_is_explained_too() -> None:
    with pytest.raises(OutOfMemory, match="micro-batch of 24"), memory_explained(lambda: BATCH.batch_size):
        raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB.")


def test_a_single_sequence_cannot_be_made_smaller() -> None:
    message = "choose a shorter context or a smaller model"
    with pytest.raises(OutOfMemory, match=message), memory_explained(lambda: 1):
        raise MemoryError


def test_other_errors_stay_what_they_are() -> None:
    message = "shapes cannot be multiplied"
    with pytest.raises(RuntimeError, match=re.escape(message)), memory_explained(lambda: BATCH.batch_size):
        raise RuntimeError(message)
