"""Asks for the password of a file and tries it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from gpt_studio.core.errors import Message
from gpt_studio.core.events import Event, Progress
from gpt_studio.corpora.corpus import Corpus
from gpt_studio.corpora.scan import FileReport
from gpt_studio.jobs.corpora import unlock_file
from gpt_studio.jobs.corpora.unlock_file import UnlockFile
from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.look.text import message_text
from gpt_studio.ui.state.qt_overrides import called_by_qt
from gpt_studio.ui.state.worker import Runner, RunningJob
from gpt_studio.ui.widgets.busy_bar import BusyBar
from gpt_studio.ui.widgets.buttons import Button, IconButton
from gpt_studio.ui.widgets.dialog import Dialog
from gpt_studio.ui.widgets.labels import label

_WIDTH = 460


class PasswordDialog(Dialog):
    """``unlocked`` carries the path and the password that opens it; the dialog is accepted then."""

    unlocked = Signal(str, str)

    def __init__(self, path: str, corpus: Corpus, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._path, self._corpus, self._runner = path, corpus, runner
        self._trial: RunningJob | None = None
        self.setObjectName("password_dialog")
        self.setWindowTitle(self.tr("Password"))
        self.setFixedWidth(_WIDTH)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        layout.setSpacing(Space.M)
        heading = self.tr("“{name}” is locked with a password").format(name=Path(path).name)
        layout.addWidget(label(heading, "heading", wrap=True))
        layout.addLayout(self._field())
        self._problem = label("", "problem", wrap=True)
        self._problem.setObjectName("password_problem")
        self._problem.hide()
        layout.addWidget(self._problem)
        self._busy = BusyBar(name="password_trial")
        self._busy.cancelled.connect(self._stop)
        layout.addWidget(self._busy)
        kept = self.tr(
            "The password itself is stored nowhere. The text that it opens is kept in GPT Studio's own folder, like "
            "that of your other files."
        )
        layout.addWidget(label(kept, "caption", wrap=True))
        layout.addSpacing(Space.S)
        layout.addLayout(self._buttons())
        self._allow()

    @called_by_qt
    def done(self, result: int) -> None:
        self._stop()
        super().done(result)

    def _field(self) -> QHBoxLayout:
        self._password = QLineEdit()
        self._password.setObjectName("password")
        self._password.setAccessibleName(self.tr("Password"))
        self._password.setPlaceholderText(self.tr("Password"))
        self._password.setEchoMode(QLineEdit.EchoMode.Password)
        self._password.textChanged.connect(self._allow)
        self._password.returnPressed.connect(self._try)
        show = IconButton("ph.eye", self.tr("Show the password"), name="password_show", checkable=True)
        show.toggled.connect(
            lambda shown: self._password.setEchoMode(
                QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
            )
        )
        row = QHBoxLayout()
        row.setSpacing(Space.S)
        row.addWidget(self._password, 1)
        row.addWidget(show)
        return row

    def _buttons(self) -> QHBoxLayout:
        leave = Button(self.tr("Cancel"), name="password_cancel")
        leave.clicked.connect(self.reject)
        self._open = Button(self.tr("Open the file"), name="password_open", icon="ph.lock-simple-open", look="primary")
        self._open.clicked.connect(self._try)
        buttons = QHBoxLayout()
        buttons.setSpacing(Space.S)
        buttons.addStretch()
        buttons.addWidget(leave)
        buttons.addWidget(self._open)
        return buttons

    def _allow(self) -> None:
        idle = self._trial is None
        self._password.setEnabled(idle)
        self._open.setEnabled(idle and bool(self._password.text()))

    def _try(self) -> None:
        if not self._open.isEnabled():
            return
        self._problem.hide()
        self._busy.begin(self.tr("Trying the password…"))
        self._trial = self._runner.start(
            unlock_file.run,
            UnlockFile(self._path, self._corpus, self._password.text()),
            on_event=self._take_event,
            on_result=self._take_result,
            on_error=self._take_problem,
        )
        self._allow()

    def _stop(self) -> None:
        if self._trial is not None:
            self._trial.cancel()
        self._end()

    def _end(self) -> None:
        self._trial = None
        self._busy.end()
        self._allow()

    def _take_event(self, event: Event) -> None:
        if isinstance(event, Progress):
            self._busy.show_progress(event)

    def _take_result(self, report: FileReport) -> None:
        self._end()
        if not report.needs_password:
            self.unlocked.emit(self._path, self._password.text())
            self.accept()
            return
        self._say(self.tr("That password does not open it. Capital and small letters count; try again."))
        self._password.selectAll()
        self._password.setFocus()

    def _take_problem(self, problem: Message) -> None:
        self._end()
        self._say(message_text(problem))

    def _say(self, words: str) -> None:
        self._problem.setText(words)
        self._problem.show()
