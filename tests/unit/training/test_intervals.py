"""How often a run measures, before it starts."""

from __future__ import annotations

import pytest

from gpt_studio.training.intervals import EVALUATIONS, FEWEST_EVALUATIONS, intervals, steps_beside_measuring
from gpt_studio.training.settings import TrainingSettings

MINUTES, STEPS = TrainingSettings(minutes=4), TrainingSettings(steps=200)


def every(settings: TrainingSettings, steps: int, tokens_per_step: int, *, goes_on: bool) -> int:
    found = intervals(
        settings, steps=steps, seconds_a_step=1.2, tokens_per_step=tokens_per_step, parameters=10**6, goes_on=goes_on
    )
    return found.evaluate_every


@pytest.mark.parametrize("settings", [MINUTES, STEPS])
def test_a_short_run_that_goes_on_from_a_model_is_measured_several_times(settings: TrainingSettings) -> None:
    assert every(settings, 200, 448, goes_on=True) == 200 // FEWEST_EVALUATIONS
    assert every(settings, 4000, 8192, goes_on=True) == 4000 // EVALUATIONS


def test_a_new_model_of_a_short_run_is_measured_when_that_is_worth_it() -> None:
    assert every(MINUTES, 200, 448, goes_on=False) > 100
    assert every(STEPS, 200, 448, goes_on=False) == 200 // EVALUATIONS


def test_time_for_measuring_is_left_out_of_the_steps() -> None:
    """As measured: of 141 updates of 448 tokens 93 and 102 were made in three minutes, beside six measurements."""
    assert steps_beside_measuring(141, tokens_per_step=448, held_out_tokens=2_100) == pytest.approx(97, rel=0.1)
    assert steps_beside_measuring(5000, tokens_per_step=8192, held_out_tokens=10**6) >= 4980
