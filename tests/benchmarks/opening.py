"""The time that checks and the helper process add to opening 500 MB: ``python tests/benchmarks/opening.py``.

Opens a GPT-2 of 124 million parameters (float32, 50,000 tokens, a chat template) as the program does, and reads the
same files without any trial in the helper. Prints the medians in seconds, then how much memory opening takes at its
peak (Linux only; in a process of its own, beyond what Python and torch take), also for 500 MB of bfloat16 and float16,
and how long a tokenizer of 256,000 tokens and 500,000 merges takes. With ``--memory-only`` only the memory. The folders
are made in a temporary place.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))

import torch
from tiny_folders import byte_level_tokenizer

from gpt_studio.artifacts.generation_config import Generation
from gpt_studio.artifacts.load import open_artifact
from gpt_studio.artifacts.model_card import CardFacts
from gpt_studio.artifacts.open_tokenizer import open_tokenizer
from gpt_studio.artifacts.quarantine import Quarantine
from gpt_studio.artifacts.save import save_artifact
from gpt_studio.artifacts.stored_form import StoredForm
from gpt_studio.artifacts.validate import read_config
from gpt_studio.artifacts.weights import check_weights, load_weights, save_weights
from gpt_studio.models.build import new_model
from gpt_studio.models.registry import family
from gpt_studio.models.shape import ModelShape
from gpt_studio.tokenization.conversation import CHATML
from gpt_studio.tokenization.files import load_tokenizer

REPEATS = 5
VOCABULARY = 50_257
LARGE_VOCABULARY, LARGE_MERGES = 256_000, 500_000  # as in Gemma
PEAK = """
import re, sys
from pathlib import Path
import torch
from gpt_studio.artifacts.load import open_artifact
from gpt_studio.artifacts.quarantine import Quarantine
def peak():
    return int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) * 1024
before = peak()
artifact = open_artifact(Path(sys.argv[1]))
print(peak() - before)
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--memory-only", action="store_true")
    memory_only = parser.parse_args().memory_only
    torch.set_num_threads(1)
    with tempfile.TemporaryDirectory() as scratch:
        if not memory_only:
            show_seconds(Path(scratch))
        if sys.platform == "linux":
            show_memory(Path(scratch))


def show_seconds(scratch: Path) -> None:
    folder = scratch / "timed"
    make(folder)
    size = size_of(folder)
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
    tokenizer = scratch / "tokenizer"
    megabytes = make_large_tokenizer(tokenizer) / 1e6
    with Quarantine() as quarantine:
        large = statistics.median(seconds(lambda: open_tokenizer(tokenizer, quarantine)) for _ in range(REPEATS))
    print(f"a tokenizer of {LARGE_VOCABULARY:,} tokens and {megabytes:.0f} MB: {large:.2f} s")


def show_memory(scratch: Path) -> None:
    for dtype, hidden_size in ((torch.float32, 768), (torch.bfloat16, 1152), (torch.float16, 1152)):
        folder = scratch / "measured"
        make(folder, dtype, hidden_size)
        size, most = size_of(folder), peak(folder)
        shutil.rmtree(folder)
        print(
            f"stored as {str(dtype).removeprefix('torch.')}: {size / 1e6:.0f} MB, {most / 1e6:.0f} MB of memory at the "
            f"peak, {most / size:.2f} times as much"
        )


def size_of(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.iterdir())


def peak(folder: Path) -> int:
    """Peak memory, in bytes, of opening ``folder``."""
    return int(subprocess.run([sys.executable, "-c", PEAK, str(folder)], check=True, capture_output=True).stdout)


def make_large_tokenizer(folder: Path) -> int:
    """Write a tokenizer of random tokens, most of which two merges make. Returns the size of the file."""
    content = json.loads(byte_level_tokenizer().backend.to_str())
    vocabulary, merges = content["model"]["vocab"], content["model"]["merges"]
    chance, parts = random.Random(0), list("abcdefghijklmnopqrstuvwxyz")
    while len(vocabulary) < LARGE_VOCABULARY:
        left, right = chance.choice(parts[:3000]), chance.choice(parts[:3000])
        if left + right not in vocabulary and len(left + right) < 14:
            vocabulary[left + right] = len(vocabulary)
            merges.append([left, right])
            parts.append(left + right)
    known = {tuple(merge) for merge in merges}
    for token in parts:
        others = ((token[:i], token[i:]) for i in range(1, len(token)))
        other = next((cut for cut in others if set(cut) <= vocabulary.keys() and cut not in known), None)
        if other is not None and len(merges) < LARGE_MERGES:
            merges.append(list(other))
    folder.mkdir()
    return (folder / "tokenizer.json").write_text(json.dumps(content, indent=2))


def make(folder: Path, dtype: torch.dtype = torch.float32, hidden_size: int = 768) -> None:
    """A model folder whose tokenizer has merges of letters, so that its file is about as large as GPT-2's."""
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
    shape = ModelShape(model_type="gpt2", layers=12, heads=12, hidden_size=hidden_size, context_length=1024)
    config = family("gpt2").from_shape(shape, VOCABULARY)
    model = new_model(config).eval()
    facts, generation = CardFacts(name="large"), Generation(eos_token_ids=(0,))
    save_artifact(folder, model, config, tokenizer, chat_template=CHATML, generation=generation, card=facts)
    if dtype != torch.float32:
        save_weights(folder, model, StoredForm(usual=dtype))


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
