"""The server of the open model: whether it is on, where, and what it has answered."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from gpt_studio.core.errors import Message, StudioError
from gpt_studio.core.events import Event
from gpt_studio.jobs.chat import serve_model
from gpt_studio.jobs.chat.serve_model import ServedSoFar, ServeModel
from gpt_studio.jobs.chat.serve_model import Serving as ServerReady
from gpt_studio.jobs.models.open_model import OpenedModel
from gpt_studio.server.settings import CannotListenError, ServerSettings
from gpt_studio.ui.state.actions import Actions
from gpt_studio.ui.state.worker import Runner, RunningJob
from gpt_studio.ui.tabs.chat.serving_dialog import ServingDialog


class Serving(QObject):
    """Goes on with the model that it was switched on for when another is opened, until it is switched off or the window
    closes. ``changed`` follows each change of what it knows."""

    changed = Signal()

    def __init__(self, runner: Runner, actions: Actions, tab: QWidget) -> None:
        super().__init__(tab)
        self._runner = runner
        self._tab = tab
        self._open: OpenedModel | None = None
        self._served: OpenedModel | None = None
        self._job: RunningJob | None = None
        self._wanted = False
        self._dialog: ServingDialog | None = None
        self.ready: ServerReady | None = None
        """Where the server is; None while it is not on."""
        self.counts = ServedSoFar(0, 0, 0, 0, 0)
        self.problem: Message | None = None
        """Why it could not be switched on."""
        self._action = actions.bind("chat.serve", self._show, tab)
        self._action.setCheckable(True)
        self._action.setEnabled(False)
        self.changed.connect(lambda: self._action.setChecked(self.ready is not None))

    @property
    def model(self) -> OpenedModel | None:
        """The model that is served, or would be."""
        return self._served or self._open

    def offer(self, model: OpenedModel) -> None:
        """``model`` is the open model now."""
        self._open = model
        self._action.setEnabled(True)
        self.changed.emit()

    def switch(self, on: bool) -> None:
        self._wanted = on
        self.problem = None
        if not on:
            self.ready = self._served = None
            if self._job is not None:
                self._job.cancel()
        elif self._job is None:  # else the server before it is ending
            self._start(ServerSettings())
        self.changed.emit()

    def shut_down(self) -> None:
        self.switch(False)
        if self._dialog is not None:
            self._dialog.close()

    def _show(self) -> None:
        self._action.setChecked(self.ready is not None)
        if self._dialog is None:
            self._dialog = ServingDialog(self, self._tab)
        self._dialog.show()
        self._dialog.raise_()

    def _start(self, settings: ServerSettings) -> None:
        assert self._open is not None
        self._served = self._open
        self.counts = ServedSoFar(0, 0, 0, 0, 0)
        self._job = self._runner.start(
            serve_model.run,
            ServeModel(self._served, settings),
            on_event=self._event,
            on_result=self._stopped,
            on_error=self._failed,
            on_refusal=self._refused,
            on_cancelled=self._ended,
            waits=True,
        )

    def _event(self, event: Event) -> None:
        if isinstance(event, ServerReady):
            self.ready = event
        elif isinstance(event, ServedSoFar):
            self.counts = event
        self.changed.emit()

    def _stopped(self, _: object) -> None:
        """The server ended because all jobs were asked to."""
        self._job = None
        self.switch(False)

    def _refused(self, error: StudioError) -> None:
        if isinstance(error, CannotListenError) and self._wanted:
            self._start(ServerSettings(port=0))
        else:
            self._failed(error.message)

    def _failed(self, problem: Message) -> None:
        self._job = None
        self.switch(False)
        self.problem = problem
        self.changed.emit()

    def _ended(self) -> None:
        self._job = None
        if self._wanted:
            self._start(ServerSettings())
