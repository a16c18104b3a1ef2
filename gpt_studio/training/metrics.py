"""The history of a run, one JSON object a line, only ever added to."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

from gpt_studio.core.durable import append_line
from gpt_studio.core.events import as_json
from gpt_studio.training.events import Evaluated, SampleWritten, StepDone

METRICS = "metrics.jsonl"
WRITE_SECONDS = 1.0


class MetricsFile:
    """Collects records and writes them about once a second: a write for each step would cost more than the step."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._waiting: list[str] = []
        self._written = time.monotonic()

    def add(self, event: StepDone | Evaluated | SampleWritten) -> None:
        self._waiting.append(json.dumps(as_json(event), ensure_ascii=False))
        if time.monotonic() - self._written >= WRITE_SECONDS:
            self.flush()

    def flush(self) -> None:
        if self._waiting:
            append_line(self.path, "\n".join(self._waiting))
            self._waiting.clear()
        self._written = time.monotonic()


def read_metrics(path: Path) -> list[dict[str, Any]]:
    """The records in order. A run that was resumed wrote some steps twice: the later record of a step counts.

    A line torn by a crash is left out.
    """
    records: list[dict[str, Any]] = []
    if not path.is_file():
        return records
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        try:
            record = json.loads(line)
            step = int(record["step"])
        except (ValueError, KeyError, TypeError):
            continue
        while records and _supersedes(record, step, records[-1]):
            records.pop()
        records.append(record)
    return records


def _supersedes(record: dict[str, Any], step: int, earlier: dict[str, Any]) -> bool:
    repeated = record["event"] == "step_done" and earlier["step"] >= step
    return bool(repeated or (earlier["step"] > step))
