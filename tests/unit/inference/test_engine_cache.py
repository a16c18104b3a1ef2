"""What is put into the cache comes out of it, also after forgetting."""

import torch

from gpt_studio.inference.engine_cache import EngineCache


def portion(length):
    return torch.randn(1, 2, length, 8)


def put(cache, keys, values, given):
    """Append to both layers; return what they hold."""
    found = [cache.update(layer, keys + layer, values - layer) for layer in (0, 1)]
    cache.length += keys.shape[2]
    given.append((keys, values))
    return found


def test_everything_put_in_comes_out_in_order():
    cache, given = EngineCache(1000), []
    for length in (3, 1, 254, 1, 300, 441):
        found = put(cache, portion(length), portion(length), given)
        for layer, (keys, values) in enumerate(found):
            assert torch.equal(keys, torch.cat([one + layer for one, _ in given], dim=2))
            assert torch.equal(values, torch.cat([other - layer for _, other in given], dim=2))
    assert cache.length == 1000
    assert cache.size == 2 * 2 * 1000 * 2 * 8 * 4


def test_appending_seldom_moves_what_is_held():
    cache, places = EngineCache(1000), set()
    for _ in range(1000):
        (keys, _), _ = put(cache, portion(1), portion(1), [])
        places.add(keys.data_ptr())
    assert len(places) <= 4


def test_what_was_forgotten_is_written_over():
    cache = EngineCache(1000)
    first, second = portion(10), portion(5)
    put(cache, first, first, [])
    cache.rewind(4)
    assert cache.length == 4
    (keys, _), _ = put(cache, second, second, [])
    assert torch.equal(keys, torch.cat((first[:, :, :4], second), dim=2))
    cache.rewind(100)
    assert cache.length == 9
