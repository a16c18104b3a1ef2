"""A bar that is divided by the shares of a whole, with a legend that names each part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from gpt_studio.ui.look.colours import tokens
from gpt_studio.ui.look.fonts import scaled
from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.look.text import percent
from gpt_studio.ui.state.qt_overrides import answers_qt, called_by_qt
from gpt_studio.ui.widgets.labels import label
from gpt_studio.ui.widgets.wrapping_row import WrappingRow

_MOST = 6
_HEIGHT = 18
_SWATCH = 12
_GAP = 2
_LEAST = 3
"""Width of the smallest share that is drawn at all."""
_PATTERNS = (
    Qt.BrushStyle.SolidPattern,
    Qt.BrushStyle.BDiagPattern,
    Qt.BrushStyle.Dense4Pattern,
    Qt.BrushStyle.VerPattern,
    Qt.BrushStyle.DiagCrossPattern,
    Qt.BrushStyle.HorPattern,
)


@dataclass(frozen=True)
class Share:
    """A part of the whole: ``amount`` in any unit, the same for all."""

    name: str
    amount: float


class ShareBar(QWidget):
    """The largest shares come one by one, the rest as one. Each has a colour and a pattern, in the bar and beside its
    name."""

    def __init__(self, title: str, rest: str, *, name: str, parent: QWidget | None = None) -> None:
        """``rest`` is the name of all small shares together."""
        super().__init__(parent)
        self.setObjectName(name)
        self._title, self._rest = title, rest
        self._bar = PartsBar()
        self._legend = WrappingRow(spacing=Space.M, between_lines=Space.XS)
        self._entries: list[_Entry] = []
        for number in range(_MOST):
            entry = _Entry(number)
            self._entries.append(entry)
            self._legend.add(entry)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(Space.XS)
        layout.addWidget(label(title, "field"))
        layout.addWidget(self._bar)
        layout.addWidget(self._legend)
        self.hide()

    def show_shares(self, shares: Sequence[Share]) -> None:
        """Show ``shares``, the largest first; hidden without any."""
        whole = sum(share.amount for share in shares)
        self.setVisible(whole > 0)
        if whole <= 0:
            return
        ordered = sorted(shares, key=lambda share: -share.amount)
        if len(ordered) > _MOST:
            small = ordered[_MOST - 1 :]
            ordered = [*ordered[: _MOST - 1], Share(self._rest, sum(share.amount for share in small))]
        self._bar.show_parts([share.amount / whole for share in ordered])
        words = [f"{share.name} {_share(share.amount / whole)}" for share in ordered]
        for number, entry in enumerate(self._entries):
            entry.setVisible(number < len(words))
            if number < len(words):
                entry.show_words(words[number])
        self.setAccessibleName(f"{self._title}: {', '.join(words)}")


def _share(fraction: float) -> str:
    return percent(fraction) if fraction >= 0.005 or fraction == 0 else "< 1 %"


def _brush(number: int) -> QBrush:
    colours = tokens().series
    return QBrush(QColor(colours[number % len(colours)]), _PATTERNS[number % len(_PATTERNS)])


class PartsBar(QWidget):
    """The bar alone."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: list[float] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_parts(self, parts: list[float]) -> None:
        self._parts = parts
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
        room = self.width() - _GAP * max(0, len(self._parts) - 1)
        left = 0.0
        for number, part in enumerate(self._parts):
            width = max(part * room, min(_LEAST, room)) if part > 0 else 0.0
            width = min(width, self.width() - left)
            area = QRectF(left, 0, width, self.height())
            if width > 0:
                painter.fillRect(area, QColor(tokens().sunken))
                painter.fillRect(area, _brush(number))
                painter.setPen(QColor(tokens().series[number % len(tokens().series)]))
                painter.drawRect(area.adjusted(0, 0, -1, -1))
            left += width + _GAP


class _Entry(QWidget):
    """A swatch and a name."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number = number
        self._words = QLabel(self)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setProperty("look", "caption")

    def show_words(self, words: str) -> None:
        self._words.setText(words)
        self._words.adjustSize()
        self._words.move(_SWATCH + Space.XS, 0)
        self.updateGeometry()
        self.update()

    @answers_qt(QSize)
    def sizeHint(self) -> QSize:
        wanted = self._words.sizeHint()
        return QSize(_SWATCH + Space.XS + wanted.width(), max(_SWATCH, wanted.height()))

    @called_by_qt
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._words.adjustSize()
            self.update()

    _words: QLabel

    @called_by_qt
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        area = QRectF(0, (self.height() - _SWATCH) / 2, _SWATCH, _SWATCH)
        painter.fillRect(area, QColor(tokens().sunken))
        painter.fillRect(area, _brush(self._number))
        painter.setPen(QColor(tokens().series[self._number % len(tokens().series)]))
        painter.drawRect(area.adjusted(0, 0, -1, -1))
