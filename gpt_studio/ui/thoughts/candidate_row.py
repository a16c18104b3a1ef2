"""One of the tokens that could have come: its text, two bars and two figures. A click writes on with it."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from gpt_studio.insight.choice import Candidate
from gpt_studio.ui.look.colours import tokens
from gpt_studio.ui.look.fonts import fixed_font, scaled
from gpt_studio.ui.look.icons import icon
from gpt_studio.ui.look.sizes import Radius, TextSize
from gpt_studio.ui.look.text import tip
from gpt_studio.ui.state.qt_overrides import answers_qt, called_by_qt
from gpt_studio.ui.thoughts.sureness import share, written

_HEIGHT = 22
_MARK, _WORD, _FIGURES, _GAP = 18, 104, 116, 6
_BAR = 5


class CandidateRow(QAbstractButton):
    """The upper bar is the model's own probability, the lower one that after temperature and filters."""

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.candidate: Candidate | None = None
        self.drawn = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)

    def show_candidate(self, candidate: Candidate, *, drawn: bool, can_branch: bool) -> None:
        """``drawn``: this is the token that stands there. ``can_branch``: a click writes on with it."""
        self.candidate, self.drawn = candidate, drawn
        self.setEnabled(can_branch and not drawn and not candidate.is_part_of_a_character)
        word = self.word
        before, after = share(candidate.probability), share(candidate.odds)
        said = self.tr("“{word}”: {before} before temperature and filters, {after} after them").format(
            word=word, before=before, after=after
        )
        if drawn:
            said = self.tr("{said}. It was drawn.").format(said=said)
        self.setAccessibleName(said)
        if candidate.is_part_of_a_character:
            said = self.tr("{said}. It is only a part of a character, so nothing can be written on with it.").format(
                said=said
            )
        elif self.isEnabled():
            said = self.tr("{said}. Click to write on with it.").format(said=said)
        self.setToolTip(tip(said))
        self.setCursor(Qt.CursorShape.PointingHandCursor if self.isEnabled() else Qt.CursorShape.ArrowCursor)
        self.update()

    @property
    def word(self) -> str:
        assert self.candidate is not None
        return self.tr("(the end)") if self.candidate.ends else written(self.candidate.text)

    @answers_qt(QSize)
    def sizeHint(self) -> QSize:
        return QSize(scaled(_MARK + _WORD + _FIGURES + 120), scaled(_HEIGHT))

    @called_by_qt
    def paintEvent(self, _: QPaintEvent) -> None:
        if self.candidate is None:
            return
        colours, painter = tokens(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.drawn or (self.isEnabled() and (self.underMouse() or self.hasFocus())):
            painter.setPen(QPen(QColor(colours.accent), 1.5) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent_soft if self.drawn else colours.hover))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), Radius.S, Radius.S)
        if self.drawn:
            size = scaled(13)
            mark = QRect(scaled(3), (self.height() - size) // 2, size, size)
            icon("ph.check-bold", "accent").paint(painter, mark)
        self._paint_word(painter)
        left, right = scaled(_MARK + _WORD + _GAP), self.width() - scaled(_FIGURES + _GAP)
        room, bar, middle = max(right - left, 1), scaled(_BAR), self.height() / 2
        painter.setPen(Qt.PenStyle.NoPen)
        for value, colour, y in (
            (self.candidate.probability, colours.text_disabled, middle - bar - 0.5),
            (self.candidate.odds, colours.accent_fill, middle + 0.5),
        ):
            painter.setBrush(QColor(colours.pressed))
            painter.drawRoundedRect(QRectF(left, y + bar / 2 - 0.5, room, 1), 0.5, 0.5)
            if value:
                painter.setBrush(QColor(colour))
                painter.drawRoundedRect(QRectF(left, y, max(room * value, 2.0), bar), 2, 2)
        self._paint_figures(painter, right + scaled(_GAP))
        painter.end()

    def _paint_word(self, painter: QPainter) -> None:
        assert self.candidate is not None
        colours, font = tokens(), fixed_font()
        font.setPixelSize(scaled(TextSize.CAPTION))
        font.setWeight(QFont.Weight.Bold if self.drawn else QFont.Weight.Normal)
        painter.setFont(font)
        left_out = not self.candidate.odds and not self.drawn
        painter.setPen(QColor(colours.text_muted if left_out else colours.text))
        place = QRect(scaled(_MARK), 0, scaled(_WORD), self.height())
        word = painter.fontMetrics().elidedText(self.word, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), word)

    def _paint_figures(self, painter: QPainter, left: int) -> None:
        assert self.candidate is not None
        colours, font = tokens(), QFont(self.font())
        font.setPixelSize(scaled(TextSize.CAPTION))
        painter.setFont(font)
        half = scaled(_FIGURES) // 2
        for place, (value, colour) in enumerate(
            ((self.candidate.probability, colours.text_muted), (self.candidate.odds, colours.accent))
        ):
            painter.setPen(QColor(colour))
            cell = QRect(left + place * half, 0, half - scaled(_GAP), self.height())
            painter.drawText(cell, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), share(value))


class ColumnHeads(QWidget):
    """Says above the rows which bar and figure is which."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @answers_qt(QSize)
    def sizeHint(self) -> QSize:
        return QSize(scaled(_MARK + _WORD + _FIGURES + 120), scaled(18))

    @called_by_qt
    def paintEvent(self, _: QPaintEvent) -> None:
        colours, painter = tokens(), QPainter(self)
        font = QFont(self.font())
        font.setPixelSize(scaled(TextSize.CAPTION))
        painter.setFont(font)
        words = ((self.tr("before"), colours.text_muted), (self.tr("after"), colours.accent))
        left, half = self.width() - scaled(_FIGURES), scaled(_FIGURES) // 2
        for place, (word, colour) in enumerate(words):
            painter.setPen(QColor(colour))
            cell = QRect(left + place * half - scaled(_GAP), 0, half, self.height())
            painter.drawText(cell, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), word)
        painter.end()
