"""Who gets how much of the cores: ``python tests/benchmarks/writing_together.py FOLDER``.

In one process, as in the window, with the model in FOLDER: one text written alone, two at the same time (their shares
and what both write together), a training alone (its thread gives way, as in the window), and a training beside a text.
Printed are tokens and training steps a second, in rounds that take turns. ``--precision`` is that of the model.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

from gpt_studio.core.job import JobContext
from gpt_studio.corpora.corpus import Corpus
from gpt_studio.inference.generate import generate
from gpt_studio.inference.host import HostedModel, ModelHost, Wanted
from gpt_studio.inference.sampling_settings import Sampling
from gpt_studio.jobs.training.train_model import TrainModel, run
from gpt_studio.models.shape import ModelShape
from gpt_studio.training.events import StepDone
from gpt_studio.training.settings import TrainingSettings

NICER_BY = 10  # as gpt_studio/ui/state/worker.py


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--precision", default="exact")
    parser.add_argument("--seconds", type=float, default=6.0)
    parser.add_argument("--rounds", type=int, default=2)
    wanted: Any = parser.parse_args()
    hosted = ModelHost().open(Wanted(wanted.folder, precision=wanted.precision))
    with tempfile.TemporaryDirectory() as scratch:
        training = Training(Path(scratch))
        for number in range(wanted.rounds):
            seconds, seed = wanted.seconds, 10 * number
            (alone,) = counted([Writer(hosted, seed)], seconds)
            one, other = counted([Writer(hosted, seed + 1), Writer(hosted, seed + 2)], seconds)
            print(f"  text {alone:.1f}, two at once {one:.1f} and {other:.1f} ({one / (one + other):.0%})", flush=True)
            with training:
                (trained,) = counted([training], seconds)
                beside, slowed = counted([Writer(hosted, seed + 3), training], seconds)
            print(f"  training {trained:.2f}, beside a text {slowed:.2f} ({slowed / trained:.0%})", flush=True)
            print(f"  the text beside it {beside:.1f} ({beside / alone:.0%})", flush=True)
    os._exit(0)


def counted(works: list[Any], seconds: float) -> list[float]:
    """What each did a second, all at the same time."""
    for work in works:
        work.start()
    time.sleep(1)
    before, begun = [work.count for work in works], time.perf_counter()
    time.sleep(seconds)
    done = [(work.count - first) / (time.perf_counter() - begun) for work, first in zip(works, before, strict=True)]
    for work in works:
        work.stop()
    return done


class Writer:
    """Writes in a thread of its own; ``count`` tokens so far."""

    def __init__(self, hosted: HostedModel, seed: int) -> None:
        self.count = 0
        self._hosted, self._ids = hosted, [100 + (seed * 7 + number) % 100 for number in range(32)]
        self._context = JobContext()
        self._thread = threading.Thread(target=self._write)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._context.cancel()
        self._thread.join()

    def _write(self) -> None:
        sampling = Sampling(max_new_tokens=100_000, seed=0)
        with self._hosted.writing(self._ids) as session:
            for _ in generate(session, self._ids, sampling, (), self._context, lookup=False):
                self.count += 1


class Training:
    """A training that goes on between measurements; ``count`` steps so far."""

    def __init__(self, scratch: Path) -> None:
        self._scratch = scratch
        self._text = scratch / "text.txt"
        words = [f"word{number}" for number in range(900)]
        chance = random.Random(0)
        self._text.write_text(" ".join(chance.choice(words) for _ in range(300_000)), encoding="utf-8")
        self.count = 0
        self._runs = 0

    def __enter__(self) -> None:
        self._context = JobContext(self._happened)
        self._begun = threading.Event()
        self._runs += 1
        self._thread = threading.Thread(target=self._train)
        self._thread.start()
        self._begun.wait()

    def __exit__(self, *_: object) -> None:
        self._context.cancel()
        self._thread.join()

    def start(self) -> None:
        """It runs already."""

    stop = start

    def _happened(self, event: object) -> None:
        if isinstance(event, StepDone):
            self.count = event.step
            self._begun.set()

    def _train(self) -> None:
        if sys.platform.startswith("linux"):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICER_BY)
        shape = ModelShape(layers=4, heads=4, hidden_size=128, context_length=128)
        settings = TrainingSettings(minutes=30, checkpoint_every=10_000, batch_size=16)
        folder = self._scratch / f"model{self._runs}"
        corpus = Corpus("text", (str(self._text),))
        try:
            run(TrainModel(folder, corpus, settings, self._scratch / "cache", shape=shape), self._context)
        finally:
            self._begun.set()


if __name__ == "__main__":
    main()
