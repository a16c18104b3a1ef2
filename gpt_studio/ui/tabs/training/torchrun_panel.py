"""Shows the torchrun command that does the same training with several processes, to be copied."""

from __future__ import annotations

import shlex
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from gpt_studio.ui.look.fonts import fixed_font
from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.widgets.buttons import Button
from gpt_studio.ui.widgets.folding_panel import FoldingPanel
from gpt_studio.ui.widgets.labels import label

if TYPE_CHECKING:
    from gpt_studio.jobs.training.run_session import TrainedModel

_PROCESSES = 2


class TorchrunPanel(FoldingPanel):
    """Folded at first. The command repeats the last run of this window in a new folder, or resumes it if it stopped."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("More than one card or machine"), name="training_torchrun", parent=parent)
        self._command = QLineEdit()
        self._command.setObjectName("training_torchrun_command")
        self._command.setAccessibleName(self.tr("Command"))
        self._command.setReadOnly(True)
        self._command.setFont(fixed_font())
        self._copy = Button(self.tr("Copy"), name="training_torchrun_copy", icon="ph.copy")
        self._copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.command))
        self._words = label(
            self.tr(
                "A training can go on, or be repeated, in several processes at once. Train here first, if only for a "
                "few steps: the command for it is then shown here."
            ),
            "caption",
            wrap=True,
        )
        self._words.setObjectName("training_torchrun_words")
        row = QHBoxLayout()
        row.setSpacing(Space.M)
        row.addWidget(self._command, 1)
        row.addWidget(self._copy)
        self.body.setSpacing(Space.S)
        self.body.addWidget(self._words)
        self.body.addLayout(row)
        self._command.hide()
        self._copy.hide()

    @property
    def command(self) -> str:
        return self._command.text()

    def show_run(self, result: TrainedModel) -> None:
        goes_on = self.tr("In a terminal, this goes on with the training of “{name}” in {count} processes at once.")
        repeats = self.tr("In a terminal, this trains “{name}” once more in {count} processes at once.")
        how = self.tr(
            "Give as many processes as there are cards. For a model that does not fit into one card, add "
            "--parallel sharded."
        )
        words = repeats if result.finished else goes_on
        self._words.setText(f"{words.format(name=result.folder.name, count=_PROCESSES)} {how}")
        self._command.setText(_command(result.folder, repeat=result.finished))
        self._command.setCursorPosition(0)
        self._command.show()
        self._copy.show()


def _command(folder: Path, *, repeat: bool) -> str:
    from gpt_studio.training.store.recipe import recipe_path

    which = ["--resume", "--out", str(folder)]
    if repeat:
        which = ["--recipe", str(recipe_path(folder)), "--out", str(folder.with_name(f"{folder.name} 2"))]
    words = ["torchrun", "--nproc-per-node", str(_PROCESSES), "-m", "gpt_studio", "train", *which]
    return subprocess.list2cmdline(words) if sys.platform == "win32" else shlex.join(words)
