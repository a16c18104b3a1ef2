"""A GGUF file names the token that ends a turn, even if the folder's settings do not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import gguf
import pytest
from scripted import scripted_folder
from tiny_folders import byte_level_tokenizer

from gpt_studio.tokenization.conversation import CHATML

TEXT, START, END = 0, 1, 2  # the ids of <|endoftext|>, <|im_start|> and <|im_end|>


@pytest.mark.parametrize(
    ("template", "ends", "named"),
    [
        (CHATML, TEXT, {"eos": TEXT, "eot": END}),
        (CHATML, [END, TEXT], {"eos": END, "eot": TEXT}),
        (CHATML, [TEXT, 5], {"eos": TEXT, "eot": END, "eom": 5}),
        (None, [TEXT, 5], {"eos": TEXT, "eot": 5}),
        ("{% for m in messages %}{{ m.content }}<|endoftext|>{% endfor %}", TEXT, {"eos": TEXT}),
    ],
)
def test_the_end_of_a_turn_is_named(
    template: str | None, ends: Any, named: dict[str, int], tmp_path: Path, export: Callable[..., Any]
) -> None:
    tokenizer = byte_level_tokenizer()
    roles = {"eos_token": "<|im_end|>"} if isinstance(ends, list) and END in ends else {}
    folder = scripted_folder(
        tmp_path / "model",
        tokenizer,
        [],
        start=1,
        end=TEXT,
        roles=roles,
        template=template,
        generation={"eos_token_id": ends},
    )
    fields = gguf.GGUFReader(export(folder, "gguf-f16", tmp_path / "model.gguf").path).fields
    found = {
        key: field.contents()
        for key, field in fields.items()
        if key.endswith(("eos_token_id", "eot_token_id", "eom_token_id"))
    }
    assert found == {f"tokenizer.ggml.{key}_token_id": token for key, token in named.items()}
