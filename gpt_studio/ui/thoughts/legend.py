"""What the tints mean, in words."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from gpt_studio.ui.look.colours import tokens
from gpt_studio.ui.look.fonts import scaled
from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.look.text import tip
from gpt_studio.ui.state.qt_overrides import answers_qt, called_by_qt
from gpt_studio.ui.thoughts.sureness import UNSURE, meanings, names
from gpt_studio.ui.thoughts.token_layer import paint_learnt, paint_underline
from gpt_studio.ui.widgets.labels import label
from gpt_studio.ui.widgets.wrapping_row import WrappingRow

translate = QCoreApplication.translate

_SAMPLE = QSize(18, 16)


class Legend(WrappingRow):
    """What the tints mean, in words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(spacing=Space.M, between_lines=Space.XS, parent=parent)
        for step in samples_of_steps():
            self.add(step)


class WrittenLegend(QWidget):
    """The same one beneath the other, with their meanings written out, as part of a menu."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(Space.M, Space.S, Space.M, Space.S)
        grid.setHorizontalSpacing(Space.M)
        grid.setVerticalSpacing(Space.XS)
        for row, (sample, meaning) in enumerate(zip(samples_of_steps(), meanings(), strict=True)):
            grid.addWidget(sample, row, 0)
            grid.addWidget(label(meaning, "caption"), row, 1)
        grid.setColumnStretch(1, 1)


class Sample(QWidget):
    """A small drawing with words beside it; ``meaning`` is told in the tool tip."""

    def __init__(self, words: str, meaning: str, draw: Callable[[QPainter, QRectF], None], *, name: str) -> None:
        super().__init__()
        self._draw = draw
        self.setToolTip(tip(meaning))
        self.setObjectName(name)
        self.setAccessibleName(f"{words}. {meaning}")
        row = QHBoxLayout(self)
        row.setContentsMargins(scaled(_SAMPLE.width()) + Space.XS, 0, 0, 0)
        row.addWidget(label(words, "caption"))

    @answers_qt(QSize)
    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(QSize(0, scaled(_SAMPLE.height()) + 2))

    @called_by_qt
    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        height = scaled(_SAMPLE.height())
        self._draw(painter, QRectF(0.5, (self.height() - height) / 2, scaled(_SAMPLE.width()), height))
        painter.end()


def samples_of_steps() -> list[Sample]:
    """One for each step, from sure to surprised."""
    return [
        Sample(words, meaning, partial(_draw_step, step=step), name=f"chat_thoughts_step_{step}")
        for step, (words, meaning) in enumerate(zip(names(), meanings(), strict=True))
    ]


def _draw_step(painter: QPainter, rect: QRectF, *, step: int) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tokens().sureness[step]))
    painter.drawRoundedRect(rect, 3, 3)
    if step >= UNSURE:
        paint_underline(painter, rect, step)


def learnt_sample() -> Sample:
    """Of the double line beneath what was learnt by heart."""
    return Sample(
        translate("chat_thoughts", "learnt by heart"),
        translate(
            "chat_thoughts",
            "Twelve tokens or more that stand word for word in the text that it learned from. Click one to see where.",
        ),
        lambda painter, rect: paint_learnt(painter, rect.adjusted(0, 0, 0, -2)),
        name="chat_thoughts_learnt",
    )
