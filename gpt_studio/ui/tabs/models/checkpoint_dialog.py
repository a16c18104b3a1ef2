"""The dialog to choose a checkpoint of a model, to chat with it, export it or train it further."""

from __future__ import annotations

import math
from pathlib import Path

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gpt_studio.core.errors import Message
from gpt_studio.jobs.models.list_models import ModelEntry
from gpt_studio.jobs.training import list_checkpoints
from gpt_studio.jobs.training.list_checkpoints import CheckpointEntry, CheckpointList, ListCheckpoints
from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.look.text import count, decimal, size
from gpt_studio.ui.state.qt_overrides import called_by_qt
from gpt_studio.ui.state.worker import Runner, RunningJob
from gpt_studio.ui.tabs.models import words
from gpt_studio.ui.widgets.buttons import Button
from gpt_studio.ui.widgets.dialog import Dialog
from gpt_studio.ui.widgets.labels import label
from gpt_studio.ui.widgets.notice import Notice
from gpt_studio.ui.widgets.two_line_list import Row, TwoLineList

_WIDTH, _HEIGHT = 560, 480


class CheckpointDialog(Dialog):
    """The signals carry the folder of the chosen checkpoint, which can be opened like a model's folder."""

    chat_wanted = Signal(object)
    training_wanted = Signal(object)
    export_wanted = Signal(object)

    def __init__(self, entry: ModelEntry, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._job: RunningJob | None = None
        self.setObjectName("checkpoint_dialog")
        self.setWindowTitle(self.tr("Checkpoints"))
        self.resize(_WIDTH, _HEIGHT)
        self._notice = Notice(name="checkpoint_notice")
        self._list = TwoLineList(name="checkpoint_list", accessible_name=self.tr("Checkpoints"))
        close = Button(self.tr("Close"), name="checkpoint_close")
        close.clicked.connect(self.reject)
        self._chat = Button("", name="checkpoint_chat", look="primary")
        self._chat.set_words(*words.use_of(entry))
        self._train = Button(self.tr("Train further"), name="checkpoint_train", icon="ph.arrow-fat-lines-up")
        self._export = Button(self.tr("Export"), name="checkpoint_export", icon="ph.export")
        buttons = QHBoxLayout()
        buttons.setSpacing(Space.S)
        buttons.addWidget(close)
        buttons.addStretch()
        for button, signal in (
            (self._export, self.export_wanted),
            (self._train, self.training_wanted),
            (self._chat, self.chat_wanted),
        ):
            button.setEnabled(False)
            button.clicked.connect(lambda _checked=False, signal=signal: self._choose(signal))
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        layout.setSpacing(Space.M)
        layout.addWidget(label(self.tr("Checkpoints of “{name}”").format(name=entry.name), "heading", wrap=True))
        layout.addWidget(
            label(
                self.tr(
                    "An earlier one can be better than the last if the model began to learn its text by heart. Fewer "
                    "bits per byte on held-out text are better."
                ),
                "caption",
                wrap=True,
            )
        )
        layout.addWidget(self._notice)
        layout.addWidget(self._list, 1)
        layout.addLayout(buttons)
        self._job = runner.start(
            list_checkpoints.run, ListCheckpoints(entry.folder), on_result=self._show, on_error=self._say_problem
        )

    @called_by_qt
    def done(self, result: int) -> None:
        """Close the dialog and cancel the reading of the list."""
        if self._job is not None:
            self._job.cancel()
        super().done(result)

    def _show(self, found: CheckpointList) -> None:
        self._job = None
        newest_first = found.entries[::-1]
        best = next((entry for entry in newest_first if entry.best), newest_first[0] if newest_first else None)
        several = len({entry.context_length for entry in newest_first}) > 1
        self._list.show_rows([self._row(entry, several) for entry in newest_first], str(best.folder) if best else "")
        for button in (self._chat, self._train, self._export):
            button.setEnabled(best is not None)
        if best is None:
            self._notice.show_text(self.tr("There is no checkpoint yet."), kind="info")
        self._list.setFocus()

    def _say_problem(self, problem: Message) -> None:
        self._job = None
        self._notice.show_message(problem)

    def _choose(self, signal: SignalInstance) -> None:
        chosen = Path(self._list.current_key)
        self.accept()
        signal.emit(chosen)

    def _row(self, entry: CheckpointEntry, with_context: bool) -> Row:
        """``with_context``: the bits per byte of the listed ones were measured in different contexts, so that fewer are
        not always better."""
        measured = (
            self.tr("{bits} bits per byte").format(bits=decimal(entry.bits_per_byte, 3))
            if math.isfinite(entry.bits_per_byte)
            else self.tr("not measured")
        )
        if with_context and math.isfinite(entry.bits_per_byte):
            measured = self.tr("{measured}, reading {count} tokens at a time").format(
                measured=measured, count=count(entry.context_length)
            )
        marks = [self.tr("the best")] if entry.best else []
        marks += [self.tr("kept for good")] if entry.pinned else []
        return Row(
            str(entry.folder),
            self.tr("Step {step}").format(step=count(entry.step)),
            " · ".join((measured, size(entry.size), *marks)),
            "ph.star" if entry.best else "ph.flag",
        )
