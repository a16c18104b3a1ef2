"""Encodes large texts: in this process, or in a helper process where all threads of this one share a heap.

Measured on two cores with 22 MB: 18 to 25 s in this process, 10 s in a helper; with 1.1 MB both take the same time,
because a process must start first (tests/benchmarks/RESULTS.md).
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from multiprocessing.connection import Connection

import numpy as np

from gpt_studio.core.errors import StudioError
from gpt_studio.core.job import JobContext
from gpt_studio.hardware.helper_process import LOST, answer, helper_process
from gpt_studio.hardware.memory import shares_one_heap
from gpt_studio.tokenization.encoding_process import NUMBER, serve
from gpt_studio.tokenization.tokenizer import Tokenizer, encoding_failed

Encode = Callable[[Sequence[str]], Sequence[Sequence[int] | np.ndarray]]
WORTH_A_PROCESS = 500_000  # bytes


@contextlib.contextmanager
def encoder(tokenizer: Tokenizer, size: int, context: JobContext) -> Iterator[Encode]:
    """Yield a function that does :meth:`Tokenizer.encode_pieces`; ``size`` is the expected text in bytes."""
    if not shares_one_heap() or size < WORTH_A_PROCESS:
        yield tokenizer.encode_pieces
        return
    with helper_process(serve, tokenizer.reader.to_str(), name="encoding") as (process, line):

        def encode(pieces: Sequence[str]) -> Sequence[np.ndarray]:
            texts = tokenizer.checked(pieces)
            if not texts:
                return []
            try:
                return _request(line, texts, context)
            except LOST as error:
                process.join(timeout=5)
                raise _process_ended(process.exitcode) from error

        yield encode


def _request(line: Connection, texts: list[str], context: JobContext) -> Sequence[np.ndarray]:
    line.send_bytes(json.dumps(texts).encode())
    numbers = np.frombuffer(answer(line, context), NUMBER)
    if not len(numbers):
        raise encoding_failed(texts[0])
    lengths, ids = numbers[: len(texts)], numbers[len(texts) :]
    return np.split(ids, list(accumulate(lengths.tolist()))[:-1])


def _process_ended(exit_code: int | None) -> StudioError:
    return StudioError(
        "tokenizer.encoding_ended",
        "Encoding the text ended early (code {code}), most likely because memory ran out: close other programs.",
        code=exit_code,
    )
