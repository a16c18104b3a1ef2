"""Paired measurements: the same work done in turn by two programs, so that a machine whose speed drifts is fair."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from collections.abc import Sequence


def measured(arguments: Sequence[str]) -> dict[str, float]:
    """Run this Python with ``arguments``; the JSON object on the last line of what it prints."""
    done = subprocess.run([sys.executable, *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(arguments)} failed:\n{done.stderr[-2000:]}")
    figures: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    return figures


def compare(title: str, ours: Sequence[str], theirs: Sequence[str], figure: str, pairs: int) -> float:
    """Run ``ours`` and ``theirs`` alternately and print every pair; the median of the ratios ours / theirs."""
    ratios = []
    print(f"\n{title}", flush=True)
    for number in range(pairs):
        order = (ours, theirs) if number % 2 == 0 else (theirs, ours)
        found = {id(command): measured(command)[figure] for command in order}
        a, b = found[id(ours)], found[id(theirs)]
        ratios.append(a / b)
        print(f"  pair {number + 1}: ours {a:,.1f}  theirs {b:,.1f}  ratio {a / b:.2f}", flush=True)
    median = statistics.median(ratios)
    print(f"  median ratio {median:.2f} (from {min(ratios):.2f} to {max(ratios):.2f})", flush=True)
    return median
