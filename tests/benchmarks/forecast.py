"""Compares forecasts of time and peak memory with the trainings, each forecast and each training in a fresh process.

    python tests/benchmarks/forecast.py --corpus FILE --work DIR [--only NAME ...] [--seconds 40] [--memory-only]

Prints one line per setting: what ``gpt-studio train --forecast`` says, what the training took (peak memory as the
system counts it for the process), and the difference. Time needs a quiet machine; memory does not.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from gpt_studio.hardware.memory import share_one_heap
from gpt_studio.hardware.threads import wait_without_long_spinning

FIVE_STEPS = 5


@dataclass(frozen=True)
class Setting:
    """``base`` names another setting, whose model is fine-tuned by ``method``, ``tuning_context`` tokens at a time; the
    last fields say which part of it learns."""

    model_type: str
    layers: int
    heads: int
    hidden_size: int
    context_length: int
    vocabulary: int
    batch_size: int
    precision: str
    optimizer: str
    accumulation: int = 1
    base: str = ""
    method: str = "auto"
    tuning_context: int | None = None
    last_layers: int | None = None
    learn_embeddings: bool = True


SETTINGS = {
    "smallest": Setting("qwen3", 2, 2, 64, 64, 512, 2, "float32", "adamw"),
    "wide batch": Setting("gpt2", 4, 4, 128, 64, 512, 32, "float32", "adamw"),
    "tiny": Setting("qwen3", 4, 4, 128, 256, 1024, 8, "auto", "muon"),
    "small": Setting("qwen3", 6, 8, 256, 256, 4096, 8, "auto", "muon"),
    "gpt2": Setting("gpt2", 6, 4, 256, 256, 2048, 16, "auto", "adamw"),
    "gpt2 float32": Setting("gpt2", 6, 4, 256, 256, 2048, 16, "float32", "adamw"),
    "accumulating": Setting("qwen3", 8, 8, 512, 512, 8192, 2, "auto", "muon", accumulation=4),
    "long and wide": Setting("qwen3", 6, 4, 256, 512, 16384, 32, "auto", "adamw"),
    "large vocabulary": Setting("gpt2", 8, 6, 384, 128, 16384, 32, "float32", "muon"),
    "fine-tuned": Setting("qwen3", 6, 8, 256, 256, 4096, 4, "auto", "muon", accumulation=2, base="small"),
    "llama": Setting("llama", 8, 8, 512, 512, 8192, 2, "auto", "muon"),
}
SETTINGS |= {
    f"{base}, {method}": replace(
        SETTINGS[base], batch_size=size, accumulation=1, base=base, method=method, tuning_context=context
    )
    for base, method, size, context in (
        ("small", "full", 8, None),
        ("small", "lora", 8, None),
        ("llama", "full", 8, 128),
        ("llama", "lora", 4, 512),
        ("large vocabulary", "full", 16, None),
        ("large vocabulary", "lora", 16, 64),
    )
}
SETTINGS |= {
    "llama, last 2 layers": replace(SETTINGS["llama, full"], batch_size=16, tuning_context=256, last_layers=2),
    "llama, lora of the last 2 layers": replace(SETTINGS["llama, lora"], batch_size=8, last_layers=2),
    "large vocabulary, embeddings fixed": replace(SETTINGS["large vocabulary, full"], learn_embeddings=False),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--only", nargs="*", default=list(SETTINGS))
    parser.add_argument("--seconds", type=float, default=40.0, help="about how long each training runs")
    parser.add_argument("--memory-only", action="store_true", help="five steps each; time is not compared")
    parser.add_argument("--worker", choices=("tokenizer", "forecast", "training"))
    parser.add_argument("--setting")
    parser.add_argument("--steps", type=int, default=FIVE_STEPS)
    chosen = parser.parse_args()
    if chosen.worker:
        wait_without_long_spinning()
        share_one_heap()
        found = _WORKERS[chosen.worker](SETTINGS[chosen.setting], chosen)
        found["peak"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
        print(json.dumps(found))
        return
    for name in chosen.only:
        print(_line(name, chosen), flush=True)


def _line(name: str, chosen: argparse.Namespace) -> str:
    def worker(kind: str, steps: int) -> dict[str, Any]:
        arguments = ["--worker", kind, "--setting", name, "--steps", str(steps)]
        arguments += ["--memory-only"] if chosen.memory_only else []
        command = [sys.executable, __file__, "--corpus", chosen.corpus, "--work", chosen.work, *arguments]
        done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)
        if done.returncode:
            sys.exit(done.stderr[-3000:])
        result: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
        return result

    worker("tokenizer", 0)
    forecast = worker("forecast", FIVE_STEPS)
    steps = FIVE_STEPS if chosen.memory_only else max(FIVE_STEPS, round(chosen.seconds / forecast["step_seconds"]))
    forecast = forecast if chosen.memory_only else worker("forecast", steps)
    outcome = worker("training", steps)
    memory, peak = forecast["memory_bytes"] / 1e6, outcome["peak"] / 1e6
    line = f"| {name} | {outcome['parameters']:,} | {memory:,.0f} | {peak:,.0f} | {memory / peak - 1:+.0%} |"
    if chosen.memory_only:
        return line
    said, took = forecast["seconds"], outcome["seconds"]
    ways = [f"{each['step_seconds']:.3f} s a step, {each['threads']} threads" for each in (forecast, outcome)]
    print(f"{name}: forecast {ways[0]}; measured at the start of the training {ways[1]}", file=sys.stderr)
    return f"{line} {steps:,} | {said:.1f} | {took:.1f} | {said / took - 1:+.0%} |"


def _request(setting: Setting, chosen: argparse.Namespace) -> tuple[Any, Any, Any]:
    from gpt_studio.corpora.corpus import Corpus
    from gpt_studio.models.shape import ModelShape
    from gpt_studio.training.settings import TrainingSettings

    shape = ModelShape(
        model_type=setting.model_type,
        layers=setting.layers,
        heads=setting.heads,
        hidden_size=setting.hidden_size,
        context_length=setting.context_length,
    )
    settings = TrainingSettings(
        steps=chosen.steps,
        batch_size=setting.batch_size,
        accumulation=setting.accumulation,
        optimizer=setting.optimizer,
        precision=setting.precision,
        method=setting.method,
        tuning_context=setting.tuning_context,
        last_layers=setting.last_layers,
        learn_embeddings=setting.learn_embeddings,
        threads=1 if chosen.memory_only else None,
        sample_tokens=10,
    )
    return Corpus(chosen.corpus.stem, (str(chosen.corpus.absolute()),)), shape, settings


def _tokenizer_folder(setting: Setting, chosen: argparse.Namespace) -> Path:
    return Path(chosen.work) / f"tokenizer-{setting.vocabulary}"


def _many_words(work: Path) -> Path:
    """A text of invented words, enough for the largest vocabulary."""
    path = work / "words.txt"
    if not path.exists():
        chance = random.Random(0)
        words = ["".join(chance.choices("etaoinshrdlucmfwygp", k=chance.randint(2, 9))) for _ in range(30_000)]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(" ".join(chance.choices(words, k=200_000)), encoding="utf-8")
    return path


def _tokenizer(setting: Setting, chosen: argparse.Namespace) -> dict[str, Any]:
    from gpt_studio.core.job import JobContext
    from gpt_studio.corpora.corpus import Corpus
    from gpt_studio.jobs.tokenizers import train_tokenizer
    from gpt_studio.tokenization.settings import TokenizerSettings

    folder = _tokenizer_folder(setting, chosen)
    if not folder.exists():
        corpus = Corpus("words", (str(_many_words(Path(chosen.work))),))
        request = train_tokenizer.TrainTokenizer(corpus, TokenizerSettings(vocab_size=setting.vocabulary), folder)
        train_tokenizer.run(request, JobContext())
    return {}


def _forecast(setting: Setting, chosen: argparse.Namespace) -> dict[str, Any]:
    from gpt_studio.core.events import as_json
    from gpt_studio.core.job import JobContext
    from gpt_studio.jobs.training import forecast_training

    corpus, shape, settings = _request(setting, chosen)
    base = Path(chosen.work) / "models" / setting.base if setting.base else None
    request = forecast_training.ForecastTraining(
        settings=settings,
        shape=None if base else shape,
        corpus=corpus,
        tokenizer=None if base else _tokenizer_folder(setting, chosen),
        base=base,
    )
    found: dict[str, Any] = as_json(forecast_training.run(request, JobContext()))
    return found


def _training(setting: Setting, chosen: argparse.Namespace) -> dict[str, Any]:
    from gpt_studio.core.job import JobContext
    from gpt_studio.jobs.training import train_model
    from gpt_studio.training.store.recipe import read_recipe, recipe_path

    corpus, shape, settings = _request(setting, chosen)
    models = Path(chosen.work) / "models"
    base = models / setting.base if setting.base else None
    folder = models / next(name for name, known in SETTINGS.items() if known == setting)
    shutil.rmtree(folder, ignore_errors=True)
    request = train_model.TrainModel(
        folder=folder,
        corpus=corpus,
        settings=replace(settings),
        cache=Path(chosen.work) / "cache",
        tokenizer=None if base else _tokenizer_folder(setting, chosen),
        shape=None if base else shape,
        base=base,
    )
    began = time.perf_counter()
    trained = train_model.run(request, JobContext())
    whole = time.perf_counter() - began
    done = read_recipe(recipe_path(folder)).resolved
    measured = {"step_seconds": done.step_seconds, "threads": done.threads}
    return {"seconds": trained.seconds, "parameters": trained.parameters, "whole": whole, **measured}


_WORKERS = {"tokenizer": _tokenizer, "forecast": _forecast, "training": _training}

if __name__ == "__main__":
    main()
