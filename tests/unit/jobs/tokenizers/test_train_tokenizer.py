from __future__ import annotations

import pytest

from gpt_studio.core.events import Event
from gpt_studio.core.job import JobCancelled, JobContext
from gpt_studio.corpora.corpus import Corpus
from gpt_studio.jobs.tokenizers.train_tokenizer import fitting_tokenizer


def test_a_cancelled_run_does_not_count_its_text_to_the_end() -> None:
    told: list[Event] = []
    context = JobContext(told.append)
    context.cancel()
    with pytest.raises(JobCancelled):
        fitting_tokenizer(Corpus("sample", ("sample:",)), context)
    assert told == []
