"""Starts the window: shows the splash picture before it imports what takes longer."""

from __future__ import annotations

import gpt_studio.ui.shell.torch_first  # isort: skip  # noqa: F401

import logging
from collections.abc import Sequence

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from gpt_studio.core.errors import Message
from gpt_studio.core.paths import Home
from gpt_studio.ui.look.brand import application_icon
from gpt_studio.ui.shell.splash import show_splash

_log = logging.getLogger("gpt_studio.qt")
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
}


def run(home: Home | None, argv: Sequence[str], told: Message | None = None) -> int:
    """Show the window until it is closed and return the exit status.

    ``home`` is the folder chosen on the command line; None takes GPT_STUDIO_HOME, then Settings, then the usual one.
    ``told`` is a message that the window shows first.
    """
    qInstallMessageHandler(_log_qt_message)
    app = QApplication([*argv])
    app.setApplicationName("GPT Studio")
    app.setDesktopFileName("gpt-studio")
    splash = show_splash()
    app.setWindowIcon(application_icon())
    from gpt_studio.ui.shell.app import show_until_closed  # takes most of a second

    return show_until_closed(app, home, splash, told)


def _log_qt_message(kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
    _log.log(_LEVELS.get(kind, logging.ERROR), text)
