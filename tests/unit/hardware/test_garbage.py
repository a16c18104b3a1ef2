"""When Python's garbage collector runs and when it does not."""

from __future__ import annotations

import gc
import subprocess
import sys
import weakref

from gpt_studio.hardware.garbage import no_collections, short_collections

ENDING = """
import gc
from gpt_studio.hardware.garbage import end_without_collecting
class Told:
    def __del__(self):
        print("collected")
ring = [Told()]
ring.append(ring)
if {ends_so}:
    end_without_collecting()
del ring
gc.disable()
"""

STANDING_KEPT = """
import gc, weakref
from gpt_studio.hardware.garbage import STANDING, short_collections
class Ring:
    def __init__(self, name):
        self.itself = self
        weakref.finalize(self, print, name)
stood = Ring("stood")
STANDING.keep()
Ring("made since")
gc.collect()
print("collected")
with short_collections():
    Ring("made in a training")
    gc.collect()
    del stood
gc.collect()
print("collected")
STANDING.keep()
print("kept again")
stood = Ring("stood to the end")
STANDING.keep()
del stood
STANDING.release()
gc.collect()
print("released")
"""


def test_the_collector_looks_at_new_objects_only() -> None:
    class Ring:
        def __init__(self) -> None:
            self.itself = self

    gone: list[str] = []
    frozen, before = gc.get_freeze_count(), Ring()
    weakref.finalize(before, gone.append, "from before")
    with short_collections():
        assert gc.get_freeze_count() > frozen
        del before
        after = Ring()
        weakref.finalize(after, gone.append, "made since")
        del after
        gc.collect()
        assert gone == ["made since"]
    gc.collect()
    assert gone == ["made since", "from before"]
    assert gc.get_freeze_count() == frozen


def test_what_stands_is_looked_at_only_when_it_is_kept_again() -> None:
    said = subprocess.run(
        [sys.executable, "-c", STANDING_KEPT], capture_output=True, text=True, timeout=60, check=True
    ).stdout
    first = ["made since", "collected", "made in a training", "collected", "stood", "kept again"]
    first += ["stood to the end", "released"]
    assert said.splitlines() == first


def test_nothing_is_looked_for_while_libraries_are_loaded() -> None:
    with no_collections():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_a_process_ends_without_a_last_look() -> None:
    said = [
        subprocess.run(
            [sys.executable, "-c", ENDING.format(ends_so=so)], capture_output=True, text=True, timeout=60, check=True
        ).stdout
        for so in (False, True)
    ]
    assert said == ["collected\n", ""]
