"""What checking and the helper process add to opening a folder of 500 MB: ``python tests/benchmarks/opening.py``.

Opens a GPT-2 of 124 million parameters (float32, 50,000 tokens, a chat template) as the program does, and reads the
same files without any trial in the helper. Prints the medians in seconds. The folder is made in a temporary place.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))

import torch
from tiny_folders import byte_level_tokenizer

from gpt_studio.artifacts.card import CardFacts
from gpt_studio.artifacts.generation import Generation
from gpt_studio.artifacts.load import open_artifact
from gpt_studio.artifacts.quarantine import Quarantine
from gpt_studio.artifacts.save import save_artifact
from gpt_studio.artifacts.validate import read_config
from gpt_studio.artifacts.weights import check_weights, load_weights
from gpt_studio.models.build import new_model
from gpt_studio.models.registry import family
from gpt_studio.models.shape import ModelShape
from gpt_studio.tokenization.conversation import CHATML
from gpt_studio.tokenization.files import load_tokenizer

REPEATS = 5
VOCABULARY = 50_257


def main() -> None:
    torch.set_num_threads(1)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "large"
        make(folder)
        size = sum(path.stat().st_size for path in folder.iterdir())
        plain, checked = [], []
        for _ in range(REPEATS):
            plain.append(seconds(lambda: read_only(folder)))
            checked.append(seconds(lambda: open_artifact(folder)))
        helper = statistics.median(seconds(start_helper) for _ in range(REPEATS))
    without, whole = statistics.median(plain), statistics.median(checked)
    print(
        f"{size / 1e6:.0f} MB: {without:.2f} s without trials, {whole:.2f} s as opened, {whole - without:.2f} s added; "
        f"the helper alone starts in {helper:.2f} s"
    )


def make(folder: Path) -> None:
    """Merges of pairs of letters, so that the tokenizer's file is about as large as GPT-2's."""
    tokenizer = byte_level_tokenizer()
    content = json.loads(tokenizer.backend.to_str())
    vocabulary, merges = content["model"]["vocab"], content["model"]["merges"]
    letters = "abcdefghijklmnopqrstuvwxyz"
    parts = [*letters, *(a + b for a in letters for b in letters)]
    for left in parts:
        for right in parts:
            if len(vocabulary) < VOCABULARY and left + right not in vocabulary and {left, right} <= vocabulary.keys():
                vocabulary[left + right] = len(vocabulary)
                merges.append([left, right])
    tokenizer.backend = type(tokenizer.backend).from_str(json.dumps(content))
    shape = ModelShape(model_type="gpt2", layers=12, heads=12, hidden_size=768, context_length=1024)
    config = family("gpt2").from_shape(shape, VOCABULARY)
    model = new_model(config).eval()
    facts, generation = CardFacts(name="large"), Generation(eos_token_ids=(0,))
    save_artifact(folder, model, config, tokenizer, chat_template=CHATML, generation=generation, card=facts)


def read_only(folder: Path) -> None:
    load_weights(check_weights(folder, read_config(folder)))
    load_tokenizer(folder)


def start_helper() -> None:
    with Quarantine() as quarantine:
        quarantine.ask("try_texts", 1)


def seconds(do: Callable[[], object]) -> float:
    started = time.perf_counter()
    do()
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
