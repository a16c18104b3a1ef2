"""Which helper a Quarantine of the tests takes: see tests/support/warm_helpers.py."""

from __future__ import annotations

from pathlib import Path

import pytest

from gpt_studio.artifacts import quarantine
from gpt_studio.artifacts.open_tokenizer import open_tokenizer
from gpt_studio.artifacts.quarantine import Quarantine


def helper_of(folder: Path) -> int:
    """The process that opened the tokenizer in ``folder`` for a Quarantine of its own."""
    with Quarantine() as one:
        assert open_tokenizer(folder, one).vocab_size > 0
        assert one._process is not None
        return one._process.pid


def test_the_next_one_takes_the_helper_of_the_one_before(folder: Path) -> None:
    assert helper_of(folder) == helper_of(folder)


def test_two_at_a_time_have_one_each(folder: Path) -> None:
    with Quarantine() as one:
        open_tokenizer(folder, one)
        assert one._process is not None
        assert helper_of(folder) != one._process.pid


def test_one_that_died_is_not_handed_on(folder: Path) -> None:
    with Quarantine() as one:
        open_tokenizer(folder, one)
        assert one._process is not None
        dead = one._process
        dead.kill()
        dead.wait()
    assert helper_of(folder) != dead.pid


def test_one_whose_task_did_not_come_to_its_end_is_ended(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    with Quarantine() as one:
        open_tokenizer(folder, one)
        assert one._process is not None
        busy = one._process
        monkeypatch.setattr(quarantine, "receive", interrupted)
        with pytest.raises(KeyboardInterrupt):
            open_tokenizer(folder, one)
    assert busy.poll() is not None
