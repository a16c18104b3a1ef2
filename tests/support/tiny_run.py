"""Trainings so small that a test can run hundreds, and a watcher of their events."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from gpt_studio.core.events import Event
from gpt_studio.core.job import JobContext
from gpt_studio.corpora.corpus import Corpus
from gpt_studio.jobs.training.train_model import TrainModel
from gpt_studio.models.shape import ModelShape
from gpt_studio.tokenization.files import save_tokenizer
from gpt_studio.tokenization.settings import TokenizerSettings
from gpt_studio.tokenization.train import train_tokenizer
from gpt_studio.training.settings import TrainingSettings
from gpt_studio.training.store.metrics import read_metrics

# Untied, so that bigram_init runs, which must be reproducible too.
SHAPE = ModelShape(layers=1, heads=2, hidden_size=8, context_length=64, dropout=0.1, tied=False)
SETTINGS = TrainingSettings(
    steps=12,
    batch_size=2,
    evaluate_every=4,
    checkpoint_every=4,
    sample_prompt="The",
    sample_tokens=2,
    threads=1,
    precision="float32",
    device="cpu",
)


@dataclass
class Watcher:
    """Records the events of a job and calls a function at each."""

    act: Callable[[Event, JobContext], None] = lambda event, context: None
    events: list[Event] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.context = JobContext(self.note)

    def note(self, event: Event) -> None:
        self.events.append(event)
        self.act(event, self.context)

    def of(self, kind: type) -> list[Any]:
        return [event for event in self.events if isinstance(event, kind)]

    def said(self, key: str) -> list[str]:
        """The texts of the messages with this key."""
        messages = (getattr(event, "what", None) for event in self.events)
        return [str(message) for message in messages if message is not None and message.key == key]


@dataclass(frozen=True)
class TinyRuns:
    """Requests for trainings on one small text, below ``root``."""

    root: Path

    def prepare(self) -> TinyRuns:
        """Write the text and the tokenizer."""
        self.text.parent.mkdir(parents=True)
        self.text.write_text("\n".join(f"The fox number {n * n % 97} runs on day {n}." for n in range(500)))
        tokenizer = train_tokenizer([self.text.read_text()], TokenizerSettings(vocab_size=280), JobContext())
        save_tokenizer(tokenizer, self.tokenizer)
        return self

    @property
    def text(self) -> Path:
        return self.root / "material" / "text.txt"

    @property
    def tokenizer(self) -> Path:
        return self.root / "material" / "tokenizer"

    @property
    def cache(self) -> Path:
        return self.root / "cache"

    def request(self, folder: Path, **settings: Any) -> TrainModel:
        return TrainModel(
            folder=folder,
            corpus=Corpus("foxes", (str(self.text),)),
            settings=replace(SETTINGS, **settings),
            cache=self.cache,
            tokenizer=self.tokenizer,
            shape=SHAPE,
        )


def outcome(folder: Path, steps: int) -> dict[str, Any]:
    """All that must not depend on interruptions of a run: files and curves, without times."""
    last = folder / "training" / "checkpoints" / f"step-{steps:09d}"
    adapter = folder / "adapter_model.safetensors"
    records = list(read_metrics(folder / "training" / "metrics.jsonl"))
    done = [_values(record, "loss", "learning_rate", "gradient_norm") for record in _of(records, "step_done")]
    measured = [
        _values(record, "loss", "bits_per_byte", "best", "general_bits_per_byte")
        for record in _of(records, "evaluated")
    ]
    assert [step for step, *_ in done] == [*range(1, steps + 1)], [step for step, *_ in done]
    result = json.loads((folder / "training" / "result.json").read_text(encoding="utf-8"))
    return {
        "model": (adapter if adapter.exists() else folder / "model.safetensors").read_bytes(),
        "last weights": (last / "model.safetensors").read_bytes(),
        "last optimizer": (last / "optimizer.safetensors").read_bytes(),
        "training curve": done,
        "held-out curve": measured,
        "result": {name: value for name, value in result.items() if name != "seconds"},
    }


def _of(records: list[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    return [record for record in records if record["event"] == kind]


def _values(record: dict[str, Any], *names: str) -> tuple[Any, ...]:
    return (record["step"], *(record[name] for name in names))
