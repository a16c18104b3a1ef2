"""The memory that a training needs, what would fit instead, and the error when memory runs out."""

import re
from dataclasses import replace

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from gpt_studio.core.errors import SettingsError, StudioError
from gpt_studio.models.contract import AttentionPath
from gpt_studio.models.registry import family
from gpt_studio.models.shape import ModelShape
from gpt_studio.training.planning.memory import check_memory, fitting, memory_need, ways_that_fit
from gpt_studio.training.run.out_of_memory import OutOfMemory, memory_explained
from gpt_studio.training.settings import FULL, LORA, TrainingSettings

CONFIG = family("qwen3").from_shape(ModelShape(layers=6, heads=8, hidden_size=256, context_length=256), 4096)
BATCH = TrainingSettings(batch_size=48, accumulation=2)
FLOAT = TrainingSettings(batch_size=8, precision="float32", method="full")


def refused(available: int, chosen: TrainingSettings = BATCH) -> StudioError:
    with pytest.raises(StudioError, match="GB of memory") as caught:
        check_memory(CONFIG, chosen, available)
    return caught.value


LONG = replace(CONFIG, context_length=8192)


def test_what_fits_is_not_refused() -> None:
    ways = ways_that_fit(CONFIG, BATCH, 64 << 30)
    assert {(way.precision, way.attention) for way in ways} == {
        (precision, attention) for precision in ("float32", "bfloat16") for attention in ("sdpa", "matmul")
    }
    assert all(way.micro_batch == 48 for way in ways)
    assert check_memory(CONFIG, BATCH, 64 << 30).total == max(way.total for way in ways)


def test_a_batch_that_does_not_fit_is_divided_into_parts_that_do() -> None:
    chosen = replace(BATCH, precision="float32")
    available = memory_need(CONFIG, replace(chosen, batch_size=20)).total
    ways = ways_that_fit(CONFIG, chosen, available)
    assert {way.attention: way.micro_batch for way in ways} == {"sdpa": 16, "matmul": 12}
    assert all(way.total <= available for way in ways)


def test_a_way_whose_matrices_grow_with_the_square_of_the_context_is_not_tried_where_it_does_not_fit() -> None:
    """The attention matrices of this context need 30 GB; the system would kill the program at the first trial step."""
    one = replace(BATCH, micro_batch=1, precision="float32")
    need = {path: memory_need(LONG, one, attention=path).total for path in ("sdpa", "matmul")}
    assert need["matmul"] - need["sdpa"] > 6 * 8 * 8192**2 * 4 // 2
    assert {way.attention for way in ways_that_fit(LONG, one, need["matmul"])} == {"sdpa", "matmul"}
    assert {way.attention for way in ways_that_fit(LONG, one, need["matmul"] - 1)} == {"sdpa"}
    with pytest.raises(StudioError, match="GB of memory"):
        ways_that_fit(LONG, one, need["sdpa"] - 1)
    with pytest.raises(StudioError, match="GB of memory"):
        ways_that_fit(LONG, one, need["matmul"] - 1, paths=("matmul",))


def test_bfloat16_may_fit_where_float32_does_not() -> None:
    one = replace(BATCH, micro_batch=1)
    available = memory_need(LONG, replace(one, precision="float32")).total - 1
    assert {way.precision for way in ways_that_fit(LONG, one, available)} == {"bfloat16"}


@pytest.mark.parametrize("path", ["sdpa", "matmul"])
def test_dropout_needs_matrices_of_the_context_in_both_ways(path: AttentionPath) -> None:
    dropped = family("gpt2").from_shape(
        ModelShape(model_type="gpt2", layers=4, heads=4, hidden_size=64, context_length=2048, dropout=0.1), 512
    )
    plain = replace(dropped, attention_dropout=0.0)
    one = TrainingSettings(batch_size=1, precision="float32")
    more = memory_need(dropped, one, attention=path).total - memory_need(plain, one, attention=path).total
    assert more > 4 * 2 * (4 * 2048**2 * 4)


