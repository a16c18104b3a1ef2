"""Paired measurements: two programs do the same work in turn, so that a drift of the machine's speed affects both."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from collections.abc import Sequence
from typing import Any

Figures = dict[str, Any]


def measured(arguments: Sequence[str]) -> Figures:
    """Run this Python with ``arguments`` and return the JSON object on the last line of its output: numbers and
    notes."""
    done = subprocess.run([sys.executable, *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(arguments)} failed:\n{done.stderr[-2000:]}")
    figures: Figures = json.loads(done.stdout.strip().splitlines()[-1])
    return figures


def compare(title: str, ours: Sequence[str], theirs: Sequence[str], figure: str, pairs: int) -> float:
    """Run ``ours`` and ``theirs`` alternately and print every pair; returns the median of the ratios ours / theirs."""
    return compare_all(title, ours, theirs, (figure,), pairs)[figure]


def compare_all(
    title: str, ours: Sequence[str], theirs: Sequence[str], figures: Sequence[str], pairs: int
) -> dict[str, float]:
    """As :func:`compare`, for several figures of the same runs. Notes are printed after the first figure."""
    ratios: dict[str, list[float]] = {figure: [] for figure in figures}
    print(f"\n{title}", flush=True)
    for number in range(pairs):
        order = (ours, theirs) if number % 2 == 0 else (theirs, ours)
        found = {id(command): measured(command) for command in order}
        notes = [note for command in (ours, theirs) for note in found[id(command)].values() if isinstance(note, str)]
        for figure, known in ratios.items():
            a, b = found[id(ours)][figure], found[id(theirs)][figure]
            known.append(a / b)
            name = f" {figure}:" if len(figures) > 1 else ""
            print(f"  pair {number + 1}:{name} ours {a:,.1f}  theirs {b:,.1f}  ratio {a / b:.3f}", *notes, flush=True)
            notes = []
    medians = {figure: statistics.median(known) for figure, known in ratios.items()}
    for figure, known in ratios.items():
        name = f"{figure}, " if len(figures) > 1 else ""
        print(f"  {name}median ratio {medians[figure]:.3f} (from {min(known):.3f} to {max(known):.3f})", flush=True)
    return medians
