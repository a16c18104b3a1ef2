"""Tokens per second and peak memory of tuning a model, compared with the Trainer of transformers and with peft.

    python tests/benchmarks/finetuning.py --work DIR [--base smollm2 small] [--method full lora] [--pairs 3]

Same base, data, batch, method and optimizer (AdamW), each measurement in a process of its own, by turns. The bases have
random weights: one of SmolLM2-135M's shape, stored in bfloat16 and read in batches of 2 x 512, and a small qwen3 of 5.8
million parameters, in float32 and batches of 8 x 256. LoRA has rank 16 on all linear layers. GPT Studio computes as its
measurement at the start chooses; the Trainer computes in bf16 (``--theirs bf16``) or in float32, because not every
processor has instructions for bfloat16. Memory is the most that the system counted for the process.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import resource
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

os.environ.setdefault("GOMP_SPINCOUNT", "2000")
os.environ.setdefault("HF_HUB_OFFLINE", "1")

sys.path.insert(0, str(Path(__file__).parent))
RANK, WARM_UP = 16, 2
FULL, LORA = "full", "lora"


@dataclass(frozen=True)
class Base:
    """A model with random weights, and how much of text it reads in a step."""

    model_type: str
    values: dict[str, Any]
    dtype: str
    batch: int
    context: int
    steps: int


BASES = {
    "smollm2": Base(
        "llama",
        {
            "vocab_size": 49152, "hidden_size": 576, "intermediate_size": 1536, "num_hidden_layers": 30,
            "num_attention_heads": 9, "num_key_value_heads": 3, "max_position_embeddings": 8192,
            "rope_theta": 100000.0, "tie_word_embeddings": True,
        },
        "bfloat16", 2, 512, 3,
    ),
    "small": Base(
        "qwen3",
        {
            "vocab_size": 4096, "hidden_size": 256, "intermediate_size": 768, "num_hidden_layers": 6,
            "num_attention_heads": 8, "num_key_value_heads": 4, "head_dim": 32, "max_position_embeddings": 256,
            "tie_word_embeddings": True,
        },
        "float32", 8, 256, 12,
    ),
}  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--base", nargs="*", default=list(BASES), choices=list(BASES))
    parser.add_argument("--method", nargs="*", default=[FULL, LORA], choices=[FULL, LORA])
    parser.add_argument("--theirs", nargs="*", default=["bf16", "float32"], choices=["bf16", "float32"])
    parser.add_argument("--pairs", type=int, default=3)
    parser.add_argument("--worker", choices=("make", "ours", "theirs"))
    chosen = parser.parse_args()
    if chosen.worker:
        name, method, theirs = chosen.base[0], chosen.method[0], chosen.theirs[0]
        if chosen.worker == "make":
            made(chosen.work / name, BASES[name])
            return
        worker = ours if chosen.worker == "ours" else trainer
        times, notes = worker(chosen.work / name, BASES[name], method, theirs == "bf16")
        print(json.dumps(figures(BASES[name], times) | notes))
        return
    from pairs import compare_all, measured

    for name, method, theirs in itertools.product(chosen.base, chosen.method, chosen.theirs):
        asked = [__file__, "--work", str(chosen.work), "--base", name, "--method", method, "--theirs", theirs]
        if not (chosen.work / name).exists():
            measured([*asked, "--worker", "make"])
        commands = [[*asked, "--worker", worker] for worker in ("ours", "theirs")]
        title = f"{name}, {method}, against Trainer in {theirs}"
        compare_all(title, *commands, ("tokens_per_second", "peak_megabytes"), chosen.pairs)


def figures(base: Base, times: list[float]) -> dict[str, Any]:
    """``times`` in seconds, of each step."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    middle = statistics.median(times[WARM_UP:])
    return {"tokens_per_second": base.batch * base.context / middle, "peak_megabytes": peak / 1e6}


