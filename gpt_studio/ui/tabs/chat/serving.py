"""The switch that lets other programs write with the open model, and what they need for it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QWidget

from gpt_studio.core.errors import Message, StudioError
from gpt_studio.core.events import Event
from gpt_studio.jobs.chat import serve_model
from gpt_studio.jobs.chat.serve_model import ServedSoFar, ServeModel
from gpt_studio.jobs.chat.serve_model import Serving as ServerReady
from gpt_studio.jobs.models.open_model import OpenedModel
from gpt_studio.server.settings import ServerSettings
from gpt_studio.ui.look.fonts import fixed_font
from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.state.actions import Actions
from gpt_studio.ui.state.worker import Runner, RunningJob
from gpt_studio.ui.widgets.buttons import Button, IconButton
from gpt_studio.ui.widgets.card import Card
from gpt_studio.ui.widgets.labels import label
from gpt_studio.ui.widgets.wrapping_row import WrappingRow

_ADDRESS_TAKEN = "server.address"
_CHARACTERS = 34
"""How much of the address and of the token is to be seen at once."""


class Serving(Card):
    """Hidden until the server runs. It goes on with the model that it was switched on for when another is opened, until
    it is switched off or the window closes. ``failed`` carries a :class:`Message`."""

    failed = Signal(object)

    def __init__(self, runner: Runner, actions: Actions, tab: QWidget) -> None:
        super().__init__(self.tr("Other programs"), wide_buttons=True)
        self.setObjectName("chat_serving")
        self._runner = runner
        self._model: OpenedModel | None = None
        self._job: RunningJob | None = None
        self._wanted = False
        self._chats = False
        self._switch = actions.bind("chat.serve", self._switched, tab)
        self._switch.setCheckable(True)
        self._switch.setEnabled(False)
        self._counts = label("", "muted")
        self._counts.setObjectName("chat_serving_counts")
        off = Button(self.tr("Switch off"), name="chat_serving_off", icon="ph.x")
        off.clicked.connect(self.switch_off)
        self.buttons.addWidget(self._counts)
        self.buttons.addWidget(off)
        self._words = label("", "caption", wrap=True)
        self._words.setObjectName("chat_serving_words")
        self._address = _field("chat_serving_address", self.tr("Address"))
        self._token = _field("chat_serving_token", self.tr("Token"))
        self._show = IconButton("ph.eye", self.tr("Show the token"), name="chat_serving_show_token", checkable=True)
        self._show.toggled.connect(self._show_token)
        copies = (
            ("address", self.tr("Copy the address"), lambda: self._address.text()),
            ("token", self.tr("Copy the token"), lambda: self._token.text()),
        )
        copy_address, copy_token = (_copying(name, words, what) for name, words, what in copies)
        curl = Button(self.tr("Copy a line to try it"), name="chat_serving_copy_curl", icon="ph.terminal-window")
        curl.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.curl))
        row = WrappingRow(spacing=Space.S)
        for widget in (
            *(label(self.tr("Address"), "field"), self._address, copy_address),
            *(label(self.tr("Token"), "field"), self._token, self._show, copy_token, curl),
        ):
            row.add(widget)
        self.body.addWidget(self._words)
        self.body.addWidget(row)
        self.hide()

    @property
    def curl(self) -> str:
        """A line for a terminal that asks the server; its quotation marks are right in every shell."""
        hello = self.tr("Hello")
        content: dict[str, Any] = {"prompt": hello}
        if self._chats:
            content = {"messages": [{"role": "user", "content": hello}]}
        path = "chat/completions" if self._chats else "completions"
        body = json.dumps(content).replace('"', '\\"')
        return (
            f'curl {self._address.text()}/{path} -H "Authorization: Bearer {self._token.text()}" '
            f'-H "Content-Type: application/json" -d "{body}"'
        )

    def offer(self, model: OpenedModel) -> None:
        """``model`` is the open model now."""
        self._model = model
        self._switch.setEnabled(True)

    def switch_off(self) -> None:
        self._wanted = False
        self._switch.setChecked(False)
        self.hide()
        if self._job is not None:
            self._job.cancel()

    def _switched(self) -> None:
        if not self._switch.isChecked():
            self.switch_off()
            return
        self._wanted = True
        if self._job is None:  # else the server before it is ending
            self._start(ServerSettings())

    def _start(self, settings: ServerSettings) -> None:
        assert self._model is not None
        self._chats = self._model.has_template
        self._job = self._runner.start(
            serve_model.run,
            ServeModel(self._model, settings),
            on_event=self._event,
            on_result=self._stopped,
            on_error=self._failed,
            on_refusal=self._refused,
            on_cancelled=self._ended,
            waits=True,
        )

    def _event(self, event: Event) -> None:
        if isinstance(event, ServerReady):
            self._words.setText(
                self.tr(
                    "A program that can use OpenAI's API can now write with “{name}”: give it this address and this "
                    "token. Only programs on this computer can, until you switch it off or close the window."
                ).format(name=event.model)
            )
            self._address.setText(f"{event.address}/v1")
            self._token.setText(event.token)
            for field in (self._address, self._token):
                field.setCursorPosition(0)
            self._show.setChecked(False)
            self._show_token(False)
            self._show_counts(0, 0)
            self.show()
        elif isinstance(event, ServedSoFar):
            self._show_counts(event.answered, event.writing)

    def _show_counts(self, answered: int, writing: int) -> None:
        words = self.tr("%n request(s) answered", "", answered)
        if writing:
            words = self.tr("{answered}, {writing} being written").format(answered=words, writing=writing)
        self._counts.setText(words)

    def _show_token(self, shown: bool) -> None:
        self._token.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        self._show.set_words(
            self.tr("Hide the token") if shown else self.tr("Show the token"), "ph.eye-slash" if shown else "ph.eye"
        )

    def _stopped(self, _: object) -> None:
        """The server ended because all jobs were asked to."""
        self._job = None
        self.switch_off()

    def _refused(self, error: StudioError) -> None:
        if error.message.key == _ADDRESS_TAKEN and self._wanted:
            self._start(ServerSettings(port=0))
        else:
            self._failed(error.message)

    def _failed(self, problem: Message) -> None:
        self._job = None
        self.switch_off()
        self.failed.emit(problem)

    def _ended(self) -> None:
        self._job = None
        if self._wanted:
            self._start(ServerSettings())


def _field(name: str, words: str) -> QLineEdit:
    field = QLineEdit()
    field.setObjectName(name)
    field.setAccessibleName(words)
    field.setReadOnly(True)
    field.setFont(fixed_font())
    field.setMinimumWidth(field.fontMetrics().averageCharWidth() * _CHARACTERS)
    return field


def _copying(name: str, words: str, what: Callable[[], str]) -> IconButton:
    button = IconButton("ph.copy", words, name=f"chat_serving_copy_{name}")
    button.clicked.connect(lambda: QGuiApplication.clipboard().setText(what()))
    return button
