"""The whole pass of a few tokens through a model in machine code, made by numba when it is first needed.

One token of a model of 135 million parameters takes some 750 operations of torch, each of which costs more to call
than to compute. Here they are one call: :func:`run_pass` goes through all layers by a table of addresses and sizes
(``inference/compiled_plan.py`` fills it), so that one compiled function serves every architecture and every format of
weights. It is one file, whose bytes tell whether the code on the disk is that of this version
(``inference/kept_code.py``).

**Sharing the work.** A pass is a row of phases; each phase has items, which whoever is there takes one after the other
from a counter, and ends when all its items are done. A thread that comes late, or is put aside by the system, is not
waited for unless it holds an item.
"""

from __future__ import annotations

import contextlib
import ctypes
import math
import sys
from typing import Any

import numpy as np
from llvmlite import ir
from numba import boolean, carray, config, float32, int64, njit, types
from numba.extending import intrinsic, overload
from numpy.typing import NDArray

from gpt_studio.inference.kept_code import Keeper, forget

Floats = NDArray[np.float32]
Wholes = NDArray[np.int64]
Number = np.float32

FLOAT32, BFLOAT16, FLOAT16, INT8 = range(4)
"""Formats of weights."""
NO_NORM, RMS_NORM, LAYER_NORM = range(3)
HEAD_NORM, WHOLE_NORM = 1, 2
SILU, GELU, GELU_TANH, RELU = range(4)

# The columns of the table, one row for each layer: five matrices of six columns, four norms of three, then the rest.
# An address of 0 stands for what is not there. One more row holds the last norm (as BEFORE) and the output matrix (as
# INPUTS).
INPUTS, OUTPUT, GATE, UP, DOWN = 0, 6, 12, 18, 24
FORMAT, WEIGHT, SCALES, BIAS, ROWS, WIDTH = range(6)
BEFORE, AFTER, SECOND, LAST = 30, 33, 36, 39
KIND, FACTORS, OFFSETS = range(3)
HEAD_NORMS, HEAD_FACTORS = 42, 43
ANGLES = 44
"""The rotations [positions, pairs] as complex numbers."""
WINDOW = 45
"""How many positions are seen, or 0 for all."""
ACTIVATION, PARALLEL = 46, 47
CACHE = 48
"""The keys and values [rows, 2 * kv_heads, room, head_size]."""
ROOM = 49
COLUMNS = 50
# The columns of the table of numbers, one row for each layer.
EPSILONS, HEAD_EPSILON, SCALE, SOFTCAP = 0, 4, 5, 6
NUMBERS = 7
# What holds for the whole pass.
LAYERS, HEADS, KV_HEADS, HEAD_SIZE, HIDDEN, INNER, GIVE_WAY, MOST_ROWS = range(8)
QUERIES, NEW, LENGTH, WANTED, SCORES, THREADS, ROOMS, ROOM_SIZE = range(8, 16)
"""``ROOMS`` is the address of what each thread works in for attention, ``ROOM_SIZE`` numbers for each."""
SIZES = 16
# The counters: whether the pass is open, how many helpers are in it, how many came in all, then two for each phase.
LINE = 8
"""Counters stand so many numbers apart, each on a line of the processor's cache of its own."""
_OPEN, _INSIDE, CAME, FIRST = 0, LINE, 2 * LINE, 3 * LINE

# The phases of a layer. The last norm is one more of the first kind, the output matrix one more of the second.
_READING, _JOINING, _PLACING, _ATTENDING, _MIXING, _ADDING, _GATING, _ENDING = range(8)
PHASES = 8
_BLOCK = 1 << 15
"""Bytes of weights in an item, at most."""
_SHARES = 4
"""A matrix has so many items for each thread, at least."""
TOGETHER = 16
"""So many rows of queries (one for each head) read the same keys in one item of attention."""
_AHEAD, _CACHE_LINE = 2048, 64
"""So many bytes of weights before they are needed they are fetched: that takes a third to a half off the time of a
product whose matrix is not in the processor's cache."""
_LOOKS = 2000
"""How often a thread looks whether a phase has ended before it lets others go on."""
_SUMS = {"reassoc", "contract", "nsz", "arcp"}
"""Sums may be added in any order. Infinity and NaN keep their meaning."""