def made(folder: Path, base: Base) -> None:
    """Write the model, with the tokenizer of a few words: its other ids have rows without text."""
    import torch
    from transformers import AutoConfig, AutoModelForCausalLM

    from gpt_studio.core.job import JobContext
    from gpt_studio.tokenization.files import save_tokenizer
    from gpt_studio.tokenization.settings import TokenizerSettings
    from gpt_studio.tokenization.train import train_tokenizer

    tokenizer = train_tokenizer(["The fox runs to the river. " * 50], TokenizerSettings(vocab_size=280), JobContext())
    save_tokenizer(tokenizer, folder)
    torch.manual_seed(0)
    config = AutoConfig.for_model(base.model_type, bos_token_id=None, eos_token_id=0, pad_token_id=0, **base.values)
    AutoModelForCausalLM.from_config(config).to(getattr(torch, base.dtype)).save_pretrained(folder)
    print("{}")


def ids_of(base: Base) -> Any:
    """The text: random ids, as many as all steps read."""
    import numpy as np

    length = base.batch * base.context * (WARM_UP + base.steps + 2)
    return np.random.default_rng(0).integers(base.values["vocab_size"], size=length, dtype=np.uint16)


def ours(folder: Path, base: Base, method: str, _bf16: bool) -> tuple[list[float], dict[str, Any]]:
    from gpt_studio.hardware.memory import share_one_heap
    from gpt_studio.hardware.threads import wait_without_long_spinning

    wait_without_long_spinning()
    share_one_heap()
    from gpt_studio.artifacts.load import open_artifact
    from gpt_studio.core.job import JobContext
    from gpt_studio.dataset.encode import EncodedDataset
    from gpt_studio.dataset.token_file import TokenFile
    from gpt_studio.hardware.memory import kept_for_the_next_step
    from gpt_studio.jobs.training.run_session import weights_of
    from gpt_studio.training.planning.decide import Calibrator
    from gpt_studio.training.planning.method_choice import adapter_of
    from gpt_studio.training.run.assembly import RunInputs, assemble
    from gpt_studio.training.settings import TrainingSettings

    config, ids = open_artifact(folder).config, ids_of(base)
    settings = TrainingSettings(
        steps=WARM_UP + base.steps, batch_size=base.batch, tuning_context=base.context, method=method, lora_rank=RANK,
        optimizer="adamw", device="cpu",
    )  # fmt: skip
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "train.u16"
        ids.tofile(path)
        text = TokenFile(path, len(ids), 3 * len(ids))
        dataset = EncodedDataset(text, text, 0, 1, "")
        adapter = adapter_of(config, settings)

        def weights() -> dict[str, Any]:
            return weights_of(open_artifact(folder).model)

        inputs = RunInputs(config, dataset, settings, "", weights, True, adapter)
        context = JobContext()
        plan = Calibrator(context).trial(inputs).plan
        update = assemble(inputs, plan, context)
        times = []
        with kept_for_the_next_step():
            for step in range(WARM_UP + base.steps):
                began = time.perf_counter()
                update(step)
                times.append(time.perf_counter() - began)
    done = update.plan
    return times, {"chosen": f"({done.precision}, {done.attention}, {done.threads} threads, by {done.micro_batch})"}


def trainer(folder: Path, base: Base, method: str, bf16: bool) -> tuple[list[float], dict[str, Any]]:
    import torch
    from transformers import AutoModelForCausalLM, Trainer, TrainerCallback, TrainingArguments

    model = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32)
    if method == LORA:
        from peft import LoraConfig, get_peft_model

        config = LoraConfig(r=RANK, lora_alpha=2 * RANK, target_modules="all-linear", task_type="CAUSAL_LM")
        model = get_peft_model(model, config)
    ids = torch.from_numpy(ids_of(base).astype("int64")).reshape(-1, base.context)
    data = [{"input_ids": row, "labels": row} for row in ids]
    times = [time.perf_counter()]

    class Clock(TrainerCallback):
        def on_step_end(self, *_: object, **__: object) -> None:
            times.append(time.perf_counter())

    with tempfile.TemporaryDirectory() as scratch:
        arguments = TrainingArguments(
            scratch, per_device_train_batch_size=base.batch, max_steps=WARM_UP + base.steps, bf16=bf16, use_cpu=True,
            report_to=[], save_strategy="no", logging_strategy="no", disable_tqdm=True,
        )  # fmt: skip
        Trainer(model, arguments, train_dataset=data, callbacks=[Clock()]).train()
    return [after - before for before, after in itertools.pairwise(times)], {}


if __name__ == "__main__":
    main()
