"""The share of a training's time that checkpoints and evaluation take at the default intervals.

    python tests/benchmarks/saving.py --corpus FILE [--only NAME ...]

Runs trainings of given minutes, each in a fresh process, and times every evaluation on held-out text, every checkpoint
with the model folder written with it, and every live sample. The total is from the first step to the result; what
follows the loop (the last evaluation, the best weights, the model's folder) counts as evaluation and checkpoints too.
"""

from __future__ import annotations

import argparse
import functools
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

os.environ.setdefault("GOMP_SPINCOUNT", "2000")


@dataclass(frozen=True)
class Setting:
    """``preset`` with a tokenizer of ``vocabulary`` tokens."""

    preset: str
    vocabulary: int
    minutes: float


SETTINGS = {
    "4 x 128": Setting("tiny", 1024, 1),
    "default": Setting("small", 4096, 2),
    "30M": Setting("medium", 8192, 2),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--only", nargs="*", choices=SETTINGS, default=list(SETTINGS))
    parser.add_argument("--minutes", type=float, help="another length for all of them")
    parser.add_argument("--worker", choices=SETTINGS)
    chosen = parser.parse_args()
    if chosen.worker:
        print(json.dumps(run(SETTINGS[chosen.worker], chosen.corpus, chosen.minutes)))
        return
    print("| setting | parameters | steps | whole | evaluation | checkpoints | at the end | together | samples |")
    for name in chosen.only:
        print(line(name, chosen), flush=True)


def line(name: str, chosen: argparse.Namespace) -> str:
    minutes = ["--minutes", str(chosen.minutes)] if chosen.minutes else []
    command = [sys.executable, __file__, "--corpus", str(chosen.corpus), "--worker", name, *minutes]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stderr[-3000:])
    found = json.loads(done.stdout.strip().splitlines()[-1])
    whole = found["loop"] + found["end"]
    evaluation, checkpoints, samples = found["evaluation"], found["checkpoints"], found["samples"]
    together = evaluation["seconds"] + checkpoints["seconds"] + found["end"]
    cells = [name, f"{found['parameters']:,}", f"{found['steps']:,}", f"{whole:.1f} s"]
    cells += [f"{part['times']} in {part['seconds']:.2f} s" for part in (evaluation, checkpoints)]
    cells += [f"{found['end']:.2f} s", f"**{together / whole:.1%}**", f"{samples['seconds'] / whole:.1%}"]
    return f"| {' | '.join(cells)} |"


class Part:
    """Counts the calls of a function and their seconds."""

    def __init__(self) -> None:
        self.times, self.seconds, self.ended = 0, 0.0, 0.0

    def timing(self, function: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(function)
        def timed(*arguments: Any, **named: Any) -> Any:
            began = time.perf_counter()
            try:
                return function(*arguments, **named)
            finally:
                self.ended = time.perf_counter()
                self.times, self.seconds = self.times + 1, self.seconds + self.ended - began

        return timed


def run(setting: Setting, corpus: Path, minutes: float | None) -> dict[str, Any]:
    """Train, and time the parts."""
    from gpt_studio.core.job import JobContext
    from gpt_studio.corpora.corpus import Corpus
    from gpt_studio.hardware.memory import share_one_heap
    from gpt_studio.jobs.tokenizers import train_tokenizer
    from gpt_studio.jobs.training import train_model
    from gpt_studio.jobs.training.live_sample import LiveSample
    from gpt_studio.models.presets import PRESETS
    from gpt_studio.tokenization.settings import TokenizerSettings
    from gpt_studio.training.run.loop import Loop
    from gpt_studio.training.run.session import Session
    from gpt_studio.training.settings import TrainingSettings

    share_one_heap()
    evaluation, checkpoints, samples, loop = Part(), Part(), Part(), Part()
    at_the_end: dict[str, Any] = {}
    for owner, method, part in (
        (Session, "measure", evaluation),
        (Session, "_save", checkpoints),
        (LiveSample, "__call__", samples),
    ):
        setattr(owner, method, part.timing(getattr(owner, method)))

    def whole_loop(self: Loop, run: Callable[[Loop], bool] = Loop.run) -> bool:
        finished: bool = loop.timing(run)(self)
        for name, part in (("evaluation", evaluation), ("checkpoints", checkpoints), ("samples", samples)):
            at_the_end[name] = {"times": part.times, "seconds": part.seconds}
        return finished

    Loop.run = whole_loop  # type: ignore[method-assign]
    text = Corpus(corpus.stem, (str(corpus.absolute()),))
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        pieces = TokenizerSettings(vocab_size=setting.vocabulary)
        train_tokenizer.run(train_tokenizer.TrainTokenizer(text, pieces, work / "tokenizer"), JobContext())
        request = train_model.TrainModel(
            folder=work / "model",
            corpus=text,
            settings=TrainingSettings(minutes=minutes or setting.minutes),
            cache=work / "cache",
            tokenizer=work / "tokenizer",
            shape=PRESETS[setting.preset].shapes["qwen3"],
        )
        trained = train_model.run(request, JobContext())
        end = time.perf_counter() - loop.ended
    return {"parameters": trained.parameters, "steps": trained.steps, "loop": loop.seconds, "end": end, **at_the_end}


if __name__ == "__main__":
    main()
