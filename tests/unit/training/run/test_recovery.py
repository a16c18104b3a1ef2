"""What a run does about numbers that are not finite, without a model: which updates make it go back, and to what."""

from pathlib import Path

import pytest

from gpt_studio.core.errors import StudioError
from gpt_studio.core.events import Event, Log
from gpt_studio.core.job import JobContext
from gpt_studio.training.events import WentBack
from gpt_studio.training.run.journal import Journal
from gpt_studio.training.run.recovery import MOST_RETURNS, MOST_SKIPPED, Recovery
from gpt_studio.training.store.metrics import MetricsFile
from gpt_studio.training.store.run_state import Correction, RunState


def at(step: int) -> RunState:
    return RunState(step, 1.0, 2.0, 3.0, scheduled=True, context_length=32)


@pytest.fixture
def events() -> list[Event]:
    return []


@pytest.fixture
def recovery(tmp_path: Path, events: list[Event]) -> Recovery:
    return Recovery(lambda step: at(step // 10 * 10), Journal(MetricsFile(tmp_path / "m"), JobContext(events.append)))


def test_only_updates_skipped_in_a_row_make_a_run_go_back(recovery: Recovery, events: list[Event]) -> None:
    skipped = [True] * (MOST_SKIPPED - 1) + [False] + [True] * MOST_SKIPPED
    back = [recovery.must_go_back(step, skipped=each) for step, each in enumerate(skipped, 1)]
    assert back == [False] * (len(skipped) - 1) + [True]
    assert [event.what.key for event in events if isinstance(event, Log)] == ["training.skipped"] * sum(skipped)


def test_it_goes_on_with_the_text_that_follows_and_at_half_the_rate(recovery: Recovery, events: list[Event]) -> None:
    state, once = recovery.return_from(17, Correction())
    assert (state.step, once) == (10, Correction(7, 0.5))
    # Update 12 (0-based) read the text of place 19, so update 10 now reads that of place 20.
    assert recovery.return_from(13, once)[1] == Correction(10, 0.25)
    assert [event for event in events if isinstance(event, WentBack)] == [WentBack(17, 10, 0.5), WentBack(13, 10, 0.25)]


def test_going_back_ends_unless_something_good_was_saved_between(recovery: Recovery) -> None:
    for _ in range(2):
        for _ in range(MOST_RETURNS):
            recovery.return_from(17, Correction())
        recovery.saved()
    for _ in range(MOST_RETURNS):
        recovery.return_from(17, Correction())
    recovery.must_go_back(18, skipped=True)
    recovery.saved()
    with pytest.raises(StudioError, match="broke down at step 18"):
        recovery.return_from(18, Correction())
