"""The machine code is made ahead, in another process, and where it lies on the disk nothing is done."""

import pytest

from gpt_studio.core.job import JobCancelled, JobContext
from gpt_studio.inference import compiled_pass, kept_code
from gpt_studio.jobs.chat import compile_ahead


@pytest.fixture
def unmade(monkeypatch):
    """What the job first sees: no code on the disk."""
    seen = iter([None])
    monkeypatch.setattr(compile_ahead, "kept_in", lambda: next(seen, kept_code.kept_in()))


def test_another_process_makes_the_code(unmade):
    compiled_pass.prepare()  # so that the other process finds it on the disk
    said = []
    assert compile_ahead.run(None, JobContext(said.append))
    assert [event.what.key for event in said] == ["writing.compile"]


def test_code_on_the_disk_is_not_made_again(monkeypatch):
    compiled_pass.prepare()
    monkeypatch.setattr(compile_ahead, "helper_process", None)
    assert compile_ahead.run(None, JobContext())


def test_without_numba_there_is_none(unmade, monkeypatch):
    monkeypatch.setattr(compile_ahead, "find_spec", lambda name: None)
    assert not compile_ahead.run(None, JobContext())


def test_it_can_be_cancelled(unmade):
    context = JobContext()
    context.cancel()
    with pytest.raises(JobCancelled):
        compile_ahead.run(None, context)
