"""Small sound model folders of several forms, from which the hostile ones are made."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import tokenizers
import torch
from tokenizers import decoders, models, normalizers, pre_tokenizers, processors, trainers

from gpt_studio.artifacts.generation_config import Generation
from gpt_studio.artifacts.model_card import CardFacts
from gpt_studio.artifacts.safetensors_data import read_tensors, write_tensors
from gpt_studio.artifacts.save import save_artifact
from gpt_studio.models.build import new_model
from gpt_studio.models.registry import family
from gpt_studio.models.shape import ModelShape
from gpt_studio.tokenization.conversation import CHATML
from gpt_studio.tokenization.tokenizer import Tokenizer

_TEXT = ["the cat sat on the mat and the dog sat on the log"] * 4
_SPECIAL = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]


def byte_level_tokenizer(vocab_size: int = 280) -> Tokenizer:
    backend = tokenizers.Tokenizer(models.BPE())
    backend.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    backend.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=vocab_size,
        special_tokens=_SPECIAL,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    backend.train_from_iterator(_TEXT, trainer)
    return Tokenizer(backend)


def word_piece_tokenizer() -> Tokenizer:
    backend = tokenizers.Tokenizer(models.WordPiece(unk_token="[UNK]"))
    backend.normalizer = normalizers.BertNormalizer()
    backend.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    backend.decoder = decoders.WordPiece()
    trainer = trainers.WordPieceTrainer(vocab_size=120, special_tokens=["[UNK]", "[SEP]"], show_progress=False)
    backend.train_from_iterator(_TEXT, trainer)
    backend.post_processor = processors.TemplateProcessing(single="$A [SEP]", special_tokens=[("[SEP]", 1)])
    return Tokenizer(backend)


def unigram_tokenizer() -> Tokenizer:
    backend = tokenizers.Tokenizer(models.Unigram())
    backend.pre_tokenizer = pre_tokenizers.Metaspace()
    backend.decoder = decoders.Metaspace()
    trainer = trainers.UnigramTrainer(
        vocab_size=60, special_tokens=["<unk>", "</s>"], unk_token="<unk>", show_progress=False
    )
    backend.train_from_iterator(_TEXT, trainer)
    return Tokenizer(backend)


def save_tiny(folder: Path, model_type: str, tokenizer: Tokenizer, template: str | None) -> Path:
    shape = ModelShape(model_type=model_type, layers=1, heads=2, hidden_size=16, context_length=256, tied=True)
    config = family(model_type).from_shape(shape, tokenizer.vocab_size)
    model = new_model(config, generator=torch.Generator().manual_seed(0)).eval()
    generation = Generation(eos_token_ids=(1,), do_sample=True, temperature=0.8, top_p=0.9, top_k=20)
    save_artifact(
        folder, model, config, tokenizer, chat_template=template, generation=generation, card=CardFacts(name="tiny")
    )
    return folder


def split_weights(folder: Path) -> None:
    """Replace ``model.safetensors`` by two files and an index."""
    tensors = read_tensors(folder / "model.safetensors")
    (folder / "model.safetensors").unlink()
    names = sorted(tensors)
    places: dict[str, str] = {}
    for number, part in enumerate((names[::2], names[1::2]), 1):
        place = f"model-0000{number}-of-00002.safetensors"
        write_tensors(folder / place, {name: tensors[name] for name in part})
        places |= dict.fromkeys(part, place)
    index = {"metadata": {"total_size": 0}, "weight_map": places}
    (folder / "model.safetensors.index.json").write_text(json.dumps(index))


def change_json(path: Path, *keys: str | int, to: Any) -> None:
    """Set one entry of a JSON file, found by the ``keys`` that lead to it."""
    content = json.loads(path.read_text(encoding="utf-8"))
    place = content
    for key in keys[:-1]:
        place = place[key]
    place[keys[-1]] = to
    path.write_text(json.dumps(content), encoding="utf-8")


def sound_folders(root: Path) -> Sequence[Path]:
    """Six folders: as GPT Studio writes one, with weights in two files, with the older tokenizer files, with WordPiece
    as tokenizer.json and as vocab.txt, and with Unigram."""
    byte_level = byte_level_tokenizer()
    own = save_tiny(root / "own", "gpt2", byte_level, CHATML)
    split = save_tiny(root / "split", "qwen3", byte_level, CHATML)
    split_weights(split)
    (split / "chat_template.jinja").unlink()
    older = save_tiny(root / "older", "gpt2", byte_level, None)
    (older / "tokenizer.json").unlink()
    pieces = save_tiny(root / "pieces", "qwen3", word_piece_tokenizer(), None)
    unigram = save_tiny(root / "unigram", "gpt2", unigram_tokenizer(), CHATML)
    words = save_tiny(root / "words", "gpt2", word_piece_tokenizer(), CHATML)
    for name in ("tokenizer.json", "special_tokens_map.json"):
        (words / name).unlink()
    roles = {"unk_token": "[UNK]", "sep_token": "[SEP]", "cls_token": None, "pad_token": None, "mask_token": None}
    (words / "tokenizer_config.json").write_text(json.dumps({"tokenizer_class": "BertTokenizer"} | roles))
    return own, split, older, pieces, words, unigram
