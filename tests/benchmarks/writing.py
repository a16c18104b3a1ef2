"""How fast a model writes and reads, beside transformers and llama.cpp: ``python tests/benchmarks/writing.py``.

For models with random weights (SmolLM2-135M's shape, stored in bfloat16, or of 540 MB in float32; Gemma 3 270M's
shape, stored in bfloat16; a qwen3 of 6 x 256, stored in float32) each round runs every way once, each in a process of
its own, so that a drift affects all of them. Printed are the raw figures of each round, then the medians of the ratios
to transformers and llama.cpp:

- ``write``: tokens a second, of 64 written greedily after a prompt of 32 tokens
- ``read``: tokens a second, of a prompt of 512
- ``turn``: seconds to the first token of a second turn of 32 tokens, after 1,500 tokens of conversation
- ``fresh``: seconds to the first token of a conversation that begins with those 32 tokens
- ``batch``: tokens a second of eight texts written side by side, all together
- ``first``, ``second``: seconds of the first reply after opening, and of the next one (32 tokens after 32)
- ``open``, ``bytes``: seconds of opening the folder (a model that was opened before in the process, so that everything
  is imported), and of reading the bytes of its weights; both from the system's cache

``--threads N`` gives all ways so many threads and cores, of which ours takes as many as it takes in the program.
``--rounds``, ``--models`` and ``--ways`` choose; ``--keep FOLDER`` keeps the models there and takes them from there.
``--processor-time`` counts the time of the processor instead of the clock's, for a machine that other programs keep
busy (with one thread). llama.cpp comes from the package ``xllamacpp``.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))

from pairs import measured

WRITTEN, PROMPT, READ, BEFORE, TEXTS = 64, 32, 512, 1500, 8
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
    "smollm2-135m-float32": {
        "model_type": "llama",
        "vocabulary": 49_152,
        "dtype": "float32",
        "layers": 30,
        "heads": 9,
        "kv_heads": 3,
        "hidden_size": 576,
        "intermediate_size": 1536,
    },
    "gemma3-270m": {
        "model_type": "gemma3_text",
        "vocabulary": 262_144,
        "dtype": "bfloat16",
        "num_hidden_layers": 18,
        "num_attention_heads": 4,
        "num_key_value_heads": 1,
        "head_dim": 256,
        "hidden_size": 640,
        "intermediate_size": 2048,
        "sliding_window": 512,
        "max_position_embeddings": 2048,
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
REFERENCES = ("transformers:float32", "transformers:bfloat16", "llama.cpp:q8_0", "llama.cpp:f16", "llama.cpp:f32")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--models", nargs="+", default=["smollm2-135m", "qwen3-6x256"], choices=list(MODELS))
    parser.add_argument("--ways", nargs="+", default=list(WAYS))
    parser.add_argument("--processor-time", action="store_true")
    parser.add_argument("--keep", type=Path, metavar="FOLDER")
    parser.add_argument("--one", nargs=2, metavar=("WAY", "FOLDER"), help=argparse.SUPPRESS)
    wanted = parser.parse_args()
    if wanted.one:
        way, folder = wanted.one
        if wanted.processor_time:
            Clock.now = time.process_time
        if hasattr(os, "sched_setaffinity"):
            os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: wanted.threads])
        print(json.dumps(one(way, Path(folder), wanted.threads)), flush=True)
        os._exit(0)  # does not wait for llama.cpp's threads
    with tempfile.TemporaryDirectory() as scratch:
        for name in wanted.models:
            folder = (wanted.keep or Path(scratch)) / name
            if not folder.exists():
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
                    if figure in found[way][0]
                }
                print(f"  {way} / {other}: {ratios}")


def one(way: str, folder: Path, threads: int) -> dict[str, float]:
    program, precision = way.split(":")
    if program in ("ours", "opening"):
        from gpt_studio.hardware.threads import wait_without_long_spinning

        wait_without_long_spinning()  # as the program does
    ways = {"ours": ours, "opening": opening, "transformers": transformers, "llama.cpp": llama_cpp}
    return dict(ways[program](folder, precision, threads))


class Clock:
    now: Callable[[], float] = time.perf_counter


def timed(action: Callable[[], Any]) -> float:
    start = Clock.now()
    action()
    return Clock.now() - start


def ours(folder: Path, precision: Any, _threads: int) -> Iterator[tuple[str, float]]:
    import torch

    from gpt_studio.core.job import JobContext
    from gpt_studio.inference.generate import generate
    from gpt_studio.inference.host import ModelHost, Wanted
    from gpt_studio.inference.sampling_settings import Bans, Sampling
    from gpt_studio.inference.side_by_side import Row, write_side_by_side

    hosted = ModelHost().open(Wanted(folder, precision=precision))
    ids = [100 + number % 100 for number in range(2000)]
    greedy = Sampling(temperature=0, max_new_tokens=WRITTEN)

    def reply(text: Sequence[int]) -> None:
        with hosted.writing(text) as session:
            for _ in generate(session, text, Sampling(temperature=0, max_new_tokens=PROMPT), (), lookup=False):
                pass

    def read(text: Sequence[int]) -> float:
        with hosted.writing(text) as session:
            return timed(lambda: session.prefill(text))

    yield "first", timed(lambda: reply(ids[:PROMPT]))
    yield "second", timed(lambda: reply(ids[50 : 50 + PROMPT]))
    with hosted.writing(ids[10 : 10 + PROMPT]) as session:
        steps = generate(session, ids[10 : 10 + PROMPT], greedy, (), lookup=False)
        next(steps)
        yield "write", (WRITTEN - 1) / timed(lambda: list(steps))
    yield "read", READ / read(ids[20 : 20 + READ])
    read(ids[:BEFORE])
    yield "turn", read(ids[: BEFORE + PROMPT])
    yield "fresh", read(ids[BEFORE + 30 : BEFORE + 30 + PROMPT])
    rows = [Row(ids[start : start + PROMPT], greedy) for start in range(TEXTS)]
    with hosted.computing() as engine:
        begun = timed(lambda: engine.scores(torch.tensor([row.prompt_ids for row in rows]), engine.new_cache()))
        taken = timed(lambda: write_side_by_side(engine, rows, (), hosted.artifact.tokenizer, Bans(), JobContext()))
    yield "batch", TEXTS * (WRITTEN - 1) / (taken - begun)


def opening(folder: Path, precision: Any, threads: int) -> Iterator[tuple[str, float]]:
    import torch

    from gpt_studio.inference.host import ModelHost, Wanted

    torch.set_num_threads(threads)
    weights = folder / "model.safetensors"

    def opened() -> None:
        host = ModelHost()
        host.release(host.open(Wanted(folder, precision=precision)))

    weights.read_bytes()
    opened()
    yield "open", statistics.median(timed(opened) for _ in range(3))
    yield "bytes", statistics.median(timed(weights.read_bytes) for _ in range(3))


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


def make(folder: Path, model_type: str, vocabulary: int, dtype: str, **sizes: Any) -> None:
    """A folder that all three programs can read, with a tokenizer of single bytes and unused tokens."""
    import torch
    from tiny_folders import byte_level_tokenizer

    from gpt_studio.core.job import JobContext
    from gpt_studio.jobs.models import export_model
    from gpt_studio.jobs.models.export_model import ExportModel
    from gpt_studio.models.traits import FROM_SCRATCH

    tokenizer = byte_level_tokenizer()
    content = json.loads(tokenizer.backend.to_str())
    known = content["model"]["vocab"]
    for number in range(len(known), vocabulary):
        known[f"unused{number}"] = number
    tokenizer.backend = type(tokenizer.backend).from_str(json.dumps(content))
    write = write_own if model_type in FROM_SCRATCH else write_foreign
    write(folder, tokenizer, model_type, vocabulary, getattr(torch, dtype), **sizes)
    for form in ("q8_0", "f16", "f32"):
        export_model.run(ExportModel(folder, f"gguf-{form}", folder / f"{form}.gguf"), JobContext())


def write_own(folder: Path, tokenizer: Any, model_type: str, vocabulary: int, dtype: Any, **sizes: int) -> None:
    import torch

    from gpt_studio.artifacts.generation_config import Generation
    from gpt_studio.artifacts.model_card import CardFacts
    from gpt_studio.artifacts.save import save_artifact
    from gpt_studio.models.build import new_model
    from gpt_studio.models.registry import family
    from gpt_studio.models.shape import ModelShape

    shape = ModelShape(model_type=model_type, context_length=2048, **sizes)
    config = family(model_type).from_shape(shape, vocabulary)
    model = new_model(config, generator=torch.Generator().manual_seed(0)).eval()
    facts, generation = CardFacts(name=folder.name), Generation(eos_token_ids=(0,))
    save_artifact(folder, model, config, tokenizer, chat_template=None, generation=generation, card=facts, dtype=dtype)


def write_foreign(folder: Path, tokenizer: Any, model_type: str, vocabulary: int, dtype: Any, **options: Any) -> None:
    """``options`` are those of transformers."""
    import torch
    from transformers import AutoConfig, AutoModelForCausalLM

    from gpt_studio.tokenization.files import tokenizer_files

    torch.manual_seed(0)
    config = AutoConfig.for_model(model_type, vocab_size=vocabulary, bos_token_id=0, eos_token_id=0, **options)
    AutoModelForCausalLM.from_config(config).to(dtype).save_pretrained(folder)
    for name, written in tokenizer_files(tokenizer).items():
        (folder / name).write_bytes(written)


if __name__ == "__main__":
    main()
