"""How late the window's event loop handles timers during a training."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pulse import Pulse
from PySide6.QtCore import QCoreApplication, QEvent
from window_person import Person, let_the_window_work, open_window

from gpt_studio.core.paths import Home
from gpt_studio.hardware.threads import wait_without_long_spinning
from gpt_studio.ui.look.theme import Theme
from gpt_studio.ui.state.worker import Runner

EVERY_MS = 5
MEASURED_MS = 12_000
GROSS_MS = 100


@pytest.fixture
def training(theme: Theme, home: Home, runner: Runner) -> Iterator[Person]:
    """A window in which a model of the preset "tiny" is trained, with evaluations, checkpoints and samples."""
    wait_without_long_spinning()
    person = Person(open_window(home.root, home.root.parent / "settings.ini", runner))
    person.click("navigate_training")
    person.click("training_more_toggle")
    person.choose("training_preset", "Tiny")
    person.click("training_advanced_toggle")
    for pause, steps in (("evaluate", 15), ("checkpoint", 30)):
        person.click(f"training_setting_{pause}_every_automatic")
        person.write(f"training_setting_{pause}_every", str(steps))
    person.click("training_length_steps")
    person.write("training_length_in_steps", "100000")
    person.click("training_start")
    person.wait_until(lambda: person.find("training_pause").isEnabled())
    yield person
    person.click("training_stop")
    person.wait_until(lambda: not runner.busy)
    person.window.close()
    person.window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_the_window_answers_while_a_model_trains(training: Person) -> None:
    pulse = Pulse(EVERY_MS)
    let_the_window_work(MEASURED_MS)
    pulse.stop()
    median, usual, worst = map(pulse.percentile, (50, 99, 100))
    print(
        f"late by {median:.1f} ms (median), {usual:.1f} ms (99th percentile), {worst:.1f} ms (worst), "
        f"{training.text('training_step')}"
    )
    assert len(pulse.late) > MEASURED_MS / EVERY_MS / 2
    assert usual < GROSS_MS