def test_a_base_that_does_not_fit_as_a_whole_is_offered_an_adapter() -> None:
    large = replace(CONFIG, hidden_size=2048, intermediate_size=8192)
    whole = replace(FLOAT, tuning_context=32, method=FULL)
    adapter = replace(whole, method=LORA, micro_batch=1)
    available = memory_need(large, adapter).total + 1
    assert available < memory_need(large, replace(whole, micro_batch=1)).total
    with pytest.raises(SettingsError, match=r"An adapter \(LoRA\) needs about") as refused:
        ways_that_fit(large, whole, available)
    with pytest.raises(SettingsError) as alone:
        ways_that_fit(large, whole, available, adapter_possible=False)
    assert alone.value.message.key == "training.memory_base"
    assert not alone.value.remedy
    remedied = replace(whole, **refused.value.remedy)
    assert remedied.method == LORA
    assert ways_that_fit(large, remedied, available)
    with pytest.raises(SettingsError, match=r"one sequence of 32 tokens") as refused:
        ways_that_fit(large, whole, available // 2)
    assert not refused.value.remedy


def test_what_stays_fixed_needs_neither_gradients_nor_an_optimizer_nor_states() -> None:
    whole = memory_need(CONFIG, FLOAT)
    fixed = CONFIG.vocab_size * CONFIG.hidden_size
    bare = memory_need(CONFIG, replace(FLOAT, learn_embeddings=False))
    assert whole.weights - bare.weights == (20 - 4) * fixed
    assert bare.activations == whole.activations, "every layer still learns"
    assert whole.disk - bare.disk == 5 * 8 * fixed, "each checkpoint holds them once, without the optimizer's memory"
    assert bare.folder == whole.folder
    last = memory_need(CONFIG, replace(FLOAT, last_layers=2))
    layers = whole.parameters - fixed - CONFIG.hidden_size
    assert whole.weights - last.weights == (20 - 4) * (fixed + layers * 4 // 6)
    logits = memory_need(replace(CONFIG, layers=0), FLOAT).activations
    assert last.activations - logits == pytest.approx((whole.activations - logits) / 3, rel=1e-6)
    in_bfloat16 = replace(FLOAT, precision="bfloat16", last_layers=2)
    assert memory_need(CONFIG, in_bfloat16).weights - last.weights == 2 * (fixed + layers * 4 // 6)


@pytest.mark.parametrize("path", ["sdpa", "matmul"])
def test_only_layers_that_learn_keep_what_attention_computed(path: AttentionPath) -> None:
    windowed = replace(LONG, windows=(None, 512) * 3)
    for config in (LONG, windowed):
        one = replace(FLOAT, batch_size=1)
        needs = [
            memory_need(config, replace(one, last_layers=last), attention=path).activations for last in (2, 4, None)
        ]
        assert needs[2] - needs[1] == pytest.approx(needs[1] - needs[0], rel=1e-6)
        assert needs[1] > needs[0]


def test_an_adapter_of_the_last_layers_holds_its_share() -> None:
    whole = replace(FLOAT, method=LORA, lora_rank=8)
    last = memory_need(CONFIG, replace(whole, last_layers=2))
    rest = 4 * last.parameters
    assert (memory_need(CONFIG, whole).weights - rest) == 3 * (last.weights - rest)
    assert last.disk < memory_need(CONFIG, whole).disk


def test_smaller_parts_are_suggested_where_a_person_chose_too_large_ones() -> None:
    chosen = replace(BATCH, precision="float32")
    available = memory_need(CONFIG, replace(chosen, batch_size=20)).total
    error = refused(available, replace(chosen, micro_batch=24))
    assert error.remedy == {"micro_batch": 16}
    assert error.message.values["smaller"] * 1e9 <= available
    assert check_memory(CONFIG, replace(chosen, micro_batch=12), available).micro_batch == 12


def test_a_shorter_context_is_suggested_where_no_batch_would_fit() -> None:
    one = TrainingSettings(batch_size=1, precision="float32")
    short = family("qwen3").from_shape(ModelShape(layers=6, heads=8, hidden_size=256, context_length=100), 4096)
    error = refused(memory_need(short, one).total, replace(BATCH, precision="float32"))
    assert error.remedy == {"context_length": 64, "micro_batch": 1}


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
