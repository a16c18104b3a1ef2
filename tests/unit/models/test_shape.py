import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gpt_studio.core.errors import StudioError
from gpt_studio.core.fields import settings_of
from gpt_studio.models.build import build_on_meta
from gpt_studio.models.registry import family
from gpt_studio.models.shape import ModelShape, check_shape
from gpt_studio.models.traits import FROM_SCRATCH


def refusal(**changes):
    with pytest.raises(StudioError) as caught:
        check_shape(ModelShape(**changes))
    return caught.value


@pytest.mark.parametrize(
    ("changes", "field", "advice"),
    [
        ({"model_type": "gpt2", "heads": 5, "hidden_size": 64}, "heads", "use 4 heads, or a hidden size of 65"),
        ({"model_type": "gpt2", "heads": 7, "hidden_size": 64}, "heads", "use 8 heads, or a hidden size of 63"),
        ({"model_type": "qwen3", "heads": 12, "hidden_size": 12}, "heads", "use 6 heads, or a hidden size of 24"),
        ({"model_type": "qwen3", "heads": 4, "hidden_size": 60}, "heads", "use 5 heads, or a hidden size of 64"),
        ({"model_type": "qwen3", "heads": 3, "hidden_size": 45}, "hidden_size", "use 46"),
        ({"model_type": "qwen3", "heads": 8, "kv_heads": 3}, "kv_heads", "use 4"),
        ({"model_type": "qwen3", "heads": 8, "kv_heads": 16}, "kv_heads", "use 8"),
        ({"model_type": "gpt2", "heads": 8, "kv_heads": 4}, "kv_heads", "set key-value heads to 0"),
    ],
)
def test_an_impossible_combination_names_the_field_and_a_way_out(changes, field, advice):
    error = refusal(**changes)
    assert error.field == field
    assert advice in str(error)


@pytest.mark.parametrize(
    "changes",
    [
        {"layers": 0},
        {"heads": 0},
        {"hidden_size": 4},
        {"context_length": 4},
        {"dropout": 1.0},
        {"model_type": "gpt5"},
        {"layers": 2.5},
        {"kv_heads": -1},
    ],
)
def test_a_value_out_of_range_is_refused(changes):
    refusal(**changes)


@given(
    model_type=st.sampled_from(FROM_SCRATCH),
    heads=st.integers(1, 40),
    kv_heads=st.integers(0, 40),
    hidden_size=st.integers(8, 300),
)
def test_what_passes_the_check_can_be_built_and_the_advice_passes(model_type, heads, kv_heads, hidden_size):
    shape = ModelShape(model_type=model_type, heads=heads, kv_heads=kv_heads, hidden_size=hidden_size, layers=1)
    for _ in range(4):
        try:
            check_shape(shape)
            break
        except StudioError as error:
            values = error.message.values
            if "heads_near" in values:
                wider = dataclasses.replace(shape, hidden_size=values["hidden_near"], kv_heads=0)
                if wider.hidden_size >= 8:
                    check_shape(wider)
                shape = dataclasses.replace(shape, heads=values["heads_near"])
            elif "hidden_near" in values:
                shape = dataclasses.replace(shape, hidden_size=values["hidden_near"])
            else:
                shape = dataclasses.replace(shape, kv_heads=values.get("kv_near", 0))
    check_shape(shape)
    build_on_meta(family(model_type).from_shape(shape, 300))


def test_every_field_is_described():
    described = {known.name for known in settings_of(ModelShape)}
    assert described == {field.name for field in dataclasses.fields(ModelShape)}
    assert all(known.label and known.help for known in settings_of(ModelShape))
