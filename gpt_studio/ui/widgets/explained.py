"""Words that explain themselves: underlined with dots; a click, or F1 with the keyboard there, shows what they mean."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QVBoxLayout, QWidget

from gpt_studio.core.concepts import Concept, concepts
from gpt_studio.ui.look.colours import tokens
from gpt_studio.ui.look.sizes import Space
from gpt_studio.ui.look.style_sheet import set_look
from gpt_studio.ui.state.qt_overrides import answers_qt, called_by_qt
from gpt_studio.ui.widgets.labels import label

_CARD_WIDTH = 340
_OPENING = (Qt.Key.Key_F1, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_BELOW_THE_LETTERS = 2
_IN_SIGHT_OF_THE_SCREEN = 4


class ExplainedLabel(QLabel):
    """A label whose ``concept`` (:mod:`gpt_studio.core.concepts`) is explained in a card.

    ``part`` is the beginning of the word that is underlined where the text has it; without it, all of the text is. The
    Tab key stops at the label, unless the label has a buddy. Then F1 in the buddy shows the card; the owner of both
    connects that. ``elided``: one line, which ends with dots where there is no room for all of it.
    """

    def __init__(
        self,
        text: str,
        look: str = "",
        *,
        concept: str,
        part: str = "",
        wrap: bool = False,
        elided: bool = False,
        name: str = "",
        buddy: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._concept = concept
        self._part = part
        self.elided = elided
        if elided:
            self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._number: tuple[str, str, bool] | None = None
        self.setObjectName(name or f"explained_{concept}")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if buddy is None else Qt.FocusPolicy.NoFocus)
        if buddy is not None:
            self.setBuddy(buddy)
        self.setCursor(Qt.CursorShape.WhatsThisCursor)
        self.setAccessibleDescription(self.tr("F1 says what this means"))
        if look:
            set_look(self, look)

    def show_number(self, place: str, number: float, shown: str) -> None:
        """Tell of the person's own ``number`` in the card, in the sentence that the concept has for ``place``;
        ``shown`` is the number as it is written."""
        self._number = (place, shown, number == 1)

    def forget_number(self) -> None:
        self._number = None

    def explain(self) -> None:
        """Show the card, beneath the label, until the person clicks elsewhere or presses a key."""
        concept = concepts(QLocale().name().partition("_")[0])[self._concept]
        own = ""
        if self._number is not None:
            place, shown, one = self._number
            own = concept.with_number(place, shown, one=one)
        ConceptCard(concept, own, self).show_beneath(self)

    @called_by_qt
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.explain()
        else:
            super().mousePressEvent(event)

    @called_by_qt
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _OPENING:
            self.explain()
        else:
            super().keyPressEvent(event)

    @answers_qt(QSize)
    def minimumSizeHint(self) -> QSize:
        smallest = super().minimumSizeHint()
        return QSize(self.fontMetrics().averageCharWidth() * 2, smallest.height()) if self.elided else smallest

    @called_by_qt
    def paintEvent(self, event: QPaintEvent) -> None:
        shown = self._shown()
        painter = QPainter(self)
        if shown == self.text():
            painter.end()
            super().paintEvent(event)
            painter = QPainter(self)
        else:
            self.style().drawItemText(
                painter,
                self.contentsRect(),
                int(self.alignment()),
                self.palette(),
                self.isEnabled(),
                shown,
                self.foregroundRole(),
            )
        focused = self.hasFocus()
        colour = QColor(tokens().accent if focused else tokens().text_muted)
        painter.setPen(QPen(colour, 2 if focused else 1, Qt.PenStyle.SolidLine if focused else Qt.PenStyle.DotLine))
        for begin, end in self._underlines():
            painter.drawLine(begin, end)
        painter.end()

    def _shown(self) -> str:
        """The text, or as much of it as there is room for."""
        if not self.elided:
            return self.text()
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.contentsRect().width())

    def _underlined(self) -> tuple[int, int]:
        """Where the underlined word begins and ends."""
        text = self.text()
        first = text.find(self._part)
        if not self._part or first < 0:
            return (0, 0) if self._part else (0, len(text))
        last = first + len(self._part)
        while last < len(text) and text[last].isalpha():
            last += 1
        return first, last

    def _underlines(self) -> list[tuple[QPoint, QPoint]]:
        """From where to where the text is underlined, line by line."""
        first, last = self._underlined()
        room = self.contentsRect()
        found: list[tuple[float, float, float]] = []
        height = 0.0
        shown = self._shown()
        last = min(last, len(shown))
        layout = QTextLayout(shown, self.font())
        option = QTextOption(self.alignment() & Qt.AlignmentFlag.AlignHorizontal_Mask)
        option.setWrapMode(QTextOption.WrapMode.WordWrap if self.wordWrap() else QTextOption.WrapMode.NoWrap)
        layout.setTextOption(option)
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(room.width())
            line.setPosition(QPointF(0, height))
            begin, end = max(first, line.textStart()), min(last, line.textStart() + line.textLength())
            if begin < end:
                across = [line.cursorToX(place)[0] for place in (begin, end)]  # type: ignore[index]
                found.append((across[0], across[1], height + line.ascent()))
            height += line.height()
        layout.endLayout()
        above = room.height() - height if self.alignment() & Qt.AlignmentFlag.AlignBottom else 0.0
        if self.alignment() & Qt.AlignmentFlag.AlignVCenter:
            above = (room.height() - height) / 2
        return [
            (QPoint(room.left() + round(left), y), QPoint(room.left() + round(right), y))
            for left, right, baseline in found
            for y in (room.top() + round(above + baseline) + _BELOW_THE_LETTERS,)
        ]


class ConceptCard(QFrame):
    """What a concept is. Qt closes it at a click elsewhere; any key that would open it closes it too."""

    def __init__(self, concept: Concept, own: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("concept_card")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(concept.word)
        self.setAccessibleDescription(" ".join(filter(None, (concept.explanation, own))))
        set_look(self, "popover")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(Space.L, Space.M, Space.L, Space.M)
        layout.setSpacing(Space.S)
        self.setFixedWidth(_CARD_WIDTH)
        layout.addWidget(label(concept.word, "heading"))
        explanation = label(concept.explanation, wrap=True)
        explanation.setObjectName("concept_explanation")
        layout.addWidget(explanation)
        if own:
            number = label(own, "field", wrap=True)
            number.setObjectName("concept_own")
            layout.addWidget(number)

    def show_beneath(self, word: QWidget) -> None:
        """Open beneath ``word``, or above it where the screen ends."""
        self.ensurePolished()
        self.resize(_CARD_WIDTH, self.heightForWidth(_CARD_WIDTH))
        place, screen = word.mapToGlobal(QPoint(0, word.height() + Space.XS)), word.screen().availableGeometry()
        if place.y() + self.height() > screen.bottom():
            place.setY(word.mapToGlobal(QPoint(0, 0)).y() - self.height() - Space.XS)
        place.setX(min(max(place.x(), screen.left()), screen.right() - self.width() - _IN_SIGHT_OF_THE_SCREEN))
        self.move(place)
        self.show()

    @called_by_qt
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (*_OPENING, Qt.Key.Key_Escape):
            self.close()
        else:
            super().keyPressEvent(event)


def explained(text: str, look: str = "", *, concept: str, wrap: bool = False, buddy: QWidget | None = None) -> QLabel:
    """An :class:`ExplainedLabel`, or a plain label where ``concept`` is empty."""
    if concept:
        return ExplainedLabel(text, look, concept=concept, wrap=wrap, buddy=buddy)
    plain = label(text, look, wrap=wrap)
    if buddy is not None:
        plain.setBuddy(buddy)
    return plain
