"""Fills the tables by which ``inference/compiled_pass.py`` computes a model, and calls it."""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable, Sequence
from types import ModuleType
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from gpt_studio.inference.crew import CREW
from gpt_studio.inference.engine_cache import EngineCache
from gpt_studio.inference.engine_layer import Angles, Layer
from gpt_studio.inference.engine_norms import LayerNormOfRows, Norm
from gpt_studio.inference.products import Product
from gpt_studio.models.activations import gelu_tanh
from gpt_studio.models.contract import LanguageModel, ModelConfig
from gpt_studio.models.rotary import Rope

MOST_QUERIES = 32
"""More tokens at once are computed faster by torch, which multiplies them with a matrix block by block."""
_ACTIVATIONS: tuple[Callable[[Tensor], Tensor], ...] = (F.silu, F.gelu, gelu_tanh, F.relu)
_LINE = 16
"""Numbers on a line of the processor's cache: no two threads work on one line."""
_FORMATS = (torch.float32, torch.bfloat16, torch.float16, torch.int8)


@functools.cache
def _code() -> ModuleType | None:
    """The compiled code, or None where numba is missing or cannot be used."""
    try:
        from gpt_studio.inference import compiled_pass

        compiled_pass.prepare()
    except ImportError:
        return None
    except Exception:  # LLVM cannot be loaded, or does not know this processor, or may not make code that runs
        logging.getLogger(__name__).warning("no machine code can be made, so torch writes", exc_info=True)
        return None
    return compiled_pass


def can_compile(model: LanguageModel) -> bool:
    """Whether the tokens of ``model`` can be computed by machine code here."""
    layers = model.parts().layers
    return (
        model.output_weight.device.type == "cpu"
        and all(layer.feed_forward.activation in _ACTIVATIONS for layer in layers)
        and _code() is not None
    )


