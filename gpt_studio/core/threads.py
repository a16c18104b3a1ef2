"""How the threads of the arithmetic wait for each other, set before torch is loaded."""

from __future__ import annotations

import os


def wait_without_spinning() -> None:
    """Let waiting OpenMP threads sleep instead of spinning.

    A spinning thread takes the core from whatever it waits for as soon as anything else runs on the machine. Measured
    on two cores with one more busy program: a training step takes 2 to 5 times as long with spinning threads.
    Must be called before torch is imported; what the person has set already stays.
    """
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    os.environ.setdefault("KMP_BLOCKTIME", "0")
