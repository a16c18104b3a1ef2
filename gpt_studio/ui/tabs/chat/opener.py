"""Opens one model at a time. Opening another one cancels an opening that is running."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from gpt_studio.core.errors import Message
from gpt_studio.core.events import Event
from gpt_studio.jobs.models import open_model
from gpt_studio.jobs.models.open_model import LinkLeadsOut, LoadingStep, OpenedModel, OpenModel
from gpt_studio.ui.state.worker import Runner, RunningJob


class Opener(QObject):
    """``step`` carries each :class:`LoadingStep`; ``opened`` or ``failed`` follows unless the opening is cancelled.

    ``link_found`` (folder, LinkLeadsOut) follows ``failed`` if the folder would open once its links are trusted.
    """

    step = Signal(object)
    opened = Signal(object)
    failed = Signal(object)
    link_found = Signal(object, object)

    def __init__(self, runner: Runner, parent: QObject) -> None:
        super().__init__(parent)
        self._runner = runner
        self._job: RunningJob | None = None
        self._link: LinkLeadsOut | None = None
        self._trusted: set[Path] = set()
        self.model: OpenedModel | None = None
        """The open model. It stays until another one has been opened."""
        self.coming: Path | None = None
        """The folder that is being opened."""

    @property
    def folder(self) -> Path | None:
        return None if self.model is None else self.model.folder

    @property
    def can_chat(self) -> bool:
        return self.model is not None and self.model.has_template

    def trust(self, folder: Path) -> None:
        """Allow the links of ``folder`` to lead to files outside it."""
        self._trusted.add(folder)

    def open(self, folder: Path) -> None:
        self.cancel()
        self.coming = folder
        self._link = None
        self._job = self._runner.start(
            open_model.run,
            OpenModel(folder, follow_links=folder in self._trusted),
            on_event=self._event,
            on_result=self._opened,
            on_error=self._failed,
        )

    def cancel(self) -> None:
        """Cancel a running opening; no signal follows."""
        if self._job is not None:
            self._job.cancel()
        self._job = self.coming = None

    def _event(self, event: Event) -> None:
        if isinstance(event, LoadingStep):
            self.step.emit(event)
        elif isinstance(event, LinkLeadsOut):
            self._link = event

    def _opened(self, model: OpenedModel) -> None:
        self._job = self.coming = None
        self.model = model
        self.opened.emit(model)

    def _failed(self, problem: Message) -> None:
        folder, link = self.coming, self._link
        self._job = self.coming = self._link = None
        self.failed.emit(problem)
        if link is not None:
            self.link_found.emit(folder, link)
