"""Ctrl-C: the first stops the job, the second the process."""

import os
import signal
import subprocess
import sys
import time

import pytest

from gpt_studio.cli.interrupting import INTERRUPTED, run_interruptible
from gpt_studio.core.errors import say
from gpt_studio.core.events import Event, Log
from gpt_studio.core.job import Answer, JobContext

STUBBORN = """
import os, signal, threading
from gpt_studio.cli.interrupting import run_interruptible
from gpt_studio.core.job import JobContext

def job(request, context):
    os.kill(os.getpid(), signal.SIGINT)
    while not context.cancelled:
        pass
    os.kill(os.getpid(), signal.SIGINT)
    threading.Event().wait()

run_interruptible(job, None, JobContext(), print)
"""

posix = pytest.mark.skipif(os.name != "posix", reason="Windows sends Ctrl-C to whole consoles only")


def test_the_result_comes_back() -> None:
    assert run_interruptible(lambda request, context: request + 1, 2, JobContext(), print) == 3


def test_an_error_of_the_job_comes_back() -> None:
    def job(request: int, context: JobContext) -> int:
        return request // 0

    with pytest.raises(ZeroDivisionError):
        run_interruptible(job, 2, JobContext(), print)


@posix
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_first_signal_cancels_the_job_which_ends_in_its_own_way(number: signal.Signals) -> None:
    before, notes, context = signal.getsignal(number), [], JobContext()

    def job(request: str, context: JobContext) -> str:
        os.kill(os.getpid(), number)
        while not context.cancelled:
            pass
        return f"{request} saved"

    assert run_interruptible(job, "all", context, notes.append) == "all saved"
    assert len(notes) == 1
    assert "Ctrl-C again" in notes[0]
    assert signal.getsignal(number) is before


@posix
def test_the_second_signal_ends_the_process_at_once() -> None:
    done = subprocess.run([sys.executable, "-c", STUBBORN], capture_output=True, text=True, timeout=60)
    assert done.returncode == INTERRUPTED
    assert done.stderr == ""


@posix
def test_a_job_that_asks_takes_a_nudge_for_yes_and_ctrl_c_for_no() -> None:
    """A second Ctrl-C does not end the process then, because the job first says what is not saved."""
    numbers = iter([signal.SIGCONT, signal.SIGINT, signal.SIGINT])
    context = JobContext(lambda event: os.kill(os.getpid(), next(numbers)))

    def job(request: Event, context: JobContext) -> list[Answer]:
        return [context.ask(request, 60.0) for _ in range(3)]

    answers = run_interruptible(job, Log(say("x", "Again?")), context, lambda note: None)
    assert answers == [Answer.TRY_AGAIN, Answer.GIVE_UP, Answer.GIVE_UP]


@posix
def test_a_terminal_that_is_closed_cancels_the_job_and_never_ends_the_process() -> None:
    """The shell and the system may both send SIGHUP. A question of the job is answered by giving up, as no one is
    there."""
    # Whoever runs the tests by nohup has told them to ignore it.
    inherited, context = signal.signal(signal.SIGHUP, signal.SIG_DFL), JobContext()

    def job(request: str, context: JobContext) -> str:
        for _ in range(3):
            os.kill(os.getpid(), signal.SIGHUP)
        while not context.cancelled:
            pass
        return f"{request} saved, {context.ask(Log(say('x', 'Again?')), 60.0).value}"

    try:
        assert run_interruptible(job, "all", context, lambda note: None) == "all saved, give up"
        assert signal.getsignal(signal.SIGHUP) is signal.SIG_DFL
    finally:
        signal.signal(signal.SIGHUP, inherited)


@posix
def test_a_program_that_was_told_to_outlive_its_terminal_does() -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    context = JobContext()

    def job(request: str, context: JobContext) -> str:
        os.kill(os.getpid(), signal.SIGHUP)
        return request

    try:
        assert run_interruptible(job, "all", context, lambda note: None) == "all"
        assert not context.cancelled
    finally:
        signal.signal(signal.SIGHUP, before)


STOPPED = """
import time
from gpt_studio.cli.interrupting import run_interruptible
from gpt_studio.core.job import JobContext

def job(request, context):
    print("begun", flush=True)
    while not context.suspended:
        time.sleep(0.01)
    return context.suspended

print(run_interruptible(job, None, JobContext(), print))
"""


@posix
def test_the_job_is_told_for_how_long_the_process_was_stopped() -> None:
    process = subprocess.Popen([sys.executable, "-c", STOPPED], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "begun\n"
    process.send_signal(signal.SIGSTOP)
    time.sleep(1.5)
    process.send_signal(signal.SIGCONT)
    said, _ = process.communicate(timeout=60)
    assert 1.0 < float(said) < 60.0
