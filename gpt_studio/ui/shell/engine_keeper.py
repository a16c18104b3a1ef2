"""The state of the engine for NVIDIA GPUs and the job that installs or removes it. It outlives the Settings window."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Signal

from gpt_studio.core.errors import Message
from gpt_studio.core.events import Event, Progress
from gpt_studio.jobs.gpu_runtime import engine_status, install_engine, remove_engine
from gpt_studio.jobs.gpu_runtime.engine_status import EngineReport, EngineStatus
from gpt_studio.jobs.gpu_runtime.install_engine import InstallEngine
from gpt_studio.jobs.gpu_runtime.remove_engine import RemoveEngine, RetryEngine
from gpt_studio.ui.state.worker import Job, Runner, RunningJob


class EngineKeeper(QObject):
    """Runs one job at a time. ``changed``: an attribute has changed; ``progressed``: the job has reported progress."""

    changed = Signal()
    progressed = Signal()

    def __init__(self, runner: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._job: RunningJob | None = None
        self.report: EngineReport | None = None
        self.progress: Progress | None = None
        self.problem: Message | None = None
        self.installing = False

    @property
    def working(self) -> bool:
        return self._job is not None

    def look(self) -> None:
        """Read which engine is installed."""
        self._start(engine_status.run, EngineStatus(), self._seen)

    def install(self, mirror: str) -> None:
        """Install the engine, or go on with an installation that was stopped."""
        if not self.working:
            self.installing, self.progress, self.problem = True, None, None
            self._start(install_engine.run, InstallEngine(mirror), self._done)
            self.changed.emit()

    def remove(self) -> None:
        self._start(remove_engine.run, RemoveEngine(), self._done)

    def retry(self) -> None:
        """Allow the next start to try an engine that was switched off."""
        self._start(remove_engine.retry, RetryEngine(), self._done)

    def stop(self) -> None:
        """Stop an installation; what was downloaded is kept."""
        if self._job is not None and self.installing:
            self._job.cancel()

    def _start(self, job: Job, request: object, on_result: Any) -> None:
        if not self.working:
            self._job = self._runner.start(
                job,
                request,
                on_event=self._event,
                on_result=on_result,
                on_error=self._refused,
                on_cancelled=self._done,
            )

    def _event(self, event: Event) -> None:
        if isinstance(event, Progress):
            self.progress = event
            self.progressed.emit()

    def _seen(self, report: EngineReport) -> None:
        self._job, self.report = None, report
        self.changed.emit()

    def _refused(self, problem: Message) -> None:
        self.problem = problem
        self._done()

    def _done(self, _result: object = None) -> None:
        self._job, self.installing = None, False
        self.look()
        self.changed.emit()
