"""Repeats a write that the disk refused while the run waits in memory, so that a full disk loses nothing."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from pathlib import Path

from gpt_studio.core.disk_errors import DiskError
from gpt_studio.core.errors import StudioError
from gpt_studio.core.job import Answer, JobContext
from gpt_studio.training.events import SaveFailed, SaveRecovered

RETRY_SECONDS = 30.0
SLACK_BYTES = 4_000_000  # what small files, folders and the file system itself need besides


class NotSavedError(StudioError):
    """A person gave up waiting for the disk, or there was nobody to ask."""


def until_written(write: Callable[[], None], context: JobContext, *, folder: Path, step: int, needed: int) -> float:
    """Call ``write``, which needs ``needed`` bytes in ``folder``, again and again until the disk lets it happen.

    After each failure a SaveFailed event says what is wrong and how much to free; the next attempt is made when
    ``context`` is resumed, or every RETRY_SECONDS if it could succeed. Returns the seconds spent waiting.
    Raises NotSavedError if ``context`` is cancelled while it waits and a last attempt fails too.
    """
    began = time.monotonic()
    failed = False
    while True:
        try:
            write()
        except DiskError as error:
            failed = True
            if not _asked_to_go_on(error, context, folder, step, needed):
                _last_attempt(write, step)
                return time.monotonic() - began
        else:
            if failed:
                context.emit(SaveRecovered(step))
            return time.monotonic() - began if failed else 0.0


def _asked_to_go_on(error: DiskError, context: JobContext, folder: Path, step: int, needed: int) -> bool:
    """Wait for the next attempt: the person's answer, or RETRY_SECONDS if it could succeed. False if the person gave
    up."""
    lacking = bytes_to_free(folder, needed) if error.full else 0
    answer = context.ask(SaveFailed(step, error.message, lacking, RETRY_SECONDS), RETRY_SECONDS)
    while answer is Answer.SILENCE and error.full and free_bytes(folder) < needed:
        answer = context.wait_for_answer(RETRY_SECONDS)
    return answer is not Answer.GIVE_UP


def _last_attempt(write: Callable[[], None], step: int) -> None:
    try:
        write()
    except DiskError as error:
        raise NotSavedError(
            "training.not_saved",
            "The training ended at step {step} without saving that step: {problem} It can go on from the last "
            "checkpoint that was saved, if there is one.",
            step=step,
            problem=error.message,
        ) from error


def bytes_to_free(folder: Path, needed: int) -> int:
    """How many bytes are lacking: all that is needed where the disk has room and says that it is full (a quota)."""
    lacking = needed - free_bytes(folder)
    return lacking if lacking > 0 else needed


def free_bytes(folder: Path) -> int:
    """On the disk of ``folder``, or of what is left of its path; 0 if nobody can tell."""
    while True:
        try:
            return shutil.disk_usage(folder).free
        except OSError:
            if folder.parent == folder:
                return 0
            folder = folder.parent
