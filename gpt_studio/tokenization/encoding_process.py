"""The main function of the helper process that encodes long texts.

Input: a JSON list of texts; an empty list ends the process. Output: unsigned 32-bit integers, the length of each text
in tokens and then all ids; no bytes if the tokenizer failed.
"""

from __future__ import annotations

import json
from array import array
from itertools import chain
from multiprocessing.connection import Connection

import tokenizers

from gpt_studio.hardware.helper_process import become_helper

NUMBER = "I"


def serve(line: Connection, tokenizer: str) -> None:
    """Encode the texts from ``line`` with ``tokenizer``, the JSON of :attr:`Tokenizer.reader`."""
    become_helper()
    reader = tokenizers.Tokenizer.from_str(tokenizer)
    reader.encode_special_tokens = True
    try:
        while pieces := json.loads(line.recv_bytes()):
            line.send_bytes(_encoded(reader, pieces))
    except (EOFError, MemoryError):
        return  # the parent closed the line, or will see that this process ended
    except BaseException:  # a Rust panic is not an Exception
        line.send_bytes(b"")


def _encoded(tokenizer: tokenizers.Tokenizer, pieces: list[str]) -> bytes:
    ids = [encoding.ids for encoding in tokenizer.encode_batch_fast(pieces, add_special_tokens=False)]
    return array(NUMBER, chain(map(len, ids), *ids)).tobytes()
