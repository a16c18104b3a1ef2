"""Writing an artifact folder that the whole Hugging Face ecosystem loads."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import torch

from gpt_studio.artifacts import names
from gpt_studio.artifacts.card import CardFacts, render_card
from gpt_studio.artifacts.generation import Generation
from gpt_studio.artifacts.weights import save_weights
from gpt_studio.core import durable
from gpt_studio.models.contract import LanguageModel, ModelConfig, writable
from gpt_studio.tokenization.files import tokenizer_files
from gpt_studio.tokenization.tokenizer import Tokenizer


def save_artifact(
    folder: Path,
    model: LanguageModel,
    config: ModelConfig,
    tokenizer: Tokenizer,
    *,
    chat_template: str | None,
    generation: Generation,
    card: CardFacts,
    dtype: torch.dtype = torch.float32,
) -> None:
    """Write every file of the folder, each in one step; ``config.json``, which makes it a model, comes last.

    Raises StudioError for an architecture that cannot be trained, and if the disk refuses; files not yet replaced are
    kept as they were.
    """
    hf = writable(config).to_hf(
        dtype=str(dtype).removeprefix("torch."),
        bos_token_id=generation.bos_token_id,
        eos_token_id=generation.eos_entry,
        pad_token_id=generation.pad_token_id,
    )
    save_weights(folder, model, dtype)
    for name, content in tokenizer_files(tokenizer, config.context_length, chat_template).items():
        durable.write_bytes(folder / name, content)
    if chat_template is None:
        (folder / names.CHAT_TEMPLATE).unlink(missing_ok=True)
    _write_json(folder / names.GENERATION, generation.to_hf())
    save_card(folder, config, card)
    _write_json(folder / names.CONFIG, hf)


def save_card(folder: Path, config: ModelConfig, card: CardFacts) -> None:
    """Replace the model card alone: a later checkpoint knows more about the training."""
    durable.write_text(folder / names.CARD, render_card(card, config))


def _write_json(path: Path, content: dict[str, Any]) -> None:
    durable.write_text(path, json.dumps(content, indent=2, ensure_ascii=False) + "\n")
