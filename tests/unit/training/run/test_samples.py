"""When a model in training writes a sample."""

from dataclasses import replace

import pytest

from gpt_studio.core.job import JobContext
from gpt_studio.training.intervals import SAMPLE_SHARE
from gpt_studio.training.run.samples import WORTH_SAMPLING_SECONDS, Samples
from gpt_studio.training.run.stopwatch import Stopwatch
from gpt_studio.training.store.recipe import Resolved

LONG = Resolved(100, 1e-3, "cpu", "float32", "sdpa", 1, 5, 100, 5, 1000, 5000, WORTH_SAMPLING_SECONDS, "data", "sum")
SHORT = replace(LONG, step_seconds=WORTH_SAMPLING_SECONDS / 1000)


def samples(seconds: float = 0.0, elapsed: float = 10.0) -> Samples:
    return Samples(lambda: ("Once", " upon"), Stopwatch(JobContext(), elapsed), seconds)


def test_the_first_sample_of_a_long_run_comes_at_once_and_that_of_a_short_one_at_the_end() -> None:
    written = samples().written_if_due(1, LONG)
    assert written is not None
    assert (written.step, written.prompt, written.text) == (1, "Once", " upon")
    assert samples().written_if_due(1, SHORT) is None
    assert samples().written_if_due(100, SHORT) is not None


def test_samples_keep_to_their_share_of_the_time_but_for_the_last_one() -> None:
    share = SAMPLE_SHARE * 10.0
    assert samples(1.1 * share).written_if_due(50, LONG) is None
    assert samples(0.9 * share).written_if_due(50, LONG) is not None
    assert samples(1.1 * share).written_if_due(100, LONG) is not None


def test_the_time_of_a_sample_counts() -> None:
    some = samples()
    some.written_if_due(1, LONG)
    assert some.seconds > 0
    assert some.clock.elapsed == pytest.approx(10.0 + some.seconds)
