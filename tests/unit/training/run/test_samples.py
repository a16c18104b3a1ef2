"""When a model in training writes a sample, and how long it is. Time is simulated."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import pairwise

import pytest

from gpt_studio.core.job import JobContext
from gpt_studio.training.events import SampleWritten
from gpt_studio.training.intervals import SAMPLE_SHARE
from gpt_studio.training.run.samples import FIRST_TOKENS, WORTH_SAMPLING_SECONDS, Samples, Written
from gpt_studio.training.run.stopwatch import Stopwatch
from gpt_studio.training.store.recipe import Resolved

PLAN = Resolved(100, 1e-3, "cpu", "float32", "sdpa", 1, 5, 100, 5, 1000, 5000, 0.1, "data", "sum")
LONGEST = 80


@dataclass
class SimulatedWatch(Stopwatch):
    """A clock that only moves when it is told to."""

    time: float = 0.0

    def now(self) -> float:
        return self.time


@dataclass
class Run:
    """A run of so many ``seconds``, whose model writes a token in ``seconds_a_token``.

    The first sample of a sitting takes ``start_seconds`` more.
    """

    seconds: float
    seconds_a_token: float = 0.002
    start_seconds: float = 0.0
    step_seconds: float = 0.1
    samples: list[SampleWritten] = field(default_factory=list)
    lengths: list[int] = field(default_factory=list)
    took: float = 0.0

    def __post_init__(self) -> None:
        self.watch = SimulatedWatch(JobContext())
        self.plan = replace(PLAN, steps=round(self.seconds / self.step_seconds), step_seconds=self.step_seconds)

    def sit(self, first: int, last: int) -> Run:
        """Go through the steps from ``first`` to ``last``."""
        due = Samples(self._write, self.watch, LONGEST)
        self.slow_start = self.start_seconds
        for step in range(first, last + 1):
            with self.watch.counted():
                self.watch.time += self.step_seconds
            sample = due.written_if_due(step, self.plan)
            self.samples += [] if sample is None else [sample]
        self.took += due.seconds
        return self

    def whole(self) -> Run:
        return self.sit(1, self.plan.steps)

    def _write(self, tokens: int) -> Written:
        self.lengths.append(tokens)
        self.watch.time += self.slow_start + tokens * self.seconds_a_token
        self.slow_start = 0.0
        return Written("Once", " upon", self.seconds_a_token)

    @property
    def times(self) -> list[float]:
        return [sample.elapsed for sample in self.samples]

    @property
    def pauses(self) -> list[float]:
        return [later - earlier for earlier, later in pairwise(self.times)]


def test_the_first_sample_comes_at_once_and_is_short_and_the_last_one_has_its_full_length() -> None:
    run = Run(60.0).whole()
    first, last = run.samples[0], run.samples[-1]
    assert (first.step, first.prompt, first.text) == (1, "Once", " upon")
    assert run.lengths[0] == FIRST_TOKENS
    assert last.step == run.plan.steps
    assert run.lengths[-1] == LONGEST


@pytest.mark.parametrize("seconds_a_token", [0.0002, 0.001, 0.002, 0.003])
def test_in_a_run_of_a_minute_a_sample_comes_every_5_to_10_seconds(seconds_a_token: float) -> None:
    run = Run(60.0, seconds_a_token).whole()
    assert max(run.pauses) <= 10.0
    assert min(run.pauses[:-1]) >= 5.0
    assert run.took <= SAMPLE_SHARE * 60.0 + LONGEST * seconds_a_token


@pytest.mark.parametrize("seconds_a_token", [0.001, 0.003, 0.01])
def test_in_a_run_of_five_minutes_samples_come_every_5_to_10_seconds_at_first_and_rarer_later(
    seconds_a_token: float,
) -> None:
    run = Run(300.0, seconds_a_token).whole()
    early = [pause for time, pause in zip(run.times, run.pauses, strict=False) if time < 60]
    late = [pause for time, pause in zip(run.times, run.pauses, strict=False) if time > 200]
    assert max(early) <= 15.0 if seconds_a_token > 0.005 else max(early) <= 10.0
    assert max(run.pauses) <= 30.0
    assert sum(late[:-1]) / len(late[:-1]) > sum(early) / len(early)
    assert run.took <= SAMPLE_SHARE * 300.0 + LONGEST * seconds_a_token


def test_what_is_blank_is_no_sample() -> None:
    run = Run(60.0)
    samples = Samples(lambda _tokens: Written("Once", " \n", 0.1), run.watch, LONGEST)
    assert samples.written_if_due(run.plan.steps, run.plan) is None
    assert samples.of_full_length(run.plan.steps) is None


def test_a_model_that_writes_slowly_writes_less_rather_than_seldom() -> None:
    run = Run(60.0, 0.01).whole()
    assert max(run.lengths[:-1]) < LONGEST
    assert max(run.pauses) <= 20.0


def test_the_first_sample_takes_as_long_as_it_takes_and_the_next_ones_come_no_later() -> None:
    run = Run(60.0, 0.003, start_seconds=2.0).whole()
    assert max(run.pauses) <= 10.0


def test_a_sample_that_took_far_too_long_does_not_silence_the_model() -> None:
    run = Run(60.0, 0.005)
    run.sit(1, 40)
    due = Samples(run._write, run.watch, LONGEST)
    due.written_if_due(41, run.plan)
    due.seconds = 5.0  # as after a second sample during which another program took the processor
    seen = []
    for step in range(42, run.plan.steps):
        with run.watch.counted():
            run.watch.time += run.step_seconds
        seen += [sample.elapsed for sample in (due.written_if_due(step, run.plan),) if sample is not None]
    assert max(later - earlier for earlier, later in pairwise(seen)) <= 15.2
    assert len(seen) >= 3


def test_samples_of_a_long_run_become_rarer_until_one_comes_every_two_minutes() -> None:
    run = Run(20_000.0, 0.001, step_seconds=1.0).whole()
    assert max(run.pauses) <= 122.0
    assert len(run.samples) < 300
    assert run.took <= SAMPLE_SHARE * 20_000.0


def test_a_sitting_that_goes_on_writes_at_once_and_keeps_to_its_share() -> None:
    run = Run(60.0).sit(1, 300)
    before = len(run.samples)
    run.sit(301, run.plan.steps)
    assert run.samples[before].step == 301
    assert max(run.pauses) <= 10.0


def test_a_run_of_seconds_has_one_sample_at_its_end() -> None:
    run = Run(WORTH_SAMPLING_SECONDS / 2).whole()
    assert [sample.step for sample in run.samples] == [run.plan.steps]


def test_the_time_of_a_sample_counts() -> None:
    run = Run(60.0, start_seconds=0.5).sit(1, 1)
    assert run.watch.elapsed == pytest.approx(run.step_seconds + 0.5 + FIRST_TOKENS * run.seconds_a_token)
