"""Tokens per second and peak memory of tuning a model, compared with the Trainer of transformers and with peft.

    python tests/benchmarks/finetuning.py --work DIR [--base smollm2 small] [--method full lora] [--pairs 3]

Same base, data, batch, method and optimizer (AdamW), each measurement in a process of its own, by turns. The bases have
random weights: one of SmolLM2-135M's shape, stored in bfloat16 and read in batches of 2 x 512, and a small qwen3 of 5.8
million parameters, in float32 and batches of 8 x 256. LoRA has rank 16 on all linear layers. GPT Studio computes as its
measurement at the start chooses; the Trainer computes in bf16 (``--theirs bf16``) or in float32, because not every
processor has instructions for bfloat16. Memory is the most that the system counted for the process.

``--text talks`` reads conversations of 40 to 100 tokens, of which the second half is learnt. The Trainer gets eight in
a batch, padded to the longest; GPT Studio three rows of 224, packed. Then tokens are those of conversations only.
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
RANDOM, TALKS = "random", "talks"
SHORTEST, LONGEST, IN_A_BATCH = 40, 100, 8  # tokens of a conversation, conversations that the Trainer reads at once
ROW, ROWS = 224, 3
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
    parser.add_argument("--text", default=RANDOM, choices=[RANDOM, TALKS])
    parser.add_argument("--pairs", type=int, default=3)
    parser.add_argument("--worker", choices=("make", "ours", "theirs"))
    chosen = parser.parse_args()
    if chosen.worker:
        name, method, theirs = chosen.base[0], chosen.method[0], chosen.theirs[0]
        if chosen.worker == "make":
            made(chosen.work / name, BASES[name])
            return
        worker = ours if chosen.worker == "ours" else trainer
        times, tokens, notes = worker(chosen.work / name, BASES[name], method, chosen.text, theirs == "bf16")
        print(json.dumps(figures(times, tokens) | notes))
        return
    from pairs import compare_all, measured

    for name, method, theirs in itertools.product(chosen.base, chosen.method, chosen.theirs):
        asked = [__file__, "--work", str(chosen.work), "--base", name, "--method", method, "--theirs", theirs]
        asked += ["--text", chosen.text]
        if not (chosen.work / name).exists():
            measured([*asked, "--worker", "make"])
        commands = [[*asked, "--worker", worker] for worker in ("ours", "theirs")]
        title = f"{name}, {method}, {chosen.text}, against Trainer in {theirs}"
        compare_all(title, *commands, ("tokens_per_second", "peak_megabytes"), chosen.pairs)


def figures(times: list[float], tokens: float) -> dict[str, Any]:
    """``times`` in seconds, of each step, which reads so many ``tokens``."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    middle = statistics.median(times[WARM_UP:])
    return {"tokens_per_second": tokens / middle, "peak_megabytes": peak / 1e6}


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


def talk_lengths() -> Any:
    """The tokens of each conversation."""
    import numpy as np

    return np.random.default_rng(1).integers(SHORTEST, LONGEST + 1, size=300)


