"""The About window: version, licence, and a check for newer versions when a person asks for it."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version

from PySide6.QtCore import QUrl, qVersion
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QTextBrowser, QVBoxLayout, QWidget

from gpt_studio import __version__
from gpt_studio.core.errors import Message
from gpt_studio.jobs.app import check_updates
from gpt_studio.jobs.app.check_updates import CheckUpdates, UpdateReport
from gpt_studio.ui.look.brand import Emblem
from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.look.style_sheet import set_look
from gpt_studio.ui.state.qt_overrides import called_by_qt
from gpt_studio.ui.state.worker import Runner, RunningJob
from gpt_studio.ui.widgets.busy_bar import BusyBar
from gpt_studio.ui.widgets.buttons import Button
from gpt_studio.ui.widgets.dialog import Dialog
from gpt_studio.ui.widgets.labels import label
from gpt_studio.ui.widgets.notice import Notice

_EMBLEM = 72


class AboutDialog(Dialog):
    """Checks for updates only when its button is clicked, and installs nothing."""

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._job: RunningJob | None = None
        self._page = ""
        self.setObjectName("about_dialog")
        self.setWindowTitle(self.tr("About GPT Studio"))
        self.setMinimumWidth(520)
        self._busy = BusyBar(name="about_busy")
        self._busy.cancelled.connect(self._cancel)
        self._notice = Notice("info", name="about_notice")
        self._notice.action_clicked.connect(lambda: QDesktopServices.openUrl(QUrl(self._page)))
        self._notes = _Notes()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        layout.setSpacing(Space.L)
        layout.addLayout(self._head())
        layout.addWidget(self._explanation())
        for widget in (self._busy, self._notice, self._notes):
            layout.addWidget(widget)
        layout.addStretch()
        layout.addLayout(self._buttons())

    def _head(self) -> QHBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(Space.XS)
        words.addStretch()
        words.addWidget(label("GPT Studio", "title"))
        number = label(self.tr("Version {version}").format(version=__version__), "muted")
        number.setObjectName("about_version")
        words.addWidget(number)
        words.addStretch()
        row = QHBoxLayout()
        row.setSpacing(Space.L)
        row.addWidget(Emblem(_EMBLEM))
        row.addLayout(words, 1)
        return row

    def _explanation(self) -> QWidget:
        parts = f"Python {platform.python_version()} · Qt {qVersion()} · torch {_torch_version()}"
        said = self.tr(
            "Make a GPT of your own, on your own computer. GPT Studio is free under the Apache License 2.0; Qt, which "
            "draws its window, is used under the LGPL 3."
        )
        return label(f"{said}\n\n{parts}", "muted", wrap=True)

    def _buttons(self) -> QHBoxLayout:
        self._look = Button(self.tr("Look for a newer version"), name="about_look", icon="ph.arrow-clockwise")
        self._look.clicked.connect(self._ask)
        close = Button(self.tr("Close"), name="about_close", look="primary")
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addWidget(self._look)
        row.addStretch()
        row.addWidget(close)
        return row

    def _ask(self) -> None:
        self._notice.hide()
        self._notes.hide()
        self._look.setEnabled(False)
        self._busy.begin(self.tr("Asking for news…"))
        self._job = self._runner.start(
            check_updates.run, CheckUpdates(), on_result=self._answer, on_error=self._refused, on_cancelled=self._end
        )

    def _answer(self, report: UpdateReport) -> None:
        self._end()
        if not report.newer:
            self._notice.show_text(self.tr("This is the newest version."), kind="success")
            return
        newest = report.newer[0]
        self._page = newest.page
        self._notice.show_text(
            self.tr("GPT Studio {version} is there. Nothing is installed by itself.").format(version=newest.version),
            kind="info",
            action=self.tr("Open its page") if newest.page else "",
        )
        self._notes.setMarkdown("\n\n".join(f"## {each.version}\n\n{each.notes}" for each in report.newer))
        self._notes.show()

    def _refused(self, problem: Message) -> None:
        self._end()
        self._notice.show_message(problem, kind="warning")

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _end(self) -> None:
        self._job = None
        self._busy.end()
        self._look.setEnabled(True)

    @called_by_qt
    def done(self, result: int) -> None:
        self._cancel()
        super().done(result)


class _Notes(QTextBrowser):
    """Shows release notes without following links or loading pictures, because they come from the network."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("about_notes")
        self.setAccessibleName(self.tr("What is new"))
        self.setOpenLinks(False)
        self.setMinimumHeight(200)
        set_look(self, "preview")
        self.hide()

    @called_by_qt
    def loadResource(self, _kind: int, _name: QUrl | str) -> None:
        return None


def _torch_version() -> str:
    try:
        return version("torch")
    except PackageNotFoundError:
        return "?"
