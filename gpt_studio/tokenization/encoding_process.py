"""The process of its own in which long texts are encoded.

In: a JSON list of pieces of text; an empty one ends it. Out: unsigned 32-bit numbers, the length of each piece in
tokens and then all their ids; nothing at all if the tokenizer failed.
"""

from __future__ import annotations

import json
from array import array
from itertools import chain
from multiprocessing.connection import Connection

import tokenizers

from gpt_studio.tokenization.helper_process import become_helper

NUMBER = "I"


def serve(line: Connection, tokenizer: str) -> None:
    """Encode what comes in with ``tokenizer``, the JSON of :attr:`Tokenizer.reader`."""
    become_helper()
    reader = tokenizers.Tokenizer.from_str(tokenizer)
    reader.encode_special_tokens = True
    try:
        while pieces := json.loads(line.recv_bytes()):
            line.send_bytes(_encoded(reader, pieces))
    except (EOFError, MemoryError):
        return  # the parent gave up, or is to find that this process ended
    except BaseException:  # a panic is no Exception
        line.send_bytes(b"")


def _encoded(tokenizer: tokenizers.Tokenizer, pieces: list[str]) -> bytes:
    ids = [encoding.ids for encoding in tokenizer.encode_batch_fast(pieces, add_special_tokens=False)]
    return array(NUMBER, chain(map(len, ids), *ids)).tobytes()
