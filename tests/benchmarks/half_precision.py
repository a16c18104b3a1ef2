"""Speed with matrices held as stored and widened to float32: ``python tests/benchmarks/half_precision.py``.

Makes random models of about 150 and 460 million parameters in a temporary folder, and opens each as the program does
and widened to float32. Both write and read prompts in turn. Prints the medians of the pairs, and the speed of the first
divided by that of the second. ``--threads 1`` counts processor time, which other programs hardly change; more threads
need a quiet machine. ``--slice`` sets the slice size of models/as_stored.py.
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import torch

from gpt_studio.artifacts.stored_form import StoredForm
from gpt_studio.artifacts.validate import read_config
from gpt_studio.artifacts.weights import check_weights, load_weights, save_weights
from gpt_studio.inference.engine import Engine
from gpt_studio.models import as_stored
from gpt_studio.models.build import build_on_meta, new_model
from gpt_studio.models.contract import LanguageModel
from gpt_studio.models.registry import family
from gpt_studio.models.shape import ModelShape

SIZES = {
    "10": (ModelShape(layers=6, heads=6, kv_heads=6, hidden_size=384, context_length=1024), 8_192),
    "150": (ModelShape(layers=16, heads=12, kv_heads=4, hidden_size=768, context_length=1024), 32_000),
    "500": (ModelShape(layers=20, heads=16, kv_heads=8, hidden_size=1280, context_length=1024), 50_000),
}
PROMPTS = (16, 128, 512)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--types", nargs="+", default=["llama", "qwen3"])
    parser.add_argument("--sizes", nargs="+", default=["150", "500"], choices=SIZES)
    parser.add_argument("--dtypes", nargs="+", default=["bfloat16", "float16"])
    parser.add_argument("--threads", type=int, default=torch.get_num_threads())
    parser.add_argument("--slice", type=int, default=as_stored.SLICE)
    parser.add_argument("--tokens", type=int, default=16)
    parser.add_argument("--repeats", type=int, default=5)
    wanted = parser.parse_args()
    torch.set_num_threads(wanted.threads)
    as_stored.SLICE = wanted.slice
    clock = time.process_time if wanted.threads == 1 else time.perf_counter
    for model_type in wanted.types:
        for size in wanted.sizes:
            for dtype in wanted.dtypes:
                compare(model_type, size, getattr(torch, dtype), wanted.tokens, wanted.repeats, clock)


def compare(
    model_type: str, size: str, dtype: torch.dtype, tokens: int, repeats: int, clock: Callable[[], float]
) -> None:
    stored, wide = both(model_type, size, dtype)
    ids = torch.randint(0, wide.config.vocab_size, (1, max(PROMPTS)), generator=torch.Generator().manual_seed(1))
    ways = {"writing": lambda model: write(model, ids[:, :32], tokens, clock)}
    for length in PROMPTS:
        ways[f"{length} tokens read"] = lambda model, length=length: read(model, ids[:, :length], clock)
    with torch.inference_mode():
        apart = float((stored.logits(stored(ids[:, :64])) - wide.logits(wide(ids[:, :64]))).abs().max())
    parameters = sum(parameter.numel() for parameter in wide.parameters())
    print(f"{model_type}, {parameters / 1e6:.0f}M, {str(dtype).removeprefix('torch.')}; logits {apart:.1e} apart")
    for name, way in ways.items():
        pairs = [(way(stored), way(wide)) for _ in range(repeats)]
        first, second = (statistics.median(times) for times in zip(*pairs, strict=True))
        ratio = statistics.median(widened / as_is for as_is, widened in pairs)
        print(f"  {name}: {1e3 * first:.1f} ms as stored, {1e3 * second:.1f} ms widened, {ratio:.2f} times as fast")


def both(model_type: str, size: str, dtype: torch.dtype) -> tuple[LanguageModel, LanguageModel]:
    """The model as the program opens it, and a float32 one with the same weights."""
    shape, vocabulary = SIZES[size]
    config = family(model_type).from_shape(shape, vocabulary)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        save_weights(folder, new_model(config, generator=torch.Generator().manual_seed(0)), StoredForm(usual=dtype))
        (folder / "config.json").write_text(json.dumps(config.to_hf()))
        stored = load_weights(check_weights(folder, read_config(folder)))
    wide = build_on_meta(config).to_empty(device="cpu").eval()
    wide.load_state_dict(stored.state_dict())
    return stored, wide


@torch.inference_mode()
def write(model: LanguageModel, prompt: torch.Tensor, tokens: int, clock: Callable[[], float]) -> float:
    """Seconds per token written after the prompt."""
    engine = Engine(model)
    cache = engine.new_cache()
    engine.scores(prompt, cache)
    started = clock()
    for _ in range(tokens):
        engine.scores(prompt[:, -1:], cache)
    return (clock() - started) / tokens


@torch.inference_mode()
def read(model: LanguageModel, prompt: torch.Tensor, clock: Callable[[], float]) -> float:
    engine = Engine(model)
    started = clock()
    engine.scores(prompt, engine.new_cache())
    return clock() - started


if __name__ == "__main__":
    main()