def text_of(base: Base, text: str, folder: Path) -> tuple[Any, float]:
    """The text as a token file in ``folder``, and how many tokens of it a row holds in the mean."""
    import numpy as np

    from gpt_studio.dataset.batches import windows_in
    from gpt_studio.dataset.token_file import END, ENDS, MASK, TokenFile

    path = folder / "train.u16"
    if text == RANDOM:
        ids = ids_of(base)
        ids.tofile(path)
        return TokenFile(path, len(ids), 3 * len(ids)), base.context
    lengths = talk_lengths()
    ends = np.cumsum(lengths)
    np.random.default_rng(0).integers(base.values["vocab_size"], size=ends[-1], dtype=np.uint16).tofile(path)
    ends.astype(END).tofile(path.with_suffix(ENDS))
    learnt = np.concatenate([np.arange(length) >= length // 2 for length in lengths]).astype(np.uint8)
    learnt.tofile(path.with_suffix(MASK))
    tokens, of_replies = int(ends[-1]), int(learnt.sum())
    file = TokenFile(path, tokens, 3 * tokens, len(lengths), of_replies, 3 * of_replies)
    return file, tokens / windows_in(tokens, ROW, lengths)


def ours(folder: Path, base: Base, method: str, text: str, _bf16: bool) -> tuple[list[float], float, dict[str, Any]]:
    from gpt_studio.hardware.memory import share_one_heap
    from gpt_studio.hardware.threads import wait_without_long_spinning

    wait_without_long_spinning()
    share_one_heap()
    from gpt_studio.artifacts.load import open_artifact
    from gpt_studio.core.job import JobContext
    from gpt_studio.dataset.encode import EncodedDataset
    from gpt_studio.hardware.memory import kept_for_the_next_step
    from gpt_studio.jobs.training.run_session import weights_of
    from gpt_studio.training.planning.decide import Calibrator
    from gpt_studio.training.planning.method_choice import adapter_of
    from gpt_studio.training.run.assembly import RunInputs, assemble
    from gpt_studio.training.settings import TrainingSettings

    config = open_artifact(folder).config
    rows, length = (base.batch, base.context) if text == RANDOM else (ROWS, ROW)
    settings = TrainingSettings(
        steps=WARM_UP + base.steps, batch_size=rows, tuning_context=length, method=method, lora_rank=RANK,
        optimizer="adamw", device="cpu",
    )  # fmt: skip
    with tempfile.TemporaryDirectory() as scratch:
        file, tokens_a_row = text_of(base, text, Path(scratch))
        dataset = EncodedDataset(file, file, 0, 1, "")
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
    return (
        times,
        rows * tokens_a_row,
        {"chosen": f"({done.precision}, {done.attention}, {done.threads} threads, by {done.micro_batch})"},
    )


def trainer(folder: Path, base: Base, method: str, text: str, bf16: bool) -> tuple[list[float], float, dict[str, Any]]:
    import torch
    from transformers import AutoModelForCausalLM, Trainer, TrainerCallback, TrainingArguments

    model = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32)
    if method == LORA:
        from peft import LoraConfig, get_peft_model

        config = LoraConfig(r=RANK, lora_alpha=2 * RANK, target_modules="all-linear", task_type="CAUSAL_LM")
        model = get_peft_model(model, config)
    if text == RANDOM:
        ids = torch.from_numpy(ids_of(base).astype("int64")).reshape(-1, base.context)
        data = [{"input_ids": row, "labels": row} for row in ids]
        rows, tokens = base.batch, float(base.batch * base.context)
    else:
        data = [padded(torch.randint(base.values["vocab_size"], (int(length),))) for length in talk_lengths()]
        rows, tokens = IN_A_BATCH, float(IN_A_BATCH * talk_lengths().mean())
    times = [time.perf_counter()]

    class Clock(TrainerCallback):
        def on_step_end(self, *_: object, **__: object) -> None:
            times.append(time.perf_counter())

    with tempfile.TemporaryDirectory() as scratch:
        arguments = TrainingArguments(
            scratch, per_device_train_batch_size=rows, max_steps=WARM_UP + base.steps, bf16=bf16, use_cpu=True,
            report_to=[], save_strategy="no", logging_strategy="no", disable_tqdm=True,
        )  # fmt: skip
        Trainer(model, arguments, train_dataset=data, callbacks=[Clock()]).train()
    return [after - before for before, after in itertools.pairwise(times)], tokens, {}


def padded(ids: Any) -> dict[str, Any]:
    """A conversation as the usual collator gives it, with the longest one in its batch."""
    import torch

    length, filler = len(ids), LONGEST - len(ids)
    labels = ids.masked_fill(torch.arange(length) < length // 2, -100)
    return {
        "input_ids": torch.nn.functional.pad(ids, (0, filler)),
        "attention_mask": torch.nn.functional.pad(torch.ones_like(ids), (0, filler)),
        "labels": torch.nn.functional.pad(labels, (0, filler), value=-100),
    }


if __name__ == "__main__":
    main()
