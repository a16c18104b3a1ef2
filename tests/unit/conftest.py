"""Tiny random models made by transformers, the reference that ours are compared with; a tiny tokenizer."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import tokenizers
import torch

from gpt_studio.tokenization.tokenizer import Tokenizer

VOCABULARY = 300
_GPT2 = {
    "model_type": "gpt2",
    "n_embd": 48,
    "n_head": 4,
    "n_layer": 3,
    "n_positions": 64,
}
_QWEN3 = {
    "model_type": "qwen3",
    "hidden_size": 48,
    "num_attention_heads": 4,
    "num_key_value_heads": 2,
    "head_dim": 12,
    "num_hidden_layers": 3,
    "intermediate_size": 80,
    "max_position_embeddings": 64,
    "tie_word_embeddings": True,
    "rope_parameters": {"rope_type": "default", "rope_theta": 10_000.0},
}
REFERENCES: dict[str, dict[str, Any]] = {
    "gpt2": _GPT2,
    "gpt2-untied-relu-inner": _GPT2 | {"tie_word_embeddings": False, "activation_function": "relu", "n_inner": 100},
    "gpt2-scaled-by-layer": _GPT2 | {"scale_attn_by_inverse_layer_idx": True, "layer_norm_epsilon": 1e-3},
    "gpt2-unscaled-gelu": _GPT2 | {"scale_attn_weights": False, "activation_function": "gelu"},
    "gpt2-upcast-silu": _GPT2 | {"reorder_and_upcast_attn": True, "activation_function": "silu"},
    "qwen3": _QWEN3,
    "qwen3-untied-all-heads": _QWEN3 | {"tie_word_embeddings": False, "num_key_value_heads": 4},
    "qwen3-wide-heads-one-kv": _QWEN3 | {"head_dim": 32, "num_key_value_heads": 1, "rms_norm_eps": 1e-3},
    "qwen3-bias-gelu-theta": _QWEN3
    | {
        "attention_bias": True,
        "hidden_act": "gelu",
        "rope_parameters": {"rope_type": "default", "rope_theta": 1_000_000.0},
    },
}


@pytest.fixture(params=REFERENCES)
def reference(request: pytest.FixtureRequest) -> Any:
    """One of transformers' models in evaluation mode, with weights large enough that every part of it matters."""
    from transformers import AutoConfig, AutoModelForCausalLM

    torch.manual_seed(0)
    options = {"vocab_size": VOCABULARY, "bos_token_id": 0, "eos_token_id": 0} | REFERENCES[request.param]
    model = AutoModelForCausalLM.from_config(AutoConfig.for_model(**options)).eval()
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.add_(torch.randn_like(parameter) * 0.1)
    return model


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
    """Call it for what transformers has warned of so far."""
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
