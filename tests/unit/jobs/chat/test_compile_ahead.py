"""The machine code is made ahead, in another process, and where it lies on the disk nothing is done."""

import pytest

from gpt_studio.core.job import JobCancelled, JobContext
from gpt_studio.inference import compiled_pass
from gpt_studio.jobs.chat import compile_ahead


@pytest.fixture
def nowhere(monkeypatch, tmp_path):
    monkeypatch.setattr(compile_ahead, "_BESIDE_SOURCE", tmp_path)


def test_another_process_makes_the_code(nowhere):
    compiled_pass.prepare()  # so that the other process finds it on the disk
    assert compile_ahead.run(None, JobContext())


def test_code_on_the_disk_is_not_made_again(monkeypatch):
    compiled_pass.prepare()
    monkeypatch.setattr(compile_ahead, "helper_process", None)
    assert compile_ahead.run(None, JobContext())


def test_without_numba_there_is_none(nowhere, monkeypatch):
    monkeypatch.setattr(compile_ahead, "find_spec", lambda name: None)
    assert not compile_ahead.run(None, JobContext())


def test_it_can_be_cancelled(nowhere):
    context = JobContext()
    context.cancel()
    with pytest.raises(JobCancelled):
        compile_ahead.run(None, context)
