"""Makes the machine code that writes (``inference/compiled_pass.py``) before a model needs it.

That takes ten to twenty seconds of one core, once on a computer and after each update. It happens in a process of its
own, which leaves the code on the disk, so that the window does not stutter meanwhile.
"""

from __future__ import annotations

from importlib.util import find_spec
from multiprocessing.connection import Connection

from gpt_studio.core.errors import say
from gpt_studio.core.events import Progress
from gpt_studio.core.job import JobContext
from gpt_studio.hardware.helper_process import LOST, answer, become_helper, helper_process
from gpt_studio.inference.kept_code import kept_in, place


def run(_request: None, context: JobContext) -> bool:
    """A job; whether the code is on the disk. Raises JobCancelled."""
    if kept_in() is not None:
        return True
    if find_spec("numba") is None or place() is None:
        return False
    context.emit(Progress(say("writing.compile", "Getting ready to write fast: this is done once on this computer")))
    with helper_process(_prepare, name="compile") as (_, line):
        try:
            answer(line, context)
        except LOST:
            return False
    return kept_in() is not None


def _prepare(line: Connection) -> None:
    become_helper()
    from gpt_studio.inference import compiled_pass

    compiled_pass.prepare()
    line.send_bytes(b"done")