class CompiledPlan:
    """Computes up to :data:`MOST_QUERIES` tokens in one call. Several threads may use it at the same time."""

    def __init__(self, layers: Sequence[Layer], norm: Norm, output: Product, config: ModelConfig) -> None:
        code = _code()
        assert code is not None
        self._code = code
        self._kept: list[Any] = []  # what the tables point at
        self._count = len(layers)
        self._shape = (2 * config.kv_heads, config.head_size)
        self._table = np.zeros((self._count + 1, code.COLUMNS), np.int64)
        self._numbers = np.zeros((self._count + 1, code.NUMBERS), np.float32)
        for row, layer in enumerate(layers):
            self._fill(row, layer)
        self._norm(self._count, code.BEFORE, 0, norm)
        self._matrix(self._count, code.INPUTS, output)
        self._vocab_size = int(self._table[self._count, code.INPUTS + code.ROWS])
        self._ropes = [layer.attention.rope for layer in layers]
        inner = int(self._table[0, code.DOWN + code.WIDTH])
        hidden = int(self._table[self._count, code.INPUTS + code.WIDTH])
        self._sizes = np.zeros(code.SIZES, np.int64)
        # Rows of queries that attention takes together, one for each head: a multiple of four.
        rows = max(code.TOGETHER, config.heads // config.kv_heads + 3) // 4 * 4
        shape = (config.heads, config.kv_heads, config.head_size, hidden, inner)
        self._sizes[: code.QUERIES] = self._count, *shape, code.GIVE_WAY_ADDRESS, rows
        self._free: list[_Place] = []

    def __call__(
        self,
        x: Tensor,
        cache: EngineCache,
        angles: dict[Rope, Angles],
        *,
        rows: int,
        padding: Tensor | None,
        all_scores: bool,
        threads: int,
    ) -> Tensor:
        """The scores of the tokens whose embeddings are x [rows * new, hidden_size]: of the last of each text
        [rows, vocab_size], or of all [rows * new, vocab_size]. Their keys and values go into ``cache``."""
        code, queries = self._code, len(x)
        new = queries // rows
        wanted = queries if all_scores else rows
        scores = torch.empty(wanted, self._vocab_size)
        try:
            place = self._free.pop()
        except IndexError:
            place = _Place(self)
        held = cache.reserve(self._count, (rows, *self._shape), new)
        place.table[: self._count, code.ROOM] = held[0].shape[2]
        place.table[: self._count, code.CACHE] = [each.data_ptr() for each in held]
        tables = {rope: each.table(cache.length + new) for rope, each in angles.items()}
        place.table[: self._count, code.ANGLES] = [
            0 if rope is None else tables[rope].data_ptr() for rope in self._ropes
        ]
        place.sizes[code.QUERIES : code.ROOMS] = queries, new, cache.length, wanted, scores.data_ptr(), threads
        place.make_room(threads, cache.length + new)
        place.paddings[:rows] = 0 if padding is None else padding.numpy()
        place.x[:queries] = x.numpy()
        place.compute(threads)
        cache.length += new
        self._free.append(place)
        return scores

    def _fill(self, row: int, layer: Layer) -> None:
        code, table, numbers = self._code, self._table, self._numbers
        attention, feed_forward = layer.attention, layer.feed_forward
        self._matrix(row, code.INPUTS, attention.inputs)
        self._matrix(row, code.OUTPUT, attention.output)
        self._matrix(row, code.GATE, feed_forward.inputs, 2 if feed_forward.gated else 1)
        self._matrix(row, code.DOWN, feed_forward.output)
        norms = (layer.before, layer.after, layer.second, layer.last)
        for number, (column, norm) in enumerate(
            zip((code.BEFORE, code.AFTER, code.SECOND, code.LAST), norms, strict=True)
        ):
            self._norm(row, column, number, norm)
        if attention.head_norm is not None:
            table[row, code.HEAD_NORMS] = code.HEAD_NORM
            table[row, code.HEAD_FACTORS] = self._address(attention.head_norm.weight)
            numbers[row, code.HEAD_EPSILON] = attention.head_norm.epsilon
        elif attention.whole_norms is not None:
            queries, keys = attention.whole_norms
            table[row, code.HEAD_NORMS] = code.WHOLE_NORM
            table[row, code.HEAD_FACTORS] = self._address(torch.cat((queries.weight, keys.weight)))
            numbers[row, code.HEAD_EPSILON] = queries.epsilon
        table[row, code.WINDOW] = attention.window or 0
        table[row, code.ACTIVATION] = _ACTIVATIONS.index(feed_forward.activation)
        table[row, code.PARALLEL] = layer.parallel
        numbers[row, code.SCALE], numbers[row, code.SOFTCAP] = attention.scale, attention.softcap or 0

    def _matrix(self, row: int, column: int, product: Product, parts: int = 1) -> None:
        """Fill in a matrix, or the ``parts`` of which it consists, one below the other."""
        for number, weight in enumerate(product.weight.contiguous().chunk(parts)):
            scales, bias = (
                None if each is None else each.chunk(parts)[number].float() for each in (product.scales, product.bias)
            )
            self._table[row, column + 6 * number : column + 6 * number + 6] = (
                _FORMATS.index(weight.dtype),
                self._address(weight),
                0 if scales is None else self._address(scales),
                0 if bias is None else self._address(bias),
                *weight.shape,
            )

    def _norm(self, row: int, column: int, number: int, norm: Norm | None) -> None:
        if norm is None:
            return
        bias = norm.bias if isinstance(norm, LayerNormOfRows) else None
        self._table[row, column : column + 3] = (
            self._code.LAYER_NORM if isinstance(norm, LayerNormOfRows) else self._code.RMS_NORM,
            self._address(norm.weight),
            0 if bias is None else self._address(bias),
        )
        self._numbers[row, self._code.EPSILONS + number] = norm.epsilon

    def _address(self, tensor: Tensor) -> int:
        tensor = tensor.contiguous()
        self._kept.append(tensor)
        return tensor.data_ptr()


class _Place:
    """What one pass works in. A helper may still hold it when the next pass begins, so its arrays stay the same, and
    what changes is found through ``sizes``."""

    def __init__(self, plan: CompiledPlan) -> None:
        code, sizes = plan._code, plan._sizes
        _, heads, kv_heads, head_size, hidden, inner, _, self._rows = sizes[: code.QUERIES].tolist()
        self._code, self._head_size = code, head_size
        self.table, self.numbers, self.sizes = plan._table.copy(), plan._numbers, sizes.copy()
        self.paddings = np.zeros(MOST_QUERIES, np.int64)
        counters = np.zeros(code.FIRST + (code.PHASES * plan._count + 2) * code.LINE, np.int64)
        self._of_one_pass = counters[code.CAME :]
        self._rooms = np.empty(0, np.float32)
        widths = (hidden, hidden, (heads + 2 * kv_heads) * head_size, heads * head_size, inner, inner, hidden)
        works = [np.empty((MOST_QUERIES, width), np.float32) for width in widths]
        self.x = works[0]
        self._arguments = (self.table, self.numbers, self.sizes, self.paddings, counters, *works)

    def make_room(self, threads: int, positions: int) -> None:
        """Let so many threads attend to so many positions. Raises MemoryError."""
        size = -(-self._rows * (positions + 2 * self._head_size + 1) // _LINE) * _LINE
        if len(self._rooms) < threads * size + _LINE:
            self._rooms = np.empty(2 * threads * size + _LINE, np.float32)
        first = -(-self._rooms.ctypes.data // (4 * _LINE)) * 4 * _LINE
        self.sizes[self._code.ROOMS], self.sizes[self._code.ROOM_SIZE] = first, size

    def compute(self, threads: int) -> None:
        if threads > 1:
            self._of_one_pass[:] = 0
            CREW.help(self._help, threads - 1)
        self._code.run_pass(False, *self._arguments)

    def _help(self) -> None:
        self._code.run_pass(True, *self._arguments)
