"""Where an update lies on the schedule of a plan, also where its number of steps was changed on the way."""

from dataclasses import replace

import pytest

from gpt_studio.training.execution_plan import ExecutionPlan
from gpt_studio.training.pace import changed

PLAN = ExecutionPlan(100, 1e-3, "cpu", "float32", "sdpa", 1)


def test_a_plan_that_was_not_changed_lies_evenly_along_its_steps() -> None:
    assert (PLAN.whole_pace, PLAN.first_steps) == (((0, 100),), 100)
    assert [PLAN.progress(step) for step in (0, 25, 100)] == [0.0, 0.25, 1.0]


def test_a_plan_that_became_shorter_goes_through_what_is_left_of_the_first_schedule() -> None:
    shorter = replace(PLAN, steps=60, pace=changed(PLAN.whole_pace, 40, 60))
    assert shorter.first_steps == 100
    assert [shorter.schedule_place(step) for step in (40, 50, 60)] == pytest.approx([40, 70, 100])
    again = replace(shorter, steps=50, pace=changed(shorter.whole_pace, 50, 50))
    assert again.pace == ((0, 100), (40, 60), (50, 50))
    assert again.progress(50) == pytest.approx(0.7)
