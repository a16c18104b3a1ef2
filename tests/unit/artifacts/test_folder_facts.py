"""The facts about a folder: architecture, precision, vocabulary, template, and what is missing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import torch
from tiny_folders import byte_level_tokenizer, save_tiny, unigram_tokenizer, word_piece_tokenizer

from gpt_studio.artifacts.load import open_artifact
from gpt_studio.artifacts.quarantine import Quarantine
from gpt_studio.artifacts.safetensors_data import read_tensors, write_tensors
from gpt_studio.core.job import JobContext
from gpt_studio.jobs.models.inspect_folder import InspectFolder
from gpt_studio.jobs.models.inspect_folder import run as inspect
from gpt_studio.tokenization.conversation import CHATML


@pytest.fixture(scope="module")
def quarantine() -> Iterator[Quarantine]:
    with Quarantine() as one:
        yield one


def told(folder: Path, quarantine: Quarantine) -> tuple[list[str], list[str]]:
    """Facts and remarks, of all three steps."""
    facts: list[str] = []
    remarks: list[str] = []

    def listen(step: str, done: bool, found: tuple[object, ...], odd: tuple[object, ...]) -> None:
        facts.extend(map(str, found))
        remarks.extend(map(str, odd))

    open_artifact(folder, listen, quarantine=quarantine)
    return facts, remarks


def test_a_folder_that_has_everything(tmp_path: Path, quarantine: Quarantine) -> None:
    folder = save_tiny(tmp_path / "model", "gpt2", byte_level_tokenizer(), CHATML)
    facts, remarks = told(folder, quarantine)
    expected = ["gpt2", "1 layer of 2 heads", "context of 256 tokens", "stored as float32, computed in float32"]
    expected += ["vocabulary of 279 tokens", "byte-level BPE tokenizer", "3 special tokens"]
    expected += ["ends with <|im_start|>, <|im_end|>", "a chat template: it can hold conversations"]
    assert set(expected) <= set(facts)
    assert remarks == []
    listed = {str(fact) for fact in inspect(InspectFolder(folder), JobContext()).facts}
    assert {"Architecture: gpt2", "Precision: float32", "Tokenizer: byte-level BPE"} <= listed
    assert "Ends a text with: <|im_start|>, <|im_end|>" in listed


def test_a_folder_that_lacks_everything(tmp_path: Path, quarantine: Quarantine) -> None:
    folder = save_tiny(tmp_path / "model", "gpt2", unigram_tokenizer(), None)
    for name in ("generation_config.json", "tokenizer_config.json", "special_tokens_map.json"):
        (folder / name).unlink()
    tokenizer = json.loads((folder / "tokenizer.json").read_text())
    tokenizer["added_tokens"] = []
    (folder / "tokenizer.json").write_text(json.dumps(tokenizer))
    config = json.loads((folder / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps(config | {"eos_token_id": None, "bos_token_id": None}))
    facts, remarks = told(folder, quarantine)
    assert "Unigram tokenizer" in facts
    beginnings = (
        "There is no chat template",
        "No token ends a text",
        "No token begins a text",
        "There is no generation_",
    )
    assert [remark.startswith(beginning) for remark, beginning in zip(remarks, beginnings, strict=True)] == [True] * 4
    assert set(remarks) <= {str(fact) for fact in inspect(InspectFolder(folder), JobContext()).facts}


def test_end_tokens_that_do_not_exist_are_left_out(tmp_path: Path, quarantine: Quarantine) -> None:
    folder = save_tiny(tmp_path / "model", "gpt2", byte_level_tokenizer(), None)
    (folder / "generation_config.json").write_text(json.dumps({"eos_token_id": [2**40, 1, 279, 2**80]}))
    facts, _ = told(folder, quarantine)
    assert "ends with <|im_start|>" in facts
    assert "Ends a text with: <|im_start|>" in {str(f) for f in inspect(InspectFolder(folder), JobContext()).facts}


def test_half_precision_and_places_without_tokens(tmp_path: Path, quarantine: Quarantine) -> None:
    folder = save_tiny(tmp_path / "model", "gpt2", word_piece_tokenizer(), None)
    tensors = {name: tensor.to(torch.bfloat16) for name, tensor in read_tensors(folder / "model.safetensors").items()}
    table = tensors["transformer.wte.weight"]
    tensors["transformer.wte.weight"] = torch.cat([table, table[:8]])
    write_tensors(folder / "model.safetensors", tensors)
    config = json.loads((folder / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps(config | {"vocab_size": len(table) + 8}))
    facts, _ = told(folder, quarantine)
    assert "stored as bfloat16, computed in float32" in facts
    assert "WordPiece tokenizer" in facts
    assert f"of {len(table) + 8} that the model has a place for" in facts
