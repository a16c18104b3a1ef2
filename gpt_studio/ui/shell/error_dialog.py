"""The dialog for unexpected exceptions, with the traceback and a button that copies it."""

from __future__ import annotations

import platform

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from gpt_studio import __version__
from gpt_studio.ui.look.fonts import fixed_font
from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.look.style_sheet import set_look
from gpt_studio.ui.widgets.buttons import Button
from gpt_studio.ui.widgets.dialog import Dialog
from gpt_studio.ui.widgets.labels import IconLabel, label


class ErrorDialog(Dialog):
    """Shows unexpected errors; further ones are added to the details while it is open."""

    def __init__(self, details: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("error_dialog")
        self.setWindowTitle(self.tr("Something went wrong"))
        self.setMinimumSize(640, 420)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        layout.setSpacing(Space.L)
        layout.addLayout(self._explanation())
        self._details = QPlainTextEdit(_surroundings() + details)
        self._details.setObjectName("error_details")
        self._details.setAccessibleName(self.tr("Details of the error"))
        self._details.setReadOnly(True)
        self._details.setTabChangesFocus(True)
        self._details.setFont(fixed_font())
        set_look(self._details, "preview")
        layout.addWidget(self._details, 1)
        layout.addLayout(self._buttons())

    def add(self, details: str) -> None:
        """Append one more traceback."""
        self._details.appendPlainText("\n" + details)

    def _explanation(self) -> QHBoxLayout:
        text = label(
            self.tr(
                "GPT Studio met an error that it did not expect. It goes on running, and your files are as they were. "
                "If it happens again, please report it with these details."
            ),
            "muted",
        )
        text.setWordWrap(True)
        words = QVBoxLayout()
        words.setSpacing(Space.XS)
        words.addWidget(label(self.tr("Something went wrong"), "heading"))
        words.addWidget(text)
        row = QHBoxLayout()
        row.setSpacing(Space.L)
        row.addWidget(IconLabel("ph.warning-octagon", "danger", 32))
        row.addLayout(words, 1)
        return row

    def _buttons(self) -> QHBoxLayout:
        copy = Button(self.tr("Copy details"), name="error_copy", icon="ph.copy")
        copy.clicked.connect(self._copy)
        close = Button(self.tr("Go on"), name="error_close", look="primary")
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addWidget(copy)
        row.addStretch()
        row.addWidget(close)
        return row

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._details.toPlainText())


def _surroundings() -> str:
    return f"GPT Studio {__version__}, Python {platform.python_version()}, {platform.platform()}\n\n"
