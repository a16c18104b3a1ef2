"""Trainings killed by SIGKILL 20 times, at instants that do not depend on the machine's load."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

KILL_RUN = Path(__file__).parents[1] / "support" / "kill_run.py"
CLEAN = {"lost": 0, "invalid": 0, "different": 0, "failures": []}


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="forks, and looks into /proc")
@pytest.mark.timeout(1200)
def test_twenty_kills_lose_nothing_and_change_nothing() -> None:
    """Killed before the n-th disk operation or after the n-th printed event, and then resumed."""
    done = subprocess.run(
        [sys.executable, KILL_RUN, "--kills", "20", "--ways", "disk", "event"],
        capture_output=True,
        encoding="utf-8",
        env=os.environ | {"OMP_NUM_THREADS": "1"},
        check=False,
    )
    counts = json.loads(done.stdout)
    assert {name: counts[name] for name in CLEAN} == CLEAN, done.stderr
    assert counts["kills"] == 20
    assert counts["checkpoints_reported"] > 0
    assert done.returncode == 0
