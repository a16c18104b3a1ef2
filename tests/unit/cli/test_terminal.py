"""Jobs run by a subcommand: events shown, results printed, exit codes."""

import errno
import json
import os
import signal
from dataclasses import dataclass
from pathlib import Path

import pytest

from gpt_studio.cli.terminal import DONE, INTERRUPTED, OutputError, Terminal
from gpt_studio.core.errors import say
from gpt_studio.core.events import Log
from gpt_studio.core.job import JobCancelled, JobContext
from gpt_studio.core.paths import Home


@dataclass(frozen=True)
class WordCount:
    words: int
    folder: Path


def count(request: str, context: JobContext) -> WordCount:
    context.emit(Log(say("counting", "Counting")))
    return WordCount(len(request.split()), Path("x"))


def terminal(*, as_json: bool = False) -> Terminal:
    return Terminal(Home(Path("home")), as_json=as_json)


def test_lines_for_a_person(capsys: pytest.CaptureFixture[str]) -> None:
    here = terminal()
    result = here.run(count, "one two")
    here.write("text ")
    assert here.finish(result, [f"{result.words} words"]) == DONE
    captured = capsys.readouterr()
    assert captured.out == "text 2 words\n"
    assert captured.err == "Counting\n"


def test_json_for_a_program(capsys: pytest.CaptureFixture[str]) -> None:
    here = terminal(as_json=True)
    here.write("nothing of this")
    assert here.finish(here.run(count, "one two"), ["nor of this"]) == DONE
    log, result = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert log["event"] == "log"
    assert result == {"event": "result", "kind": "word_count", "result": {"words": 2, "folder": "x"}}


def test_a_cancelled_job_with_a_result_counts_as_interrupted() -> None:
    here = terminal()

    def job(request: str, context: JobContext) -> WordCount:
        context.cancel()
        return count(request, context)

    assert here.finish(here.run(job, "one")) == INTERRUPTED


def test_a_job_that_gives_up_when_cancelled() -> None:
    def job(request: str, context: JobContext) -> WordCount:
        context.cancel()
        context.raise_if_cancelled()
        return count(request, context)

    with pytest.raises(JobCancelled):
        terminal().run(job, "one")


def test_a_reader_that_has_gone_stops_the_job_without_an_error_inside_it(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []

    class Gone:
        def write(self, text: str) -> int:
            raise BrokenPipeError

        def flush(self) -> None: ...

    def job(request: str, context: JobContext) -> WordCount:
        context.emit(Log(say("first", "First")))
        seen.append(context.cancelled)
        return WordCount(0, Path("x"))

    monkeypatch.setattr("sys.stdout", Gone())
    with pytest.raises(BrokenPipeError):
        terminal(as_json=True).run(job, "one")
    assert seen == [True]


class Full:
    """A stream whose disk is full."""

    def write(self, text: str) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    def flush(self) -> None: ...

    def isatty(self) -> bool:
        return False


def test_output_that_cannot_be_written_stops_no_job_and_is_said_once(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def job(request: str, context: JobContext) -> WordCount:
        count(request, context)
        assert not context.cancelled
        return count(request, context)

    monkeypatch.setattr("sys.stdout", Full())
    here = terminal(as_json=True)
    assert here.run(job, "one two").words == 2
    said = capsys.readouterr().err
    assert said == "The output cannot be written (No space left on device): the work goes on without it.\n"


def test_a_result_that_cannot_be_printed_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout", Full())
    for as_json in (True, False):
        with pytest.raises(OutputError, match="could not be printed"):
            terminal(as_json=as_json).finish(WordCount(2, Path("x")), ["2 words"])


@pytest.mark.skipif(os.name != "posix", reason="Windows sends Ctrl-C to whole consoles only")
@pytest.mark.parametrize("as_json", [True, False])
def test_a_job_ends_in_its_own_way_where_nothing_can_be_said(monkeypatch: pytest.MonkeyPatch, as_json: bool) -> None:
    """A stop is noted on standard error, whose disk is full too."""

    def job(request: str, context: JobContext) -> WordCount:
        os.kill(os.getpid(), signal.SIGINT)
        while not context.cancelled:
            pass
        return count(request, context)

    monkeypatch.setattr("sys.stdout", Full())
    monkeypatch.setattr("sys.stderr", Full())
    here = terminal(as_json=as_json)
    assert here.run(job, "one two").words == 2
    assert here.interrupted
