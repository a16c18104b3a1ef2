"""What is said of a run's progress: a bar and a time that do not jump."""

from __future__ import annotations

from itertools import pairwise

from gpt_studio.training.events import StepDone
from gpt_studio.ui.tabs.training.shown_run import SHARE_OF_STEPS, ShownRun


def done(step: int, seconds_left: float, a_step: float = 2.0) -> StepDone:
    return StepDone(step, 100, 2.0, 1e-3, 1.0, 5000.0, a_step * step, seconds_left, 0.5)


def test_the_time_left_falls_although_the_steps_are_unsteady() -> None:
    run = ShownRun(steps=100, seconds_left=200.0)
    said = []
    for step in range(1, 101):
        run.take(done(step, (100 - step) * (2.4 if 5 < step < 20 else 2.0)))
        said.append(run.seconds_left)
    assert all(later < earlier + 1 for earlier, later in pairwise(said))
    assert max(said) < 205
    assert said[-1] == 0


def test_the_time_left_follows_a_machine_that_becomes_slower() -> None:
    run = ShownRun(steps=100, seconds_left=200.0)
    for step in range(1, 81):
        run.take(done(step, (100 - step) * 6.0, 6.0))
    assert 110 < run.seconds_left <= 120


def test_what_follows_the_last_step_has_its_share_of_the_bar() -> None:
    run = ShownRun()
    run.take(done(100, 0.0))
    assert run.fraction == SHARE_OF_STEPS < 1
    run.take_finishing("Measuring", 0.5)
    assert run.words == "Measuring"
    assert SHARE_OF_STEPS < run.fraction < 1
