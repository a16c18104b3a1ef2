"""Says whether the text is enough, and for which sizes of model, with a small picture of the sizes."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gpt_studio.jobs.corpora import judge_amount
from gpt_studio.jobs.corpora.judge_amount import Amount, JudgeAmount, Verdict
from gpt_studio.ui.look.colours import tokens
from gpt_studio.ui.look.fonts import scaled
from gpt_studio.ui.look.sizes import Space, TextSize
from gpt_studio.ui.look.text import message_text, short_count
from gpt_studio.ui.state.qt_overrides import answers_qt, called_by_qt
from gpt_studio.ui.state.worker import LatestWins, Runner
from gpt_studio.ui.widgets.card import Card
from gpt_studio.ui.widgets.labels import label

_HEIGHT = 96
_LOWEST_BAR = 0.2


class AmountCard(Card):
    """Hidden until a text was judged."""

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setObjectName("corpus_amount")
        self.body.addWidget(label(self.tr("Is it enough?"), "heading"))
        self._sentence = label("", wrap=True)
        self._sentence.setObjectName("corpus_amount_sentence")
        self._sizes = _Sizes()
        self.body.addWidget(self._sentence)
        self.body.addWidget(self._sizes)
        self.body.addWidget(
            label(
                self.tr(
                    "Sizes of model, the smallest on the left. Filled: the text is enough. Striped: it is little. "
                    "Empty: it is too little. The arrow marks the one that suits it best."
                ),
                "caption",
                wrap=True,
            )
        )
        self._latest = LatestWins(runner, judge_amount.run, on_result=self._show, parent=self)
        self.hide()

    def judge(self, characters: int) -> None:
        """Judge a text of so many characters; hidden for none."""
        if characters:
            self._latest.submit(JudgeAmount(characters))
        else:
            self._latest.cancel()
            self.hide()

    def shut_down(self) -> None:
        self._latest.cancel()

    def _show(self, amount: Amount) -> None:
        self._sentence.setText(message_text(amount.sentence))
        self._sizes.show_amount(amount)
        self.show()


class _Sizes(QWidget):
    """A bar for each size, the best one with its number of parameters above."""

    def __init__(self) -> None:
        super().__init__()
        self._amount: Amount | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_amount(self, amount: Amount) -> None:
        self._amount = amount
        self.setAccessibleName(message_text(amount.sentence))
        self.update()

    @answers_qt(QSize)
    def sizeHint(self) -> QSize:
        return QSize(160, scaled(_HEIGHT))

    @called_by_qt
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.update()

    @called_by_qt
    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._amount is None:
            return
        painter = QPainter(self)
        font = QFont(self.font())
        font.setPixelSize(scaled(TextSize.CAPTION))
        painter.setFont(font)
        letters = painter.fontMetrics().height()
        sizes = self._amount.sizes
        each = self.width() / len(sizes)
        top, bottom = letters + Space.XS, self.height() - letters - Space.XS
        for number, size in enumerate(sizes):
            share = _LOWEST_BAR + (1 - _LOWEST_BAR) * (number + 1) / len(sizes)
            height = share * (bottom - top)
            area = QRectF(number * each + 2, bottom - height, max(2.0, each - 4), height)
            fill, edge = _look_of(size.verdict)
            painter.setPen(QColor(edge))
            painter.setBrush(fill)
            painter.drawRect(area)
        painter.setPen(QColor(tokens().text))
        best, last = self._amount.best, len(sizes) - 1
        share = _LOWEST_BAR + (1 - _LOWEST_BAR) * (best + 1) / len(sizes)
        self._write(painter, best, bottom - share * (bottom - top) - letters - 2, "▼")
        self._write(painter, best, bottom, short_count(sizes[best].parameters))
        painter.setPen(QColor(tokens().text_muted))
        for number in {0, last} - {best - 1, best, best + 1}:
            self._write(painter, number, bottom, short_count(sizes[number].parameters))

    def _write(self, painter: QPainter, number: int, top: float, words: str) -> None:
        """Write under or over the bar ``number``, within the picture."""
        assert self._amount is not None
        width = painter.fontMetrics().horizontalAdvance(words) + 2
        middle = (number + 0.5) * self.width() / len(self._amount.sizes)
        left = min(max(0.0, middle - width / 2), max(0.0, self.width() - width))
        area = QRectF(left, top, width, painter.fontMetrics().height() + 2)
        painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), words)


def _look_of(verdict: Verdict) -> tuple[QBrush, str]:
    """How a bar is filled, and the colour of its edge."""
    now = tokens()
    if verdict in (Verdict.ENOUGH, Verdict.PLENTY):
        return QBrush(QColor(now.success)), now.success
    if verdict is Verdict.LITTLE:
        return QBrush(QColor(now.warning), Qt.BrushStyle.BDiagPattern), now.warning
    return QBrush(Qt.BrushStyle.NoBrush), now.border_strong
