"""Writes a model's folder in the form that Hugging Face libraries load."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch

from gpt_studio.artifacts import names
from gpt_studio.artifacts.base_files import inherited_config
from gpt_studio.artifacts.generation_config import Generation
from gpt_studio.artifacts.model_card import CardFacts, render_card
from gpt_studio.artifacts.stored_form import StoredForm, form_of
from gpt_studio.artifacts.weights import save_weights
from gpt_studio.core import durable
from gpt_studio.models.contract import LanguageModel, ModelConfig, NewConfig
from gpt_studio.tokenization.files import json_bytes, tokenizer_files
from gpt_studio.tokenization.tokenizer import Tokenizer


def save_artifact(
    folder: Path,
    model: LanguageModel,
    config: NewConfig,
    tokenizer: Tokenizer,
    *,
    chat_template: str | None,
    generation: Generation,
    card: CardFacts,
    dtype: torch.dtype = torch.float32,
) -> None:
    """Write every file of the folder, each in one step, and ``config.json`` last, because it makes it a model.

    Raises DiskError if the disk refuses; then files not yet replaced are unchanged.
    """
    hf = config.to_hf(
        dtype=str(dtype).removeprefix("torch."),
        bos_token_id=generation.bos_token_id,
        eos_token_id=generation.eos_entry,
        pad_token_id=generation.pad_token_id,
    )
    files = tokenizer_files(tokenizer, config.context_length, chat_template)
    files[names.GENERATION] = json_bytes(generation.to_hf())
    if chat_template is None:
        (folder / names.CHAT_TEMPLATE).unlink(missing_ok=True)
    save_in_form(folder, model, config, files, hf, card, StoredForm(usual=dtype))


def save_tuned(
    folder: Path, model: LanguageModel, config: ModelConfig, files: Mapping[str, bytes], base: Path, card: CardFacts
) -> None:
    """As :func:`save_artifact`, for a model fine-tuned from the one in ``base``, in the form that this one has.

    ``files``: those of :func:`gpt_studio.artifacts.base_files.inherited_files`.
    """
    save_in_form(folder, model, config, files, inherited_config(base, config), card, form_of(base, model))


def save_in_form(
    folder: Path,
    model: LanguageModel,
    config: ModelConfig,
    files: Mapping[str, bytes],
    hf: dict[str, Any],
    card: CardFacts,
    form: StoredForm,
) -> None:
    """Write ``folder``, with the entries ``hf`` as its config.json, and with the weights in this ``form``."""
    save_weights(folder, model, form)
    for name, content in files.items():
        durable.write_bytes(folder / name, content)
    save_card(folder, config, card)
    durable.write_bytes(folder / names.CONFIG, json_bytes(hf))


def save_card(folder: Path, config: ModelConfig, card: CardFacts) -> None:
    """Replace only the model card, after a checkpoint with newer facts about the training."""
    durable.write_text(folder / names.CARD, render_card(card, config))
