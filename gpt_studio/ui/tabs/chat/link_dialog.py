"""The dialog that asks whether links in a model's folder may be followed to files outside it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from gpt_studio.jobs.models.open_model import LinkLeadsOut
from gpt_studio.ui.look.text import short_path
from gpt_studio.ui.look.tokens import Space
from gpt_studio.ui.widgets.buttons import Button
from gpt_studio.ui.widgets.labels import label

_WIDTH = 520


class LinkDialog(QDialog):
    """Accepted if the links in ``folder`` may be followed."""

    def __init__(self, folder: Path, found: LinkLeadsOut, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("link_dialog")
        self.setWindowTitle(self.tr("Follow its links?"))
        self.setFixedWidth(_WIDTH)
        leave = Button(self.tr("Do not open it"), name="link_refuse")
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
        heading = self.tr("“{name}” has links that lead out of its folder").format(name=folder.name)
        layout.addWidget(label(heading, "heading", wrap=True))
        layout.addWidget(
            label(
                self.tr("{link} is a link to {target}.").format(link=found.link.name, target=short_path(found.target)),
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
