"""Final losses of several model sizes and amounts of text, to which training/planning/scaling.py is fitted.

    python tests/benchmarks/scaling.py --corpus FILE --work DIR [--runs 4x128:150 6x256:600 ...]

A run is LAYERSxHIDDEN:THOUSANDS of tokens, trained with the defaults on one core. Each prints a JSON line and appends
it to DIR/scaling.jsonl; runs that the file holds already are skipped. CPU seconds are those of the training only.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from pathlib import Path

os.environ["OMP_NUM_THREADS"] = "1"

RUNS = (  # noqa: SIM905
    "4x128:75 4x128:150 6x256:150 4x192:300 4x128:600 6x256:300 2x64:600 4x192:600 6x256:600 8x384:150 4x128:1800 "
    "4x192:1800 8x384:300 2x64:2400 6x256:1500 8x384:600 4x128:4800"
).split()
CONTEXT, BATCH, HEAD_SIZE = 256, 8, 64


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--runs", nargs="*", default=RUNS)
    chosen = parser.parse_args()
    log = chosen.work / "scaling.jsonl"
    chosen.work.mkdir(parents=True, exist_ok=True)
    done = {json.loads(line)["run"] for line in log.read_text().splitlines()} if log.exists() else set()
    for run in chosen.runs:
        if f"{chosen.corpus.name} {run}" not in done:
            line = json.dumps(measured(run, chosen.corpus, chosen.work))
            print(line, flush=True)
            with log.open("a") as file:
                file.write(line + "\n")


def measured(run: str, text: Path, work: Path) -> dict[str, object]:
    from gpt_studio.core.job import JobContext
    from gpt_studio.corpora.corpus import Corpus
    from gpt_studio.jobs.tokenizers.train_tokenizer import fitting_tokenizer
    from gpt_studio.jobs.training.train_model import TrainModel
    from gpt_studio.jobs.training.train_model import run as train
    from gpt_studio.models.shape import ModelShape
    from gpt_studio.tokenization.files import save_tokenizer
    from gpt_studio.training.events import RunPlanned
    from gpt_studio.training.settings import TrainingSettings

    size, thousands = run.split(":")
    layers, hidden = (int(part) for part in size.split("x"))
    corpus = Corpus(text.stem, (str(text.absolute()),))
    tokenizer = work / f"tokenizer-{text.stem}"
    if not tokenizer.exists():
        save_tokenizer(fitting_tokenizer(corpus, JobContext()), tokenizer)
    heads = max(1, hidden // HEAD_SIZE)
    shape = ModelShape(layers=layers, heads=heads, hidden_size=hidden, context_length=CONTEXT)
    steps = round(int(thousands) * 1000 / (CONTEXT * BATCH))
    settings = TrainingSettings(steps=steps, batch_size=BATCH, threads=1, sample_tokens=1, checkpoint_every=10**8)
    began: list[float] = []
    planned: list[RunPlanned] = []

    def note(event: object) -> None:
        if isinstance(event, RunPlanned):
            began.append(time.process_time())
            planned.append(event)

    folder = work / f"{text.stem}-{run.replace(':', '-')}-{int(time.time())}"
    trained = train(
        TrainModel(folder, corpus, settings, cache=work / "cache", tokenizer=tokenizer, shape=shape), JobContext(note)
    )
    return {
        "run": f"{text.name} {run}",
        "parameters": trained.parameters,
        "tokens_read": steps * CONTEXT * BATCH,
        "text_tokens": planned[0].train_tokens,
        "bits_per_byte": round(trained.bits_per_byte, 4),
        "nats_a_token": round(trained.held_out_loss, 4),
        "cpu_seconds": round(time.process_time() - began[0], 1),
    }


if __name__ == "__main__":
    main()
