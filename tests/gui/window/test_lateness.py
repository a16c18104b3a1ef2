"""How late the window's event loop is while a model trains beside it."""

from __future__ import annotations

import time
from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from window_person import Person, let_the_window_work, open_window

from gpt_studio.core.paths import Home
from gpt_studio.core.threads import wait_without_long_spinning
from gpt_studio.ui.theme import Theme
from gpt_studio.ui.worker import Runner

EVERY_MS = 5
MEASURED_MS = 12_000
GROSS_MS = 100


class Pulse(QObject):
    """Something is due in the event loop every 5 ms; ``late`` holds, in ms, how late each of them was dealt with."""

    def __init__(self) -> None:
        super().__init__()
        self.late: list[float] = []
        self._last = time.perf_counter()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start(EVERY_MS)

    def stop(self) -> None:
        self._timer.stop()

    def _beat(self) -> None:
        """A long gap is several beats that came late, although the timer fires only once after it."""
        now = time.perf_counter()
        gap = (now - self._last) * 1000
        self._last = now
        self.late += [max(0.0, gap - due) for due in np.arange(EVERY_MS, max(gap, EVERY_MS + 1), EVERY_MS)]


@pytest.fixture
def training(theme: Theme, home: Home, runner: Runner) -> Iterator[Person]:
    """A window in which a model of the preset "tiny" trains, with everything that a run does now and then."""
    wait_without_long_spinning()
    person = Person(open_window(home.root, home.root.parent / "settings.ini", runner))
    person.click("navigate_training")
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
    pulse = Pulse()
    let_the_window_work(MEASURED_MS)
    pulse.stop()
    median, usual, worst = (float(np.percentile(pulse.late, share)) for share in (50, 99, 100))
    print(
        f"late by {median:.1f} ms (median), {usual:.1f} ms (99th percentile), {worst:.1f} ms (worst), "
        f"{training.text('training_words')}"
    )
    assert len(pulse.late) > MEASURED_MS / EVERY_MS / 2
    assert usual < GROSS_MS
