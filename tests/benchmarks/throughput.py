"""Tokens per second of one GPT-2 shape, compared with nanoGPT and with the Trainer of transformers.

    python tests/benchmarks/throughput.py --nanogpt PATH [--pairs 5]    # PATH: a checkout of nanoGPT
    python tests/benchmarks/throughput.py --trainer [--pairs 5]         # needs accelerate

Six layers, four heads, hidden size 256, vocabulary 2,048, context 256, batch 16, AdamW, no dropout, random tokens.
nanoGPT trains as its train.py does on a CPU: float32 and scaled_dot_product_attention. GPT Studio uses what its
calibration chooses, and for nanoGPT also float32, where only the attention path is measured. Trainer runs with bf16 and
without it, because not every processor has bfloat16 instructions.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ.setdefault("GOMP_SPINCOUNT", "2000")

sys.path.insert(0, str(Path(__file__).parent))
LAYERS, HEADS, HIDDEN, VOCABULARY, CONTEXT, BATCH = 6, 4, 256, 2048, 256, 16
WARM_UP, STEPS = 3, 15


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--nanogpt", type=Path)
    parser.add_argument("--trainer", action="store_true")
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--worker", choices=("ours", "ours-float32", "nanogpt", "trainer", "trainer-float32"))
    chosen = parser.parse_args()
    if chosen.worker:
        print(json.dumps(_WORKERS[chosen.worker](chosen.nanogpt)))
        return
    from pairs import compare

    me = [__file__, "--worker"]
    if chosen.nanogpt:
        theirs = [*me, "nanogpt", "--nanogpt", str(chosen.nanogpt)]
        compare("against nanoGPT, bfloat16 allowed", [*me, "ours"], theirs, "tokens_per_second", chosen.pairs)
        compare("against nanoGPT, float32", [*me, "ours-float32"], theirs, "tokens_per_second", chosen.pairs)
    if chosen.trainer:
        for title, theirs in (("bf16", "trainer"), ("float32", "trainer-float32")):
            compare(f"against Trainer in {title}", [*me, "ours"], [*me, theirs], "tokens_per_second", chosen.pairs)


def timed(step: Callable[[int], object]) -> dict[str, Any]:
    """Tokens per second from the median of STEPS steps."""
    times = []
    for number in range(WARM_UP + STEPS):
        began = time.perf_counter()
        step(number)
        times.append(time.perf_counter() - began)
    return tokens_per_second(times)


def tokens_per_second(times: list[float]) -> dict[str, Any]:
    return {"tokens_per_second": BATCH * CONTEXT / statistics.median(times[WARM_UP:])}


def ours(_: Path | None, precision: str = "auto") -> dict[str, Any]:
    import numpy as np
    import torch

    from gpt_studio.core.job import JobContext
    from gpt_studio.dataset.batches import Batches
    from gpt_studio.hardware.machine import DTYPES, physical_cores
    from gpt_studio.hardware.memory import kept_for_the_next_step
    from gpt_studio.models.build import new_model
    from gpt_studio.models.registry import family
    from gpt_studio.models.shape import ModelShape
    from gpt_studio.training.execution_plan import ExecutionPlan
    from gpt_studio.training.learning.optimizer import MasterOptimizer
    from gpt_studio.training.planning.calibrate import choose_arithmetic
    from gpt_studio.training.run.update import Updater
    from gpt_studio.training.settings import TrainingSettings

    torch.set_num_threads(physical_cores())
    shape = ModelShape(model_type="gpt2", layers=LAYERS, heads=HEADS, hidden_size=HIDDEN, context_length=CONTEXT)
    config = family("gpt2").from_shape(shape, VOCABULARY)
    chosen = choose_arithmetic(config, BATCH, torch.device("cpu"), precision, JobContext())
    model = new_model(config, generator=torch.Generator().manual_seed(0))
    model.attention = chosen.attention
    settings = TrainingSettings(batch_size=BATCH, optimizer="adamw")
    optimizer = MasterOptimizer(model, settings, DTYPES[chosen.precision])
    tokens = np.random.default_rng(0).integers(VOCABULARY, size=200_000, dtype=np.uint16)
    plan = ExecutionPlan(1000, 1e-3, "cpu", chosen.precision, chosen.attention, physical_cores())
    update = Updater(model, optimizer, Batches(tokens, CONTEXT, BATCH, 0), settings, plan)
    with kept_for_the_next_step():
        return timed(update) | {"chosen": f"({chosen.precision}, {chosen.attention} attention)"}


def nanogpt(checkout: Path | None) -> dict[str, Any]:
    import numpy as np
    import torch

    assert checkout is not None
    sys.path.insert(0, str(checkout))
    from model import GPT, GPTConfig

    torch.manual_seed(0)
    config = GPTConfig(
        block_size=CONTEXT, vocab_size=VOCABULARY, n_layer=LAYERS, n_head=HEADS, n_embd=HIDDEN, dropout=0.0, bias=True
    )
    model = GPT(config)
    optimizer = model.configure_optimizers(0.1, 1e-3, (0.9, 0.95), "cpu")
    tokens = np.random.default_rng(0).integers(VOCABULARY, size=200_000, dtype=np.uint16)

    def step(_: int) -> None:
        starts = torch.randint(len(tokens) - CONTEXT, (BATCH,))
        x = torch.stack([torch.from_numpy(tokens[i : i + CONTEXT].astype(np.int64)) for i in starts])
        y = torch.stack([torch.from_numpy(tokens[i + 1 : i + 1 + CONTEXT].astype(np.int64)) for i in starts])
        _, loss = model(x, y)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        loss.item()

    return timed(step)


def trainer(_: Path | None, bf16: bool = True) -> dict[str, Any]:
    import torch
    from transformers import GPT2Config, GPT2LMHeadModel, Trainer, TrainerCallback, TrainingArguments

    config = GPT2Config(
        vocab_size=VOCABULARY, n_positions=CONTEXT, n_layer=LAYERS, n_head=HEADS, n_embd=HIDDEN,
        resid_pdrop=0.0, embd_pdrop=0.0, attn_pdrop=0.0, bos_token_id=0, eos_token_id=0,
    )  # fmt: skip
    ids = torch.randint(VOCABULARY, (BATCH * (WARM_UP + STEPS), CONTEXT))
    data = [{"input_ids": row, "labels": row} for row in ids]
    times = [time.perf_counter()]

    class Clock(TrainerCallback):
        def on_step_end(self, *_: object, **__: object) -> None:
            times.append(time.perf_counter())

    with tempfile.TemporaryDirectory() as folder:
        arguments = TrainingArguments(
            folder, per_device_train_batch_size=BATCH, max_steps=WARM_UP + STEPS, bf16=bf16, use_cpu=True,
            report_to=[], save_strategy="no", logging_strategy="no", weight_decay=0.1, disable_tqdm=True,
        )  # fmt: skip
        Trainer(GPT2LMHeadModel(config), arguments, train_dataset=data, callbacks=[Clock()]).train()
    steps = [after - before for before, after in itertools.pairwise(times)]
    return tokens_per_second(steps)


_WORKERS: dict[str, Callable[[Path | None], dict[str, Any]]] = {
    "ours": ours,
    "ours-float32": lambda checkout: ours(checkout, "float32"),
    "nanogpt": nanogpt,
    "trainer": trainer,
    "trainer-float32": lambda checkout: trainer(checkout, bf16=False),
}

if __name__ == "__main__":
    main()
