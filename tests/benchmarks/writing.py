"""How fast a model writes and reads, beside transformers and llama.cpp: ``python tests/benchmarks/writing.py``.

For two models with random weights (SmolLM2-135M's shape, stored in bfloat16; a qwen3 of 6 x 256, stored in float32)
each round runs every way once, each in a process of its own, so that a drift of the machine's speed affects all of
them. Printed are the raw figures of each round, then the medians of the ratios to transformers and llama.cpp:

- ``write``: tokens a second, of 64 written greedily after a prompt of 32 tokens
- ``read``: tokens a second, of a prompt of 512
- ``turn``: seconds to the first token of a second turn of 32 tokens, after 1,500 tokens of conversation
- ``fresh``: seconds to the first token of a conversation that begins with those 32 tokens

``--threads N`` sets the threads of all ways; ``--rounds``, ``--models`` and ``--ways`` choose. ``--processor-time``
counts the time of the processor instead of the clock's, for a machine that other programs keep busy (with one thread).
llama.cpp comes from the package ``xllamacpp``.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))

from pairs import measured

WRITTEN, PROMPT, READ, BEFORE = 64, 32, 512, 1500
MODELS: dict[str, dict[str, Any]] = {
    "smollm2-135m": {
        "model_type": "llama",
        "vocabulary": 49_152,
        "dtype": "bfloat16",
        "layers": 30,
        "heads": 9,
        "kv_heads": 3,
        "hidden_size": 576,
        "intermediate_size": 1536,
    },
    "qwen3-6x256": {
        "model_type": "qwen3",
        "vocabulary": 4_096,
        "dtype": "float32",
        "layers": 6,
        "heads": 8,
        "hidden_size": 256,
    },
}
WAYS = ("ours:exact", "ours:int8", "transformers:float32", "llama.cpp:q8_0", "llama.cpp:f32")
REFERENCES = ("transformers:float32", "transformers:bfloat16", "llama.cpp:q8_0", "llama.cpp:f32")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--models", nargs="+", default=list(MODELS), choices=list(MODELS))
    parser.add_argument("--ways", nargs="+", default=list(WAYS))
    parser.add_argument("--processor-time", action="store_true")
    parser.add_argument("--one", nargs=2, metavar=("WAY", "FOLDER"), help=argparse.SUPPRESS)
    wanted = parser.parse_args()
    if wanted.one:
        way, folder = wanted.one
        if wanted.processor_time:
            Clock.now = time.process_time
        print(json.dumps(one(way, Path(folder), wanted.threads)), flush=True)
        os._exit(0)  # does not wait for llama.cpp's threads
    with tempfile.TemporaryDirectory() as scratch:
        for name in wanted.models:
            folder = Path(scratch) / name
            make(folder, **MODELS[name])
            options = ["--threads", str(wanted.threads), *(["--processor-time"] if wanted.processor_time else [])]
            compare(name, folder, wanted.ways, wanted.rounds, options)


def compare(name: str, folder: Path, ways: list[str], rounds: int, options: list[str]) -> None:
    print(f"\n{name} {' '.join(options)}, load {os.getloadavg()[0]:.1f}", flush=True)
    found: dict[str, list[dict[str, Any]]] = {way: [] for way in ways}
    for number in range(rounds):
        for way in ways if number % 2 == 0 else reversed(ways):
            figures = measured([__file__, *options, "--one", way, str(folder)])
            found[way].append(figures)
            shown = "  ".join(f"{figure} {value:.4g}" for figure, value in figures.items())
            print(f"  {number + 1} {way:22} {shown}  load {os.getloadavg()[0]:.1f}", flush=True)
    for way in ways:
        for other in ways:
            if other in REFERENCES and other != way:
                ratios = {
                    figure: statistics.median(
                        mine[figure] / theirs[figure] for mine, theirs in zip(found[way], found[other], strict=True)
                    )
                    for figure in ("write", "read")
                }
                print(f"  {way} / {other}: writes {ratios['write']:.2f}, reads {ratios['read']:.2f}")


def one(way: str, folder: Path, threads: int) -> dict[str, float]:
    program, precision = way.split(":")
    ways = {"ours": ours, "transformers": transformers, "llama.cpp": llama_cpp}
    return dict(ways[program](folder, precision, threads))


class Clock:
    now: Callable[[], float] = time.perf_counter


def timed(action: Callable[[], Any]) -> float:
    start = Clock.now()
    action()
    return Clock.now() - start


def ours(folder: Path, precision: Any, threads: int) -> Iterator[tuple[str, float]]:
    import torch

    from gpt_studio.artifacts.validate import read_config
    from gpt_studio.artifacts.weights import check_weights, load_weights
    from gpt_studio.inference.engine import Engine
    from gpt_studio.inference.generate import generate
    from gpt_studio.inference.sampling_settings import Sampling
    from gpt_studio.inference.session import Session

    torch.set_num_threads(threads)
    engine = Engine(load_weights(check_weights(folder, read_config(folder))), precision, consume=True)
    ids = [100 + number % 100 for number in range(2000)]
    writing = Sampling(temperature=0, max_new_tokens=WRITTEN)

    def first(session: Session, text: list[int]) -> Any:
        return session.prefill(text)

    for _ in generate(Session(engine), ids[:8], Sampling(temperature=0, max_new_tokens=4), ()):
        pass
    steps = generate(Session(engine), ids[:PROMPT], writing, ())
    next(steps)
    yield "write", (WRITTEN - 1) / timed(lambda: list(steps))
    yield "read", READ / timed(lambda: first(Session(engine), ids[:READ]))
    session = Session(engine)
    session.prefill(ids[:BEFORE])
    yield "turn", timed(lambda: first(session, ids[: BEFORE + PROMPT]))
    yield "fresh", timed(lambda: first(Session(engine), ids[BEFORE : BEFORE + PROMPT]))


def transformers(folder: Path, precision: str, threads: int) -> Iterator[tuple[str, float]]:
    import torch
    from transformers import AutoModelForCausalLM

    torch.set_num_threads(threads)
    model = AutoModelForCausalLM.from_pretrained(folder, dtype=getattr(torch, precision)).eval()
    ids = torch.tensor([[100 + number % 100 for number in range(2000)]])
    options = {"do_sample": False, "eos_token_id": None, "pad_token_id": 0}

    def write(tokens: int) -> float:
        prompt = ids[:, :PROMPT]
        return timed(
            lambda: model.generate(
                prompt, attention_mask=torch.ones_like(prompt), max_new_tokens=tokens, min_new_tokens=tokens, **options
            )
        )

    write(4)
    first = write(1)
    yield "write", (WRITTEN - 1) / (write(WRITTEN) - first)
    with torch.inference_mode():
        yield "read", READ / timed(lambda: model(ids[:, :READ], logits_to_keep=1))


def llama_cpp(folder: Path, precision: str, threads: int) -> Iterator[tuple[str, float]]:
    import xllamacpp

    wanted = xllamacpp.CommonParams()
    wanted.model.path = str(folder / f"{precision}.gguf")
    wanted.n_ctx, wanted.n_parallel, wanted.n_gpu_layers, wanted.port = 2048, 1, 0, 0
    wanted.cpuparams.n_threads = wanted.cpuparams_batch.n_threads = threads
    wanted.fit_params = False
    server = xllamacpp.Server(wanted)

    def asked(prompt: str, tokens: int) -> float:
        question = {"prompt": prompt, "n_predict": tokens, "temperature": 0, "cache_prompt": False, "ignore_eos": True}
        return timed(lambda: server.handle_completions(question))

    asked("a" * 8, 4)
    first = asked("a" * PROMPT, 1)
    yield "write", (WRITTEN - 1) / (asked("a" * PROMPT, WRITTEN) - first)
    yield "read", READ / asked("a" * READ, 1)


def make(folder: Path, model_type: str, vocabulary: int, dtype: str, **sizes: int) -> None:
    """A folder that all three programs can read, with a tokenizer of single bytes and unused tokens."""
    import torch
    from tiny_folders import byte_level_tokenizer

    from gpt_studio.artifacts.generation_config import Generation
    from gpt_studio.artifacts.model_card import CardFacts
    from gpt_studio.artifacts.save import save_artifact
    from gpt_studio.core.job import JobContext
    from gpt_studio.jobs.models import export_model
    from gpt_studio.jobs.models.export_model import ExportModel
    from gpt_studio.models.build import new_model
    from gpt_studio.models.registry import family
    from gpt_studio.models.shape import ModelShape

    tokenizer = byte_level_tokenizer()
    content = json.loads(tokenizer.backend.to_str())
    known = content["model"]["vocab"]
    for number in range(len(known), vocabulary):
        known[f"unused{number}"] = number
    tokenizer.backend = type(tokenizer.backend).from_str(json.dumps(content))
    shape = ModelShape(model_type=model_type, context_length=2048, **sizes)
    config = family(model_type).from_shape(shape, vocabulary)
    model = new_model(config, generator=torch.Generator().manual_seed(0)).eval()
    facts, generation = CardFacts(name=folder.name), Generation(eos_token_ids=(0,))
    save_artifact(
        folder,
        model,
        config,
        tokenizer,
        chat_template=None,
        generation=generation,
        card=facts,
        dtype=getattr(torch, dtype),
    )
    for form in ("q8_0", "f32"):
        export_model.run(ExportModel(folder, f"gguf-{form}", folder / f"{form}.gguf"), JobContext())


if __name__ == "__main__":
    main()
