from dataclasses import replace

import pytest

from gpt_studio.training.learning.schedule import FIRST_MOMENTUM, MOMENTUM, MOMENTUM_STEPS, momentum_at, rate_at
from gpt_studio.training.settings import TrainingSettings

STEPS, PEAK = 100, 1e-3
SETTINGS = TrainingSettings(warmup=0.1, final_rate=0.1)


def rates(schedule: str) -> list[float]:
    settings = replace(SETTINGS, schedule=schedule)
    return [rate_at(step, STEPS, PEAK, settings) for step in range(STEPS)]


@pytest.mark.parametrize("schedule", ["cosine", "linear", "wsd"])
def test_rises_to_the_peak_over_the_warmup_and_falls_to_the_final_share(schedule: str) -> None:
    curve = rates(schedule)
    assert curve[:10] == sorted(curve[:10])
    assert curve[10] == pytest.approx(PEAK)
    assert curve[10:] == sorted(curve[10:], reverse=True)
    assert curve[-1] == pytest.approx(0.1 * PEAK, rel=0.6)
    assert min(curve) > 0


def test_cosine_is_halfway_in_the_middle() -> None:
    assert rates("cosine")[55] == pytest.approx(PEAK * 0.55, rel=1e-6)


def test_linear_is_halfway_in_the_middle() -> None:
    assert rates("linear")[55] == pytest.approx(PEAK * 0.55, rel=1e-6)


def test_wsd_holds_the_peak_until_the_last_fifth() -> None:
    curve = rates("wsd")
    assert curve[81] == pytest.approx(PEAK)
    assert curve[91] == pytest.approx(PEAK * (0.1 + 0.9 * 0.5), rel=1e-6)


def test_one_step_runs_at_the_peak() -> None:
    assert rate_at(0, 1, PEAK, SETTINGS) == pytest.approx(PEAK)


def test_momentum_rises_and_then_stays() -> None:
    rising = [momentum_at(step) for step in range(MOMENTUM_STEPS)]
    assert rising == sorted(rising)
    assert FIRST_MOMENTUM < rising[0] < rising[-1] == MOMENTUM == momentum_at(10 * MOMENTUM_STEPS)
