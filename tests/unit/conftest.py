"""Fixtures: tiny random models of transformers, to compare with, and a tiny tokenizer."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import tokenizers
from tiny_models import CASES, PLAIN, VOCABULARY, make

from gpt_studio.tokenization.tokenizer import Tokenizer


@pytest.fixture(params=PLAIN)
def reference(request: pytest.FixtureRequest) -> Any:
    """A model of transformers in evaluation mode, with weights large enough that every part changes the output."""
    return make(CASES[request.param])


@pytest.fixture
def reference_folder(reference: Any, tokenizer: Tokenizer, tmp_path: Path) -> Path:
    """The reference model as transformers saves it, with the tiny tokenizer."""
    folder = tmp_path / "reference"
    reference.save_pretrained(folder)
    (folder / "tokenizer.json").write_text(tokenizer.backend.to_str(), encoding="utf-8")
    (folder / "tokenizer_config.json").write_text(
        '{"tokenizer_class": "PreTrainedTokenizerFast", "eos_token": "<|endoftext|>"}', encoding="utf-8"
    )
    return folder


@pytest.fixture
def warnings_of_transformers(caplog: pytest.LogCaptureFixture) -> Iterator[Callable[[], list[str]]]:
    """A function that returns the warnings of transformers so far."""
    from transformers.utils import logging as transformers_logging

    transformers_logging.enable_propagation()
    try:
        with caplog.at_level(logging.WARNING):
            yield lambda: [record.getMessage() for record in caplog.records if record.name.startswith("transformers")]
    finally:
        transformers_logging.disable_propagation()


@pytest.fixture(scope="session")
def tokenizer() -> Tokenizer:
    """Byte-level BPE of at most 300 tokens: bytes, three special tokens and a few merges."""
    backend = tokenizers.Tokenizer(tokenizers.models.BPE())
    backend.pre_tokenizer = tokenizers.pre_tokenizers.ByteLevel(add_prefix_space=False)
    backend.decoder = tokenizers.decoders.ByteLevel()
    trainer = tokenizers.trainers.BpeTrainer(
        vocab_size=VOCABULARY,
        special_tokens=["<|endoftext|>", "<|im_start|>", "<|im_end|>"],
        initial_alphabet=tokenizers.pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    backend.train_from_iterator(["the cat sat on the mat and the dog sat on the log"] * 4, trainer)
    return Tokenizer(backend)
