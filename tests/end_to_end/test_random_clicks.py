"""Random clicks in the real window cause no crash, no exception and no warning of Qt."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

RANDOM_CLICKS = Path(__file__).parents[1] / "support" / "random_clicks.py"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="on others a home of its own does not hold everything")
@pytest.mark.timeout(900)
def test_random_clicks_do_no_harm(talker: Path) -> None:
    bounds = ["--runs", "2", "--seed", "1", "--actions", "100", "--seconds", "120"]
    command = [sys.executable, RANDOM_CLICKS, *bounds, "--model", talker]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    counts = json.loads(done.stdout)
    assert counts["failures"] == [], done.stdout + done.stderr
    assert counts["runs"] == 2
    assert counts["actions"] > 20
    assert done.returncode == 0
