"""The switch that lets other programs write with the open model, and what they need for it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import Qt, SignalInstance
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from gpt_studio.core.errors import Message
from gpt_studio.jobs.chat.serve_model import ServedSoFar, Serving
from gpt_studio.jobs.models.open_model import OpenedModel
from gpt_studio.ui.look.fonts import fixed_font, scaled
from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.look.text import message_text
from gpt_studio.ui.widgets.buttons import Button, IconButton
from gpt_studio.ui.widgets.dialog import Dialog
from gpt_studio.ui.widgets.labels import label
from gpt_studio.ui.widgets.placing import keep_on_screen

_WIDTH = 520


class Server(Protocol):
    """What the dialog shows and switches: see :class:`gpt_studio.ui.tabs.chat.serving.Serving`."""

    changed: Any
    ready: Serving | None
    counts: ServedSoFar
    problem: Message | None

    @property
    def model(self) -> OpenedModel | None: ...
    def switch(self, on: bool) -> None: ...


class ServingDialog(Dialog):
    """Does not keep the person from using the window; the server goes on when it is closed."""

    def __init__(self, server: Server, parent: QWidget) -> None:
        super().__init__(parent)
        self._server = server
        self.setObjectName("chat_serving")
        self.setWindowTitle(self.tr("Serve to other programs"))
        self.setFixedWidth(scaled(_WIDTH))
        self._heading = label("", "heading", wrap=True)
        self._heading.setObjectName("chat_serving_heading")
        words = label(
            self.tr(
                "While this is on, any program on this computer that can use OpenAI's API can write with the model: it "
                "only needs the address and the key. It ends when you switch it off or close the window."
            ),
            "muted",
            wrap=True,
        )
        self._switch = Button("", name="chat_serving_switch")
        self._switch.clicked.connect(lambda: server.switch(server.ready is None))
        self._state = label("", "muted", wrap=True)
        self._state.setObjectName("chat_serving_state")
        switch = QHBoxLayout()
        switch.setSpacing(Space.M)
        switch.addWidget(self._switch)
        switch.addWidget(self._state, 1)
        self._address = _field("chat_serving_address", self.tr("Address"))
        self._token = _field("chat_serving_token", self.tr("API key"))
        self._show_token = IconButton("ph.eye", "", name="chat_serving_show_token", checkable=True)
        self._show_token.toggled.connect(self._hide_or_show)
        self._hide_or_show(False)
        curl = Button(self.tr("Copy a line to try it"), name="chat_serving_copy_curl", icon="ph.terminal-window")
        curl.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.curl))
        close = Button(self.tr("Close"), name="chat_serving_close")
        close.clicked.connect(self.close)
        self._needed = QWidget()
        grid = QGridLayout(self._needed)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(Space.S)
        grid.addWidget(label(self.tr("Address"), "field"), 0, 0)
        grid.addWidget(self._address, 0, 1)
        grid.addWidget(_copying("address", self.tr("Copy the address"), self._address.text), 0, 3)
        grid.addWidget(label(self.tr("API key"), "field"), 1, 0)
        grid.addWidget(self._token, 1, 1)
        grid.addWidget(self._show_token, 1, 2)
        grid.addWidget(_copying("token", self.tr("Copy the key"), self._token.text), 1, 3)
        grid.addWidget(curl, 2, 1, 1, 3, Qt.AlignmentFlag.AlignLeft)
        bottom = QHBoxLayout()
        bottom.addStretch()
        bottom.addWidget(close)
        self._layout = layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        layout.setSpacing(Space.M)
        for part in (self._heading, words):
            layout.addWidget(part)
        layout.addLayout(switch)
        layout.addWidget(self._needed)
        layout.addLayout(bottom)
        changed: SignalInstance = server.changed
        changed.connect(self._look)
        self._look()

    @property
    def curl(self) -> str:
        """A line for a terminal that asks the server; its quotation marks are right in every shell."""
        hello = self.tr("Hello")
        model = self._server.model
        content: dict[str, Any] = {"prompt": hello}
        path = "completions"
        if model is not None and model.has_template:
            content = {"messages": [{"role": "user", "content": hello}]}
            path = "chat/completions"
        body = json.dumps(content).replace('"', '\\"')
        return (
            f'curl {self._address.text()}/{path} -H "Authorization: Bearer {self._token.text()}" '
            f'-H "Content-Type: application/json" -d "{body}"'
        )

    def _look(self) -> None:
        """Show the state of the server."""
        ready, model = self._server.ready, self._server.model
        name = ready.model if ready is not None else model.name if model is not None else ""
        self._heading.setText(self.tr("Let other programs write with “{name}”").format(name=name))
        on = ready is not None
        self._switch.set_words(
            self.tr("Switch off") if on else self.tr("Switch on"), "ph.stop" if on else "ph.broadcast"
        )
        self._switch.set_look("secondary" if on else "primary")
        self._state.setText(self._state_words())
        self._needed.setVisible(on)
        if ready is not None and self._token.text() != ready.token:
            self._address.setText(f"{ready.address}/v1")
            self._token.setText(ready.token)
            self._show_token.setChecked(False)
        self._layout.activate()
        self.setFixedHeight(self._layout.totalHeightForWidth(self.width()))
        if self.isVisible():
            keep_on_screen(self)

    def _state_words(self) -> str:
        if self._server.problem is not None:
            return message_text(self._server.problem)
        if self._server.ready is None:
            return self.tr("Off")
        counts = self._server.counts
        words = self.tr("On · %n request(s) answered", "", counts.answered)
        if counts.writing:
            words = self.tr("{answered}, {writing} being written").format(answered=words, writing=counts.writing)
        return words

    def _hide_or_show(self, shown: bool) -> None:
        self._token.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        words = self.tr("Hide the key") if shown else self.tr("Show the key")
        self._show_token.set_words(words, "ph.eye-slash" if shown else "ph.eye")


def _field(name: str, words: str) -> QLineEdit:
    field = QLineEdit()
    field.setObjectName(name)
    field.setAccessibleName(words)
    field.setReadOnly(True)
    field.setFont(fixed_font())
    return field


def _copying(name: str, words: str, what: Callable[[], str]) -> IconButton:
    button = IconButton("ph.copy", words, name=f"chat_serving_copy_{name}")
    button.clicked.connect(lambda: QGuiApplication.clipboard().setText(what()))
    return button
