"""125 mutants of model folders, others with each ``GPT_STUDIO_MUTANT_SEED``, more with ``GPT_STUDIO_MUTANTS``.

The first 500: ``python tests/support/mutation_run.py``. The long run: the same with ``--mutants 20000``. The counts of
both are in docs/HOSTILE_FOLDERS.md.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from pathlib import Path
from random import Random
from typing import Any

import mutation_run
import pytest
from mutants import MUTATORS, Mutator

RUN = Path(__file__).resolve().parents[2] / "support" / "mutation_run.py"
MUTANTS = int(os.environ.get("GPT_STUDIO_MUTANTS", "125"))
SEED = os.environ.get("GPT_STUDIO_MUTANT_SEED", "0")


@pytest.mark.skipif(sys.platform == "win32", reason="links and pipes of POSIX")
@pytest.mark.parametrize("kind", ["link", "pipe"])
def test_no_mutator_writes_where_another_one_led_it(kind: str, tmp_path: Path) -> None:
    """Changes through a link would damage files of the person who runs the tests."""
    private = tmp_path / "private.json"
    private.write_text('{"mine": [1], "vocab": {"a": 1}, "model": {}}')
    before = private.stat().st_mtime_ns, private.read_text()
    names = ("config.json", "tokenizer.json", "tokenizer_config.json", "special_tokens_map.json", "added_tokens.json")
    names += ("vocab.json", "vocab.txt", "merges.txt", "model.safetensors", "chat_template.jinja", "README.md")
    names += ("model.safetensors.index.json", "generation_config.json", "json.py", "tokenizers.py", "model.pt")
    for number, mutator in enumerate(MUTATORS):
        for seed in range(12):
            folder = tmp_path / f"{number}-{seed}"
            folder.mkdir()
            for name in names:
                (folder / name).symlink_to(private) if kind == "link" else os.mkfifo(folder / name)
            with contextlib.suppress(OSError, LookupError, TypeError, ValueError, AttributeError):
                mutator(folder, Random(seed))
    assert (private.stat().st_mtime_ns, private.read_text()) == before


@pytest.mark.parametrize("mutator", MUTATORS)
def test_a_file_that_another_change_made_longer_than_memory_is_left_alone(mutator: Mutator, tmp_path: Path) -> None:
    """Found by seed 107433: reading it ended the tool, which then counted a death of the program."""
    for name in ("config.json", "tokenizer.json", "tokenizer_config.json", "model.safetensors"):
        (tmp_path / name).touch()
        os.truncate(tmp_path / name, 10**12)
    for seed in range(4):
        with contextlib.suppress(OSError, LookupError, TypeError, ValueError, AttributeError):
            mutator(tmp_path, Random(seed))


@pytest.mark.parametrize(
    ("end", "kind"), [("os._exit(3)", "deaths"), ("os.abort()", "deaths"), ("while True: pass", "hangs")]
)
def test_a_death_and_a_hang_are_counted_as_what_they_are(end: str, kind: str, tmp_path: Path, monkeypatch: Any) -> None:
    """The second seed of each worker ends it; the run goes on with the third."""
    worker = tmp_path / "worker.py"
    worker.write_text(
        f"""
import json, os, sys
first, mutants = int(sys.argv[4]), int(sys.argv[6])
for seed in range(first, first + mutants):
    print(json.dumps(dict(kind="step", seed=seed, step="open", changes="")), flush=True)
    if seed == 11:
        {end}
    print(json.dumps(dict(kind="done", seed=seed, opened=True, keys=[], slowest=0)), flush=True)
"""
    )
    monkeypatch.setattr(mutation_run, "__file__", str(worker))
    monkeypatch.setattr(mutation_run, "HANG_SECONDS", 0.2)
    counts = mutation_run.run(10, 3)
    assert counts["opened"] == 2
    assert {name: counts[name] for name in ("deaths", "hangs")} == {"deaths": 0, "hangs": 0} | {kind: 1}


@pytest.mark.slow
@pytest.mark.timeout(60 + 2 * MUTANTS)
@pytest.mark.skipif(sys.platform == "win32", reason="the mutants hold pipes, devices and links of POSIX")
def test_no_mutant_does_harm() -> None:
    command = [sys.executable, str(RUN), "--mutants", str(MUTANTS), "--seed", SEED]
    done = subprocess.run(
        command, env=os.environ | {"OMP_NUM_THREADS": "1"}, capture_output=True, text=True, encoding="utf-8"
    )
    print(done.stdout)
    counts = json.loads(done.stdout)
    assert counts["failures"] == []
    assert counts["opened"] + counts["refused"] == MUTANTS
    assert min(counts["opened"], counts["refused"]) > MUTANTS // 10
    assert [counts[name] for name in ("deaths", "hangs", "writes_outside", "no_sentences")] == [0, 0, 0, 0]
