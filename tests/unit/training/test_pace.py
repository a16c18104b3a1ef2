"""A changed number of steps: the schedule continues from its current value and ends as planned."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gpt_studio.training.learning.schedule import rate_at
from gpt_studio.training.pace import changed, schedule_place
from gpt_studio.training.settings import TrainingSettings

SETTINGS = TrainingSettings()


def rate(step: int, pace: tuple[tuple[int, int], ...]) -> float:
    return rate_at(schedule_place(step, pace), pace[0][1], 1.0, SETTINGS)


def test_an_unchanged_run_has_the_places_of_its_steps() -> None:
    assert [schedule_place(step, ((0, 7),)) for step in range(8)] == [0, 1, 2, 3, 4, 5, 6, 7]


def test_a_shortened_run_hurries_through_the_rest_of_the_schedule() -> None:
    pace = changed(((0, 100),), 40, 70)
    assert pace == ((0, 100), (40, 70))
    assert schedule_place(40, pace) == 40
    assert schedule_place(41, pace) == 42
    assert schedule_place(70, pace) == 100


def test_a_lengthened_run_takes_its_time() -> None:
    pace = changed(((0, 100),), 50, 150)
    assert schedule_place(100, pace) == 75
    assert schedule_place(150, pace) == 100


def test_steps_before_a_change_are_what_they_were() -> None:
    pace = changed(changed(((0, 100),), 30, 60), 50, 200)
    assert [schedule_place(step, pace) for step in range(31)] == list(range(31))
    assert schedule_place(40, pace) == pytest.approx(30 + 70 / 3)


def test_a_change_at_the_same_step_takes_the_place_of_the_one_before() -> None:
    assert changed(((0, 100), (30, 60)), 30, 80) == ((0, 100), (30, 80))


@settings(max_examples=100, deadline=None)
@given(
    first=st.integers(2, 500),
    changes=st.lists(st.tuples(st.floats(0, 1), st.integers(1, 500)), max_size=8),
)
def test_the_schedule_never_turns_back_and_comes_to_its_end(first: int, changes: list[tuple[float, int]]) -> None:
    pace, step, steps = ((0, first),), 0, first
    for share, left in changes:
        step = max(1, step + int(share * (steps - step)))
        steps = step + left
        pace = changed(pace, step, steps)
    places = [schedule_place(number, pace) for number in range(pace[-1][1] + 1)]
    assert places == sorted(places)
    assert places[-1] == pytest.approx(first)
    assert all(0 < rate(number, pace) <= 1.0 for number in range(pace[-1][1]))


def test_the_end_of_the_schedule_is_reached_with_the_last_step_whatever_came_between() -> None:
    pace = changed(changed(((0, 1000),), 100, 400), 300, 900)
    assert rate(899, pace) == pytest.approx(SETTINGS.final_rate, rel=0.1)
