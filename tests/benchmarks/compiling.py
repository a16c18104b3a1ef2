"""The speed-up of torch.compile: alternating steps of one model, compiled and not, in one process.

    python tests/benchmarks/compiling.py [--model gpt2|qwen3] [--threads N] [--steps 20]

gpt2: six layers, four heads, hidden size 256, vocabulary 2,048, 16 sequences, AdamW. qwen3: four layers, four heads
(two for keys and values), hidden size 192, vocabulary 1,024, 8 sequences, Muon. Context 256, bfloat16, no dropout,
random tokens. With one thread CPU seconds are counted, which other programs change less; with more, wall time.
Compiling is timed twice: the first time, and again with PyTorch's cache on disk.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time

os.environ.setdefault("GOMP_SPINCOUNT", "2000")
CONTEXT, WARM_UP = 256, 3
SETUPS = {
    "gpt2": ({"layers": 6, "heads": 4, "hidden_size": 256}, 2048, 16, "adamw"),
    "qwen3": ({"layers": 4, "heads": 4, "kv_heads": 2, "hidden_size": 192}, 1024, 8, "muon"),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", choices=tuple(SETUPS), default="gpt2")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--steps", type=int, default=20)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as kept:
        os.environ["TORCHINDUCTOR_CACHE_DIR"] = kept
        measure(chosen.model, chosen.threads, chosen.steps)


def measure(name: str, threads: int, steps: int) -> None:
    import numpy as np
    import torch

    from gpt_studio.dataset.batches import Batches
    from gpt_studio.hardware.memory import kept_for_the_next_step
    from gpt_studio.models.build import new_model
    from gpt_studio.models.registry import family
    from gpt_studio.models.shape import ModelShape
    from gpt_studio.training.execution_plan import ExecutionPlan
    from gpt_studio.training.learning.compilation import compile_layers
    from gpt_studio.training.learning.optimizer import MasterOptimizer
    from gpt_studio.training.run.update import Updater
    from gpt_studio.training.settings import TrainingSettings

    shape, vocabulary, batch, optimizer = SETUPS[name]
    torch.set_num_threads(threads)
    clock = time.process_time if threads == 1 else time.perf_counter
    tokens = np.random.default_rng(0).integers(vocabulary, size=200_000, dtype=np.uint16)

    def updater(*, compiled: bool) -> Updater[ExecutionPlan]:
        config = family(name).from_shape(ModelShape(model_type=name, context_length=CONTEXT, **shape), vocabulary)
        model = new_model(config, generator=torch.Generator().manual_seed(0))
        model.attention = "matmul"
        settings = TrainingSettings(batch_size=batch, optimizer=optimizer)
        masters = MasterOptimizer(model, settings, torch.bfloat16)
        if compiled:
            compile_layers(model)
        plan = ExecutionPlan(1000, 1e-3, "cpu", "bfloat16", "matmul", threads, compiled=compiled)
        return Updater(model, masters, Batches(tokens, CONTEXT, batch, 0), settings, plan)

    with kept_for_the_next_step():
        plain = updater(compiled=False)
        plain(0)
        for _ in range(2):
            began = time.perf_counter()
            compiled = updater(compiled=True)
            compiled(0)
            print(f"compiling and the first step: {time.perf_counter() - began:.0f} s", flush=True)
        times: dict[str, list[float]] = {"plain": [], "compiled": []}
        for step in range(1, WARM_UP + steps):
            for way, update in (("plain", plain), ("compiled", compiled)):
                began = clock()
                update(step)
                times[way].append(clock() - began)
    for way, each in times.items():
        ordered = sorted(each[WARM_UP:])
        print(f"{way}: median {statistics.median(ordered):.4f} s a step, quickest {ordered[0]:.4f} s")
    ratios = [one / other for one, other in zip(times["plain"][WARM_UP:], times["compiled"][WARM_UP:], strict=True)]
    print(f"median of the paired ratios plain / compiled: {statistics.median(ratios):.3f}")


if __name__ == "__main__":
    main()
