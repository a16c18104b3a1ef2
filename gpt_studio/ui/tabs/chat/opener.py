"""Opens one model at a time. Opening another one cancels an opening that is running."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from gpt_studio.core.errors import Message, StudioError
from gpt_studio.core.events import Event
from gpt_studio.inference.host import ModelHost
from gpt_studio.jobs.models import open_model
from gpt_studio.jobs.models.open_model import AUTO, LoadingStep, OpenedModel, OpenModel
from gpt_studio.ui.state.links import Links
from gpt_studio.ui.state.worker import Runner, RunningJob


class Opener(QObject):
    """``step`` carries each :class:`LoadingStep`; ``opened`` or ``failed`` follows unless the opening is cancelled.

    ``refused`` (folder, StudioError) follows ``failed`` where the job says which kind of error it was.
    """

    step = Signal(object)
    opened = Signal(object)
    failed = Signal(object)
    refused = Signal(object, object)

    def __init__(self, runner: Runner, links: Links, parent: QObject) -> None:
        super().__init__(parent)
        self._runner = runner
        self._job: RunningJob | None = None
        self._links = links
        self._host = ModelHost()
        self.precision = AUTO
        """How the next model is computed with, one of PRECISIONS."""
        self.model: OpenedModel | None = None
        """The open model. It stays until another one has been opened."""
        self.coming: Path | None = None
        """The folder that is being opened."""
        self.strength = 1.0
        """How strongly an adapter acts that is opened, as a multiple of how it was trained."""

    @property
    def folder(self) -> Path | None:
        return None if self.model is None else self.model.folder

    @property
    def can_chat(self) -> bool:
        return self.model is not None and self.model.has_template

    def open(self, folder: Path, strength: float = 1.0) -> None:
        """``strength`` is that of an adapter."""
        self.cancel()
        self.coming, self.strength = folder, strength
        self._job = self._runner.start(
            open_model.run,
            OpenModel(
                folder,
                follow_links=self._links.trusts(folder),
                adapter_strength=strength,
                precision=self.precision,
                host=self._host,
            ),
            on_event=self._event,
            on_result=self._opened,
            on_error=self._failed,
            on_refusal=self._refused,
        )

    def cancel(self) -> None:
        """Cancel a running opening; no signal follows."""
        if self._job is not None:
            self._job.cancel()
        self._job = self.coming = None

    def _event(self, event: Event) -> None:
        if isinstance(event, LoadingStep):
            self.step.emit(event)

    def _opened(self, model: OpenedModel) -> None:
        self._job = self.coming = None
        if self.model is not None:
            self.model.release()
        self.model = model
        self.opened.emit(model)

    def _failed(self, problem: Message) -> None:
        self._job = self.coming = None
        self.failed.emit(problem)

    def _refused(self, error: StudioError) -> None:
        folder = self.coming
        self._failed(error.message)
        self.refused.emit(folder, error)
