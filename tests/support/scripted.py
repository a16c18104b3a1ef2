"""Folders with a model that writes given tokens whatever it reads, because its next token depends only on the
position."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from transformers import GPT2Config, GPT2LMHeadModel

from gpt_studio.tokenization.tokenizer import Tokenizer

_POSITIONS = 96


def scripted_folder(
    folder: Path,
    tokenizer: Tokenizer,
    script: Sequence[int],
    *,
    start: int,
    end: int | None = None,
    roles: dict[str, str] | None = None,
    template: str | None = None,
    generation: dict[str, Any] | None = None,
) -> Path:
    """A folder whose model, after a prompt of ``start`` tokens, writes ``script`` and then only ``end``."""
    config = GPT2Config(
        vocab_size=tokenizer.vocab_size,
        n_embd=_POSITIONS,
        n_layer=1,
        n_head=1,
        n_positions=_POSITIONS,
        tie_word_embeddings=False,
        bos_token_id=None,
        eos_token_id=end,
    )
    model = GPT2LMHeadModel(config).eval()
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.zero_()
        block = model.transformer.h[0]
        for norm in (block.ln_1, block.ln_2, model.transformer.ln_f):
            norm.weight.fill_(1)
        model.transformer.wpe.weight.copy_(torch.eye(_POSITIONS))
        for position in range(_POSITIONS):
            place = position - (start - 1)
            token = script[place] if 0 <= place < len(script) else end or 0
            model.lm_head.weight[token, position] += 10.0
    model.save_pretrained(folder)
    tokenizer.backend.save(str(folder / "tokenizer.json"))
    (folder / "tokenizer_config.json").write_text(json.dumps(roles or {}))
    (folder / "generation_config.json").write_text(json.dumps({"eos_token_id": end} | (generation or {})))
    if template is not None:
        (folder / "chat_template.jinja").write_text(template)
    return folder
