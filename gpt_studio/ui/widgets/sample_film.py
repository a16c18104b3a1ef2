"""The samples that the model has written during the run."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent
from PySide6.QtGui import QColor, QFont, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QTextBrowser, QVBoxLayout, QWidget

from gpt_studio.training.events import SampleWritten
from gpt_studio.ui.look.colours import tokens
from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.look.style_sheet import set_look
from gpt_studio.ui.look.text import count
from gpt_studio.ui.state.qt_overrides import called_by_qt
from gpt_studio.ui.widgets.buttons import IconButton
from gpt_studio.ui.widgets.labels import label


class SamplePanel(QWidget):
    """Shows the newest sample until a person turns to an earlier one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("training_sample")
        self._samples: list[SampleWritten] = []
        self._shown = -1
        self._step = label("", "caption")
        self._step.setObjectName("training_sample_step")
        self._earlier = IconButton("ph.caret-left", self.tr("Earlier sample"), name="training_sample_earlier")
        self._later = IconButton("ph.caret-right", self.tr("Later sample"), name="training_sample_later")
        self._earlier.clicked.connect(lambda: self._turn(-1))
        self._later.clicked.connect(lambda: self._turn(1))
        self._text = QTextBrowser()
        self._text.setObjectName("training_sample_text")
        self._text.setAccessibleName(self.tr("What the model writes"))
        self._text.setPlaceholderText(self.tr("The first sample comes with the first steps."))
        set_look(self._text, "preview")
        head = QHBoxLayout()
        head.setSpacing(Space.XS)
        head.addWidget(label(self.tr("What it writes"), "field"))
        head.addSpacing(Space.XS)
        head.addWidget(self._step)
        head.addStretch()
        head.addWidget(self._earlier)
        head.addWidget(self._later)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Space.XS)
        layout.addLayout(head)
        layout.addWidget(self._text, 1)
        self.clear()

    def add(self, sample: SampleWritten) -> None:
        """Add ``sample``. Samples of its step and later are removed first, because a resumed run repeats steps."""
        following = self._shown == len(self._samples) - 1
        self._samples = [each for each in self._samples if each.step < sample.step] + [sample]
        if following or self._shown >= len(self._samples):
            self._shown = len(self._samples) - 1
        self._show()

    def show_samples(self, samples: Sequence[SampleWritten]) -> None:
        self._samples = list(samples)
        self._shown = len(self._samples) - 1
        self._show()

    def clear(self) -> None:
        self.show_samples(())

    @called_by_qt
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_text"):
            self._show()

    def _turn(self, by: int) -> None:
        self._shown = min(max(self._shown + by, 0), len(self._samples) - 1)
        self._show()

    def _show(self) -> None:
        self._earlier.setEnabled(self._shown > 0)
        self._later.setEnabled(self._shown < len(self._samples) - 1)
        self._text.clear()
        if self._shown < 0:
            self._step.setText("")
            return
        sample = self._samples[self._shown]
        self._step.setText(self.tr("at step {step}").format(step=count(sample.step)))
        given, written = QTextCharFormat(), QTextCharFormat()
        given.setForeground(QColor(tokens().text_muted))
        given.setFontWeight(QFont.Weight.DemiBold)
        written.setForeground(QColor(tokens().text))
        cursor = QTextCursor(self._text.document())
        cursor.insertText(sample.prompt, given)
        cursor.insertText(sample.text if sample.prompt else sample.text.lstrip(), written)
