"""A process that leaves early runs its exit handlers, loses no output, and does not finalise Python."""

from __future__ import annotations

import os
import subprocess
import sys

LEAVING = """
import atexit, sys
from gpt_studio.hardware.leaving import leave_at_once
class Told:
    def __del__(self):
        print("taken down", flush=True)
held = Told()
atexit.register(print, "registered")
print("said", end=" ")
sys.stderr.write("noted")
leave_at_once(7)
"""


def test_what_is_registered_is_done_and_nothing_is_taken_down() -> None:
    done = subprocess.run([sys.executable, "-c", LEAVING], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout, done.stderr) == (7, "said registered\n", "noted")


def test_it_leaves_where_nobody_reads_what_it_says() -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", LEAVING],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"},
    )
    assert process.stdout is not None
    process.stdout.close()
    assert process.wait(60) == 7
