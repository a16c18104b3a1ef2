"""Forecasts the chosen training by itself, in the background, once the choice has been quiet for a moment."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from gpt_studio.core.errors import Message
from gpt_studio.jobs.training import forecast_training
from gpt_studio.jobs.training.forecast_training import ForecastTraining, TrainingForecast
from gpt_studio.ui.state.worker import Runner, RunningJob

QUIET_MS = 900


class Foresight(QObject):
    """``measuring`` says whether the machine is being measured, ``ready`` carries a TrainingForecast, ``failed`` the
    Message on why the training would fail.

    It waits while any other job runs, because measuring would slow that down and be slowed down by it.
    """

    measuring = Signal(bool)
    ready = Signal(object)
    failed = Signal(object)

    def __init__(self, runner: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._wanted: ForecastTraining | None = None
        self._last: tuple[ForecastTraining, TrainingForecast] | None = None
        self._job: RunningJob | None = None
        self._quiet = QTimer(self)
        self._quiet.setInterval(QUIET_MS)
        self._quiet.timeout.connect(self._try)

    def consider(self, request: ForecastTraining) -> None:
        """Forecast ``request`` after a moment without another. An unchanged one is not measured again."""
        if self._job is not None and request == self._wanted:
            return
        self.give_up()
        self._wanted = request
        if self._last is not None and self._last[0] == request:
            self.ready.emit(self._last[1])
        else:
            self._quiet.start()

    def give_up(self) -> None:
        """End the measurement, if there is one; nothing more arrives for what was considered."""
        self._wanted = None
        self._quiet.stop()
        if self._job is not None:
            self._job.cancel()
            self._job = None
            self.measuring.emit(False)

    def _try(self) -> None:
        if self._runner.busy or self._wanted is None:
            return
        self._quiet.stop()
        self._job = self._runner.start(
            forecast_training.run, self._wanted, on_result=self._measured, on_error=self._impossible, heavy=True
        )
        self.measuring.emit(True)

    def _measured(self, ahead: TrainingForecast) -> None:
        assert self._wanted is not None
        self._last = self._wanted, ahead
        self._end()
        self.ready.emit(ahead)

    def _impossible(self, problem: Message) -> None:
        self._end()
        self.failed.emit(problem)

    def _end(self) -> None:
        self._job = None
        self.measuring.emit(False)
