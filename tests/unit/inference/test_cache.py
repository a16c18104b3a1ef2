import pytest
import torch

from gpt_studio.inference.cache import KeyValueCache
from gpt_studio.models.registry import family
from gpt_studio.models.shape import ModelShape

CONFIG = family("qwen3").from_shape(
    ModelShape(model_type="qwen3", layers=2, heads=4, kv_heads=2, hidden_size=32, context_length=1000), 10
)


def portion(length):
    return torch.randn(1, 2, length, 8)


def test_everything_put_in_comes_out_in_order():
    cache = KeyValueCache(CONFIG)
    given = {0: [], 1: []}
    for length in (3, 1, 254, 1, 300, 441):
        before = cache.length
        for layer in (0, 1):
            assert cache.length == before
            pair = portion(length), portion(length)
            given[layer].append(pair)
            keys, values = cache.update(layer, *pair)
            assert torch.equal(keys, torch.cat([one for one, _ in given[layer]], dim=2))
            assert torch.equal(values, torch.cat([other for _, other in given[layer]], dim=2))
    assert cache.length == 1000


def test_appending_seldom_moves_what_is_held():
    cache = KeyValueCache(CONFIG)
    places = set()
    for _ in range(1000):
        for layer in (0, 1):
            keys, _ = cache.update(layer, portion(1), portion(1))
        places.add(keys.data_ptr())
    assert len(places) <= 4


def test_the_context_length_is_the_limit():
    cache = KeyValueCache(CONFIG)
    for layer in (0, 1):
        cache.update(layer, portion(1000), portion(1000))
    with pytest.raises(ValueError, match="1001 positions in a context of 1000"):
        cache.update(0, portion(1), portion(1))
