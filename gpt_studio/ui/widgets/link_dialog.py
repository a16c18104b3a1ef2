"""The question whether links of a folder may be followed to where they lead."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gpt_studio.core.errors import StudioError
from gpt_studio.core.regular_file import LinkLeadsOutError
from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.look.text import short_path
from gpt_studio.ui.state.links import Links
from gpt_studio.ui.widgets.buttons import Button
from gpt_studio.ui.widgets.dialog import Dialog
from gpt_studio.ui.widgets.labels import label

_WIDTH = 520


def ask_to_follow(error: StudioError, folder: Path, links: Links, again: Callable[[], object], parent: QWidget) -> None:
    """If ``error`` is a link that leads out of ``folder``: ask whether such links may be followed, and if so trust the
    folder and call ``again``. Does not wait for the answer."""
    if not isinstance(error, LinkLeadsOutError):
        return

    def follow() -> None:
        links.trust(folder)
        again()

    dialog = LinkDialog(error, parent)
    dialog.accepted.connect(follow)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


class LinkDialog(Dialog):
    """Accepted if links in the folder of the one that was ``found`` may lead to files anywhere."""

    def __init__(self, found: LinkLeadsOutError, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("link_dialog")
        self.setWindowTitle(self.tr("Follow its links?"))
        self.setFixedWidth(_WIDTH)
        leave = Button(self.tr("Do not follow them"), name="link_refuse")
        leave.clicked.connect(self.reject)
        follow = Button(self.tr("Follow its links"), name="link_follow", icon="ph.link")
        follow.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.setSpacing(Space.S)
        buttons.addStretch()
        buttons.addWidget(leave)
        buttons.addWidget(follow)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        layout.setSpacing(Space.M)
        heading = self.tr("“{name}” has links that lead out of its folder").format(name=found.path.parent.name)
        layout.addWidget(label(heading, "heading", wrap=True))
        layout.addWidget(
            label(
                self.tr("{link} is a link to {target}.").format(link=found.path.name, target=short_path(found.target)),
                wrap=True,
            )
        )
        layout.addWidget(
            label(
                self.tr(
                    "That is how large files are kept on another disk. In a folder from a stranger it could lead to "
                    "private files: follow it only if you know where the folder comes from."
                ),
                "caption",
                wrap=True,
            )
        )
        layout.addSpacing(Space.S)
        layout.addLayout(buttons)
