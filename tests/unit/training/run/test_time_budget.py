"""A run of minutes ends on time when the machine's speed changes. Time is simulated."""

import random
from collections.abc import Callable

import pytest

from gpt_studio.training.learning.sequence_warmup import mean_cost
from gpt_studio.training.run.time_budget import TimeBudget

SECONDS = 300.0


def ends_after(
    step_seconds: Callable[[float], float], planned: int, *, pause_every: int = 10**9, pause: float = 0.0
) -> tuple[float, int, int]:
    """Seconds and steps of a simulated run, and how often its length changed; ``pause``: seconds per evaluation."""
    budget = TimeBudget(SECONDS)
    budget.begin(0, 0.0, 0.0)
    step, elapsed, steps, changes = 0, 0.0, planned, 0
    while step < steps:
        elapsed += step_seconds(elapsed)
        step += 1
        if step % pause_every == 0:
            elapsed += pause
        found = budget.steps_that_fit(step, elapsed, steps, step / steps)
        if found is not None:
            steps, changes = max(found, step), changes + 1
    return elapsed + pause, step, changes


@pytest.mark.parametrize(
    "step_seconds",
    [
        lambda now: 0.5,
        lambda now: 1.0,
        lambda now: 0.1,
        lambda now: 0.5 if now < 100 else 1.0,
        lambda now: 1.0 if now < 100 else 0.5,
        lambda now: 0.5 + now / 300,
        lambda now: 0.4 if int(now / 20) % 2 else 0.8,
    ],
    ids=["as planned", "twice as slow", "much faster", "slower later", "faster later", "ever slower", "back and forth"],
)
def test_it_ends_within_three_hundredths_of_the_time(step_seconds: Callable[[float], float]) -> None:
    seconds, _, _ = ends_after(step_seconds, planned=600)
    assert SECONDS * 0.97 <= seconds <= SECONDS * 1.03


def test_steps_that_take_longer_later_as_foreseen_change_no_plan() -> None:
    def cost(begin: float, end: float) -> float:
        return mean_cost(begin, end, 4.0, 256)

    budget, step, elapsed, steps, planned = TimeBudget(SECONDS, cost), 0, 0.0, 600, []
    budget.begin(0, 0.0, 0.0)
    first = SECONDS / steps / cost(0.0, 1.0)
    while step < steps:
        elapsed += first * cost(step / steps, step / steps)
        step += 1
        steps = budget.steps_that_fit(step, elapsed, steps, step / steps) or steps
        planned.append(steps)
    assert elapsed == pytest.approx(SECONDS, rel=0.01)
    assert max(planned) - min(planned) < 0.03 * step


def test_what_comes_with_the_last_step_is_kept_free() -> None:
    seconds, _, _ = ends_after(lambda now: 0.5, planned=600, pause_every=30, pause=6.0)
    assert SECONDS * 0.97 <= seconds <= SECONDS * 1.01


def test_a_run_that_goes_as_planned_is_left_alone() -> None:
    assert ends_after(lambda now: 0.5, planned=600)[2] == 0


def test_a_machine_that_stands_still_ends_the_run_at_its_next_step() -> None:
    seconds, step, _ = ends_after(lambda now: 0.5 if now < 290 else 60.0, planned=600)
    assert step < 600
    assert seconds <= 360


def test_a_resumed_run_has_only_the_rest_of_its_time() -> None:
    budget = TimeBudget(SECONDS)
    budget.begin(100, 280.0, 0.2)
    step, elapsed, steps = 100, 280.0, 600
    while step < steps:
        step, elapsed = step + 1, elapsed + 1.0
        steps = budget.steps_that_fit(step, elapsed, steps, step / steps) or steps
    assert elapsed == pytest.approx(SECONDS, abs=5)


def test_a_run_whose_time_is_over_ends_after_one_step() -> None:
    budget = TimeBudget(SECONDS)
    budget.begin(500, 310.0, 0.8)
    assert budget.steps_that_fit(501, 310.5, 600, 0.8) == 501


def test_a_run_that_goes_back_is_measured_anew_from_there() -> None:
    budget = TimeBudget(SECONDS)
    budget.begin(0, 0.0, 0.0)
    step, elapsed, steps, went_back = 0, 0.0, 600, False
    while step < steps:
        step, elapsed = step + 1, elapsed + 0.5
        if step == 200 and not went_back:
            step, went_back = 100, True
            continue
        steps = budget.steps_that_fit(step, elapsed, steps, step / steps) or steps
    assert step == pytest.approx(500, abs=10)
    assert elapsed == pytest.approx(SECONDS, rel=0.03)


def test_noise_does_not_throw_the_plan_about() -> None:
    noise = random.Random(0)
    planned: list[int] = []
    budget = TimeBudget(SECONDS)
    budget.begin(0, 0.0, 0.0)
    step, elapsed, steps = 0, 0.0, 600
    while step < steps:
        step, elapsed = step + 1, elapsed + 0.5 * noise.choice((0.6, 0.8, 1.0, 1.6))
        steps = budget.steps_that_fit(step, elapsed, steps, step / steps) or steps
        planned.append(steps)
    assert elapsed == pytest.approx(SECONDS, rel=0.03)
    assert max(planned[60:]) - min(planned[60:]) < 0.1 * step


def test_a_first_sample_that_takes_as_long_as_steps_is_not_taken_for_a_slow_machine() -> None:
    budget, elapsed, steps, plans = TimeBudget(240.0), 15.0, 140, []
    budget.begin(0, elapsed, 0.0)  # a measurement came before the first step
    for step in range(1, 40):
        elapsed += 1.6 + (5.0 if step == 1 else 0.0)
        found = budget.steps_that_fit(step, elapsed, steps, step / steps)
        if found is not None:
            plans.append(found)
            steps = found
    assert plans
    assert all(120 < plan < 160 for plan in plans)


def test_a_measurement_that_comes_every_so_often_is_seen_before_the_pace_is_judged() -> None:
    budget, elapsed, steps, plans = TimeBudget(240.0, cycle=15), 12.0, 126, []
    budget.begin(0, elapsed, 0.0)
    step = 0
    while step < steps:
        step += 1
        elapsed += 1.2 + (9.0 if step % 15 == 0 else 0.0)
        found = budget.steps_that_fit(step, elapsed, steps, step / steps)
        if found is not None:
            plans.append(found)
            steps = found
    assert plans
    assert all(105 < plan < 145 for plan in plans)
    assert elapsed == pytest.approx(240, rel=0.05)
