"""Bits per byte on tinyshakespeare for a given wall time, compared with nanoGPT's published recipe for a CPU.

    python tests/benchmarks/time_to_quality.py --corpus tinyshakespeare.txt --nanogpt PATH [--pairs 3]

PATH is a checkout of nanoGPT. Each pair runs, one after the other: nanoGPT's recipe from its README (4 layers, hidden
size 128, characters, 2,000 iterations) from start to exit; ours with a tenth of that wall time; ours with all of it.
Ours is `train --preset auto --minutes M` from the start of the program to its exit, with tokenizer, calibration and
saving; a trial run of seconds measures beforehand how long all but training takes. The last tenth of the file is held
out on both sides.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RECIPE = [
    "--device=cpu",
    "--compile=False",
    "--eval_iters=20",
    "--log_interval=100",
    "--block_size=64",
    "--batch_size=12",
    "--n_layer=4",
    "--n_head=4",
    "--n_embd=128",
    "--max_iters=2000",
    "--lr_decay_iters=2000",
    "--dropout=0.0",
]
SHARES = {0.1: 0.0, 1.0: 2.0}
"""Share of nanoGPT's time -> seconds by which the end of such a run takes longer than that of the trial run."""
TRIAL_SECONDS = 6.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--nanogpt", type=Path, required=True)
    parser.add_argument("--pairs", type=int, default=3)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as work:
        for pair in range(1, chosen.pairs + 1):
            seconds, bits = nanogpt(chosen.nanogpt.absolute(), chosen.corpus, Path(work) / "data")
            print(f"pair {pair}: nanoGPT {bits:.3f} bits per byte in {seconds:.1f} s", flush=True)
            beside = not_training(chosen.corpus, Path(work) / f"{pair}-trial")
            for share, longer in SHARES.items():
                training = share * seconds - beside - longer
                took, reached, curve = ours(chosen.corpus, training, Path(work) / f"{pair}-{share}")
                print(f"  ours {reached:.3f} in {took:.1f} s ({took / seconds:.2f} of its time); {curve}", flush=True)


def nanogpt(checkout: Path, corpus: Path, copy: Path) -> tuple[float, float]:
    """Wall seconds and final bits per byte; each character of this text is one byte."""
    if not copy.exists():
        shutil.copytree(checkout, copy, ignore=shutil.ignore_patterns(".git"))
        shutil.copy(corpus, copy / "data/shakespeare_char/input.txt")
        subprocess.run([sys.executable, "data/shakespeare_char/prepare.py"], cwd=copy, check=True, capture_output=True)
    began = time.perf_counter()
    command = [sys.executable, "train.py", "config/train_shakespeare_char.py", *RECIPE]
    done = subprocess.run(command, cwd=copy, check=True, capture_output=True, text=True)
    losses = re.findall(r"val loss ([\d.]+)", done.stdout)
    return time.perf_counter() - began, float(losses[-1]) / math.log(2)


def not_training(corpus: Path, folder: Path) -> float:
    """Seconds of a short run that are not training: start, tokenizer, calibration, saving."""
    took, _, _ = ours(corpus, TRIAL_SECONDS, folder)
    return took - TRIAL_SECONDS


def ours(corpus: Path, seconds: float, folder: Path) -> tuple[float, float, str]:
    """Train for ``seconds``; returns wall seconds, the bits per byte that the training reports, and the curve."""
    command = [
        sys.executable, "-m", "gpt_studio", "--home", str(folder / "home"), "train", "--corpus", str(corpus),
        "--preset", "auto", "--minutes", str(seconds / 60), "--out", str(folder / "model"), "--json",
    ]  # fmt: skip
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    points, reached = [], math.nan
    assert process.stdout is not None
    for line in process.stdout:
        event = json.loads(line)
        if event.get("event") == "evaluated":
            points.append(f"{time.perf_counter() - began:.0f} s: {event['bits_per_byte']:.2f}")
        elif event.get("event") == "result":
            reached = event["result"]["bits_per_byte"]
    if process.wait():
        raise SystemExit(f"{' '.join(command)} failed")
    return time.perf_counter() - began, reached, ", ".join(points)


if __name__ == "__main__":
    main()
