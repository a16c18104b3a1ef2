"""The special tokens before and after a text are those of transformers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import tokenizers
from tiny_folders import byte_level_tokenizer, word_piece_tokenizer
from tokenizers import processors
from transformers import AutoTokenizer

from gpt_studio.tokenization.begin_and_end import begin_texts_with
from gpt_studio.tokenization.files import load_tokenizer
from gpt_studio.tokenization.tokenizer import Tokenizer

BYTES = processors.ByteLevel(trim_offsets=False)
START, END = ("<|im_start|>", 1), ("<|im_end|>", 2)
AROUND: dict[str, tuple[Any, list[int], list[int]]] = {
    "nothing": (None, [], []),
    "bytes": (BYTES, [], []),
    "a begin": (processors.TemplateProcessing(single="<|im_start|> $A", special_tokens=[START]), [1], []),
    "an end": (processors.TemplateProcessing(single="$A <|im_end|>", special_tokens=[END]), [], [2]),
    "both, after bytes": (
        processors.Sequence(
            [BYTES, processors.TemplateProcessing(single="<|im_start|> $A <|im_end|>", special_tokens=[START, END])]
        ),
        [1],
        [2],
    ),
    "two that add tokens": (
        processors.Sequence(
            [
                processors.TemplateProcessing(single="<|im_start|> $A", special_tokens=[START]),
                processors.TemplateProcessing(single="<|im_end|> $A <|im_end|>", special_tokens=[END]),
            ]
        ),
        [1],
        [],
    ),
    "BERT": (processors.BertProcessing(END, START), [1], [2]),
    "RoBERTa": (processors.RobertaProcessing(END, START), [1], [2]),
    "two in one": (
        processors.TemplateProcessing(
            single="two $A", special_tokens=[{"id": "two", "ids": [1, 2], "tokens": ["<|im_start|>", "<|im_end|>"]}]
        ),
        [1, 2],
        [],
    ),
}


@pytest.mark.parametrize("name", AROUND)
def test_each_kind_of_post_processor(name: str, tmp_path: Path) -> None:
    processor, begin, end = AROUND[name]
    backend = tokenizers.Tokenizer.from_str(byte_level_tokenizer().backend.to_str())
    if processor is not None:
        backend.post_processor = processor
    (tmp_path / "tokenizer.json").write_text(backend.to_str())
    roles = {"bos_token": "<|im_start|>", "eos_token": "<|im_end|>"}
    (tmp_path / "tokenizer_config.json").write_text(json.dumps({"tokenizer_class": "PreTrainedTokenizerFast"} | roles))
    ours, theirs = load_tokenizer(tmp_path), AutoTokenizer.from_pretrained(tmp_path)
    assert [*ours.begin_ids, *ours.encode_text("the cat"), *end] == theirs("the cat")["input_ids"]
    assert list(ours.begin_ids) == begin
    assert list(ours.end_ids) == [*end, *([] if 0 in end else [0])], "documents also end with the end-of-text token"


def test_a_tokenizer_that_ends_texts_with_its_separator_does_not_end_them_twice() -> None:
    pieces = word_piece_tokenizer()
    assert (pieces.begin_ids, pieces.end_ids) == ((), (1,))


def test_a_begin_is_added_to_what_is_there() -> None:
    backend = byte_level_tokenizer().backend
    backend.post_processor = BYTES
    begin_texts_with(backend, "<|im_start|>")
    made = Tokenizer(backend)
    assert made.encode("the cat") == [1, *made.encode_text("the cat")]
    assert made.begin_ids == (1,)
    assert made.decode(made.encode("the cat")) == "<|im_start|>the cat"