@intrinsic
def _pointer(context: Any, address: Any) -> Any:
    def code(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return builder.inttoptr(arguments[0], ir.IntType(8).as_pointer())

    return types.voidptr(types.int64), code


@intrinsic
def _add(context: Any, address: Any, number: Any) -> Any:
    """Add to the number at an address, whatever other threads do; what it was before."""

    def code(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        pointer = builder.inttoptr(arguments[0], ir.IntType(64).as_pointer())
        return builder.atomic_rmw("add", pointer, arguments[1], "seq_cst")

    return types.int64(types.int64, types.int64), code


@intrinsic
def _now(context: Any, address: Any) -> Any:
    """The number at an address, as other threads last wrote it."""

    def code(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        pointer = builder.inttoptr(arguments[0], ir.IntType(64).as_pointer())
        return builder.load_atomic(pointer, "seq_cst", 8)

    return types.int64(types.int64), code


@intrinsic
def _let_others(context: Any, address: Any) -> Any:
    """Call the system's function at ``address`` that lets another thread go on."""

    def code(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        kind = ir.FunctionType(ir.IntType(32), [])
        builder.call(builder.inttoptr(arguments[0], kind.as_pointer()), [])
        return context.get_dummy_value()

    return types.void(types.int64), code


@intrinsic
def _fetch(context: Any, address: Any) -> Any:
    """Ask the processor to bring what stands at an address nearer. Any address will do."""

    def code(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        number, pointer = ir.IntType(32), ir.IntType(8).as_pointer()
        kind = ir.FunctionType(ir.VoidType(), [pointer, number, number, number])
        fetch = builder.module.declare_intrinsic("llvm.prefetch", [pointer], kind)
        to_read, nearest, data = (ir.Constant(number, value) for value in (0, 3, 1))
        builder.call(fetch, [builder.inttoptr(arguments[0], pointer), to_read, nearest, data])
        return context.get_dummy_value()

    return types.void(types.int64), code


@intrinsic
def _stay_whole(context: Any) -> Any:
    """The function that calls this is not put into those that call it, where its loops would be compiled less well and
    several times."""

    def code(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        builder.function.attributes.add("noinline")
        return context.get_dummy_value()

    return types.void(), code


def _wide(value: Any) -> Any:
    """A stored number as float32. bfloat16 is stored as uint16, float16 as int16."""
    return np.float32(value)


@overload(_wide, strict=False)
def _wide_of(value: Any) -> Any:
    if value == types.uint16:
        return lambda value: np.uint32(np.uint32(value) << np.uint32(16)).view(np.float32)
    if value == types.int16:
        return _from_float16
    return lambda value: np.float32(value)


def _from_float16(value: Any) -> Any:
    bits = np.uint32(np.uint16(value))
    # The exponents of the two formats differ by 112.
    size = np.uint32((bits & np.uint32(0x7FFF)) << np.uint32(13)).view(np.float32) * np.float32(2.0**112)
    return size - np.float32(2) * size * np.float32(bits >> np.uint32(15))


@njit(nogil=True, fastmath=_SUMS)
def _times_one(x: Floats, weight: NDArray[Any], y: Floats, start: int, end: int) -> None:
    _stay_whole()
    size = weight.shape[1] * weight.itemsize
    for row in range(start, end):
        ahead = weight.ctypes.data + row * size + _AHEAD
        for line in range(0, size, _CACHE_LINE):
            _fetch(ahead + line)
        total = np.float32(0)
        for place in range(weight.shape[1]):
            total += x[place] * _wide(weight[row, place])
        y[row] = total


@njit(nogil=True, fastmath=_SUMS)
def _times_four(x: Floats, first: int, weight: NDArray[Any], y: Floats, start: int, end: int) -> None:
    """As :func:`_times_one` for four queries from ``first`` on, of which the last may be missing. Two rows at a time:
    so a number that is loaded serves several products, and all sums still fit the processor's registers."""
    _stay_whole()
    count = x.shape[0]
    second, third, fourth = min(first + 1, count - 1), min(first + 2, count - 1), min(first + 3, count - 1)
    size = weight.shape[1] * weight.itemsize
    for row in range(start, end, 2):
        below = min(row + 1, end - 1)
        ahead = weight.ctypes.data + row * size + _AHEAD
        for line in range(0, 2 * size, _CACHE_LINE):
            _fetch(ahead + line)
        one, two, three, four = np.float32(0), np.float32(0), np.float32(0), np.float32(0)
        one_below, two_below, three_below, four_below = np.float32(0), np.float32(0), np.float32(0), np.float32(0)
        for place in range(weight.shape[1]):
            number, number_below = _wide(weight[row, place]), _wide(weight[below, place])
            one += x[first, place] * number
            one_below += x[first, place] * number_below
            two += x[second, place] * number
            two_below += x[second, place] * number_below
            three += x[third, place] * number
            three_below += x[third, place] * number_below
            four += x[fourth, place] * number
            four_below += x[fourth, place] * number_below
        y[fourth, row], y[fourth, below] = four, four_below
        y[third, row], y[third, below] = three, three_below
        y[second, row], y[second, below] = two, two_below
        y[first, row], y[first, below] = one, one_below


@njit(nogil=True)
def _times(x: Floats, weight: NDArray[Any], y: Floats, start: int, end: int) -> None:
    if x.shape[0] == 1:
        _times_one(x[0], weight, y[0], start, end)
    else:
        for first in range(0, x.shape[0], 4):
            _times_four(x, first, weight, y, start, end)


@njit(nogil=True, fastmath=_SUMS)
def _multiply(matrix: Wholes, x: Floats, y: Floats, start: int, end: int) -> None:
    """Rows ``start`` to ``end`` of the product of ``matrix`` (six columns of the table) with x [queries, width], into
    y [queries, rows]."""
    kind, shape = matrix[FORMAT], (matrix[ROWS], matrix[WIDTH])
    if kind == INT8:
        _times(x, carray(_pointer(matrix[WEIGHT]), shape, np.int8), y, start, end)
        scales = carray(_pointer(matrix[SCALES]), shape[0], np.float32)
        for query in range(x.shape[0]):
            for row in range(start, end):
                y[query, row] *= scales[row]
    elif kind == BFLOAT16:
        _times(x, carray(_pointer(matrix[WEIGHT]), shape, np.uint16), y, start, end)
    elif kind == FLOAT16:
        _times(x, carray(_pointer(matrix[WEIGHT]), shape, np.int16), y, start, end)
    else:
        _times(x, carray(_pointer(matrix[WEIGHT]), shape, np.float32), y, start, end)
    if matrix[BIAS] != 0:
        bias = carray(_pointer(matrix[BIAS]), shape[0], np.float32)
        for query in range(x.shape[0]):
            for row in range(start, end):
                y[query, row] += bias[row]


@njit(nogil=True)
def _rows_of_item(matrix: Wholes, threads: int) -> int:
    """How many rows of a matrix are an item: few enough to stay in the processor's nearest cache, and to be shared out
    evenly; an even number, because they are multiplied in pairs."""
    kind = matrix[FORMAT]
    size = 1 if kind == INT8 else 4 if kind == FLOAT32 else 2
    rows = min(_BLOCK // (matrix[WIDTH] * size), matrix[ROWS] // (_SHARES * threads))
    return max(2, rows // 2 * 2)


@njit(nogil=True, fastmath=_SUMS)
def _normalise(norm: Wholes, epsilon: Number, x: Floats, y: Floats) -> None:
    """The norm (three columns of the table) of x [size], into y."""
    _stay_whole()
    size = x.shape[0]
    if norm[KIND] == NO_NORM:
        for place in range(size):
            y[place] = x[place]
        return
    factors = carray(_pointer(norm[FACTORS]), size, np.float32)
    mean = np.float32(0)
    if norm[KIND] == LAYER_NORM:
        for place in range(size):
            mean += x[place]
        mean /= np.float32(size)
    squares = np.float32(0)
    for place in range(size):
        squares += (x[place] - mean) * (x[place] - mean)
    inverse = np.float32(1) / np.float32(math.sqrt(squares / np.float32(size) + epsilon))
    for place in range(size):
        y[place] = (x[place] - mean) * inverse * factors[place]
    if norm[OFFSETS] != 0:
        offsets = carray(_pointer(norm[OFFSETS]), size, np.float32)
        for place in range(size):
            y[place] += offsets[place]


@njit(nogil=True, fastmath=_SUMS)
def _scale_to_norm(x: Floats, factors: Floats, epsilon: Number) -> None:
    """An RMSNorm of x [size], in place."""
    squares = np.float32(0)
    for place in range(x.shape[0]):
        squares += x[place] * x[place]
    inverse = np.float32(1) / np.float32(math.sqrt(squares / np.float32(x.shape[0]) + epsilon))
    for place in range(x.shape[0]):
        x[place] *= inverse * factors[place]


@njit(nogil=True)
def _exp(x: Number) -> Number:
    """e to the power of x, with an error of two units in the last place; a polynomial, because calls of the system's
    function cannot be computed side by side."""
    x = min(max(x, np.float32(-87.0)), np.float32(88.0))
    whole = np.float32(math.floor(x * np.float32(1.44269504) + np.float32(0.5)))
    part = x - whole * np.float32(0.693359375)
    part = part + whole * np.float32(2.12194440e-4)
    power = np.float32(1.9875691500e-4)
    power = power * part + np.float32(1.3981999507e-3)
    power = power * part + np.float32(8.3334519073e-3)
    power = power * part + np.float32(4.1665795894e-2)
    power = power * part + np.float32(1.6666665459e-1)
    power = power * part + np.float32(5.0000001201e-1)
    power = power * part * part + part + np.float32(1)
    return power * np.uint32(np.uint32(np.int32(whole) + np.int32(127)) << np.uint32(23)).view(np.float32)


@njit(nogil=True)
def _tanh(x: Number) -> Number:
    return np.float32(1) - np.float32(2) / (_exp(np.float32(2) * x) + np.float32(1))


@njit(nogil=True)
def _activate(kind: int, x: Floats, start: int, end: int) -> None:
    """The activation of x [size] from ``start`` to ``end``, in place."""
    _stay_whole()
    if kind == SILU:
        for place in range(start, end):
            x[place] = x[place] / (np.float32(1) + _exp(-x[place]))
    elif kind == GELU_TANH:
        for place in range(start, end):
            value = x[place]
            inner = np.float32(0.7978845608) * (value + np.float32(0.044715) * value * value * value)
            x[place] = np.float32(0.5) * value * (np.float32(1) + _tanh(inner))
    elif kind == GELU:
        for place in range(start, end):
            value = x[place]
            x[place] = np.float32(0.5) * value * (np.float32(1) + np.float32(math.erf(value * np.float32(0.70710678))))
    else:
        for place in range(start, end):
            x[place] = max(x[place], np.float32(0))


@njit(nogil=True)
def _cache_of(layer: Wholes, sizes: Wholes, row: int) -> Floats:
    """The keys, then the values, [2 * kv_heads, room, head_size] of one text."""
    shape = (2 * sizes[KV_HEADS], layer[ROOM], sizes[HEAD_SIZE])
    return carray(_pointer(layer[CACHE] + 4 * row * shape[0] * shape[1] * shape[2]), shape, np.float32)


@njit(nogil=True, fastmath=_SUMS)
def _place(layer: Wholes, factors: Floats, sizes: Wholes, joined: Floats, row: int, index: int, position: int) -> None:
    """Norms and rotations of the heads of one query in ``joined`` [all heads * head_size], and its keys and values into
    the cache."""
    _stay_whole()
    heads, kv_heads, size = sizes[HEADS], sizes[KV_HEADS], sizes[HEAD_SIZE]
    turned = heads + kv_heads
    if layer[HEAD_NORMS] != 0:
        scales = carray(_pointer(layer[HEAD_FACTORS]), turned * size, np.float32)
        if layer[HEAD_NORMS] == WHOLE_NORM:
            _scale_to_norm(joined[: heads * size], scales, factors[HEAD_EPSILON])
            _scale_to_norm(joined[heads * size : turned * size], scales[heads * size :], factors[HEAD_EPSILON])
        else:
            for head in range(turned):
                part = slice(head * size, (head + 1) * size)
                _scale_to_norm(joined[part], scales[part], factors[HEAD_EPSILON])
    if layer[ANGLES] != 0:
        pairs = size // 2
        angles = carray(_pointer(layer[ANGLES] + position * pairs * 8), 2 * pairs, np.float32)
        for head in range(turned):
            pairwise = joined[head * size : head * size + 2 * pairs]
            for pair in range(pairs):
                real, imaginary = pairwise[2 * pair], pairwise[2 * pair + 1]
                cosine, sine = angles[2 * pair], angles[2 * pair + 1]
                pairwise[2 * pair] = real * cosine - imaginary * sine
                pairwise[2 * pair + 1] = real * sine + imaginary * cosine
    cache = _cache_of(layer, sizes, row)
    for head in range(2 * kv_heads):
        first = (heads + head) * size
        for place in range(size):
            cache[head, index, place] = joined[first + place]


@njit(nogil=True, fastmath=_SUMS)
def _to_weights(scores: Floats, scale: Number, softcap: Number) -> Number:
    """Turn the products of a query with keys into what their softmax divides by its sum; that sum."""
    _stay_whole()
    largest, total = np.float32(-np.inf), np.float32(0)
    for place in range(scores.shape[0]):
        scores[place] *= scale
    if softcap > 0:
        for place in range(scores.shape[0]):
            scores[place] = softcap * _tanh(scores[place] / softcap)
    for place in range(scores.shape[0]):
        largest = max(largest, scores[place])
    for place in range(scores.shape[0]):
        scores[place] = _exp(scores[place] - largest)
        total += scores[place]
    return total


@njit(nogil=True, fastmath=_SUMS)
def _mix_one(weights: Floats, values: Floats, y: Floats) -> None:
    """The sum of ``values`` [count, head_size] times ``weights`` [count], into y."""
    _stay_whole()
    count, size = weights.shape[0], y.shape[0]
    for number in range(size):
        y[number] = np.float32(0)
    together = count - count % 4
    for place in range(0, together, 4):
        one, two, three, four = weights[place], weights[place + 1], weights[place + 2], weights[place + 3]
        for number in range(size):
            y[number] += (
                one * values[place, number]
                + two * values[place + 1, number]
                + three * values[place + 2, number]
                + four * values[place + 3, number]
            )
    for place in range(together, count):
        one = weights[place]
        for number in range(size):
            y[number] += one * values[place, number]


@njit(nogil=True, fastmath=_SUMS)
def _mix_four(weights: Floats, first: int, values: Floats, y: Floats) -> None:
    """As :func:`_mix_one` for the four rows from ``first`` on of ``weights`` [rows, count] and y [rows, head_size]."""
    _stay_whole()
    count, size = values.shape[0], y.shape[1]
    second, third, fourth = first + 1, first + 2, first + 3
    for row in range(first, first + 4):
        for number in range(size):
            y[row, number] = np.float32(0)
    for place in range(0, count - 1, 2):
        one, two, three, four = (
            weights[first, place],
            weights[second, place],
            weights[third, place],
            weights[fourth, place],
        )
        one_next, two_next, three_next, four_next = (
            weights[first, place + 1],
            weights[second, place + 1],
            weights[third, place + 1],
            weights[fourth, place + 1],
        )
        for number in range(size):
            value, value_next = values[place, number], values[place + 1, number]
            y[first, number] += one * value + one_next * value_next
            y[second, number] += two * value + two_next * value_next
            y[third, number] += three * value + three_next * value_next
            y[fourth, number] += four * value + four_next * value_next
    if count % 2:
        for row in range(first, first + 4):
            one = weights[row, count - 1]
            for number in range(size):
                y[row, number] += one * values[count - 1, number]


@njit(nogil=True)
def _start(layer: Wholes, padding: int, index: int) -> int:
    """The first position that the one at ``index`` sees. What stands before a text sees itself, so that its numbers
    stay finite."""
    start = min(padding, index)
    return max(start, index - layer[WINDOW] + 1) if layer[WINDOW] > 0 else start


@njit(nogil=True, fastmath=_SUMS)
def _attend_head(
    layer: Wholes,
    factors: Floats,
    sizes: Wholes,
    paddings: Wholes,
    head: int,
    joined: Floats,
    scores: Floats,
    mixed: Floats,
) -> None:
    """One head of the only query."""
    heads, kv_heads, size, index = sizes[HEADS], sizes[KV_HEADS], sizes[HEAD_SIZE], sizes[LENGTH]
    start = _start(layer, paddings[0], index)
    cache, shared = _cache_of(layer, sizes, 0), head // (heads // kv_heads)
    part = slice(head * size, (head + 1) * size)
    count = index + 1 - start
    _times_one(joined[0, part], cache[shared][start : index + 1], scores[0], 0, count)
    total = _to_weights(scores[0, :count], factors[SCALE], factors[SOFTCAP])
    _mix_one(scores[0, :count], cache[kv_heads + shared][start : index + 1], mixed[0, part])
    for number in range(head * size, (head + 1) * size):
        mixed[0, number] /= total


@njit(nogil=True)
def _queries_together(sizes: Wholes) -> int:
    """How many queries of a text are an item of attention, with all heads that share keys."""
    return max(1, TOGETHER // (sizes[HEADS] // sizes[KV_HEADS]))


@njit(nogil=True, fastmath=_SUMS)
def _attend_together(
    layer: Wholes,
    factors: Floats,
    sizes: Wholes,
    paddings: Wholes,
    item: int,
    joined: Floats,
    scores: Floats,
    asked: Floats,
    found: Floats,
    totals: Floats,
    mixed: Floats,
) -> None:
    """The heads that share keys, of some queries of one text. ``scores``, ``asked``, ``found`` and ``totals`` are room
    to work in, with a multiple of four rows."""
    heads, kv_heads, size, new, length = sizes[HEADS], sizes[KV_HEADS], sizes[HEAD_SIZE], sizes[NEW], sizes[LENGTH]
    sharing, together = heads // kv_heads, _queries_together(sizes)
    parts = (new + together - 1) // together
    text, shared, part = item // (kv_heads * parts), item // parts % kv_heads, item % parts
    first, last = part * together, min((part + 1) * together, new)
    rows = (last - first) * sharing
    begin, end = _start(layer, paddings[text], length + first), length + last
    for row in range(rows):
        query, head = text * new + first + row // sharing, shared * sharing + row % sharing
        for number in range(size):
            asked[row, number] = joined[query, head * size + number]
    cache, count = _cache_of(layer, sizes, text), end - begin
    _times(asked[:rows], cache[shared][begin:end], scores, 0, count)
    for row in range(rows, rows + (-rows) % 4):
        scores[row, :count] = np.float32(0)
    for row in range(rows):
        index = length + first + row // sharing
        start = _start(layer, paddings[text], index) - begin
        seen = index + 1 - begin
        totals[row] = _to_weights(scores[row, start:seen], factors[SCALE], factors[SOFTCAP])
        scores[row, :start] = np.float32(0)
        scores[row, seen:count] = np.float32(0)
    values = cache[kv_heads + shared][begin:end]
    for row in range(0, rows, 4):
        _mix_four(scores, row, values, found)
    for row in range(rows):
        query, head = text * new + first + row // sharing, shared * sharing + row % sharing
        for number in range(size):
            mixed[query, head * size + number] = found[row, number] / totals[row]


@njit(nogil=True, fastmath=_SUMS)
def _add_to(x: Floats, y: Floats) -> None:
    """Add y to x [size], in place."""
    for place in range(x.shape[0]):
        x[place] += y[place]


_RUN_PASS = types.void(
    boolean,
    int64[:, ::1],
    float32[:, ::1],
    int64[::1],
    int64[::1],
    int64[::1],
    *[float32[:, ::1]] * 7,
)


@njit(nogil=True)
def run_pass(
    helps: bool,
    table: Wholes,
    numbers: Floats,
    sizes: Wholes,
    paddings: Wholes,
    counters: Wholes,
    x: Floats,
    h: Floats,
    joined: Floats,
    mixed: Floats,
    inner: Floats,
    up: Floats,
    out: Floats,
) -> None:
    """Take part in a pass; whoever does not help has opened it and ends it.

    x [queries, hidden] holds the embedded tokens; the scores of the last of each text, or of all, go to the address
    ``sizes[SCORES]``: [WANTED, vocab_size]. Query q is number ``LENGTH + q % NEW`` of text ``q // NEW``, of which the
    first ``paddings`` hold nothing. Nothing here asks for memory: a helper that got none would leave the others
    waiting.
    """
    address, mine = counters.ctypes.data, 0
    if helps:
        _add(address + 8 * _INSIDE, 1)
        if _now(address + 8 * _OPEN) != 0:
            mine = 1 + _add(address + 8 * CAME, 1)
        if mine == 0 or mine >= sizes[THREADS]:
            _add(address + 8 * _INSIDE, -1)
            return
    elif sizes[THREADS] > 1:
        _add(address + 8 * _OPEN, 1)  # what was written before is seen by whoever sees this
    layers, queries, new, length = sizes[LAYERS], sizes[QUERIES], sizes[NEW], sizes[LENGTH]
    wanted, threads, give_way = sizes[WANTED], sizes[THREADS], sizes[GIVE_WAY]
    scores = carray(_pointer(sizes[SCORES]), (wanted, table[layers, INPUTS + ROWS]), np.float32)
    # Room of this thread's own for what attention works with.
    most, size, count = sizes[MOST_ROWS], sizes[HEAD_SIZE], length + new
    room = carray(_pointer(sizes[ROOMS] + 4 * mine * sizes[ROOM_SIZE]), sizes[ROOM_SIZE], np.float32)
    scores_of_keys = room[: most * count].reshape((most, count))
    rest = room[most * count :]
    asked, found = rest[: most * size].reshape((most, size)), rest[most * size : 2 * most * size].reshape((most, size))
    totals = rest[2 * most * size :]
    x, h, joined, mixed, out = x[:queries], h[:queries], joined[:queries], mixed[:queries], out[:queries]
    inner, up = inner[:queries], up[:queries]
    looks = 0
    for phase in range(PHASES * layers + 2):
        place, kind = phase // PHASES, phase % PHASES
        layer, factors = table[place], numbers[place]
        before, last = table[max(place - 1, 0)], numbers[max(place - 1, 0), EPSILONS + 3]
        every = 1
        if place == layers:
            h = h[:wanted]
            every = queries // wanted  # each query, or the last of each text
        column, given, result = INPUTS, h, joined
        if kind == _READING:
            items = queries // every
        elif kind in (_PLACING, _ADDING):
            items = queries
        elif kind == _ATTENDING:
            together = _queries_together(sizes)
            items = (
                sizes[HEADS] if queries == 1 else queries // new * sizes[KV_HEADS] * ((new + together - 1) // together)
            )
        else:
            if kind == _MIXING:
                column, given, result = OUTPUT, mixed, out
            elif kind == _GATING:
                column, given, result = GATE, h, inner
            elif kind == _ENDING:
                column, given, result = DOWN, inner, out
            elif place == layers:
                result = scores
        matrix, second = layer[column : column + 6], layer[UP : UP + 6]
        if kind in (_JOINING, _MIXING, _GATING, _ENDING):
            step = _rows_of_item(matrix, threads)
            items = (matrix[ROWS] + step - 1) // step

        counter, item = address + 8 * (FIRST + LINE * phase), -1
        while True:
            item = item + 1 if threads == 1 else _add(counter, 1)
            if item >= items:
                break
            if kind == _READING:
                query = (item + 1) * every - 1
                if place > 0:
                    _normalise(before[LAST : LAST + 3], last, out[query], out[query])
                    _add_to(x[query], out[query])
                _normalise(layer[BEFORE : BEFORE + 3], factors[EPSILONS], x[query], h[item])
            elif kind == _PLACING:
                row, index = item // new, length + item % new
                _place(layer, factors, sizes, joined[item], row, index, max(index - paddings[row], 0))
            elif kind == _ATTENDING and queries == 1:
                _attend_head(layer, factors, sizes, paddings, item, joined, scores_of_keys, mixed)
            elif kind == _ATTENDING:
                _attend_together(
                    layer, factors, sizes, paddings, item, joined, scores_of_keys, asked, found, totals, mixed
                )
            elif kind == _ADDING:
                _normalise(layer[AFTER : AFTER + 3], factors[EPSILONS + 1], out[item], out[item])
                if layer[PARALLEL] == 0:
                    _add_to(x[item], out[item])
                _normalise(layer[SECOND : SECOND + 3], factors[EPSILONS + 2], x[item], h[item])
                if layer[PARALLEL] != 0:
                    _add_to(x[item], out[item])
            else:
                start, end = item * step, min((item + 1) * step, matrix[ROWS])
                _multiply(matrix, given, result, start, end)
                if kind == _GATING:
                    for query in range(queries):
                        _activate(layer[ACTIVATION], inner[query], start, end)
                    if second[WEIGHT] != 0:
                        _multiply(second, h, up, start, end)
                        for query in range(queries):
                            for number in range(start, end):
                                inner[query, number] *= up[query, number]
            if threads > 1:
                _add(counter + 8, 1)
        while threads > 1 and _now(counter + 8) != items:
            looks += 1
            if looks % _LOOKS == 0 and give_way != 0:
                _let_others(give_way)

    if helps:
        _add(address + 8 * _INSIDE, -1)
    elif threads > 1:
        _add(address + 8 * _OPEN, -1)
        while _now(address + 8 * _INSIDE) != 0:
            looks += 1
            if looks % _LOOKS == 0 and give_way != 0:
                _let_others(give_way)


def prepare() -> None:
    """Make the machine code, or read it from the disk, where it is kept if that can be (``inference/kept_code.py``)."""
    config.CACHE_LOCATOR_CLASSES = f"{Keeper.__module__}.{Keeper.__name__}"
    with contextlib.suppress(RuntimeError):  # nothing can be written
        run_pass.enable_caching()
    try:
        run_pass.compile(_RUN_PASS)
    except Exception:  # what is kept is damaged, or the disk is full; a mistake in the code comes up again
        forget()
        run_pass.compile(_RUN_PASS)
    if run_pass.stats.cache_misses:
        forget(others=True)


def _give_way_address() -> int:
    """Where the system's function stands that lets another thread go on; 0 where it is not found."""
    try:
        name = "kernel32" if sys.platform == "win32" else None
        function = ctypes.CDLL(name)["SwitchToThread" if sys.platform == "win32" else "sched_yield"]
    except (OSError, AttributeError):
        return 0
    return ctypes.cast(function, ctypes.c_void_p).value or 0


GIVE_WAY_ADDRESS = _give_way_address()
