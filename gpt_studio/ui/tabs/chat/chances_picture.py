"""A small picture of the chances of the next token: as the model has them, and after the settings."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gpt_studio.ui.look.colours import tokens
from gpt_studio.ui.look.fonts import scaled
from gpt_studio.ui.look.sizes import Space, TextSize
from gpt_studio.ui.look.text import percent, tip
from gpt_studio.ui.state.qt_overrides import answers_qt, called_by_qt

_HEIGHT, _LABELS = 96, 16


class ChancesPicture(QWidget):
    """For each token a light bar for before and a full one for after."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("chat_sampling_picture")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._before: tuple[float, ...] = ()
        self._after: tuple[float, ...] = ()
        self._words: tuple[str, ...] = ()

    @property
    def shown(self) -> tuple[tuple[float, ...], tuple[float, ...]]:
        """The chances before and after."""
        return self._before, self._after

    def show_chances(self, before: Sequence[float], after: Sequence[float], words: Sequence[str] = ()) -> None:
        self._before, self._after, self._words = tuple(before), tuple(after), tuple(words)
        left = sum(chance > 0 for chance in after)
        self.setAccessibleName(self.tr("Chances of the next token, before and after these settings"))
        said = self.tr(
            "The likeliest token: {before} before, {after} after. Tokens left of these {all}: {left}."
        ).format(before=percent(before[0]), after=percent(after[0]), all=len(before), left=left)
        self.setAccessibleDescription(said)
        self.setToolTip(tip(said))
        self.update()

    @answers_qt(QSize)
    def sizeHint(self) -> QSize:
        return QSize(120, scaled(_HEIGHT))

    @called_by_qt
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.update()

    @called_by_qt
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        labels = scaled(_LABELS) if self._words else 0
        height = self.height() - labels - 1
        highest = max((*self._before, *self._after, 0.01))
        wide = (self.width() + Space.XS) / max(1, len(self._before))
        font = self.font()
        font.setPixelSize(scaled(TextSize.CAPTION) - 2)
        painter.setFont(font)
        for place, (before, after) in enumerate(zip(self._before, self._after, strict=True)):
            left = place * wide
            room = (wide - Space.XS) / 2
            for part, (chance, colour) in enumerate(((before, tokens().border_strong), (after, tokens().accent_fill))):
                high = max(1.0, chance / highest * height) if chance > 0 else 0.0
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(colour))
                painter.drawRect(QRectF(left + part * room, height - high, room - 1, high))
            if self._words:
                painter.setPen(QColor(tokens().text_muted if after else tokens().text_disabled))
                place_of = QRectF(left - 1, height + 1, wide, labels)
                painter.drawText(place_of, int(Qt.AlignmentFlag.AlignLeft), self._words[place])
        painter.setPen(QColor(tokens().border))
        painter.drawLine(0, height, self.width(), height)
