"""Shows the three steps of opening a model as they happen, and then in plain words what was opened."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from gpt_studio.artifacts.checkpoint_folders import shown_name
from gpt_studio.core.errors import Message
from gpt_studio.jobs.models.open_model import LoadingStep
from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.look.style_sheet import set_look
from gpt_studio.ui.look.text import message_text
from gpt_studio.ui.tabs.chat.precision_box import PrecisionBox
from gpt_studio.ui.widgets.buttons import IconButton
from gpt_studio.ui.widgets.folding_panel import FoldingPanel
from gpt_studio.ui.widgets.labels import ElidedLabel, IconLabel, label

STEPS = ("architecture", "knowledge", "language")


class StepRow(QWidget):
    """One step: the file that is read, what was found in it, what is missing or what is wrong with it."""

    def __init__(self, name: str, title: str, source: str, meaning: str) -> None:
        super().__init__()
        self.setObjectName(f"chat_step_{name}")
        self._meaning = meaning
        self._icon = IconLabel("ph.circle", "text_muted", 18)
        self._facts = label(meaning, "caption", wrap=True)
        self._facts.setObjectName(f"chat_step_{name}_facts")
        head = QHBoxLayout()
        head.setSpacing(Space.S)
        head.addWidget(label(title, "field"))
        head.addWidget(label(source, "caption"), 1)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addLayout(head)
        words.addWidget(self._facts)
        self._remarks = label("", "caption", wrap=True)
        self._remarks.setObjectName(f"chat_step_{name}_remarks")
        self._remark_icon = IconLabel("ph.info", "warning", 16)
        odd = QHBoxLayout()
        odd.setSpacing(Space.XS)
        odd.addWidget(self._remark_icon, 0, Qt.AlignmentFlag.AlignTop)
        odd.addWidget(self._remarks, 1)
        words.addLayout(odd)
        self._show_remarks(())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.M)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)

    def wait(self) -> None:
        self._show("ph.circle", "text_muted", self._meaning, "caption")

    def begin(self) -> None:
        self._show("ph.circle-dashed", "accent", self.tr("Reading…"), "caption")

    def succeed(self, facts: tuple[Message, ...], remarks: tuple[Message, ...]) -> None:
        self._show("ph.check-circle", "success", " · ".join(message_text(fact) for fact in facts), "caption")
        self._show_remarks(remarks)

    def fail(self, problem: Message) -> None:
        self._show("ph.warning-circle", "danger", message_text(problem), "problem")

    def _show(self, icon: str, colour: str, words: str, look: str) -> None:
        self._icon.set_icon(icon, colour)
        self._facts.setText(words)
        set_look(self._facts, look)
        self._show_remarks(())

    def _show_remarks(self, remarks: tuple[Message, ...]) -> None:
        self._remarks.setText("\n".join(map(message_text, remarks)))
        for widget in (self._remark_icon, self._remarks):
            widget.setVisible(bool(remarks))


class LoadingSteps(QFrame):
    """Hidden until :meth:`begin`. ``closed``: the person has closed it, perhaps while a model is being opened.
    ``precision_chosen``: one of PRECISIONS, with which the model is to be opened anew."""

    closed = Signal()
    precision_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("chat_loading")
        set_look(self, "tile")
        self._under_way = ""
        self._complete = False
        self._remarks = 0
        self._title = ElidedLabel("", "heading")
        self._title.setObjectName("chat_loading_title")
        close = IconButton("ph.x", self.tr("Close"), name="chat_loading_close")
        close.clicked.connect(self.closed)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(close)
        self._rows = {
            "architecture": StepRow(
                "architecture",
                self.tr("Architecture"),
                "config.json",
                self.tr("How the network is built: layers, heads, sizes"),
            ),
            "knowledge": StepRow(
                "knowledge",
                self.tr("Knowledge"),
                "model.safetensors",
                self.tr("The numbers that training has found"),
            ),
            "language": StepRow(
                "language",
                self.tr("Language"),
                "tokenizer.json",
                self.tr("How text becomes tokens and tokens become text"),
            ),
        }
        self._bar = QProgressBar()
        self._bar.setObjectName("chat_loading_progress")
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 0)
        self._words = label("", wrap=True)
        self._words.setObjectName("chat_loading_words")
        self._details = FoldingPanel(self.tr("Technical details"), name="chat_loading_details", unfolded=True)
        for row in self._rows.values():
            self._details.body.addWidget(row)
        self._precision = PrecisionBox()
        self._precision.chosen.connect(self.precision_chosen)
        self._details.body.addWidget(self._precision)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.L, Space.M, Space.M, Space.L)
        layout.setSpacing(Space.M)
        layout.addLayout(head)
        layout.addWidget(self._bar)
        layout.addWidget(self._words)
        layout.addWidget(self._details)
        self.hide()

    @property
    def loading(self) -> bool:
        return bool(self._under_way)

    @property
    def tells_of_a_model(self) -> bool:
        """Whether the steps shown are those of the open model."""
        return self._complete

    @property
    def remarks(self) -> int:
        """How many remarks there are on the open model."""
        return self._remarks

    def begin(self, folder: Path) -> None:
        """Show the steps of opening ``folder``."""
        self._complete = False
        self._remarks = 0
        self._name = shown_name(folder)
        self._under_way = STEPS[0]
        self._title.setText(self.tr("Opening {name}").format(name=self._name))
        for row in self._rows.values():
            row.wait()
        self._words.hide()
        self._details.set_unfolded(True)
        self._show_bar(True)
        self.show()

    def show_step(self, step: LoadingStep) -> None:
        row = self._rows[step.step]
        if step.done:
            self._remarks += len(step.remarks)
            row.succeed(step.facts, step.remarks)
        else:
            self._under_way = step.step
            row.begin()

    def succeed(self, in_words: str, precision: Message | None) -> None:
        """Say ``in_words`` what was opened; the steps are folded. ``precision``: why it computes as it does."""
        self._precision.show_reason(precision)
        self._complete = True
        self._under_way = ""
        self._words.setText(in_words)
        self._words.show()
        self._details.set_unfolded(False)
        self._title.setText(self.tr("{name} is ready").format(name=self._name))
        self._show_bar(False)

    def fail(self, problem: Message) -> None:
        """Show at the current step why the folder cannot be opened; at the first one if the person left the steps."""
        step, self._under_way = self._under_way or STEPS[0], ""
        self.show()
        self._title.setText(self.tr("{name} cannot be opened").format(name=self._name))
        for row in list(self._rows.values())[STEPS.index(step) :]:
            row.wait()
        self._rows[step].fail(problem)
        self._show_bar(False)
        self.setAccessibleDescription(message_text(problem))

    def toggle(self) -> None:
        """Show or hide what was found."""
        self.setVisible(not self.isVisible())

    def leave(self) -> None:
        self._under_way = ""
        self.hide()

    def _show_bar(self, shown: bool) -> None:
        """Show or hide the bar. A hidden one is also stopped, because a bar of unknown length is animated."""
        self._bar.setRange(0, 0 if shown else 1)
        self._bar.setVisible(shown)
