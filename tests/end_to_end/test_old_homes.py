"""Models of older versions open, write the same text, and can be trained further."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from keep_a_home import STEPS, STOPPED_AT, WRITES, unpack

from gpt_studio.core.job import JobContext
from gpt_studio.core.paths import Home
from gpt_studio.jobs.models import list_models
from gpt_studio.jobs.tokenizers import list_tokenizers

HOMES = sorted((Path(__file__).resolve().parents[1] / "old_homes").glob("*.zip"))

pytestmark = pytest.mark.xdist_group("old_homes")


@pytest.fixture(scope="module", params=HOMES, ids=lambda path: path.stem)
def home(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("home of José 🦊")
    unpack(request.param, folder)
    return folder


def gpt_studio(*arguments: str | Path, home: Path) -> list[dict[str, Any]]:
    """Run a command, which must succeed; returns its events."""
    done = subprocess.run(
        [sys.executable, "-m", "gpt_studio", *map(str, arguments), "--json", "--home", str(home)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=os.environ | {"OMP_NUM_THREADS": "1"},
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_there_is_at_least_one() -> None:
    assert HOMES


def test_everything_is_found_and_sound(home: Path) -> None:
    (model,) = list_models.run(list_models.ListModels(Home(home)), JobContext())
    assert (model.problem, model.name, model.can_resume, model.steps) == (None, "Fox", True, STOPPED_AT)
    (tokenizer,) = list_tokenizers.run(list_tokenizers.ListTokenizers(Home(home)), JobContext())
    assert (tokenizer.problem, tokenizer.vocab_size) == (None, 300)
    assert gpt_studio("inspect", home / "models" / "Fox", home=home)[-1]["result"]["sound"]


def test_it_writes_what_it_wrote_then(home: Path) -> None:
    written = gpt_studio("generate", home / "models" / "Fox", *WRITES, home=home)[-1]["result"]["text"]
    assert written == (home / "writes.txt").read_text(encoding="utf-8")


def test_its_training_goes_on_to_the_end(home: Path) -> None:
    ended = gpt_studio("train", "--resume", "--out", home / "models" / "Fox", home=home)[-1]["result"]
    assert (ended["steps"], ended["finished"]) == (STEPS, True)
