"""500 folders that went wrong on purpose, a different mixture with each ``GPT_STUDIO_MUTANT_SEED``.

The long run: ``python tests/support/mutation_run.py --mutants 20000``; its counts are in docs/HOSTILE_FOLDERS.md.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

RUN = Path(__file__).resolve().parents[2] / "support" / "mutation_run.py"
MUTANTS = int(os.environ.get("GPT_STUDIO_MUTANTS", "500"))
SEED = os.environ.get("GPT_STUDIO_MUTANT_SEED", "0")


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
