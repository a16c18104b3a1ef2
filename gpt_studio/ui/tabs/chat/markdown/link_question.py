"""The question whether a link in a reply is to be opened."""

from __future__ import annotations

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.tabs.chat.markdown.safe_text import safe
from gpt_studio.ui.widgets.buttons import Button
from gpt_studio.ui.widgets.dialog import Dialog
from gpt_studio.ui.widgets.labels import label

_WIDTH = 480
_SHOWN = 400


def ask_to_open(address: str, parent: QWidget) -> None:
    """Ask, and open the address in the browser if the person says so. Does not wait for the answer."""
    url = QUrl(address, QUrl.ParsingMode.StrictMode)
    if not url.isValid() or url.scheme().lower() not in ("http", "https", "mailto"):
        return
    dialog = LinkQuestion(url, parent)
    dialog.accepted.connect(lambda: QDesktopServices.openUrl(url))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


class LinkQuestion(Dialog):
    """Accepted if the address ``url`` is to be opened."""

    def __init__(self, url: QUrl, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("chat_link_dialog")
        self.setWindowTitle(self.tr("Open this link?"))
        self.setFixedWidth(_WIDTH)
        shown = safe(url.toString(QUrl.ComponentFormattingOption.FullyEncoded))
        leave = Button(self.tr("Do not open it"), name="chat_link_leave")
        leave.clicked.connect(self.reject)
        copy = Button(self.tr("Copy the address"), name="chat_link_copy", icon="ph.copy")
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(shown))
        copy.clicked.connect(self.reject)
        follow = Button(self.tr("Open in the browser"), name="chat_link_open", icon="ph.arrow-square-out")
        follow.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.setSpacing(Space.S)
        buttons.addWidget(copy)
        buttons.addStretch()
        buttons.addWidget(leave)
        buttons.addWidget(follow)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        layout.setSpacing(Space.M)
        where = url.host(QUrl.ComponentFormattingOption.FullyEncoded) or url.path()
        layout.addWidget(label(self.tr("This link leads to {place}").format(place=where), "heading", wrap=True))
        address = label(shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}…", wrap=True)
        address.setObjectName("chat_link_address")
        layout.addWidget(address)
        layout.addWidget(
            label(
                self.tr(
                    "The model wrote this address. It may be invented, or lead to a page that learns that you came: "
                    "open it only if you trust it."
                ),
                "caption",
                wrap=True,
            )
        )
        layout.addSpacing(Space.S)
        layout.addLayout(buttons)
        leave.setFocus()
