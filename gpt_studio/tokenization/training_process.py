"""The main function of the helper process that trains a tokenizer.

It is a separate process because merging can take minutes, cannot be interrupted and can run out of memory.
Input: pieces of text, then b"". Output: JSON objects with one key: ``merged`` (progress), ``tokenizer`` (the result)
or ``failed``.
"""

from __future__ import annotations

import json
import os
import threading
import time
from collections.abc import Iterator
from multiprocessing.connection import Connection

import tokenizers
from tokenizers import decoders, models, pre_tokenizers, processors, trainers

from gpt_studio.hardware.helper_process import become_helper

_BETWEEN_REPORTS = 0.1  # seconds


def serve(connection: Connection, vocab_size: int, min_frequency: int, special_tokens: tuple[str, ...]) -> None:
    """Train on the received texts, and send the result."""
    become_helper()
    try:
        _report(connection, tokenizer=_train(connection, vocab_size, min_frequency, special_tokens))
    except EOFError:
        return  # the parent closed the connection
    except BaseException as error:  # a Rust panic is not an Exception
        _report(connection, failed=f"{type(error).__name__}: {error}")


def _train(connection: Connection, vocab_size: int, min_frequency: int, special_tokens: tuple[str, ...]) -> str:
    tokenizer = tokenizers.Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=True)
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.post_processor = processors.ByteLevel(trim_offsets=False)
    trainer = trainers.BpeTrainer(
        vocab_size=vocab_size,
        min_frequency=min_frequency,
        special_tokens=list(special_tokens),
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=True,
        progress_format="json",
    )
    with _StandardErrorAsProgress(connection):
        tokenizer.train_from_iterator(_pieces(connection), trainer)
    return tokenizer.to_str()


def _pieces(connection: Connection) -> Iterator[str]:
    while piece := connection.recv_bytes():
        yield piece.decode("utf-8")


class _StandardErrorAsProgress:
    """Context manager that reads the trainer's progress from standard error (JSON lines) and reports it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def __enter__(self) -> None:
        reading, writing = os.pipe()
        self._before = os.dup(2)
        os.dup2(writing, 2)
        os.close(writing)
        self._thread = threading.Thread(target=self._pass_on, args=(reading,), daemon=True)
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        os.dup2(self._before, 2)
        os.close(self._before)
        self._thread.join()

    def _pass_on(self, reading: int) -> None:
        next_time = 0.0
        with os.fdopen(reading, encoding="utf-8", errors="replace") as lines:
            for line in lines:
                if time.monotonic() >= next_time and '"Compute merges"' in line:
                    next_time = time.monotonic() + _BETWEEN_REPORTS
                    _report(self._connection, merged=json.loads(line)["current"])


def _report(connection: Connection, **message: int | str) -> None:
    connection.send_bytes(json.dumps(message).encode())
